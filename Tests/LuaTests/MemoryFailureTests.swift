import Lua
import Testing

private struct Refusal: Error {}

/// Something that is done with a state, once without and then with failing allocations.
private struct Work: CustomTestStringConvertible, Sendable {
  let testDescription: String
  var prepare: @Sendable (LuaState) throws -> Void = { _ in }
  let run: @Sendable (LuaState) throws -> Void
}

private func script(_ name: String, _ text: String) -> Work {
  Work(testDescription: name) { state in try state.run(text) }
}

private let things = HostType<Int>(
  "thing", methods: ["double": { thing, _ in [.integer(2 * thing)] }, "self": { thing, _ in [things.wrap(thing)] }],
  properties: ["value": { .integer($0) }],
  elements: { thing, first, count in
    LuaTable((first..<max(first, min(first + count, thing + 1))).map { .string("element \($0)") })
  },
  text: { "thing \($0)" }, length: { $0 },
  areEqual: ==, operators: [.add: { _ in 42 }, .negate: { $0[0] }])

private var columns: [LuaColumn] {
  [
    LuaColumn("number", .numbers([1, 2.5, 3]), validity: [0b101]), LuaColumn("integer", .integers([1, 2, 3])),
    LuaColumn("flag", .flags([true, false, true])), LuaColumn("kind", .categories([0, 1, -1], levels: ["a", "b"])),
    LuaColumn("name", .text(offsets: [0, 1, 2, 3], bytes: [97, 98, 99])), LuaColumn("day", .days([1, 2, 3])),
    LuaColumn("date", .dates([1, 2, 3])), LuaColumn("id", .lent { "P\($0)" }),
  ]
}

private let rowText = """
  return function(p)
    local text = tostring(p.number) .. p.integer .. tostring(p.flag) .. tostring(p.kind) .. p.name .. p.day .. p.date
    return text .. p.id
  end, function(p) return p.number and p.number > 1 end, function(p) return p.number end,
  function(p) error('row ' .. p.id) end
  """

