import Analyses
import Cohorts

/// What an accelerated failure time model predicts for one profile of covariates, as rows, lines of tables and marks of a figure.
struct AcceleratedCurve {
  /// What is predicted.
  struct Style {
    /// The shares with the event whose times are wanted.
    let quantiles: [Double]
    /// The times at which survival is wanted.
    let times: [Double]
    let level: Double
    let unit: TimeUnit
    /// The longest follow-up there is.
    let lastTime: Double
  }

  /// The profile in words.
  let name: String
  private let style: Style
  private let reason: String
  private let quantiles: [AcceleratedPrediction?]
  private let survival: [AcceleratedPrediction?]
  /// The course of survival, at equal distances.
  private let course: [(time: Double, survival: AcceleratedPrediction)]

  /// Predicts for a profile.
  init(_ profile: CovariateProfile, _ fit: AcceleratedFailureTime, _ style: Style) {
    name = profile.name.isEmpty ? "All subjects" : profile.name
    self.style = style
    reason =
      fit.eventCount == 0
      ? "no events"
      : profile.values == nil ? "nobody has the levels of the profile" : "a coefficient has no finite estimate"
    let values = profile.values
    func survival(at time: Double) -> AcceleratedPrediction? {
      values.flatMap { try? fit.survival(at: time, of: $0, level: style.level) }?.finite
    }
    quantiles = style.quantiles.map { share in
      values.flatMap { try? fit.quantile(share, at: $0, level: style.level) }?.finite
    }
    self.survival = style.times.map { survival(at: $0) }
    let steps = 120
    course = (0...steps).compactMap { step in
      let time = style.lastTime * Double(step) / Double(steps)
      return survival(at: time).map { (time, $0) }
    }
  }

  static let statistics: [Analysis.Statistic] = [
    .init("median", "The time by which half of the subjects with a profile are predicted to have had the event."),
    .init("median_se", "Its standard error, by the delta method."), .init("median_lower", "Its lower limit."),
    .init("median_upper", "Its upper limit."),
    .init("quantile", "The time by which another share is predicted to have had the event."),
    .init("quantile_se", "Its standard error, by the delta method."), .init("quantile_lower", "Its lower limit."),
    .init("quantile_upper", "Its upper limit."),
    .init("survival", "The predicted probability of being free of the event at a time."),
    .init("survival_se", "Its standard error, by the delta method."), .init("survival_lower", "Its lower limit."),
    .init("survival_upper", "Its upper limit."),
  ]

  /// Quantiles, then survival at times.
  var rows: [Row] {
    zip(style.quantiles, quantiles).flatMap { share, estimate in
      share == 0.5
        ? rows("median", estimate, unit: style.unit.rawValue)
        : rows("quantile", estimate, variable: Argument.percent(share), unit: style.unit.rawValue)
    } + zip(style.times, survival).flatMap { time, estimate in rows("survival", estimate, time: time) }
  }

  private func rows(
    _ statistic: String, _ estimate: AcceleratedPrediction?, variable: String? = nil, time: Double? = nil,
    unit: String? = nil
  ) -> [Row] {
    [
      ("", estimate?.value), ("_se", estimate?.standardError), ("_lower", estimate?.lower), ("_upper", estimate?.upper),
    ].map { suffix, value in
      Row(
        statistic + suffix, Quantity(value, otherwise: reason), group: name, variable: variable, time: time, unit: unit)
    }
  }

