import Foundation

/// A project with plugins, somebody who works in it, and what that person trusts.
struct PluginDesk {
  let scratch: Scratch
  let project: URL

  init() throws {
    scratch = try Scratch()
    project = try scratch.folder("project")
  }

  /// Runs `workbench` in the project, as somebody whose trust is kept in a folder of that name.
  func run(_ arguments: String..., as person: String = "anna") throws -> Command.End {
    try Command.run(arguments, in: project, environment: environment(of: person))
  }

  /// The environment of somebody, whose trust is kept in a folder of that name.
  func environment(of person: String = "anna") throws -> [String: String] {
    let state = try scratch.folder("state-\(person)").path
    return ["XDG_STATE_HOME": state, "HOME": state]
  }

  /// Writes the files of a plugin into a folder beside the project, in place of what is there.
  @discardableResult
  func plugin(
    _ id: String = "acme/grfs", _ version: String = "1.2.0", capabilities: [String] = [], needs: [String: String] = [:],
    in folder: String? = nil, lua: String = "return { words = function() return \"from grfs\" end }\n"
  ) throws -> String {
    var manifest = """
      id = "\(id)"
      version = "\(version)"
      workbench = ">= 0.1"
      summary = "What the sample says."
      authors = ["Anna Autor"]
      licence = "MIT"
      capabilities = [\(capabilities.map { "\"\($0)\"" }.joined(separator: ", "))]

      """
    if !needs.isEmpty {
      manifest += "\n[dependencies]\n" + needs.sorted { $0.key < $1.key }.map { "\"\($0)\" = \"\($1)\"\n" }.joined()
    }
    let name = folder ?? id.split(separator: "/").joined(separator: "-") + "-\(version)"
    try write(
      ["plugin.toml": manifest, "init.lua": lua, "README.md": "# \(id)\n\nWhat it does.\n"], to: "../\(name)")
    return "../\(name)"
  }

  /// Writes files, by their paths in the project.
  func write(_ files: [String: String], to folder: String = ".") throws {
    for (name, text) in files {
      let file = project.appendingPathComponent(folder).appendingPathComponent(name).standardizedFileURL
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
  }

  /// Writes a script whose report says what an expression of Lua gives.
  func script(_ name: String = "a.lua", says expression: String, first: String = "") throws {
    try write([
      name: """
      --- What a plugin says.
      local workbench = require "workbench"
      \(first)
      local report = workbench.report "Sample"
      report:note(tostring(\(expression)))
      return report

      """
    ])
  }

  /// Adds plugins, and trusts them.
  func have(_ sources: String..., as person: String = "anna") throws { try have(sources, as: person) }

  /// Adds plugins, and trusts them.
  func have(_ sources: [String], as person: String = "anna") throws {
    let environment = try environment(of: person)
    let end = try Command.run(["plugin", "add"] + sources, in: project, environment: environment)
    struct Refused: Error { let end: Command.End }
    guard end.status == 0 else { throw Refused(end: end) }
    for (name, digest) in try locked() {
      _ = try Command.run(["plugin", "trust", name, "--sha256", digest], in: project, environment: environment)
    }
  }

  /// The plugins of the lock file with the digests of their files, by `team/name@version`.
  func locked() throws -> [(String, String)] {
    var (key, found) = ("", [(String, String)]())
    for line in try text("workbench.lock").split(separator: "\n") {
      if line.hasPrefix("[plugins.\""), line.hasSuffix("\"]") { key = String(line.dropFirst(10).dropLast(2)) }
      if line.hasPrefix("sha256 = \"") { found.append((key, String(line.dropFirst(10).dropLast()))) }
    }
    return found
  }

  func text(_ name: String) throws -> String {
    try String(contentsOf: project.appendingPathComponent(name), encoding: .utf8)
  }

  /// The files of the project, however deep.
  var files: [String] { (try? FileManager.default.subpathsOfDirectory(atPath: project.path).sorted()) ?? [] }
}
