import Analyses
import Cohorts

extension ObservedTimes {
  /// The description, as scripts ask for it.
  static let analysis = Analysis(
    "survival.observed_times", "Median and range of the observed times, censored ones included.",
    details: """
      Describes the times in the data, whether they ended with the event or with censoring. The median of observed times \
      is neither the median survival nor the median follow-up, though it is printed as either; here it is named for what \
      it is, so that published figures can be checked against it.
      """,
    parameters: [
      SurvivalParameters.endpoint.any, SurvivalParameters.by.any, SurvivalParameters.weights.any,
      SurvivalParameters.durationUnit.any,
    ],
    statistics: [
      .init("n", "The number of subjects, frequency weights counted."),
      .init("observed_median", "The median of the observed times, events and censorings alike."),
      .init("observed_min", "The shortest observed time."),
      .init("observed_max", "The longest observed time."),
    ],
    example: [.init("endpoint", .text("pfs"))]
  ) { cohort, arguments in
    let question = try SurvivalQuestion(
      cohort, endpoint: arguments[SurvivalParameters.endpoint], by: arguments[SurvivalParameters.by],
      weights: arguments[SurvivalParameters.weights])
    var result = AnalysisResult(
      title: "Observed times of \(question.endpoint.label)",
      methods: [
        "Descriptive median and range of the times in the data, events and censorings alike; not an estimate of survival."
      ])
    for (name, rows) in zip(question.levels, question.codes.rows(ofGroups: question.levels.count)) {
      result.rows += rowsOf(name, question.followUp.selecting(rows), unit: question.unit)
    }
    let times = TimeWords(question.endpoint.unit, shown: arguments[SurvivalParameters.durationUnit])
    result.tables = [
      TableLayout(
        title: "Observed times", rowHeader: question.groups.label, lines: question.levels.map { .init($0, group: $0) },
        columns: [
          .init("n", .value("n"), .count),
          .init(
            "Median (range) of observed times, \(times.unit)",
            .estimate("observed_median", lower: "observed_min", upper: "observed_max"), .duration),
        ], durations: times.shown)
    ]
    result.cautions = question.cautions + [censoring(question)].compactMap { $0 }
    return result
  }

  /// The caution that times cut short are no times to the event; `nil` where none was.
  private static func censoring(_ question: SurvivalQuestion) -> Caution? {
    let followUp = question.followUp
    let censored = Int(followUp.selecting(followUp.event.indices.filter { !followUp.event[$0] }).total)
    guard censored > 0 else { return nil }
    return Caution(
      .descriptiveTimes,
      "\(censored) of \(Int(followUp.total)) times end with censoring, not with the event: their median is below that of the times to the "
        + "event, and depends on how long was observed. It is no estimate of median \(question.endpoint.label).",
      remedy: "For median survival ask for survival.kaplan_meier, for median follow-up for survival.follow_up.")
  }

  private static func rowsOf(_ group: String, _ followUp: FollowUp, unit: String) -> [Row] {
    let observed = ObservedTimes(followUp)
    func row(_ statistic: String, _ value: Double?) -> Row {
      Row(
        statistic, Quantity(value, otherwise: "no subjects"), group: group, unit: unit,
        method: "Observed times, events and censorings alike", n: Int(followUp.total))
    }
    return [
      Row("n", .count(Int(followUp.total)), group: group), row("observed_median", observed?.median),
      row("observed_min", observed?.minimum), row("observed_max", observed?.maximum),
    ]
  }
}
