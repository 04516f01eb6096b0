#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The files of which a run is made: the script, the modules beside it, the data, and the plugins of the project with what is
/// locked and trusted of them; seen by their times and sizes.
///
/// They are looked at again and again, since no system tells of all changes: not of those on network drives, nor of editors that
/// write another file and rename it.
public struct WatchedFiles: Sendable {
  /// What a file looked like.
  fileprivate struct Look: Equatable, Sendable {
    var modified: Date?
    var size: Int?
  }

  /// What all files looked like, by their paths.
  public struct State: Equatable, Sendable {
    fileprivate var looks: [String: Look] = [:]

    /// The paths of which something is different, sorted.
    public func changes(since earlier: State) -> [String] {
      Set(looks.keys).union(earlier.looks.keys).filter { looks[$0] != earlier.looks[$0] }.sorted()
    }
  }

  private let script: String
  private let folder: String
  private let data: [String]
  private let plugins: [String]

  /// The files of a run.
  ///
  /// - Parameters:
  ///   - script: The path of the script.
  ///   - data: The paths of the data: files, or folders of them.
  ///   - plugins: The paths of what tells which plugins there are: files, or folders that are looked through in depth.
  public init(script: String, data: [String], plugins: [String] = []) {
    self.script = script
    self.plugins = plugins
    let parent = script.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    folder = parent.isEmpty ? (script.hasPrefix("/") ? "/" : ".") : parent
    self.data = data
  }

  /// What the files look like now.
  public var state: State {
    var state = State()
    state.looks[script] = Self.look(script)
    for name in Self.names(in: folder) where name.hasSuffix(".lua") {
      let path = folder == "." ? name : "\(folder)/\(name)"
      state.looks[path] = Self.look(path)
    }
    for path in data {
      state.looks[path] = Self.look(path)
      for name in Self.names(in: path) { state.looks["\(path)/\(name)"] = Self.look("\(path)/\(name)") }
    }
    for path in plugins { Self.lookInDepth(path, &state) }
    return state
  }

  /// Looks at a file, or at all files of a folder; hidden ones come and go while plugins are changed, and links are not
  /// followed, which could lead in circles.
  private static func lookInDepth(_ path: String, _ state: inout State) {
    state.looks[path] = look(path)
    guard (try? FileManager.default.destinationOfSymbolicLink(atPath: path)) == nil else { return }
    for name in names(in: path) where !name.hasPrefix(".") { lookInDepth("\(path)/\(name)", &state) }
  }

  /// The names in a folder; none where the path is none.
  private static func names(in folder: String) -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
  }

  private static func look(_ path: String) -> Look? {
    // A link looks like what it leads to.
    let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    guard let attributes = try? FileManager.default.attributesOfItem(atPath: target) else { return nil }
    // What a folder looks like says nothing that its files do not.
    guard attributes[.type] as? FileAttributeType != .typeDirectory else { return nil }
    return Look(modified: attributes[.modificationDate] as? Date, size: attributes[.size] as? Int)
  }
}
