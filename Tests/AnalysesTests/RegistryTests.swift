import Analyses
import Testing

@Suite("The registry of plugins") struct RegistryTests {
  private struct Named: Plugin {
    let name: String
    var summary = "A plugin."
    var analyses: [Analysis] = []

    init(_ name: String, _ names: String...) {
      self.name = name
      analyses = names.map {
        Analysis($0, "Nothing.", details: "Nothing.", parameters: [], statistics: [], example: []) { _, _ in
          AnalysisResult(title: "Nothing")
        }
      }
    }
  }

  @Test("analyses are found by their full names, in the order of the plugins") func names() throws {
    let registry = try Registry([Named("b", "b.two", "b.one"), Named("a", "a.three")])
    #expect(registry.names == ["b.two", "b.one", "a.three"])
    #expect(registry.analysis("b.one")?.function == "one")
    #expect(registry.analysis("b.four") == nil)
    #expect(registry.nearest(to: "a.tree") == "a.three")
  }

  @Test("a set of plugins that clash is refused, and told why") func faults() {
    func fault(_ plugins: [any Plugin]) -> Registry.Fault? {
      do throws(Registry.Fault) {
        _ = try Registry(plugins)
        return nil
      } catch { return error }
    }
    #expect(fault([Named("a"), Named("a")]) == .duplicatePlugin("a"))
    #expect(fault([Named("a", "b.one")]) == .foreignName("b.one", plugin: "a"))
    #expect(fault([Named("a", "a")]) == .foreignName("a", plugin: "a"))
    #expect(fault([Named("a", "a.one", "a.one")]) == .duplicateFunction("a.one"))
    #expect(Registry.Fault.duplicatePlugin("a").description == "two plugins are named \"a\"")
    #expect(
      Registry.Fault.foreignName("b.one", plugin: "a").description
        == "function \"b.one\" of plugin \"a\" must be named \"a.…\"")
    #expect(Registry.Fault.duplicateFunction("a.one").description == "two functions are named \"a.one\"")
  }
}
