import Analyses
import Cohorts

/// The states that rows are spent in and lead to, put in order from the columns that name them.
struct StateNames {
  /// The states, in the order in which they are shown.
  let names: [String]
  /// For each row the place of the state that it is spent in, -1 where that is missing; nil where no column says it.
  let state: [Int32]?
  /// For each row the place of the state into which it leads; -1 where it leads nowhere.
  let next: [Int32]
  /// The place of the state in which everybody begins, where no column says it.
  let initial: Int32
  let absorbing: Set<Int32>

  /// The texts that say that a row leads nowhere, in any case of letters.
  private static let censorings: Set<String> = ["", "censor", "censored"]

  /// Reads the states by name.
  ///
  /// Those into which no row can lead come first, then the others as their levels are ordered, absorbing ones last; `order`
  /// puts those that it names before those of which it says nothing.
  ///
  /// - Parameters:
  ///   - table: the rows.
  ///   - state: the column of the state that each row is spent in.
  ///   - event: the column of the state into which each row leads.
  ///   - initial: the state in which everybody begins, where there is no column of states.
  ///   - order: states in the order asked for.
  ///   - absorbing: states that nobody leaves; "death", where there is one, if nil.
  ///   - refuse: the error for a name that is no state: the parameter, the name, the states.
  /// - Throws: `CohortError` for a column that is none, or holds no names; what `refuse` gives.
  init(
    _ table: Table, state: String?, event: String, initial: String, order: [String], absorbing: [String]?,
    refuse: (String, String, [String]) -> any Error
  ) throws {
    let from = try state.map { try Self.names(in: table, $0) }
    let to = try Self.names(in: table, event)
    let entered = to.levels.filter { !Self.censorings.contains($0.lowercased()) }
    let started = (from?.levels ?? [initial]).filter { !entered.contains($0) }
    let known = started + entered
    for name in order where !known.contains(name) { throw refuse("order", name, known) }
    for name in absorbing ?? [] where !known.contains(name) { throw refuse("absorbing", name, known) }
    let final = Set(absorbing ?? known.filter { $0 == "death" })
    let ranks = Dictionary(zip(order, 0...), uniquingKeysWith: { first, _ in first })
    func rank(_ item: (offset: Int, element: String)) -> (Int, Int, Int) {
      let place = ranks[item.element]
      let kind = final.contains(item.element) ? 3 : place != nil ? 1 : item.offset < started.count ? 0 : 2
      return (kind, place ?? 0, item.offset)
    }
    let names = known.enumerated().sorted { rank($0) < rank($1) }.map(\.element)
    let places = Dictionary(zip(names, Int32(0)...), uniquingKeysWith: { first, _ in first })
    func coded(_ grouping: Grouping) -> [Int32] {
      let place = grouping.levels.map { places[$0] ?? -1 }
      return grouping.codes.map { $0 < 0 ? -1 : place[Int($0)] }
    }
    self.names = names
    self.state = from.map(coded)
    next = coded(to)
    self.initial = places[initial] ?? -1
    self.absorbing = Set(final.compactMap { places[$0] })
  }

  private static func names(in table: Table, _ name: String) throws(CohortError) -> Grouping {
    let column = try table.column(name)
    guard column.type == .text || column.type == .category else {
      throw .wrongType(column: name, expected: "the names of states, as text or categories", found: column.type)
    }
    return try Grouping(column, named: name)
  }
}
