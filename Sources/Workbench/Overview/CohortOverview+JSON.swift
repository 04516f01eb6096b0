import Cohorts
public import Readers
import Reports
import TOML

/// The description as JSON, under a name for its form that changes where a key changes its meaning or goes away.
extension CohortOverview {
  /// The name of the form.
  private static let form = "workbench-data/1"

  /// The description as JSON, in full: no level, finding or note is left out.
  public var json: String {
    JSONWriter.text(
      .object([
        ("form", .string(Self.form)), ("name", .string(name)), ("subjects", .integer(subjects)),
        ("subject_id", .string(subjectID)), ("notice", Self.text(provenance.notice)),
        (
          "trials",
          .array(trials.map { .line(.object([("name", .string($0.name)), ("subjects", .integer($0.count))])) })
        ),
        ("tables", .array(tables.map(Self.json))), ("populations", .array(populations.map(Self.json))),
        ("endpoints", .array(endpoints.map(Self.json))),
        ("files", .array(provenance.sources.map(Self.json))), ("notes", .array(notes.map { .string($0) })),
        ("findings", .array(findings.map(Self.json))),
        (
          "counts",
          .line(
            .object([
              ("errors", .integer(count(of: .error))), ("warnings", .integer(count(of: .warning))),
              ("notes", .integer(count(of: .note))),
            ]))
        ),
      ]))
  }

  /// What is wrong with data that are not usable, as JSON.
  public static func json(of faults: DataFaults) -> String {
    let found = faults.faults.map { fault -> JSONWriter.Value in
      var (row, column): (JSONWriter.Value, JSONWriter.Value) = (.null, .null)
      switch fault.place?.position {
      case .cell(let found, let name): (row, column) = (.integer(found), .string(name))
      case .text(let span): column = .integer(span.column)
      case .whole, nil: break
      }
      return .line(
        .object([
          ("message", .string(fault.message)), ("file", .string(fault.file)),
          ("line", fault.place?.line.map { .integer($0) } ?? .null), ("row", row), ("column", column),
        ]))
    }
    return JSONWriter.text(
      .object([
        ("form", .string("workbench-data-faults/1")), ("faults", .array(found)), ("total", .integer(faults.total)),
      ]))
  }

  private static func text(_ text: String?) -> JSONWriter.Value { text.map { .string($0) } ?? .null }

  private static func json(_ table: TableOverview) -> JSONWriter.Value {
    .object([
      ("name", .string(table.name)), ("kind", .string(table.isSubjects ? "subjects" : "linked")),
      ("rows", .integer(table.rows)), ("columns", .array(table.columns.map(json))),
    ])
  }

  private static func json(_ column: ColumnOverview) -> JSONWriter.Value {
    .line(
      .object([
        ("name", .string(column.name)), ("type", .string(column.type.rawValue)),
        ("label", text(column.description.label)), ("unit", text(column.description.unit)),
        ("format", text(column.description.format)), ("role", text(column.role?.rawValue)),
        ("known_at", json(column.knownAt)), ("derived_from", text(column.description.derivation)),
        ("rows", .integer(column.count)), ("missing", .integer(column.missing)), ("values", json(column.values)),
      ]))
  }

  /// `"baseline"`, `"after_origin"`, a list of the columns of days, or null where it is not known.
  private static func json(_ knownAt: KnownAt?) -> JSONWriter.Value {
    switch knownAt {
    case nil: .null
    case .baseline: .string("baseline")
    case .afterOrigin: .string("after_origin")
    case .onDay(let days): .array(days.map { .string($0) })
    }
  }

  private static func json(_ values: ValueSummary) -> JSONWriter.Value {
    switch values {
    case .none: .null
    case .numbers(let least, let quartiles, let greatest, _):
      .object([
        ("min", .number(least)), ("quartiles", .array(quartiles.map { .number($0) })), ("max", .number(greatest)),
      ])
    case .span(let first, let last): .object([("min", .string(first.description)), ("max", .string(last.description))])
    case .flags(let yes, let no): .object([("yes", .integer(yes)), ("no", .integer(no))])
    case .levels(let levels):
      .object([
        (
          "levels",
          .array(levels.map { .object([("level", .string($0.level)), ("rows", .integer($0.count))]) })
        )
      ])
    case .texts(let example): .object([("example", .string(example))])
    }
  }

  private static func json(_ population: PopulationOverview) -> JSONWriter.Value {
    .line(
      .object([
        ("name", .string(population.name)), ("label", .string(population.population.label)),
        ("condition", .string(population.population.condition)),
        ("subjects", population.count.map { .integer($0) } ?? .null),
      ]))
  }

  private static func json(_ endpoint: EndpointOverview) -> JSONWriter.Value {
    let definition = endpoint.definition
    var members: [(String, JSONWriter.Value)] = [
      ("name", .string(definition.name)), ("label", .string(definition.label)), ("time", .string(definition.time)),
      ("event", event(definition.event)), ("unit", .string(definition.unit.rawValue)),
      ("origin", .string(definition.origin)),
    ]
    switch endpoint.content {
    case .success(let counts):
      members += [
        ("subjects", .integer(counts.subjects)), ("events", .integer(counts.events)),
        ("missing", .integer(counts.missing)),
        ("median_follow_up", counts.medianFollowUp.map { .number($0) } ?? .null),
        ("reasons", .array(counts.reasons.map(json))),
      ]
    case .failure(let error): members.append(("problem", .string(error.description)))
    }
    return .line(.object(members))
  }

  private static func json(_ reason: EndpointReason) -> JSONWriter.Value {
    .object([
      ("reason", reason.words.map { .string($0) } ?? .null), ("event", .bool(reason.isEvent)),
      ("subjects", .integer(reason.count)),
    ])
  }

  /// Under the key that a `cohort.toml` has for it.
  private static func event(_ event: EndpointDefinition.Event) -> JSONWriter.Value {
    switch event {
    case .indicator(let source), .condition(let source): .object([("event", .string(source))])
    case .censoring(let source): .object([("censor", .string(source))])
    }
  }

  private static func json(_ source: Provenance.Source) -> JSONWriter.Value {
    .line(
      .object([
        ("table", .string(source.table)), ("name", .string(source.name)), ("rows", .integer(source.rows)),
        ("sha256", .string(source.sha256)),
      ]))
  }

  private static func json(_ finding: Finding) -> JSONWriter.Value {
    .line(
      .object([
        ("grade", .string(finding.grade.rawValue)), ("check", .string(finding.check)),
        ("message", .string(finding.message)), ("table", text(finding.table)),
        ("row", finding.row.map { .integer($0) } ?? .null), ("subject", text(finding.subject)),
        ("column", text(finding.column)), ("count", .integer(finding.count)),
      ]))
  }
}
