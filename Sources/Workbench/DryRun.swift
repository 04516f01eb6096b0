import Analyses
import Cohorts
public import Scripting

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What a run of a script would read, compute and write.
///
/// The cohort is loaded for it; nothing of the script is run.
public struct DryRun: Sendable {
  /// What a check of the script finds.
  public let findings: [ScriptFinding]

  private let request: RunRequest
  private let script: ScriptLibrary.Script
  private let header: ScriptHeader
  private let parameters: [Argument.Entry]
  private let cohort: Cohort
  private let calls: [(function: String, line: Int)]
  private let needs: [(need: ScriptHeader.Need, fault: String?)]
  private let plugins: [(plugin: PluginBundle, faults: [String])]
  private let output: [String]

  /// Works out what a run would do.
  ///
  /// - Parameters:
  ///   - request: The run.
  ///   - script: The script that it is of.
  ///   - plugins: The plugins of the project.
  ///   - output: What would be written, and where to, a line each.
  ///   - progress: Takes lines of progress.
  /// - Throws: Where the data cannot be loaded, or the header cannot be read.
  public init(
    _ request: RunRequest, of script: ScriptLibrary.Script, plugins: ProjectPlugins, output: [String],
    progress: @escaping @Sendable (String) -> Void = { _ in }
  ) throws {
    self.request = request
    self.script = script
    self.output = output
    header = try ScriptLibrary.header(of: script)
    parameters = try header.values(given: request.parameters.map { ($0.name, $0.text) }, script: script.name)
    let cohort = try CohortSource(paths: request.data).loadForScripts(progress: progress)
    self.cohort = cohort
    let checking = try ScriptChecking(cohort: cohort, plugins: plugins)
    findings = checking.findings(in: script)
    calls = checking.calls(in: script)
    needs = header.resolvedNeeds(parameters).map { need in
      do {
        try need.find(in: cohort)
        return (need, nil)
      } catch { return (need, "\(error)") }
    }
    self.plugins = request.plugins.required(by: request.source, modules: request.modules).map {
      ($0, $0.unmetNeeds(in: cohort))
    }
    try cohort.provenance.confirm()
  }

  /// Whether the cohort has all that the header says that the script needs, and what its plugins need.
  public var areNeedsMet: Bool { needs.allSatisfy { $0.fault == nil } && plugins.allSatisfy(\.faults.isEmpty) }

  /// The whole, for the terminal.
  public var text: String {
    let sections: [(heading: String, lines: [String])] = [
      ("SCRIPT", scriptLines), ("DATA", dataLines), ("PARAMETERS", parameterLines), ("NEEDS", needLines),
      ("CALLS, as far as they can be told", callLines), ("BOUNDS", boundLines), ("OUTPUT", output),
      ("CHECK", checkLines),
    ]
    let parts = sections.filter { !$0.lines.isEmpty }.map { section in
      ([section.heading] + section.lines.map { "  \($0)" }).joined(separator: "\n")
    }
    return "A dry run: nothing of the script is run.\n\n" + parts.joined(separator: "\n\n") + "\n"
  }
}

// MARK: - Sections

extension DryRun {
  private var scriptLines: [String] {
    let place = script.folder == nil ? "shipped" : "\(script.source.utf8.count) bytes"
    var lines = ["\(script.path) (\(place)): \(header.title)"]
    for (name, text) in request.modules.sorted(by: { $0.key < $1.key }) where isRequired(name) {
      lines.append("requires \(name).lua beside it (\(text.utf8.count) bytes)")
    }
    return lines + plugins.map { "requires plugin \($0.plugin.id) \($0.plugin.version), SHA-256 \($0.plugin.sha256)" }
  }

  private func isRequired(_ module: String) -> Bool {
    ScriptCheck.requiredModules(in: script.source, with: request.modules).contains(module)
  }

  private var dataLines: [String] {
    let name = "cohort \"\(cohort.name)\": \(cohort.count) subjects"
    guard !request.data.isEmpty else { return ["the embedded demonstration cohort, no file", name] }
    return request.data.flatMap(Self.files) + [name]
      + cohort.provenance.sources.map { "\($0.table): \($0.rows) rows of \($0.name), SHA-256 \($0.sha256)" }
  }

  /// A file with its size, or the files of a folder with theirs.
  private static func files(_ path: String) -> [String] {
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).filter { !$0.hasPrefix(".") }
    guard !names.isEmpty else { return ["\(path) (\(size(path)))"] }
    return names.sorted().map { "\(path)/\($0) (\(size("\(path)/\($0)")))" }
  }

  private static func size(_ path: String) -> String {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    if attributes?[.type] as? FileAttributeType == .typeDirectory { return "folder" }
    return (attributes?[.size] as? Int).map { "\($0) bytes" } ?? "size unknown"
  }

  private var parameterLines: [String] {
    let given = Set(request.parameters.map(\.name))
    return parameters.map { "\($0.name) = \($0.value.source) (\(given.contains($0.name) ? "given" : "default"))" }
      + ["profile \(request.profile.rawValue), seed \(request.seed)"]
  }

  private var needLines: [String] {
    needs.map { need, fault in "\(need.words): \(fault.map { "missing: \($0)" } ?? "there")" }
      + plugins.filter { !$0.plugin.needs.isEmpty }.flatMap { plugin, faults in
        ["plugin \(plugin.id): \(plugin.needs.words.joined(separator: ", "))" + (faults.isEmpty ? ": there" : "")]
          + faults.map { "missing: \($0)" }
      }
  }

  private var callLines: [String] { calls.map { "line \($0.line): \($0.function)" } }

  private var boundLines: [String] {
    ["\(request.timeLimitWords) from when the cohort is loaded, \(request.memoryLimitWords) of memory"]
  }

  private var checkLines: [String] {
    let (errors, warnings) = (findings.count { $0.grade == .error }, findings.count { $0.grade == .warning })
    guard errors + warnings > 0 else { return ["nothing found"] }
    return [
      "\(errors) error\(errors == 1 ? "" : "s"), \(warnings) warning\(warnings == 1 ? "" : "s"): \"workbench check\" shows them"
    ]
  }
}
