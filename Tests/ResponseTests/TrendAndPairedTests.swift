import Analyses
import Cohorts
import OrderedCollections
import TestSupport
import Testing

@testable import Response

@Suite("response.trend and response.paired") struct TrendAndPairedTests {
  private let trend = TrendByGroup.analysis
  private let paired = PairedResponse.analysis

  @Test("The trend is that of prop.trend.test, with the scores that are named") func matchesR() throws {
    let cohort = try AssociationCohort.counted([[[10, 96], [9, 77], [10, 82], [7, 21]]])
    let result = try trend.asked(
      of: cohort, ("outcome", .text("answer")), ("by", .text("arm")),
      ("scores", .list([0, 5, 10, 40].map(Argument.number))))
    expectClose(result.found("chi_squared", variable: "cochran_armitage"), 5.24713255350009)
    expectClose(result.found("p_value", variable: "cochran_armitage"), 0.021982968073122)
    expectClose(result.found("chi_squared", variable: "mantel_trend"), 5.24713255350009 * 311 / 312)
    #expect(result.found("score", group: "G4") == 40)
    // R: x <- c(10,9,10,7); n <- c(106,86,92,28); s <- c(0,5,10,40); glm(cbind(x, n - x) ~ s, binomial)
    expectClose(result.found("odds_ratio"), 1.0299532469492)
    // R: binom.test(7, 28)$conf.int
    expectClose(result.found("rate_lower", group: "G4"), 0.1069079918292266)
    expectClose(result.found("rate_upper", group: "G4"), 0.4487154515286084)
  }

  @Test("The figure names the groups at their scores, and draws the intervals of their rates") func figure() throws {
    let cohort = try AssociationCohort.counted([[[10, 96], [9, 77], [10, 82], [7, 21]]])
    func chart(_ scores: [Double]) throws -> Figure.Chart {
      let result = try trend.asked(
        of: cohort, ("outcome", .text("answer")), ("by", .text("arm")), ("scores", .list(scores.map(Argument.number))))
      return try #require(result.figures.first?.chart)
    }
    let even = try chart([])
    #expect(even.panels[0].x.ticks == [1, 2, 3, 4])
    #expect(even.panels[0].x.tickNames == ["G1", "G2", "G3", "G4"])
    let whiskers = even.panels[0].marks.compactMap { mark -> [Double?]? in
      if case .intervals(.vertical, [1, 2, 3, 4], _, let upper) = mark.shape { upper } else { nil }
    }
    expectClose(try #require(whiskers.first?.last ?? nil), 0.4487154515286084)
    let shared = try chart([0, 5, 5, 40])
    #expect(shared.panels[0].x.ticks == [0, 5, 40])
    #expect(shared.panels[0].x.tickNames == ["G1 (0)", "G2, G3 (5)", "G4 (40)"])
  }

  @Test("The exact p-value counts all tables with the same margins") func exact() throws {
    // By hand: margins 2 of 2, 2, 2 subjects; responders 0, 0, 2 with scores 1, 2, 3. Of C(6, 2) = 15 choices one has a sum of 6,
    // and one the mirrored sum of 2.
    let cohort = try AssociationCohort.counted([[[0, 2], [0, 2], [2, 0]]])
    let result = try trend.asked(of: cohort, ("outcome", .text("answer")), ("by", .text("arm")))
    expectClose(result.found("p_value", variable: "exact_trend"), 2.0 / 15, relative: 1e-12)
    #expect(result.why("odds_ratio") == "no finite estimate: groups are all or none with the outcome (separation)")
  }

  @Test("Scores must be one for each group, and a trend needs two of them") func edges() throws {
    let cohort = try AssociationCohort.counted([[[3, 4], [5, 2]]])
    #expect(
      trend.refusal(
        on: cohort, ("outcome", .text("answer")), ("by", .text("arm")), ("scores", .list([.number(1)])))
        == "response.trend: \"scores\" holds 1 number, and there are 2 groups: \"G1\", \"G2\"")
    let same = try trend.asked(
      of: cohort, ("outcome", .text("answer")), ("by", .text("arm")), ("scores", .list([.number(1), .number(1)])))
    #expect(same.why("z") == "evaluable subjects at only one score")
    let none = try trend.asked(
      of: AssociationCohort.counted([[[0, 4], [0, 2]]]), ("outcome", .text("answer")), ("by", .text("arm")))
    #expect(none.why("p_value", variable: "cochran_armitage") == "nobody responded")
  }

