import Analyses
import Cohorts
import Lua
import OrderedCollections

/// What scripts do with the rows of linked tables.
extension CohortObject {
  /// The members that are declared of it.
  static let rowMembers: [HostDeclaration.Member] = [
    .function(
      "per_subject",
      [
        ("table", "string", "The linked table, such as adverse_events."),
        (
          "definitions", "table<string, string>",
          "Expressions over the subject's rows by the names of the new variables, such as worst_crs = \"max(grade) where term == 'CRS'\"."
        ),
        (
          "options?", "{ labels: table<string, string>?, known_at: string? }",
          "The words under which they are shown, and when they become known, where that is later than it can be told."
        ),
      ],
      returns: "workbench.Cohort",
      "The cohort with variables that are computed from each subject's rows of a linked table; without rows counts are 0, any is false, "
        + "and others are missing. They are known after the origin, but for the day of the first row, which is known on that day.",
      example:
        "local graded = cohort:per_subject(\"adverse_events\", { worst = \"max(grade) where term == 'ICANS'\" })"
    ),
    .function(
      "derive_rows",
      [
        ("table", "string", "The linked table."),
        (
          "definitions", "table<string, string>",
          "Expressions by the names of the new columns, such as since_first = \"onset_day - first(onset_day)\"."
        ),
        ("options?", "{ labels: table<string, string>? }", "The words under which they are shown."),
      ],
      returns: "workbench.Cohort",
      "The cohort with more columns in a linked table; the order of their names is that of computing.",
      example:
        "local dated = cohort:derive_rows(\"adverse_events\", { since_first = \"onset_day - first(onset_day)\" })"),
    .function(
      "where_rows",
      [
        ("table", "string", "The linked table."),
        ("condition", "string", "A condition on its rows, such as \"grade >= 3\" or \"row_number() == 1\"."),
      ],
      returns: "workbench.Cohort",
      "The cohort with those rows of a linked table for which a condition holds; no subject is left out.",
      example: "local severe = cohort:where_rows(\"adverse_events\", \"grade >= 3\")"),
  ]

  func perSubject(_ arguments: [LuaValue]) throws -> LuaValue {
    let call = try RowDefinitions("cohort:per_subject", arguments, options: ["labels", "known_at"])
    for name in call.definitions.keys where cohort.columnNames.contains(name) {
      throw CallError.rowNameTaken(call.function, name, holder: "cohort \"\(cohort.name)\"")
    }
    var derived = try cohort.perSubject(table: call.table, definitions: call.definitions, labels: call.labels)
    for name in call.definitions.keys {
      if let knownAt = call.knownAt {
        derived = derived.declaring(name, knownAt: try derived.knownAt(declared: knownAt))
      }
      host.note(derivation: .init(name, derived.derivation(of: name) ?? ""))
    }
    return with(derived)
  }

  func derivingRows(_ arguments: [LuaValue]) throws -> LuaValue {
    let call = try RowDefinitions("cohort:derive_rows", arguments, options: ["labels"])
    if let table = cohort.linked[call.table]?.table {
      for name in call.definitions.keys where table.columns[name] != nil {
        throw CallError.rowNameTaken(call.function, name, holder: "table \"\(call.table)\"")
      }
    }
    let derived = try cohort.derivingRows(table: call.table, definitions: call.definitions, labels: call.labels)
    for name in call.definitions.keys {
      let derivation = derived.dictionary.linked[call.table]?[name]?.derivation ?? ""
      host.note(derivation: .init("\(call.table).\(name)", derivation))
    }
    return with(derived)
  }

  func restrictingRows(_ arguments: [LuaValue]) throws -> LuaValue {
    let function = "cohort:where_rows"
    let table = try arguments.text(0, of: function, "the table")
    let condition = try arguments.text(1, of: function, "the condition")
    let restricted = try cohort.restrictingRows(table: table, to: condition)
    let unknown = restricted.unknown == 0 ? "" : " (\(restricted.unknown) left out: the condition is unknown)"
    host.note(
      derivation: .init("rows of \(table)", "\(condition): \(restricted.after) of \(restricted.before) rows\(unknown)"))
    return with(restricted.cohort)
  }
}

/// Expressions over rows by name, as a script gives them.
private struct RowDefinitions {
  let function: String
  let table: String
  private(set) var definitions: OrderedDictionary<String, String> = [:]
  private(set) var labels: [String: String] = [:]
  private(set) var knownAt: String?

  init(_ function: String, _ arguments: [LuaValue], options known: [String]) throws {
    self.function = function
    table = try arguments.text(0, of: function, "the table")
    guard arguments.count > 1, case .table = arguments[1] else {
      throw CallError.wrongKind(
        function, argument: "the definitions", expected: "a table of expressions by name", found: arguments.kind(1))
    }
    for entry in try arguments.options(1, of: function) {
      guard entry.name.contains(where: { !$0.isWhitespace }), !entry.name.contains(where: \.isNewline) else {
        throw CallError.wrongKind(
          function, argument: "the name", expected: "a name of one line", found: Argument.text(entry.name).source)
      }
      definitions[entry.name] = try entry.plainText(of: function)
    }
    guard !definitions.isEmpty else {
      throw CallError.wrongKind(
        function, argument: "the definitions", expected: "a table of expressions by name", found: "an empty table")
    }
    for option in try arguments.options(2, of: function) { try read(option, among: known) }
  }

  private mutating func read(_ option: Argument.Entry, among known: [String]) throws {
    guard known.contains(option.name) else {
      throw ArgumentError.unknown(
        option.name, analysis: function, known: known, nearest: Nearest.name(to: option.name, among: known))
    }
    if option.name == "known_at" { return knownAt = try option.plainText(of: function) }
    guard case .map(let entries) = option.value else {
      throw ArgumentError.wrongKind(
        option.name, analysis: function, expected: "a table by name", found: option.value.source)
    }
    for entry in entries {
      guard definitions[entry.name] != nil else {
        let names = Array(definitions.keys)
        throw ArgumentError.unknown(
          entry.name, analysis: function, known: names, nearest: Nearest.name(to: entry.name, among: names))
      }
      labels[entry.name] = try entry.plainText(of: function)
    }
  }
}

extension Argument.Entry {
  /// The text that it must be.
  fileprivate func plainText(of function: String) throws(ArgumentError) -> String {
    guard case .text(let text) = value else {
      throw .wrongKind(name, analysis: function, expected: "a text", found: value.source)
    }
    return text
  }
}
