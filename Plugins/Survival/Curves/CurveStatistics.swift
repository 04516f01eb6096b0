import Analyses
import Cohorts

/// One estimated curve as rows, lines of tables, and a curve of a figure.
struct CurveStatistics {
  let group: String
  /// The words under which the curve is shown in a figure, where the name of the group alone would not do.
  var label: String?
  let estimate: KaplanMeier
  let style: CurveStyle
  let endpoint: EndpointDefinition
  /// The number at risk at a time, counted directly.
  let atRisk: (Double) -> Double
  /// The times at which somebody was censored, where subjects enter and leave the group as their state changes, so that
  /// leaving it is no censoring; `nil` where it is.
  var censorings: [Double]?

  /// Whether subjects enter and leave the group as their state changes.
  private var isState: Bool { censorings != nil }

  var band: ConfidenceBand { estimate.band(style.transform, level: style.level) }

  /// The band that holds for all times of a range together, where one is asked for and there is one.
  var simultaneous: SimultaneousBand? {
    style.band.flatMap {
      estimate.simultaneousBand(
        $0.kind, style.transform, level: style.level, from: $0.range?.lowerBound, to: $0.range?.upperBound)
    }
  }

  /// The statistics that the rows name.
  static let declared: [Analysis.Statistic] = [
    .init("n", "The number of subjects, frequency weights counted."),
    .init("events", "The number of events."),
    .init("censored", "The number of subjects censored."),
    .init("median", "The median survival time."),
    .init("median_lower", "The lower limit of the median."),
    .init("median_upper", "The upper limit of the median."),
    .init("quantile", "The time by which the share that the variable names has had the event."),
    .init("quantile_lower", "Its lower limit."),
    .init("quantile_upper", "Its upper limit."),
    .init(
      "survival", "The probability of being free of the event at a time.",
      estimated: .delta(.logLog, standardError: "survival_se")),
    .init("survival_se", "The standard error of that probability."),
    .init("survival_lower", "The lower limit of that probability."),
    .init("survival_upper", "The upper limit of that probability."),
    .init("at_risk", "The number at risk at a time: under observation before it, and still at it."),
    .init("cumulative_events", "The number of events up to and including a time."),
  ]

  /// Everything that the curve says, as rows.
  var rows: [Row] {
    let unit = endpoint.unit.rawValue
    let method = "\(style.estimator.name), \(style.interval)"
    let band = band
    var rows = [
      Row("n", count(estimate.table.count), group: group, note: isState ? "ever in this state" : nil),
      Row("events", count(estimate.table.eventCount), group: group),
    ]
    if !isState { rows.append(Row("censored", count(estimate.table.censored.reduce(0, +)), group: group)) }
    for share in style.quantiles {
      let quantile = estimate.quantile(share, band: band, rule: style.plateau)
      let name = share == 0.5 ? "median" : "quantile"
      let variable = share == 0.5 ? nil : Argument.percent(share)
      func row(_ suffix: String, _ value: Double?, _ reason: String) -> Row {
        Row(
          name + suffix, Quantity(value, otherwise: reason), group: group, variable: variable, unit: unit,
          method: method, n: Int(estimate.table.count))
      }
      let what = share == 0.5 ? "median" : "\(Argument.percent(share)) quantile"
      rows.append(row("", quantile.estimate, isEmpty ? "no subjects" : "\(what) not reached"))
      rows.append(row("_lower", quantile.lower, isEmpty ? "no subjects" : "limit not reached"))
      rows.append(row("_upper", quantile.upper, isEmpty ? "no subjects" : "limit not reached"))
    }
    for time in style.times { rows += milestoneRows(at: time, method) }
    return rows + bandRows
  }

  var isEmpty: Bool { estimate.table.count == 0 }

  /// A count; a number where case weights have made it fractional.
  private func count(_ value: Double) -> Quantity {
    value == value.rounded() && abs(value) < 1e15 ? .count(Int(value)) : .number(value)
  }

  /// The curve at a time, as rows.
  private func milestoneRows(at time: Double, _ method: String) -> [Row] {
    let milestone = estimate.milestone(at: time, style.transform, level: style.level, beyond: style.beyond)
    let isBefore = time < estimate.origin
    // A state that nobody has entered yet has no survival, though its curve is drawn from 1.
    let isVacant = isState && atRisk(time) == 0 && milestone.survival == 1
    func row(_ name: String, _ value: Double?, _ reason: String) -> Row {
      Row(
        name,
        Quantity(
          isEmpty || isBefore || isVacant ? nil : value,
          otherwise: isEmpty
            ? "no subjects" : isBefore ? "before the curve begins" : isVacant ? "nobody at risk" : reason),
        group: group, time: time, method: method, n: Int(estimate.table.count))
    }
    let beyond = "beyond the last observation"
    let reason =
      switch milestone.survival {
      case 0: "undefined where survival is 0"
      case 1: "undefined on the scale of \(style.transform.name) where survival is 1"
      default: beyond
      }
    return [
      row("survival", milestone.survival, beyond), row("survival_se", milestone.standardError, reason),
      row("survival_lower", milestone.lower, reason), row("survival_upper", milestone.upper, reason),
      Row("at_risk", count(atRisk(time)), group: group, time: time),
      Row("cumulative_events", count(milestone.events), group: group, time: time),
    ]
  }

  private var lacksMedian: Bool {
    !isEmpty && style.quantiles.contains(0.5) && estimate.quantile(0.5, rule: style.plateau).estimate == nil
  }

  /// A caution where milestones lie beyond what was observed, so that survival there is the last estimate carried forward.
  static func horizonCautions(of curves: [CurveStatistics]) -> [Caution] {
    guard let style = curves.first?.style, style.beyond == .carried else { return [] }
    let beyond = curves.compactMap { curve -> String? in
      guard let last = curve.estimate.table.times.last, curve.estimate.survival.last != 0,
        let time = style.times.first(where: { $0 > last })
      else { return nil }
      return
        "\"\(curve.label ?? curve.group)\" at \(Argument.number(time).source), observed to \(Argument.number(last).source)"
    }
    guard !beyond.isEmpty else { return [] }
    return [
      Caution(
        .horizonBeyondFollowUp,
        "Nobody was observed so long: \(beyond.joined(separator: "; ")). The last estimate is carried forward.",
        remedy: "Ask for times within the follow-up, or beyond = \"not_estimable\".")
    ]
  }

  /// A caution where curves do not fall to one half.
  static func medianCautions(of curves: [CurveStatistics]) -> [Caution] {
    let names = curves.filter(\.lacksMedian).map { "\"\($0.label ?? $0.group)\"" }
    guard !names.isEmpty else { return [] }
    return [Caution(.medianNotReached, "The median is not reached: \(names.joined(separator: ", ")).")]
  }
}
