import Lua
import Testing

/// The module `a`, of another environment, and the function `freeze`.
private func frozen(_ module: String = "return {}", memory: Int = 4 << 30) throws -> LuaState {
  let state = try makeState { $0.memoryLimit = memory }
  try state.register(global: "freeze", .function(.freeze))
  state.resolver = { name, _ in
    LuaModule(LuaSource(name: "\(name).lua", text: module), environment: String(name.prefix(1)))
  }
  return state
}

@Suite struct FrozenTests {
  @Test func aViewReadsAsTheTable() throws {
    let state = try frozen("return { 10, 20, 30, name = 'a', deep = { list = { 'x', 'y' } }, yes = true }")
    let values = try state.run(
      """
      local a = require 'a'
      local keys, list, sum = {}, {}, 0
      for k, v in pairs(a) do keys[#keys + 1] = tostring(k) end
      for i, v in ipairs(a) do sum = sum + v end
      for k, v in next, a.deep.list do list[k] = v end
      return #a, a[2], a.name, a.deep.list[2], a.absent, table.concat(keys, ' '), sum, list, next(a), type(a),
        rawlen(a), rawget(a, 'name'), table.concat(a.deep.list), select('#', table.unpack(a)), ('$name'):gsub('%$(%w+)', a)
      """)
    #expect(
      values == [
        3, 20, "a", "y", nil, "1 2 3 deep name yes", 60, .table(["x", "y"]), 1, "table", 3, "a", "xy", 3, "a", 1,
      ])
  }

  @Test(arguments: [
    ("a.x = 1", "\"a\" is frozen: \"x\" cannot be assigned"),
    ("a[1] = 1", "\"a\" is frozen: \"1\" cannot be assigned"),
    ("a[{}] = 1", "\"a\" is frozen: \"table\" cannot be assigned"),
    ("a.n = nil", "\"a\" is frozen: \"n\" cannot be assigned"),
    ("a.deep.list.n = 2", "\"a.deep.list\" is frozen: \"n\" cannot be assigned"),
    ("a.rows[2].n = 2", "\"a.rows\" is frozen: \"n\" cannot be assigned"),
    ("for _, row in pairs(a.rows) do row.n = 2 end", "\"a.rows\" is frozen: \"n\" cannot be assigned"),
    ("for _, row in ipairs(a.rows) do row.n = 2 end", "\"a.rows\" is frozen: \"n\" cannot be assigned"),
    ("local _, deep = next(a) deep.list = 2", "\"a.deep\" is frozen: \"list\" cannot be assigned"),
    ("rawget(a, 'deep').list = 2", "\"a.deep\" is frozen: \"list\" cannot be assigned"),
    ("table.unpack(a.rows).n = 2", "\"a.rows\" is frozen: \"n\" cannot be assigned"),
    ("table.insert(a.rows, 1)", "\"a.rows\" is frozen: table.insert cannot change it"),
    ("table.remove(a.rows)", "\"a.rows\" is frozen: table.remove cannot change it"),
    ("table.sort(a.rows)", "\"a.rows\" is frozen: table.sort cannot change it"),
    ("table.move(a.rows, 1, 0, 2)", "\"a.rows\" is frozen: table.move cannot change it"),
    ("table.move({}, 1, 1, 1, a.rows)", "\"a.rows\" is frozen: table.move cannot change it"),
    ("setmetatable(a.rows, {})", "\"a.rows\" is frozen: setmetatable cannot change it"),
    ("getmetatable(a.object).x = 1", "\"metatable\" is frozen: \"x\" cannot be assigned"),
    ("getmetatable(a.object).__index.x = 1", "\"metatable.__index\" is frozen: \"x\" cannot be assigned"),
    ("a.object.x = 1", "\"a.object\" is frozen: \"x\" cannot be assigned"),
  ])
  func whatWouldChangeItIsRefused(_ text: String, _ message: String) throws {
    let state = try frozen(
      """
      local object = setmetatable({}, { __index = {}, __newindex = function() error 'not reached' end })
      return { n = 1, deep = { list = {} }, rows = { { n = 1 }, { n = 2 } }, object = object }
      """)
    #expect(try failure("local a = require 'a'\n\(text)", in: state).description == "test.lua:2: \(message)")
  }

  @Test func whatTheOwnerDoesIsSeen() throws {
    let state = try frozen("local n = { 0 } return { n = n, add = function() n[1] = n[1] + 1 n.more = {} end }")
    #expect(try state.run("local a = require 'a' a.add() a.add() return a.n[1], type(a.n.more)") == [2, "table"])
  }

  @Test func identityIsKept() throws {
    let state = try frozen(
      """
      local t, key = { name = 't' }, {}
      t.self = t
      return {
        t = t, u = t, key = key, by = { [key] = 1, [t] = 2 },
        is = function(x) return x == t, t == x, rawequal(x, t), key == x end,
      }
      """)
    let values = try state.run(
      """
      local a = require 'a'
      local seen = { [a.t] = 'seen' }
      local same, other, raw, key = a.is(a.t)
      local found for k, v in pairs(a.by) do if v == 1 then found = k end end
      local after = select(2, next(a.by, a.t))
      return rawequal(a.t, a.u), rawequal(a.t, a.t.self.self), seen[a.u], same, other, raw, key, rawequal(found, a.key),
        a.by[a.key], a.by[a.t], rawget(a.by, a.key), after, rawequal(freeze(a.t), a.t), tostring(a.t) == tostring(a.u)
      """)
    #expect(values == [true, true, "seen", true, true, false, false, true, 1, 2, 1, 1, true, true])
  }

  @Test func metamethodsOfTheOwnerWork() throws {
    let state = try frozen(
      """
      local V = {} V.__index = V
      V.__add = function(a, b) return setmetatable({ x = a.x + b.x }, V) end
      V.__eq = function(a, b) return a.x == b.x end
      V.__lt = function(a, b) return a.x < b.x end
      V.__le = function(a, b) return a.x <= b.x end
      V.__unm = function(a) return -a.x end
      V.__band = function(a, b) return 'band' end
      V.__len = function(a) return a.x end
      V.__tostring = function(a) return 'V' .. a.x end
      V.__call = function(a, y, z) return a.x + y, z, a end
      V.__pairs = function(a) return function(t, k) if not k then return 'only', a.x end end, a end
      function V:double() return 2 * self.x end
      local lazy = setmetatable({}, { __index = function(t, k) t[k] = { k } return t[k] end })
      local Class = setmetatable({}, { __call = function(class, x) return setmetatable({ x = x }, class) end })
      Class.__index = Class
      function Class:get() return self.x end
      return { one = setmetatable({ x = 1 }, V), two = setmetatable({ x = 2 }, V), plain = {}, lazy = lazy, Class = Class,
        three = function() return setmetatable({ x = 3 }, V) end }
      """)
    let values = try state.run(
      """
      local a = require 'a'
      local one, two, three = a.one, a.two, a.three()
      local sum, z, self = one(5, 'z')
      local only for k, v in pairs(two) do only = k .. v end
      local object = a.Class(7)
      return (one + two).x, (one + three).x, (three + one).x, one == two, one == freeze(one), one < two, two <= one,
        three > one, -two, one & 1, #two, tostring(two), ('%s'):format(one), sum, z, rawequal(self, one), only,
        two:double(), a.lazy.some[1], rawequal(a.lazy.some, a.lazy.some), object:get(), getmetatable(object) == a.Class
      """)
    #expect(
      values == [
        3, 4, 4, false, true, true, false, true, -2, "band", 2, "V2", "V1", 6, "z", true, "only2", 4, "some", true, 7,
        true,
      ])
  }

  @Test(arguments: [
    ("a()", "attempt to call a table value (\"a\")"),
    ("return a + 1", "attempt to perform arithmetic on a table value"),
    ("return 1 - a", "attempt to perform arithmetic on a table value"),
    ("return a & 1", "attempt to perform bitwise operation on a table value"),
    ("return a < {}", "attempt to compare two table values"), ("return 1 <= a", "attempt to compare number with table"),
    ("return a .. 'x'", "attempt to concatenate a table value (local 'a')"),
    ("local x <close> = a", "variable 'x' got a non-closable value"),
  ])
  func whatTheTableCannotDoTheViewCannot(_ text: String, _ message: String) throws {
    #expect(try failure("local a = require 'a' \(text)", in: frozen()).message == message)
  }

  @Test func aViewThatIsRaisedIsDescribedAsTheTable() throws {
    let state = try frozen()
    let name = try #require(try state.run("return tostring(require 'a')").first?.string)
    #expect(
      try failure("error(require 'a')", in: state).message
        == "the error is a table (\(name)), and has no text: give error() a string")
    #expect(
      try failure("error(freeze(setmetatable({}, { __tostring = function() return 'x' end })))", in: state).message
        == "x")
  }

  @Test func aViewCrossesAsTheTable() throws {
    let state = try frozen("local t = { 1, { x = 2 }, name = 'n' } t[3] = t[2] return t")
    #expect(
      try state.run("return require 'a', { require 'a' }")
        == [
          .table(LuaTable([1, .table(["x": 2]), .table(["x": 2])], fields: [.init("name", "n")])),
          .table([.table(LuaTable([1, .table(["x": 2]), .table(["x": 2])], fields: [.init("name", "n")]))]),
        ])
    let cyclic = try frozen("local t = {} t.t = t return t")
    #expect(
      try failure("return require 'a'", in: cyclic).message
        == "the table contains itself, and cannot be read as a value")
    #expect(try state.run("return os.time(freeze { year = 2020, month = 1, day = 1 })") == [1_577_880_000])
  }

  @Test func freezingByHand() throws {
    let state = try frozen()
    #expect(
      try state.run("local t = { 1 } local f = freeze(t) t[1] = 2 return f[1], freeze(5), freeze 'x', freeze(nil)") == [
        2, 5, "x", nil,
      ])
    #expect(
      try failure("local f = freeze { a = { b = {} } }\nf.a.b.c = 1", in: state).description
        == "test.lua:2: \"a table of test.lua:1.a.b\" is frozen: \"c\" cannot be assigned")
    #expect(try failure("freeze()", in: state).message.contains("value expected"))
    #expect(
      try failure("freeze({}).a = 1", in: state).message
        == "\"a table of test.lua:1\" is frozen: \"a\" cannot be assigned")
  }

  @Test func longPathsAreNotSpelledOut() throws {
    let state = try frozen("local t = {} for i = 1, 2000 do t = { next = t } end return t")
    let text = "local t = require 'a' for i = 1, 1990 do t = t.next end t.x = 1"
    #expect(try failure(text, in: state).message.count < 130)
  }

  @Test func viewsThatNobodyHoldsAreCollected() throws {
    let state = try frozen("return {}", memory: 8 << 20)
    #expect(
      try state.run("for i = 1, 200000 do local t = freeze { { i } } local u = t[1] end return true") == [true])
    #expect(
      try state.run(
        "local t = {} for i = 1, 200000 do t.next = freeze { t } t = { back = t.next } if i % 50 == 0 then t = {} end end return true"
      )
        == [true])
  }

  @Test(arguments: [
    "local t = {} t.__index = freeze(t) local o = setmetatable({}, t) return o.x",
    "local t = {} local f = freeze(setmetatable(t, { __index = function(t, k) return freeze(t)[k] end })) return f.x",
    "local t = {} local f t = setmetatable(t, { __call = function(self, ...) return f(...) end }) f = freeze(t) return f()",
    "local t = {} local f t = setmetatable(t, { __eq = function(a, b) return a == b end }) f = freeze(t) return f == freeze(setmetatable({}, getmetatable(t)))",
    "local t = setmetatable({}, { __len = function(t) return #freeze(t) end }) return #freeze(t)",
    "local t = setmetatable({}, { __tostring = function(t) return tostring(freeze(t)) end }) return tostring(freeze(t))",
    "local t = setmetatable({}, { __pairs = function(t) return pairs(freeze(t)) end }) for k in pairs(freeze(t)) do end",
    "local f = freeze({}) for k in next, f, {} do end return next(f, f)",
    "local f = freeze({ 1, 2 }) for k in pairs(f) do f[k] = nil end",
    "return setmetatable({}, freeze { __gc = print })",
    "return setmetatable({}, freeze { __index = freeze { __mode = 'k' } }).x",
    "local f = freeze({}) local t = setmetatable({}, { __index = f, __newindex = f }) t.x = 1",
    "local _ENV = freeze(_G) x = 1",
    "return freeze(_G).nothing",
    "error(freeze(setmetatable({}, { __tostring = error })))",
    "return table.concat(freeze(setmetatable({}, { __len = function() return 1 << 40 end })))",
    "local c = coroutine.wrap(function() return freeze(setmetatable({}, { __index = coroutine.yield })).x end) return c(), c()",
  ])
  func aHostileUseEndsAndTheStateGoesOn(_ text: String) throws {
    let state = try frozen(memory: 64 << 20)
    _ = try? state.run(text)
    #expect(try state.run("local f = freeze { { 1 } } return f[1][1], #f") == [1, 1])
  }

  @Test func aCallMayYieldThroughAView() throws {
    let state = try frozen()
    let values = try state.run(
      """
      local f = freeze(setmetatable({}, { __call = function(self, x) local y = coroutine.yield(x) return y, self end }))
      local c = coroutine.wrap(function() local y, self = f(1) return y, rawequal(self, f) end)
      return c(), c(2)
      """)
    #expect(values == [1, 2, true])
  }
}
