import Analyses
import Testing

@testable import Scripting

/// Analyses that are called by their name, where two versions of a plugin declare one of it: each who names it means its own.
@Suite("Versions of an analysis")
struct AnalysisVersionTests {
  private static func bundle(_ id: String, _ version: String, _ text: String, needs: [String: String] = [:])
    -> PluginBundle
  {
    PluginBundle(
      key: "\(id)@\(version)", id: id, version: version, sha256: "", summary: "Mine.", capabilities: [], entry: "init",
      files: ["init": "local workbench, resampling = require \"workbench\", require \"resampling\"\n\(text)"],
      dependencies: needs)
  }

  private static func mine(_ version: Int) -> PluginBundle {
    bundle(
      "team/mine", "\(version)",
      """
      return { version = workbench.analysis {
        name = "mine.version", summary = "Its version.", statistics = { { "version", "The version." } },
        compute = function()
          return workbench.result { methods = "M.", rows = { { statistic = "version", value = \(version) } } }
        end,
      } }
      """)
  }

  private static let call = """
    resampling.bootstrap(cohort, { analysis = "mine.version", statistic = "version", resamples = 4, interval = "percentile" })
    """

  private static let user = bundle(
    "team/user", "1",
    "require \"team/mine\"\nreturn { ask = function(cohort) return \(call):value \"estimate\" end }",
    needs: ["team/mine": "team/mine@1"])

  /// What a script says, which may require some plugins.
  private func said(_ body: String, requiring plugins: [String: String]) throws -> String {
    let host = try Script.host()
    for bundle in [Self.mine(1), Self.mine(2), Self.user] { host.plugins.bundles[bundle.key] = bundle }
    host.plugins.forScript = plugins
    let outcome = try host.run(
      """
      local workbench, resampling = require "workbench", require "resampling"
      local report, cohort = workbench.report "T", workbench.cohort()
      \(body)
      return report
      """, name: "a.lua")
    return outcome.report.notes.joined(separator: "; ")
  }

  @Test(
    "who names an analysis means that of the version it requires, whichever was declared first",
    arguments: [
      "local user, mine = require 'team/user', require 'team/mine'",
      "local mine, user = require 'team/mine', require 'team/user'",
    ])
  func own(_ first: String) throws {
    let words = try said(
      "\(first)\nreport:note((\"%.0f %.0f\"):format(\(Self.call):value \"estimate\", user.ask(cohort)))",
      requiring: ["team/mine": "team/mine@2", "team/user": "team/user@1"])
    #expect(words == "2 1")
  }

  @Test("who requires none of them is told to give the function")
  func neither() throws {
    let host = try Script.host()
    for bundle in [Self.mine(1), Self.mine(2), Self.user] { host.plugins.bundles[bundle.key] = bundle }
    host.plugins.forScript = ["team/user": "team/user@1", "team/old": "team/mine@1", "team/new": "team/mine@2"]
    let failure = #expect(throws: ScriptFailure.self) {
      try host.run(
        """
        local workbench, resampling = require "workbench", require "resampling"
        local cohort = workbench.cohort()
        require "team/old" require "team/new"
        return \(Self.call)
        """, name: "a.lua")
    }
    #expect(
      failure?.description
        == "a.lua:4: resampling.bootstrap: argument \"analysis\" does not say which \"mine.version\" is meant: team/mine@1 and "
        + "team/mine@2 declare one; give the function itself, as in analysis = plugin.version")
  }
}
