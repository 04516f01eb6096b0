import Statistics
import TestSupport
import Testing

@Suite("Wilcoxon's tests") struct WilcoxonTests {
  /// R 4.2.2: `set.seed(1); a <- round(rnorm(60, 1, 3), 3)`.
  private static let sixty = [
    -0.879, 1.551, -1.507, 5.786, 1.989, -1.461, 2.462, 3.215, 2.727, 0.084, 5.535, 2.17, -0.864, -5.644, 4.375, 0.865,
    0.951, 3.832, 3.464, 2.782, 3.757, 3.346, 1.224, -4.968, 2.859, 0.832, 0.533, -3.412, -0.434, 2.254, 5.076, 0.692,
    2.163, 0.839, -3.131, -0.245, -0.183, 0.822, 4.3, 3.29, 0.506, 0.24, 3.091, 2.67, -1.066, -1.122, 2.094, 3.306,
    0.663, 3.643, 2.194, -0.836, 2.023, -2.388, 5.299, 6.941, -0.102, -2.132, 2.709, 0.595,
  ]

  @Test("R's exact signed-rank test of 60 differences, with its interval") func sixtyDifferences() throws {
    // wilcox.test(a, exact = TRUE, conf.int = TRUE)
    let test = WilcoxonSignedRank(Self.sixty)
    #expect(test.statistic == 1414)
    #expect(!test.isExactByDefault && !test.hasTies)
    expectClose(test.exactPValue(), 1.57192472748766e-04)
    let shift = try #require(test.exactShift())
    expectClose([shift.estimate, shift.lower, shift.upper], [1.42575, 0.722, 2.07450])
  }

  @Test("R's one-sided exact rank-sum test, with its open interval") func oneSided() throws {
    // wilcox.test(x, y, exact = TRUE, conf.int = TRUE, alternative = "less")
    let test = WilcoxonRankSum([23.1, 19.4, 30.2, 25.5, 28.8, 21.0], [18.2, 22.3, 17.9, 20.1, 19.8])
    #expect(test.isExactByDefault)
    expectClose(test.exactPValue(.less), 0.9848484848484849)
    let shift = try #require(test.exactShift(.less))
    #expect(shift.lower == -.infinity)
    expectClose([shift.estimate, shift.upper], [5.05, 10.1])
    #expect(shift.level >= 0.95 && shift.level < 1)
  }

  @Test("two against two: no p-value below 1/3, and limits that cover less than asked say so") func twoAgainstTwo()
    throws
  {
    // wilcox.test(c(1, 2), c(3.5, 4.5), exact = TRUE, conf.int = TRUE)
    let test = WilcoxonRankSum([1, 2], [3.5, 4.5])
    expectClose(test.exactPValue(), 1 / 3.0)
    #expect(test.probabilityOfSuperiority == 0)
    let shift = try #require(test.exactShift())
    #expect([shift.estimate, shift.lower, shift.upper] == [-2.5, -3.5, -1.5])
    expectClose(shift.level, 2 / 3.0)
    let normal = try #require(test.normalShift())
    #expect([normal.lower, normal.upper] == [-3.5, -1.5], "R's, with exact = FALSE")
    #expect(normal.level < 0.95)
  }

  @Test("with ties, every way to draw the first sample counts alike") func enumeration() throws {
    let (x, y) = ([1.0, 2, 2, 5, 5], [2.0, 2, 3, 5, 5, 5, 6])
    let pooled = x + y
    let observed = WilcoxonRankSum(x, y)
    var (below, above, far, all) = (0.0, 0.0, 0.0, 0.0)
    for mask in 0..<(1 << pooled.count) where mask.nonzeroBitCount == x.count {
      let drawn = pooled.indices.filter { mask >> $0 & 1 == 1 }.map { pooled[$0] }
      let rest = pooled.indices.filter { mask >> $0 & 1 == 0 }.map { pooled[$0] }
      let u = drawn.reduce(0.0) { sum, a in rest.reduce(sum) { $0 + (a > $1 ? 1 : a == $1 ? 0.5 : 0) } }
      all += 1
      if u <= observed.statistic { below += 1 }
      if u >= observed.statistic { above += 1 }
      if abs(u - 17.5) >= abs(observed.statistic - 17.5) { far += 1 }
    }
    expectClose(observed.exactPValue(.less), below / all)
    expectClose(observed.exactPValue(.greater), above / all)
    expectClose(observed.exactPValue(), far / all)
  }

