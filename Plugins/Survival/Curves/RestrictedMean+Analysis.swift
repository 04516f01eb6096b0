import Analyses
import Cohorts
import Statistics

extension RestrictedMean {
  /// The means by group and their contrasts, as scripts ask for them.
  static let analysis = Analysis(
    "survival.restricted_mean", "Restricted mean survival time by group, with differences and ratios.",
    details: """
      The mean time free of the event up to a horizon: the area under the Kaplan-Meier curve. It is defined where a median is not \
      reached, and its difference between groups needs no proportional hazards: so many days gained within the horizon.

      The horizon belongs to the question and should be chosen before looking at the data. Without one, the smallest of the groups' last \
      observed times is taken, up to which all curves are known. Strata are not taken: there is no one accepted way to combine \
      restricted means over strata; restrict the cohort to each, or weight (survival.kaplan_meier with case_weights).
      """,
    parameters: [
      SurvivalParameters.endpoint.any, SurvivalParameters.by.any, SurvivalParameters.weights.any, horizon.any,
      GroupContrasts.compare.any, GroupContrasts.reference.any, SurvivalParameters.level.any,
      SurvivalParameters.displayUnit.any, SurvivalParameters.asBaseline.any,
    ],
    statistics: RestrictedMeanStatistics.declared,
    example: [.init("endpoint", .text("pfs")), .init("by", .text("diagnosis"))],
    terms: ["RMST": "restricted mean survival time", "RMTL": "restricted mean time lost"]
  ) { cohort, arguments in
    let question = try SurvivalQuestion(
      cohort, endpoint: arguments[SurvivalParameters.endpoint], by: arguments[SurvivalParameters.by],
      weights: arguments[SurvivalParameters.weights])
    let guarding = ImmortalTime(
      cohort: cohort, endpoint: question.endpoint, isAcknowledged: arguments[SurvivalParameters.asBaseline],
      overstated: "mean survival")
    let contrasts = try GroupContrasts(arguments, question.levels, analysis: "survival.restricted_mean")
    let statistics = try RestrictedMeanStatistics(
      question, horizons: arguments[horizon].distinct, contrasts: contrasts,
      level: arguments[SurvivalParameters.level], displayUnit: arguments[SurvivalParameters.displayUnit])
    var result = AnalysisResult(
      title: "Restricted mean of \(question.endpoint.label)"
        + (question.groups.sources.isEmpty ? "" : " by \(question.groups.label)"), methods: [statistics.method])
    result.rows = statistics.rows
    result.tables = statistics.tables
    result.cautions = try guarding.cautions(for: question) + question.cautions + statistics.cautions
    return result
  }.replicated { cohort, arguments, row in
    // A horizon that is taken from the data is another in each resample.
    guard row.statistic == "restricted_mean", row.place.variable == nil, let time = row.place.time,
      arguments[horizon].contains(time)
    else { return nil }
    let question = try SurvivalQuestion(
      cohort, endpoint: arguments[SurvivalParameters.endpoint], by: arguments[SurvivalParameters.by])
    return try CurveReplication(question, group: row.place.group, .restrictedMean(to: time))
  }

  private static let horizon = Parameter.numbers(
    "horizon",
    "The time up to which the mean is taken, or several; without it the smallest of the groups' last observed times.",
    unit: "the endpoint's unit")
}

/// Restricted means of the groups of a question, and what is said of them.
struct RestrictedMeanStatistics {
  private let question: SurvivalQuestion
  private let curves: [KaplanMeier]
  private let horizons: [Double]
  private let isDefault: Bool
  private let contrasts: GroupContrasts
  private let level: Double
  private let displayUnit: TimeUnit?

