import CLuaShim

/// Suggestions for names that nobody knows.
public enum LuaNames {
  /// The known name that is nearest to an unknown one, if any is near enough to be meant.
  ///
  /// The distance counts letters added, dropped, changed, or swapped with their neighbour (Damerau 1964,
  /// doi:10.1145/363958.363994), letters of either case being the same; up to a third of the letters may differ.
  ///
  /// - Parameters:
  ///   - name: The unknown name.
  ///   - known: The known ones; among equally near names the first in byte order wins.
  /// - Returns: The nearest, or nil.
  public static func nearest(to name: String, in known: some Sequence<String>) -> String? {
    let length = name.utf8.count
    var limit = UInt32(length < 3 ? 1 : (length + 2) / 3)
    var best: String?
    for candidate in known where candidate != name {
      let distance = wb_name_distance(name, length, candidate, candidate.utf8.count, limit)
      guard distance <= limit else { continue }
      if distance == limit, let best, best <= candidate { continue }
      best = candidate
      limit = distance
    }
    return best
  }
}
