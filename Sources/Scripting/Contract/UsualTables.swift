import Analyses
import Cohorts

/// The tables of a result that arranges none itself: for each shape of rows (by group, by group and time, …) one, its lines what tells
/// rows apart and its columns the statistics.
struct UsualTables {
  private let rows: [Row]
  private let title: String
  private let statistics: [Analysis.Statistic]
  private let level: Double?

  init(_ rows: [Row], title: String, statistics: [Analysis.Statistic], level: Double?) {
    self.rows = rows
    self.title = title
    self.statistics = statistics
    self.level = level
  }

  /// What tells rows apart.
  private struct Shape: Hashable {
    let parts: [String]

    init(_ row: Row) {
      parts = [row.group.map { _ in "group" }, row.variable.map { _ in "variable" }, row.time.map { _ in "time" }]
        .compactMap(\.self)
    }
  }

  var tables: [TableLayout] {
    var shapes: [Shape] = []
    for row in rows where !shapes.contains(Shape(row)) { shapes.append(Shape(row)) }
    return shapes.map { shape in
      let rows = rows.filter { Shape($0) == shape }
      let words = shape.parts.isEmpty ? "" : ", by \(shape.parts.joined(separator: " and "))"
      let title = shapes.count > 1 ? title + words : title
      return shape.parts.isEmpty ? single(rows, title) : table(rows, shape, title)
    }
  }

  private func table(_ rows: [Row], _ shape: Shape, _ title: String) -> TableLayout {
    let header = shape.parts.joined(separator: ", ")
    return TableLayout(
      title: title, rowHeader: header.prefix(1).uppercased() + header.dropFirst(), lines: Self.lines(rows),
      columns: cells(rows).map { .init(self.header($0, rows), $0, format($0, rows)) })
  }

  /// A table of statistics that stand alone: one a line.
  private func single(_ rows: [Row], _ title: String) -> TableLayout {
    let cells = cells(rows)
    return TableLayout(
      title: title, rowHeader: "Statistic",
      lines: cells.map { .init(header($0, rows), cell: $0, format: format($0, rows)) },
      columns: cells.prefix(1).map { .init("Value", $0, format($0, rows)) })
  }

  /// The statistics of some rows in order, those with limits together with them.
  private func cells(_ rows: [Row]) -> [TableLayout.Cell] {
    var present: [String] = []
    for row in rows where !present.contains(row.statistic) { present.append(row.statistic) }
    let declared = statistics.map(\.name)
    let ordered = declared.filter(present.contains) + present.filter { !declared.contains($0) }
    func hasLimits(_ name: String) -> Bool { present.contains("\(name)_lower") && present.contains("\(name)_upper") }
    let limits = Set(ordered.filter(hasLimits).flatMap { ["\($0)_lower", "\($0)_upper"] })
    return ordered.filter { !limits.contains($0) }.map {
      hasLimits($0) ? .estimate($0, lower: "\($0)_lower", upper: "\($0)_upper") : .value($0)
    }
  }

  private func header(_ cell: TableLayout.Cell, _ rows: [Row]) -> String {
    let name = Self.header(cell.statistics[0])
    let units = Set(rows.filter { $0.statistic == cell.statistics[0] }.map(\.unit))
    let unit = (units.count == 1 ? units.first ?? nil : nil).map { " (\($0))" } ?? ""
    guard cell.statistics.count > 1 else { return name + unit }
    return "\(name)\(unit) (\(level.map { Argument.percent($0) + " " } ?? "")CI)"
  }

  private func format(_ cell: TableLayout.Cell, _ rows: [Row]) -> TableLayout.Format {
    let usual = Self.format(of: cell.statistics[0], rows)
    guard usual == .statistic else { return usual }
    switch statistics.first(where: { $0.name == cell.statistics[0] })?.estimation?.scale {
    case .log: return .ratio
    case .logit, .logLog, .complementaryLogLog: return .proportion
    case .plain, nil: return usual
    }
  }

  // MARK: What is usual

  static func lines(_ rows: [Row]) -> [TableLayout.Line] {
    var seen: Set<RowPlace> = []
    return rows.filter { row in
      var place = row
      place.statistic = ""
      return seen.insert(RowPlace(place)).inserted
    }.map { row in
      let label = [row.group, row.variable, row.time.map { Argument.number($0).source }].compactMap(\.self)
      return .init(label.joined(separator: ", "), group: row.group, variable: row.variable, time: row.time)
    }
  }

  /// A statistic's name as a header: "Hazard ratio" for `hazard_ratio`.
  static func header(_ statistic: String) -> String {
    if statistic == "n" { return "n" }
    let words = statistic.split(separator: "_").joined(separator: " ")
    if words == "p value" { return "p-value" }
    let capital = words.prefix(1).uppercased() + words.dropFirst()
    return capital.hasSuffix(" se") ? capital.dropLast(2) + "SE" : capital
  }

  /// How the values of a statistic are usually written.
  static func format(of statistic: String, _ rows: [Row]) -> TableLayout.Format {
    if statistic.hasPrefix("p_value") || statistic.hasSuffix("p_value") { return .pValue }
    let rows = rows.filter { $0.statistic == statistic }
    let values = rows.map(\.value)
    if values.contains(where: { if case .text = $0 { true } else { false } }) { return .text }
    if values.contains(where: { if case .count = $0 { true } else { false } }),
      !values.contains(where: { if case .number = $0 { true } else { false } })
    {
      return .count
    }
    return rows.contains { $0.unit.flatMap(TimeUnit.init(rawValue:)) != nil } ? .duration : .statistic
  }
}
