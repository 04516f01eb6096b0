/// Which version of each plugin another one gets, where it requires it.
///
/// Each gets the highest that is there and will do for it: two that need different versions of a third each get theirs.
public struct Resolution: Sendable, Hashable {
  /// What each plugin gets.
  public let dependencies: [PluginKey: [PluginID: Version]]

  /// The versions that plugins get.
  ///
  /// - Parameter needs: What each plugin requires.
  /// - Throws: ``PackageFault`` where a plugin is missing, or a cycle goes through some.
  public init(_ needs: [PluginKey: [PluginID: VersionRequirement]]) throws(PackageFault) {
    var dependencies: [PluginKey: [PluginID: Version]] = [:]
    for key in needs.keys.sorted() {
      for id in (needs[key] ?? [:]).keys.sorted() {
        guard let requirement = needs[key]?[id] else { continue }
        let there = needs.keys.filter { $0.id == id }.map(\.version).sorted()
        guard let version = there.last(where: requirement.admits) else {
          throw PackageFault(
            "\(key.words) needs \(id) \(requirement), "
              + (there.isEmpty ? "which is not here" : "here is \(there.map(\.description).listed)")
              + "; add it together with it: workbench plugin add … …")
        }
        dependencies[key, default: [:]][id] = version
      }
    }
    self.dependencies = dependencies
    try Self.checkCycles(dependencies)
  }

  /// Throws where plugins require each other in a circle: the way round, and which requirement closes it.
  static func checkCycles(_ dependencies: [PluginKey: [PluginID: Version]]) throws(PackageFault) {
    var finished: Set<PluginKey> = []
    func visit(_ key: PluginKey, _ path: [PluginKey]) throws(PackageFault) {
      if let start = path.firstIndex(of: key) {
        let circle = path[start...]
        let last = circle.last ?? key
        throw PackageFault(
          "plugins require each other in a circle: "
            + (circle + [key]).map(\.words).joined(separator: " → ")
            + "; remove \"\(key.id)\" from the [dependencies] of \(last.id)")
      }
      guard !finished.contains(key) else { return }
      for (id, version) in (dependencies[key] ?? [:]).sorted(by: { $0.key < $1.key }) {
        try visit(PluginKey(id, version), path + [key])
      }
      finished.insert(key)
    }
    for key in dependencies.keys.sorted() { try visit(key, []) }
  }

  /// All that some plugins need, directly or through others, with themselves.
  public static func closure(
    of keys: some Sequence<PluginKey>, in dependencies: [PluginKey: [PluginID: Version]]
  ) -> Set<PluginKey> {
    var found: Set<PluginKey> = []
    var open = Array(keys)
    while let key = open.popLast() {
      guard found.insert(key).inserted else { continue }
      for (id, version) in dependencies[key] ?? [:] { open.append(PluginKey(id, version)) }
    }
    return found
  }
}
