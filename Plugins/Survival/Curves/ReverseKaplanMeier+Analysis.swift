public import Analyses
import Cohorts

/// How long subjects were followed, by the Kaplan-Meier estimate with events and censorings exchanged.
enum ReverseKaplanMeier {
  /// The median follow-up, as scripts ask for it.
  static let analysis = Analysis(
    "survival.follow_up", "Median follow-up by the reverse Kaplan-Meier method.",
    details: """
      The time under observation that there would have been if nobody had had the event: censoring is what is waited for, \
      and an event ends the observation of it. The median of the observed times, which is often printed in its place, \
      is shorter the more events there are.
      """,
    parameters: [
      SurvivalParameters.endpoint.any, SurvivalParameters.by.any, SurvivalParameters.weights.any,
      SurvivalParameters.level.any, SurvivalParameters.interval.any, SurvivalParameters.plateau.any, ties.any,
      SurvivalParameters.durationUnit.any, SurvivalParameters.asBaseline.any,
    ],
    statistics: [
      .init("n", "The number of subjects, frequency weights counted."),
      .init("events", "The number of events."),
      .init("median", "The median follow-up."),
      .init("median_lower", "Its lower limit."),
      .init("median_upper", "Its upper limit."),
    ],
    example: [.init("endpoint", .text("pfs")), .init("by", .text("trial"))],
    terms: ["mFU": "median follow-up", "reverse KM": "reverse Kaplan-Meier method"]
  ) { cohort, arguments in
    let question = try SurvivalQuestion(
      cohort, endpoint: arguments[SurvivalParameters.endpoint], by: arguments[SurvivalParameters.by],
      weights: arguments[SurvivalParameters.weights])
    let tables = try EventTable.tables(of: question.followUp, groups: question.codes, count: question.levels.count)
    let level = arguments[SurvivalParameters.level]
    let transform = arguments[SurvivalParameters.interval]
    var result = AnalysisResult(
      title: "Follow-up for \(question.endpoint.label)",
      methods: [
        "Reverse Kaplan-Meier (Schemper and Smith): the Kaplan-Meier estimate with events and censorings exchanged; at tied "
          + "times \(arguments[ties].summary); \(Argument.percent(level)) interval on the scale of \(transform.name)."
      ])
    for (group, table) in zip(question.levels, tables) {
      let estimate = KaplanMeier(table.reversed(ties: arguments[ties]))
      let median = estimate.median(
        band: estimate.band(transform, level: level), rule: arguments[SurvivalParameters.plateau])
      result.rows += rows(group, table, median, unit: question.unit)
    }
    let times = TimeWords(question.endpoint.unit, shown: arguments[SurvivalParameters.durationUnit])
    result.tables = [
      TableLayout(
        title: "Follow-up", rowHeader: question.groups.label, lines: question.levels.map { .init($0, group: $0) },
        columns: [
          .init("n", .value("n"), .count), .init("Events", .value("events"), .count),
          .init(
            "Median follow-up (\(Argument.percent(level)) CI), \(times.unit)",
            .estimate("median", lower: "median_lower", upper: "median_upper"), .duration),
        ], durations: times.shown)
    ]
    let guarding = ImmortalTime(
      cohort: cohort, endpoint: question.endpoint, isAcknowledged: arguments[SurvivalParameters.asBaseline],
      overstated: "follow-up")
    result.cautions = try guarding.cautions(for: question) + question.cautions
    return result
  }

  private static func rows(_ group: String, _ table: EventTable, _ median: QuantileEstimate, unit: String) -> [Row] {
    func row(_ statistic: String, _ value: Double?) -> Row {
      Row(
        statistic, Quantity(value, otherwise: table.count == 0 ? "no subjects" : "not reached"), group: group,
        unit: unit,
        method: "Reverse Kaplan-Meier", n: Int(table.count))
    }
    return [
      Row("n", .count(Int(table.count)), group: group), Row("events", .count(Int(table.eventCount)), group: group),
      row("median", median.estimate), row("median_lower", median.lower), row("median_upper", median.upper),
    ]
  }

  private static let ties = Parameter<FollowUpTies>.choice(
    "ties", "Who leaves first where events and censorings fall on one time.", default: .together)
}

extension FollowUpTies: Choice {
  /// The rule in a few words.
  public var summary: String {
    switch self {
    case .together: "those with the event are still at risk of censoring, as in R's survfit"
    case .eventsFirst: "those with the event have left before, as in prodlim"
    }
  }
}
