import Foundation
import Statistics
import TestSupport
import Testing

/// metafor 3.8.1, `rma.mh(ai = c(10,8,22), bi = c(20,12,30), ci = c(5,9,11), di = c(28,13,41), measure = …, correct = FALSE)`.
@Suite("Tests and estimates over strata") struct StrataTests {
  private let strata: [FourfoldTable]

  init() throws {
    strata = [
      try FourfoldTable(10, 20, 5, 28), try FourfoldTable(8, 12, 9, 13), try FourfoldTable(22, 30, 11, 41),
    ]
  }

  @Test("Odds ratio, risk ratio and risk difference with their standard errors are metafor's") func metafor() throws {
    let estimates = MantelHaenszelEstimates(strata)
    let odds = try #require(estimates.oddsRatio)
    expectClose(odds.value, exp(0.754645728231540), relative: 1e-12)
    expectClose(odds.standardError, 0.307589260078683)
    expectClose(odds.limits().upper, exp(1.357509600017082))
    let risk = try #require(estimates.riskRatio)
    expectClose(risk.value, exp(0.5182345092842580), relative: 1e-12)
    expectClose(risk.standardError, 0.2141363852346612)
    let difference = try #require(estimates.riskDifference)
    expectClose(difference.value, 0.1583029197080292)
    expectClose(difference.standardError, 0.0631045847992487)
    expectClose(difference.limits().lower, 0.0346202062421480)
  }

  @Test("Breslow-Day, Tarone and Cochran-Mantel-Haenszel are metafor's") func tests() {
    let homogeneity = BreslowDay(strata)
    expectClose(homogeneity.uncorrected?.statistic, 2.1286753180226592)
    expectClose(homogeneity.uncorrected?.pValue, 0.3449562577873601)
    expectClose(homogeneity.tarone?.statistic, 2.1282174752475074)
    expectClose(CochranMantelHaenszel(strata).uncorrected?.statistic, 6.1114083390760712)
  }

  @Test("Of one stratum the estimates are those of the table") func oneStratum() throws {
    let table = strata[0]
    let estimates = MantelHaenszelEstimates([table])
    expectClose(estimates.oddsRatio?.value, try #require(table.oddsRatio?.value))
    expectClose(estimates.oddsRatio?.standardError, try #require(table.oddsRatio?.standardError))
    expectClose(estimates.riskRatio?.standardError, try #require(table.riskRatio?.standardError))
    // Wald's variance of a difference.
    expectClose(estimates.riskDifferenceLargeStrataVariance, 10 * 20 / 27000.0 + 5 * 28 / 35937.0)
    #expect(BreslowDay([table]).tarone == nil)
  }

  @Test("Strata with one group or one outcome change no test") func uninformative() throws {
    let padded = strata + [try FourfoldTable(4, 2, 0, 0), try FourfoldTable(0, 0, 0, 0), try FourfoldTable(3, 0, 9, 0)]
    #expect(CochranMantelHaenszel(padded).uncorrected == CochranMantelHaenszel(strata).uncorrected)
    #expect(BreslowDay(padded).tarone == BreslowDay(strata).tarone)
  }

  @Test("The generalised test of 2 × 3 tables is mantelhaen.test's, whichever way round") func general() throws {
    // t <- array(c(5,4,7,9,3,6, 8,6,3,6,9,7, 2,1,4,4,5,3, 1,6,2,3,3,5), c(2,3,4)); mantelhaen.test(t)
    let tables = try [
      [[5, 7, 3], [4, 9, 6]], [[8, 3, 9], [6, 6, 7]], [[2, 4, 5], [1, 4, 3]], [[1, 2, 3], [6, 3, 5]],
    ].map { try ContingencyTable($0) }
    let test = try #require(GeneralAssociation(tables).test)
    expectClose(test.statistic, 0.558945429281)
    #expect(test.degreesOfFreedom == 2)
    expectClose(GeneralAssociation(tables.map(\.transposed)).test?.statistic, test.statistic, relative: 1e-12)
  }

  @Test("Of 2 × 2 tables the generalised test is the plain one") func generalOfFourfold() throws {
    expectClose(GeneralAssociation(strata.map(\.table)).test?.statistic, 6.1114083390760712)
  }

  @Test("Nothing over strata of nobody") func nobody() throws {
    let none = [try FourfoldTable(0, 0, 0, 0)]
    #expect(CochranMantelHaenszel(none).uncorrected == nil && CochranMantelHaenszel([]).corrected == nil)
    let estimates = MantelHaenszelEstimates(none)
    #expect(estimates.oddsRatio == nil && estimates.oddsRatioValue == nil && estimates.riskDifference == nil)
    #expect(GeneralAssociation([]).test == nil && GeneralAssociation(none.map(\.table)).test == nil)
    #expect(MantelHaenszelEstimates([try FourfoldTable(3, 0, 0, 4)]).oddsRatioValue == .infinity)
  }

}
