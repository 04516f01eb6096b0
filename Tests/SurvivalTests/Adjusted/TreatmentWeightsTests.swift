import Statistics
import Survival
import TestSupport
import Testing

/// The numbers of R 4.2.2 and survival 3.5-3.
///
/// For `veteran` with `g = trt - 1`:
///
///     e <- fitted(glm(g ~ karno + age + celltype, binomial, epsilon = 1e-14)); p <- mean(g)
///     w  <- ifelse(g == 1, p / e, (1 - p) / (1 - e)); wa <- ifelse(g == 1, 1, e / (1 - e)); wo <- ifelse(g == 1, 1 - e, e)
///     summary(survfit(Surv(time, status) ~ g, weights = w, robust = TRUE), times = c(60, 180))
///     coxph(Surv(time, status) ~ g, weights = w, robust = TRUE)
@Suite("Weights by the inverse probability of treatment, against R") struct TreatmentWeightsTests {
  private struct Expected {
    let survival: [Double]
    let errors: [Double]
    let effective: [Double]
    let coefficient: Double
    let error: Double
  }

  private static let expected: [TreatmentEstimand: Expected] = [
    .everyone: Expected(
      survival: [0.590609171659843, 0.19116842698179, 0.486270920674977, 0.225813984579455],
      errors: [0.061949702724969, 0.0484159223193991, 0.0624938088592073, 0.0527900787518279],
      effective: [64.2433197202248, 63.9641372093377], coefficient: 0.00669190683950291, error: 0.178259702330628),
    .treated: Expected(
      survival: [0.590152937989729, 0.169666664999901, 0.485294117647059, 0.232852941176471],
      errors: [0.0689076736908521, 0.0465412168045776, 0.0606076748469713, 0.0528795382385205],
      effective: [53.1037948836552, 68], coefficient: -0.0469796963545216, error: 0.181648629296116),
    .overlap: Expected(
      survival: [0.599571752276509, 0.197001559235727, 0.490643965659401, 0.231821262414463],
      errors: [0.0611350732905261, 0.0496449760787947, 0.0625954480318283, 0.0536503819464198],
      effective: [64.7713768640093, 63.7729783957689], coefficient: 0.000795127330289374, error: 0.179310497438382),
  ]

  @Test("weights, effective sizes, weighted curves and the marginal Cox model", arguments: TreatmentEstimand.allCases)
  func estimands(estimand: TreatmentEstimand) throws {
    let veteran = try VeteranGroups()
    let expected = try #require(Self.expected[estimand])
    let weights = TreatmentWeights(
      propensities: try veteran.propensities(), groups: veteran.groups, estimand: estimand, target: 1)
    for group in 0..<2 {
      let spread = try #require(WeightSpread(veteran.weights(weights, of: Int32(group))))
      expectClose(spread.effectiveSize, expected.effective[group])
      let curve = try veteran.curve(weights, of: Int32(group))
      for (place, time) in [60.0, 180].enumerated() {
        let milestone = curve.milestone(at: time)
        expectClose(milestone.survival, expected.survival[2 * group + place])
        expectClose(milestone.standardError, expected.errors[2 * group + place])
      }
    }
    let followUp = try FollowUp(
      time: veteran.followUp.time, event: veteran.followUp.event, weights: .cases(CaseWeights(weights.values)))
    let fit = try CoxModel(
      followUp, CovariateMatrix(columns: [veteran.groups.map(Double.init)]), clusters: (0..<137).map { $0 })
    expectClose(fit.coefficients[0].value, expected.coefficient, relative: 1e-8)
    expectClose(fit.coefficients[0].robustStandardError, expected.error)
  }

  @Test("the range of stabilised weights; without stabilisation curves are the same, weights larger by the share")
  func stabilised() throws {
    let veteran = try VeteranGroups()
    let propensities = try veteran.propensities()
    let stabilised = TreatmentWeights(propensities: propensities, groups: veteran.groups, estimand: .everyone)
    let plain = TreatmentWeights(
      propensities: propensities, groups: veteran.groups, estimand: .everyone, isStabilised: false)
    expectClose(stabilised.values.min(), 0.622148178524316)
    expectClose(stabilised.values.max() ?? 0, 1.88899975019799)
    for row in 0..<137 {
      let share = veteran.groups[row] == 1 ? 68.0 / 137 : 69.0 / 137
      expectClose(plain.values[row] * share, stabilised.values[row])
    }
    expectClose(try veteran.curve(plain, of: 0).survival, try veteran.curve(stabilised, of: 0).survival)
  }

  /// R: `q <- quantile(w, c(.05, .95)); wt <- pmin(pmax(w, q[1]), q[2])`.
  @Test("truncation at quantiles, and how many it met") func truncated() throws {
    let veteran = try VeteranGroups()
    let weights = TreatmentWeights(
      propensities: try veteran.propensities(), groups: veteran.groups, estimand: .everyone, truncation: 0.05)
    let limits = try #require(weights.limits)
    expectClose(limits.lower, 0.706454186857174)
    expectClose(limits.upper, 1.52464748684891)
    #expect(weights.truncated == 14)
    let milestone = try veteran.curve(weights, of: 0).milestone(at: 60)
    expectClose(milestone.survival, 0.596027374057282)
    expectClose(milestone.standardError, 0.0612491505704076)
  }

  /// R: `nnet::multinom(celltype ~ karno + age)` to its last digits, `w4 <- share / fitted probability`, then as above.
  @Test("four groups, by a multinomial model") func fourGroups() throws {
    let veteran = try VeteranGroups()
    let model = try MultinomialModel(
      veteran.cell, levelCount: 4, DesignMatrix(columns: [veteran.karno, veteran.age]))
    let weights = TreatmentWeights(
      propensities: model.fittedProbabilities, groups: veteran.cell, estimand: .everyone)
    expectClose(weights.values.min(), 0.568650475090273, relative: 1e-6, because: "nnet's search")
    expectClose(weights.values.max() ?? 0, 1.9477401769452, relative: 1e-6)
    let weighted = try FollowUp(
      time: veteran.followUp.time, event: veteran.followUp.event, weights: .cases(CaseWeights(weights.values)))
    let survival = [0.586034453647145, 0.26021798395483, 0.212287294889436, 0.629268069317444]
    let errors = [0.0860490146595127, 0.0695892881183245, 0.0821609546643783, 0.102954998035765]
    for group in 0..<4 {
      let rows = veteran.cell.indices.filter { veteran.cell[$0] == Int32(group) }
      let milestone = try KaplanMeier.robust(weighted.selecting(rows)).milestone(at: 100)
      expectClose(milestone.survival, survival[group], relative: 1e-6)
      expectClose(milestone.standardError, errors[group], relative: 1e-6)
    }
  }

  @Test("covariates that say nothing give everybody the weight 1, however many groups") func noInformation() throws {
    let shares = [0.5, 0.3, 0.2]
    let groups: [Int32] = [0, 0, 0, 0, 0, 1, 1, 1, 2, 2]
    let propensities = shares.map { Array(repeating: $0, count: 10) }
    let weights = TreatmentWeights(propensities: propensities, groups: groups, estimand: .everyone)
    expectClose(weights.values, Array(repeating: 1, count: 10))
    let spread = try #require(WeightSpread(weights.values))
    expectClose(spread.effectiveSize, 10)
    #expect(spread.carryingHalf == 5)
    #expect(WeightSpread([]) == nil)
  }
}