  static let declared: [Analysis.Statistic] = [
    .init("n", "The number of subjects, frequency weights counted."),
    .init("events", "The number of events up to the horizon."),
    .init(
      "restricted_mean", "The mean time free of the event up to the horizon.",
      estimated: .on(.plain, standardError: "restricted_mean_se", isEffect: false)),
    .init("restricted_mean_se", "Its standard error."),
    .init("restricted_mean_lower", "Its lower limit."),
    .init("restricted_mean_upper", "Its upper limit."),
    .init(
      "restricted_mean_difference", "The mean of the first of two groups less that of the second.",
      estimated: .on(.plain, standardError: "restricted_mean_difference_se")),
    .init("restricted_mean_difference_se", "The standard error of the difference."),
    .init("restricted_mean_difference_lower", "The lower limit of the difference."),
    .init("restricted_mean_difference_upper", "The upper limit of the difference."),
    .init("restricted_mean_difference_p_value", "The p-value of no difference, two-sided."),
    .init(
      "restricted_mean_ratio", "The mean of the first of two groups over that of the second.",
      estimated: .on(.log, standardError: "restricted_mean_ratio_se")),
    .init("restricted_mean_ratio_se", "The standard error of the logarithm of the ratio."),
    .init("restricted_mean_ratio_lower", "The lower limit of the ratio."),
    .init("restricted_mean_ratio_upper", "The upper limit of the ratio."),
    .init("restricted_mean_ratio_p_value", "The p-value of a ratio of 1, on the scale of its logarithm."),
  ]

  init(
    _ question: SurvivalQuestion, horizons: [Double], contrasts: GroupContrasts, level: Double,
    displayUnit: TimeUnit?
  ) throws {
    self.question = question
    self.contrasts = contrasts
    self.level = level
    self.displayUnit = displayUnit
    curves = try EventTable.tables(of: question.followUp, groups: question.codes, count: question.levels.count)
      .map { KaplanMeier($0) }
    isDefault = horizons.isEmpty
    self.horizons = isDefault ? curves.compactMap(\.table.times.last).min().map { [$0] } ?? [] : horizons
  }

  private func named(_ time: Double) -> String {
    TimeWords(question.endpoint.unit, shown: displayUnit).withUnit(time)
  }

  var method: String {
    let chosen =
      isDefault
      ? horizons.first.map { " \(named($0)), the smallest of the groups' last observed times" } ?? " none"
      : " \(horizons.map(named).joined(separator: ", "))"
    return
      "Restricted mean survival time: the area under the Kaplan-Meier curve from the origin to the horizon, with the "
      + "variance of Irwin and Greenwood (Royston and Parmar; Uno et al.). Horizon:\(chosen). Differences on the scale of the "
      + "mean and ratios on that of its logarithm, normal intervals at \(Argument.percent(level)) and two-sided p-values."
  }

  var rows: [Row] {
    let counts = zip(question.levels, curves).map { Row("n", .count(Int($1.table.count)), group: $0) }
    guard !horizons.isEmpty else {
      return counts
        + question.levels.map { Row("restricted_mean", .notEstimable("no subjects"), group: $0) }
    }
    return counts + horizons.flatMap { rows(to: $0) }
  }

  private func rows(to horizon: Double) -> [Row] {
    let means = curves.map { $0.table.count > 0 ? $0.restrictedMean(to: horizon) : nil }
    let reach = Normal.reach(ofLevel: level)
    let perGroup = zip(zip(question.levels, curves), means).flatMap { named, mean -> [Row] in
      func row(_ suffix: String, _ value: Double?) -> Row {
        Row(
          "restricted_mean" + suffix, Quantity(value, otherwise: "no subjects"), group: named.0, time: horizon,
          unit: question.unit, method: "Restricted mean, normal interval", n: Int(named.1.table.count))
      }
      return [
        Row("events", .count(Int(named.1.table.events(through: horizon))), group: named.0, time: horizon),
        row("", mean?.mean), row("_se", mean?.standardError),
        row("_lower", mean.map { $0.mean - reach * $0.standardError }),
        row("_upper", mean.map { $0.mean + reach * $0.standardError }),
      ]
    }
    return perGroup + contrasts.pairs.flatMap { rows(of: $0, means, horizon) }
  }

