import Analyses
import Cohorts
import Lua

/// The text under which a value is stored beside a test: rows at full precision, layout as lines, the same bytes for the same value.
enum SnapshotText {
  /// The text of a value, which ends in a line feed.
  ///
  /// - Throws: ``TestingFault`` where it is a function or an object of which there is nothing to store.
  static func text(of value: LuaValue) throws -> String {
    try lines(value, indent: "").joined(separator: "\n") + "\n"
  }

  private static func lines(_ value: LuaValue, indent: String) throws -> [String] {
    if let object = ResultObject.type.unwrap(value) { return lines(object.result) }
    if let object = ReportObject.type.unwrap(value) { return lines(object.report) }
    if let object = PlainTable.type.unwrap(value) { return lines(object.result) }
    if let object = ColumnObject.type.unwrap(value) {
      return try ["\(indent)column of \(object.column.count) \(object.column.type.rawValue)"]
        + object.listed.map { indent + (try scalar($0)) }
    }
    guard case .table(let table) = value else { return [indent + (try scalar(value))] }
    let places = table.array.enumerated().map { ("[\($0 + 1)]", $1) }
    let names = table.fields.map { ($0.key.string ?? $0.key.words, $0.value) }
    return try (places + names).flatMap { name, value in
      let inner = try lines(value, indent: indent + "  ")
      if inner.count == 1, let line = inner.first, value.table == nil { return ["\(indent)\(name) = \(line.trimmed)"] }
      return ["\(indent)\(name)"] + inner
    }
  }

  private static func scalar(_ value: LuaValue) throws -> String {
    switch value {
    case .nil, .missing: "missing"
    case .boolean(let flag): "\(flag)"
    case .integer(let integer): String(integer)
    case .number(let number): number.isFinite ? Argument.number(number).source : value.words
    case .string(let text): Argument.text(text).source
    default: throw TestingFault("testing.snapshot: there is nothing to store of \(value.kind)")
    }
  }

  // MARK: Reports and results

  private static func lines(_ report: Report) -> [String] {
    ["report \(Argument.text(report.title).source)"]
      + report.items.flatMap { item -> [String] in
        switch item {
        case .heading(let text): ["", "heading \(Argument.text(text).source)"]
        case .note(let text): ["", "note \(Argument.text(text).source)"]
        case .result(let result): [""] + lines(result)
        }
      }
  }

  private static func lines(_ result: AnalysisResult) -> [String] {
    var lines = ["result \(Argument.text(result.title).source) of \(result.analysis)"]
    lines += result.methods.map { "  method: \($0)" }
    lines += result.cautions.map { "  caution \($0.kind.rawValue): \($0.message)" }
    lines += result.rows.map { "  \(line($0))" }
    for table in result.tables { lines += Self.lines(table) }
    return lines + result.figures.map { "  figure \(Argument.text($0.title).source)" }
  }

  private static func line(_ row: Row) -> String {
    let place = RowRequest.Place(group: row.group, variable: row.variable, time: row.time)
    var line = row.statistic + (place == .init() ? "" : " \(place.source)") + " = \(row.value.words)"
    if let unit = row.unit { line += " \(unit)" }
    if let n = row.n { line += ", n \(n)" }
    if let missing = row.missing { line += ", missing \(missing)" }
    if let note = row.note { line += ", note \(Argument.text(note).source)" }
    return line
  }

  private static func lines(_ table: TableLayout) -> [String] {
    let heads = table.columns.map { column in
      let statistics = column.cell.statistics.joined(separator: ", ")
      return "\(Argument.text(column.header).source): \(statistics) as \(column.format.rawValue)"
        + (column.group.map { " of \(Argument.text($0).source)" } ?? "")
    }
    return ["  table \(Argument.text(table.title).source)"] + heads.map { "    column \($0)" }
      + table.lines.map { line in
        let place = RowRequest.Place(group: line.group, variable: line.variable, time: line.time)
        return "    line \(String(repeating: "  ", count: line.indent))\(Argument.text(line.label).source)"
          + (place == .init() ? "" : " \(place.source)")
      }
  }
}

extension Quantity {
  /// The value as text, at full precision.
  fileprivate var words: String {
    switch self {
    case .number(let number): Argument.number(number).source
    case .count(let count): String(count)
    case .text(let text): Argument.text(text).source
    case .notEstimable(let reason): "none: \(reason)"
    }
  }
}

extension String {
  fileprivate var trimmed: String { String(drop { $0 == " " }) }
}
