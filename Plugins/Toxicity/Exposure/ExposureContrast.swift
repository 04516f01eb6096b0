import Analyses
import RealModule
import Statistics

/// Two groups' rates of one line compared.
struct ExposureContrast {
  static let declared: [Analysis.Statistic] = [
    .init(
      "rate_ratio", "The rate of a group over that of the reference.",
      estimated: .on(.log, standardError: "rate_ratio_standard_error")),
    .init("rate_ratio_lower", "The lower limit of the ratio."),
    .init("rate_ratio_upper", "The upper limit of the ratio."),
    .init("rate_ratio_standard_error", "The standard error of the log ratio."),
    .init("p_value", "The two-sided p-value that the ratio is 1."),
    .init(
      "rate_difference", "The rate of a group less that of the reference.",
      estimated: .on(.plain, standardError: "rate_difference_standard_error")),
    .init("rate_difference_lower", "The lower limit of the difference."),
    .init("rate_difference_upper", "The upper limit of the difference."),
    .init("rate_difference_standard_error", "The standard error of the difference."),
  ]

  /// The name of the comparison, such as "B vs A".
  let name: String
  let variable: String
  let style: ExposureStyle

  /// What is computed of two rates.
  private struct Values {
    var ratio: Double?
    var ratioLimits: (lower: Double, upper: Double)?
    var ratioError: Double?
    var pValue: Double?
    var difference: Double?
    var differenceLimits: (lower: Double, upper: Double)?
    var differenceError: Double?
  }

  /// The rows of a group against the reference.
  func rows(_ cell: ExposureCell, against reference: ExposureCell) -> [Row] {
    let values = style.countsFirst ? ofFirst(cell, reference) : ofAll(cell, reference)
    let noTime = cell.rate == nil || reference.rate == nil ? "a group has no person-time" : nil
    let noEvents =
      noTime
      ?? (cell.events + reference.events == 0
        ? "no events" : reference.events == 0 ? "no events in the reference" : "no events in the group")
    func row(_ suffix: String, _ value: Double?, _ reason: String, unit: String? = nil) -> Row {
      Row(suffix, Quantity(value, otherwise: reason), group: name, variable: variable, unit: unit)
    }
    func rate(_ suffix: String, _ value: Double?) -> Row {
      row(
        "rate_difference" + suffix, value.map(style.shown), noTime ?? "no events in a group, so no variance within it",
        unit: style.rateUnit)
    }
    return [
      row("rate_ratio", values.ratio, noEvents), row("rate_ratio_lower", values.ratioLimits?.lower, noEvents),
      row("rate_ratio_upper", values.ratioLimits?.upper, noEvents),
      row("rate_ratio_standard_error", values.ratioError, noEvents), row("p_value", values.pValue, noEvents),
      rate("", values.difference), rate("_lower", values.differenceLimits?.lower),
      rate("_upper", values.differenceLimits?.upper), rate("_standard_error", values.differenceError),
    ]
  }

  private func ofFirst(_ cell: ExposureCell, _ reference: ExposureCell) -> Values {
    guard let one = cell.rate, let other = reference.rate else { return Values() }
    let ratio = RateRatio(one, to: other)
    let difference = RateDifference(one, less: other)
    return Values(
      ratio: ratio.ratio, ratioLimits: ratio.limits(style.ratio, level: style.level),
      ratioError: ratio.standardErrorOfLog, pValue: ratio.pValue(style.ratio.test), difference: difference.difference,
      differenceLimits: difference.limits(.score, level: style.level), differenceError: difference.standardError)
  }

  private func ofAll(_ cell: ExposureCell, _ reference: ExposureCell) -> Values {
    guard let one = cell.recurrent, let other = reference.recurrent else { return Values() }
    var values = Values(difference: one.rate - other.rate)
    let reach = Normal.reach(ofLevel: style.level)
    if let error = one.standardErrorOfLog, let otherError = other.standardErrorOfLog {
      let (ratio, deviation) = (one.rate / other.rate, Double.hypot(error, otherError))
      let factor = Double.exp(reach * deviation)
      (values.ratio, values.ratioError) = (ratio, deviation)
      values.ratioLimits = (ratio / factor, ratio * factor)
      values.pValue = deviation > 0 ? Normal.twoSided(Double.log(ratio) / deviation) : nil
      let spread = Double.hypot(error * one.rate, otherError * other.rate)
      values.differenceError = spread
      values.differenceLimits = (one.rate - other.rate - reach * spread, one.rate - other.rate + reach * spread)
    } else {
      values.ratio = other.events > 0 ? one.rate / other.rate : nil
    }
    return values
  }
}
