import Analyses
import Cohorts
import Designs

extension CoxCurve {
  private static let name = "survival.predicted_curves"

  /// Predicted survival of profiles, as scripts ask for it.
  static let analysis = Analysis(
    name, "Survival that a Cox model predicts for profiles of covariates.",
    details: """
      Fits the Cox model of survival.cox and gives for each profile, such as { age = 30, diagnosis = "AML" }, the curve of a \
      subject with these values: its median, and survival at milestones, with intervals. A profile has a value for every \
      column that the covariates read. With strata there is a curve for each stratum, unless the profile names its own. \
      The curve is that of one kind of patient, not of a population: a mean over patients is another thing.

      The variance holds that of the baseline hazard and that of the coefficients (Tsiatis). An offset is taken at its mean. \
      Exposures that begin on a day have no place here, since a curve would have to know the future.
      """,
    parameters: CoxQuestion.fixedParameters + [
      profiles.any, SurvivalParameters.times.any, SurvivalParameters.level.any, SurvivalParameters.interval.any,
      SurvivalParameters.beyond.any, SurvivalParameters.displayUnit.any,
    ],
    statistics: PredictedCurve.statistics + [
      .init("n", "The number of subjects in the model, frequency weights counted."),
      .init("events", "The number of events."),
    ],
    example: [
      .init("endpoint", .text("pfs")), .init("covariates", .list([.text("age"), .text("diagnosis")])),
      .init(
        "profiles",
        .list(
          [30, 60].map { age in .map([.init("age", .integer(age)), .init("diagnosis", .text("T-ALL"))]) })),
      .init("times", .list([.integer(90), .integer(180)])),
    ]
  ) { cohort, arguments in
    let asked = try CoxQuestion(fixed: cohort, arguments, for: name)
    let fit = try asked.fit()
    let style = PredictedCurve.Style(arguments)
    let profiles = try arguments[profiles].enumerated().map { place, request in
      try CovariateProfile(request, asked.question, asked.design, place: place + 1, for: name)
    }
    let curves = try PredictedCurve.curves(profiles, asked, fit, style)
    var result = AnalysisResult(
      title:
        "\(asked.question.endpoint.label): survival predicted for \(profiles.count == 1 ? "a profile" : "profiles")",
      methods: asked.methods("survival predicted as exp(-cumulative hazard)") + [
        "The baseline hazard is \(fit.ties == .efron ? "Efron's" : "Breslow's"); "
          + "\(Argument.percent(style.level)) intervals on the scale of \(style.transform.name), after Tsiatis."
      ])
    result.rows =
      curves.flatMap(\.rows) + [
        Row("n", .count(Int(asked.subjectCount)), missing: asked.question.missing),
        Row("events", .count(Int(fit.eventCount))),
      ]
    result.tables = PredictedCurve.tables(curves, arguments.times(in: asked.question.endpoint.unit))
    result.figures = PredictedCurve.figures(
      curves, title: result.title, asked.question.endpoint, axisUnit: arguments[SurvivalParameters.displayUnit])
    let statistics = CoxStatistics(fit, names: asked.design.terms.map(\.name), level: style.level)
    result.cautions = asked.cautions + statistics.cautions(events: fit.eventCount)
    result.cautions += try ProportionalHazardsStatistics(asked, fit, .survival).cautions
    return result
  }

  private static let profiles = Parameter.profiles(
    "profiles", "The profiles: for each a value of every column that the covariates read.")
}

/// The predicted survival of a profile in one stratum, as rows, lines of tables and marks of a figure.
private struct PredictedCurve {
  /// How curves are summarised.
  struct Style {
    let times: [Double]
    let level: Double
    let transform: IntervalTransform
    let beyond: BeyondLastObservation

    init(_ arguments: Arguments) {
      times = arguments[SurvivalParameters.times].distinct
      level = arguments[SurvivalParameters.level]
      transform = arguments[SurvivalParameters.interval]
      beyond = arguments[SurvivalParameters.beyond]
    }
  }

  let name: String
  let curve: CoxCurve?
  let reason: String
  let style: Style
  let unit: String

  static let statistics: [Analysis.Statistic] = [
    .init("median", "The first time at which predicted survival is one half or less."),
    .init("median_lower", "The lower limit of the median, where the lower limit of the curve is one half."),
    .init("median_upper", "The upper limit of the median."),
    .init("survival", "The predicted probability of being free of the event at a time."),
    .init("survival_se", "Its standard error."), .init("survival_lower", "Its lower limit."),
    .init("survival_upper", "Its upper limit."),
    .init("cumulative_hazard", "The predicted cumulative hazard at a time."),
  ]

  /// The curve of each profile in its stratum, or in each.
  static func curves(
    _ profiles: [CovariateProfile], _ asked: CoxQuestion, _ fit: CoxModel, _ style: Style
  ) throws -> [PredictedCurve] {
    let fitted = try asked.fitted(fit)
    let levels = asked.question.strata?.levels
    return try profiles.flatMap { profile in
      let places = profile.stratum.map { [$0] } ?? Array(0..<(levels.map(\.count) ?? 1))
      return try places.map { place in
        let stratum = levels.flatMap { levels in profile.stratum == nil ? levels[place] : nil }
        let name = [profile.name, stratum].compactMap { $0 }.joined(separator: "; ")
        let reason =
          fit.eventCount == 0
          ? "no events" : profile.values == nil ? "nobody has the levels of the profile" : "no subjects"
        let curve = fit.eventCount == 0 ? nil : try profile.values.map { try fitted.curve(at: $0, stratum: place) }
        return PredictedCurve(
          name: name.isEmpty ? "All subjects" : name, curve: curve.flatMap { $0.table.times.isEmpty ? nil : $0 },
          reason: reason, style: style, unit: asked.question.unit)
      }
    }.distinctByName
  }

