import Lua
import Testing

/// Makes values at random: nested, cyclic, deep, with keys and metatables of all kinds.
private let maker = """
  local made = {}
  local function failing() error 'a metamethod ran' end
  local raising = { __index = failing, __newindex = failing, __len = failing, __pairs = failing, __tostring = failing,
    __eq = failing, __lt = failing, __call = failing, __add = failing, __name = 'raising' }
  local value
  local kinds = {
    function() return nil end, function() return math.random(2) == 1 end, function() return math.random(0) end,
    function() return ({ 0 / 0, 1 / 0, -1 / 0, -0.0, 1e308, 5e-324, 0.1 })[math.random(7)] end,
    function() return string.char(math.random(0, 127), math.random(0, 127)):rep(math.random(0, 40)) end,
    function() return setmetatable({ math.random(9), x = 1 }, raising) end,
    function(depth)
      local t = {}
      for i = 1, math.random(0, 12) do t[i] = value(depth + 1) end
      return t
    end,
    function(depth)
      local t = {}
      for i = 1, math.random(0, 12) do
        local k = value(depth + 1)
        if k ~= nil and k == k then t[k] = value(depth + 1) end
      end
      made[#made + 1] = t
      return t
    end,
    function(depth)
      local t = {}
      for i = 1, 50 do t[math.random(100)] = i end
      return t
    end,
    function() return made[math.random(math.max(1, #made))] end, function() return missing end,
  }
  local rare = {
    function() local t = {} t[math.random(3)] = t return t end,
    function() local t = {} for i = 1, math.random(200) do t = { t, i } end return t end,
    function() return coroutine.create(print) end, function() local t = {} t[t] = t return t end,
  }
  function value(depth)
    if depth > 4 then return depth end
    if odd and math.random(40) == 1 then return rare[math.random(#rare)](depth) end
    return kinds[math.random(#kinds)](depth)
  end
  math.randomseed(seed)
  return value(0), { value(0), key = value(0) }
  """

private func makes(_ seed: Int, odd: Bool) throws -> LuaState {
  let state = try makeState()
  try state.register(global: "seed", .integer(seed))
  try state.register(global: "odd", .boolean(odd))
  try state.register(global: "missing", .missing)
  try state.register(global: "freeze", .function(.freeze))
  try state.register(global: "echo", .function(LuaFunction("echo") { $0 }))
  return state
}

@Suite struct ReturnedValueTests {
  @Test(arguments: 0..<80)
  func anyValueComesOutTheSameByEveryWay(_ seed: Int) throws {
    let plain = try makes(seed, odd: false).run(maker)
    let wrapped = "local function make(...) \(maker) end\n"
    let frozen = try makes(seed, odd: false).run(wrapped + "local a, b = make() return freeze(a), freeze(b)")
    let echoed = try makes(seed, odd: false).run(wrapped + "local a, b = make() return echo(a, freeze(b))")
    #expect("\(plain)" == "\(frozen)")
    #expect("\(plain)" == "\(echoed)")
    #expect("\(plain)" == "\(try makes(seed, odd: false).run(maker))")
  }

  @Test(arguments: 0..<80)
  func aValueThatCannotComeOutIsRefusedAndTheStateGoesOn(_ seed: Int) throws {
    let state = try makes(seed, odd: true)
    do { _ = try state.run(maker) } catch let error as LuaError {
      let reasons = ["contains itself", "nested deeper than 100 levels", "a thread cannot be read"]
      #expect(reasons.contains { error.message.contains($0) }, "\(error)")
    }
    #expect(try state.run("return 1, { 2 }") == [1, .table([2])])
    #expect(state.hostValuesInUse == 1)
  }

  @Test func aMillionKeysAreTooMany() throws {
    let text = "local t = {} for i = 1, 1e6 do t['k' .. i] = i end return t"
    #expect(try failure(text).message == "the value has more than 500000 entries, which is the limit")
    let list = "local t = {} for i = 1, 1e6 do t[i] = i end return t"
    #expect(try failure(list).message == "the value has more than 500000 entries, which is the limit")
    #expect(try failure("local t = { {} } for i = 1, 1e6 do t[1][i] = i end return t").message.contains("500000"))
  }

  @Test func noNumberIsNoKey() throws {
    #expect(try failure("local t = {} t[0 / 0] = 1").message.contains("index is NaN"))
    #expect(try evaluate("return rawget({}, 0 / 0), ({})[0 / 0], next({ 1 }, nil)").prefix(2) == [nil, nil])
  }

  @Test func textsOfAnyLengthAreBounded() throws {
    let state = try makeState { $0.stringLimit = 1 << 20 }
    let error = try failure("local s, t = ('x'):rep(1 << 19), {} for i = 1, 3 do t[i] = s end return t", in: state)
    #expect(error.message == "the value has more than 1048576 bytes of text, which is the limit")
  }
}
