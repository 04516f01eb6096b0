/// The names by which several files or folders are told apart: as little of their paths as does so.
enum TrialNames {
  /// A name for each path, in order.
  ///
  /// The last component in which they differ, without the extension of a file: `a/adam` and `b/adam` are `a` and `b`.
  /// Where these are not all different, as many components before it as it takes.
  static func names(of paths: [String]) -> [String] {
    var components = paths.map { path in
      var components = path.split(separator: "/").map(String.init).filter { $0 != "." }
      if let last = components.popLast() { components.append(Paths.isFolder(path) ? last : Paths.stem(last)) }
      return components.isEmpty ? [path] : components
    }
    while components.allSatisfy({ $0.count > 1 }), Set(components.compactMap(\.last)).count == 1 {
      for index in components.indices { components[index].removeLast() }
    }
    let longest = components.map(\.count).max() ?? 1
    for length in 1...max(longest, 1) {
      let names = components.map { $0.suffix(length).joined(separator: "/") }
      if Set(names).count == names.count { return names }
    }
    return paths.indices.map { "\(components[$0].joined(separator: "/")) (\($0 + 1))" }
  }
}
