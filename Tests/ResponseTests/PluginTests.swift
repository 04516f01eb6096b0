import Testing

@testable import Response

@Suite("The plugin of response") struct PluginTests {
  @Test("is named as scripts require it") func name() {
    #expect(ResponsePlugin().name == "response")
  }
}
