import Lua
import Testing

private struct Refusal: Error {}

private let things = HostType<Int>(
  "thing", methods: ["double": { thing, _ in [.integer(2 * thing)] }], properties: ["value": { .integer($0) }],
  text: { "thing \($0)" }, length: { $0 }, operators: [.add: { _ in 42 }, .negate: { $0[0] }])

/// What scripts and hosts do with each other, in one breath.
private let script = """
  local module = require 'module'
  local function sum(...)
    local total = 0
    for _, v in pairs({ ... }) do total = total + v end
    return total
  end
  local values = echo({ 1, 2, { a = 'text', b = { true } } }, 'x', sum, thing)
  local ok, message = pcall(refuse, 'no')
  local sorted = { 5, 3, 4 }
  table.sort(sorted, function(a, b) return a < b end)
  local c = coroutine.wrap(function(a) local b = coroutine.yield(a + 1) return b end)
  local o = setmetatable({ x = 1 }, { __index = function(t, k) return k .. '!' end })
  print(tostring(o), ('%s|%d'):format(o, 3), o.y, thing.value, thing:double(), #thing, tostring(thing))
  local f = load('return ...')
  local added = thing + 1 + sum(-thing == thing and 1 or 0)
  for place, value in each, nil, 0 do added = added + #value end
  return { values, message, sorted, c(1), c(2), f(7), call(sum, 1, 2), module.name, ('ab'):rep(10, ','), keep = sum }
  """

@Suite struct MemoryFailureTests {
  private func prepare(_ state: LuaState) throws {
    try state.register(global: "echo", .function(LuaFunction("echo") { $0 }))
    try state.register(global: "refuse", .function(LuaFunction("refuse") { _ in throw Refusal() }))
    try state.register(
      global: "call",
      .function(
        LuaFunction("call") { [weak state] arguments in
          guard let state, let function = arguments.first?.function else { return [] }
          return try state.call(function, Array(arguments.dropFirst()))
        }))
    try state.register(
      global: "each", .function(LuaFunction(iterating: "each") { $0 > 3 ? [] : ["some text", "and more"] }))
    try state.register(global: "thing", things.wrap(21))
    state.resolver = { _, _ in LuaModule(LuaSource(name: "module.lua", text: "return { name = ... }")) }
  }

  private func work(_ state: LuaState) throws -> [LuaValue] {
    let values = try state.run(script)
    guard let function = values.first?.table?["keep"]?.function else { return values }
    _ = try state.call(function, [1, 2, 3])
    let rows = LuaRows(
      columns: [
        LuaColumn("kind", .categories([0, 1, 0], levels: ["a", "b"])), LuaColumn("day", .dates([1, 2, 3])),
        LuaColumn("id", .lent { "P\($0)" }),
      ], count: 3)
    let rowFunction = try state.run("return function(p) return p.kind .. p.day .. p.id end")
    guard let byRow = rowFunction.first?.function else { return values }
    _ = try state.values(byRow, rows)
    return values
  }

  /// Each allocation fails in turn, and all after it.
  @Test func noFailedAllocationBreaksTheStateOrLeavesAHostValue() throws {
    var completed = false
    var nth: UInt64 = 0
    while !completed && nth < 100_000 {
      nth += 1
      let registry: HostRegistry
      do {
        let state = try LuaState()
        try prepare(state)
        registry = state.registry
        state.failAllocations(from: nth)
        do {
          _ = try work(state)
          completed = true
        } catch let error as LuaError {
          #expect(error.kind == .memory || error.message.contains("memory"), "allocation \(nth): \(error)")
        }
        state.failAllocations(from: 0)
        #expect(try state.run("return 1 + 1") == [2], "allocation \(nth)")
      }
      #expect(registry.count == 0, "allocation \(nth)")
    }
    #expect(completed)
    #expect(nth > 200)
  }

  /// With a bound on memory in place of a failing allocation, at each size up to what the work needs.
  @Test func noMemoryLimitBreaksTheState() throws {
    var completed = false
    var limit = 0
    while !completed && limit < 4 << 20 {
      var options = LuaOptions()
      options.memoryLimit = limit
      let state = try LuaState(options: options)
      do {
        try prepare(state)
        _ = try work(state)
        completed = true
      } catch let error as LuaError {
        #expect(error.kind == .memory || error.message.contains("memory"), "limit \(limit): \(error)")
      }
      limit += 97
    }
    #expect(completed)
  }
}
