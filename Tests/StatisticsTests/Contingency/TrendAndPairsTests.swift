import Statistics
import TestSupport
import Testing

@Suite("Trend, pairs, unconditional tests, agreement") struct TrendAndPairsTests {
  @Test("The exact trend test counts every table with the same margins") func exactTrend() throws {
    // By a loop in R over all tables, with choose().
    let even = try CochranArmitage(responders: [1, 2, 5], sizes: [20, 21, 19], scores: [0, 1, 2])
    expectClose(even.exactPValue(), 0.0622766598307769, relative: 1e-12)
    let uneven = try CochranArmitage(responders: [10, 9, 10, 7], sizes: [106, 86, 92, 28], scores: [0, 5, 10, 40])
    expectClose(uneven.exactPValue(), 0.0230999837777888, relative: 1e-11)
    #expect(uneven.exactPValue(bound: 100) == nil)
  }

  @Test("Of two groups the exact trend is Fisher's test where the groups are equal") func twoGroups() throws {
    let trend = try CochranArmitage(responders: [3, 9], sizes: [12, 12], scores: [0, 1])
    expectClose(trend.exactPValue(), ExactOddsRatio(try FourfoldTable(3, 9, 9, 3)).pValue(), relative: 1e-12)
  }

  @Test("Shifting and stretching scores changes nothing, turning them turns z") func scores() throws {
    let (x, n) = ([1, 2, 5], [20, 21, 19])
    let plain = try CochranArmitage(responders: x, sizes: n, scores: [0, 1, 2])
    let moved = try CochranArmitage(responders: x, sizes: n, scores: [100, 103, 106])
    let turned = try CochranArmitage(responders: x, sizes: n, scores: [2, 1, 0])
    let z = try #require(plain.z)
    expectClose(moved.z, z, relative: 1e-10)
    expectClose(turned.z, -z, relative: 1e-12)
    expectClose(moved.exactPValue(), try #require(plain.exactPValue()), relative: 1e-9)
    expectClose(plain.conditional?.statistic, z * z * 59 / 60, relative: 1e-12)
    // Empty groups take no part.
    let padded = try CochranArmitage(responders: [1, 0, 2, 5], sizes: [20, 0, 21, 19], scores: [0, 9, 1, 2])
    #expect(padded.z == plain.z)
  }

  @Test("Scores far from zero keep the digits of their distances") func farScores() throws {
    let sizes = [92_737, 97_107, 81_318, 56_809]
    let far = try CochranArmitage(
      responders: [25_438, 8400, 4911, 34_754], sizes: sizes, scores: [1_000_004, 1_000_002, 1_000_000, 1_000_004])
    let near = try CochranArmitage(responders: [25_438, 8400, 4911, 34_754], sizes: sizes, scores: [4, 2, 0, 4])
    #expect(far.z == near.z)
  }

  @Test("A trend over nothing is nil, and faulty counts say where") func trendEdges() throws {
    #expect(try CochranArmitage(responders: [], sizes: [], scores: []).z == nil)
    #expect(try CochranArmitage(responders: [0, 0], sizes: [4, 5], scores: [1, 2]).test == nil)
    #expect(try CochranArmitage(responders: [1, 2], sizes: [4, 5], scores: [3, 3]).exactPValue() == nil)
    #expect(throws: ContingencyError.scores(expected: 2, found: 1)) {
      try CochranArmitage(responders: [1, 2], sizes: [4, 5], scores: [1])
    }
    #expect(throws: ContingencyError.negative(row: 1, column: 0, count: -1)) {
      try CochranArmitage(responders: [5, 2], sizes: [4, 5], scores: [1, 2])
    }
  }

  @Test("Barnard's and Boschloo's tests reach the maximum over a fine grid with exact fractions") func unconditional()
    throws
  {
    // Python's fractions for what is extreme, a grid of 4001 probabilities, refined by Brent's method.
    let truths: [([Int], Double, Double, Double)] = [
      ([3, 1, 1, 3], 0.2890625, 0.2890625, 0.2890625),
      ([0, 20, 5, 17], 0.023489897913995153, 0.019950550082739982, 0.03329126286567727),
      ([10, 0, 7, 5], 0.02342421146018379, 0.017718791961669922, 0.02613598839620336),
      ([7, 3, 2, 12], 0.00696873664855957, 0.010097425580343421, 0.009493551266289924),
      ([12, 18, 21, 9], 0.022925631214285157, 0.022925631214285157, 0.02266513290208892),
    ]
    for (counts, pooled, unpooled, boschloo) in truths {
      let exact = UnconditionalExact(try FourfoldTable(counts[0], counts[1], counts[2], counts[3]))
      expectClose(exact.pValue(.barnardPooled), pooled, relative: 1e-10, because: "\(counts)")
      expectClose(exact.pValue(.barnardUnpooled), unpooled, relative: 1e-10, because: "\(counts)")
      expectClose(exact.pValue(.boschloo), boschloo, relative: 1e-10, because: "\(counts)")
    }
  }

  /// By scipy 1.17.1: `barnard_exact(t, n=128)` and `boschloo_exact(t, n=128)`, t the table with the groups as columns.
  @Test("Groups of very different sizes") func unbalanced() throws {
    let rare = UnconditionalExact(try FourfoldTable(2, 300, 8, 100))
    expectClose(rare.pValue(.barnardPooled), 0.0002166880413416682, relative: 1e-7)
    expectClose(rare.pValue(.boschloo), 0.0007344457238284618, relative: 1e-7)
    let few = UnconditionalExact(try FourfoldTable(1, 3, 2, 60))
    expectClose(few.pValue(.barnardPooled), 0.08662569244848053, relative: 1e-7)
    expectClose(few.pValue(.boschloo), 0.18788531008933362, relative: 1e-7)
  }

  @Test("Unconditional tests of nothing, or of too many, say what stands in the way") func unconditionalEdges() throws {
    #expect(UnconditionalExact(try FourfoldTable(0, 3, 0, 4)).fault == .uninformative)
    #expect(UnconditionalExact(try FourfoldTable(0, 0, 1, 4)).pValue(.boschloo) == nil)
    let large = UnconditionalExact(try FourfoldTable(3000, 100, 2900, 200))
    #expect(large.fault == .tooLarge(bound: 4_000_000) && large.pValue(.barnardPooled) == nil)
    #expect(UnconditionalExact(try FourfoldTable(.max / 4, 1, 1, .max / 4)).fault == .tooLarge(bound: 4_000_000))
  }

  @Test("The mid-p value of pairs is the exact one less the probability of what was seen") func midP() throws {
    // b = 5, c = 1: 2 (1 + 6)/64 − 6/64.
    expectClose(PairedOutcomes(try FourfoldTable(10, 5, 1, 20)).midP, 8.0 / 64, relative: 1e-12)
    #expect(PairedOutcomes(try FourfoldTable(4, 3, 3, 4)).midP == 1)
    #expect(PairedOutcomes(try FourfoldTable(4, 0, 0, 4)).midP == 1)
    #expect(PairedOutcomes(try FourfoldTable(4, 0, 0, 4)).mcNemar == nil)
  }

  @Test("Kappa of one category or nobody is nil, of no agreement below zero; a table must be square") func kappa()
    throws
  {
    #expect(try CohenKappa(ContingencyTable([[5, 0], [0, 0]])) == nil)
    #expect(try CohenKappa(ContingencyTable([[0, 0], [0, 0]])) == nil)
    #expect(try CohenKappa(ContingencyTable([])) == nil)
    expectClose(try CohenKappa(ContingencyTable([[0, 5], [5, 0]]))?.estimate, -1)
    #expect(throws: ContingencyError.notSquare(rows: 1, columns: 2)) { try CohenKappa(ContingencyTable([[1, 2]])) }
  }

  @Test("The area under the curve counts pairs, and has DeLong's standard error") func area() throws {
    // By hand: events 0.8, 0.4, 0.4; others 0.4, 0.1: of 6 pairs 4 right and 2 even.
    let area = try #require(
      AreaUnderCurve([0.8, 0.4, 0.4, 0.4, 0.1], events: [true, true, false, true, false]))
    expectClose(area.estimate, 5.0 / 6)
    // Components 1, ¾, ¾ and ⅔, 1: √(1/48/3 + 1/18/2).
    expectClose(area.standardError, (1.0 / 144 + 1.0 / 36).squareRoot())
    #expect(AreaUnderCurve([0.5, 0.6], events: [true, true]) == nil)
    #expect(AreaUnderCurve([], events: []) == nil)
    #expect(AreaUnderCurve([0.5, 0.6], events: [true, false])?.standardError == nil)
  }
}
