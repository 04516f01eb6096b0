import Analyses
import Cohorts
import RealModule
import Statistics

extension Milestone {
  /// Survival at times and its contrasts, as scripts ask for them.
  static let analysis = Analysis(
    "survival.milestones", "Survival at several times by group, with differences and tests at each.",
    details: """
      Survival of each group at fixed times, with pointwise intervals; and between groups at each time the difference with its normal \
      interval and p-value, and the test on the complementary log-log scale, which holds its level better in small samples.

      With given, everything is conditional on being free of the event at that time: S(t | s) = S(t)/S(s), estimated from those \
      still under observation after s. What is known later than the origin may be known by then; the guard still counts from the origin.

      The times belong to the question: choose them before looking at the curves. P-values are not adjusted for their number.
      """,
    parameters: [
      SurvivalParameters.endpoint.any, SurvivalParameters.by.any, SurvivalParameters.weights.any, times.any, given.any,
      GroupContrasts.compare.any, GroupContrasts.reference.any, SurvivalParameters.level.any,
      SurvivalParameters.interval.any, SurvivalParameters.beyond.any, SurvivalParameters.displayUnit.any,
      SurvivalParameters.asBaseline.any,
    ],
    statistics: CurveStatistics.declared + MilestoneContrasts.declared,
    example: [
      .init("endpoint", .text("pfs")), .init("by", .text("diagnosis")),
      .init("times", .list([.integer(90), .integer(180)])),
    ],
    terms: ["PFS": "progression-free survival", "OS": "overall survival"]
  ) { cohort, arguments in
    let question = try SurvivalQuestion(
      cohort, endpoint: arguments[SurvivalParameters.endpoint], by: arguments[SurvivalParameters.by],
      weights: arguments[SurvivalParameters.weights])
    let guarding = ImmortalTime(
      cohort: cohort, endpoint: question.endpoint, isAcknowledged: arguments[SurvivalParameters.asBaseline])
    let contrasts = try GroupContrasts(arguments, question.levels, analysis: "survival.milestones")
    let start = arguments[given]
    let style = CurveStyle(
      transform: arguments[SurvivalParameters.interval], level: arguments[SurvivalParameters.level],
      plateau: .midpointToLastTime, beyond: arguments[SurvivalParameters.beyond], times: arguments[Self.times].distinct,
      quantiles: [])
    let curves = zip(question.levels, try question.curves(given: start)).map { level, estimate in
      CurveStatistics(
        group: level, label: question.label(of: level), estimate: estimate, style: style,
        endpoint: question.endpoint, atRisk: estimate.table.atRisk(at:))
    }
    let comparison = MilestoneContrasts(curves: curves, contrasts: contrasts, style: style)
    let times = arguments.times(in: question.endpoint.unit)
    let condition = start > 0 ? ", given survival to \(times.withUnit(start))" : ""
    var result = AnalysisResult(
      title: "\(question.endpoint.label) at milestones"
        + (question.groups.sources.isEmpty ? "" : " by \(question.groups.label)") + condition,
      methods: comparison.methods(given: start, unit: question.unit, isLate: question.followUp.entry != nil))
    result.rows = curves.flatMap(\.rows) + comparison.rows
    result.tables = CurveStatistics.tables(
      of: curves, rowHeader: question.groups.sources.isEmpty ? "" : question.groups.label, times: times)
    result.tables += comparison.tables(times, groupLabel: question.groups.label)
    result.figures = CurveStatistics.figures(
      of: curves, title: result.title, endpoint: question.endpoint,
      axisUnit: arguments[SurvivalParameters.displayUnit], start: start, annotations: [])
    result.cautions = try guarding.cautions(for: question) + question.cautions
    result.cautions += CurveStatistics.supportCautions(of: curves) + CurveStatistics.horizonCautions(of: curves)
    result.cautions += InformativeCensoring.cautions([curves.map(\.estimate.table)])
    return result
  }

  private static let times = Parameter.numbers(
    "times", "The times at which survival is given and compared.", unit: "the endpoint's unit", fallback: .required)

  private static let given = Parameter.number(
    "given", "The time to which survival is taken for granted; 0 for none.", in: 0...1e12,
    unit: "the endpoint's unit", default: 0)
}

extension SurvivalQuestion {
  /// The curve of each group from a time on, of those under observation after it.
  fileprivate func curves(given start: Double) throws -> [KaplanMeier] {
    let rows = start > 0 ? followUp.time.indices.filter { followUp.time[$0] > start } : Array(followUp.time.indices)
    return try EventTable.tables(
      of: start > 0 ? followUp.selecting(rows) : followUp, groups: start > 0 ? rows.map { codes[$0] } : codes,
      count: levels.count
    ).map { KaplanMeier($0, origin: start) }
  }
}

/// Survival at milestones, group against group.
struct MilestoneContrasts {
  let curves: [CurveStatistics]
  let contrasts: GroupContrasts
  let style: CurveStyle

