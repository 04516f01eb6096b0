extension ProjectChange {
  /// The plugins were changed by another command after a change was planned, and before it was made.
  public struct Outdated: Error, Sendable, CustomStringConvertible {
    /// What happened, and that nothing was lost.
    public let description =
      "another command has changed \(LockFile.fileName) in the meantime; nothing was changed: give this command again"
  }

  /// Makes the change: whatever goes wrong on the way, the project is then as it was.
  ///
  /// - Parameter waiting: Hears where another command is waited for.
  /// - Throws: ``PackageFault`` where it cannot be made, and ``Outdated`` where it was planned for other plugins.
  public func commit(waiting: (String) -> Void = { _ in }) throws {
    let hold = try Hold(
      "\(project.root)/.\(LockFile.fileName).busy", changing: "the plugins of this project", waiting: waiting)
    guard try PluginProject.readLock(in: project.root) == project.lock else { throw Outdated() }
    try makeAll()
    _ = consume hold
  }

  private func makeAll() throws(PackageFault) {
    let plugins = "\(project.root)/Plugins"
    for folder in lock.keys.map(lock.folder) + project.lock.keys.map(project.lock.folder) {
      try PluginProject.checkPlain(folder, in: project.root)
    }
    try System.makeFolder(plugins)
    // What a command left behind that was ended halfway, unless it holds what was taken out and not put back.
    for name in try System.names(in: plugins) where name.hasPrefix(".staging-") {
      let inside = try System.names(in: "\(plugins)/\(name)")
      if !inside.contains(where: { $0.hasPrefix("old-") }) { System.remove("\(plugins)/\(name)") }
    }
    let stage = try System.makeTemporaryFolder("\(plugins)/.staging-")
    var moves = Moves()
    defer {
      // What could not be put back stays there.
      if !moves.isStuck { System.remove(stage) }
      // Folders of teams that are left empty, and that of all plugins.
      for team in (try? System.names(in: plugins)) ?? [] {
        System.removeEmpty("\(plugins)/\(team)", below: project.root)
      }
      System.removeEmpty(plugins, below: project.root)
    }
    do { try make(in: stage, &moves) } catch {
      moves.undo()
      throw error
    }
    keepBytes(in: plugins)
  }

  /// Has Git, where the project is kept in it, change no line end of a plugin: its files are compared byte by byte.
  private func keepBytes(in plugins: String) {
    let path = "\(plugins)/.gitattributes"
    let text = Array("# Plugins are compared byte by byte: no line end of theirs may change.\n* -text\n".utf8)
    if !lock.entries.isEmpty {
      if System.kind(of: path) == .nothing { try? System.write(text, to: path) }
    } else if (try? System.read(path, most: 1000)) == text {
      System.remove(path)
    }
  }

  private func make(in stage: String, _ moves: inout Moves) throws(PackageFault) {
    let root = project.root
    for (index, key) in lock.keys.enumerated() {
      guard let tree = written[key], !(try isInPlace(key, tree)) else { continue }
      try PackageFolder.write(tree, to: "\(stage)/new-\(index)")
    }
    try System.write(Array(lock.text.utf8), to: "\(stage)/\(LockFile.fileName)")
    // What goes or moves is taken out first, so that every place is free.
    var taken: [PluginKey: String] = [:]
    for (index, key) in project.lock.keys.enumerated() {
      let old = project.lock.folder(of: key)
      let stays = lock.entries[key] != nil && lock.folder(of: key) == old && written[key] == nil
      guard !stays, System.kind(of: "\(root)/\(old)") != .nothing else { continue }
      taken[key] = "\(stage)/old-\(index)"
      try moves.move("\(root)/\(old)", to: "\(stage)/old-\(index)")
    }
    for (index, key) in lock.keys.enumerated() {
      let place = "\(root)/\(lock.folder(of: key))"
      let source = written[key] == nil ? taken[key] : "\(stage)/new-\(index)"
      guard let source, System.kind(of: source) == .folder else { continue }
      guard System.kind(of: place) == .nothing else {
        throw PackageFault(
          "\(lock.folder(of: key)) is there already, but not in \(LockFile.fileName): move it away, or add it where it is: "
            + "workbench plugin add \(lock.folder(of: key))")
      }
      try System.makeFolder(String(place[..<(place.lastIndex(of: "/") ?? place.endIndex)]))
      try moves.move(source, to: place)
    }
    try System.move("\(stage)/\(LockFile.fileName)", to: "\(root)/\(LockFile.fileName)")
  }

  /// Whether a plugin that is added lies where it belongs already, as somebody wrote it there.
  private func isInPlace(_ key: PluginKey, _ tree: PackageTree) throws(PackageFault) -> Bool {
    let place = lock.folder(of: key)
    guard project.lock.entries[key] == nil, System.kind(of: "\(project.root)/\(place)") == .folder else { return false }
    return try PackageFolder.read("\(project.root)/\(place)", named: place, strictly: true).tree == tree
  }
}

/// Renames that can be taken back.
private struct Moves {
  private var done: [(from: String, to: String)] = []
  /// Whether something could not be put back.
  private(set) var isStuck = false

  mutating func move(_ from: String, to: String) throws(PackageFault) {
    try System.move(from, to: to)
    done.append((from, to))
  }

  mutating func undo() {
    for (from, to) in done.reversed() {
      do { try System.move(to, to: from) } catch { isStuck = true }
    }
    done = []
  }
}
