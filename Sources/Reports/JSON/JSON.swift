internal import Analyses
internal import Cohorts

extension ReportDocument {
  /// The version of the form in which reports are written as JSON; it grows when a reader must change.
  public static let jsonFormatVersion = 1

  /// The whole document as JSON, at full precision.
  ///
  /// Its form is described in <doc:ReportJSON> and by ``ReportSchema``.
  public func json() -> String {
    JSONWriter.text(
      .object([
        ("format", .string("workbench-report")), ("format_version", .integer(Self.jsonFormatVersion)),
        ("title", .string(report.title)), ("notice", .optional(provenance.data.notice)),
        ("items", .array(report.items.map(\.json))), ("provenance", provenance.json(programVersion: programVersion)),
      ]))
  }
}

extension JSONWriter.Value {
  static func optional(_ text: String?) -> Self { text.map { .string($0) } ?? .null }
  static func optional(_ number: Int?) -> Self { number.map { .integer($0) } ?? .null }
  static func optional(_ number: Double?) -> Self { number.map { .number($0) } ?? .null }
  static func numbers(_ numbers: [Double]) -> Self { .line(.array(numbers.map { .number($0) })) }
  static func numbers(_ numbers: [Double?]) -> Self { .line(.array(numbers.map { .optional($0) })) }
}

private typealias JSON = JSONWriter.Value

extension Report.Item {
  fileprivate var json: JSON {
    switch self {
    case .heading(let text): .object([("kind", .string("heading")), ("text", .string(text))])
    case .note(let text): .object([("kind", .string("note")), ("text", .string(text))])
    case .result(let result): result.json
    }
  }
}

extension AnalysisResult {
  fileprivate var json: JSON {
    .object([
      ("kind", .string("result")), ("analysis", .string(analysis)), ("title", .string(title)),
      ("methods", .array(methods.map { .string($0) })), ("settings", .array(settings.map { .line($0.json) })),
      ("cautions", .array(cautions.map(\.json))), ("rows", .array(rows.map { .line($0.json) })),
      ("tables", .array(tables.map(\.json))), ("figures", .array(figures.map(\.json))),
    ])
  }
}

extension AnalysisResult.Setting {
  fileprivate var json: JSON {
    .object([("name", .string(name)), ("value", .string(value)), ("default", .bool(isDefault))])
  }
}

extension Caution {
  fileprivate var json: JSON {
    .object([
      ("kind", .string(kind.rawValue)), ("message", .string(message)), ("remedy", .optional(remedy)),
    ])
  }
}

extension Quantity {
  /// The value: a number, a text, or null where it is not estimable.
  var json: JSONWriter.Value {
    switch self {
    case .number(let number): .number(number)
    case .count(let count): .integer(count)
    case .text(let text): .string(text)
    case .notEstimable: .null
    }
  }

  /// Why there is no value.
  var reason: String? { if case .notEstimable(let reason) = self { reason } else { nil } }
}

extension Row {
  fileprivate var json: JSON {
    .object([
      ("group", .optional(group)), ("variable", .optional(variable)), ("time", .optional(time)),
      ("statistic", .string(statistic)), ("value", value.json), ("reason", .optional(value.reason)),
      ("unit", .optional(unit)), ("method", .optional(method)), ("n", .optional(n)), ("missing", .optional(missing)),
      ("note", .optional(note)),
    ])
  }
}

extension TableLayout {
  fileprivate var json: JSON {
    .object(
      [
        ("title", .string(title)), ("row_header", .string(rowHeader)),
        (
          "lines",
          .array(lines.map { .line($0.json) })
        ), ("columns", .array(columns.map { .line($0.json) })),
      ] + (durations.map { [("durations", .string($0.rawValue))] } ?? []))
  }
}

extension TableLayout.Line {
  /// The line; what it leaves to its columns is left out.
  fileprivate var json: JSON {
    var members: [(String, JSON)] = [
      ("label", .string(label)), ("group", .optional(group)), ("variable", .optional(variable)),
      ("time", .optional(time)),
    ]
    if indent > 0 { members.append(("indent", .integer(indent))) }
    if let cell { members += cell.json }
    if let format { members.append(("format", .string(format.rawValue))) }
    return .object(members)
  }
}

extension TableLayout.Column {
  /// The column; what it leaves to its lines is left out.
  fileprivate var json: JSON {
    var members: [(String, JSON)] = [("header", .string(header)), ("format", .string(format.rawValue))] + cell.json
    if let group { members.append(("group", .string(group))) }
    if let variable { members.append(("variable", .string(variable))) }
    if !over.isEmpty { members.append(("over", .string(over))) }
    if keepsOwn { members.append(("keeps_own", .bool(true))) }
    return .object(members)
  }
}

extension TableLayout.Cell {
  /// The statistics that a cell shows, as members of its column or line.
  fileprivate var json: [(String, JSON)] {
    switch self {
    case .value(let statistic): members(statistic)
    case .interval(let lower, let upper): members(nil, lower, upper)
    case .estimate(let statistic, let lower, let upper): members(statistic, lower, upper)
    case .share(let count, let total, let proportion):
      members(count) + [("of", .optional(total)), ("proportion", .string(proportion))]
    case .spread(let statistic, let spread): members(statistic) + [("spread", .string(spread))]
    }
  }

  private func members(_ statistic: String?, _ lower: String? = nil, _ upper: String? = nil) -> [(String, JSON)] {
    [("statistic", .optional(statistic)), ("lower", .optional(lower)), ("upper", .optional(upper))]
  }
}

extension ReportProvenance {
  fileprivate func json(programVersion: String?) -> JSON {
    .object([
      ("program_version", .optional(programVersion)), ("cohort", .string(cohort)), ("subjects", .integer(subjects)),
      ("data", .array(data.sources.map { .line($0.json) })), ("script", .string(script)),
      ("script_sha256", .string(scriptSHA256)), ("parameters", .array(parameters.map { .line($0.json) })),
      ("flow", .array(flow.map { .line($0.json) })), ("derivations", .array(derivations.map { .line($0.json) })),
      ("profile", .string(profile)), ("seed", .unsigned(seed)),
      ("versions", .array(versions.map { .line($0.json) })),
    ])
  }
}

extension ReportProvenance.Fact {
  fileprivate var json: JSON { .object([("name", .string(name)), ("value", .string(value))]) }
}
