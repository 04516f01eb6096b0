public import Names

/// A change to the plugins of a project: planned as a whole, shown, and then made as a whole or not at all.
public struct ProjectChange: Sendable {
  /// What becomes of one plugin.
  public struct Step: Sendable {
    /// The plugin as it will be; `nil` where it is removed.
    public let new: PluginKey?
    /// The plugin as it was; `nil` where it is new.
    public let old: PluginKey?
    /// The files that differ.
    public let files: [(path: PackagePath, change: String)]
    /// The lines that go and come, with `-` and `+`, of its manifest and of its Lua files.
    public let lines: [(path: PackagePath, lines: [String])]
    /// What it may do then and might not before.
    public let grown: [Capability]
    /// Where it came from, if it comes from elsewhere now, and where from.
    public var moved: Moved?
    /// What somebody changed in its folder, which goes with this.
    public var edited: String?

    /// Another source.
    public struct Moved: Sendable, Hashable {
      /// Where it came from.
      public let old: String
      /// Where it comes from.
      public let new: String
    }
  }

  /// What becomes of each plugin that changes, in order.
  public let steps: [Step]
  /// The lock file as it will be.
  public let lock: LockFile

  let project: PluginProject
  /// The files of each plugin that is written.
  let written: [PluginKey: PackageTree]

  /// Whether nothing changes.
  public var isEmpty: Bool { lock == project.lock && written.isEmpty }

  /// Plans to add plugins, each in place of its older versions, and to remove some.
  ///
  /// - Parameters:
  ///   - added: The plugins that are added.
  ///   - removed: The plugins that are removed, in all versions.
  ///   - project: The project.
  /// - Throws: ``PackageFault`` where they do not go together.
  public init(
    adding added: [PluginSource.Fetched] = [], removing removed: [PluginID] = [], in project: PluginProject
  ) throws(PackageFault) {
    self.project = project
    var entries = project.lock.entries.filter { !removed.contains($0.key.id) }
    var needs: [PluginKey: [PluginID: VersionRequirement]] = [:]
    for key in entries.keys.sorted() { needs[key] = try Self.needs(of: key, in: project, without: removed) }
    var written: [PluginKey: PackageTree] = [:]
    for fetched in added {
      let plugin = fetched.plugin
      let key = plugin.manifest.key
      guard written[key] == nil else { throw PackageFault("\(key.words) is given twice") }
      try Self.checkOwnCopy(fetched, in: project)
      entries[key] = LockFile.Entry(of: plugin, from: fetched.source, commit: fetched.commit)
      needs[key] = plugin.manifest.dependencies
      written[key] = plugin.tree
    }
    try Self.checkLooks(Set(entries.keys.map(\.id)).sorted())
    let resolved = try Resolution(needs).dependencies
    for key in entries.keys { entries[key]?.dependencies = resolved[key] ?? [:] }
    var lock = LockFile()
    lock.entries = Self.pruned(entries)
    for key in written.keys.sorted() where lock.entries[key] == nil {
      let main = entries.keys.filter { $0.id == key.id }.max() ?? key
      throw PackageFault(
        "\(key.words) is older than \(main.version), which is here, and nothing needs it; to go back to it, remove the newer "
          + "one first: workbench plugin remove \(key.id)")
    }
    self.lock = lock
    self.written = written.filter { key, tree in
      project.lock.entries[key]?.sha256 != lock.entries[key]?.sha256 || project.member(key)?.plugin == nil
    }
    steps =
      Self.steps(from: project, to: lock, added)
      + Self.again(Array(self.written.keys), in: project, lock, isAsked: false)
  }

  /// Plans to have plugins again as the lock file says that they are.
  ///
  /// - Parameters:
  ///   - restored: The plugins, as they are at their sources.
  ///   - project: The project.
  /// - Throws: ``PackageFault`` where a source does not hold any more what the lock file says.
  public init(restoring restored: [PluginSource.Fetched], in project: PluginProject) throws(PackageFault) {
    self.project = project
    lock = project.lock
    var written: [PluginKey: PackageTree] = [:]
    for fetched in restored {
      let key = fetched.plugin.manifest.key
      guard let locked = lock.entries[key], locked.sha256 == fetched.plugin.sha256 else {
        throw PackageFault(
          "\(fetched.source): holds \(key.words) with other files now than \(LockFile.fileName) says; to have it as it is "
            + "there: workbench plugin update \(key.id)")
      }
      written[key] = fetched.plugin.tree
    }
    self.written = written
    steps = Self.again(Array(written.keys), in: project, lock, isAsked: true)
  }

