import Analyses
import Cohorts
import Statistics

/// Adjusted curves as rows, with the unadjusted ones beside them.
struct AdjustedStatistics {
  let asked: AdjustedQuestion
  let style: CurveStyle
  let plain: UnadjustedCurves
  let adjustment: Adjustment
  /// The balance of each covariate, or of each level.
  let balance: [CovariateBalance]

  init(
    asked: AdjustedQuestion, style: CurveStyle, plain: UnadjustedCurves, adjustment: Adjustment,
    choice: GroupWeighting.Choice
  ) {
    self.asked = asked
    self.style = style
    self.plain = plain
    self.adjustment = adjustment
    let weights = adjustment.weighting?.weights.values
    let reference = choice.estimand == .treated && asked.isComparable ? choice.target : nil
    balance = asked.balance.map {
      CovariateBalance(
        $0.values, groups: asked.codes, groupCount: asked.levels.count, weights: weights, reference: reference)
    }
  }

  /// What is said of estimates that do not stand alone.
  private static let both: [(name: String, meaning: String)] = [
    ("median", "the median survival time"), ("median_lower", "the lower limit of the median"),
    ("median_upper", "the upper limit of the median"),
    ("survival", "the probability of being free of the event at a time"),
    ("survival_se", "the standard error of that probability"),
    ("survival_lower", "the lower limit of that probability"),
    ("survival_upper", "the upper limit of that probability"),
    ("survival_difference", "the difference of that probability to the first group"),
    ("survival_difference_se", "the standard error of that difference"),
    ("survival_difference_lower", "the lower limit of that difference"),
    ("survival_difference_upper", "the upper limit of that difference"),
    ("hazard_ratio", "the hazard ratio to the first group"),
    ("hazard_ratio_lower", "the lower limit of the hazard ratio"),
    ("hazard_ratio_upper", "the upper limit of the hazard ratio"),
    ("wald_p_value", "the two-sided p-value of the hazard ratio"),
  ]

  /// On what scale those with a standard error are estimated.
  private static func estimation(of name: String, _ prefix: String = "") -> Analysis.Estimation? {
    switch name {
    case "survival": .delta(.logLog, standardError: "\(prefix)survival_se")
    case "survival_difference": .on(.plain, standardError: "\(prefix)survival_difference_se")
    default: nil
    }
  }

  /// The statistics that the rows name.
  static let declared: [Analysis.Statistic] =
    [
      .init("n", "The number of subjects, frequency weights counted."), .init("events", "The number of events."),
      .init("at_risk", "The number of subjects at risk at a time."),
      .init("effective_n", "The effective sample size: as many unweighted subjects would be as steady."),
      .init("weight_minimum", "The least weight."), .init("weight_maximum", "The largest weight."),
      .init("truncated", "The number of weights that were truncated."),
      .init("mean", "The mean of a covariate in a group, or the share of a level."),
      .init("weighted_mean", "The same, weighted."),
      .init("standardised_difference", "The standardised difference of a covariate between groups."),
      .init("weighted_standardised_difference", "The same, weighted."),
    ] + both.map { .init($0.name, "Adjusted: \($0.meaning).", estimated: estimation(of: $0.name)) }
    + both.map {
      .init("unadjusted_\($0.name)", "Unadjusted: \($0.meaning).", estimated: estimation(of: $0.name, "unadjusted_"))
    } + LogRank.testStatistics

  /// All rows.
  var rows: [Row] {
    groupRows + estimateRows(adjustment.estimates, prefix: "") + estimateRows(plain.estimates, prefix: "unadjusted_")
      + testRows + balanceRows
  }

  /// Why there is no adjusted estimate.
  private var why: String { if case .impossible(let reason) = adjustment { reason } else { "not estimable" } }

  private var groupRows: [Row] {
    let question = asked.question
    return question.levels.flatMap { level in
      let group = asked.levels.firstIndex(of: level)
      let spread = group.flatMap { adjustment.weighting?.spreads[$0] }
      let table = group.map { plain.tables[$0] }
      var rows = [
        Row("n", .count(Int(table?.count ?? 0)), group: level),
        Row("events", .count(Int(table?.eventCount ?? 0)), group: level),
      ]
      if adjustment.weighting != nil {
        rows += [
          Row("effective_n", Quantity(spread?.effectiveSize, otherwise: "no subjects"), group: level),
          Row("weight_minimum", Quantity(spread?.minimum, otherwise: "no subjects"), group: level),
          Row("weight_maximum", Quantity(spread?.maximum, otherwise: "no subjects"), group: level),
        ]
      }
      return rows
        + style.times.map { Row("at_risk", .count(Int(table?.atRisk(at: $0) ?? 0)), group: level, time: $0) }
    } + (adjustment.weighting.map { [Row("truncated", .count($0.weights.truncated))] } ?? [])
  }

