import Reports

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Files that a command writes for its user: all of them or, where something stands in the way, none.
public struct ProjectFiles: Sendable {
  /// Why nothing was written.
  public enum Fault: Error, Sendable, Hashable, CustomStringConvertible {
    /// These are there already.
    case exists([String])

    /// The fault, as a sentence.
    public var description: String {
      switch self {
      case .exists(let paths): "\(paths.joined(separator: ", ")): there already, and not overwritten"
      }
    }
  }

  /// The texts of the files by their paths.
  public var texts: [String: String]

  /// Files, by their paths.
  public init(_ texts: [String: String]) { self.texts = texts }

  /// Writes the files, each in full under another name before it takes its own; folders are made where there are none.
  ///
  /// - Parameter replacing: Whether what has such a name is replaced.
  /// - Returns: The paths, sorted.
  /// - Throws: ``Fault`` or `ReportWriterError`.
  @discardableResult
  public func write(replacing: Bool = false) throws -> [String] {
    let paths = texts.keys.sorted()
    let taken = paths.filter(FileManager.default.fileExists(atPath:))
    guard replacing || taken.isEmpty else { throw Fault.exists(taken) }
    var pending: [(temporary: String, path: String)] = []
    do {
      for path in paths {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        let folder = parts.dropLast().joined(separator: "/")
        try Folder.create(path.hasPrefix("/") && folder.isEmpty ? "/" : folder)
        let name = ".\(parts.last ?? "").\(Folder.processID).partial"
        let temporary = folder.isEmpty && !path.hasPrefix("/") ? name : "\(folder)/\(name)"
        pending.append((temporary, path))
        try Folder.write(texts[path] ?? "", to: temporary, for: path)
      }
      for file in pending { try Folder.rename(file.temporary, to: file.path) }
    } catch {
      for file in pending { Folder.remove(file.temporary) }
      throw error
    }
    return paths
  }
}
