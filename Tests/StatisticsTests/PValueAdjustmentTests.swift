import Foundation
import Statistics
import TestSupport
import Testing

@Suite("Adjusted p-values, against R's p.adjust") struct PValueAdjustmentTests {
  private static let names: [(PValueAdjustment, String)] = [
    (.none, "none"), (.holm, "holm"), (.hochberg, "hochberg"), (.benjaminiHochberg, "BH"), (.bonferroni, "bonferroni"),
  ]

  @Test("ten, ties out of order, and missing ones that do not count") func matchesR() throws {
    let url = try #require(Bundle.module.url(forResource: "Reference", withExtension: nil))
    let analyses = try ReferenceAnalysis.all(in: url).filter { $0.kind == "p_adjust" }
    #expect(analyses.count == 3)
    for analysis in analyses {
      let given = analysis.inputs["p"]?.elements.map(\.number) ?? []
      for (method, name) in Self.names {
        let expected = try #require(analysis.results[name]?.elements.map(\.number))
        let actual = method.adjusted(given)
        #expect(actual.map { $0 == nil } == expected.map { $0 == nil }, "\(analysis.id), \(name)")
        expectClose(
          actual.map { $0 ?? -1 }, expected.map { $0 ?? -1 }, relative: 1e-12, because: "\(analysis.id), \(name)")
      }
    }
  }

  @Test("of no tests, or of one, nothing changes", arguments: PValueAdjustment.allCases)
  func few(method: PValueAdjustment) {
    #expect(method.adjusted([]).isEmpty)
    #expect(method.adjusted([0.04]) == [0.04])
    #expect(method.adjusted([nil]) == [nil])
  }
}