private let works: [Work] = [
  script(
    "values and functions cross both ways",
    """
    local function sum(...) local n = 0 for _, v in pairs({ ... }) do n = n + v end return n end
    local values = echo({ 1, 2.5, { a = 'text', b = { true } }, missing, [{}] = 1 }, 'x', sum, thing, nil, echo)
    return { values, call(sum, 1, 2), echo(('x'):rep(200)), keep = sum }
    """),
  script(
    "libraries",
    """
    local sorted = { 5, 3, 4 }
    table.sort(sorted, function(a, b) return a < b end)
    table.insert(sorted, 1, 9) table.remove(sorted) table.move(sorted, 1, 2, 2)
    local o = setmetatable({ x = 1 }, { __index = function(t, k) return k .. '!' end, __tostring = function() return 'o' end })
    print(tostring(o), ('%s|%d|%q'):format(o, 3, 'x'), o.y, tostring({}), getmetatable(o).__index(o, 1))
    for k in pairs { 1, x = 2, [true] = 3, [2.5] = 4 } do end
    local k for i = 1, 3 do k = next({ 'a', b = 1 }, k) end
    return ('ab'):rep(10, ','), os.date('%Y', 0), os.date('*t', 0).year, os.time { year = 2020, month = 1, day = 1 },
      math.random(), table.concat({ 1, 2, 3 }, ','), utf8.char(228), string.pack('i4', 7), assert(load('return ...'))(1), load('+')
    """),
  script(
    "objects",
    """
    local all = { thing.value, thing:double(), #thing, tostring(thing), thing == thing:self(), thing:self():self() }
    local ok, message = pcall(function() return thing.valu end)
    local _, other = pcall(function() thing.x = 1 end)
    return message, other, pcall(thing.double, 1)
    """),
  script(
    "operators and loops of the host",
    """
    local n = thing + 1 + #tostring(-thing)
    for place, value in each, nil, 0 do n = n + #value end
    for i = 1, 23 do n = n + #(thing[i] or '') end
    return n, numbers()
    """),
  script(
    "coroutines",
    """
    local c = coroutine.wrap(function(a) local b = coroutine.yield(a + 1) return refuse(b) end)
    local a, ok = c(1), pcall(c, 2)
    local d = coroutine.create(function() error { 'x' } end)
    return a, ok, coroutine.resume(d), coroutine.status(d)
    """),
  script(
    "errors that a script catches",
    """
    local function handler(m) return 'handled ' .. tostring(m) end
    return { pcall(refuse, 'no'), pcall(error, { code = 1 }), pcall(error, setmetatable({}, { __tostring = handler })),
      xpcall(refuse, handler), xpcall(error, handler, 'x'), pcall(require, 'nothing'), pcall(require, '..') }
    """),
  Work(testDescription: "errors that come out") { state in
    for text in [
      "refuse()", "local ok, m = pcall(refuse) error(m)", "error('plain')", "error({})", "return nothing",
      "nothing = 1", "local = 1", "\u{1B}Lua", "coroutine.wrap(function() refuse() end)()",
      "local function f(n) if n > 0 then return f(n - 1) + 1 end error(n) end f(60)",
      "error(setmetatable({}, { __tostring = error }))", "call(refuse)",
      "local t = {} t.t = t return t", "return function() end, coroutine.create(print)", "return thing:nothing()",
    ] {
      _ = try? state.run(text)
    }
  },
  Work(testDescription: "functions that Swift keeps") { state in
    let kept = try state.run("local n = 0 return function(by) n = n + by return n, echo end, function() refuse() end")
    for value in kept {
      guard let function = value.function else { continue }
      _ = try? state.call(function, [1, .table([2, .function(LuaFunction("own") { $0 }), things.wrap(3)])])
    }
    var many: [LuaFunction] = []
    for _ in 0..<40 { many += try state.run("return function() end").compactMap(\.function) }
  },
  Work(testDescription: "rows") { state in
    let functions = try state.run(rowText).compactMap(\.function)
    guard functions.count == 4 else { return }
    let rows = LuaRows(columns: columns, count: 3)
    _ = try state.values(functions[0], rows)
    _ = try state.truths(functions[1], rows)
    _ = try state.numbers(functions[2], LuaRows(columns: columns, count: 2, selection: [2, 0], subject: "the cohort"))
    _ = try state.forEach(functions[0], rows)
    _ = try? state.forEach(functions[3], rows)
    _ = try? state.numbers(functions[0], rows)
  },
  script(
    "environments",
    """
    local a, b, host = require 'a', require 'b', require 'host'
    local ok, circle = pcall(require, 'circle')
    return a.value, assert(a.load('return 1'))(), b.a == a, pcall(a.print), circle, host.name, pcall(a.unknown),
      getmetatable(a.object), pcall(a.draw), pcall(require, 'bad')
    """),
  Work(testDescription: "one run after the other") { state in
    state.beginRun()
    _ = try state.run("return require('a'), require('b')")
    try state.forgetModules()
    try state.collectGarbage()
    _ = try state.run("return require('a')")
  },
  Work(testDescription: "a text in an environment") { state in
    _ = try state.run(LuaSource(name: "in.lua", text: "return string.rep('x', 3), require 'part'"), in: "new")
    _ = try? state.run(LuaSource(name: "in.lua", text: "return prnt"), in: "new")
  },
  script(
    "frozen tables",
    """
    local V = { __add = function(a, b) return a.x + b.x end, __call = function(self, x) return self, x end,
      __eq = function(a, b) return a.x == b.x end, __len = function() return 3 end, __tostring = function(v) return 'v' .. v.x end }
    local t = { 1, { 2 }, deep = { list = { x = {} } }, one = setmetatable({ x = 1 }, V), [{}] = 'key' }
    t.self = t
    local f = freeze(t)
    for k, v in pairs(f) do local w = freeze(v) end
    for i, v in ipairs(f) do end
    local k, v = next(f, 2)
    local sums = { f.one + f.one, f.one == f.one, f.one == freeze(setmetatable({ x = 1 }, V)), #f.one, tostring(f.one), f.one(1) }
    echo({ freeze { 1, { x = 2 } } })
    return rawget(f, 2)[1], rawlen(f), f.deep.list.x, f.self == f, setmetatable({}, f.one),
      pcall(function() f.x = 1 end), pcall(function() f.deep.list.y = 1 end), pcall(table.insert, f, 1),
      pcall(setmetatable, f, {}), pcall(function() return f + 1 end), pcall(function() return f < f end)
    """),
  Work(testDescription: "measuring") { state in
    try state.startProfile(every: 5)
    _ = try? state.run(
      """
      for i = 1, 20 do
        echo(i)
        local n = i * 2 + i % 3
      end
      local c = coroutine.wrap(function() for i = 1, 50 do end coroutine.yield(call(function() end)) end) c()
      pcall(refuse)
      """ + (0..<80).map { "\nfor i = 1, 5 do local n = \($0) end" }.joined())
    _ = try state.endProfile()
  },
  Work(testDescription: "stopping") { state in
    state.interrupt.stop()
    _ = try? state.run("return 1")
    state.interrupt.clear()
    try state.register(
      global: "stop",
      .function(
        LuaFunction("stop") { [weak state] _ in
          state?.interrupt.stop(); return []
        }))
    _ = try? state.run("stop() while true do end")
    state.interrupt.clear()
  },
  Work(testDescription: "globals") { state in
    try state.register(
      global: "table_of_all", .table(["a": 1, "f": .function(LuaFunction("f") { $0 }), "o": things.wrap(1)]))
    let other = HostType<String>("other", methods: ["m": { _, _ in [] }], length: { $0.count })
    try state.register(global: "other", other.wrap("x"))
    try state.register(global: "missing", .missing)
    try state.register(global: "again", .function(.freeze))
  },
]