  @Test(
    "A trend over groups of which nobody has said the order is refused, unless they have scores or a number, or are two"
  )
  func unordered() throws {
    let words = (0..<24).map { ["one", "two", "three", "four or more"][$0 % 4] }
    let cohort = try AssociationCohort.make([
      "id": Column(integers: Array(0..<24)), "answer": Column(flags: (0..<24).map { $0 % 5 < 2 }),
      "burden": Column(categories: words), "written": Column(texts: words),
      "numbered": Column(categories: (0..<24).map { "Grade \($0 % 3 + 1)" }),
      "sex": Column(categories: (0..<24).map { $0 % 2 == 0 ? "F" : "M" }),
      "lines": Column(integers: (0..<24).map { $0 % 4 + 1 }),
      "declared": Column(categories: words, levels: ["one", "two", "three", "four or more"]),
      "trial": Column(categories: (0..<24).map { "BCMA-\($0 % 3 + 1)" }),
      "dose": Column(
        categories: (0..<24).map { "DL\($0 % 3 + 1)" }, levels: ["DL1", "DL2", "DL3"]),
    ])
    func refusal(_ by: Argument...) -> String? {
      trend.refusal(on: cohort, ("outcome", .text("answer")), ("by", .list(by)))
    }
    let levels = "\"four or more\", \"one\", \"three\", \"two\""
    #expect(
      refusal(.text("written"))
        == "response.trend: a trend needs groups in order, but nobody has said in which order those of written stand: \(levels); "
        + "declare it for the column in cohort.toml, the lowest first: levels = [\"…\", \"…\"]; or give the score of each group, in "
        + "the order in which they stand here: scores = { …, …, …, … }")
    #expect(refusal(.text("burden"))?.contains("those of burden stand: \"one\", \"two\"") == true)
    #expect(
      refusal(.text("sex"), .text("lines >= 2"))?.contains("those of sex and lines >= 2 stand: \"F, no\"") == true)
    // The numbers of names are no steps of a scale, unless somebody has said their order.
    #expect(refusal(.text("trial"))?.contains("those of trial stand: \"BCMA-1\", \"BCMA-2\", \"BCMA-3\"") == true)
    for ordered in [
      "dose", "numbered", "sex", "lines", "declared", "lines >= 3", "cut(lines, {2, 3}, {'a', 'c', 'b'})",
    ] {
      #expect(refusal(.text(ordered)) == nil, "\(ordered)")
    }
    let scored = try trend.asked(
      of: cohort, ("outcome", .text("answer")), ("by", .text("written")),
      ("scores", .list([4, 1, 3, 2].map(Argument.number))))
    let declared = try trend.asked(of: cohort, ("outcome", .text("answer")), ("by", .text("declared")))
    expectClose(scored.found("z"), try #require(declared.found("z")))
  }

  @Test("Two outcomes of the same subjects: McNemar's test in each form, and kappa") func pairs() throws {
    // Approval of the same people twice: mcnemar.test, binom.test and vcd::Kappa.
    let cohort = try twice([794, 86, 150, 570])
    let truths = [
      ("mcnemar", 3.09929344104522e-05), ("mcnemar_corrected", 4.11456228134594e-05), ("exact", 3.71593613957143e-05),
    ]
    for (test, p) in truths {
      let result = try paired.asked(
        of: cohort, ("outcome", .text("answer")), ("second", .text("again")), ("test", .text(test)))
      expectClose(result.found("p_value", variable: test), p, because: test)
    }
    let kappa = try paired.asked(of: twice([20, 5, 10, 15]), ("outcome", .text("answer")), ("second", .text("again")))
    expectClose(kappa.found("kappa"), 0.4)
    expectClose(kappa.found("kappa_standard_error"), 0.1269960629311)
    expectClose(kappa.found("odds_ratio"), 0.5)
    expectClose(kappa.found("difference"), -0.1)
    // √(15 − 25/50) / 50
    expectClose(kappa.found("difference_standard_error"), 14.5.squareRoot() / 50)
  }

  @Test("Where nobody differs there is no test, and where all are alike no kappa") func alike() throws {
    let result = try paired.asked(of: twice([5, 0, 0, 0]), ("outcome", .text("answer")), ("second", .text("again")))
    #expect(result.why("p_value", variable: "exact") == "the outcomes differ in nobody")
    #expect(result.why("kappa") == "everybody has the same answer in both")
    #expect(result.found("agreement") == 1)
    let nobody = try paired.asked(of: twice([0, 0, 0, 0]), ("outcome", .text("answer")), ("second", .text("again")))
    #expect(nobody.why("first_rate") == "no subjects of whom both outcomes are told")
  }

  private func twice(_ counts: [Int]) throws -> Cohort {
    let answers = zip(counts, [(true, true), (true, false), (false, true), (false, false)]).flatMap {
      Array(repeating: $1, count: $0)
    }
    return try AssociationCohort.make([
      "id": Column(integers: Array(answers.indices)), "answer": Column(flags: answers.map(\.0)),
      "again": Column(flags: answers.map(\.1)),
    ])
  }
}
