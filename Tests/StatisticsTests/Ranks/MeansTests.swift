import Statistics
import TestSupport
import Testing

@Suite("Means and standardised differences") struct MeansTests {
  private static let groups = [
    [23.1, 19.4, 30.2, 25.5, 28.8, 21.0], [18.2, 22.3, 17.9, 20.1, 19.8], [30.1, 29.0, 33.3, 27.7, 26.1, 31.9, 30.0],
  ]

  @Test("R's oneway.test, with equal variances and without") func oneWay() throws {
    // oneway.test(v ~ g, var.equal = TRUE), oneway.test(v ~ g), R 4.2.2
    let equal = try #require(OneWayAnalysisOfVariance.equalVariances(Self.groups))
    expectClose(
      [equal.statistic, equal.denominatorDegreesOfFreedom, equal.pValue],
      [16.00787686662138, 15, 1.900460822706581e-04])
    let welch = try #require(OneWayAnalysisOfVariance.welch(Self.groups))
    expectClose(
      [welch.statistic, welch.denominatorDegreesOfFreedom, welch.pValue],
      [32.37222906308576, 9.419119537793097, 6.017069311700915e-05])
  }

  @Test("R's kruskal.test") func kruskal() throws {
    let test = try #require(KruskalWallis(Self.groups + [[]]))
    expectClose([test.statistic, test.pValue], [10.7263157894736878, 0.00468608455569517])
    #expect(test.degreesOfFreedom == 2)
  }

  @Test("Of two samples F is the square of t") func twoSamples() throws {
    let pair = Array(Self.groups.prefix(2))
    let t = try #require(TTest.pooled(pair[0], pair[1]))
    let f = try #require(OneWayAnalysisOfVariance.equalVariances(pair))
    expectClose(f.statistic, t.statistic * t.statistic)
    expectClose(f.pValue, t.pValue())
    let unequal = try #require(TTest.welch(pair[0], pair[1]))
    expectClose(try #require(OneWayAnalysisOfVariance.welch(pair)).statistic, unequal.statistic * unequal.statistic)
  }

  @Test("too little to compare gives nothing") func empty() {
    #expect(TTest.welch([1], [1, 2]) == nil)
    #expect(TTest.welch([1, 1], [2, 2]) == nil)
    #expect(TTest.pooled([1], [2]) == nil)
    #expect(TTest.pooled([], [1, 2, 3]) == nil)
    #expect(TTest.paired([1, 2], [2, 3]) == nil)
    #expect(TTest.oneSample([], mean: 0) == nil)
    #expect(KruskalWallis([[1, 1], [1]]) == nil)
    #expect(KruskalWallis([[1, 2]]) == nil)
    #expect(KruskalWallis([]) == nil)
    #expect(OneWayAnalysisOfVariance.equalVariances([[1], [2]]) == nil)
    #expect(OneWayAnalysisOfVariance.welch([[1, 2], [3]]) == nil)
    #expect(TTest.pooled([4], [1, 2, 3])?.degreesOfFreedom == 2)
  }

  @Test("A large mean costs the variance no digits") func largeMean() {
    let moments = SampleMoments([1e9 + 1, 1e9 + 2, 1e9 + 4])
    expectClose(moments.variance, 7 / 3.0, relative: 1e-14)
    #expect(SampleMoments([]).mean == nil && SampleMoments([5]).variance == nil)
  }

  @Test("standardised differences by Austin's and by Yang and Dalton's formula, in R") func standardised() throws {
    // (mean(x) - mean(y)) / sqrt((var(x) + var(y)) / 2)
    let moments = Self.groups.map(SampleMoments.init)
    let d = try #require(StandardisedDifference.means(moments[0], moments[1]))
    expectClose(d.value, 1.526675849967089)
    expectClose(d.standardError, (11.0 / 30 + 1.526675849967089 * 1.526675849967089 / 22).squareRoot())
    // (p - q) / sqrt((p * (1 - p) + q * (1 - q)) / 2), p = 23/80, q = 41/95
    expectClose(StandardisedDifference.proportions(23, of: 80, and: 41, of: 95)?.value, -0.3036903272664029)
    // sqrt(mahalanobis(p[-1], q[-1], S[-1, -1])), S = (diag(p) - p %o% p + diag(q) - q %o% q) / 2
    expectClose(StandardisedDifference.categories([10, 25, 40, 5], [20, 20, 30, 25])?.value, 0.679402027246562)
  }

  @Test("Two categories give the proportions' difference, and the order of categories makes none") func categories()
    throws
  {
    let two = try #require(StandardisedDifference.categories([57, 23], [54, 41]))
    expectClose(two.value, 0.3036903272664029)
    let shuffled = try #require(StandardisedDifference.categories([5, 0, 40, 10, 25], [25, 0, 30, 20, 20]))
    expectClose(shuffled.value, 0.679402027246562)
  }

  @Test("no difference is zero; a difference without variance, or without subjects, is undefined") func degenerate() {
    #expect(StandardisedDifference.proportions(0, of: 4, and: 0, of: 7)?.value == 0)
    #expect(StandardisedDifference.proportions(4, of: 4, and: 0, of: 7) == nil)
    #expect(StandardisedDifference.proportions(0, of: 0, and: 1, of: 2) == nil)
    #expect(StandardisedDifference.categories([3, 0], [0, 3]) == nil)
    #expect(StandardisedDifference.categories([3, 3, 0, 0], [0, 0, 3, 3]) == nil)
    #expect(StandardisedDifference.categories([3], [9])?.value == 0)
    #expect(StandardisedDifference.categories([0, 0], [1, 2]) == nil)
    #expect(StandardisedDifference.means(SampleMoments([1, 1]), SampleMoments([2, 2])) == nil)
    #expect(StandardisedDifference.means(SampleMoments([1, 1]), SampleMoments([1, 1]))?.value == 0)
    #expect(StandardisedDifference.means(SampleMoments([1]), SampleMoments([2, 3])) == nil)
  }
}
