import Analyses
import Cohorts
import OrderedCollections
import Scripting

/// The values of a session as a prompt shows them.
enum SessionWords {
  /// A value.
  static func shown(_ value: SessionValue) -> Shown {
    switch value {
    case .result(let result): .result(result)
    case .report(let report): .report(report)
    case .cohort(let cohort): .text(words(cohort))
    case .column(let column, let title, let label, let unit): .text(words(column, title, label, unit))
    case .text(let text): .text(text)
    }
  }

  /// How many values of a column are shown.
  private static let firstValues = 10
  /// How many names are shown.
  private static let mostNames = 40

  private static func words(_ cohort: Cohort) -> String {
    var lines = ["cohort \"\(cohort.name)\": \(cohort.count) subjects"]
    lines.append("  columns: \(list(cohort.columnNames))")
    if !cohort.dictionary.endpointNames.isEmpty {
      lines.append("  endpoints: \(list(cohort.dictionary.endpointNames))")
    }
    if !cohort.linked.isEmpty { lines.append("  tables: \(list(Array(cohort.linked.keys)))") }
    for step in cohort.flow.suffix(5) {
      let unknown = step.unknown > 0 ? ", \(step.unknown) unknown" : ""
      lines.append("  \(step.condition): \(step.after) of \(step.before)\(unknown)")
    }
    return lines.joined(separator: "\n")
  }

  private static func list(_ names: [String]) -> String {
    names.prefix(mostNames).joined(separator: ", ")
      + (names.count > mostNames ? " and \(names.count - mostNames) more" : "")
  }

  private static func words(_ column: Column, _ title: String, _ label: String?, _ unit: String?) -> String {
    let shown = (0..<min(firstValues, column.count)).map { row in
      column.validity[row] ? column[row].description : "missing"
    }
    let more = column.count > firstValues ? ", …" : ""
    let said = [label, unit.map { "in \($0)" }].compactMap(\.self).joined(separator: ", ")
    return [
      title + (said.isEmpty ? "" : ": \(said)"), "  \(shown.joined(separator: ", "))\(more)",
      "  \(ValueSummary(column).words)",
    ].joined(separator: "\n")
  }

  /// The variables of a cohort, a line each.
  static func columns(of cohort: Cohort, width: Int) -> String {
    let rows = cohort.columnNames.compactMap { name -> [String]? in
      guard let column = try? cohort.column(name) else { return nil }
      return [name, column.type.rawValue, String(column.missingCount), ValueSummary(column).words]
    }
    return OverviewTable(["name", "type", "missing", "values"], rows, width: width).lines.joined(separator: "\n")
  }
}
