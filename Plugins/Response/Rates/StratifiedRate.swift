import Analyses
import Statistics

/// How the strata of a rate are weighed, as scripts name it.
enum RateWeights: String, Choice {
  case size
  case equal
  case optimal

  /// The weights in a few words.
  var summary: String {
    switch self {
    case .size: "each stratum by its size, so that the rate is that of all subjects together"
    case .equal: "all strata alike"
    case .optimal: "so that the interval is shortest (Yan and Su), repeated until the weights stand"
    }
  }

  /// The mathematics.
  var weights: StratifiedProportion.Weights {
    switch self {
    case .size: .size
    case .equal: .equal
    case .optimal: .optimal
    }
  }
}

/// The rate of a group over strata, as rows.
struct StratifiedRate {
  /// How the strata are weighed.
  let weights: RateWeights
  /// Whether the Wilson limits are corrected for continuity.
  let isCorrected: Bool
  /// The level of intervals.
  let level: Double

  static let statistics: [Analysis.Statistic] = [
    .init(
      "stratified_rate", "The weighted mean of the strata's rates.",
      estimated: .on(.plain, standardError: "stratified_standard_error", usesStrata: true, isEffect: false)),
    .init("stratified_lower", "Its lower limit, by the stratified Wilson interval."),
    .init("stratified_upper", "Its upper limit."), .init("stratified_standard_error", "Its standard error."),
    .init("stratum_weight", "The weight of a stratum."),
  ]

  /// The rows of a group, from its rate in each of the named strata.
  func rows(_ strata: [Proportion], names: [String], group: String?) -> [Row] {
    let stratified = StratifiedProportion(strata)
    let weights = stratified.weights(weights.weights, level: level)
    let limits = weights.flatMap { stratified.limits($0, level: level, isCorrected: isCorrected) }
    let n = strata.reduce(0) { $0 + $1.n }
    let nobody = "no evaluable subjects"
    let same = "none or all responded in every stratum"
    func row(_ statistic: String, _ value: Double?, otherwise reason: String) -> Row {
      Row(
        statistic, Quantity(value, otherwise: n == 0 ? nobody : reason), group: group,
        method: "Stratified Wilson, \(self.weights.rawValue) weights, \(isCorrected ? "with" : "without") correction",
        n: n)
    }
    var rows = [
      row("stratified_rate", weights.map(stratified.estimate), otherwise: same),
      row("stratified_lower", limits?.lower, otherwise: same), row("stratified_upper", limits?.upper, otherwise: same),
      row("stratified_standard_error", weights.map(stratified.standardError), otherwise: same),
    ]
    var given = (weights ?? []).makeIterator()
    for (name, stratum) in zip(names, strata) {
      let weight = stratum.n > 0 ? given.next() : nil
      rows.append(
        Row(
          "stratum_weight", Quantity(weight, otherwise: stratum.n > 0 ? same : nobody), group: group,
          variable: name, n: stratum.n))
    }
    return rows
  }
}
