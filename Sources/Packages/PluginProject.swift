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
    /// The plugin; `nil` where it is broken.
    public let plugin: Plugin?
    /// Why it cannot be used; `nil` where it can.
    public fileprivate(set) var fault: String?
  }

  /// The project's folder.
  public let root: String
  /// Its lock file.
  public let lock: LockFile
  /// The plugins that it names, in order.
  public private(set) var members: [Member]
  /// The folders of plugins that lie there, but that it does not name.
  public let unlocked: [String]

  /// The project in which a folder lies: the nearest one above it with a `workbench.lock`, or else the folder itself.
  ///
  /// - Parameters:
  ///   - folder: The folder; the working folder without it.
  ///   - version: The version of the workbench.
  /// - Throws: `TOMLFaults` where the lock file cannot be read.
  public init(around folder: String? = nil, workbench version: String) throws {
    let folder = folder ?? System.workingFolder
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
    let path = "\(root)/\(LockFile.fileName)"
    let lock = System.kind(of: path) == .nothing ? LockFile() : try LockFile(System.read(path, most: 16 << 20))
    self.lock = lock
    members = lock.keys.compactMap { key in
      lock.entries[key].map { Self.member(key, $0, lock.folder(of: key), root: root, workbench: version) }
    }
    unlocked = Self.unlocked(in: root, lock)
    noteBrokenDependencies()
  }

  /// The member of a key.
  public func member(_ key: PluginKey) -> Member? { members.first { $0.key == key } }

  /// What each member gets where it requires others.
  var dependencies: [PluginKey: [PluginID: Version]] { lock.entries.mapValues(\.dependencies) }

  /// All that some members need, directly or through others, with themselves.
  public func closure(of keys: some Sequence<PluginKey>) -> Set<PluginKey> {
    Resolution.closure(of: keys, in: dependencies)
  }

  // MARK: - Against the lock file

  private static func member(
    _ key: PluginKey, _ locked: LockFile.Entry, _ folder: String, root: String, workbench version: String
  ) -> Member {
    do {
      try checkPlain(folder, in: root)
      guard System.kind(of: "\(root)/\(folder)") != .nothing else {
        throw PackageFault("\(key.words): \(folder) is not there; \(restoring(key, locked))")
      }
      let tree = try PackageFolder.read("\(root)/\(folder)", named: folder, strictly: true).tree
      guard tree.sha256 == locked.sha256 else {
        let differences = tree.difference(from: locked.files).map { "\"\($0.path)\" is \($0.change)" }
        throw PackageFault(
          "\(key.words): \(folder) does not hold what \(LockFile.fileName) says"
            + (differences.isEmpty ? "" : ": " + differences.prefix(3).joined(separator: ", "))
            + (differences.count > 3 ? " and \(differences.count - 3) more" : "") + "; \(restoring(key, locked))")
      }
      let plugin = try Plugin(tree, of: folder)
      guard plugin.manifest.key == key else {
        throw PackageFault("\(key.words): \(folder) holds \(plugin.manifest.key.words); \(restoring(key, locked))")
      }
      for capability in plugin.manifest.capabilities where !locked.capabilities.contains(capability) {
        throw PackageFault(
          "\(key.words) asks for the capability \"\(capability.rawValue)\", which \(LockFile.fileName) does not approve; "
            + restoring(key, locked))
      }
      try plugin.check(workbench: version)
      return Member(key: key, locked: locked, folder: folder, plugin: plugin, fault: nil)
    } catch {
      return Member(key: key, locked: locked, folder: folder, plugin: nil, fault: "\(error)")
    }
  }

  /// Throws where a folder on the way to a plugin is a link: what lies behind it is not the project's.
  static func checkPlain(_ folder: String, in root: String) throws(PackageFault) {
    var path = ""
    for part in folder.split(separator: "/").dropLast() {
      path += (path.isEmpty ? "" : "/") + part
      if System.kind(of: "\(root)/\(path)") == .link {
        throw PackageFault("\(path) is a link; the plugins of a project lie in the project")
      }
    }
  }

  /// What to do to have again what the lock file says.
  private static func restoring(_ key: PluginKey, _ locked: LockFile.Entry) -> String {
    "to have it again as it was: workbench plugin add \(locked.source)"
      + (locked.commit == nil ? "" : "@\(key.version)")
  }

  /// A plugin is broken, too, where what it requires is.
  private mutating func noteBrokenDependencies() {
    do throws(PackageFault) { try Resolution.checkCycles(dependencies) } catch {
      for index in members.indices where members[index].fault == nil {
        let needed = closure(of: [members[index].key])
        if needed.contains(where: { key in closure(of: directly(key)).contains(key) }) {
          members[index].fault = error.description
        }
      }
    }
    var isSettled = false
    while !isSettled {
      isSettled = true
      for index in members.indices where members[index].fault == nil {
        guard let fault = dependencyFault(of: members[index]) else { continue }
        members[index].fault = fault
        isSettled = false
      }
    }
  }

  private func directly(_ key: PluginKey) -> [PluginKey] {
    (lock.entries[key]?.dependencies ?? [:]).map { PluginKey($0.key, $0.value) }
  }

  private func dependencyFault(of member: Member) -> String? {
    for (id, requirement) in (member.plugin?.manifest.dependencies ?? [:]).sorted(by: { $0.key < $1.key }) {
      guard let version = member.locked.dependencies[id], requirement.admits(version),
        let needed = self.member(PluginKey(id, version))
      else { return "\(member.key.words) needs \(id) \(requirement), which \(LockFile.fileName) does not give it" }
      if let fault = needed.fault { return "\(member.key.words) needs \(needed.key.words), which is broken: \(fault)" }
    }
    return nil
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

  /// Throws where anything is not as the lock file says, or the lock file is not what the plugins would give: for runs that must
  /// change nothing.
  public func checkFrozen() throws(PackageFault) {
    if let fault = members.compactMap(\.fault).first { throw PackageFault("--frozen: \(fault)") }
    if let folder = unlocked.first {
      throw PackageFault(
        "--frozen: \(folder) is not in \(LockFile.fileName); to add it: workbench plugin add \(folder)")
    }
    var needs: [PluginKey: [PluginID: VersionRequirement]] = [:]
    for member in members { needs[member.key] = member.plugin?.manifest.dependencies ?? [:] }
    let resolved = try Resolution(needs).dependencies
    for member in members where resolved[member.key] ?? [:] != member.locked.dependencies {
      throw PackageFault(
        "--frozen: \(LockFile.fileName) would give \(member.key.words) other versions of what it requires")
    }
  }
}
