import Analyses
import Cohorts
import RealModule

extension ExposureViews {
  /// All views side by side, as scripts ask for them.
  static let analysis = Analysis(
    "survival.exposure", "An exposure that begins on a day, such as a transplant, seen in every way side by side.",
    details: """
      Compares those exposed with those not in one table: naively, by who was ever exposed, which has immortal time in it and \
      is flagged; at landmarks; by the Mantel-Byar test; by a Cox model in which the exposure begins on its day; and as \
      Simon-Makuch curves. Each answers a question of its own, which stands beside it. A table of person-time says how much \
      time the naive view credits to the exposed before they were exposed.

      None of them makes up for a prognosis that decides who is exposed: adjust the time-dependent model for it \
      (survival.cox).
      """,
    parameters: [
      SurvivalParameters.endpoint.any, SurvivalParameters.exposure.any, Exposure.label.any, landmarks.any, from.any,
      SurvivalParameters.strata.any, SurvivalParameters.weights.any, SurvivalParameters.level.any,
      SurvivalParameters.ties.any, SurvivalParameters.interval.any, SurvivalParameters.plateau.any,
      SurvivalParameters.beyond.any, SurvivalParameters.displayUnit.any,
    ],
    statistics: [
      .init("n", "The number of subjects in the view."),
      .init("exposed", "The number of them exposed in its sense."),
      .init("events", "The number of events."),
      .init("question", "Which question the view answers."),
      .init("hazard_ratio", "The hazard of the exposed over that of the others."),
      .init("hazard_ratio_lower", "Its lower limit."),
      .init("hazard_ratio_upper", "Its upper limit."),
      .init("p_value", "The two-sided p-value of the view's test."),
      .init("median_unexposed", "The median time to the event of those not exposed, from where the view begins."),
      .init("median_exposed", "The median time to the event of those exposed, from where the view begins."),
      .init("person_time_naive", "The time under observation of those never or ever exposed."),
      .init("person_time", "The time under observation before or after the exposure."),
      .init("person_time_moved", "The time before their exposure that the naive view credits to the exposed."),
      .init("events_naive", "The events of those never or ever exposed."),
      .init("rate_naive", "Those events over that time, per year."),
      .init("rate", "The events before or after the exposure over the time, per year."),
    ],
    example: [.init("endpoint", .text("pfs")), .init("exposure", .text("transplant_day"))]
  ) { cohort, arguments in
    let column = arguments[SurvivalParameters.exposure]
    let question = try SurvivalQuestion(
      cohort, endpoint: arguments[SurvivalParameters.endpoint], strata: arguments[SurvivalParameters.strata],
      weighting: .init(frequency: arguments[SurvivalParameters.weights]), exposures: [column])
    let exposure = try Exposure(column, label: arguments[Exposure.label], question)
    let views = ExposureViews(
      question: question, exposure: exposure, split: try exposure.split(question),
      style: CurveStyle(
        transform: arguments[SurvivalParameters.interval], level: arguments[SurvivalParameters.level],
        plateau: arguments[SurvivalParameters.plateau], beyond: arguments[SurvivalParameters.beyond], times: [],
        quantiles: [0.5]),
      ties: arguments[SurvivalParameters.ties])
    let asked = arguments[landmarks].distinct
    let days = asked.isEmpty ? usual(question.endpoint.unit) : asked
    let parts =
      [try views.naive()] + (try days.map(views.landmark)) + [
        try views.mantelByar(), try views.timeDependentCox(), try views.simonMakuch(from: arguments[from]),
      ]
    var result = AnalysisResult(
      title: "\(question.endpoint.label) and \(exposure.name), seen in every way", methods: views.methods(days))
    let time = PersonTime(views)
    result.rows = parts.flatMap(\.rows) + time.rows(views)
    let displayUnit = arguments[SurvivalParameters.displayUnit]
    result.tables = views.tables(parts, durations: displayUnit)
    result.figures = views.figures(parts, title: result.title, axisUnit: displayUnit)
    let guarding = ImmortalTime(cohort: cohort, endpoint: question.endpoint, isAcknowledged: false)
    result.cautions = [views.immortalTime(time)]
    result.cautions += try guarding.cautions(forStrata: question.strata?.sources ?? [])
    result.cautions += question.cautions + exposure.cautions + ExposureView.smallGroups(parts)
    return result
  }

