import Analyses
import Cohorts
import Lua
import OrderedCollections

/// A cohort, as scripts hold it: a value, so that restricting it or deriving a column gives another.
final class CohortObject {
  let cohort: Cohort
  unowned let host: ScriptHost

  init(_ cohort: Cohort, host: ScriptHost) {
    self.cohort = cohort
    self.host = host
  }

  func with(_ cohort: Cohort) -> LuaValue { Self.type.wrap(CohortObject(cohort, host: host)) }

  static let type = HostType<CohortObject>(
    "cohort",
    methods: [
      "where": { cohort, arguments in [try cohort.restricted(arguments)] },
      "derive": { cohort, arguments in [try cohort.derived(arguments)] },
      "per_subject": { cohort, arguments in [try cohort.perSubject(arguments)] },
      "derive_rows": { cohort, arguments in [try cohort.derivingRows(arguments)] },
      "where_rows": { cohort, arguments in [try cohort.restrictingRows(arguments)] },
      "population": { cohort, arguments in [try cohort.population(arguments)] },
      "has_role": { cohort, arguments in [try cohort.hasRole(arguments)] },
      "has": { cohort, arguments in
        [.boolean(cohort.cohort.columnNames.contains(try arguments.columnName(0, of: "cohort:has", "the column")))]
      },
      "has_table": { cohort, arguments in
        [.boolean(cohort.cohort.linked.keys.contains(try arguments.text(0, of: "cohort:has_table", "the table")))]
      },
      "values": { cohort, arguments in
        let column = try cohort.cohort.column(arguments.columnName(0, of: "cohort:values", "the column"))
        cohort.host.warnOfRows(
          "cohort:values makes a list", cohort.cohort, "cohort:column \"age\" with the functions of numerics")
        return [.table(LuaTable((0..<column.count).map { column[$0].lua }))]
      },
      "column": { cohort, arguments in [try cohort.column(arguments)] },
      "row_subjects": { cohort, arguments in [try cohort.rowSubjects(arguments)] },
      "endpoint": { cohort, arguments in
        let name = try arguments.text(0, of: "cohort:endpoint", "the endpoint")
        return [try cohort.cohort.endpointTable(name)]
      },
      "times": { cohort, arguments in [try cohort.times(arguments)] },
      "groups": { cohort, arguments in [try cohort.groups(arguments)] },
      "declare_endpoint": { cohort, arguments in
        let declaration = try EndpointDeclaration(arguments, of: "cohort:declare_endpoint")
        return [cohort.with(try declaration.added(to: cohort.cohort))]
      },
      "with": { cohort, arguments in [try cohort.with(contributions: arguments)] },
      "check": { cohort, arguments in [try cohort.checked(arguments)] },
      "declare_vocabulary": { cohort, arguments in [try cohort.declaringVocabulary(arguments)] },
    ],
    properties: [
      "name": { .string($0.cohort.name) },
      "count": { .integer($0.cohort.count) },
      "columns": { .table(LuaTable($0.cohort.columnNames.map(LuaValue.string))) },
      "endpoints": { .table(LuaTable($0.cohort.dictionary.endpointNames.map(LuaValue.string))) },
      "populations": { .table(LuaTable($0.cohort.populationNames.map(LuaValue.string))) },
      "tables": { .table(LuaTable($0.cohort.linked.keys.map(LuaValue.string))) },
      "trial": { $0.cohort.dictionary.trial.map(LuaValue.string) ?? .nil },
    ],
    member: { object, key in
      if let fault = key.string.flatMap({ CohortObject.columnAsMember($0, of: object.cohort) }) { throw fault }
      return nil
    }, text: { "cohort \"\($0.cohort.name)\" (\($0.cohort.count) subjects)" }, length: { $0.cohort.count })

