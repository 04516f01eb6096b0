/// The known name that a misspelt one was probably meant to be.
///
/// It is the one measure of the house: columns, levels, arguments, functions, variables of scripts and words of Lua are all
/// suggested by it.
public enum Nearest {
  /// The name nearest to `name`, or `nil` where none is near enough to be worth a suggestion.
  ///
  /// Blanks at the ends and the difference between large and small letters cost nothing. An exchange of neighbours, a letter too
  /// many and one too few cost 2, another letter in the place of one costs 3 (Damerau 1964, doi:10.1145/363958.363994, in the
  /// restricted form): `CRR` is rather `CR` than `CRi`. A name is near where it costs no more than its letters, three for each
  /// change from six letters on:
  ///
  ///     letters  1   2                     3             4                    5        6      9      12
  ///     allowed  –   exchange or 1 letter  one change    2 letters more/less  …        two    three  four
  ///
  /// Where none is near, a name that begins with three letters or more that were written is taken, the shortest of them. Ties go
  /// to the first.
  public static func name(to name: String, among names: some Sequence<String>) -> String? {
    let sought = letters(name)
    let count = sought.count
    let most = count < 6 ? (count < 2 ? 0 : count) : count / 3 * 3
    return nearest(to: sought, among: names, most: most, letters: count < 6 ? most / 2 : count / 3)
      ?? beginning(with: sought, among: names)
  }

  /// The name nearest to `name`, or `nil` where none is within so many changes.
  public static func name(to name: String, among names: some Sequence<String>, within changes: Int) -> String? {
    nearest(to: letters(name), among: names, most: 3 * changes, letters: changes)
  }

  private static func letters(_ name: String) -> [UInt8] {
    let folded = name.lowercased().utf8.drop { $0 == UInt8(ascii: " ") }
    let end = folded.lastIndex { $0 != UInt8(ascii: " ") }.map { folded.index(after: $0) } ?? folded.startIndex
    return Array(folded[folded.startIndex..<end].prefix(64))
  }

  /// The name at the least cost, of those that cost no more than `most` and have no more than so many letters more or fewer.
  private static func nearest(
    to sought: [UInt8], among names: some Sequence<String>, most: Int, letters more: Int
  ) -> String? {
    var best: (name: String, cost: Int)?
    for candidate in names {
      let known = letters(candidate)
      guard abs(known.count - sought.count) <= more else { continue }
      let cost = cost(sought, known)
      if cost <= most, cost < best?.cost ?? .max { best = (candidate, cost) }
    }
    return best?.name
  }

  private static func beginning(with sought: [UInt8], among names: some Sequence<String>) -> String? {
    guard sought.count >= 3 else { return nil }
    return names.filter { letters($0).starts(with: sought) }.min { $0.utf8.count < $1.utf8.count }
  }

  private static func cost(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var before: [Int] = []
    var previous = (0...b.count).map { 2 * $0 }
    for i in 0..<a.count {
      var current = [2 * (i + 1)]
      for j in 0..<b.count {
        var least = min(previous[j + 1] + 2, current[j] + 2, previous[j] + (a[i] == b[j] ? 0 : 3))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { least = min(least, before[j - 1] + 2) }
        current.append(least)
      }
      before = previous
      previous = current
    }
    return previous[b.count]
  }
}
