import Analyses
import Cohorts
import Designs
import Statistics

extension ProportionalHazards {
  private static let name = "survival.proportional_hazards"

  /// The tests and their figure, as scripts ask for them.
  static let analysis = Analysis(
    name, "Tests that hazard ratios do not change with time, with the course that each takes.",
    details: """
      Fits the Cox model of survival.cox and tests each term, and all together, for a change of the coefficient with a function \
      of time: the Kaplan-Meier estimate, time itself, its rank or its logarithm, as R's cox.zph. The figure shows the scaled \
      Schoenfeld residuals of each coefficient over time with a smooth and its band: where hazards are proportional the \
      smooth is level. A small p-value says that the one hazard ratio of the model is an average over follow-up, not that \
      there is no effect; with many events a change too small to matter is found, with few a large one is missed.
      """,
    parameters: CoxQuestion.parameters + [
      scale.any, SurvivalParameters.level.any, SurvivalParameters.displayUnit.any,
    ],
    statistics: ProportionalHazardsStatistics.statistics + [
      .init("coefficient", "The coefficient of the model, about which the residuals are scaled."),
      .init("n", "The number of subjects, frequency weights counted."), .init("events", "The number of events."),
    ],
    example: [
      .init("endpoint", .text("pfs")), .init("covariates", .list([.text("age"), .text("diagnosis")])),
      .init("strata", .text("trial")),
    ],
    terms: ["PH": "proportional hazards"]
  ) { cohort, arguments in
    let asked = try CoxQuestion(cohort, arguments, for: name)
    let data = try asked.data()
    let fit = try asked.fit(data)
    let chosen = arguments[scale]
    let scales = [chosen] + TimeScale.allCases.filter { $0 != chosen }
    let tests = try scales.map { try ProportionalHazardsStatistics(asked, fit, $0, group: $0.rawValue, data: data) }
    var result = AnalysisResult(
      title: "\(asked.question.endpoint.label): proportional hazards",
      methods: asked.methods("score tests that coefficients do not change with a function of time") + [
        "The figure shows scaled Schoenfeld residuals and a natural cubic spline of four degrees of freedom through them, on "
          + "the scale of \(chosen.words)."
      ])
    result.rows = tests.flatMap(\.rows)
    result.rows += zip(asked.design.terms, fit.coefficients).map { term, coefficient in
      Row(
        "coefficient", Quantity(coefficient.value, otherwise: CoxStatistics.reason(coefficient)), variable: term.name)
    }
    result.rows += [
      Row("n", .count(Int(asked.subjectCount)), missing: asked.question.missing),
      Row("events", .count(Int(fit.eventCount))),
    ]
    result.tables = [ProportionalHazardsStatistics.table(tests)]
    result.figures =
      try SchoenfeldFigure(
        asked, fit, tests[0], level: arguments[SurvivalParameters.level],
        unit: arguments[SurvivalParameters.displayUnit])?.figures ?? []
    let statistics = CoxStatistics(
      fit, names: asked.design.terms.map(\.name), level: arguments[SurvivalParameters.level])
    result.cautions = asked.cautions + statistics.cautions(events: fit.eventCount) + tests[0].cautions
    return result
  }

  private static let scale = Parameter<TimeScale>.choice(
    "scale", "The scale of time on which the smooth is drawn, and whose tests come first.", default: .survival)
}

/// The scaled Schoenfeld residuals of a model over time, a panel for each coefficient.
private struct SchoenfeldFigure {
  /// More panels than this nobody reads.
  private static let mostPanels = 12
  /// More points than this in a panel are not told apart.
  private static let mostPoints = 2000

  private let asked: CoxQuestion
  private let fit: CoxModel
  private let statistics: ProportionalHazardsStatistics
  private let level: Double
  private let axisUnit: TimeUnit
  private let residuals: SchoenfeldResiduals
  private let clock: TimeClock

