import Packages
import Scripting

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A file of tests, or a plugin or a script whose analyses must keep the promises of the contract.
public struct TestFile: Sendable {
  /// What is tested.
  public enum Content: Sendable {
    /// The tests of a file.
    case tests(ScriptLibrary.Script)
    /// The analyses of the plugin in a folder.
    case conformance
    /// The analyses that a script declares.
    case declarations(ScriptLibrary.Script)
  }

  /// The path under which it is shown.
  public let path: String
  /// What is tested.
  public let content: Content
  /// The folder of the plugin that it belongs to; `nil` where it belongs to none.
  public let plugin: String?

  /// How the names of test files end.
  public static let ending = "_test.lua"

  /// Throws where a plugin of the project whose plugins it is lent is not exactly as the lock file says, or not in it.
  public func checkFrozen() throws {
    // What tests a plugin is lent those of the project in which the command is given.
    switch content {
    case .tests(let script) where plugin == nil, .declarations(let script):
      _ = try ProjectPlugins(for: script, isFrozen: true)
    case .tests, .conformance: _ = try ProjectPlugins(isFrozen: true)
    }
  }

  /// The folder beside a test file in which its snapshots lie.
  static let snapshotFolder = "snapshots"
}

/// No tests can be found.
public struct NoTests: Error, Sendable, CustomStringConvertible {
  /// What was looked for, and where.
  public let description: String

  /// No tests.
  public init(description: String) { self.description = description }
}

extension TestFile {
  /// The test files at some paths, in order, each once.
  ///
  /// - Parameter paths: Files, or folders that are searched in depth; `Scripts` and `Plugins` of the working folder where there are
  ///   none.
  /// - Returns: The files and, for each folder of a plugin and each script that declares analyses, its conformance.
  /// - Throws: ``NoTests``, and ``ScriptLibrary/Fault`` for a file that cannot be read.
  public static func find(_ paths: [String]) throws -> [TestFile] {
    let places = paths.isEmpty ? ["Scripts", "Plugins"].filter { kind($0) == .folder } : paths
    var search = Search()
    for path in places {
      switch kind(path) {
      case .nothing: throw NoTests(description: "there is no file or folder \"\(path)\"")
      case .file:
        if path.hasSuffix(ending) {
          try search.add(path)
        } else if try !search.addDeclarations(in: path) {
          throw NoTests(
            description:
              "\"\(path)\" is no test: the names of test files end in \(ending), and it declares no analysis of its own"
          )
        }
      case .folder: try search.visit(path == "/" ? path : path.trimmingSlashes)
      }
    }
    guard !search.files.isEmpty else {
      let searched = paths.isEmpty ? "in Scripts and Plugins of this folder" : "in \(paths.joined(separator: ", "))"
      throw NoTests(
        description:
          "there are no tests \(searched): no file whose name ends in \(ending), and no script that declares an analysis of its own"
      )
    }
    return search.files
  }

  private enum Kind { case nothing, file, folder }

  private static func kind(_ path: String) -> Kind {
    var isFolder = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return .nothing }
    return isFolder ? .folder : .file
  }

  /// What was found so far.
  private struct Search {
    var files: [TestFile] = []
    private var seen: Set<String> = []

    /// Adds a file.
    mutating func add(_ path: String) throws {
      guard seen.insert(path).inserted else { return }
      let script = try ScriptLibrary.read(path)
      files.append(TestFile(path: path, content: .tests(script), plugin: ProjectPlugins.pluginFolder(around: path)))
    }

    /// Adds a script, where it declares analyses that are not those of a plugin.
    ///
    /// - Returns: Whether it does.
    mutating func addDeclarations(in path: String) throws -> Bool {
      guard path.hasSuffix(".lua"), ProjectPlugins.pluginFolder(around: path) == nil else { return false }
      let script = try ScriptLibrary.read(path)
      guard ScriptCheck.mayDeclareAnalyses(script.source) else { return false }
      if seen.insert(path).inserted {
        files.append(TestFile(path: path, content: .declarations(script), plugin: nil))
      }
      return true
    }

    /// Adds what lies in a folder: its plugin, its files, then its folders, each in the order of their names.
    mutating func visit(_ folder: String) throws {
      if TestFile.isPlugin(folder), seen.insert("\(folder)/").inserted {
        files.append(TestFile(path: folder, content: .conformance, plugin: folder))
      }
      let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { !$0.hasPrefix(".") }
        .sorted()
      let paths = names.map { folder == "." ? $0 : "\(folder)/\($0)" }
      for path in paths where path.hasSuffix(".lua") && TestFile.kind(path) == .file {
        // What cannot be read is a fault of a test alone.
        if path.hasSuffix(TestFile.ending) { try add(path) } else { _ = try? addDeclarations(in: path) }
      }
      for path in paths where TestFile.kind(path) == .folder && !TestFile.isLink(path) { try visit(path) }
    }
  }

  private static func isLink(_ path: String) -> Bool {
    (try? FileManager.default.destinationOfSymbolicLink(atPath: path)) != nil
  }

  private static func isPlugin(_ folder: String) -> Bool { kind("\(folder)/\(PluginManifest.fileName)") == .file }
}

extension String {
  /// The path without slashes at its end.
  fileprivate var trimmingSlashes: String {
    var path = self[...]
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    return String(path)
  }
}
