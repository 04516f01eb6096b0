import Lua
import Testing

private struct Group: Equatable {
  var name: String
  var size: Int
}

private let groups = HostType<Group>(
  "group",
  methods: [
    "larger": { group, arguments in [.boolean(group.size > arguments.first?.integer ?? 0)] },
    "same": { group, _ in [groups.wrap(group)] },
  ],
  properties: ["name": { .string($0.name) }, "size": { .integer($0.size) }],
  member: { group, key in key.integer.map { .integer($0 * group.size) } },
  text: { "group \($0.name)" }, length: { $0.size }, areEqual: { $0 == $1 })

private final class Report {
  var lines: [String] = []
}

private let reports = HostType<Report>(
  "report",
  methods: [
    "add": { report, arguments in
      report.lines.append(arguments.first?.string ?? "?")
      return [reports.wrap(report)]
    }
  ])

/// What a type was asked for, in the order of asking.
private final class Asked: @unchecked Sendable {
  var places: [[Int]] = []
}

@Suite struct HostObjectTests {
  private func state() throws -> LuaState {
    let state = try makeState()
    state.hostModule = { name, _ in name == "groups" ? .table(["a": groups.wrap(Group(name: "A", size: 12))]) : nil }
    return state
  }

  private func evaluate(_ text: String) throws -> [LuaValue] {
    try state().run("local g = require('groups').a \(text)")
  }

  private func message(_ text: String) throws -> String {
    let state = try state()
    return try #require(throws: LuaError.self) { try state.run("local g = require('groups').a \(text)") }.message
  }

  @Test func membersAreMethodsPropertiesAndOtherKeys() throws {
    #expect(
      try evaluate("return g.name, g.size, g:larger(11), g[3], #g, tostring(g), g == g:same(), type(g)") == [
        "A", 12, true, 36, 12, "group A", true, "userdata",
      ])
  }

  @Test func anObjectComesBackAsItself() throws {
    let value = try #require(try evaluate("return { g }").first?.table?.array.first)
    #expect(groups.unwrap(value) == Group(name: "A", size: 12))
    #expect(reports.unwrap(value) == nil)
    #expect(value.typeName == "group")
  }

  @Test func anUnknownMemberIsNamedWithTheNearest() throws {
    #expect(try message("return g.nmae") == "no member \"nmae\" on group; did you mean \"name\"?")
    #expect(try message("g:largr(1)") == "no member \"largr\" on group; did you mean \"larger\"?")
    #expect(try message("return g[true]") == "group has no members under a boolean, only under names")
  }

  @Test func elementsReadInTurnAreFetchedInEverLongerChunksAndOthersOneByOne() throws {
    let asked = Asked()
    let lists = HostType<Int>(
      "list",
      elements: { count, first, wanted in
        asked.places.append([first, wanted])
        return LuaTable((first..<max(first, min(first + wanted, count + 1))).map { .integer(10 * $0) })
      }, member: { _, _ in "another" })
    let state = try makeState()
    try state.register(global: "list", lists.wrap(9))
    let values = try state.run(
      "local s = 0 for i = 1, 9 do s = s + list[i] end return s, list[10], list[9], list[3], list[4.0], list[0], list[1.5], list.x"
    )
    #expect(values == [450, nil, 90, 30, 40, "another", "another", "another"])
    #expect(asked.places == [[1, 1], [2, 2], [4, 4], [8, 8], [10, 16], [9, 1], [3, 1], [4, 2]])
  }

  @Test func eachObjectHasItsOwnElements() throws {
    let lists = HostType<Int>("list", elements: { by, first, _ in first > 3 ? [] : [.integer(by * first)] })
    let state = try makeState()
    try state.register(global: "a", lists.wrap(2))
    try state.register(global: "b", lists.wrap(5))
    #expect(try state.run("return a[1], b[1], a[1], b[3], a[3], a[4]") == [2, 5, 2, 15, 6, nil])
  }

  @Test func elementsThatCannotBeHadAreAskedForAgain() throws {
    let asked = Asked()
    let lists = HostType<Int>(
      "list",
      elements: { _, first, _ in
        asked.places.append([first])
        if asked.places.count == 1 { throw HostTypeError.noLength(type: "list") }
        return [.integer(first)]
      })
    let state = try makeState()
    try state.register(global: "list", lists.wrap(1))
    #expect(try state.run("return pcall(function() return list[1] end), list[1]") == [false, 1])
  }

  @Test func aDotForAColonIsExplained() throws {
    #expect(try message("g.larger(1)") == "group.larger was called without its group: write a colon, group:larger(…)")
  }

  @Test func objectsAreClosed() throws {
    #expect(try message("g.name = 'B'") == "group is read-only: \"name\" cannot be assigned")
    #expect(try evaluate("return getmetatable(g), pcall(setmetatable, g, {})").prefix(2) == [false, false])
    #expect(try message("for k in pairs(g) do end").contains("table expected, got group"))
    #expect(try message("return g.__gc").hasPrefix("no member \"__gc\" on group"))
  }

  @Test func methodsChangeClassesInPlaceAndChain() throws {
    let state = try makeState()
    let report = Report()
    try state.register(global: "report", reports.wrap(report))
    let same = try state.run("return report:add('one'):add('two') == report, tostring(report)")
    #expect(report.lines == ["one", "two"])
    #expect(same == [true, "report"])
    #expect(try failure("return #report", in: state).message == "report has no length")
  }

  @Test func everythingIsReleasedWhenTheStateCloses() throws {
    weak var kept: Report?
    var registry = -1
    do {
      let state = try makeState()
      let report = Report()
      kept = report
      try state.register(global: "report", reports.wrap(report))
      try state.run("for i = 1, 1000 do report:add('x') end")
      registry = state.hostValuesInUse
    }
    #expect(registry > 0)
    #expect(kept == nil)
  }

  @Test func missingIsOneValueWithALength() throws {
    let state = try makeState()
    state.hostModule = { _, _ in .table(["missing": .missing]) }
    try state.register(global: "ages", .array([61, nil, 58]) { .integer($0) })
    let values = try state.run(
      """
      local missing = require('workbench').missing
      return #ages, ages[2] == missing, tostring(ages[2]), ages[2], { 1, missing }
      """)
    #expect(values == [3, true, "missing", .missing, .table([1, .missing])])
  }
}
