import Analyses
import Cohorts
import Lua

/// What an estimator of a script works from: the times of an endpoint, and groups.
extension CohortObject {
  /// `cohort:times(endpoint, { by = …, strata = …, columns = … })`: the subjects of whom all is known, in the cohort's order, and the
  /// same by group in the order of time.
  func times(_ arguments: [LuaValue]) throws -> LuaValue {
    let function = "cohort:times"
    let request = try EndpointObject.request(arguments.first, of: function)
    let options = try Fields(
      arguments.dropFirst().first.flatMap { $0.isAbsent ? nil : $0 } ?? .table([:]), at: function,
      known: ["by", "strata", "columns"], such: "{ by = arguments.by }")
    let times = try cohort.times(of: request)
    let by = try resolved(options.texts("by"))
    let strata = try resolved(options.texts("strata"))
    host.computations.last?.note(request, of: cohort)
    host.computations.last?.note(by.sources + strata.sources, of: cohort)
    let columns = try options.texts("columns").map { name in
      (name: name, column: try cohort.resolve(ColumnRequest(name)).column)
    }
    var kept = UsedSubjects(times, of: cohort.count)
    kept.keep("without \(by.label)") { by.grouping.codes[$0] >= 0 }
    kept.keep("without \(strata.label)") { strata.grouping.codes[$0] >= 0 }
    for (name, column) in columns { kept.keep("without \(name)") { column.validity[$0] } }
    if let caution = kept.caution { host.computations.last?.note(caution) }
    let table = TimesTable(
      times: times, kept: kept.rows, by: by, strata: strata, columns: columns, missing: kept.missing, cohort: cohort)
    for (level, rows) in zip(by.grouping.levels, table.members) where rows.isEmpty {
      host.computations.last?.note(Caution(.emptyGroup, "Group \"\(level)\" has no subjects with a time."))
    }
    return .table(try table.lua(isGrouped: options["by"] != nil, isStratified: options["strata"] != nil))
  }

  /// `cohort:groups(by)`: the group of every subject, and the groups in order.
  func groups(_ arguments: [LuaValue]) throws -> LuaValue {
    let function = "cohort:groups"
    let fields = try Fields(
      .table(LuaTable([], fields: [.init("by", arguments.first ?? .nil)])), at: function, known: ["by"], such: "")
    let groups = try resolved(fields.texts("by"))
    host.computations.last?.note(groups.sources, of: cohort)
    let grouping = groups.grouping
    var members = [[LuaValue]](repeating: [], count: grouping.levels.count)
    for (position, code) in grouping.codes.enumerated() where code >= 0 {
      members[Int(code)].append(.integer(position + 1))
    }
    let table: LuaTable = [
      "label": .string(groups.label), "levels": .table(LuaTable(grouping.levels.map(LuaValue.string))),
      "code": .table(LuaTable(grouping.codes.map { $0 < 0 ? .missing : .integer(Int($0) + 1) })),
      "rows": .table(LuaTable(members.map { .table(LuaTable($0)) })), "missing": .integer(grouping.missing),
    ]
    return .table(table)
  }

  private func resolved(_ names: [String]) throws -> ResolvedGroups {
    try cohort.groups(by: names.map { ColumnRequest($0) })
  }

  /// What the declaration says of both.
  static let timesMembers: [HostDeclaration.Member] = [
    .function(
      "times",
      [
        ("endpoint", "workbench.Endpoint|string", "The endpoint: arguments.endpoint, or a name of the dictionary."),
        (
          "options?", "{ by: string|string[]|nil, strata: string|string[]|nil, columns: string|string[]|nil }",
          "Groups, strata and further columns or expressions that must be known."
        ),
      ],
      returns: "workbench.Times",
      "The times of an endpoint as lists: time, event (true or false) and row (the subject's place in the cohort), with outcome (0 where "
        + "censored, else the place of its name in outcomes), entry and reason where the endpoint has them, group, stratum and the columns where asked for. All "
        + "lists hold the same subjects in the same order, those of whom all is known; n counts them and missing the others. Times that differ by "
        + "rounding alone are equal. groups holds the same lists for each group, in the order of time, with name and n.",
      example: "local times = cohort:times(\"pfs\", { by = \"sex\" })",
      names: ["endpoint": .endpoint, "by": .variable, "strata": .variable, "columns": .variable]),
    .function(
      "groups",
      [("by", "string|string[]|nil", "Columns or expressions, crossed; everybody is one group without them.")],
      returns:
        "{ levels: string[], code: (integer|any)[], rows: integer[][], missing: integer, label: string }",
      "The groups of a cohort: the names in order, the place of its group for every subject (workbench.missing where it is not known), and the "
        + "places of each group's subjects.",
      example: "local groups = cohort:groups { \"sex\", \"trial\" }", names: ["by": .variable]),
  ]
}

