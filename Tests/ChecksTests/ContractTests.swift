import Checks
import Testing

@Suite("The checks, all together")
struct ContractTests {
  @Test("names are lower-case words and unique; summaries are phrases without a full stop")
  func names() {
    let names = BuiltInChecks.all.map(\.name)
    #expect(Set(names).count == names.count)
    for check in BuiltInChecks.all {
      #expect(check.name.allSatisfy { $0.isLowercase || $0 == "_" }, "\(check.name)")
      #expect(!check.summary.isEmpty && !check.summary.hasSuffix("."), "\(check.name)")
    }
  }
}