  /// The rows of one way of estimating; with their reasons where there is none.
  private func estimateRows(_ estimates: AdjustedEstimates?, prefix: String) -> [Row] {
    let unit = asked.question.unit
    var rows: [Row] = []
    for level in asked.question.levels {
      let group = asked.levels.firstIndex(of: level)
      let missing = AdjustedEstimates.Estimate.missing(group == nil ? "no subjects" : why)
      let median = group.flatMap { estimates?.medians[$0] } ?? missing
      rows += Self.rows("\(prefix)median", median, group: level, unit: unit, withError: false)
      for (place, time) in style.times.enumerated() {
        let survival = group.flatMap { estimates?.survival[$0][place] } ?? missing
        rows += Self.rows("\(prefix)survival", survival, group: level, time: time)
      }
    }
    for group in asked.levels.indices.dropFirst() {
      let name = asked.comparison(group)
      let missing = AdjustedEstimates.Estimate.missing(why)
      for (place, time) in style.times.enumerated() {
        rows += Self.rows(
          "\(prefix)survival_difference", estimates?.differences[group][place] ?? missing, variable: name, time: time)
      }
      let hazard = estimates?.hazardRatios[group] ?? (ratio: missing, pValue: nil)
      rows += Self.rows("\(prefix)hazard_ratio", hazard.ratio, variable: name, withError: false)
      rows.append(
        Row("\(prefix)wald_p_value", Quantity(hazard.pValue, otherwise: hazard.ratio.reason), variable: name))
    }
    return rows
  }

  private static func rows(
    _ name: String, _ estimate: AdjustedEstimates.Estimate, group: String? = nil, variable: String? = nil,
    time: Double? = nil, unit: String? = nil, withError: Bool = true
  ) -> [Row] {
    func row(_ suffix: String, _ value: Double?) -> Row {
      Row(
        name + suffix, Quantity(value, otherwise: estimate.reason.isEmpty ? "not estimable" : estimate.reason),
        group: group, variable: variable, time: time, unit: unit)
    }
    return [row("", estimate.value)] + (withError ? [row("_se", estimate.standardError)] : [])
      + [row("_lower", estimate.lower), row("_upper", estimate.upper)]
  }

  private var testRows: [Row] {
    let plainRows = plain.test.rows(ofTest: "unadjusted_log_rank", method: "Log-rank test")
    guard let weighting = adjustment.weighting else { return plainRows }
    let test = weighting.logRank
    let isUsable = test.degreesOfFreedom > 0 && test.variance.diagonal.contains { $0 > 0 }
    let reason = "at each event time all at risk are in one group, or all have the event"
    return [
      Row("chi_squared", Quantity(isUsable ? test.statistic : nil, otherwise: reason), variable: "weighted_log_rank"),
      Row("df", .count(test.degreesOfFreedom), variable: "weighted_log_rank"),
      Row("p_value", Quantity(isUsable ? test.pValue : nil, otherwise: reason), variable: "weighted_log_rank"),
    ] + plainRows
  }

  private var balanceRows: [Row] {
    zip(asked.balance, balance).flatMap { variable, balance in
      let reason =
        asked.isComparable ? "nobody differs from others of the group" : "fewer than two groups have subjects"
      var rows: [Row] = []
      for (group, level) in asked.levels.enumerated() {
        rows.append(
          Row("mean", Quantity(balance.means[group], otherwise: "no subjects"), group: level, variable: variable.name))
        guard !balance.weightedMeans.isEmpty else { continue }
        rows.append(
          Row(
            "weighted_mean", Quantity(balance.weightedMeans[group], otherwise: "no subjects"), group: level,
            variable: variable.name))
      }
      rows.append(
        Row("standardised_difference", Quantity(balance.difference, otherwise: reason), variable: variable.name))
      guard !balance.weightedMeans.isEmpty else { return rows }
      return rows + [
        Row(
          "weighted_standardised_difference", Quantity(balance.weightedDifference, otherwise: reason),
          variable: variable.name)
      ]
    }
  }
}
