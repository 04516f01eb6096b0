import Names

/// What lies in the project against what the lock file says.
extension PluginProject.Member {
  /// A member as it lies in its project, read once: what is compared is what is used.
  init(_ key: PluginKey, _ locked: LockFile.Entry, in root: String, _ lock: LockFile, workbench version: String) {
    self.key = key
    self.locked = locked
    folder = lock.folder(of: key)
    var difference: String?
    do throws(PackageFault) {
      try PluginProject.checkPlain(folder, in: root)
      let plugin: Plugin
      do throws(PackageFault) { plugin = try Self.plugin(key, locked, folder, in: root) } catch {
        if System.kind(of: "\(root)/\(folder)") != .nothing { difference = error.description }
        throw PackageFault("\(error); to have it again as it was: workbench plugin restore \(lock.name(of: key))")
      }
      try Self.checkApproved(plugin, locked, lock.name(of: key))
      try Self.checkEntry(plugin, locked, lock.name(of: key))
      try plugin.check(workbench: version)
      self.plugin = plugin
      // It is what was approved, so that there is nothing to restore; but nobody can load it.
      do throws(PackageFault) {
        try plugin.checkSyntax()
        fault = nil
      } catch { fault = error.description }
    } catch {
      (plugin, fault) = (nil, error.description)
    }
    edited = difference
  }

  /// The plugin that lies in a folder, if it is what the lock file says.
  private static func plugin(
    _ key: PluginKey, _ locked: LockFile.Entry, _ folder: String, in root: String
  ) throws(PackageFault) -> Plugin {
    guard System.kind(of: "\(root)/\(folder)") != .nothing else {
      throw PackageFault("\(key.words): \(folder) is not there")
    }
    let tree = try PackageFolder.read("\(root)/\(folder)", named: folder, strictly: true).tree
    guard tree.sha256 == locked.sha256 else {
      let differences = tree.difference(from: locked.files).map { "\"\($0.path)\" is \($0.change)" }
      guard !tree.differsInLineEnds(from: locked.files) else {
        throw PackageFault(
          "\(key.words): \(folder) has other line ends than \(LockFile.fileName) says, as git makes them where core.autocrlf is set"
        )
      }
      throw PackageFault(
        "\(key.words): \(folder) does not hold what \(LockFile.fileName) says"
          + (differences.isEmpty ? "" : ": " + differences.prefix(3).joined(separator: ", "))
          + (differences.count > 3 ? " and \(differences.count - 3) more" : ""))
    }
    let plugin: Plugin
    do { plugin = try Plugin(tree, of: folder) } catch { throw PackageFault("\(error)") }
    guard plugin.manifest.key == key else {
      throw PackageFault("\(key.words): \(folder) holds \(plugin.manifest.key.words)")
    }
    return plugin
  }

  /// Throws where the lock file says of a plugin what its own digest of it does not bear out.
  private static func checkEntry(_ plugin: Plugin, _ locked: LockFile.Entry, _ name: String) throws(PackageFault) {
    guard locked.files != plugin.tree.digests || locked.capabilities != plugin.manifest.capabilities else { return }
    throw PackageFault(
      "\(plugin.manifest.key.words): \(LockFile.fileName) says other files or capabilities of it than those with its SHA-256: it was "
        + "changed by hand; to have it written anew: workbench plugin update \(name)")
  }

  private static func checkApproved(
    _ plugin: Plugin, _ locked: LockFile.Entry, _ name: String
  ) throws(PackageFault) {
    let missing = plugin.manifest.capabilities.filter { !locked.capabilities.contains($0) }.map(\.rawValue)
    guard let first = missing.first else { return }
    throw PackageFault(
      "\(plugin.manifest.key.words) asks for the capability \"\(first)\", which \(LockFile.fileName) does not approve; to "
        + "approve it: workbench plugin update \(name)" + missing.map { " --allow \($0)" }.joined())
  }
}

extension PluginProject {
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

  /// A plugin is broken, too, where what it requires is.
  mutating func noteBrokenDependencies() {
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
}
