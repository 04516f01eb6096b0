import Cohorts
import Reports
import Terminals

extension CohortOverview {
  /// The description as text.
  ///
  /// - Parameter width: The most columns of the terminal that a line may take.
  /// - Returns: Lines of text, the last of which counts the findings.
  public func text(width: Int) -> String {
    var lines = ["\(name): \(subjects) subjects"]
    if let notice = provenance.notice { lines += Self.paragraph(notice, width) }
    if !trials.isEmpty { lines += ["", "Trials"] + trials.map { "  \($0.name): \($0.count)" } }
    for table in tables { lines += [""] + self.lines(of: table, width) }
    if !populations.isEmpty {
      lines += ["", "Populations"]
      lines += populations.flatMap { population in
        let count = population.count.map { "\($0) subjects" } ?? "cannot be computed"
        return Self.item(
          "\(population.name): \(population.population.label), \(population.population.condition); \(count)", width)
      }
    }
    lines += [""] + endpointLines(width)
    let cautions = cautions
    if !cautions.isEmpty { lines += ["", "To be careful of"] + cautions.flatMap { Self.item($0, width) } }
    if !notes.isEmpty { lines += ["", "How it was read"] + notes.flatMap { Self.item($0, width) } }
    lines += ["", "Files"]
    lines += provenance.sources.map { "  \($0.table): \($0.name), \($0.rows) rows, SHA-256 \($0.sha256)" }
    lines += FindingText(findings).lines(width: width)
    return (lines + ["", verdict]).joined(separator: "\n").withoutCommands + "\n"
  }

  // MARK: Tables

  private func lines(of table: TableOverview, _ width: Int) -> [String] {
    let title = table.isSubjects ? "Subjects" : "Linked table \(table.name)"
    let hasLabels = table.columns.contains { $0.description.label != nil }
    let tellsKnown = width >= 120 && table.columns.contains { $0.knownAt != nil }
    var header = ["name", "type", "missing"]
    if tellsKnown { header.append("known") }
    header += hasLabels ? ["label", "values"] : ["values"]
    let rows = table.columns.map { column in
      var cells = [column.name, column.type.rawValue, Self.missing(column)]
      if tellsKnown { cells.append(Self.known(column)) }
      return cells + (hasLabels ? [Self.label(column), Self.values(column)] : [Self.values(column)])
    }
    let columns = "\(table.columns.count) column\(table.columns.count == 1 ? "" : "s")"
    return ["\(title): \(table.rows) rows, \(columns)"] + OverviewTable(header, rows, width: width).lines
  }

  /// How many values are missing, and of a hundred how many.
  private static func missing(_ column: ColumnOverview) -> String {
    guard column.missing > 0 else { return "0" }
    let share = Double(column.missing) / Double(column.count) * 100
    // All and none are said of all and none alone.
    let words = share < 1 ? "<1" : share > 99 && share < 100 ? ">99" : "\(Int(share.rounded()))"
    return "\(column.missing) (\(words)%)"
  }

  private static func known(_ column: ColumnOverview) -> String {
    switch column.knownAt {
    case nil: "?"
    case .baseline: "baseline"
    case .afterOrigin: "later"
    case .onDay(let days): days == [column.name] ? "on the day" : days.joined(separator: ", ")
    }
  }

  private static func label(_ column: ColumnOverview) -> String {
    [column.description.label, column.role.map { "[\($0.rawValue)]" }].compactMap(\.self).joined(separator: " ")
  }

  private static func values(_ column: ColumnOverview) -> String {
    var words = column.values.words
    if let unit = column.description.unit, case .numbers(_, _, _, let counts) = column.values, counts.isEmpty {
      words += " \(unit)"
    }
    return words
  }

  // MARK: Endpoints and cautions

  private func endpointLines(_ width: Int) -> [String] {
    guard !endpoints.isEmpty else { return ["Endpoints: none declared"] }
    return ["Endpoints"] + endpoints.flatMap { Self.item(Self.words($0), width) }
  }

  private static func words(_ endpoint: EndpointOverview) -> String {
    let definition = endpoint.definition
    let label = definition.label == definition.name ? "" : " \(definition.label),"
    let words = "\(definition.name):\(label) \(definition.unit.rawValue) from \(definition.origin); "
    switch endpoint.content {
    case .failure(let error): return words + "not usable: \(error)"
    case .success(let counts):
      let followUp = counts.medianFollowUp.map { "\(ValueSummary.short($0)) \(definition.unit.rawValue)" }
      return words + "\(counts.events) events in \(counts.subjects) subjects"
        + (counts.missing > 0 ? ", \(counts.missing) missing" : "")
        + ", median follow-up \(followUp ?? "not reached")" + reasons(counts.reasons)
    }
  }

  private static func reasons(_ reasons: [EndpointReason]) -> String {
    [(true, "events"), (false, "censored")].map { isEvent, words in
      let counted = reasons.filter { $0.isEvent == isEvent }.map { "\($0.words ?? "no reason given") \($0.count)" }
      return counted.isEmpty ? "" : "; \(words): \(counted.joined(separator: ", "))"
    }.joined()
  }

  private var cautions: [String] {
    let columns = (tables.first?.columns ?? []).filter { $0.name != subjectID }
    let undeclared = columns.filter { $0.knownAt == nil }.map(\.name)
    let late = columns.filter { $0.knownAt.map { $0 != .baseline } ?? false }.map(\.name)
    return [
      undeclared.isEmpty
        ? nil
        : "The dictionary does not say when these become known, so that immortal time cannot be noticed: "
          + undeclared.joined(separator: ", ") + ".",
      late.isEmpty
        ? nil
        : "Known only after the origin; not to group a survival analysis by: \(late.joined(separator: ", ")).",
    ].compactMap(\.self)
  }

  // MARK: Lines

  private static func paragraph(_ text: String, _ width: Int) -> [String] {
    text.wrapped(to: width - 2).map { "  \($0)" }
  }

  /// A text that hangs below its first line.
  static func item(_ text: String, _ width: Int) -> [String] {
    let lines = text.split(whereSeparator: \.isNewline).joined(separator: " ").wrapped(to: width - 4)
    return lines.enumerated().map { ($0.offset == 0 ? "  " : "    ") + $0.element }
  }
}
