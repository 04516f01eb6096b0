internal import Analyses

extension FormattedTable {
  /// All rows of a result that says nothing of how they are arranged.
  static func listing(of result: AnalysisResult, rounding: Rounding) -> FormattedTable {
    let rows = result.rows
    var columns: [(header: String, value: (Row) -> String)] = []
    if rows.contains(where: { $0.group != nil }) { columns.append(("Group", { $0.group ?? "" })) }
    if rows.contains(where: { $0.variable != nil }) { columns.append(("Variable", { $0.variable ?? "" })) }
    if rows.contains(where: { $0.time != nil }) {
      columns.append(("Time", { $0.time.map { rounding.upTo($0, decimals: 2) } ?? "" }))
    }
    let values = TableFormatting.listed(rows, rounding: rounding)
    let lines = zip(rows, values.cells).map { row, value in
      Line(
        label: row.statistic.split(separator: "_").joined(separator: " ").neutralised,
        cells: columns.map { Cell($0.value(row).neutralised) } + [value])
    }
    let heads = columns.map { Column(header: $0.header, alignment: .text) }
    return FormattedTable(
      title: result.title.neutralised, rowHeader: "Statistic",
      columns: heads + [Column(header: "Value", alignment: .decimal)], lines: lines, footnotes: values.footnotes,
      remarks: values.remarks)
  }
}
