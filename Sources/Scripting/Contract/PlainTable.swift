import Analyses
import Lua

/// A table that a script writes cell by cell: `workbench.table { columns = { "Subject", "Day" }, rows = { { "s1", 30 } } }`.
///
/// The first cell of a row is its label. The other cells are rows of a result, named after their columns, so that they travel as data to
/// every format.
final class PlainTable {
  static let function = "workbench.table"

  let rows: [Row]
  let layout: TableLayout

  init(_ value: LuaValue) throws {
    let fields = try Fields(
      value, at: Self.function, known: ["title", "columns", "rows"],
      such: "{ title = \"…\", columns = { \"Subject\", \"Day\" }, rows = { { \"s1\", 30 } } }")
    let title = try fields.text("title", "what it shows.")
    let columns = try fields.each("columns", called: "column", Self.column)
    guard columns.count > 1 else {
      throw fields.missing(
        "columns", "two or more of them, the first that of the labels, such as { \"Subject\", \"Day\" }.")
    }
    var names: Set<String> = []
    for (header, _) in columns.dropFirst() where !names.insert(Self.statistic(header)).inserted {
      throw fields.fault("two columns are named \"\(header)\"")
    }
    var rows: [Row] = []
    var lines: [TableLayout.Line] = []
    for (place, value) in (try fields.list("rows", of: "rows") ?? []).enumerated() {
      let cells = try Self.cells(value, at: "\(Self.function): row \(place + 1)", columns.count)
      let variable = "\(title), row \(place + 1)"
      lines.append(.init(cells[0].map(Self.words) ?? "", variable: variable))
      for (column, cell) in zip(columns, cells).dropFirst() {
        if let cell { rows.append(Row(Self.statistic(column.header), cell, variable: variable)) }
      }
    }
    self.rows = rows
    layout = TableLayout(
      title: title, rowHeader: columns[0].header, lines: lines,
      columns: columns.dropFirst().map { header, format in
        let name = Self.statistic(header)
        return .init(header, .value(name), format ?? UsualTables.format(of: name, rows))
      })
  }

  /// The table alone, as a result.
  var result: AnalysisResult {
    var result = AnalysisResult(title: layout.title, rows: rows, tables: [layout])
    result.analysis = Self.function
    return result
  }

  private static func column(
    _ value: LuaValue, at place: String
  ) throws -> (header: String, format: TableLayout.Format?) {
    if case .string(let header) = value { return (header, nil) }
    let fields = try Fields(
      value, at: place, known: ["header", "format"], such: "{ header = \"p-value\", format = \"p_value\" }")
    return (try fields.text("header", "what stands at its head."), try fields.format())
  }

  private static func cells(_ value: LuaValue, at place: String, _ count: Int) throws -> [Quantity?] {
    let fields = try Fields(value, at: place, known: [], such: "{ \"s1\", 30 }", isOpen: true)
    guard fields.positional.count <= count else {
      throw fields.fault("it has \(fields.positional.count) cells, where there are \(count) columns")
    }
    let cells = try fields.positional.enumerated().map { column, value -> Quantity? in
      switch value {
      case .nil, .missing: return nil
      case .boolean(let flag): return .text(flag ? "yes" : "no")
      case .integer(let count): return .count(count)
      case .number(let number) where number.isFinite: return .number(number)
      case .string(let text): return .text(text)
      default:
        throw fields.fault(
          "cell \(column + 1) should be a finite number, a text, true or false, or workbench.missing; found \(value.words)"
        )
      }
    }
    return cells + [Quantity?](repeating: nil, count: count - cells.count)
  }

  /// The name of a statistic for a column: "p-value" is `p_value`.
  private static func statistic(_ header: String) -> String {
    String(header.lowercased().map { $0.isLetter || $0.isNumber ? $0 : "_" })
  }

  private static func words(_ cell: Quantity) -> String {
    switch cell {
    case .number(let number): Argument.number(number).source
    case .count(let count): String(count)
    case .text(let text), .notEstimable(let text): text
    }
  }

  static let type = HostType<PlainTable>(
    "table", properties: ["title": { .string($0.layout.title) }], text: { "table \"\($0.layout.title)\"" })
}
