import Survival
import TestSupport
import Testing

@Suite("Balance of covariates") struct CovariateBalanceTests {
  /// R: means, weighted means, and their difference over `sqrt((v0 + v1) / 2)` of the unweighted groups, v being `var()` of a
  /// number and p (1 - p) of a share.
  @Test("veteran by treatment, before and after weighting, against R") func veteran() throws {
    let veteran = try VeteranGroups()
    let weights = TreatmentWeights(
      propensities: try veteran.propensities(), groups: veteran.groups, estimand: .everyone)
    let expected: [([Double], [Double])] = [
      (
        veteran.karno,
        [
          59.2028985507246, 57.9264705882353, -0.0634621264659761, 58.244519104763, 58.168360197625,
          -0.00378650917900295,
        ]
      ),
      (
        veteran.age,
        [
          57.5072463768116, 59.1176470588235, 0.152680965769767, 58.3220415843504, 58.3738955146359,
          0.00491623497393263,
        ]
      ),
      (
        veteran.cell.map { $0 == 1 ? 1 : 0 },
        [
          0.434782608695652, 0.264705882352941, -0.362446934083273, 0.347707721375986, 0.348002606390401,
          0.000628423251553349,
        ]
      ),
    ]
    for (values, numbers) in expected {
      let balance = CovariateBalance(values, groups: veteran.groups, groupCount: 2, weights: weights.values)
      expectClose(balance.means.compactMap { $0 } + [balance.difference ?? .nan], Array(numbers[..<3]))
      expectClose(balance.weightedMeans.compactMap { $0 }, Array(numbers[3..<5]))
      expectClose(balance.weightedDifference, numbers[5], relative: 1e-6)
    }
  }

  @Test("by hand: three groups, the pair that is furthest apart; one group, no spread, an empty group") func byHand() {
    let three = CovariateBalance([1, 3, 4, 6, 8, 10], groups: [0, 0, 1, 1, 2, 2], groupCount: 3)
    expectClose(three.difference, 7 / 2.0.squareRoot(), because: "means 2, 5, 9; each variance 2")
    #expect(CovariateBalance([1, 2], groups: [0, 0], groupCount: 1).difference == nil)
    #expect(CovariateBalance([5, 5, 5], groups: [0, 1, 1], groupCount: 2).difference == 0)
    let apart = CovariateBalance([0, 0, 1, 1], groups: [0, 0, 1, 1], groupCount: 2)
    #expect(apart.difference == nil && apart.isShare)
    let empty = CovariateBalance([1, 2], groups: [0, 0], groupCount: 2)
    #expect(empty.means == [1.5, nil] && empty.difference == nil)
  }
}
