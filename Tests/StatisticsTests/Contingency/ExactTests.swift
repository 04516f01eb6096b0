import Statistics
import TestSupport
import Testing

/// Fisher's test beside exact arithmetic (mpmath at 50 digits) and R.
@Suite("Exact tests of tables") struct ExactTests {
  @Test("The conditional odds ratio and its limits hold twelve digits of exact arithmetic") func conditional() throws {
    let truths: [([Int], Double, Double, Double)] = [
      ([284, 45, 278, 51], 1.1575361063687700874, 0.733280346539774534, 1.832055862603368925),
      ([3, 1, 1, 3], 6.4083196581996743223, 0.21173559544657856704, 626.24353058881404194),
      ([7, 3, 2, 12], 12.097594791260780962, 1.4022557089373835537, 181.23318763179345724),
      ([11, 323, 20, 309], 0.52665932638963905428, 0.2240124212493523631, 1.1752699281418924493),
    ]
    for (counts, estimate, lower, upper) in truths {
      let exact = ExactOddsRatio(try fourfold(counts))
      expectClose(exact.oddsRatio, estimate, relative: 1e-12)
      expectClose(exact.interval().lower, lower, relative: 1e-12)
      expectClose(exact.interval().upper, upper, relative: 1e-12)
    }
  }

  @Test("p-values hold twelve digits far out in the tail") func tails() throws {
    let near = ExactOddsRatio(try fourfold([284, 45, 278, 51]))
    expectClose(near.pValue(), 0.58099823366750732561, relative: 1e-12)
    expectClose(near.pValue(.greater), 0.29049911683375366281, relative: 1e-12)
    let far = ExactOddsRatio(try fourfold([900, 100, 500, 500]))
    expectClose(far.pValue(), 5.125028512527548848e-90, relative: 1e-12, absolute: 0)
    expectClose(far.pValue(.greater), 2.562514256263774424e-90, relative: 1e-12, absolute: 0)
    let apart = ExactOddsRatio(try fourfold([60, 0, 0, 60]))
    expectClose(apart.pValue(), 2.0700738881869641618e-35, relative: 1e-12, absolute: 0)
  }

