internal import Analyses
internal import Cohorts

/// Turns the layouts of one result into tables of text.
struct TableFormatting {
  /// What a row is found by.
  private struct Key: Hashable {
    var statistic: String
    var group: String?
    var variable: String?
    var time: Double?
  }

  private var rows: [Key: Row]
  var rounding: Rounding

  /// The rows of a result, found by what they are.
  ///
  /// Of two that are the same, the first counts.
  init(_ rows: [Row], rounding: Rounding) {
    self.rounding = rounding
    self.rows = Dictionary(
      rows.map { (Key(statistic: $0.statistic, group: $0.group, variable: $0.variable, time: $0.time), $0) },
      uniquingKeysWith: { first, _ in first })
  }

  /// The table that a layout asks for.
  ///
  /// Durations are converted to the unit that it asks for.
  func table(_ layout: TableLayout) -> FormattedTable {
    guard let unit = layout.durations else { return recorded(layout) }
    var converted = self
    converted.rows = rows.mapValues { $0.shown(in: unit) }
    return converted.recorded(layout)
  }

  /// The table with values as they stand in the rows.
  private func recorded(_ layout: TableLayout) -> FormattedTable {
    var notes = Footnotes()
    var shown: [Row] = []
    let formattings = alike(layout)
    var said: Set<Key> = []
    let lines = layout.lines.map { line in
      let isFirst = said.insert(Key(statistic: "", group: line.group, variable: line.variable, time: line.time))
        .inserted
      let cells = zip(layout.columns, formattings).map { column, formattings in
        guard isFirst || !column.keepsOwn else { return FormattedTable.Cell("") }
        let place = Place(line, column)
        let formatting = formattings[place.format] ?? self
        return formatting.cell(place, find: { row($0, at: place, shown: &shown) }, notes: &notes)
      }
      return FormattedTable.Line(label: line.label.neutralised, indent: max(line.indent, 0), cells: cells)
    }
    return FormattedTable(
      title: layout.title.neutralised, rowHeader: layout.rowHeader.neutralised,
      columns: layout.columns.map {
        .init(
          header: $0.header.neutralised, over: $0.over.neutralised, alignment: $0.format == .text ? .text : .decimal)
      },
      lines: lines, footnotes: notes.texts, remarks: durations(in: layout, shown) + remarks(shown))
  }

  /// The values of all rows, each as a cell, where no layout says how they are written.
  static func listed(
    _ rows: [Row], rounding: Rounding
  ) -> (cells: [FormattedTable.Cell], footnotes: [String], remarks: [String]) {
    let formatting = TableFormatting([], rounding: rounding)
    var notes = Footnotes()
    let cells = rows.map { row in
      var runs = formatting.runs(row, row.statistic.hasPrefix("p_value") ? .pValue : .statistic, &notes)
      if let unit = row.unit { runs.append(.text(" " + unit.neutralised)) }
      return FormattedTable.Cell(lead: Array(runs.prefix(1)), tail: Array(runs.dropFirst()))
    }
    return (cells, notes.texts, formatting.remarks(rows))
  }

  /// A cell of a layout: what it shows, how, and of which rows.
  struct Place {
    let cell: TableLayout.Cell
    let format: TableLayout.Format
    let group: String?
    let variable: String?
    let time: Double?

    init(_ line: TableLayout.Line, _ column: TableLayout.Column) {
      cell = column.keepsOwn ? column.cell : line.cell ?? column.cell
      format = column.keepsOwn ? column.format : line.format ?? column.format
      group = column.group ?? line.group
      variable = column.variable ?? line.variable
      time = line.time
    }
  }

  func row(_ statistic: String, at place: Place) -> Row? {
    rows[Key(statistic: statistic, group: place.group, variable: place.variable, time: place.time)]
  }

  private func row(_ statistic: String, at place: Place, shown: inout [Row]) -> Row? {
    let found = row(statistic, at: place)
    if let found { shown.append(found) }
    return found
  }

  private func cell(_ place: Place, find: (String) -> Row?, notes: inout Footnotes) -> FormattedTable.Cell {
    switch place.cell {
    case .value(let statistic):
      return cell(find(statistic), place.format, &notes)
    case .interval(let lower, let upper):
      return interval([find(lower), find(upper)], place.format, &notes)
    case .share(let count, let total, let proportion):
      return share(find(count), of: total.flatMap(find), find(proportion), isOfTotal: total != nil, &notes)
    case .spread(let statistic, let spread):
      let rows = [find(statistic), find(spread)]
      let texts = texts(rows, place.format)
      let lead = runs(rows[0], texts[0], &notes)
      guard rows[1] != nil, !isSameReason(rows) else { return .init(lead: lead) }
      return .init(lead: lead, tail: [.text(" (")] + runs(rows[1], texts[1], &notes) + [.text(")")])
    case .estimate(let statistic, let lower, let upper):
      let rows = [find(statistic), find(lower), find(upper)]
      if rows[0] == nil || rows[0]?.value.isText == true { return cell(rows[0], place.format, &notes) }
      let texts = texts(rows, place.format)
      let lead = runs(rows[0], texts[0], &notes)
      guard !isSameReason(rows), rows[1] != nil || rows[2] != nil else { return .init(lead: lead) }
      let limits = interval(Array(rows[1...]), Array(texts[1...]), &notes)
      return .init(lead: lead, tail: [.text(" (")] + limits.lead + limits.tail + [.text(")")])
    }
  }

