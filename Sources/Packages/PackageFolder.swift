/// A folder in which a plugin lies.
public enum PackageFolder {
  /// What was read of a folder that somebody works in.
  public struct Reading: Sendable {
    /// The files that belong to the plugin.
    public let tree: PackageTree
    /// The names of those that do not, and were left out.
    public let leftOut: [String]
  }

  /// Reads the plugin in a folder.
  ///
  /// - Parameters:
  ///   - folder: The folder.
  ///   - name: The name under which faults show it.
  ///   - strictly: Whether a file that does not belong is a fault, as it is where nobody but the workbench writes.
  /// - Returns: The plugin's files, and what was left out.
  /// - Throws: ``PackageFault`` where there is a link, something that is no file, or too much.
  public static func read(_ folder: String, named name: String? = nil, strictly: Bool) throws(PackageFault) -> Reading {
    let name = name ?? folder
    if strictly, System.kind(of: folder) == .link {
      throw PackageFault("\(name) is a link; the plugins of a project lie in the project")
    }
    guard System.kind(of: folder) == .folder || (!strictly && System.kind(of: folder + "/.") == .folder) else {
      throw PackageFault("\(name): there is no such folder")
    }
    var walk = Walk(folder: folder, name: name, isStrict: strictly)
    try walk.visit("", depth: 0)
    return Reading(tree: try PackageTree(walk.files, of: name), leftOut: walk.leftOut)
  }

  /// The nearest folder above a path, or the path itself, that holds a `plugin.toml`; `nil` where there is none.
  public static func enclosing(_ path: String) -> String? {
    var folder = path.hasPrefix("/") ? path : "\(System.workingFolder)/\(path)"
    while case let slash? = folder.lastIndex(of: "/"), slash != folder.startIndex {
      if case .file = System.kind(of: "\(folder)/\(PluginManifest.fileName)") { return folder }
      folder = String(folder[..<slash])
    }
    return nil
  }

  private struct Walk {
    let folder: String
    let name: String
    let isStrict: Bool
    var files: [PackageTree.File] = []
    var leftOut: [String] = []
    var total = 0

    mutating func visit(_ prefix: String, depth: Int) throws(PackageFault) {
      guard depth <= PackagePath.deepest else {
        throw PackageFault("\(name): \"\(prefix)\" lies deeper than \(PackagePath.deepest) folders in each other")
      }
      for entry in try System.names(in: prefix.isEmpty ? folder : "\(folder)/\(prefix)") {
        let path = prefix.isEmpty ? entry : "\(prefix)/\(entry)"
        if !isStrict, entry.hasPrefix(".") {
          leftOut.append(path)
          continue
        }
        switch System.kind(of: "\(folder)/\(path)") {
        case .nothing:
          if isStrict { throw PackageFault("\(name): holds a file whose name is no text") }
        case .folder:
          try visit(path, depth: depth + 1)
        case .link: throw PackageFault("\(name): \"\(path)\" is a link; a plugin holds files alone")
        case .other: throw PackageFault("\(name): \"\(path)\" is no file; a plugin holds files alone")
        case .file(let bytes): try add(path, bytes)
        }
      }
    }

    private mutating func add(_ text: String, _ size: Int) throws(PackageFault) {
      guard isStrict || PackagePath.belongs(text) else {
        leftOut.append(text)
        return
      }
      let path: PackagePath
      do { path = try PackagePath(text) } catch { throw PackageFault("\(name): \(error)") }
      guard path.belongs else {
        throw PackageFault("\(name): \"\(path)\" does not belong to a plugin; what does: \(PackagePath.belonging)")
      }
      try PackageTree.check(size: size, of: path, in: name)
      total += size
      guard files.count < PackageTree.Bounds.files, total <= PackageTree.Bounds.all else {
        throw PackageFault(
          "\(name): a plugin may have \(PackageTree.Bounds.files) files and \(PackageTree.Bounds.all) bytes; this has more"
        )
      }
      files.append(.init(path, try System.read("\(folder)/\(text)", most: PackageTree.Bounds.most(path))))
    }
  }

  /// Writes the files of a plugin into a new folder.
  static func write(_ tree: PackageTree, to folder: String) throws(PackageFault) {
    try System.makeFolder(folder)
    for file in tree.files {
      let parts = file.path.description.split(separator: "/").dropLast()
      if !parts.isEmpty { try System.makeFolder("\(folder)/\(parts.joined(separator: "/"))") }
      try System.write(file.bytes, to: "\(folder)/\(file.path)")
    }
  }
}