  private var band: ConfidenceBand? { curve?.band(style.transform, level: style.level) }

  var rows: [Row] {
    let band = band
    func median(_ statistic: String, _ heights: [Double]?, _ missed: String) -> Row {
      let place = heights?.firstIndex { $0 <= 0.5 + 1e-14 }
      let time = place.flatMap { place in curve?.table.times[place] }
      return Row(
        statistic, Quantity(time, otherwise: curve == nil ? reason : missed), group: name, unit: unit, method: "Cox")
    }
    return [
      median("median", curve?.survival, "median not reached"), median("median_lower", band?.lower, "limit not reached"),
      median("median_upper", band?.upper, "limit not reached"),
    ] + style.times.flatMap { rows(at: $0, band) }
  }

  private func rows(at time: Double, _ band: ConfidenceBand?) -> [Row] {
    let last = curve?.table.times.last ?? 0
    let isBeyond = time > last && style.beyond == .notEstimable
    let reason = curve == nil ? reason : isBeyond ? "beyond the last observation" : "undefined"
    let step = curve?.step(at: time)
    func row(_ statistic: String, _ values: [Double]?, before: Double?) -> Row {
      let value = step.flatMap { values?[$0] } ?? (curve == nil ? nil : before)
      return Row(statistic, Quantity(isBeyond ? nil : value, otherwise: reason), group: name, time: time)
    }
    return [
      row("survival", curve?.survival, before: 1), row("survival_se", curve?.standardError, before: 0),
      row("survival_lower", band?.lower, before: 1), row("survival_upper", band?.upper, before: 1),
      row("cumulative_hazard", curve?.cumulativeHazard, before: 0),
    ]
  }

  static func tables(_ curves: [PredictedCurve], _ times: TimeWords) -> [TableLayout] {
    guard let style = curves.first?.style else { return [] }
    let percent = Argument.percent(style.level)
    let medians = TableLayout(
      title: "Predicted median", rowHeader: "Profile", lines: curves.map { .init($0.name, group: $0.name) },
      columns: [
        .init(
          "Median (\(percent) CI), \(times.unit)", .estimate("median", lower: "median_lower", upper: "median_upper"),
          .duration)
      ], durations: times.shown)
    guard !style.times.isEmpty else { return [medians] }
    let lines = curves.flatMap { curve in
      style.times.map { TableLayout.Line("\(curve.name); \(times($0))", group: curve.name, time: $0) }
    }
    return [
      medians,
      TableLayout(
        title: "Predicted survival at milestones", rowHeader: "Profile; \(times.header())", lines: lines,
        columns: [
          .init(
            "Survival (\(percent) CI)", .estimate("survival", lower: "survival_lower", upper: "survival_upper"),
            .proportion)
        ]),
    ]
  }

  /// Step curves with their bands; none where nothing is predicted.
  static func figures(
    _ curves: [PredictedCurve], title: String, _ endpoint: EndpointDefinition, axisUnit: TimeUnit?
  ) -> [Figure] {
    let drawn = curves.filter { $0.curve != nil }
    guard !drawn.isEmpty else { return [] }
    let axisUnit = axisUnit ?? endpoint.unit
    let last = drawn.compactMap { $0.curve?.table.times.last }.max() ?? 0
    let ticks = Figure.ticks(to: last, unit: endpoint.unit, axisUnit: axisUnit).map {
      endpoint.unit.convert($0, to: axisUnit)
    }
    let marks = drawn.enumerated().map { $1.marks(series: $0, endpoint.unit, axisUnit) }
    let panel = Figure.Chart.Panel(
      x: Figure.Axis("Time from \(endpoint.origin)", unit: axisUnit.rawValue, ticks: ticks),
      y: Figure.Axis("Predicted \(endpoint.axisLabel.lowercasedFirst)", limits: .init(0, 1), format: .proportion),
      marks: marks.compactMap(\.first) + marks.compactMap(\.last))
    return [Figure(title: title, .chart(Figure.Chart(panels: [panel], series: drawn.map(\.name))))]
  }

  /// The band, and the curve.
  private func marks(series: Int, _ unit: TimeUnit, _ axisUnit: TimeUnit) -> [Figure.Chart.Mark] {
    guard let curve, let band else { return [] }
    let most = 1000
    var steps = curve.table.times.indices.filter { curve.table.events[$0] > 0 }
    if steps.count > most { steps = (0..<most).map { steps[$0 * (steps.count - 1) / (most - 1)] } }
    let end = curve.table.times.count - 1
    if steps.last != end, end >= 0 { steps.append(end) }
    let x = [0] + steps.map { unit.convert(curve.table.times[$0], to: axisUnit) }
    let survival = curve.survival
    func limit(_ values: [Double]) -> [Double?] { [1] + steps.map { values[$0].isFinite ? values[$0] : nil } }
    return [
      .init(.stepRibbon(x: x, lower: limit(band.lower), upper: limit(band.upper)), series: series),
      .init(.steps(x: x, y: [1] + steps.map { survival[$0] }), series: series),
    ]
  }
}

extension [PredictedCurve] {
  /// Each name once, the first that has it.
  fileprivate var distinctByName: [PredictedCurve] {
    var seen: Set<String> = []
    return filter { seen.insert($0.name).inserted }
  }
}
