/// The levels of one category in several trials, as one list.
///
/// Levels that are in natural order in every trial stay so. Otherwise the order is the first trial's; a level that only a
/// later one has comes after the level that stands before it there, or before all where none does.
struct LevelUnion {
  /// The levels, each once.
  private(set) var levels: [String] = []
  /// The positions of lists whose levels stand in another order than in the union.
  private(set) var reordered: [Int] = []

  /// Unites lists of levels, of which each has every level once.
  init(_ lists: [[String]]) {
    var known: Set<String> = []
    if lists.allSatisfy(Self.isNatural) {
      levels = lists.joined().filter { known.insert($0).inserted }.sorted(by: NaturalOrder.precedes)
      return
    }
    for list in lists {
      var added: [String?: [String]] = [:]
      var before: String?
      for level in list {
        if known.contains(level) { before = level } else { added[before, default: []].append(level) }
      }
      known.formUnion(list)
      let first = added[nil] ?? []
      let anchored = levels.flatMap { [$0] + (added[$0] ?? []) }
      levels = before == nil ? anchored + first : first + anchored
    }
    let places = Dictionary(levels.enumerated().map { ($1, $0) }) { first, _ in first }
    reordered = lists.indices.filter { index in
      let order = lists[index].compactMap { places[$0] }
      return zip(order, order.dropFirst()).contains { $0 > $1 }
    }
  }

  private static func isNatural(_ levels: [String]) -> Bool {
    zip(levels, levels.dropFirst()).allSatisfy(NaturalOrder.precedes)
  }
}
