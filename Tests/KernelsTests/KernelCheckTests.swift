import Analyses
import Kernels
import Scripting
import Testing

/// Calls of kernels are checked before a run as they are in one.
@Suite("Checks of calls of kernels")
struct KernelCheckTests {
  private func found(_ lines: String) throws -> [String] {
    let head =
      "--- What?\nlocal workbench, numerics = require 'workbench', require 'numerics'\nlocal cohort = workbench.cohort()\n"
    return try ScriptCheck(registry: Registry([NumericsPlugin()]))
      .findings(in: head + lines + "\nreturn workbench.report 'A'", file: "a.lua").filter {
        ![.missingNeed, .unusedLocal, .unusedModule].contains($0.code)
      }.map {
        "\($0.line):\($0.column) \($0.code.rawValue): \($0.message)"
      }
  }

  @Test(
    "wrong numbers of values and wrong literals are found, in the words of the run",
    arguments: [
      ("numerics.mean()", "4:7 missing_argument"), ("numerics.mean({ 1 }, { 2 })", "4:28 wrong_argument"),
      ("numerics.quantile({ 1, 2 }, 'half')", "4:35 wrong_argument"),
      ("numerics.mean { 1, 'a' }", "4:21 wrong_argument"), ("numerics.mean 'age'", "4:21 wrong_argument"),
      ("numerics.normal_quantile(cohort)", "4:32 wrong_argument"),
      ("numerics.quantile({ 1, 2 }, 0.5, { typ = 7 })", "4:42 unknown_argument"),
      ("numerics.stream(1)", "4:23 wrong_argument"),
      ("numerics.covariance({ 1 }, function() end)", "4:34 wrong_argument"),
    ])
  func wrong(call: String, place: String) throws {
    let all = try found("print(\(call))")
    #expect(all.count == 1, "\(all)")
    let finding = try #require(all.first)
    #expect(finding.hasPrefix(place + ": "))
    let message = finding.dropFirst(place.count + 2)
    #expect(try KernelScript(call).failure().hasSuffix(message))
  }

  @Test("values that cannot be told, columns and functions are let pass")
  func right() throws {
    #expect(
      try found(
        """
        local age, more = cohort:column "age", table.pack(1, 2)
        print(numerics.mean(age), numerics.mean(more), numerics.mean(age * 2), numerics.quantile(age, { 0.1, 0.9 }))
        print(numerics.quantile(age, 0.5, { quantile_type = "type_6" }), numerics.quantile(age, 0.5, more))
        print(numerics.mean(table.unpack(more)), numerics.mean { 1, workbench.missing, 2 })
        print(numerics.integrate(function(x) return math.exp(-x) end, 0, math.huge), numerics.mean { math.pi, 1 })
        """) == [])
  }

  @Test("the example of each kernel is clean")
  func examples() throws {
    for kernel in NumericsPlugin().kernels {
      #expect(try found("local gives = \(kernel.declaration.call)\nprint(gives)") == [], "\(kernel.name)")
    }
  }
}