  /// A count and its proportion; none of no given number is `0` alone.
  private func share(
    _ count: Row?, of total: Row?, _ proportion: Row?, isOfTotal: Bool, _ notes: inout Footnotes
  ) -> FormattedTable.Cell {
    guard let count else { return .init("") }
    var lead = runs(count, .count, &notes)
    if isOfTotal, let total { lead += [.text("/")] + runs(total, .count, &notes) }
    let isNone = !isOfTotal && count.value.double == 0
    guard let proportion, !isNone else { return .init(lead: lead) }
    return .init(lead: lead, tail: [.text(" (")] + runs(proportion, .proportion, &notes) + [.text(")")])
  }

  /// A value alone.
  ///
  /// A text stands free of the alignment of the numbers about it.
  private func cell(
    _ row: Row?, _ format: TableLayout.Format, _ notes: inout Footnotes
  ) -> FormattedTable.Cell {
    let runs = runs(row, format, &notes)
    return row?.value.isText == true ? .init(lead: [], tail: runs) : .init(lead: runs)
  }

  private func interval(
    _ limits: [Row?], _ format: TableLayout.Format, _ notes: inout Footnotes
  ) -> FormattedTable.Cell {
    guard limits.contains(where: { $0 != nil }) else { return .init("") }
    return interval(limits, texts(limits, format), &notes)
  }

  private func interval(_ limits: [Row?], _ texts: [String?], _ notes: inout Footnotes) -> FormattedTable.Cell {
    let first = runs(limits[0], texts[0], &notes)
    if isSameReason(limits) { return .init(lead: first) }
    return .init(lead: first, tail: [.text(" to ")] + runs(limits[1], texts[1], &notes))
  }

  /// The numbers of one cell, written alike.
  private func texts(_ rows: [Row?], _ format: TableLayout.Format) -> [String?] {
    let numbers = rows.map(\.?.value.number)
    var written = rounding.alike(numbers.compactMap(\.self), as: format).makeIterator()
    return zip(rows, numbers).map { row, number in
      number == nil ? row.flatMap { rounding.written($0.value, as: format) } : written.next()
    }
  }

  /// Whether none of the rows has a value, for one and the same reason.
  private func isSameReason(_ rows: [Row?]) -> Bool {
    let reasons = rows.map { row in
      if case .notEstimable(let reason) = row?.value { reason } else { nil as String? }
    }
    return reasons.allSatisfy { $0 != nil && $0 == reasons.first }
  }

  private func runs(_ row: Row?, _ format: TableLayout.Format, _ notes: inout Footnotes) -> [FormattedTable.Run] {
    runs(row, row.flatMap { rounding.written($0.value, as: format) }, &notes)
  }

  private func runs(_ row: Row?, _ text: String?, _ notes: inout Footnotes) -> [FormattedTable.Run] {
    guard let row else { return [] }
    var runs: [FormattedTable.Run]
    if case .notEstimable(let reason) = row.value {
      runs = [.text("NE"), .mark(notes.mark("NE, not estimable: \(reason)"))]
    } else {
      runs = [.text(text ?? "")]
    }
    if let note = row.note { runs.append(.mark(notes.mark(note))) }
    return runs
  }

  /// The unit of the durations shown, where it is one.
  private func durations(in layout: TableLayout, _ shown: [Row]) -> [String] {
    let units = Set(shown.compactMap(\.unit))
    guard units.count == 1, let unit = units.first, layout.columns.contains(where: { $0.format == .duration }) else {
      return []
    }
    return ["Durations in \(unit.neutralised)."]
  }

  /// What holds for all rows shown: the methods, and the number of subjects where it is one.
  private func remarks(_ shown: [Row]) -> [String] {
    var remarks: [String] = []
    var methods: [String] = []
    for case .some(let method) in shown.map(\.method) where !methods.contains(method) { methods.append(method) }
    if !methods.isEmpty {
      let words = methods.map(\.neutralised).joined(separator: "; ")
      remarks.append((methods.count == 1 ? "Method: " : "Methods: ") + words + ".")
    }
    let counts = Set(shown.map(\.n))
    guard counts.count == 1, case .some(.some(let n)) = counts.first else { return remarks }
    // What stands in the table need not be said below it.
    func isInTable(_ count: Int) -> Bool { shown.contains { $0.value == .count(count) } }
    var parts = isInTable(n) ? [] : ["n = " + rounding.grouped(String(n))]
    let missing = Set(shown.map(\.missing))
    if missing.count == 1, case .some(.some(let left)) = missing.first, left > 0, parts != [] || !isInTable(left) {
      parts.append("\(rounding.grouped(String(left))) left out because a value is missing")
    }
    if !parts.isEmpty { remarks.append(parts.joined(separator: "; ") + ".") }
    return remarks
  }
}

extension Row {
  /// The row with a duration in another unit; any other row as it is.
  fileprivate func shown(in unit: TimeUnit) -> Row {
    guard let recorded = self.unit.flatMap(TimeUnit.init(rawValue:)), recorded != unit else { return self }
    var row = self
    row.unit = unit.rawValue
    if let duration = value.double { row.value = .number(recorded.convert(duration, to: unit)) }
    return row
  }
}

/// The footnotes of a table, each said once.
private struct Footnotes {
  private(set) var texts: [String] = []

  /// The mark of a footnote, which is added where it is new.
  mutating func mark(_ text: String) -> Int {
    let text = paragraphs(of: text).joined(separator: " ")
    if let mark = texts.firstIndex(of: text) { return mark }
    texts.append(text)
    return texts.count - 1
  }
}

extension Quantity {
  /// Whether it is a text.
  var isText: Bool { if case .text = self { true } else { false } }

  /// Its number, where it is one.
  fileprivate var number: Double? {
    switch self {
    case .number(let number): number
    case .count(let count): Double(count)
    case .text, .notEstimable: nil
    }
  }
}
