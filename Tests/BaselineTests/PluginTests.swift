import Testing

@testable import Baseline

@Suite("The plugin of baseline") struct PluginTests {
  @Test("is named as scripts require it") func name() {
    #expect(BaselinePlugin().name == "baseline")
  }
}
