import Foundation
import Statistics
import TestSupport
import Testing

/// Every number that R, vcd, scipy and statsmodels give for the tables in `Reference/contingency`.
///
/// The environment variable `WORKBENCH_REFERENCE` names another folder with `expected` to compare with.
@Suite("Contingency tables against R and Python") struct ContingencyReferenceTests {
  @Test("All numbers of all kinds agree") func matches() throws {
    var matched: [String: Int] = [:]
    for analysis in try ReferenceAnalysis.all(in: Self.folder) {
      guard let answer = try ContingencyAnswers.answer(analysis) else { continue }
      let comparison = ReferenceComparison(answer, with: analysis)
      #expect(comparison.differences == [], "\(analysis.id)")
      #expect(comparison.unanswered == [], "\(analysis.id)")
      matched[analysis.kind, default: 0] += 1
    }
    if ProcessInfo.processInfo.environment["WORKBENCH_REFERENCE"] == nil { #expect(matched == Self.pinned) }
  }

  /// How many analyses of each kind there are.
  private static let pinned = [
    "fisher": 10, "conditional_odds_ratio": 6, "chisq_test": 9, "barnard_boschloo": 4, "table_2x2": 4,
    "mantel_haenszel": 2, "stratified_tables": 1, "cochran_armitage": 4, "mcnemar": 3, "kappa": 2,
  ]

  private static var folder: URL {
    if let path = ProcessInfo.processInfo.environment["WORKBENCH_REFERENCE"] {
      return URL(fileURLWithPath: path).appending(path: "expected")
    }
    let bundled = Bundle.module.url(forResource: "Reference", withExtension: nil) ?? URL(fileURLWithPath: "Reference")
    return bundled.appending(path: "contingency")
  }
}
