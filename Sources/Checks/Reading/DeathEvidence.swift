import Cohorts

/// What the columns of the subjects say of who died.
struct DeathEvidence {
  /// A column that says it.
  struct Source {
    let column: String
    /// ``Truth/yes`` for who died, ``Truth/no`` for who did not, ``Truth/unknown`` where the column does not say.
    let died: [UInt8]
  }

  /// The columns that say it: a flag of death, a status, a date or day of death.
  let sources: [Source]

  init(_ table: CheckedTable) {
    var sources: [Source] = []
    if let (name, column) = table.column(meaning: .deathFlag), let died = Self.flags(column) {
      sources.append(Source(column: name, died: died))
    }
    for (name, column) in table.variables where !sources.contains(where: { $0.column == name }) {
      if let died = Self.status(column) { sources.append(Source(column: name, died: died)) }
    }
    for meaning in [SubjectMeaning.deathDate, .deathDay] {
      guard let (name, column) = table.column(meaning: meaning) else { continue }
      let died = (0..<column.count).map { column.validity[$0] ? Truth.yes : Truth.unknown }
      sources.append(Source(column: name, died: died))
    }
    self.sources = sources
  }

  /// Yes and no; of a flag of which only `Y` is written, the others are no.
  private static func flags(_ column: Column) -> [UInt8]? {
    func outcomes(_ died: (Int) -> Bool?, missing: UInt8 = Truth.unknown) -> [UInt8] {
      (0..<column.count).map { row in
        guard column.validity[row] else { return missing }
        return died(row).map { $0 ? Truth.yes : Truth.no } ?? Truth.unknown
      }
    }
    switch column.storage {
    case .flag(let values):
      return outcomes({ values[$0] }, missing: column.isOneSidedFlag ? Truth.no : Truth.unknown)
    case .integer(let values):
      guard values.indices.allSatisfy({ !column.validity[$0] || values[$0] == 0 || values[$0] == 1 }) else {
        return nil
      }
      return outcomes { values[$0] == 1 }
    case .category(let values):
      let meant = values.levels.map(Self.yesOrNo)
      guard meant.contains(true) else { return nil }
      let isOneSided = values.levels.count == 1
      return outcomes({ meant[Int(values.codes[$0])] }, missing: isOneSided ? Truth.no : Truth.unknown)
    default: return nil
    }
  }

  /// A category in which each level names the dead or the living, and there are both.
  private static func status(_ column: Column) -> [UInt8]? {
    guard case .category(let values) = column.storage, values.levels.count <= 6 else { return nil }
    let meant = values.levels.map(Self.isDead)
    guard meant.contains(true), meant.contains(false), !meant.contains(nil) else { return nil }
    return (0..<column.count).map { row in
      guard column.validity[row], let dead = meant[Int(values.codes[row])] else { return Truth.unknown }
      return dead ? Truth.yes : Truth.no
    }
  }

  private static func yesOrNo(_ level: String) -> Bool? {
    switch level.lowercased() {
    case "y", "yes", "1", "true": true
    case "n", "no", "0", "false": false
    default: isDead(level)
    }
  }

  private static func isDead(_ level: String) -> Bool? {
    let words = ColumnNames.words(level)
    let livingWords: [Substring] = ["living", "alive"]
    let deadWords: [Substring] = ["deceased", "dead", "died", "death"]
    if words.contains(where: livingWords.contains) { return false }
    return words.contains(where: deadWords.contains) ? !words.contains("not") && !words.contains("no") : nil
  }
}
