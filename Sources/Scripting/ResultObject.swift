import Analyses
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
      .value("terms", "table<string, table<string, any>>", "Statistics by variable, model term or test."),
      .value("groups", "table<string, table<string, any>>", "Statistics by group."),
      .function(
        "value",
        [
          ("statistic", "string", "The name of the statistic."),
          ("of?", "{ group: string?, variable: string?, time: number? }", "Which row of it."),
        ], returns: "any", "One statistic; nil where it could not be computed."),
    ])

  private func value(_ arguments: [LuaValue]) throws -> LuaValue {
    let statistic = try arguments.text(0, of: "result:value", "the statistic")
    var (group, variable, time): (String?, String?, Double?) = (nil, nil, nil)
    for entry in try arguments.options(1, of: "result:value") {
      switch (entry.name, entry.value) {
      case ("group", .text(let text)): group = text
      case ("variable", .text(let text)): variable = text
      case ("time", let value): time = value.double
      default:
        throw ArgumentError.unknown(
          entry.name, analysis: "result:value", known: ["group", "variable", "time"], nearest: nil)
      }
    }
    guard let row = result.row(statistic, group: group, variable: variable, time: time) else {
      throw UnknownRow(statistic: statistic, result: result)
    }
    return row.value.lua
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

  private func name(_ row: Row) -> String? { key == .group ? row.group : row.variable }

  fileprivate func rows(named name: String) -> [Row] {
    result.rows.filter { self.name($0) == name && $0.time == nil && (key == .variable || $0.variable == nil) }
  }

  static let type = HostType<RowIndex>(
    "result",
    member: { index, key in
      guard let name = key.string else { return nil }
      let rows = index.rows(named: name)
      return rows.isEmpty ? nil : RowSlice.type.wrap(RowSlice(name: name, rows: rows))
    },
    memberNames: { index in index.result.rows.compactMap { index.key == .group ? $0.group : $0.variable } })
}

/// The statistics of one group or variable.
final class RowSlice {
  fileprivate let name: String
  fileprivate let rows: [Row]

  init(name: String, rows: [Row]) {
    self.name = name
    self.rows = rows
  }

  static let type = HostType<RowSlice>(
    "result",
    member: { slice, key in slice.rows.first { $0.statistic == key.string }.map(\.value.lua) },
    memberNames: { $0.rows.map(\.statistic) }, text: { $0.name })
}

/// A statistic that a result does not have.
struct UnknownRow: Error, CustomStringConvertible {
  let statistic: String
  let result: AnalysisResult

  var description: String {
    let known = result.rows.filter { $0.statistic == statistic }
    guard let row = known.first else {
      return "\(result.analysis) has no statistic \"\(statistic)\" here"
    }
    let of = [
      row.group.map { "group = \"\($0)\"" }, row.variable.map { "variable = \"\($0)\"" },
      row.time.map { "time = \($0)" },
    ]
    return "\(result.analysis): say which \"\(statistic)\", such as { \(of.compactMap { $0 }.joined(separator: ", ")) }"
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
