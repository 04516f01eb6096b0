import Analyses
import Cohorts
import Lua

/// How a script arranges the rows of a result as a table.
extension RowReader {
  private static let tableFields = ["title", "row_header", "columns", "lines", "durations"]
  private static let cells = ["statistic", "estimate", "interval", "share", "spread"]
  private static let columnFields = cells + ["header", "format", "group", "variable", "over"]
  private static let formats = ["count", "duration", "proportion", "ratio", "statistic", "p_value", "text"]

  /// Reads a table over the rows.
  func table(_ value: LuaValue, at place: String) throws -> TableLayout {
    if let table = TableObject.type.unwrap(value) { return table.layout }
    if let plain = PlainTable.type.unwrap(value) { return plain.layout }
    let fields = try Fields(
      value, at: place, known: Self.tableFields,
      such: "{ columns = { { header = \"n\", statistic = \"n\" } }, lines = { { label = \"A\", group = \"A\" } } }")
    guard let listed = try fields.list("columns", of: "columns"), !listed.isEmpty else {
      throw fields.missing("columns", "what it shows, such as { { header = \"n\", statistic = \"n\" } }.")
    }
    let columns = try listed.enumerated().map { try column($1, at: "\(place): column \($0 + 1)") }
    let lines = try fields.list("lines", of: "lines")?.enumerated().map { try line($1, at: "\(place): line \($0 + 1)") }
    let durations = try fields.choice("durations", among: TimeUnit.allCases.map(\.rawValue))
    return TableLayout(
      title: try fields.text("title") ?? "", rowHeader: try fields.text("row_header") ?? "",
      lines: lines ?? usualLines(columns.flatMap(\.cell.statistics)), columns: columns,
      durations: durations.flatMap(TimeUnit.init(rawValue:)))
  }

  private func column(_ value: LuaValue, at place: String) throws -> TableLayout.Column {
    let fields = try Fields(
      value, at: place, known: Self.columnFields, such: "{ header = \"Median\", statistic = \"median\" }")
    let kinds = Self.cells.filter { fields[$0] != nil }
    guard kinds.count == 1 else {
      throw fields.fault(
        "it should have one of \(Self.cells.joined(separator: ", ")), found \(kinds.isEmpty ? "none" : kinds.joined(separator: " and "))"
      )
    }
    let cell = try cell(fields, kinds[0])
    for name in cell.statistics {
      if let statistics, !statistics.contains(name) {
        throw FieldFault.unknown("statistic", name, among: statistics, at: place)
      }
      guard rows.contains(where: { $0.statistic == name }) || statistics != nil else {
        throw FieldFault.unknown("statistic", name, among: Array(Set(rows.map(\.statistic))).sorted(), at: place)
      }
    }
    let format = try fields.choice("format", among: Self.formats).flatMap(TableLayout.Format.init(rawValue:))
    return TableLayout.Column(
      try fields.text("header") ?? UsualTables.header(cell.statistics[0]), cell,
      format ?? UsualTables.format(of: cell.statistics[0], rows), group: try fields.text("group"),
      variable: try fields.text("variable"), over: try fields.text("over") ?? "")
  }

  private func cell(_ fields: Fields, _ kind: String) throws -> TableLayout.Cell {
    func names(_ count: Int, _ example: String) throws -> [String] {
      let names = try fields.texts(kind)
      guard names.count == count else {
        throw fields.fault("\"\(kind)\" should be \(count) statistics, such as \(example), found \(names.count)")
      }
      return names
    }
    switch kind {
    case "statistic": return .value(try fields.text(kind, "the statistic that it shows."))
    case "interval":
      let names = try names(2, "{ \"lower\", \"upper\" }")
      return .interval(lower: names[0], upper: names[1])
    case "estimate":
      let names = try names(3, "{ \"median\", \"median_lower\", \"median_upper\" }")
      return .estimate(names[0], lower: names[1], upper: names[2])
    case "spread":
      let names = try names(2, "{ \"mean\", \"standard_deviation\" }")
      return .spread(names[0], by: names[1])
    default:
      let share = try Fields(
        fields[kind] ?? .nil, at: "\(fields.place): \"share\"", known: ["count", "of", "proportion"],
        such: "{ count = \"responders\", of = \"n\", proportion = \"rate\" }")
      return .share(
        count: try share.text("count", "the statistic that counts."), of: try share.text("of"),
        proportion: try share.text("proportion", "the statistic that is the share."))
    }
  }

  private func line(_ value: LuaValue, at place: String) throws -> TableLayout.Line {
    if case .string(let group) = value { return .init(group, group: group) }
    let fields = try Fields(
      value, at: place, known: ["label", "group", "variable", "time", "indent"],
      such: "{ label = \"A\", group = \"A\" }")
    let group = try fields.text("group")
    let variable = try fields.text("variable")
    guard let label = try fields.text("label") ?? variable ?? group else {
      throw fields.missing("label", "what stands at the head of the line.")
    }
    return TableLayout.Line(
      label, group: group, variable: variable, time: try fields.number("time"),
      indent: try fields.integer("indent") ?? 0)
  }

  /// One line for each group, variable and time of which there is one of the statistics.
  private func usualLines(_ shown: [String]) -> [TableLayout.Line] {
    UsualTables.lines(rows.filter { shown.contains($0.statistic) })
  }
}
