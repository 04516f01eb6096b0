import Analyses
import Cohorts

extension Bootstrap {
  /// The bootstrap, as scripts ask for it.
  static let analysis = Analysis(
    "resampling.bootstrap", "Bootstrap interval of any number that an analysis gives, or of a difference or ratio.",
    details: """
      Draws as many subjects as there are, with replacement, does the analysis on them, and takes the number; over and over. \
      The spread of the numbers gives a standard error and an interval where no formula does, such as for a difference of \
      medians. Whole subjects are drawn, with all that belongs to them; a row of frequency weights stands for that many.

      A resample of which the number cannot be computed, such as one in which a median is not reached, is counted and told. \
      The same seed gives the same interval on any machine.
      """,
    parameters: [
      called.any, arguments.any, statistic.any, of.any, minus.any, ratio.any, resamples.any, seed.any,
      interval.any, level.any, strata.any,
    ],
    statistics: BootstrapRows.declared,
    example: [
      .init("analysis", .text("survival.kaplan_meier")), .init("statistic", .text("median")),
      .init("arguments", .map([.init("by", .text("diagnosis")), .init("endpoint", .text("pfs"))])),
      .init("of", .map([.init("group", .text("T-ALL"))])), .init("minus", .map([.init("group", .text("T-LBL"))])),
      .init("resamples", .integer(200)),
    ]
  ) { cohort, given in
    let call = try given.call(called, with: arguments)
    guard call.argument("cluster") == nil else {
      throw ArgumentError.invalid(
        analysis: given.analysis,
        reason: "subjects are drawn one by one, which is wrong where those of a cluster depend on each other; leave "
          + "\"cluster\" out")
    }
    let name = given[statistic]
    let declared = try call.statistic(name)
    let (people, drawnWithin) = try Self.people(cohort, strata: given[strata])
    let original = try call.perform(on: people)
    func row(_ place: RowRequest.Place?) throws -> RowRequest {
      try RowRequest(name, place ?? .init()).resolved(in: original, asker: given.analysis)
    }
    let first = try row(given[of])
    let combination = try Self.combination(given, row)
    let scalar = try ResampledScalar(call, first, combination, on: people)
    let seed = given[seed].map { UInt64($0) } ?? given.surroundings.seed
    let plan = try ResamplePlan(
      seed: seed, strata: drawnWithin?.grouping ?? Grouping(everyone: people.count, name: ""),
      weights: try Self.weights(call, people))
    let bootstrap = Bootstrap(
      of: scalar, estimate: scalar.value(in: original), plan: plan, count: given[resamples],
      wantsAcceleration: given[interval] == .accelerated, progress: given.surroundings.progress)
    let rows = BootstrapRows(
      bootstrap: bootstrap, first: first, combination: combination, statistic: declared,
      unit: first.row(in: original)?.unit, interval: given[interval], level: given[level], subjects: plan.subjects,
      resamples: given[resamples])
    var result = AnalysisResult(
      title: "\(rows.label.capitalizedFirst): bootstrap", rows: rows.rows, tables: [rows.table])
    result.methods = [rows.method(seed: seed, within: drawnWithin?.label, isSingly: plan.leavesOutSingly)]
    result.methods += original.methods
    let bearing = ([first] + (combination.second.map { [$0] } ?? [])).map(original.cautions(bearingOn:))
    result.cautions = rows.cautions + original.cautions.filter { caution in bearing.contains { $0.contains(caution) } }
    if people.count < cohort.count, let label = drawnWithin?.label {
      result.cautions.append(
        Caution(
          .missingValues, "\(cohort.count - people.count) of \(cohort.count) subjects are left out: without \(label)."))
    }
    return result
  }

  private static let called = Parameter.analysis("The analysis whose number is wanted.")
  private static let arguments = Parameter.arguments("Its arguments, as it takes them.")
  private static let statistic = Parameter.statistic("The statistic of that analysis.")
  private static let of = Parameter.row(
    "of", "Which row of the statistic: its group, variable or time; needed where there are several.")
  private static let minus = Parameter.row(
    "minus", "A second row of the statistic, which is subtracted from the first.")
  private static let ratio = Parameter.row("ratio", "A second row of the statistic, by which the first is divided.")
  private static let resamples = Parameter.wholeNumber(
    "resamples", "How many resamples are drawn.", in: 2...1_000_000, default: 2000)
  private static let seed = Parameter.optionalWholeNumber(
    "seed", "The seed of the draws; the script's own without it.", in: 0...Int.max)
  private static let interval = Parameter<BootstrapIntervalKind>.choice(
    "interval", "How the interval follows from the resamples.", default: .accelerated)
  private static let level = Parameter.level()
  private static let strata = Parameter.columns(
    "strata", "Subjects are drawn within each of these groups, as many as it has; such as \"trial\".")

  private static func combination(
    _ given: Arguments, _ row: (RowRequest.Place?) throws -> RowRequest
  ) throws -> ResampledScalar.Combination {
    switch (given[minus], given[ratio]) {
    case (nil, nil): return .first
    case (let place?, nil): return .difference(try row(place))
    case (nil, let place?): return .ratio(try row(place))
    case (.some, .some):
      throw ArgumentError.invalid(analysis: given.analysis, reason: "give one of \"minus\" and \"ratio\", not both")
    }
  }

  /// The subjects that are drawn from, and the groups within which they are.
  private static func people(
    _ cohort: Cohort, strata: [ColumnRequest]
  ) throws -> (cohort: Cohort, strata: ResolvedGroups?) {
    guard !strata.isEmpty else { return (cohort, nil) }
    let groups = try cohort.groups(by: strata)
    guard groups.grouping.missing > 0 else { return (cohort, groups) }
    let kept = (0..<Int32(cohort.count)).filter { groups.grouping.codes[Int($0)] >= 0 }
    let people = cohort.part(kept)
    return (people, try people.groups(by: strata))
  }

  /// How many subjects each row stands for, where the analysis was given frequency weights; those without one count for none.
  private static func weights(_ call: AnalysisCall, _ cohort: Cohort) throws -> [Int]? {
    guard call.takes("weights"), case .text(let column)? = call.argument("weights") else { return nil }
    let (values, validity) = try cohort.numbers(column)
    return values.indices.map { validity[$0] ? Int(exactly: values[$0]) ?? 0 : 0 }
  }
}

extension String {
  /// The text with a capital at its beginning.
  var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
