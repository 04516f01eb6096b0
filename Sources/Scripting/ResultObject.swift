import Analyses
import Cohorts
import Lua

/// A result, as scripts read it.
final class ResultObject {
  let result: AnalysisResult

  init(result: AnalysisResult) { self.result = result }

  static let type = HostType<ResultObject>(
    "result",
    methods: ["value": { result, arguments in [try result.value(arguments)] }],
    properties: [
      "title": { .string($0.result.title) },
      "analysis": { .string($0.result.analysis) },
      "rows": { .table(LuaTable($0.result.rows.map(\.lua))) },
      "cautions": { .table(LuaTable($0.result.cautions.map { .string($0.message) })) },
      "methods": { .table(LuaTable($0.result.methods.map(LuaValue.string))) },
      "figures": { .table(LuaTable($0.result.figures.map { FigureObject.type.wrap(FigureObject($0)) })) },
      "tables": { .table(LuaTable($0.result.tables.map { TableObject.type.wrap(TableObject($0)) })) },
      "terms": { RowIndex.type.wrap(RowIndex($0.result, key: .variable)) },
      "groups": { RowIndex.type.wrap(RowIndex($0.result, key: .group)) },
    ], text: { "result of \($0.result.analysis)" })

  /// What scripts are lent as a result.
  static let declaration = HostDeclaration(
    name: "workbench.Result", summary: "What an analysis found.", isModule: false,
    members: [
      .value("title", "string", "The title."),
      .value("analysis", "string", "The full name of the analysis."),
      .value("rows", "table[]", "All statistics, a table each."),
      .value("cautions", "string[]", "What a reader must know before they trust it."),
      .value("methods", "string[]", "What was done, in full sentences."),
      .value("figures", "workbench.Figure[]", "Its figures, which workbench.result takes, too."),
      .value("tables", "workbench.Table[]", "How its rows are arranged, which workbench.result takes for such rows."),
      .value(
        "terms", "table<string, table<string, any>>",
        "Statistics by variable, model term or test; pairs visits them in their order."),
      .value("groups", "table<string, table<string, any>>", "Statistics by group; pairs visits them in their order."),
      .function(
        "value",
        [
          ("statistic", "string", "The name of the statistic."),
          ("of?", "{ group: string?, variable: string?, time: number? }", "Which row of it."),
        ], returns: "any", "One statistic; nil where it could not be computed.",
        example: "local median = result:value(\"median\", { group = \"female\" })"),
    ])

  private func value(_ arguments: [LuaValue]) throws -> LuaValue {
    let statistic = try arguments.text(0, of: "result:value", "the statistic")
    var (group, variable, time): (String?, String?, Double?) = (nil, nil, nil)
    for entry in try arguments.options(1, of: "result:value") {
      switch (entry.name, entry.value) {
      case ("group", .text(let text)): group = text
      case ("variable", .text(let text)): variable = text
      case ("time", .integer), ("time", .number): time = entry.value.double
      default: throw Self.wrongOption(entry)
      }
    }
    guard let row = result.row(statistic, group: group, variable: variable, time: time) else {
      let rows = result.rows.filter { $0.statistic == statistic }
      let meant = rows.filter {
        (group == nil || $0.group == group) && (variable == nil || $0.variable == variable)
          && (time == nil || $0.time == time)
      }
      if let only = meant.first, meant.count == 1 { return only.value.lua }
      if let first = meant.first { throw AmbiguousRow(analysis: result.analysis, row: first) }
      if !rows.isEmpty { throw NoSuchRow(analysis: result.analysis, statistic: statistic, rows: rows) }
      throw UnknownRow(
        name: statistic, what: "statistic", owner: result.analysis,
        nearest: Nearest.name(to: statistic, among: result.rows.map(\.statistic)))
    }
    return row.value.lua
  }

  private static func wrongOption(_ entry: Argument.Entry) -> ArgumentError {
    let known = ["group", "variable", "time"]
    guard known.contains(entry.name) else {
      return .unknown(
        entry.name, analysis: "result:value", known: known, nearest: Nearest.name(to: entry.name, among: known))
    }
    return .wrongKind(
      entry.name, analysis: "result:value", expected: entry.name == "time" ? "a number" : "a text",
      found: entry.value.source)
  }
}

/// The rows of a result by group, or by variable.
final class RowIndex {
  enum Key { case group, variable }

  fileprivate let result: AnalysisResult
  fileprivate let key: Key

  init(_ result: AnalysisResult, key: Key) {
    self.result = result
    self.key = key
  }

