import Analyses
import Reports
public import Scripting

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What makes a folder ready to write scripts in: stubs from which an editor completes and checks them, the editor's settings, and a
/// folder for the scripts.
///
/// Nothing of the user's is overwritten; the stubs are the workbench's own, and are written anew each time.
public struct ProjectSetup: Sendable {
  /// What was done, in order, a sentence each.
  public private(set) var steps: [String] = []

  /// Where the stubs lie in a project.
  public static let stubFolder = ".workbench/types"
  /// The settings that the Lua language server reads.
  public static let settingsFile = ".luarc.json"

  private let root: String

  /// Makes a folder ready.
  ///
  /// - Parameters:
  ///   - folder: The folder, which is made where there is none.
  ///   - plugins: What the plugins of the project offer.
  ///   - scripts: What its scripts declare.
  /// - Throws: Where a file cannot be written.
  public init(in folder: String, plugins: [PluginDeclaration] = [], scripts: ScriptDeclarations? = nil) throws {
    root = folder.isEmpty || folder == "." ? "" : folder.hasSuffix("/") ? folder : folder + "/"
    try writeStubs(plugins, scripts)
    try writeSettings()
    try writeScriptFolder()
  }

  /// The stubs by their file names, each with the version that wrote it.
  ///
  /// - Parameters:
  ///   - plugins: What the plugins of the project offer.
  ///   - scripts: What its scripts declare.
  /// - Returns: The texts by their paths.
  /// - Throws: Where two plugins have one name.
  public static func stubs(
    of plugins: [PluginDeclaration] = [], _ scripts: ScriptDeclarations? = nil
  ) throws -> [String: String] {
    var stubs = ["workbench.lua": stamped(EditorStubs.host()), "testing.lua": stamped(EditorStubs.testing())]
    for module in try BuiltIn.registry().declarations {
      stubs["\(module.name).lua"] = stamped(EditorStubs.module(module))
    }
    for plugin in plugins { stubs["\(plugin.id).lua"] = stamped(EditorStubs.plugin(plugin)) }
    if let scripts, !scripts.analyses.isEmpty {
      stubs[declaredStub] = stamped(EditorStubs.types(of: scripts.analyses.map(\.function)))
    }
    return stubs
  }

  /// A line that says who wrote a stub, below the one that makes it a stub.
  private static func stamped(_ stub: String) -> String {
    guard let end = stub.firstIndex(of: "\n") else { return stub }
    return stub[...end] + "\(stamp) \(BuiltIn.version); \"workbench init\" writes it anew.\n"
      + stub[stub.index(after: end)...]
  }

  /// The stub of what scripts declare; no module and no team of plugins has such a name.
  private static let declaredStub = "Scripts.lua"

  private static let stamp = "-- Written by workbench"
}

// MARK: - Steps

extension ProjectSetup {
  private mutating func writeStubs(_ plugins: [PluginDeclaration], _ scripts: ScriptDeclarations?) throws {
    let stubs = try Self.stubs(of: plugins, scripts)
    let folder = root + Self.stubFolder
    let files = FileManager.default
    let before = (try? files.subpathsOfDirectory(atPath: folder)) ?? []
    let changed = stubs.filter { text(at: "\(folder)/\($0.key)") != $0.value }
    try ProjectFiles(Dictionary(uniqueKeysWithValues: changed.map { ("\(folder)/\($0.key)", $0.value) }))
      .write(replacing: true)
    // A stub of ours that no module has any more would complete what there is not.
    for name in before.sorted() where name.hasSuffix(".lua") && stubs[name] == nil {
      guard text(at: "\(folder)/\(name)")?.contains("\n\(Self.stamp) ") == true else { continue }
      Folder.remove("\(folder)/\(name)")
      steps.append("removed \(folder)/\(name): there is no such module any more")
    }
    steps.append(
      changed.isEmpty
        ? "\(folder): the stubs of \(stubs.count) modules are those of workbench \(BuiltIn.version) already"
        : "wrote \(folder): stubs of \(stubs.count) modules, from which an editor completes and checks scripts")
  }

  private mutating func writeSettings() throws {
    let path = root + Self.settingsFile
    guard let settings = text(at: path) else {
      try ProjectFiles([path: Self.settings]).write()
      return steps.append("wrote \(path): the Lua language server finds the stubs by it")
    }
    steps.append(
      settings.contains(Self.stubFolder)
        ? "\(path): there already, and names the stubs"
        : "\(path): there already, and not changed; add to it: \"workspace.library\": [\"\(Self.stubFolder)\"]")
  }

  private mutating func writeScriptFolder() throws {
    let path = "\(root)Scripts/README.md"
    guard !FileManager.default.fileExists(atPath: "\(root)Scripts") else {
      return steps.append("\(root)Scripts: there already")
    }
    try ProjectFiles([path: Self.readme]).write()
    steps.append("wrote \(path); \"workbench new NAME\" writes a first script beside it")
  }

  /// The text of a file; `nil` where there is none that can be read.
  private func text(at path: String) -> String? { try? String(contentsOfFile: path, encoding: .utf8) }

  private static let settings = """
    {
      "$schema": "https://raw.githubusercontent.com/LuaLS/vscode-lua/master/setting/schema.json",
      "runtime.version": "Lua 5.4",
      "runtime.builtin": { "debug": "disable", "io": "disable", "package": "disable" },
      "workspace.library": ["\(stubFolder)"],
      "workspace.checkThirdParty": false
    }

    """

  private static let readme = """
    # Scripts

    Each file answers one question about a cohort. Its header says which, and what the cohort must have.

        workbench new my_question            writes my_question.lua and its test, to begin from
        workbench run my_question            runs it on the demonstration cohort; --data PATH on your own
        workbench run my_question --watch    runs it again on every save
        workbench test                       runs all tests
        workbench help                       explains everything that a script can use

    """
}