/// The times of an endpoint as tables of lists.
private struct TimesTable {
  let times: EndpointTimes
  /// The rows of `times` that are used.
  let kept: [Int]
  let by: ResolvedGroups
  let strata: ResolvedGroups
  let columns: [(name: String, column: Column)]
  let missing: Int
  let cohort: Cohort

  func lua(isGrouped: Bool, isStratified: Bool) throws -> LuaTable {
    let axis = MergedTimes(kept.flatMap { row in [times.time[row]] + (times.entry.map { [$0[row]] } ?? []) })
    var whole: [(name: String, value: (Int) -> LuaValue)] = [
      ("time", { .number(axis.merged(times.time[$0])) }), ("event", { .boolean(times.event[$0]) }),
      ("row", { .integer(Int(times.positions[$0]) + 1) }),
    ]
    if let entry = times.entry { whole.append(("entry", { .number(axis.merged(entry[$0])) })) }
    if let outcomes = times.outcomes {
      whole.append(("outcome", { outcomes.codes[$0] < 0 ? .missing : .integer(Int(outcomes.codes[$0])) }))
    }
    if let source = times.definition.reason {
      let reasons = try cohort.column(source)
      whole.append(("reason", { reasons[Int(times.positions[$0])].lua }))
    }
    func code(_ groups: ResolvedGroups) -> (Int) -> LuaValue {
      { .integer(Int(groups.grouping.codes[Int(times.positions[$0])]) + 1) }
    }
    if isGrouped { whole.append(("group", code(by))) }
    if isStratified { whole.append(("stratum", code(strata))) }
    var table = lists(whole, of: kept)
    table["groups"] = .table(
      LuaTable(
        members.enumerated().map { place, rows in
          var group = lists(whole.filter { $0.name != "group" }, of: rows)
          group["name"] = .string(by.grouping.levels[place])
          return .table(group)
        }))
    if isStratified { table["strata"] = .table(LuaTable(strata.grouping.levels.map(LuaValue.string))) }
    if let outcomes = times.outcomes { table["outcomes"] = .table(LuaTable(outcomes.names.map(LuaValue.string))) }
    table["missing"] = .integer(missing)
    table["unit"] = .string(times.definition.unit.rawValue)
    table["label"] = .string(times.definition.label)
    table["origin"] = .string(times.definition.origin)
    return table
  }

  /// The rows of each group in the order of time; of one time, in the cohort's.
  var members: [[Int]] {
    var members = [[Int]](repeating: [], count: by.grouping.levels.count)
    for row in kept.sorted(by: { (times.time[$0], $0) < (times.time[$1], $1) }) {
      members[Int(by.grouping.codes[Int(times.positions[row])])].append(row)
    }
    return members
  }

  private func lists(_ lists: [(name: String, value: (Int) -> LuaValue)], of rows: [Int]) -> LuaTable {
    var table = LuaTable(
      [], fields: lists.map { list in .init(.string(list.name), .table(LuaTable(rows.map(list.value)))) })
    table["n"] = .integer(rows.count)
    if !columns.isEmpty {
      table["columns"] = .table(
        LuaTable(
          [],
          fields: columns.map { name, column in
            .init(.string(name), .table(LuaTable(rows.map { column[Int(times.positions[$0])].lua })))
          }))
    }
    return table
  }
}
