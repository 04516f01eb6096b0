public import Analyses
public import Cohorts
import Reports
public import Scripting
import Synchronization

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Checks scripts against what this workbench comes with, the plugins of the project, and what lies beside them.
///
/// Nothing of a script is run. Plugins that it requires, and that this user trusts, are loaded in a locked worker to know what they
/// declare; others are read.
public struct ScriptChecking: Sendable {
  /// The plugins of the project.
  public var plugins: ProjectPlugins?
  /// The cohort whose names are checked too, where there is one.
  public var cohort: Cohort?

  let registry: Registry
  private let catalogue = PluginCatalogue()
  private let folders = FolderTexts()

  /// A check.
  ///
  /// - Parameters:
  ///   - cohort: The cohort whose names are checked too.
  ///   - plugins: The plugins of the project.
  /// - Throws: `Registry.Fault` where two plugins have one name.
  public init(cohort: Cohort? = nil, plugins: ProjectPlugins? = nil) throws(Registry.Fault) {
    self.cohort = cohort
    self.plugins = plugins
    registry = try BuiltIn.registry()
  }

  /// What is found in a script, in the order of its text.
  public func findings(in script: ScriptLibrary.Script) -> [ScriptFinding] {
    check(of: script).findings(in: script.source, file: script.path)
  }

  /// The calls of analyses and derivations that a script makes, as far as they can be told, each with its line.
  public func calls(in script: ScriptLibrary.Script) -> [(function: String, line: Int)] {
    check(of: script).calls(in: script.source)
  }

  private func check(of script: ScriptLibrary.Script) -> ScriptCheck {
    let isTest = script.name.hasSuffix(TestFile.ending)
    let folder = script.folder == nil ? nil : ProjectPlugins.pluginFolder(around: script.path)
    let developing = folder.flatMap { try? ProjectPlugins(developing: $0) }
    let plugins = developing ?? plugins
    let installed = plugins?.environments.forScript.keys.sorted() ?? []
    var refusals = plugins?.environments.refusals.mapValues { "\($0)" } ?? [:]
    if let cohort, let environments = plugins?.environments, !isTest {
      for id in installed {
        let unmet = environments.closure(of: id).flatMap { $0.unmetNeeds(in: cohort) }
        if !unmet.isEmpty { refusals[id] = unmet.joined(separator: "; ") }
      }
    }
    var check = ScriptCheck(
      registry: registry, otherModules: isTest ? ["testing"] : [], refusals: refusals, cohort: cohort)
    check.texts = folders.modules(beside: script)
    if let own = developing?.developed {
      // A plugin that somebody works on is read, as its files are that require each other.
      if isTest { check.texts[own.id] = own.files[own.entry] } else { check.texts.merge(own.files) { $1 } }
    }
    let required = ScriptCheck.requiredModules(in: script.source, with: check.texts)
    for id in installed where check.texts[id] == nil && refusals[id] == nil {
      let answer = required.contains(id) ? plugins.flatMap { catalogue.answer(of: id, among: $0.environments) } : nil
      switch answer {
      case .declared(let declaration)?: check.plugins.append(declaration)
      case .unknown(let doubt)?:
        check.otherModules.append(id)
        check.doubts[id] = doubt
      case nil: check.otherModules.append(id)
      }
    }
    return check
  }

  /// The form in which findings are written as JSON; it changes where a key changes its meaning or goes away.
  private static let form = "workbench-check/1"

  /// Findings as JSON.
  ///
  /// - Parameters:
  ///   - findings: The findings.
  ///   - files: The files that were checked.
  /// - Returns: One object: form, files, findings and counts.
  public static func json(_ findings: [ScriptFinding], files: [String]) -> String {
    func count(_ grade: ScriptFinding.Grade) -> Int { findings.count { $0.grade == grade } }
    return JSONWriter.text(
      .object([
        ("form", .string(form)), ("files", .array(files.map { .string($0) })),
        ("findings", .array(findings.map(json))),
        (
          "counts",
          .line(.object([("errors", .integer(count(.error))), ("warnings", .integer(count(.warning)))]))
        ),
      ]))
  }

  private static func json(_ finding: ScriptFinding) -> JSONWriter.Value {
    .line(
      .object([
        ("file", .string(finding.file)), ("line", .integer(finding.line)),
        ("column", .integer(finding.column)), ("length", .integer(finding.length)),
        ("grade", .string(finding.grade.rawValue)), ("code", .string(finding.code.rawValue)),
        ("message", .string(finding.message)),
      ]))
  }
}

/// The texts of the files in folders, of which each is read once.
private final class FolderTexts: Sendable {
  private let known = Mutex<[String: [String: String]]>([:])

  /// The texts of the scripts beside a script, by the name under which it may require them.
  func modules(beside script: ScriptLibrary.Script) -> [String: String] {
    guard let folder = script.folder else { return [:] }
    var texts = known.withLock { known in
      if let texts = known[folder] { return texts }
      let texts = ScriptLibrary.modules(in: folder)
      known[folder] = texts
      return texts
    }
    if script.name.hasSuffix(".lua") { texts[String(script.name.dropLast(4))] = nil }
    return texts
  }
}

extension ScriptLibrary.Script {
  /// The path of its file, as far as it was given; the name of a shipped one.
  public var path: String {
    switch folder {
    case nil, "."?: name
    case let folder?: "\(folder)/\(name)"
    }
  }
}

extension ScriptLibrary {
  /// The scripts of that name or path, or all of a folder, those in folders within it among them.
  ///
  /// - Parameter name: A file, a folder, or the name of a script.
  /// - Returns: The scripts, in order.
  /// - Throws: ``Fault``.
  public static func scripts(_ name: String) throws(Fault) -> [Script] {
    var isDirectory = false
    guard FileManager.default.fileExists(atPath: name, isDirectory: &isDirectory), isDirectory else {
      return [try find(name)]
    }
    let folder = name.count > 1 && name.hasSuffix("/") ? String(name.dropLast()) : name
    let names = (try? FileManager.default.subpathsOfDirectory(atPath: folder)) ?? []
    var scripts: [Script] = []
    for path in names.sorted() where path.hasSuffix(".lua") { scripts.append(try find("\(folder)/\(path)")) }
    guard !scripts.isEmpty else { throw .notFound(name, nearest: nil) }
    return scripts
  }
}
