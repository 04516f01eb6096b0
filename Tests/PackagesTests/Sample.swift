import Foundation
import TestSupport
import Packages

/// A folder for the time of a test.
final class Scratch {
  let path: String

  init() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("packages-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    path = folder.resolvingSymlinksInPath().path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes files, by their paths in it.
  @discardableResult
  func write(_ files: [String: String], in folder: String = "") throws -> String {
    for (name, text) in files {
      let url = URL(fileURLWithPath: file(folder.isEmpty ? name : "\(folder)/\(name)"))
      try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: url)
    }
    return file(folder)
  }

  func file(_ name: String) -> String { name.isEmpty ? path : "\(path)/\(name)" }

  func text(_ name: String) throws -> String { try String(contentsOfFile: file(name), encoding: .utf8) }

  /// The files in it, however deep, each with what it holds, and its folders.
  var contents: [String: String] {
    var contents: [String: String] = [:]
    for name in (try? FileManager.default.subpathsOfDirectory(atPath: path)) ?? [] {
      contents[name] = (try? text(name)) ?? "(a folder)"
    }
    return contents
  }

  /// Runs a program in it, which must succeed.
  func run(_ arguments: [String], in folder: String) throws {
    struct Failed: Error { let arguments: [String] }
    guard try runAsAuthor(arguments, in: URL(fileURLWithPath: file(folder))) == 0 else {
      throw Failed(arguments: arguments)
    }
  }
}

/// The files of a small plugin.
func sample(
  _ id: String = "acme/grfs", _ version: String = "1.2.0", capabilities: [String] = [], needs: [String: String] = [:],
  entry: String = "return {}\n"
) -> [String: String] {
  var manifest = """
    id = "\(id)"
    version = "\(version)"
    workbench = ">= 0.1"
    summary = "GVHD-free, relapse-free survival."
    authors = ["Anna Autor"]
    licence = "MIT"
    capabilities = [\(capabilities.map { "\"\($0)\"" }.joined(separator: ", "))]

    """
  if !needs.isEmpty {
    manifest += "[dependencies]\n"
    for (id, requirement) in needs.sorted(by: { $0.key < $1.key }) { manifest += "\"\(id)\" = \"\(requirement)\"\n" }
  }
  return ["plugin.toml": manifest, "init.lua": entry, "README.md": "# \(id)\n"]
}

/// What is said where something goes wrong; empty where nothing does.
func fault(_ body: () throws -> Void) -> String {
  do {
    try body()
    return ""
  } catch { return "\(error)" }
}

/// The plugin of these files.
func plugin(_ files: [String: String]) throws -> Plugin {
  let files = try files.map { PackageTree.File(try PackagePath($0), Array($1.utf8)) }
  return try Plugin(PackageTree(files, of: "sample"), of: "sample")
}
