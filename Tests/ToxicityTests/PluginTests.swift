import Testing

@testable import Toxicity

@Suite("The plugin of toxicity") struct PluginTests {
  @Test("is named as scripts require it") func name() {
    #expect(ToxicityPlugin().name == "toxicity")
  }
}