  /// A table of quantiles, and one of survival.
  static func tables(_ curves: [AcceleratedCurve], _ times: TimeWords) -> [TableLayout] {
    guard let style = curves.first?.style else { return [] }
    let percent = Argument.percent(style.level)
    let unit = times.unit
    let medians = TableLayout(
      title: "Predicted median", rowHeader: "Profile", lines: curves.map { .init($0.name, group: $0.name) },
      columns: [
        .init(
          "Median (\(percent) CI), \(unit)", .estimate("median", lower: "median_lower", upper: "median_upper"),
          .duration)
      ], durations: times.shown)
    let shares = style.quantiles.filter { $0 != 0.5 }.map { Argument.percent($0) }
    let others = TableLayout(
      title: "Predicted quantiles", rowHeader: "Profile; share with the event",
      lines: curves.flatMap { curve in
        shares.map { TableLayout.Line("\(curve.name); \($0)", group: curve.name, variable: $0) }
      },
      columns: [
        .init(
          "Time (\(percent) CI), \(unit)", .estimate("quantile", lower: "quantile_lower", upper: "quantile_upper"),
          .duration)
      ], durations: times.shown)
    let lines = curves.flatMap { curve in
      style.times.map { TableLayout.Line("\(curve.name); \(times($0))", group: curve.name, time: $0) }
    }
    let survival = TableLayout(
      title: "Predicted survival at milestones", rowHeader: "Profile; \(times.header())", lines: lines,
      columns: [
        .init(
          "Survival (\(percent) CI)", .estimate("survival", lower: "survival_lower", upper: "survival_upper"),
          .proportion)
      ])
    return (style.quantiles.contains(0.5) ? [medians] : []) + (shares.isEmpty ? [] : [others])
      + (lines.isEmpty ? [] : [survival])
  }

  /// Smooth curves with their bands, as far as there is follow-up; none where nothing is predicted.
  static func figures(
    _ curves: [AcceleratedCurve], title: String, _ endpoint: EndpointDefinition, axisUnit: TimeUnit?
  ) -> [Figure] {
    let drawn = curves.filter { $0.course.count > 1 && $0.style.lastTime > 0 }
    guard let style = drawn.first?.style else { return [] }
    let axisUnit = axisUnit ?? endpoint.unit
    let ticks = Figure.ticks(to: style.lastTime, unit: endpoint.unit, axisUnit: axisUnit).map {
      endpoint.unit.convert($0, to: axisUnit)
    }
    let marks = drawn.enumerated().map { series, curve in
      let x = curve.course.map { endpoint.unit.convert($0.time, to: axisUnit) }
      let survival = curve.course.map(\.survival)
      return (
        band: Figure.Chart.Mark(
          .ribbon(x: x, lower: survival.map(\.lower), upper: survival.map(\.upper)), series: series),
        line: Figure.Chart.Mark(.line(x: x, y: survival.map(\.value)), series: series)
      )
    }
    let panel = Figure.Chart.Panel(
      x: Figure.Axis("Time from \(endpoint.origin)", unit: axisUnit.rawValue, ticks: ticks),
      y: Figure.Axis("Predicted \(endpoint.axisLabel.lowercasedFirst)", limits: .init(0, 1), format: .proportion),
      marks: marks.map(\.band) + marks.map(\.line))
    return [
      Figure(
        title: title, .chart(Figure.Chart(panels: [panel], series: drawn.map(\.name))),
        notes: ["Bands are \(Argument.percent(style.level)) confidence intervals at each time."])
    ]
  }

  /// What rests on the distribution alone.
  static func cautions(_ curves: [AcceleratedCurve]) -> [Caution] {
    guard let style = curves.first?.style else { return [] }
    var beyond: [String] = []
    for curve in curves {
      for (share, estimate) in zip(style.quantiles, curve.quantiles) where (estimate?.value ?? 0) > style.lastTime {
        beyond.append("the \(share == 0.5 ? "median" : "\(Argument.percent(share)) quantile") of \"\(curve.name)\"")
      }
    }
    beyond += style.times.filter { $0 > style.lastTime }.map { "survival at \(Argument.number($0).source)" }
    guard !beyond.isEmpty else { return [] }
    let last = Argument.number(style.lastTime).source
    return [
      Caution(
        .horizonBeyondFollowUp,
        "Nobody was followed beyond \(last) \(style.unit.rawValue), so that \(beyond.joined(separator: ", ")) "
          + "\(beyond.count == 1 ? "rests" : "rest") on the distribution alone.")
    ]
  }
}

extension AcceleratedPrediction {
  /// The prediction where its numbers are; none where time overflows.
  fileprivate var finite: AcceleratedPrediction? {
    value.isFinite && standardError.isFinite && lower.isFinite && upper.isFinite ? self : nil
  }
}

extension String {
  /// The words with a small first letter, unless they begin with an abbreviation.
  var lowercasedFirst: String {
    dropFirst().first?.isUppercase == true ? self : prefix(1).lowercased() + dropFirst()
  }
}
