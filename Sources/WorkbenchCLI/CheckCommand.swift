import ArgumentParser
import Scripting
import Workbench

/// `workbench check SCRIPT…`.
struct CheckCommand: ParsableCommand {
  /// How findings are written.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, json
  }

  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Find what is wrong with scripts, without running them.",
    discussion: """
      Finds what is no Lua, names that do not exist, arguments that are unknown, missing or of the wrong kind, expressions \
      that cannot be read, headers that disagree with the code, and what is computed and never shown. With a cohort also \
      columns, endpoints, tables and levels that it does not have.

      Exit status: 0 no errors, whatever the warnings; 1 errors; 2 the data are not usable; 64 wrong usage.

      The findings: \(ScriptFinding.Code.allCases.map(\.rawValue).joined(separator: ", ")).

      --format json writes one object: form ("workbench-check/1"), files, findings (file, line, column, length, grade, code, \
      message) and counts (errors, warnings).
      """)

  @Argument(help: "Scripts: files, folders of them, or the names of those in Scripts/ or of shipped ones.")
  var script: [String]

  @Option(help: "A file of tables, or a folder of them, to check the cohort's names against; may be repeated.")
  var data: [String] = []

  @Flag(help: "Check the cohort's names against the demonstration cohort.")
  var demo = false

  @Option(help: "How findings are written: text or json.")
  var format: Format = .text

  @Flag(help: "Refuse to check where a plugin of the project is not exactly as workbench.lock says, or not in it.")
  var frozen = false

  func validate() throws {
    guard !demo || data.isEmpty else { throw ValidationError("give --data or --demo, not both") }
  }

  func run() throws {
    try reportingFailures {
      let scripts = try script.flatMap { try ScriptLibrary.scripts($0) }
      let source = CohortSource(paths: data)
      let cohort = demo || !data.isEmpty ? try source.loadForScripts(progress: Console.progress) : nil
      Console.endProgress()
      let findings = try scripts.flatMap {
        try ScriptChecking(cohort: cohort, plugins: ProjectPlugins(for: $0, isFrozen: frozen)).findings(in: $0)
      }
      switch format {
      case .json: Console.write(ScriptChecking.json(findings, files: scripts.map(\.path)))
      case .text:
        for finding in findings { Console.write(printed: "\(finding)\n", asNote: false) }
        Console.write(Self.summary(findings, of: scripts.count) + "\n")
      }
      if findings.contains(where: { $0.grade == .error }) { throw Status.failed }
    }
  }

  private static func summary(_ findings: [ScriptFinding], of scripts: Int) -> String {
    let checked = scripts == 1 ? "1 script checked" : "\(scripts) scripts checked"
    func words(_ grade: ScriptFinding.Grade) -> String? {
      let count = findings.count { $0.grade == grade }
      return count == 0 ? nil : "\(count) \(grade.rawValue)\(count == 1 ? "" : "s")"
    }
    let counts = [words(.error), words(.warning)].compactMap { $0 }
    return "\(checked): \(counts.isEmpty ? "nothing found" : counts.joined(separator: ", "))"
  }
}