  /// Throws where what is added is the project's own copy of a plugin that came from elsewhere: it would no longer be known from
  /// where, and there would be nothing to restore what was changed.
  private static func checkOwnCopy(
    _ fetched: PluginSource.Fetched, in project: PluginProject
  ) throws(PackageFault) {
    for key in project.lock.keys where key.id == fetched.plugin.manifest.key.id {
      let place = project.lock.folder(of: key)
      guard place == fetched.source, let entry = project.lock.entries[key], entry.source != place else { continue }
      throw PackageFault(
        "\(place) is this project's own copy of \(key.words), which came from \(entry.source); to have it again as it was: "
          + "workbench plugin restore \(key.id); to keep what was changed in it, copy the folder to another place and add that"
      )
    }
  }

  /// Throws where two ids look alike: whoever reads a script would take one for the other.
  private static func checkLooks(_ ids: [PluginID]) throws(PackageFault) {
    for (id, other) in zip(ids.indices, ids).flatMap({ index, id in ids[..<index].map { (id, $0) } })
    where id.look == other.look {
      throw PackageFault(
        "\(id) looks like \(other), and one would be taken for the other; if it is the one that is meant, remove the other first"
      )
    }
  }

  /// Drops the older versions that nothing needs.
  private static func pruned(_ entries: [PluginKey: LockFile.Entry]) -> [PluginKey: LockFile.Entry] {
    var newest: [PluginID: PluginKey] = [:]
    for key in entries.keys { newest[key.id] = max(newest[key.id] ?? key, key) }
    let kept = Resolution.closure(of: newest.values, in: entries.mapValues(\.dependencies))
    return entries.filter { kept.contains($0.key) }
  }

  /// What a plugin of a project requires; where it is broken, what the lock file gave it.
  private static func needs(
    of key: PluginKey, in project: PluginProject, without removed: [PluginID]
  ) throws(PackageFault) -> [PluginID: VersionRequirement] {
    var needs: [PluginID: VersionRequirement] = [:]
    if let plugin = project.member(key)?.plugin {
      needs = plugin.manifest.dependencies
    } else {
      for (id, version) in project.lock.entries[key]?.dependencies ?? [:] {
        needs[id] = try VersionRequirement("= \(version)")
      }
    }
    for id in removed where needs[id] != nil {
      throw PackageFault("\(id) is needed by \(key.words); remove that first, or both at once")
    }
    return needs
  }

  // MARK: - What is shown

  /// The plugins that are written again, and are then as the lock file says already; where nobody asked for that, with what goes.
  private static func again(
    _ written: [PluginKey], in project: PluginProject, _ lock: LockFile, isAsked: Bool
  ) -> [Step] {
    written.sorted().filter { key in
      let (old, new) = (project.lock.entries[key], lock.entries[key])
      return old?.sha256 == new?.sha256 && old?.capabilities == new?.capabilities
    }.map { key in
      Step(
        new: key, old: key, files: [], lines: [], grown: [], edited: isAsked ? nil : project.member(key)?.edited
      )
    }
  }

  private static func steps(from project: PluginProject, to lock: LockFile, _ added: [PluginSource.Fetched]) -> [Step] {
    var steps: [Step] = []
    for key in lock.keys {
      let (there, entry) = (project.lock.entries[key], lock.entries[key])
      guard let entry, there?.sha256 != entry.sha256 || there?.capabilities != entry.capabilities,
        let plugin = added.first(where: { $0.plugin.manifest.key == key })?.plugin
      else { continue }
      let old = there == nil ? project.lock.main(key.id) : key
      let before = old.flatMap { project.lock.entries[$0] }
      let known = before?.capabilities ?? []
      steps.append(
        Step(
          new: key, old: old, files: plugin.tree.difference(from: before?.files ?? [:]),
          lines: lines(of: plugin, against: old.flatMap(project.member)?.plugin),
          grown: before == nil ? [] : plugin.manifest.capabilities.filter { !known.contains($0) },
          moved: before.flatMap {
            $0.source == entry.source ? nil : Step.Moved(old: $0.source, new: entry.source)
          }, edited: old.map(project.lock.folder) == entry.source ? nil : old.flatMap(project.member)?.edited))
    }
    for key in project.lock.keys where lock.entries[key] == nil && !steps.contains(where: { $0.old == key }) {
      steps.append(Step(new: nil, old: key, files: [], lines: [], grown: []))
    }
    return steps
  }

  /// What goes and comes in the manifest, whole, and in files of Lua, as far as that can be taken in at a glance.
  private static func lines(of new: Plugin, against old: Plugin?) -> [(path: PackagePath, lines: [String])] {
    guard let old else { return [] }
    let changed = new.tree.difference(from: old.tree.digests).filter { $0.change == "changed" }.map(\.path)
    let manifest = changed.filter { $0.description == PluginManifest.fileName }
    return (manifest + changed.filter { $0.module != nil }).map { path in
      let lines = LineDifference(old.tree[path.description] ?? [], new.tree[path.description] ?? [])
      return (path, manifest.contains(path) ? lines.all : lines.first)
    }
  }
}
