import Cohorts
import OrderedCollections

/// What tables have that files of a format have no place for, by kind, as it turned out when they were read back.
struct ConversionLosses {
  /// What is not in a file.
  private enum Kind: CaseIterable {
    case rows, flags, zeros, types, order, unused, meanings, tableLabels, labels, units, formats, further

    /// What it is, of several columns or tables.
    var words: String {
      switch self {
      case .rows: "tables without rows"
      case .flags: "flags, which become Y and N"
      case .zeros: "the sign of zero"
      case .types: "types"
      case .order: "the order of levels"
      case .unused: "levels that do not occur"
      case .meanings: "the meanings of levels"
      case .tableLabels: "labels of tables"
      case .labels: "labels"
      case .units: "units"
      case .formats: "formats"
      case .further: "when values are known and what columns are for"
      }
    }
  }

  private var found: [Kind: [String]] = [:]

  /// The most columns that are named of each kind.
  private static let mostNamed = 3

  /// All of it, in words; `nil` where nothing is lost.
  var words: String? {
    let parts = Kind.allCases.compactMap { kind in
      found[kind].map { names in
        let more = names.count - Self.mostNamed
        return
          "\(kind.words) (\(names.prefix(Self.mostNamed).joined(separator: ", "))\(more > 0 ? " and \(more) more" : ""))"
      }
    }
    return parts.isEmpty ? nil : parts.joined(separator: "; ")
  }

  /// Adds what a table lost.
  ///
  /// - Parameters:
  ///   - table: The table as it was written.
  ///   - back: The same as it is read by what is in the file alone.
  ///   - format: The format of the file.
  mutating func add(_ table: DescribedTable, _ back: ReadTable, as format: ConversionFormat) {
    if table.table.count == 0, format == .csv { found[.rows, default: []].append(table.name) }
    if table.label != nil, back.source.label != table.label { found[.tableLabels, default: []].append(table.name) }
    let descriptions = back.descriptions
    for (name, column) in table.table.columns {
      if let other = back.table.columns[name] { add(name, column, other, as: format) }
      add(name, table.descriptions[name] ?? ColumnDescription(), descriptions[name] ?? ColumnDescription())
    }
  }

  private mutating func add(_ name: String, _ column: Column, _ other: Column, as format: ConversionFormat) {
    if format == .xpt5 || format == .xpt8, column.hasNegativeZero { found[.zeros, default: []].append(name) }
    guard column.type == other.type else {
      if column.type == .flag, format == .xpt5 || format == .xpt8 {
        found[.flags, default: []].append(name)
      } else {
        found[.types, default: []].append("\(name): \(column.type.rawValue) becomes \(other.type.rawValue)")
      }
      return
    }
    guard let levels = column.declaredLevels, let others = other.categoryLevels, levels != others else { return }
    let kept = Set(others)
    found[levels.filter(kept.contains) == others ? .unused : .order, default: []].append(name)
  }

  private mutating func add(_ name: String, _ said: ColumnDescription, _ back: ColumnDescription) {
    func isLost<Value: Equatable>(_ path: KeyPath<ColumnDescription, Value?>) -> Bool {
      said[keyPath: path] != nil && said[keyPath: path] != back[keyPath: path]
    }
    if isLost(\.label) { found[.labels, default: []].append(name) }
    if isLost(\.unit) { found[.units, default: []].append(name) }
    if isLost(\.format) { found[.formats, default: []].append(name) }
    if said.levelLabels != back.levelLabels, !said.levelLabels.isEmpty { found[.meanings, default: []].append(name) }
    if isLost(\.knownAt) || isLost(\.role) || isLost(\.vocabulary) || isLost(\.derivation) {
      found[.further, default: []].append(name)
    }
  }
}

extension Column {
  /// Whether a value is −0.
  fileprivate var hasNegativeZero: Bool {
    guard case .number(let values) = storage else { return false }
    return values.indices.contains { values[$0] == 0 && values[$0].sign == .minus && validity[$0] }
  }
}
