import Testing

/// Tests of plugins: they require the plugin as its users do, and its analyses are held to the contract.
@Suite("Tests of plugins")
struct PluginTestTests {
  private let bench: TestBench

  init() throws { bench = try TestBench() }

  private static let manifest = """
    id = "acme/mean"
    version = "1.0.0"
    workbench = ">= 0.1"
    summary = "The mean age."
    authors = ["Anna Autor"]
    licence = "MIT"

    """

  private static func entry(details: String) -> String {
    """
    local workbench = require "workbench"
    local estimate = workbench.analysis {
      name = "mean.estimate", summary = "The mean age.", details = "\(details)",
      statistics = { { "subjects", "The number of subjects." } },
      compute = function(cohort, arguments)
        return workbench.result { methods = { "The subjects are counted." }, rows = { { statistic = "subjects", value = cohort.count } } }
      end,
    }
    return { estimate = estimate }

    """
  }

  private func prepare(details: String) throws {
    try bench.write("Plugins/mean/plugin.toml", Self.manifest)
    try bench.write("Plugins/mean/init.lua", Self.entry(details: details))
    try bench.write(
      "Plugins/mean/tests/mean_test.lua",
      """
      local testing = require "testing"
      local mean = require "acme/mean"
      testing.test("counts subjects", function()
        local cohort = testing.cohort { subjects = { { id = "1" }, { id = "2" } } }
        testing.equal(mean.estimate(cohort):value("subjects"), 2)
      end)

      """)
  }

  @Test("run what the plugin offers, and its analyses keep the contract")
  func conforms() throws {
    try prepare(details: "Counts.")
    let end = try bench.run("test")
    #expect(end.failures == [])
    #expect(end.status == 0)
    #expect(end.verdict == "2 passed, 0 failed")
    let filtered = try bench.run("test", "--filter", "conformance of acme/mean")
    #expect(filtered.verdict == "1 passed, 0 failed")
  }

  @Test("fail where an analysis breaks a promise, with the promise")
  func breaks() throws {
    try prepare(details: "")
    let end = try bench.run("test")
    #expect(end.status == 1)
    #expect(
      end.failures == [
        "Plugins/mean: FAILED \"conformance of acme/mean\": mean.estimate: it has no details"
      ])
    #expect(end.verdict == "1 passed, 1 failed")
  }
}