/// Gives the state what the works use.
private func prepare(_ state: LuaState) throws {
  try state.register(global: "echo", .function(LuaFunction("echo") { $0 }))
  try state.register(global: "missing", .missing)
  try state.register(global: "freeze", .function(.freeze))
  try state.register(global: "refuse", .function(LuaFunction("refuse") { _ in throw Refusal() }))
  try state.register(
    global: "call",
    .function(
      LuaFunction("call") { [weak state] arguments in
        guard let state, let function = arguments.first?.function else { return [] }
        return try state.call(function, Array(arguments.dropFirst()))
      }))
  try state.register(global: "thing", things.wrap(21))
  try state.register(
    global: "each", .function(LuaFunction(iterating: "each") { $0 > 3 ? [] : ["some text", "and more"] }))
  try state.register(
    global: "numbers",
    .function(
      LuaFunction("numbers") { _ in
        [.table(LuaTable(LuaNumbers(.numbers([1.5, 2.5, 3.5]), validity: [5], rows: 0..<3)))]
      }))
  let files = [
    "a": """
    return { value = 1, load = load, print = function() print(1) end, unknown = function() return prnt end,
      object = setmetatable({}, { __index = {} }), draw = function() return math.random() end }
    """,
    "b": "return { a = require 'a' }", "circle": "return require 'round'", "round": "return require 'circle'",
    "part": "return 'part'", "bad": "return +",
  ]
  state.resolver = { name, environment in
    files[name].map {
      LuaModule(LuaSource(name: "\(name).lua", text: $0), environment: name == "part" ? environment : name)
    }
  }
  state.hostModule = { name, environment in name == "host" ? .table(["name": .string(environment)]) : nil }
  state.unknownName = { name, environment, _ in environment == "new" ? nil : "there is no \(name)" }
  state.fault = { source in LuaFault(line: 1, column: 1, words: "\(source.name) does not parse") }
  state.moduleNames = { _ in ["host", "a", "b"] }
  state.withheld = { environment in environment == "a" ? ["math.random": "not lent", "print": "not lent"] : [:] }
}

/// Each allocation of Lua and of the door fails in turn: that one and all after it, or that one and the next, so that
/// Lua cannot make up for it by collecting, and what follows has memory again.
@Suite struct MemoryFailureTests {
  @Test(arguments: works, [Int.max, 2])
  private func noFailedAllocationBreaksTheStateOrLeavesAHostValue(_ work: Work, _ count: Int) throws {
    var number = 0
    var failed = 1
    while failed > 0 && number < 20_000 {
      number += 1
      let registry: HostRegistry
      do {
        let state = try LuaState()
        try prepare(state)
        registry = state.registry
        LuaAllocations.fail(from: number, count: count)
        do {
          try work.run(state)
        } catch let error as LuaError {
          try #require(
            error.kind == .memory || error.message.contains("memory") || error.message.contains("measuring")
              || error.message.contains("error while an error"), "allocation \(number): \(error)")
        }
        failed = LuaAllocations.succeed()
        try #require(try state.run("return 1 + 1, thing:double(), require('host').name") == [2, 42, ""])
      }
      try #require(registry.count == 0, "allocation \(number)")
    }
    #expect(failed == 0)
  }

  @Test(arguments: [Int.max, 2, 1])
  func aStateThatCannotBeOpenedSaysSo(_ count: Int) throws {
    var number = 0
    var failed = 1
    while failed > 0 && number < 20_000 {
      number += 1
      LuaAllocations.fail(from: number, count: count)
      defer { LuaAllocations.succeed() }
      do {
        let state = try LuaState()
        failed = LuaAllocations.succeed()
        #expect(try state.run("return 1") == [1])
      } catch let error as LuaError {
        failed = LuaAllocations.succeed()
        #expect(failed > 0 && error.kind == .memory, "allocation \(number): \(error)")
      }
    }
    #expect(failed == 0)
    #expect(number > 200)
  }

  /// With a bound on memory in place of a failing allocation, at each size up to what the work needs.
  @Test(arguments: works)
  private func noMemoryLimitBreaksTheState(_ work: Work) throws {
    var completed = false
    var limit = 0
    while !completed && limit < 4 << 20 {
      var options = LuaOptions()
      options.memoryLimit = limit
      let state = try LuaState(options: options)
      do {
        try prepare(state)
        try work.run(state)
        completed = true
      } catch let error as LuaError {
        try #require(
          error.kind == .memory || error.message.contains("memory") || error.message.contains("error while an error"),
          "limit \(limit): \(error)")
      }
      limit += 1999
    }
    #expect(completed)
  }
}
