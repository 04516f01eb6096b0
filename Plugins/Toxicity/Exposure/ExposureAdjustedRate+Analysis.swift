import Analyses
import Cohorts

/// Rates of adverse events by person-time.
enum ExposureAdjustedRate {
  /// The rates, as scripts ask for them.
  static let analysis = Analysis(
    "toxicity.exposure_adjusted_rate",
    "Exposure-adjusted incidence rates of adverse events, with rate ratios and differences between groups.",
    details: """
      Where groups were observed for different lengths of time, the share of subjects with an event depends on how long one \
      looked. A rate divides by the time: events per 100 person-years, under the assumption that the rate is constant. For a cumulative \
      share over time with death in the way see the cumulative incidence.

      counting = "first" counts each subject once, and ends the person-time with the first event of the line: the usual rate of \
      subjects with an event. counting = "all" counts every event over all person-time. Events of one subject do not come \
      independently of each other, so that Poisson intervals are then too narrow: an interval with the subject as cluster stands \
      beside them, and comparisons are made with it.

      Time is the difference of days: an event on day 0 takes no time. Events before day 0, or after their subject's observation has \
      ended, are not counted, and said.
      """,
    parameters: EventParameters.question + [
      ExposureParameters.until.any, lines.any, ExposureStyle.counting.any, EventShowing.minimum.any,
      EventShowing.overall.any, ExposureStyle.interval.any, ExposureStyle.ratioInterval.any,
      ExposureStyle.timeUnit.any, ExposureStyle.per.any, ExposureParameters.level.any,
    ],
    statistics: ExposureRates.declared + ExposureContrast.declared,
    example: [.init("by", .text("age >= 40")), .init("minimum_incidence", .number(10))],
    terms: ["EAIR": "exposure-adjusted incidence rate", "IR": "incidence rate"]
  ) { cohort, arguments in
    let question = try EventQuestion(cohort, arguments)
    let (observation, events) = try ExposureParameters.read(question, cohort, arguments)
    let style = ExposureStyle(arguments, data: observation.unit)
    let lines = try ExposureLines(question, events, arguments[lines])
    let report = ExposureReport(
      question, ExposureTally(observation, question.groups, countsFirst: style.countsFirst), style,
      overall: arguments[EventShowing.overall])
    let counted = report.count(lines, events, minimum: arguments[EventShowing.minimum] / 100)
    let title = EventWords.title("Exposure-adjusted rates of adverse events", question)
    var result = AnalysisResult(title: title, methods: question.selection + [observation.statement] + style.methods)
    if !report.contrasts.isEmpty { result.methods.append(style.contrastMethod) }
    result.rows = report.sizes + counted.flatMap(report.rows)
    result.tables = report.tables(of: counted, title: title)
    result.cautions =
      question.cautions + observation.cautions + events.cautions
      + [events.earliness(in: observation)].compactMap(\.self) + report.cautions(of: counted)
    return result
  }

  private static let lines = Parameter<RateLines>.choice(
    "lines", "Of what the table has lines.", default: .term)
}
