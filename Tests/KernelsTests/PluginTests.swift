import Analyses
import AnalysisTesting
import Kernels
import Testing

@Suite("The plugin of kernels keeps the contract") struct PluginTests {
  @Test("on a small cohort") func conforms() throws {
    #expect(Conformance(cohort: try KernelScript.cohort()).violations(of: NumericsPlugin()) == [])
  }

  @Test("and each example runs as it is written", arguments: NumericsPlugin().kernels.map(\.declaration.call))
  func example(call: String) throws {
    #expect(try KernelScript("local answer = \(call); print(answer)").printed().count == 1)
  }
}