  /// Nil where there are no residuals: without events or a finite coefficient, or with exact ties.
  init?(
    _ asked: CoxQuestion, _ fit: CoxModel, _ statistics: ProportionalHazardsStatistics, level: Double, unit: TimeUnit?
  ) throws {
    guard fit.eventCount > 0, fit.ties != .exact, fit.coefficients.contains(where: { $0.state == .estimated }) else {
      return nil
    }
    let clock = try TimeClock(asked.followUp, asked.strata, statistics.scale)
    guard clock.isDefined else { return nil }
    (self.asked, self.fit, self.statistics, self.level, self.clock) = (asked, fit, statistics, level, clock)
    axisUnit = unit ?? asked.question.endpoint.unit
    residuals = try asked.fitted(fit).scaledSchoenfeldResiduals()
  }

  var figures: [Figure] {
    let places = fit.coefficients.indices.filter { fit.coefficients[$0].state == .estimated }.prefix(Self.mostPanels)
    let order = residuals.times.indices.sorted { residuals.times[$0] < residuals.times[$1] }
    let panels = places.compactMap { panel($0, order) }
    guard !panels.isEmpty else { return [] }
    let percent = Argument.percent(level)
    return [
      Figure(
        title: "\(asked.question.endpoint.label): coefficients over time",
        .chart(Figure.Chart(panels: panels)),
        notes: [
          "Points are scaled Schoenfeld residuals, the line is a smooth through them with its \(percent) band, and the level "
            + "line is the coefficient of the model."
        ])
    ]
  }

  private func panel(_ place: Int, _ order: [Int]) -> Figure.Chart.Panel? {
    let (term, coefficient) = (asked.design.terms[place], fit.coefficients[place])
    guard let value = coefficient.value else { return nil }
    // Residuals of covariates of extreme size overflow.
    let order = order.filter { residuals.columns[place][$0].isFinite }
    let unit = asked.question.endpoint.unit
    let stride = max(1, (order.count + Self.mostPoints - 1) / Self.mostPoints)
    let shown = order.enumerated().filter { $0.offset % stride == 0 }.map(\.element)
    var marks = [
      Figure.Chart.Mark(
        .points(
          x: shown.map { unit.convert(residuals.times[$0], to: axisUnit) },
          y: shown.map { residuals.columns[place][$0] })),
      .init(.reference(.horizontal, at: value, label: "")),
    ]
    marks = smooth(place, order).map { $0 + marks } ?? marks
    let effect = statistics.effects.firstIndex { $0.columns.contains(place) }
    let p = effect.flatMap { statistics.test.terms[$0]?.pValue }
    return Figure.Chart.Panel(
      title: term.label,
      x: Figure.Axis(
        "Time from \(asked.question.endpoint.origin)", unit: axisUnit.rawValue,
        scale: statistics.scale == .log ? .log : .linear),
      y: Figure.Axis("Log hazard ratio"), marks: marks,
      annotations: [.init("Proportional hazards", Quantity(p, otherwise: "no test"), .pValue)])
  }

  /// The smooth and its band, at up to a hundred times.
  private func smooth(_ place: Int, _ order: [Int]) -> [Figure.Chart.Mark]? {
    let x = residuals.times.map { clock[$0] }
    let variance = fit.eventCount * fit.variance[place, place]
    guard let smooth = SchoenfeldSmooth(x, residuals: residuals.columns[place], variance: variance) else { return nil }
    var times: [Double] = []
    for event in order where times.last != residuals.times[event] { times.append(residuals.times[event]) }
    let stride = max(1, times.count / 100)
    times = times.enumerated().filter { $0.offset % stride == 0 || $0.offset == times.count - 1 }.map(\.element)
    let unit = asked.question.endpoint.unit
    let (at, values) = (
      times.map { unit.convert($0, to: axisUnit) }, smooth.values(at: times.map { clock[$0] })
    )
    guard values.allSatisfy({ $0.value.isFinite && $0.standardError.isFinite }) else { return nil }
    let reach = Normal.reach(ofLevel: level)
    return [
      .init(
        .ribbon(
          x: at, lower: values.map { $0.value - reach * $0.standardError },
          upper: values.map { $0.value + reach * $0.standardError }), series: 0),
      .init(.line(x: at, y: values.map(\.value)), series: 0),
    ]
  }
}