  private func rows(of pair: GroupContrasts.Pair, _ means: [RestrictedMean?], _ horizon: Double) -> [Row] {
    func value(_ place: Int) -> (estimate: Double, error: Double)? {
      means[place].map { ($0.mean, $0.standardError) }
    }
    let group = value(pair.group)
    let base = value(pair.base)
    let both = group.flatMap { group in base.map { (group, $0) } }
    let difference = both.map { NormalContrast(difference: $0.0, from: $0.1, level: level) }
    let ratio = both.flatMap { NormalContrast(ratio: $0.0, to: $0.1, level: level) }
    let reason = both == nil ? "no subjects in one of the groups" : "no variance"
    func row(_ name: String, _ value: Double?, unit: String? = nil) -> Row {
      Row(
        "restricted_mean_" + name, Quantity(value, otherwise: reason), variable: pair.name, time: horizon, unit: unit,
        n: pair.count(in: curves.map(\.table)))
    }
    let unit = question.unit
    return [
      row("difference", difference?.estimate, unit: unit), row("difference_se", difference?.standardError, unit: unit),
      row("difference_lower", difference?.lower, unit: unit), row("difference_upper", difference?.upper, unit: unit),
      row("difference_p_value", difference?.pValue), row("ratio", ratio?.estimate),
      row("ratio_se", ratio?.standardError), row("ratio_lower", ratio?.lower), row("ratio_upper", ratio?.upper),
      row("ratio_p_value", ratio?.pValue),
    ]
  }

  var tables: [TableLayout] {
    let percent = Argument.percent(level)
    let unit = displayUnit?.rawValue ?? question.unit
    func suffix(_ time: Double) -> String { horizons.count > 1 ? ", to \(named(time))" : "" }
    let first = TableLayout(
      title: "Restricted mean" + (horizons.count == 1 ? " to \(named(horizons[0]))" : ""),
      rowHeader: question.groups.label,
      lines: horizons.flatMap { time in
        question.levels.map { .init($0 + suffix(time), group: $0, time: time) }
      },
      columns: [
        .init("Events", .value("events"), .count),
        .init(
          "Mean (\(percent) CI), \(unit)",
          .estimate("restricted_mean", lower: "restricted_mean_lower", upper: "restricted_mean_upper"), .duration),
        .init("SE", .value("restricted_mean_se"), .duration),
      ], durations: displayUnit)
    guard !contrasts.pairs.isEmpty else { return [first] }
    func interval(_ name: String) -> TableLayout.Cell {
      .estimate(
        "restricted_mean_\(name)", lower: "restricted_mean_\(name)_lower", upper: "restricted_mean_\(name)_upper")
    }
    let second = TableLayout(
      title: "Comparison of restricted means", rowHeader: question.groups.label,
      lines: horizons.flatMap { time in
        contrasts.pairs.map { .init($0.name + suffix(time), variable: $0.name, time: time) }
      },
      columns: [
        .init("Difference (\(percent) CI), \(unit)", interval("difference"), .duration),
        .init("p", .value("restricted_mean_difference_p_value"), .pValue),
        .init("Ratio (\(percent) CI)", interval("ratio"), .ratio),
        .init("p (ratio)", .value("restricted_mean_ratio_p_value"), .pValue),
      ], durations: displayUnit)
    return [first, second]
  }

  /// Cautions where a horizon lies beyond what was observed, and where groups are censored differently.
  var cautions: [Caution] {
    beyond + InformativeCensoring.cautions([curves.map(\.table)])
  }

  /// Which curves are carried forward to a horizon.
  private var beyond: [Caution] {
    horizons.compactMap { horizon in
      let beyond = zip(question.levels, curves).filter {
        $1.table.count > 0 && $1.restrictedMean(to: horizon).isCarriedForward
      }
      guard !beyond.isEmpty else { return nil }
      let groups = beyond.map { "\"\($0)\" to \(named($1.table.times.last ?? 0))" }.joined(separator: ", ")
      return Caution(
        .horizonBeyondFollowUp,
        "The horizon of \(named(horizon)) lies beyond the last observation: \(groups). Survival is carried forward from there.",
        remedy: "Choose a horizon within the follow-up of every group.")
    }
  }
}
