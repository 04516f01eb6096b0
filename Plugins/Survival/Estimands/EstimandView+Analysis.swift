import Analyses
import Cohorts

extension EstimandView {
  /// The endpoint under every strategy, as scripts ask for it.
  static let analysis = Analysis(
    "survival.estimands", "An endpoint under every way of treating an event on the way to it, such as a transplant.",
    details: """
      Shows the same endpoint four times: with the intercurrent event ignored (treatment policy), as a censoring \
      (hypothetical), as part of the event (composite), and as a competing event. Each is the answer to another question, \
      which stands beside it. What is compared is the probability of having had the event by a time: one less Kaplan-Meier, \
      and under the competing strategy the cumulative incidence.

      With two groups the hazard ratio of the second against the first is given: Cox's, and under the competing strategy the \
      subdistribution hazard ratio of Fine and Gray. Every analysis of an endpoint takes the strategy that is chosen, as \
      intercurrent = { transplant_day = "censor" }.
      """,
    parameters: [
      SurvivalParameters.endpoint.any, event.any, SurvivalParameters.by.any, SurvivalParameters.strata.any,
      SurvivalParameters.weights.any, SurvivalParameters.level.any, SurvivalParameters.interval.any,
      SurvivalParameters.plateau.any, SurvivalParameters.beyond.any, SurvivalParameters.times.any,
      SurvivalParameters.displayUnit.any, SurvivalParameters.asBaseline.any,
    ],
    statistics: [
      .init("question", "Which question the endpoint answers under the strategy."),
      .init("intercurrent_events", "The number of subjects to whom the intercurrent event happened within follow-up."),
      .init("n", "The number of subjects, frequency weights counted."),
      .init("events", "The number of events under the strategy."),
      .init("median", "The median time to the event."),
      .init("median_lower", "Its lower limit."),
      .init("median_upper", "Its upper limit."),
      .init("probability", "The probability of having had the event by a time."),
      .init("probability_lower", "Its lower limit."),
      .init("probability_upper", "Its upper limit."),
      .init("hazard_ratio", "The hazard ratio of the second group against the first."),
      .init("hazard_ratio_lower", "Its lower limit."),
      .init("hazard_ratio_upper", "Its upper limit."),
      .init("p_value", "The p-value of the test that the groups are alike."),
    ],
    example: [
      .init("endpoint", .text("pfs")), .init("event", .text("transplant_day")),
      .init("times", .list([.integer(180), .integer(365)])),
    ]
  ) { cohort, arguments in
    let day = arguments[event]
    let name = IntercurrentEvent(day: day, strategy: .policy).name
    let request = arguments[SurvivalParameters.endpoint]
    guard !request.intercurrent.contains(where: { $0.day == day || $0.strategy == .competing }) else {
      throw ArgumentError.invalid(
        analysis: "survival.estimands",
        reason:
          "\"intercurrent\" may treat other events than \"\(day)\" by policy, censor or composite; that one is shown in "
          + "every way")
    }
    let views = try IntercurrentEvent.Strategy.allCases.map { strategy in
      try EstimandView(
        strategy, of: day, cohort, request, by: arguments[SurvivalParameters.by],
        strata: arguments[SurvivalParameters.strata], weights: arguments[SurvivalParameters.weights],
        style: CurveStyle(arguments))
    }
    let question = views[0].question
    var result = AnalysisResult(
      title: "\(question.endpoint.label) and \(name): under every strategy"
        + (question.groups.sources.isEmpty ? "" : ", by \(question.groups.label)"),
      methods: views.compactMap { view in view.effect.map { "\(view.label). \($0.statement)" } } + [
        "Probability of the event: one less the Kaplan-Meier estimate, \(views[0].style.interval); under the competing strategy "
          + "the Aalen-Johansen cumulative incidence with infinitesimal jackknife variance and intervals on the scale of \(views[0].style.transform.nameOfIncidence) (ICH E9 (R1), 2019)."
      ] + comparison(question))
    result.rows = views.flatMap { $0.rows(name) }
    let displayUnit = arguments[SurvivalParameters.displayUnit]
    result.tables = EstimandView.tables(views, arguments.times(in: question.endpoint.unit))
    result.figures = EstimandView.figures(views, title: result.title, axisUnit: displayUnit)
    let guarding = ImmortalTime(
      cohort: cohort, endpoint: question.endpoint, isAcknowledged: arguments[SurvivalParameters.asBaseline])
    result.cautions = try guarding.cautions(for: question) + question.cautions
    return result
  }

  private static let event = Parameter.column(
    "event", "The column of the day of the intercurrent event; missing for those to whom it did not happen.",
    unit: "the endpoint's unit")

