import Cohorts
import OrderedCollections

/// What several trials say of the columns of one table, as one.
struct DescriptionUnion {
  /// The descriptions, in the order in which the trials give them.
  private(set) var descriptions: OrderedDictionary<String, ColumnDescription> = [:]
  /// Where the trials do not say the same, a sentence each.
  private(set) var notes: [String] = []
  /// The columns whose format is not the same in every trial.
  private var reformatted: [String] = []
  private let table: String
  private let trials: [String]

  /// Unites descriptions.
  ///
  /// - Parameters:
  ///   - table: The table, as messages call it.
  ///   - trials: The names of the trials.
  ///   - described: What each says; `nil` where it has no such table.
  ///   - columns: The columns that each has.
  ///   - faults: Takes what cannot be one: units that differ.
  init(
    table: String, trials: [String], described: [OrderedDictionary<String, ColumnDescription>?],
    columns: [Set<String>], _ faults: inout FaultList
  ) {
    self.table = table
    self.trials = trials
    for name in OrderedSet(described.compactMap(\.self).flatMap(\.keys)) {
      let given = described.enumerated().compactMap { index, own -> (trial: Int, says: ColumnDescription)? in
        guard columns[index].contains(name) else { return nil }
        return (index, own?[name] ?? ColumnDescription())
      }
      descriptions[name] = united(name, given, &faults)
    }
    if !reformatted.isEmpty {
      let list =
        reformatted.prefix(8).map { "\"\($0)\"" }.joined(separator: ", ") + (reformatted.count > 8 ? ", …" : "")
      let columns = reformatted.count == 1 ? "a column" : "\(reformatted.count) columns"
      notes.append("the trials display \(columns) of \(table) in different formats, and the first is used: \(list)")
    }
  }

  private mutating func united(
    _ name: String, _ given: [(trial: Int, says: ColumnDescription)], _ faults: inout FaultList
  ) -> ColumnDescription {
    var united = given.first?.says ?? ColumnDescription()
    united.label = first("label", of: name, given) { $0.label }
    united.role = first("role", of: name, given) { $0.role?.rawValue }.flatMap(ColumnRole.init(rawValue:))
    united.derivation = first("derivation", of: name, given) { $0.derivation }
    united.vocabulary = first("vocabulary", of: name, given) { $0.vocabulary }
    let formats = OrderedSet(given.compactMap(\.says.format))
    united.format = formats.first
    if formats.count > 1 { reformatted.append(name) }
    united.levelLabels = levelLabels(name, given, &faults)
    united.reads = Array(OrderedSet(given.flatMap(\.says.reads)))
    united.unit = unit(name, given, &faults)
    united.knownAt = knownAt(name, given)
    return united
  }

  /// What the first trial says that says anything; a note where another says something else.
  private mutating func first(
    _ what: String, of name: String, _ given: [(trial: Int, says: ColumnDescription)],
    _ read: (ColumnDescription) -> String?
  ) -> String? {
    let said = given.compactMap { entry in read(entry.says).map { (trial: trials[entry.trial], text: $0) } }
    guard let first = said.first else { return nil }
    if let other = said.first(where: { $0.text != first.text }) {
      notes.append(
        "the \(what) of \"\(name)\" of \(table) is \"\(first.text)\" in \(first.trial) and \"\(other.text)\" in "
          + "\(other.trial); the first is used")
    }
    return first.text
  }

  private mutating func unit(
    _ name: String, _ given: [(trial: Int, says: ColumnDescription)], _ faults: inout FaultList
  ) -> String? {
    let said = given.compactMap { entry in entry.says.unit.map { (trial: trials[entry.trial], unit: $0) } }
    guard let first = said.first else { return nil }
    if let other = said.first(where: { $0.unit != first.unit }) {
      let kind = PoolingFault.units(
        column: name, table: table, .init(trial: first.trial, has: first.unit),
        .init(trial: other.trial, has: other.unit))
      faults.add(DataFault(.pooling(kind), file: other.trial))
    }
    let silent = given.filter { $0.says.unit == nil }.map { trials[$0.trial] }
    if !silent.isEmpty {
      notes.append(
        "\"\(name)\" of \(table) is in \(first.unit) in \(first.trial); \(silent.joined(separator: ", ")) "
          + "\(silent.count == 1 ? "says" : "say") no unit, and \(silent.count == 1 ? "is" : "are") taken to mean the same"
      )
    }
    return first.unit
  }

  /// What codes mean; one that means two things is a fault.
  private func levelLabels(
    _ name: String, _ given: [(trial: Int, says: ColumnDescription)], _ faults: inout FaultList
  ) -> [String: String] {
    var united: [String: (trial: String, meaning: String)] = [:]
    for entry in given {
      for (code, meaning) in entry.says.levelLabels.sorted(by: { $0.key < $1.key }) {
        guard let known = united[code] else {
          united[code] = (trials[entry.trial], meaning)
          continue
        }
        guard known.meaning.lowercased() != meaning.lowercased() else { continue }
        let fault = PoolingFault.meanings(
          column: name, table: table, code: code, .init(trial: known.trial, has: "\"\(known.meaning)\""),
          .init(trial: trials[entry.trial], has: "\"\(meaning)\""))
        faults.add(DataFault(.pooling(fault), file: trials[entry.trial]))
      }
    }
    return united.mapValues(\.meaning)
  }

  /// When a variable is known in all trials: as late as it is in any.
  private mutating func knownAt(_ name: String, _ given: [(trial: Int, says: ColumnDescription)]) -> KnownAt? {
    let said = given.map(\.says.knownAt)
    guard let first = said.first else { return nil }
    let united = said.dropFirst().reduce(first, KnownAt.later)
    if said.contains(where: { $0 != first }) {
      notes.append(
        "\"\(name)\" of \(table) is not said to be known at one time in every trial; the latest counts"
          + (united == nil ? ", and where one says nothing, nothing is known" : ""))
    }
    return united
  }
}