  @Test("Strata one at a time or all in one: a stratum that is certain adds nothing") func certainStratum() throws {
    let table = try fourfold([7, 3, 2, 12])
    let alone = ExactOddsRatio(table)
    let beside = ExactOddsRatio([table, try fourfold([4, 0, 5, 0]), try fourfold([0, 0, 3, 1])])
    expectClose(beside.pValue(), alone.pValue(), relative: 1e-13)
    expectClose(beside.oddsRatio, try #require(alone.oddsRatio), relative: 1e-12)
    expectClose(beside.interval().lower, alone.interval().lower, relative: 1e-12)
  }

  @Test("Exchanging the groups turns the odds ratio over") func mirrored() throws {
    let there = ExactOddsRatio(try fourfold([11, 323, 20, 309]))
    let back = ExactOddsRatio(try fourfold([20, 309, 11, 323]))
    expectClose(back.oddsRatio, 1 / (try #require(there.oddsRatio)), relative: 1e-12)
    expectClose(back.interval().upper, 1 / there.interval().lower, relative: 1e-12)
    expectClose(back.pValue(), there.pValue(), relative: 1e-13)
    expectClose(back.logStandardError, try #require(there.logStandardError), relative: 1e-10)
  }

  @Test("Where the margins leave nothing open there is no odds ratio, and p is 1") func degenerate() throws {
    for counts in [[0, 15, 0, 18], [0, 0, 0, 0], [1, 0, 0, 0], [0, 0, 3, 4]] {
      let exact = ExactOddsRatio(try fourfold(counts))
      #expect(!exact.isInformative)
      #expect(exact.oddsRatio == nil && exact.logStandardError == nil)
      #expect(exact.pValue() == 1 && exact.midP == 1)
      #expect(exact.interval() == (0, .infinity))
    }
    #expect(throws: ContingencyError.negative(row: 1, column: 0, count: -1)) { try FourfoldTable(1, 2, -1, 3) }
  }

  @Test("Larger tables give the p-values of R's fisher.test") func larger() throws {
    // fisher.test(t, workspace = 2e8)$p.value, R 4.2.2
    let truths: [([[Int]], Double)] = [
      ([[3, 1, 2, 0, 4, 1], [1, 5, 2, 3, 0, 2], [0, 2, 6, 1, 1, 4], [2, 0, 1, 7, 3, 1]], 0.002632839825857409),
      ([[12, 13, 9], [3, 4, 16], [2, 1, 5]], 0.017282809443966454),
      ([[2, 2, 0, 1], [0, 1, 3, 1], [1, 0, 0, 2]], 0.23276723276723163),
    ]
    for (counts, p) in truths {
      let table = try ContingencyTable(counts)
      expectClose(FisherExactTable(table).pValue(), p, relative: 1e-7, because: "R merges near paths")
      #expect(FisherExactTable(table).pValue() == FisherExactTable(table).pValue())
    }
  }

  @Test("The order of rows and columns does not matter, nor empty ones, nor which is which") func arrangement() throws {
    let p = try #require(
      FisherExactTable(try ContingencyTable([[2, 2, 0, 1], [0, 1, 3, 1], [1, 0, 0, 2]])).pValue())
    for counts in [
      [[2, 0, 1], [2, 1, 0], [0, 3, 0], [1, 1, 2]],
      [[2, 2, 0, 0, 1], [0, 1, 0, 3, 1], [0, 0, 0, 0, 0], [1, 0, 0, 0, 2]],
    ] {
      expectClose(FisherExactTable(try ContingencyTable(counts)).pValue(), p, relative: 1e-12)
    }
  }

  @Test("A table of two rows and columns gives the same by either way") func twoWays() throws {
    let table = try ContingencyTable([[7, 3, 0], [2, 12, 0]])
    expectClose(FisherExactTable(table).pValue(), 0.0103724348070828, relative: 1e-12)
  }

  /// By R: `fisher.test(matrix(...), workspace = 2e7)$p.value`.
  @Test("Tables of hundreds of subjects, or of five rows and columns, are within reach") func reach() throws {
    let wide = try ContingencyTable([[100, 50, 30], [80, 60, 40], [60, 50, 57]])
    expectClose(FisherExactTable(wide).pValue(), 0.000683698658201513, relative: 1e-9)
    let deep = try ContingencyTable([
      [3, 3, 3, 0, 3], [3, 2, 1, 5, 4], [5, 5, 0, 0, 3], [3, 2, 0, 1, 1], [3, 3, 1, 0, 3],
    ])
    expectClose(FisherExactTable(deep).pValue(), 0.392146585020274, relative: 1e-9)
  }

  @Test("A table too large is given up, and simulation comes close to what is exact") func bounds() throws {
    let large = try ContingencyTable((0..<6).map { row in (0..<6).map { 10 + (row * $0) % 7 } })
    #expect(FisherExactTable(large).pValue(bound: 1000) == nil)
    let table = FisherExactTable(try ContingencyTable([[10, 20, 30], [15, 15, 20]]))
    let simulated = table.simulatedPValue(replicates: 20_000, seed: 7)
    #expect(abs(simulated - 0.248738904710194) < 4 * (0.249 * 0.751 / 20_000).squareRoot())
    #expect(simulated == table.simulatedPValue(replicates: 20_000, seed: 7))
  }

  @Test("Tables without two rows and columns have p = 1") func tooSmall() throws {
    for counts in [[], [[]], [[3]], [[3, 4, 1]], [[0, 0], [1, 2]], [[0, 3], [0, 4]]] {
      #expect(FisherExactTable(try ContingencyTable(counts)).pValue() == 1)
      #expect(FisherExactTable(try ContingencyTable(counts)).simulatedPValue(replicates: 9, seed: 1) == 1)
    }
  }

  private func fourfold(_ counts: [Int]) throws -> FourfoldTable {
    try FourfoldTable(counts[0], counts[1], counts[2], counts[3])
  }
}