  /// How groups are compared, as a sentence.
  private static func comparison(_ question: SurvivalQuestion) -> [String] {
    guard question.levels.count > 1 else { return [] }
    let strata = question.strata.map { ", stratified by \($0.label)" } ?? ""
    let ratios =
      question.levels.count > 2
      ? "" : "hazard ratio by Cox's model, \(CoxTies.efron.words), under the competing strategy by Fine and Gray's; "
    let together = question.strata == nil ? "" : " Curves and medians are of all strata together."
    return [
      "Groups compared\(strata): \(ratios)log-rank test, under the competing strategy Gray's test.\(together)"
    ]
  }

  private static func tables(_ views: [EstimandView], _ times: TimeWords) -> [TableLayout] {
    guard let first = views.first else { return [] }
    let (levels, percent) = (first.question.levels, Argument.percent(first.style.level))
    let groups = first.question.groups
    let rowHeader = levels.count > 1 ? "Strategy, \(groups.label)" : "Strategy"
    func label(_ view: EstimandView, _ level: String) -> String {
      levels.count > 1 ? "\(view.label), \(level)" : view.label
    }
    func lines(_ line: (EstimandView, String) -> [TableLayout.Line]) -> [TableLayout.Line] {
      views.flatMap { view in levels.flatMap { line(view, $0) } }
    }
    let questions = TableLayout(
      title: "What each strategy asks", rowHeader: "Strategy",
      lines: views.map { .init($0.label, variable: $0.strategy.rawValue) },
      columns: [.init("Question", .value("question"), .text)])
    var tables = [
      questions,
      TableLayout(
        title: "Under every strategy", rowHeader: rowHeader,
        lines: lines { [.init(label($0, $1), group: $1, variable: $0.strategy.rawValue)] },
        columns: [
          .init("n", .value("n"), .count), .init("Events", .value("events"), .count),
          .init(
            "Median (\(percent) CI), \(times.unit)", .estimate("median", lower: "median_lower", upper: "median_upper"),
            .duration
          ),
        ], durations: times.shown),
    ]
    if !first.style.times.isEmpty {
      tables.append(
        TableLayout(
          title: "Probability of the event", rowHeader: "\(rowHeader), \(times.header())",
          lines: lines { view, level in
            first.style.times.map { time in
              .init(
                "\(label(view, level)), \(times(time))", group: level,
                variable: view.strategy.rawValue,
                time: time)
            }
          },
          columns: [
            .init(
              "Probability (\(percent) CI)",
              .estimate("probability", lower: "probability_lower", upper: "probability_upper"), .proportion)
          ]))
    }
    guard levels.count > 1 else { return tables }
    tables.append(
      TableLayout(
        title: levels.count == 2 ? "\(groups.words(for: levels[1])) against \(levels[0])" : "Groups compared",
        rowHeader: "Strategy",
        lines: views.map { .init($0.label, variable: $0.strategy.rawValue) },
        columns: (levels.count == 2
          ? [
            .init(
              "Hazard ratio (\(percent) CI)",
              .estimate("hazard_ratio", lower: "hazard_ratio_lower", upper: "hazard_ratio_upper"), .ratio)
          ] : []) + [.init("p", .value("p_value"), .pValue)]))
    return tables
  }

  /// One panel of all strategies; with groups, a panel for each strategy.
  private static func figures(_ views: [EstimandView], title: String, axisUnit: TimeUnit?) -> [Figure] {
    guard let first = views.first, views.contains(where: { $0.question.followUp.count > 0 }) else { return [] }
    let endpoint = first.question.endpoint
    let axisUnit = axisUnit ?? endpoint.unit
    let ticks = Figure.ticks(to: views.map(\.end).max() ?? 0, unit: endpoint.unit, axisUnit: axisUnit)
    let levels = first.question.levels
    func panel(
      _ title: String, _ curves: [(view: EstimandView, group: Int, label: String)], _ annotations: [Figure.Annotation]
    ) -> Figure.Curves.Panel {
      .init(
        title: title, origin: endpoint.origin, curves: curves.map { $0.view.curve($0.group, label: $0.label) },
        riskTable: .init(
          times: ticks, atRisk: curves.map { curve in ticks.map { curve.view.atRisk(curve.group, at: $0) } }),
        annotations: annotations)
    }
    let panels =
      levels.count == 1
      ? [panel("", views.map { ($0, 0, $0.label) }, [])]
      : views.map { view in
        panel(
          view.label, levels.indices.map { (view, $0, first.question.label(of: levels[$0]) ?? levels[$0]) },
          view.test.map { [.init($0.method, $0.p, .pValue)] } ?? [])
      }
    return [
      Figure(
        title: title,
        .curves(
          .init(
            yLabel: "Probability of the event", direction: .rising, unit: endpoint.unit, axisUnit: axisUnit,
            level: first.style.level, panels: panels)))
    ]
  }
}
