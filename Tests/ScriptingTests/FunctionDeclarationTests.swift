import Analyses
import Baseline
import Foundation
import Pooling
import Resampling
import Response
@testable import Scripting
import Survival
import Testing
import Toxicity

/// What is declared travels from process to process and says all that help, manual and stubs need.
@Suite("Declarations as values")
struct FunctionDeclarationTests {
  private static let plugins: [any Plugin] = [
    SurvivalPlugin(), ResponsePlugin(), ToxicityPlugin(), BaselinePlugin(), PoolingPlugin(), ResamplingPlugin(),
  ]

  private func sent<Value: Codable>(_ value: Value) throws -> Value {
    try JSONDecoder().decode(Value.self, from: JSONEncoder().encode(value))
  }

  @Test("a module's declarations arrive as they were sent, and give the same stub and help")
  func modules() throws {
    for declaration in Self.plugins.map(\.declaration) {
      let arrived = try sent(declaration)
      #expect(arrived == declaration)
      #expect(EditorStubs.module(arrived) == EditorStubs.module(declaration))
      #expect(arrived.functions.map(Manual.entry) == declaration.functions.map(Manual.entry))
    }
  }

  @Test("so do those of what the host lends")
  func host() throws { #expect(try sent(HostDeclaration.all) == HostDeclaration.all) }

  @Test("each function of a plugin is declared once, with its kind and what it returns")
  func functions() {
    for plugin in Self.plugins {
      #expect(plugin.declaration.functions.map(\.name) == plugin.functions.map(\.name))
      for (function, declaration) in zip(plugin.functions, plugin.declaration.functions) {
        #expect(declaration.kind == (function is Analysis ? .analysis : .derivation))
        #expect(declaration.result == (function is Analysis ? "workbench.Result" : "workbench.Cohort"))
        #expect(declaration.parameters.map(\.name) == function.parameters.map(\.declaration.name))
        #expect(declaration.module == plugin.name && declaration.function == function.function)
      }
    }
  }

  @Test("the example is the call as a script writes it; without named arguments there are no braces")
  func example() {
    var function = FunctionDeclaration(
      name: "survival.cox", kind: .analysis, summary: "A model.", details: "", since: "0.1.0", parameters: [],
      result: "workbench.Result", example: [.init("endpoint", .text("pfs")), .init("level", .number(0.9))])
    #expect(function.call == "survival.cox(cohort, { endpoint = \"pfs\", level = 0.9 })")
    function.example = []
    #expect(function.call == "survival.cox(cohort)")
  }
}
