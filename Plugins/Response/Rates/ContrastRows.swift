import Analyses

/// Comparisons of two rates as rows.
enum ContrastRows {
  static let statistics: [Analysis.Statistic] = [
    .init(
      "difference", "The rate less that of the reference.",
      estimated: .on(.plain, standardError: "difference_standard_error", usesStrata: true)),
    .init("difference_lower", "Its lower limit."), .init("difference_upper", "Its upper limit."),
    .init("difference_standard_error", "Its standard error."),
    .init(
      "relative_risk", "The rate over that of the reference.",
      estimated: .on(.log, standardError: "log_relative_risk_standard_error", usesStrata: true)),
    .init("relative_risk_lower", "Its lower limit."), .init("relative_risk_upper", "Its upper limit."),
    .init("log_relative_risk_standard_error", "The standard error of its logarithm."),
    .init(
      "odds_ratio", "The odds of a response over those of the reference.",
      estimated: .on(.log, standardError: "log_odds_ratio_standard_error", usesStrata: true)),
    .init("odds_ratio_lower", "Its lower limit."), .init("odds_ratio_upper", "Its upper limit."),
    .init("log_odds_ratio_standard_error", "The standard error of its logarithm."),
  ]

  /// The rows of a comparison.
  static func rows(
    _ contrast: RateContrast, group: String? = nil, variable: String?, methods: (String, String, String), n: Int
  ) -> [Row] {
    func rows(_ name: String, error: String, _ estimate: RateContrast.Estimate, method: String) -> [Row] {
      func row(_ statistic: String, _ value: Double?) -> Row {
        let unbounded =
          value == .infinity ? "no upper limit: \(estimate.reason)" : estimate.reason
        return Row(
          statistic, Quantity(value, otherwise: unbounded), group: group, variable: variable, method: method, n: n)
      }
      return [
        row(name, estimate.value), row("\(name)_lower", estimate.lower), row("\(name)_upper", estimate.upper),
        row(error, estimate.standardError),
      ]
    }
    return rows("difference", error: "difference_standard_error", contrast.difference, method: methods.0)
      + rows("relative_risk", error: "log_relative_risk_standard_error", contrast.relativeRisk, method: methods.1)
      + rows("odds_ratio", error: "log_odds_ratio_standard_error", contrast.oddsRatio, method: methods.2)
  }
}