  static let declared: [Analysis.Statistic] = [
    .init(
      "survival_difference", "Survival at a time in the first of two groups less that in the second.",
      estimated: .on(.plain, standardError: "survival_difference_se")),
    .init("survival_difference_se", "The standard error of the difference."),
    .init("survival_difference_lower", "The lower limit of the difference."),
    .init("survival_difference_upper", "The upper limit of the difference."),
    .init("p_value", "The p-value of no difference, on the plain scale."),
    .init("chi_squared_log_log", "The test statistic of no difference on the scale of log(-log S)."),
    .init("p_value_log_log", "Its p-value, with one degree of freedom."),
  ]

  func methods(given start: Double, unit: String, isLate: Bool) -> [String] {
    var sentences = ["Kaplan-Meier estimate with Greenwood's variance; \(style.interval)."]
    if start > 0 {
      sentences.append(
        "Survival is conditional on being free of the event at \(Argument.number(start).source) \(unit): estimated from subjects "
          + "under observation after it.")
    }
    if isLate {
      sentences.append("Late entry: at risk at t are those with entry < t <= time; who enters at t is not.")
    }
    if !contrasts.pairs.isEmpty {
      sentences.append(
        "Differences at fixed times with normal intervals and two-sided p-values, and the test on the scale of log(-log S) (Klein, "
          + "Logan, Harhoff and Andersen 2007, doi:10.1002/sim.2864); not adjusted for the number of times.")
    }
    return sentences
  }

  var rows: [Row] {
    contrasts.pairs.flatMap { pair in style.times.flatMap { rows(pair, at: $0) } }
  }

  private func rows(_ pair: GroupContrasts.Pair, at time: Double) -> [Row] {
    let points = [pair.group, pair.base].map { place -> (estimate: Double, error: Double)? in
      let curve = curves[place]
      guard !curve.isEmpty, time >= curve.estimate.origin else { return nil }
      let point = curve.estimate.milestone(at: time, beyond: style.beyond)
      return point.survival.map { ($0, point.standardError ?? .nan) }
    }
    func row(_ name: String, _ value: Double?, _ reason: String) -> Row {
      Row(
        name, Quantity(value, otherwise: reason), variable: pair.name, time: time,
        n: pair.count(in: curves.map(\.estimate.table)))
    }
    guard let group = points[0], let base = points[1] else {
      return Self.declared.map { row($0.name, nil, "not estimable in one of the groups") }
    }
    let contrast = NormalContrast(difference: group, from: base, level: style.level)
    let test = Self.logLog(group, base)
    let reason = "the variance is undefined where survival is 0"
    return [
      row("survival_difference", contrast.estimate, reason),
      row("survival_difference_se", contrast.standardError, reason),
      row("survival_difference_lower", max(contrast.lower, -1), reason),
      row("survival_difference_upper", min(contrast.upper, 1), reason),
      row("p_value", contrast.pValue, contrast.standardError == 0 ? "no events in either group" : reason),
      row("chi_squared_log_log", test?.statistic, "undefined where survival is 0 or 1"),
      row("p_value_log_log", test?.pValue, "undefined where survival is 0 or 1"),
    ]
  }

  /// (log(−log S_B) − log(−log S_A))² over its variance Σ (se/(S log S))².
  private static func logLog(
    _ group: (estimate: Double, error: Double), _ base: (estimate: Double, error: Double)
  ) -> (statistic: Double, pValue: Double)? {
    func scaled(_ point: (estimate: Double, error: Double)) -> (value: Double, variance: Double)? {
      guard point.estimate > 0, point.estimate < 1 else { return nil }
      let logarithm = Double.log(point.estimate)
      let error = point.error / (point.estimate * logarithm)
      return (.log(-logarithm), error * error)
    }
    guard let b = scaled(group), let a = scaled(base), a.variance + b.variance > 0 else { return nil }
    let difference = b.value - a.value
    let statistic = difference * difference / (a.variance + b.variance)
    return (statistic, ChiSquared(degreesOfFreedom: 1).upperTail(statistic))
  }

  func tables(_ times: TimeWords, groupLabel: String) -> [TableLayout] {
    guard !contrasts.pairs.isEmpty else { return [] }
    return [
      TableLayout(
        title: "Differences at milestones", rowHeader: "\(groupLabel), \(times.header())",
        lines: contrasts.pairs.flatMap { pair in
          style.times.map { .init("\(pair.name), \(times($0))", variable: pair.name, time: $0) }
        },
        columns: [
          .init(
            "Difference (\(Argument.percent(style.level)) CI)",
            .estimate(
              "survival_difference", lower: "survival_difference_lower", upper: "survival_difference_upper"),
            .proportion),
          .init("p", .value("p_value"), .pValue), .init("p (log-log)", .value("p_value_log_log"), .pValue),
        ])
    ]
  }
}
