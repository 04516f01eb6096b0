import Analyses
import Cohorts
import Designs
import RealModule

/// Where the covariates stand for which a baseline hazard is given.
enum CoxBaseline: String, Choice {
  case mean
  case zero

  /// The place in a few words.
  var summary: String {
    switch self {
    case .mean: "numbers at their mean, indicators of levels at zero: R's basehaz()"
    case .zero: "all covariates at zero: R's basehaz(centered = FALSE)"
    }
  }
}

extension FittedCox {
  private static let name = "survival.baseline_hazard"

  /// The baseline hazard, as scripts ask for it.
  static let analysis = Analysis(
    name, "The cumulative baseline hazard of a Cox model, by stratum.",
    details: """
      Fits the Cox model of survival.cox and gives the cumulative hazard, and the survival exp(-hazard), of a subject whose \
      covariates are at their mean or at zero, in each stratum. With times they stand at these; the figure shows their course. \
      For subjects with other covariates use survival.predicted_curves.
      """,
    parameters: CoxQuestion.fixedParameters + [
      at.any, SurvivalParameters.times.any, SurvivalParameters.displayUnit.any,
    ],
    statistics: [
      .init("cumulative_hazard", "The cumulative hazard at a time."),
      .init("cumulative_hazard_se", "Its standard error."), .init("survival", "exp(-cumulative hazard)."),
      .init("n", "The number of subjects, frequency weights counted."), .init("events", "The number of events."),
    ],
    example: [
      .init("endpoint", .text("pfs")), .init("covariates", .text("age")), .init("strata", .text("trial")),
      .init("times", .list([.integer(90), .integer(180)])),
    ]
  ) { cohort, arguments in
    let asked = try CoxQuestion(fixed: cohort, arguments, for: name, mayBeEmpty: true)
    let fit = try asked.fit()
    let fitted = try asked.fitted(fit)
    let place = arguments[at]
    let profile = place == .mean ? fitted.centre : fitted.centre.map { _ in 0 }
    let levels = asked.question.strata?.levels ?? ["All subjects"]
    let curves = try levels.indices.map { stratum -> CoxCurve? in
      guard fit.eventCount > 0 else { return nil }
      let curve = try fitted.curve(at: profile, stratum: stratum)
      return curve.table.times.isEmpty ? nil : curve
    }
    let times = arguments[SurvivalParameters.times].distinct
    var result = AnalysisResult(
      title: "\(asked.question.endpoint.label): baseline hazard",
      methods: asked.methods("the cumulative baseline hazard") + [
        "Covariates stand at \(place == .mean ? "the mean of numbers and zero of indicators" : "zero"); the hazard is "
          + "\(fit.ties == .efron ? "Efron's" : "Breslow's")."
      ])
    result.rows = zip(levels, curves).flatMap { level, curve in times.flatMap { rows(level, curve, at: $0) } }
    result.rows += [
      Row("n", .count(Int(asked.subjectCount)), missing: asked.question.missing),
      Row("events", .count(Int(fit.eventCount))),
    ]
    result.tables = tables(levels, times, arguments.times(in: asked.question.endpoint.unit))
    result.figures = figures(
      levels, curves, asked.question.endpoint, title: result.title,
      axisUnit: arguments[SurvivalParameters.displayUnit])
    let statistics = CoxStatistics(fit, names: asked.design.terms.map(\.name), level: 0.95)
    result.cautions = asked.cautions + statistics.cautions(events: fit.eventCount)
    return result
  }

  private static let at = Parameter<CoxBaseline>.choice(
    "at", "Where the covariates stand.", default: .mean)

  private static func rows(_ level: String, _ curve: CoxCurve?, at time: Double) -> [Row] {
    let step = curve?.step(at: time)
    let isBeyond = time > (curve?.table.times.last ?? .infinity)
    func row(_ statistic: String, _ value: Double?) -> Row {
      Row(
        statistic,
        Quantity(
          isBeyond ? nil : value, otherwise: isBeyond ? "beyond the last observation" : "no events or no subjects"),
        group: level, time: time)
    }
    let hazard = curve.map { curve in step.map { curve.cumulativeHazard[$0] } ?? 0 }
    let error = curve.map { curve in step.map { curve.standardErrorOfHazard[$0] } ?? 0 }
    return [
      row("cumulative_hazard", hazard), row("cumulative_hazard_se", error), row("survival", hazard.map { .exp(-$0) }),
    ]
  }

  private static func tables(_ levels: [String], _ times: [Double], _ words: TimeWords) -> [TableLayout] {
    guard !times.isEmpty else { return [] }
    let lines = levels.flatMap { level in
      times.map { time in
        TableLayout.Line(levels.count > 1 ? "\(level), \(words(time))" : words(time), group: level, time: time)
      }
    }
    return [
      TableLayout(
        title: "Baseline hazard", rowHeader: levels.count > 1 ? "Stratum, \(words.header())" : words.header("Time"),
        lines: lines,
        columns: [
          .init("Cumulative hazard", .value("cumulative_hazard"), .statistic),
          .init("Standard error", .value("cumulative_hazard_se"), .statistic),
          .init("Survival", .value("survival"), .proportion),
        ])
    ]
  }

  private static func figures(
    _ levels: [String], _ curves: [CoxCurve?], _ endpoint: EndpointDefinition, title: String, axisUnit: TimeUnit?
  ) -> [Figure] {
    let axisUnit = axisUnit ?? endpoint.unit
    let drawn = zip(levels, curves).compactMap { level, curve in curve.map { (level, $0) } }
    guard !drawn.isEmpty else { return [] }
    let most = 1000
    let marks = drawn.enumerated().map { series, stratum -> Figure.Chart.Mark in
      let curve = stratum.1
      var steps = curve.table.times.indices.filter { curve.cumulativeHazard[$0].isFinite }
      if steps.count > most { steps = (0..<most).map { steps[$0 * (steps.count - 1) / (most - 1)] } }
      let x = [0] + steps.map { endpoint.unit.convert(curve.table.times[$0], to: axisUnit) }
      return .init(.steps(x: x, y: [0] + steps.map { curve.cumulativeHazard[$0] }), series: series)
    }
    let panel = Figure.Chart.Panel(
      x: Figure.Axis("Time from \(endpoint.origin)", unit: axisUnit.rawValue),
      y: Figure.Axis("Cumulative baseline hazard"), marks: marks)
    return [
      Figure(
        title: title, .chart(Figure.Chart(panels: [panel], series: drawn.count > 1 ? drawn.map(\.0) : [])))
    ]
  }
}