  private static let landmarks = Parameter.numbers(
    "landmarks",
    "The landmarks; days 30, 60 and 90 without them, or about as much in another unit. Choose them before looking at the data.",
    unit: "the endpoint's unit")

  /// The usual landmarks in a unit.
  private static func usual(_ unit: TimeUnit) -> [Double] {
    switch unit {
    case .days: [30, 60, 90]
    case .weeks: [4, 8, 12]
    case .months: [1, 2, 3]
    case .years: [0.25, 0.5, 0.75]
    }
  }

  private static let from = Parameter.number(
    "from", "The time from which the Simon-Makuch curves count.", in: 0...1e9, unit: "the endpoint's unit", default: 0)

  private func methods(_ days: [Double]) -> [String] {
    let strata = question.strata.map { ", stratified by \($0.label)" } ?? ""
    let times = days.map { Argument.number($0).source }.joined(separator: ", ")
    return [
      "Ever against never exposed, and landmarks at \(times) \(question.unit) (subjects with T > L, exposed if w <= L, time from "
        + "L on): log-rank test and Cox model, \(ties.words)\(strata). Mantel-Byar test\(strata), with the one-step hazard ratio "
        + "exp((O - E) / V). Cox model with the exposure as a time-dependent covariate, \(ties.words)\(strata), Wald interval.",
      "Simon-Makuch curves: product-limit estimates with the number in each state just before each event time."
        + (question.strata == nil ? "" : " Curves and medians are of all strata together."),
      exposure.rules,
    ]
  }

  private func immortalTime(_ time: PersonTime) -> Caution {
    let moved = Argument.number((time.moved * 10).rounded() / 10).source
    let share = time.naive[1] > 0 ? (100 * time.moved / time.naive[1]).rounded() : 0
    return Caution(
      .immortalTime,
      "The naive view credits the exposed with \(moved) person-\(question.unit) before their exposure, "
        + "\(Argument.number(share).source)% of the time that it counts as theirs; nobody can have the event in it and be among the "
        + "exposed.", remedy: "Report one of the other views, by the question that it answers.")
  }
}

extension ExposureView {
  /// A group of fewer is said to be small.
  private static let fewSubjects = 10.0

  /// A caution for views in which one side has few subjects.
  fileprivate static func smallGroups(_ views: [ExposureView]) -> [Caution] {
    views.filter {
      min($0.exposed, $0.n - $0.exposed) < fewSubjects && $0.name != "mantel_byar" && $0.name != "time_dependent_cox"
    }
    .map { view in
      Caution(
        view.exposed == 0 || view.exposed == view.n ? .emptyGroup : .smallGroup,
        "\(view.label): \(Int(view.exposed)) exposed and \(Int(view.n - view.exposed)) not.")
    }
  }
}

// MARK: - Shown

extension PersonTime {
  /// The times, events and rates, and how much time is in the wrong place.
  fileprivate func rows(_ views: ExposureViews) -> [Row] {
    let unit = views.question.unit
    let years = views.question.endpoint.unit.days / 365.25
    func rate(_ events: Double, _ time: Double) -> Quantity {
      Quantity(time > 0 ? events / (time * years) : nil, otherwise: "no time under observation")
    }
    let perState = [views.exposure.before, views.exposure.after].enumerated().flatMap { state, name in
      [
        Row("person_time_naive", .number(naive[state]), group: name, unit: "person-\(unit)"),
        Row("person_time", .number(actual[state]), group: name, unit: "person-\(unit)"),
        Row("events_naive", .count(Int(naiveEvents[state])), group: name),
        Row("events", .count(Int(events[state])), group: name),
        Row("rate_naive", rate(naiveEvents[state], naive[state]), group: name, unit: "per person-year"),
        Row("rate", rate(events[state], actual[state]), group: name, unit: "per person-year"),
      ]
    }
    return perState + [Row("person_time_moved", .number(moved), unit: "person-\(unit)")]
  }
}