  /// What scripts are lent as a cohort.
  static let declaration = HostDeclaration(
    name: "workbench.Cohort", summary: "Subjects and what is recorded of them; never changed, only made anew.",
    isModule: false,
    members: [
      .value("name", "string", "The name."),
      .value("count", "integer", "The number of subjects."),
      .value("columns", "string[]", "The names of the subjects' variables."),
      .value("endpoints", "string[]", "The names of the endpoints that the dictionary declares."),
      .value("populations", "string[]", "The names of the populations that the dictionary declares, such as safety."),
      .value("tables", "string[]", "The names of the linked tables, such as adverse_events."),
      .value("trial", "string?", "The variable that names the trial, in a pooled cohort."),
      .function(
        "where",
        [
          (
            "condition", "string|(fun(subject: table): boolean?)",
            "An expression (workbench help expressions), or a function of one subject."
          )
        ],
        returns: "workbench.Cohort",
        "The subjects for whom a condition holds; those for whom it is unknown are left out and counted.",
        example: "local adults = cohort:where \"age >= 18\""),
      .function(
        "derive",
        [
          ("name", "string", "The new variable's name."),
          (
            "from", "string|(fun(subject: table): any)|workbench.Column",
            "An expression, a function of one subject, or a column of as many rows."
          ),
          ("options?", "{ label: string?, known_at: string? }", "The words under which it is shown."),
        ], returns: "workbench.Cohort",
        "The cohort with one more variable; it is known as late as what it was made from.",
        example: "local aged = cohort:derive(\"old\", \"age >= 65\", { label = \"65 or older\" })"),
    ] + rowMembers + populationMembers + timesMembers + contributionMembers + [
      .function(
        "has", [("column", "string", "A name.")], returns: "boolean", "Whether there is a variable of that name.",
        example: "local known = cohort:has \"dose\""),
      .function(
        "has_table", [("table", "string", "A name.")], returns: "boolean",
        "Whether there is a linked table of that name.", example: "local known = cohort:has_table \"adverse_events\""),
      .function(
        "values", [("column", "string", "A name.")], returns: "any[]",
        "A variable's values; workbench.missing marks the missing ones.", example: "local ages = cohort:values \"age\"",
        names: ["column": .column]),
    ] + columnMembers + [
      .function(
        "endpoint", [("name", "string", "A name.")],
        returns:
          "{ name: string, label: string, unit: string, unit_days: number, origin: string, time: string, reason: string? }",
        "What the dictionary says of an endpoint.", example: "local unit = cohort:endpoint(\"pfs\").unit",
        names: ["name": .endpoint]),
      .function(
        "declare_endpoint",
        [
          (
            "definition", endpointType,
            "The columns, and what is said of them; an event column, a condition, or ADaM's censor."
          )
        ],
        returns: "workbench.Cohort", "The cohort with one more endpoint.",
        example:
          "local more = cohort:declare_endpoint({ name = \"late\", time = \"pfs_days\", event = \"pfs_event\" })",
        names: endpointNames),
      .function(
        "declare_vocabulary",
        [
          (
            "definition", vocabularyType,
            "The categories of response, best to worst, and what each counts as; columns that are written in it. With a "
              + "name and columns alone, a vocabulary that there is already."
          )
        ],
        returns: "workbench.Cohort", "The cohort with one more response vocabulary, and columns written in it.",
        example: "local ours = cohort:declare_vocabulary({ name = \"leukaemia\", columns = \"response\" })"),
    ])
}

extension Cohort {
  /// When what a function read is known: the latest of it.
  fileprivate func knownAt(columns: [String]) -> KnownAt? {
    columns.reduce(.baseline) { KnownAt.later($0, knownAt($1)) }
  }
}

// MARK: - Restricting and deriving

extension CohortObject {
  private func restricted(_ arguments: [LuaValue]) throws -> LuaValue {
    let restricted: Cohort
    switch arguments.first {
    case .string(let condition): restricted = try cohort.where(condition)
    case .function(let function):
      host.warnOfRows("cohort:where calls its function", cohort, "cohort:where \"age >= 18\"")
      let truths = try host.lua.truths(function, LuaRows(cohort))
      restricted = cohort.restricted(
        to: Truth(truths.values), condition: "a function of \(truths.columnsRead.joined(separator: ", "))",
        knownAt: cohort.knownAt(columns: truths.columnsRead))
    default:
      throw CallError.wrongKind(
        "cohort:where", argument: "the condition", expected: "an expression or a function", found: arguments.kind(0))
    }
    if let step = restricted.flow.last { host.note(step) }
    return with(restricted)
  }