  fileprivate func name(_ row: Row) -> String? { key == .group ? row.group : row.variable }

  /// The groups or terms that there are.
  var names: [String] {
    var seen: Set<String> = []
    return result.rows.compactMap(name).filter { seen.insert($0).inserted }
  }

  fileprivate func rows(named name: String) -> [Row] {
    result.rows.filter { self.name($0) == name && $0.time == nil && (key == .variable || $0.variable == nil) }
  }

  static let type = HostType<RowIndex>(
    "result",
    member: { index, key in
      guard let name = key.string else { return nil }
      let rows = index.rows(named: name)
      guard !rows.isEmpty else {
        let known = index.result.rows.compactMap(index.name)
        let what = index.key == .group ? "group" : "term"
        throw UnknownRow(
          name: name, what: what, owner: index.result.analysis, nearest: Nearest.name(to: name, among: known))
      }
      return RowSlice.type.wrap(RowSlice(name: name, rows: rows))
    }, memberNames: { index in index.names.filter { !index.rows(named: $0).isEmpty } })
}

/// The statistics of one group or variable.
final class RowSlice {
  fileprivate let name: String
  fileprivate let rows: [Row]

  init(name: String, rows: [Row]) {
    self.name = name
    self.rows = rows
  }

  /// The statistics that there are, each once.
  var names: [String] {
    var seen: Set<String> = []
    return rows.map(\.statistic).filter { seen.insert($0).inserted }
  }

  /// The values by their statistics.
  var values: LuaTable { LuaTable([], fields: rows.map { LuaTable.Field(.string($0.statistic), $0.value.lua) }) }

  static let type = HostType<RowSlice>(
    "result",
    member: { slice, key in
      guard let name = key.string else { return nil }
      guard let row = slice.rows.first(where: { $0.statistic == name }) else {
        throw UnknownRow(
          name: name, what: "statistic", owner: "\"\(slice.name)\"",
          nearest: Nearest.name(to: name, among: slice.rows.map(\.statistic)))
      }
      return row.value.lua
    }, memberNames: \.names, text: { $0.name })
}

/// A group, term or statistic that a result does not have.
struct UnknownRow: Error, CustomStringConvertible {
  let name: String
  let what: String
  let owner: String
  let nearest: String?

  var description: String {
    "\(owner) has no \(what) \"\(name)\"" + (nearest.map { "; did you mean \"\($0)\"?" } ?? "")
  }
}

/// A statistic that a result has, but not of the group, variable and time that were asked for.
struct NoSuchRow: Error, CustomStringConvertible {
  let analysis: String
  let statistic: String
  let rows: [Row]

  var description: String {
    let some = rows.prefix(5).map(\.selector).joined(separator: ", ")
    return "\(analysis): there is no such \"\(statistic)\"; there is that of \(some)"
      + (rows.count > 5 ? ", and \(rows.count - 5) more" : "")
  }
}

extension Row {
  /// What tells the row from others of its statistic, as a script writes it.
  fileprivate var selector: String {
    let which = [
      group.map { "group = \"\($0)\"" }, variable.map { "variable = \"\($0)\"" },
      time.map { "time = \(Argument.number($0).source)" },
    ]
    return "{ \(which.compactMap { $0 }.joined(separator: ", ")) }"
  }
}

/// A statistic of which a result has several, of none of which it was said that it is meant.
struct AmbiguousRow: Error, CustomStringConvertible {
  let analysis: String
  let row: Row

  var description: String {
    "\(analysis): say which \"\(row.statistic)\", such as \(row.selector)"
  }
}

extension Quantity {
  /// The value of Lua: nil where it could not be computed.
  var lua: LuaValue {
    switch self {
    case .number(let number): .number(number)
    case .count(let count): .integer(count)
    case .text(let text): .string(text)
    case .notEstimable: .nil
    }
  }
}

extension Row {
  /// The row as a table.
  var lua: LuaValue {
    var table = LuaTable()
    table["statistic"] = .string(statistic)
    table["value"] = value.lua
    if case .notEstimable(let reason) = value { table["reason"] = .string(reason) }
    table["group"] = group.map(LuaValue.string)
    table["variable"] = variable.map(LuaValue.string)
    table["time"] = time.map(LuaValue.number)
    table["unit"] = unit.map(LuaValue.string)
    table["method"] = method.map(LuaValue.string)
    table["n"] = n.map(LuaValue.integer)
    table["missing"] = missing.map(LuaValue.integer)
    table["note"] = note.map(LuaValue.string)
    return .table(table)
  }
}