extension ExposureViews {
  fileprivate func tables(_ parts: [ExposureView], durations: TimeUnit?) -> [TableLayout] {
    let percent = Argument.percent(style.level)
    let unit = (durations ?? question.endpoint.unit).rawValue
    let views = TableLayout(
      title: "Side by side", rowHeader: "View", lines: parts.map { .init($0.label, variable: $0.name) },
      columns: [
        .init("n", .value("n"), .count), .init("Exposed", .value("exposed"), .count),
        .init("Events", .value("events"), .count),
        .init("Median not exposed, \(unit)", .value("median_unexposed"), .duration),
        .init("Median exposed, \(unit)", .value("median_exposed"), .duration),
        .init(
          "Hazard ratio (\(percent) CI)",
          .estimate("hazard_ratio", lower: "hazard_ratio_lower", upper: "hazard_ratio_upper"), .ratio),
        .init("p", .value("p_value"), .pValue),
      ], durations: durations)
    let questions = TableLayout(
      title: "Which question each view answers", rowHeader: "View",
      lines: parts.map { .init($0.label, variable: $0.name) }, columns: [.init("Question", .value("question"), .text)])
    let time = TableLayout(
      title: "Person-time", rowHeader: "State",
      lines: [
        .init("\(exposure.before) (naive: never)", group: exposure.before),
        .init("\(exposure.after) (naive: ever)", group: exposure.after),
      ],
      columns: [
        .init("Person-\(question.unit), naive", .value("person_time_naive"), .duration),
        .init("Events, naive", .value("events_naive"), .count),
        .init("Rate per year, naive", .value("rate_naive"), .ratio),
        .init("Person-\(question.unit)", .value("person_time"), .duration), .init("Events", .value("events"), .count),
        .init("Rate per year", .value("rate"), .ratio),
      ])
    return [views, questions, time]
  }

  /// The hazard ratios of all views as a forest, and the curves of those that have any in panels.
  fileprivate func figures(_ parts: [ExposureView], title: String, axisUnit: TimeUnit?) -> [Figure] {
    let lines = parts.compactMap { view in
      view.ratio.map { ratio in
        Figure.Forest.Line(
          .estimate, view.label, cells: [.count(Int(view.n)), .count(Int(view.exposed)), view.test?.p],
          estimate: ratio.estimate, interval: .init(ratio.lower, ratio.upper))
      }
    }
    let forest = Figure(
      title: "\(title): hazard ratios",
      .forest(
        .init(
          rowHeader: "View",
          columns: [.init("n", .count), .init("Exposed", .count), .init("p", .pValue, side: .right)], lines: lines,
          axis: .init("Hazard ratio", scale: .log, format: .ratio), level: style.level, noEffect: 1,
          below: "Exposed fare better", above: "Exposed fare worse")))
    let panels = parts.flatMap { view in
      CurveStatistics.figures(
        of: view.curves, title: view.panel, endpoint: question.endpoint, axisUnit: axisUnit, start: view.start,
        origin: view.origin, annotations: view.test.map { [.init($0.method, $0.p, .pValue)] } ?? []
      ).flatMap { figure in
        (figure.curves?.panels ?? []).map { panel in
          var panel = panel
          panel.title = view.panel
          return panel
        }
      }
    }
    guard !panels.isEmpty else { return [forest] }
    return [
      forest,
      Figure(
        title: "\(title): curves",
        .curves(
          .init(
            yLabel: question.endpoint.axisLabel, unit: question.endpoint.unit,
            axisUnit: axisUnit ?? question.endpoint.unit,
            level: style.level, panels: panels))),
    ]
  }
}
