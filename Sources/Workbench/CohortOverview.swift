public import Cohorts
import OrderedCollections

/// A cohort described: its tables, columns, types, missing values, endpoints, and what to be careful of.
public struct CohortOverview {
  private let cohort: Cohort
  private let notes: [String]

  /// Describes a cohort.
  ///
  /// - Parameters:
  ///   - cohort: The cohort.
  ///   - notes: What its reader has inferred.
  public init(_ cohort: Cohort, notes: [String]) {
    self.cohort = cohort
    self.notes = notes
  }

  /// The description.
  ///
  /// - Parameter width: The most columns of the terminal that a line may take.
  /// - Returns: Lines of text.
  public func text(width: Int) -> String {
    var lines = ["\(cohort.name): \(cohort.count) subjects"]
    if let notice = cohort.provenance.notice { lines += wrap(notice, "  ", width) }
    if let trial = cohort.dictionary.trial, let groups = try? cohort.grouping(trial) {
      lines += ["", "Trials"] + counts(groups).map { "  \($0)" }
    }
    lines += ["", "Subjects' variables"] + columnLines(cohort.stored.columns, cohort.dictionary.columns, width)
    for (name, link) in cohort.linked {
      lines += ["", "Linked table \(name): \(link.table.count) rows"]
      lines += columnLines(link.table.columns, cohort.dictionary.linked[name] ?? [:], width)
    }
    lines += endpointLines
    if !cautions.isEmpty { lines += ["", "To be careful of"] + cautions.flatMap { wrap($0, "  ! ", width) } }
    if !notes.isEmpty { lines += ["", "How it was read"] + notes.flatMap { wrap($0, "  ", width) } }
    lines += ["", "Files"]
    for source in cohort.provenance.sources {
      lines.append("  \(source.table): \(source.name), \(source.rows) rows, SHA-256 \(source.sha256)")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func counts(_ groups: Grouping) -> [String] {
    zip(groups.levels, groups.sizes).map { "\($0): \($1)" }
  }

  // MARK: Columns

  private func columnLines(
    _ columns: OrderedDictionary<String, Column>, _ descriptions: OrderedDictionary<String, ColumnDescription>,
    _ width: Int
  ) -> [String] {
    let rows = columns.map { name, column in
      [name, column.type.rawValue, "\(column.missingCount)", known(descriptions[name]?.knownAt), summary(column)]
    }
    let header = ["name", "type", "missing", "known", "values"]
    let widths = header.indices.dropLast().map { place in ([header] + rows).map { $0[place].count }.max() ?? 0 }
    return ([header] + rows).flatMap { row in
      var line = "  "
      for (place, cell) in row.dropLast().enumerated() {
        line += cell + String(repeating: " ", count: widths[place] - cell.count + 2)
      }
      let indent = String(repeating: " ", count: line.count)
      var values = wrap(row.last ?? "", indent, max(width, line.count + 24))
      values[0] = line + values[0].dropFirst(line.count)
      return values
    }
  }

  private func known(_ knownAt: KnownAt?) -> String {
    switch knownAt {
    case nil: "?"
    case .baseline: "baseline"
    case .afterOrigin: "later"
    case .onDay(let columns): columns.joined(separator: ", ")
    }
  }

  private func summary(_ column: Column) -> String {
    let present = (0..<column.count).lazy.filter { column.validity[$0] }
    switch column.storage {
    case .number(let values): return range(present.map { values[$0] }) { Value.number($0).description }
    case .integer(let values): return range(present.map { values[$0] }) { String($0) }
    case .date(let values): return range(present.map { values[$0] }) { CalendarDate(daysSince1970: $0).description }
    case .dateTime(let values): return range(present.map { values[$0] }) { Value.dateTime($0).description }
    case .time(let values): return range(present.map { values[$0] }) { Value.time($0).description }
    case .flag(let values):
      return "yes \(present.filter { values[$0] }.count), no \(present.filter { !values[$0] }.count)"
    case .category(let values):
      var sizes = [Int](repeating: 0, count: values.levels.count)
      for row in present { sizes[Int(values.codes[row])] += 1 }
      return zip(values.levels, sizes).map { "\($0) \($1)" }.joined(separator: ", ")
    case .text: return present.first.map { "such as \(column[$0])" } ?? ""
    }
  }

  private func range<T: Comparable>(_ values: some Sequence<T>, _ text: (T) -> String) -> String {
    var bounds: (T, T)?
    for value in values { bounds = bounds.map { (min($0.0, value), max($0.1, value)) } ?? (value, value) }
    return bounds.map { "\(text($0.0)) to \(text($0.1))" } ?? "no values"
  }

  // MARK: Endpoints and cautions

  private var endpointLines: [String] {
    guard !cohort.dictionary.endpoints.isEmpty else { return ["", "Endpoints: none declared"] }
    return ["", "Endpoints"]
      + cohort.dictionary.endpoints.map { name, definition in
        let label = "  \(name): \(definition.label), \(definition.unit.rawValue) from \(definition.origin); "
        do {
          let times = try cohort.times(of: EndpointRequest(.named(name)))
          let events = times.event.filter { $0 }.count
          return label + "\(events) events in \(times.count) subjects"
            + (times.missing > 0 ? ", \(times.missing) missing" : "")
        } catch { return label + "not usable: \(error)" }
      }
  }

  private var cautions: [String] {
    var cautions: [String] = []
    let undeclared = cohort.columnNames.filter { $0 != cohort.dictionary.subjectID && cohort.knownAt($0) == nil }
    if !undeclared.isEmpty {
      cautions.append(
        "The dictionary does not say when these become known, so that immortal time cannot be noticed: "
          + undeclared.joined(separator: ", ") + ".")
    }
    let late = cohort.columnNames.filter { cohort.knownAt($0).map { $0 != .baseline } ?? false }
    if !late.isEmpty {
      cautions.append(
        "Known only after the origin; not to group a survival analysis by: \(late.joined(separator: ", ")).")
    }
    for name in cohort.columnNames {
      guard let column = try? cohort.column(name), column.count > 0, column.missingCount * 2 >= column.count else {
        continue
      }
      cautions.append("\(name) is missing in \(column.missingCount) of \(column.count) subjects.")
    }
    return cautions
  }

  /// The text in lines; the first begins with `first`, the others are indented as deep.
  private func wrap(_ text: String, _ first: String, _ width: Int) -> [String] {
    let indent = String(repeating: " ", count: first.count)
    var lines: [String] = []
    var line = first
    for word in text.split(separator: " ") {
      if line.count > indent.count, line.count + word.count + 1 > width {
        lines.append(line)
        line = indent
      }
      line += (line.count == first.count ? "" : " ") + word
    }
    return lines + [line]
  }
}
