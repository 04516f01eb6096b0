import Analyses
import Cohorts
import Pooling
import Resampling
import Scripting
import Survival

/// A few lines of script, run on ``SmallTrial`` with the survival analyses.
///
/// The lines have `workbench`, `survival`, `cohort` and `report` at hand, and the first of them is line 2.
struct Script {
  let lines: String
  var options = ScriptHost.Options()
  var modules: [String: String] = [:]

  init(_ lines: String) { self.lines = lines }

  /// What the lines add to the report, and the flow of subjects.
  func outcome() throws -> ScriptHost.Outcome { try run { _ in } }

  /// What the lines print.
  func printed() throws -> [String] {
    var text = ""
    _ = try run { text += $0 }
    return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
  }

  /// The words of the error with which the lines end; empty where they end well.
  func failure() throws -> String {
    try Script.failure(of: Script.host(options, modules), source)
  }

  /// The words of the error with which a whole source text ends; empty where it ends well.
  static func failure(ofSource source: String) throws -> String {
    try failure(of: host(), source)
  }

  private static func failure(of host: ScriptHost, _ source: String) -> String {
    do throws(ScriptFailure) {
      _ = try host.run(source, name: "a.lua")
      return ""
    } catch { return error.description }
  }

  static func host(
    _ options: ScriptHost.Options = .init(), _ modules: [String: String] = [:]
  ) throws -> ScriptHost {
    let host = try ScriptHost(
      cohort: SmallTrial.make(), registry: Registry([SurvivalPlugin(), PoolingPlugin(), ResamplingPlugin()]),
      options: options)
    host.modules = modules
    return host
  }

  private func run(_ output: @escaping (String) -> Void) throws -> ScriptHost.Outcome {
    let host = try Script.host(options, modules)
    host.output = output
    return try host.run(source, name: "a.lua")
  }

  private var source: String {
    """
    local workbench, survival = require "workbench", require "survival"; local cohort, report = workbench.cohort(), workbench.report "T"
    \(lines)
    return report
    """
  }
}
