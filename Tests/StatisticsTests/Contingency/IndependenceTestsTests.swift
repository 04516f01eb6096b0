import Statistics
import TestSupport
import Testing

/// Pearson's, Yates's and the likelihood-ratio test, by hand and at the edges.
@Suite("Tests of independence") struct IndependenceTestsTests {
  @Test("The likelihood-ratio test is twice the sum of O log(O / E)") func likelihoodRatio() throws {
    // R: t <- matrix(c(10,20,30,15,15,20), 2, byrow = TRUE); e <- chisq.test(t)$expected; 2 * sum(t * log(t / e))
    let test = IndependenceTests(try ContingencyTable([[10, 20, 30], [15, 15, 20]])).likelihoodRatio
    expectClose(test?.statistic, 2.8267150844434, relative: 1e-12)
    #expect(test?.degreesOfFreedom == 2)
    // A zero adds nothing: G of a table apart is 2 n log 2.
    expectClose(
      IndependenceTests(try ContingencyTable([[5, 0], [0, 5]])).likelihoodRatio?.statistic, 20 * 0.693147180559945309,
      relative: 1e-14)
  }

  @Test("Standardised residuals are R's chisq.test()$stdres") func standardised() throws {
    let residuals = IndependenceTests(try ContingencyTable([[7, 3], [2, 12]])).standardisedResiduals
    // Of a 2 × 2 table each is the root of χ².
    for value in residuals.joined() { expectClose(abs(value), 7.72571428571429.squareRoot(), relative: 1e-12) }
  }

  @Test("Empty rows and columns are left out") func emptyLines() throws {
    let full = IndependenceTests(try ContingencyTable([[7, 3], [2, 12]]))
    let padded = IndependenceTests(try ContingencyTable([[7, 0, 3], [0, 0, 0], [2, 0, 12]]))
    #expect(padded.pearson == full.pearson && padded.yates == full.yates)
    #expect(padded.smallestExpected == full.smallestExpected)
    #expect(full.fewExpected == 1)
  }

  @Test("One category, one group or nobody: no test") func degenerate() throws {
    for counts in [[], [[0, 0], [0, 0]], [[3, 4]], [[3], [4]], [[0, 3], [0, 9]]] {
      let tests = IndependenceTests(try ContingencyTable(counts))
      #expect(tests.pearson == nil && tests.yates == nil && tests.likelihoodRatio == nil)
      #expect(tests.degreesOfFreedom == 0)
    }
  }

  @Test("A table that is none says where") func faults() {
    #expect(throws: ContingencyError.lengths(row: 1, expected: 2, found: 1)) { try ContingencyTable([[1, 2], [3]]) }
    #expect(
      ContingencyError.negative(row: 0, column: 1, count: -2).description
        == "row 1, column 2 of the table: count is -2; expected zero or more")
    #expect(
      ContingencyError.lengths(row: 1, expected: 2, found: 1).description
        == "row 2 of the table has 1 counts; expected 2, as in the first")
  }
}
