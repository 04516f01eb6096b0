import Names

/// The plugins of a project: what its `workbench.lock` says, and what lies in its `Plugins/`.
public struct PluginProject: Sendable {
  /// A plugin that the lock file names.
  public struct Member: Sendable {
    /// Which.
    public let key: PluginKey
    /// What the lock file says of it.
    public let locked: LockFile.Entry
    /// Where it lies in the project.
    public let folder: String
    /// The plugin; `nil` where it is not what the lock file approves.
    public let plugin: Plugin?
    /// Why it cannot be used; `nil` where it can.
    public internal(set) var fault: String?
    /// What differs in its folder from what the lock file says; `nil` where nothing does, or nothing is there.
    let edited: String?
  }

  /// The project's folder.
  public let root: String
  /// Its lock file.
  public let lock: LockFile
  /// The plugins that it names, in order.
  public internal(set) var members: [Member]
  /// The folders of plugins that lie there, but that it does not name.
  public let unlocked: [String]
  /// Whether it has a lock file.
  public let isLocked: Bool
  /// The version of the workbench.
  private let version: String

  /// The project in which a folder lies: the nearest one above it with a `workbench.lock`, or else the folder itself.
  ///
  /// - Parameters:
  ///   - folder: The folder; the working folder without it.
  ///   - version: The version of the workbench.
  /// - Throws: `TOMLFaults` where the lock file cannot be read.
  public init(around folder: String? = nil, workbench version: String) throws {
    let folder = System.resolved(folder ?? System.workingFolder)
    var root = folder
    while System.kind(of: "\(root)/\(LockFile.fileName)") == .nothing {
      guard let slash = root.lastIndex(of: "/"), slash != root.startIndex else {
        root = folder
        break
      }
      root = String(root[..<slash])
    }
    try self.init(root: root, workbench: version)
  }

  /// The project in a folder.
  ///
  /// - Parameters:
  ///   - root: The folder.
  ///   - version: The version of the workbench.
  /// - Throws: `TOMLFaults` where the lock file cannot be read.
  public init(root: String, workbench version: String) throws {
    self.root = root
    self.version = version
    isLocked = System.kind(of: "\(root)/\(LockFile.fileName)") != .nothing
    let lock = try Self.readLock(in: root)
    self.lock = lock
    members = lock.keys.compactMap { key in
      lock.entries[key].map { Member(key, $0, in: root, lock, workbench: version) }
    }
    unlocked = Self.unlocked(in: root, lock)
    noteBrokenDependencies()
  }

  /// The lock file in a folder; one of no plugins where there is none.
  static func readLock(in root: String) throws -> LockFile {
    let path = "\(root)/\(LockFile.fileName)"
    return System.kind(of: path) == .nothing ? LockFile() : try LockFile(System.read(path, most: 16 << 20))
  }

  /// Plans a change and makes it; where another command changes the plugins in between, it is planned anew.
  ///
  /// - Parameters:
  ///   - waiting: Hears where another command is waited for.
  ///   - plan: Plans the change for the plugins as they are.
  /// - Returns: The change that was made.
  /// - Throws: What planning throws, or `PackageFault` where it cannot be made.
  public func changed(
    waiting: (String) -> Void = { _ in }, _ plan: (PluginProject) throws -> ProjectChange
  ) throws -> ProjectChange {
    var project = self
    while true {
      let change = try plan(project)
      if change.isEmpty { return change }
      do {
        try change.commit(waiting: waiting)
        return change
      } catch is ProjectChange.Outdated {
        project = try PluginProject(root: root, workbench: version)
      }
    }
  }

  /// The member of a key.
  public func member(_ key: PluginKey) -> Member? { members.first { $0.key == key } }

  /// The member that lies in a folder.
  public func member(in folder: String) -> Member? {
    let folder = System.resolved(folder)
    return members.first { System.resolved("\(root)/\($0.folder)") == folder }
  }

  /// What each member gets where it requires others.
  var dependencies: [PluginKey: [PluginID: Version]] { lock.entries.mapValues(\.dependencies) }

  /// All that some members need, directly or through others, with themselves.
  public func closure(of keys: some Sequence<PluginKey>) -> Set<PluginKey> {
    Resolution.closure(of: keys, in: dependencies)
  }

  // MARK: - Beside the lock file

  private static func unlocked(in root: String, _ lock: LockFile) -> [String] {
    let known = Set(lock.keys.map(lock.folder))
    var found: [String] = []
    for team in (try? System.names(in: "\(root)/Plugins")) ?? [] where !team.hasPrefix(".") {
      for name in (try? System.names(in: "\(root)/Plugins/\(team)")) ?? [] {
        let folder = "Plugins/\(team)/\(name)"
        guard !known.contains(folder), System.kind(of: "\(root)/\(folder)/\(PluginManifest.fileName)") != .nothing
        else {
          continue
        }
        found.append(folder)
      }
    }
    return found
  }

  /// All that is not as the lock file says, and where the lock file is not what the plugins would give.
  public var faults: [String] {
    var faults = members.compactMap(\.fault)
    faults += unlocked.map { "\($0) is not in \(LockFile.fileName)" + Self.adding($0) }
    guard faults.isEmpty else { return faults }
    var needs: [PluginKey: [PluginID: VersionRequirement]] = [:]
    for member in members { needs[member.key] = member.plugin?.manifest.dependencies ?? [:] }
    do throws(PackageFault) {
      let resolved = try Resolution(needs).dependencies
      return members.filter { resolved[$0.key] ?? [:] != $0.locked.dependencies }.map {
        "\(LockFile.fileName) would give \($0.key.words) other versions of what it requires; to have it so: workbench plugin "
          + "update \(lock.name(of: $0.key))"
      }
    } catch { return [error.description] }
  }

  /// How a folder that lies in `Plugins/` is added, where its name is one that a plugin can have.
  public static func adding(_ folder: String) -> String {
    let isPlace = (try? PluginID(String(folder.dropFirst("Plugins/".count)))) != nil
    return isPlace
      ? "; to add it: workbench plugin add \(folder)" : "; its name is none of a plugin: move it away"
  }

  /// Throws where anything is not as the lock file says, or the lock file is not what the plugins would give: for runs that must
  /// change nothing.
  public func checkFrozen() throws(PackageFault) {
    let faults = faults
    if !faults.isEmpty { throw PackageFault("--frozen: " + faults.joined(separator: "\n")) }
  }
}
