import Analyses
import Cohorts
import Statistics

/// Groups made alike by weights: the model of who is in which group, the weights, and what they do.
struct GroupWeighting {
  /// The probability of each group for every row.
  let propensities: [[Double]]
  let weights: TreatmentWeights
  /// How the weights are spread in each group.
  let spreads: [WeightSpread?]
  /// Whether covariates tell groups apart without fail.
  let separation: Separation
  let hasConverged: Bool
  /// The weighted curve of each group, its variance robust.
  let curves: [KaplanMeier]
  let logRank: WeightedLogRank
  /// The model of the groups alone, weighted, its standard errors robust.
  let fit: CoxModel

  /// How weights are made.
  struct Choice {
    let estimand: TreatmentEstimand
    /// The group whose subjects the others are made like.
    let target: Int
    let isStabilised: Bool
    let truncation: Double
  }

  /// Weights the groups of a question, of which there are two or more.
  init(_ asked: AdjustedQuestion, _ choice: Choice, ties: CoxTies) throws {
    let matrix = try DesignMatrix(columns: asked.columns, rows: asked.codes.count)
    if asked.levels.count == 2 {
      let model = try LogisticModel(asked.codes.map { $0 == 1 }, matrix)
      propensities = [model.fittedProbabilities.map { 1 - $0 }, model.fittedProbabilities]
      (separation, hasConverged) = (model.separation, model.hasConverged)
    } else {
      let model = try MultinomialModel(asked.codes, levelCount: asked.levels.count, matrix)
      propensities = model.fittedProbabilities
      (separation, hasConverged) = (model.separation, model.hasConverged)
    }
    let weights = TreatmentWeights(
      propensities: propensities, groups: asked.codes, estimand: choice.estimand, target: choice.target,
      isStabilised: choice.isStabilised, truncation: choice.truncation)
    self.weights = weights
    let cases = try CaseWeights(weights.values)
    let weighted = try FollowUp(
      time: asked.followUp.time, event: asked.followUp.event, entry: asked.followUp.entry, weights: .cases(cases))
    let rows = asked.levels.indices.map(asked.rows)
    spreads = rows.map { rows in WeightSpread(rows.map { weights.values[$0] }) }
    curves = try rows.map { try KaplanMeier.robust(weighted.selecting($0)) }
    logRank = try WeightedLogRank(asked.followUp, weights: cases, groups: asked.codes, groupCount: asked.levels.count)
    fit = try CoxModel(
      weighted, Self.indicators(asked), clusters: asked.codes.indices.map { Int32($0) }, ties: ties)
  }

  /// An indicator for each group but the first.
  static func indicators(_ asked: AdjustedQuestion) throws -> CovariateMatrix {
    try CovariateMatrix(
      columns: (1..<max(asked.levels.count, 1)).map { group in asked.codes.map { $0 == Int32(group) ? 1 : 0 } })
  }

  /// The least probability of any group, row by row.
  private var leastPropensities: [Double] {
    (propensities.first ?? []).indices.map { row in propensities.reduce(1) { min($0, $1[row]) } }
  }

  /// A probability of being in a group below this is next to none.
  private static let rare = 0.01

  /// What a reader must know of the weights.
  func cautions(_ asked: AdjustedQuestion, truncation: Double) -> [Caution] {
    var cautions: [Caution] = []
    let groups = asked.question.groups.label
    if separation != .none {
      cautions.append(
        Caution(
          .separation,
          "The covariates tell \(separation == .complete ? "the groups" : "some groups") of \(groups) apart without fail: such "
            + "subjects have no counterpart, and weights cannot make the groups alike.",
          remedy: "Merge levels, leave a covariate out, or restrict the cohort to whom any group was open."))
    } else if !hasConverged {
      cautions.append(
        Caution(.notConverged, "The search for the model of who is in which group ended without converging."))
    }
    let few = leastPropensities.count { $0 < Self.rare }
    if few > 0 {
      cautions.append(
        Caution(
          .extremeWeights,
          "\(few) of \(asked.codes.count) subjects had a probability below \(Self.rare) of being in some group, so that "
            + "hardly anybody there stands for them (positivity).",
          remedy: "Restrict the cohort to whom any group was open, or ask for estimand = \"overlap\"."))
    }
    for (group, spread) in zip(asked.levels, spreads) {
      guard let spread, spread.count > 1, spread.effectiveSize < Double(spread.count) / 2 else { continue }
      cautions.append(
        Caution(
          .extremeWeights,
          "In the group \"\(group)\" \(spread.carryingHalf) of \(spread.count) subjects carry half of the weight; it is as "
            + "steady as \(Int(spread.effectiveSize.rounded())) unweighted ones.",
          remedy: truncation > 0
            ? "Ask for estimand = \"overlap\", which gives such subjects little weight."
            : "Truncate the weights, or ask for estimand = \"overlap\", which gives such subjects little weight."))
    }
    return cautions
  }
}