  private func derived(_ arguments: [LuaValue]) throws -> LuaValue {
    let name = try arguments.text(0, of: "cohort:derive", "the name")
    guard name.contains(where: { !$0.isWhitespace }), !name.contains(where: \.isNewline) else {
      throw CallError.wrongKind(
        "cohort:derive", argument: "the name", expected: "a name of one line", found: Argument.text(name).source)
    }
    guard !cohort.columnNames.contains(name) else { throw CallError.nameTaken(name, cohort: cohort.name) }
    var label: String?
    var declared: KnownAt?
    for entry in try arguments.options(2, of: "cohort:derive") {
      let text = try entry.text(of: "cohort:derive", among: ["label", "known_at"])
      if entry.name == "label" { label = text } else { declared = try cohort.knownAt(declared: text) }
    }
    switch arguments.dropFirst().first {
    case .string(let source): return noted(try cohort.deriving(name, from: source, label: label), name, declared)
    case .function(let function):
      host.warnOfRows("cohort:derive calls its function", cohort, "cohort:derive(\"half\", \"dose / 2\")")
      let rows = try host.lua.values(function, LuaRows(cohort))
      let description = ColumnDescription(
        label: label, knownAt: cohort.knownAt(columns: rows.columnsRead),
        derivation: "a function of \(rows.columnsRead.joined(separator: ", "))", reads: rows.columnsRead)
      return noted(try cohort.deriving(Column(rows.values), as: name, description: description), name, declared)
    case .some(let value) where ColumnObject.type.unwrap(value) != nil:
      return noted(try deriving(value, as: name, label: label), name, declared)
    default:
      throw CallError.wrongKind(
        "cohort:derive", argument: "what it is derived from", expected: "an expression, a function or a column",
        found: arguments.kind(1))
    }
  }

  /// A cohort with one more variable, of which the report will say what it was derived from.
  private func noted(_ derived: Cohort, _ name: String, _ declared: KnownAt?) -> LuaValue {
    host.note(derivation: .init(name, derived.derivation(of: name) ?? ""))
    return with(declared.map { derived.declaring(name, knownAt: $0) } ?? derived)
  }
}

extension [LuaValue] {
  /// The name of a column, without the backquotes around it.
  func columnName(_ place: Int, of function: String, _ argument: String) throws -> String {
    ColumnName.alone(try text(place, of: function, argument))
  }
}

extension Argument.Entry {
  /// The text of an option, which must be one of those that a function knows.
  fileprivate func text(of function: String, among known: [String]) throws -> String {
    guard known.contains(name) else {
      throw ArgumentError.unknown(
        name, analysis: function, known: known, nearest: Nearest.name(to: name, among: known))
    }
    guard case .text(let text) = value else {
      throw ArgumentError.wrongKind(name, analysis: function, expected: "a text", found: value.source)
    }
    return text
  }
}

extension Cohort {
  /// What the dictionary says of an endpoint, as a table.
  fileprivate func endpointTable(_ name: String) throws -> LuaValue {
    let request: EndpointRequest
    do throws(Formula.Fault) { request = try Formula.request(name) } catch {
      throw CohortError.formula(name, reason: error.reason)
    }
    let definition = try definition(of: request)
    let table: LuaTable = [
      "name": .string(definition.name), "label": .string(definition.label), "unit": .string(definition.unit.rawValue),
      "unit_days": .number(definition.unit.days), "origin": .string(definition.origin),
      "time": .string(definition.time),
      "reason": definition.reason.map(LuaValue.string) ?? .nil,
    ]
    return .table(table)
  }
}