  @Test("with ties, every choice of signs counts alike") func signs() {
    let d = [1.0, -1, 2, 2, -3, 4, 4, 4, 0, 6]
    let test = WilcoxonSignedRank(d)
    #expect(test.zeroCount == 1 && test.count == 9)
    let ranks = [1.5, 1.5, 3.5, 3.5, 5, 7, 7, 7, 9]
    var above = 0.0
    for mask in 0..<512 where ranks.indices.reduce(0.0, { mask >> $1 & 1 == 1 ? $0 + ranks[$1] : $0 }) >= test.statistic
    {
      above += 1
    }
    expectClose(test.exactPValue(.greater), above / 512)
  }

  @Test("all values tied: the exact p-value is 1, the normal one undefined") func allTied() {
    let test = WilcoxonRankSum([3, 3, 3, 3, 3, 3], [3])
    #expect(test.exactPValue() == 1)
    #expect(test.normalPValue() == nil)
    #expect(test.normalShift()?.estimate == 0)
    #expect(WilcoxonSignedRank([2, 2], [2, 2]).exactPValue() == nil)
  }

  @Test("nothing to compare gives nothing") func empty() {
    #expect(WilcoxonRankSum([], [1, 2]).exactPValue() == nil)
    #expect(WilcoxonRankSum([], []).normalPValue() == nil)
    #expect(WilcoxonRankSum([1], []).normalShift() == nil)
    #expect(WilcoxonRankSum([1], []).exactShift() == nil)
    #expect(WilcoxonSignedRank([0, 0]).normalPValue() == nil)
    #expect(WilcoxonSignedRank([]).normalShift() == nil)
    #expect(WilcoxonRankSum([2], [1]).exactPValue() == 1)
  }

  @Test("samples too large for the exact distribution say so, and the shift is found without listing all pairs")
  func large() throws {
    let x = (0..<20_000).map { Double($0 * 7919 % 20_011) }
    let y = (0..<20_000).map { Double($0 * 104_729 % 20_021) - 3 }
    let test = WilcoxonRankSum(x, y)
    #expect(test.exactPValue() == nil && test.exactShift() == nil)
    let shift = try #require(test.normalShift())
    #expect(shift.lower < shift.estimate && shift.estimate < shift.upper)
    #expect(abs(shift.estimate) < 200)
  }

  /// R: `wilcox.test(c(1.5, 2.25), c(4, 7.5), exact = FALSE, conf.int = TRUE)` gives -6 and -1.75, and says nothing of the level, which
  /// is `1 - 2 * pnorm(-1.5 / sqrt(5 / 3))`.
  @Test("samples so small that nothing reaches the level: the outermost differences, with the level that they have")
  func outermost() throws {
    let shift = try #require(WilcoxonRankSum([1.5, 2.25], [4, 7.5]).normalShift())
    #expect(shift.lower == -6 && shift.upper == -1.75)
    expectClose(shift.level, 0.7547218831932272)
    let open = try #require(WilcoxonRankSum([1.5, 2.25], [4, 7.5]).normalShift(.greater))
    #expect(open.lower == -6 && open.upper == .infinity)
    expectClose(open.level, (1 + 0.7547218831932272) / 2)
  }

  @Test("Exchanging the samples turns the test around") func symmetry() throws {
    let (x, y) = ([1.0, 2, 2, 3, 3, 3, 4], [2.0, 3, 5, 5, 9])
    let (one, other) = (WilcoxonRankSum(x, y), WilcoxonRankSum(y, x))
    expectClose(one.exactPValue(), try #require(other.exactPValue()))
    expectClose(one.normalPValue(.less), try #require(other.normalPValue(.greater)))
    let (shift, back) = (try #require(one.exactShift()), try #require(other.exactShift()))
    #expect([shift.estimate, shift.lower, shift.upper] == [-back.estimate, -back.upper, -back.lower])
    #expect(one.statistic + other.statistic == 35)
  }
}
