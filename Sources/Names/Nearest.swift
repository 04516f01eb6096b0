/// The known name that a misspelt one was probably meant to be.
public enum Nearest {
  /// The name nearest to `name`, or `nil` where none is near enough to be worth a suggestion.
  ///
  /// Distance counts insertions, deletions, substitutions and exchanges of neighbours, without regard to case
  /// (Damerau 1964, doi:10.1145/363958.363994, in the restricted form). A name counts as near within a third of its
  /// length, and at least within two (one, where it has three letters or fewer); ties go to the first.
  public static func name(to name: String, among names: some Sequence<String>) -> String? {
    let length = min(name.lowercased().utf8.count, 64)
    return self.name(to: name, among: names, within: max(length > 3 ? 2 : 1, length / 3))
  }

  /// The name nearest to `name`, or `nil` where none is within a distance, or where nothing of `name` would be left.
  public static func name(to name: String, among names: some Sequence<String>, within most: Int) -> String? {
    let sought = Array(name.lowercased().utf8.prefix(64))
    var best: (name: String, distance: Int)?
    for candidate in names {
      let distance = distance(sought, Array(candidate.lowercased().utf8.prefix(64)))
      if distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    guard let best, best.distance <= most, best.distance < max(sought.count, 1) else { return nil }
    return best.name
  }

  private static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var before: [Int] = []
    var previous = Array(0...b.count)
    for i in 0..<a.count {
      var current = [i + 1]
      for j in 0..<b.count {
        var least = min(previous[j + 1] + 1, current[j] + 1, previous[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { least = min(least, before[j - 1] + 1) }
        current.append(least)
      }
      before = previous
      previous = current
    }
    return previous[b.count]
  }
}
