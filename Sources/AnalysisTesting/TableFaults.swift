import Analyses

extension TableLayout {
  /// The lines and columns that show none of the rows of a result; a line that names nothing is a heading.
  func faults(over rows: Set<RowName>) -> [String] {
    func shows(_ line: Line, _ column: Column) -> Bool {
      let cell = column.keepsOwn ? column.cell : line.cell ?? column.cell
      return cell.statistics.contains { rows.contains(RowName($0, at: line, in: column)) }
    }
    let named = lines.filter { $0.group != nil || $0.variable != nil || $0.time != nil }
    let blankLines = named.filter { line in !columns.contains { shows(line, $0) } }
    let blankColumns = lines.isEmpty ? [] : columns.filter { column in !lines.contains { shows($0, column) } }
    return blankLines.map { "the line \"\($0.label)\" of the table \"\(title)\" shows no row" }
      + blankColumns.map { "the column \"\($0.header)\" of the table \"\(title)\" shows no row" }
  }
}

/// What tells the rows of a result apart.
struct RowName: Hashable, CustomStringConvertible {
  let statistic: String
  let group: String?
  let variable: String?
  let time: Double?

  init(_ row: Row) {
    statistic = row.statistic
    group = row.group
    variable = row.variable
    time = row.time
  }

  init(_ statistic: String, at line: TableLayout.Line, in column: TableLayout.Column) {
    self.statistic = statistic
    group = column.group ?? line.group
    variable = column.variable ?? line.variable
    time = line.time
  }

  var description: String {
    ([statistic] + [group, variable, time.map { "time \($0)" }].compactMap { $0 }).joined(separator: ", ")
  }
}
