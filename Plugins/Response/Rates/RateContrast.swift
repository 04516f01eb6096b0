import Analyses
import Statistics

/// The comparison of two rates: difference, relative risk and odds ratio with their intervals, and the test of no difference.
///
/// Over strata the difference is weighted, the ratios are Mantel and Haenszel's, and the test is the Cochran-Mantel-Haenszel test.
struct RateContrast {
  /// A number with its limits and the standard error on its scale; whatever is not there is nil.
  struct Estimate {
    var value: Double?
    var lower: Double?
    var upper: Double?
    var standardError: Double?
    /// Why there is no number, or no limits.
    var reason: String
  }

  let difference: Estimate
  let relativeRisk: Estimate
  let oddsRatio: Estimate
  /// The two-sided p-value of no difference.
  let pValue: Double?
  /// Why there is none.
  let reason: String

  /// Compares a pair without strata.
  init(_ pair: ProportionPair, _ style: ContrastStyle) {
    let reason = Self.reason(pair)
    self.reason = reason
    let level = style.level
    var exact: ExactDifference?
    if let method = style.difference.method {
      let limits = pair.differenceLimits(method, level: level)
      difference = Estimate(
        value: pair.difference, lower: limits.map { max(-1, $0.lower) }, upper: limits.map { min(1, $0.upper) },
        standardError: pair.differenceStandardError, reason: reason)
    } else {
      exact = ExactDifference(pair)
      let limits = exact?.limits(level: level)
      let most = "more than \(ExactDifference.mostSubjects) subjects for an exact unconditional interval"
      difference = Estimate(
        value: pair.difference, lower: limits?.lower, upper: limits?.upper,
        standardError: pair.differenceStandardError, reason: pair.isComparable ? most : reason)
    }
    let risk = pair.ratioLimits(style.relativeRisk.method, level: level)
    relativeRisk = Estimate(
      value: pair.ratio, lower: risk?.lower, upper: risk?.upper, standardError: pair.logRatioStandardError,
      reason: reason)
    let odds = pair.oddsRatioLimits(style.oddsRatio.method, level: level)
    oddsRatio = Estimate(
      value: pair.oddsRatio, lower: odds?.lower, upper: odds?.upper, standardError: pair.logOddsRatioStandardError,
      reason: reason)
    pValue = Self.pValue(pair, style.difference, exact)
  }

  /// Compares pairs over strata.
  init(_ strata: [ProportionPair], _ style: ContrastStyle) {
    let stratified = StratifiedDifference(strata)
    let tables = stratified.strata.compactMap(\.table)
    let common = MantelHaenszelEstimates(tables)
    let isEmpty = stratified.strata.isEmpty
    let nobody = "no stratum has evaluable subjects of both groups"
    reason = isEmpty ? nobody : "none or all responded in every stratum"
    let limits: (lower: Double, upper: Double)?
    switch style.difference {
    case .newcombe: limits = stratified.newcombeLimits(level: style.level)
    case .newcombeCorrected: limits = stratified.newcombeLimits(level: style.level, isCorrected: true)
    case .wald: limits = stratified.waldLimits(level: style.level)
    default: limits = stratified.limits(style.weights.weights, level: style.level)
    }
    difference = Estimate(
      value: stratified.estimate(style.weights.weights), lower: limits?.lower, upper: limits?.upper,
      standardError: stratified.standardError, reason: reason)
    let ratioReason = isEmpty ? nobody : "too few responded, or too few did not, for a common ratio"
    func estimate(_ ratio: ScaledEstimate?) -> Estimate {
      let limits = ratio?.limits(level: style.level)
      return Estimate(
        value: ratio?.value, lower: limits?.lower, upper: limits?.upper, standardError: ratio?.standardError,
        reason: ratioReason)
    }
    relativeRisk = estimate(common.riskRatio)
    oddsRatio = estimate(common.oddsRatio)
    pValue = stratified.pValue(style.weights.weights)
  }

  private static func pValue(
    _ pair: ProportionPair, _ interval: DifferenceInterval, _ exact: ExactDifference?
  ) -> Double? {
    switch interval {
    case .miettinenNurminen: StratifiedDifference([pair]).pValue()
    case .mee, .newcombe, .wald, .agrestiCaffo: TwoProportionTest(pair, isCorrected: false).pValue
    case .newcombeCorrected, .waldCorrected: TwoProportionTest(pair, isCorrected: true).pValue
    case .exact: exact?.pValue
    }
  }

  private static func reason(_ pair: ProportionPair) -> String {
    guard pair.isComparable else { return "no evaluable subjects in one group" }
    let responders = pair.first.responders + pair.second.responders
    if responders == 0 { return "nobody responded" }
    if responders == pair.first.n + pair.second.n { return "everybody responded" }
    return "none or all responded in one group"
  }
}

extension ProportionPair {
  /// The counts as a table.
  var table: FourfoldTable? {
    try? FourfoldTable(
      first.responders, first.n - first.responders, second.responders, second.n - second.responders)
  }
}
