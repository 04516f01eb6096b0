import ArgumentParser
import Cohorts
import Names
import Packages
import Reports
import Scripting
import Workbench

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// `workbench plugin check [PATH]`.
struct CheckPlugin: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check a plugin without running it, or all plugins of the project against workbench.lock.",
    discussion: """
      With a cohort it also says what that lacks of what plugins need.

      Exit status: 0 nothing is wrong; 1 something is; 2 the cohort lacks what a plugin needs, or cannot be read; 64 wrong usage.
      """)

  @Argument(help: "A folder or a pack; the project's own plugins without it.")
  var path: String?

  @Option(help: "A file of tables, or a folder of them, to check what plugins need against; may be repeated.")
  var data: [String] = []

  @Flag(help: "Check what plugins need against the demonstration cohort.")
  var demo = false

  func validate() throws {
    guard !demo || data.isEmpty else { throw ValidationError("give --data or --demo, not both") }
  }

  func run() throws {
    try reportingFailures {
      guard let path else { return try checkProject() }
      let fetched = try PluginCheck.fetch(path)
      let check = try PluginCheck(fetched)
      for note in check.notes { Console.write("note: \(note)\n".withoutCommands) }
      try check.throwIfFaulty()
      let plugin = fetched.plugin
      Console.write(
        "\(plugin.manifest.key.words) is sound: \(plugin.tree.files.count) files, SHA-256 \(plugin.sha256)\n")
      try checkNeeds(of: [plugin.manifest])
    }
  }

  private func checkProject() throws {
    let project = try PluginCommand.project()
    let faults = project.faults
    if !faults.isEmpty { throw FaultyPlugin(description: faults.joined(separator: "\n")) }
    let count = project.members.count
    guard count > 0 else { return Console.note("this project has no plugins") }
    Console.write("\(count) plugin\(count == 1 ? " is" : "s are") as \(LockFile.fileName) says\n")
    try checkNeeds(of: project.members.compactMap(\.plugin?.manifest))
  }

  /// Says what plugins need of a cohort and, where there is one, what it lacks.
  private func checkNeeds(of manifests: [PluginManifest]) throws {
    let needing = manifests.filter { !$0.needs.isEmpty }
    guard demo || !data.isEmpty else {
      for manifest in needing {
        let words = manifest.needs.words.joined(separator: ", ")
        Console.write(
          "\(manifest.key.words) needs of a cohort: \(words); to check one: --data PATH, or --demo\n".withoutCommands)
      }
      return
    }
    let cohort = try CohortSource(paths: data).loadForScripts(progress: Console.progress)
    Console.endProgress()
    let unmet = needing.flatMap { $0.needs.unmet(in: cohort, by: "plugin \($0.key.words)") }
    if !unmet.isEmpty { throw UnmetNeeds(description: unmet.joined(separator: "\n")) }
    Console.write("cohort \"\(cohort.name)\" has what is needed\n".withoutCommands)
  }
}

/// A cohort that lacks what plugins need.
struct UnmetNeeds: Error, CustomStringConvertible {
  let description: String
}

/// `workbench plugin pack PATH`.
struct PackPlugin: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pack",
    abstract: "Check and test a plugin, and write it as one file, the same bytes wherever and whenever.",
    discussion: """
      Its tests are run as "workbench test PATH" runs them, each file in a locked process of its own; where one fails, nothing is \
      written.

      Exit status: 0 written; 1 something is wrong with it, or a test failed; 64 wrong usage.
      """)

  @Argument(help: "The plugin's folder.")
  var path: String

  @Option(help: "The file to write; team-name-version.wbplugin without it.")
  var out: String?

  @Flag(help: "Write it without running its tests.")
  var skipTests = false

  func run() throws {
    try reportingFailures {
      let fetched = try PluginCheck.fetch(path)
      try PluginCheck(fetched).throwIfFaulty()
      let key = fetched.plugin.manifest.key
      if let out, !out.hasSuffix(Pack.ending) {
        throw UsageFailure(description: "--out: the name of a pack ends with \(Pack.ending), so that others can add it")
      }
      if !skipTests { try test(key) }
      let file = out ?? "\(key.id.team)-\(key.id.name)-\(key.version)\(Pack.ending)"
      try Pack.write(fetched.plugin.tree, to: file)
      Console.note("wrote \(file)")
    }
  }

  /// Runs its tests, and shows the files in which one fails.
  private func test(_ key: PluginKey) throws {
    let files = try TestFile.find([path])
    let outcomes = TestRun(files, TestSettings(), jobs: ProcessInfo.processInfo.activeProcessorCount).perform {
      outcome in
      if outcome.failed > 0 { Console.write(outcome.text.withoutCommands) }
    }
    if let signal = outcomes.compactMap(\.interruptedBy).first { throw ExitCode(128 + signal) }
    let (passed, failed) = outcomes.reduce((0, 0)) { ($0.0 + $1.passed, $0.1 + $1.failed) }
    guard failed == 0 else {
      throw FaultyPlugin(
        description: "\(key.words) is not packed: \(failed) of its \(passed + failed) tests "
          + "\(failed == 1 ? "fails" : "fail"); --skip-tests packs it all the same")
    }
    if passed > 0 { Console.note("\(passed) \(passed == 1 ? "test" : "tests") passed") }
  }
}

/// A plugin in which a check found something.
struct FaultyPlugin: Error, CustomStringConvertible {
  let description: String
}

extension PluginCheck {
  /// The plugin at a path, of which whatever is wrong is a failure of the check.
  static func fetch(_ path: String) throws -> PluginSource.Fetched {
    let source = try PluginSource(path)
    if case .git = source { throw PackageFault("\(path): only a folder or a pack is checked") }
    do { return try source.fetch() } catch { throw FaultyPlugin(description: "\(error)") }
  }

  /// Checks a plugin, and what "workbench check" finds in its files.
  init(_ fetched: PluginSource.Fetched) throws {
    self.init(fetched.plugin, leftOut: fetched.leftOut, workbench: BuiltIn.version)
    for finding in try ScriptChecking().findings(in: fetched.plugin) {
      add("\(finding.file):\(finding.line):\(finding.column): \(finding.message)", isFault: finding.grade == .error)
    }
  }

  /// Throws where something is wrong.
  func throwIfFaulty() throws {
    if !faults.isEmpty { throw FaultyPlugin(description: faults.joined(separator: "\n")) }
  }
}
