import Foundation
import Statistics
import TestSupport
import Testing

@Suite("Sample quantiles") struct SampleQuantileTests {
  private let sample: [Double] = [10, 20, 30, 40, 150, 160, 170, 180, 190, 200]

  @Test("R and SAS differ on ten values as published") func tools() {
    #expect(QuantileDefinition.sas.quantile(0.25, of: sample) == 30)
    #expect(QuantileDefinition.sas.quantile(0.40, of: sample) == 95)
    #expect(QuantileDefinition.r.quantile(0.25, of: sample) == 32.5)
    expectClose(QuantileDefinition.r.quantile(0.40, of: sample), 106, relative: 1e-14)
  }

  @Test("all nine definitions give R's numbers") func allTypes() throws {
    let url = try #require(Bundle.module.url(forResource: "Reference", withExtension: nil))
    let analyses = try ReferenceAnalysis.all(in: url).filter { $0.kind == "quantile" }
    #expect(analyses.count == 4)
    for analysis in analyses {
      let values = analysis.inputs["x"]?.numbers ?? []
      let probabilities = analysis.options["probs"]?.numbers ?? []
      for definition in QuantileDefinition.allCases {
        guard let expected = analysis.results["type\(definition.rawValue)"]?.numbers else { continue }
        let actual = probabilities.map { definition.quantile($0, of: values) ?? .nan }
        expectClose(actual, expected, relative: 1e-12, because: "\(analysis.id), type \(definition.rawValue)")
      }
    }
  }

  @Test("an empty sample has no quantile, nor has a probability outside 0...1") func undefined() {
    #expect(QuantileDefinition.r.quantile(0.5, of: []) == nil)
    #expect(QuantileDefinition.r.quantile(1.5, of: [1]) == nil)
    #expect(QuantileDefinition.r.quantile(0.5, of: [7]) == 7)
  }
}
