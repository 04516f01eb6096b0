import Lua
import Testing

/// Scripts that try to break the state: each ends in an error or a value, and the state goes on.
@Suite struct HostileTests {
  @Test(
    arguments: [
      "local function h() error('again') end xpcall(error, h, 'x')",
      "local function h(m) return h(m) .. 'x' end xpcall(error, h, 'x')",
      "local t = setmetatable({}, { __tostring = function(t) return tostring(t) end }) return tostring(t)",
      "local t = setmetatable({}, { __tostring = function(t) return tostring(t) end }) error(t)",
      "local t = setmetatable({}, {}) getmetatable(t).__index = t return t.x",
      "local a = setmetatable({}, { __index = function(t, k) return t[k] end }) return a.x",
      "local t = {} t.__index = t setmetatable(t, t) return t.x",
      "local t = setmetatable({}, { __newindex = function(t, k, v) t[k] = v end }) t.x = 1",
      "local t = setmetatable({}, { __eq = function(a, b) return a == b end }) return t == setmetatable({}, getmetatable(t))",
      "local t = setmetatable({}, { __lt = function(a, b) return a < b end }) return t < t",
      "local t = setmetatable({}, { __call = setmetatable({}, { __call = print }) }) t()",
      "local t = setmetatable({}, { __pairs = function(t) return pairs(t) end }) for k in pairs(t) do end",
      "local t = setmetatable({}, { __len = function(t) return #t end }) return #t",
      "local t = { 3, 2, 1 } table.sort(t, function(a, b) t[1] = nil t[2] = nil return a < b end)",
      "local t = {} for i = 1, 100 do t[i] = i end table.sort(t, function(a, b) error(t) end)",
      "local t = { 1, 2, 3 } table.sort(t, function(a, b) return coroutine.yield() end)",
      "local c c = coroutine.create(function() coroutine.resume(c) end) coroutine.resume(c) coroutine.resume(c)",
      "local c c = coroutine.wrap(function() c() end) c()",
      "coroutine.yield(1)",
      "local function f() return coroutine.wrap(f)() end f()",
      "local function f(n) return coroutine.wrap(function() return f(n + 1) end)() end return f(1)",
      "return load('return ' .. ('('):rep(10000))",
      "return load('return ' .. ('{'):rep(10000))",
      "return load('return ' .. ('-'):rep(1000) .. '1')",
      "return load(('local a = 1 '):rep(300))",
      "return load(('x = '):rep(1000))",
      "return load('return ' .. ('1 .. '):rep(700) .. '1')",
      "return ('x'):rep(200):find(('(x)'):rep(40))",
      "return ('x'):rep(300000):find('(' .. ('.-'):rep(3))",
      "return ('%s'):rep(100):format()",
      "return ('%d'):format('x')",
      "return ('x'):gsub('x', function() return {} end)",
      "return string.rep('x', -1), ('x'):rep(0), ('x'):rep(3, ('y'):rep(3))",
      "return table.unpack({}, 1, 1e7)",
      "return table.unpack({}, math.mininteger, math.maxinteger)",
      "return select(-5, 1)",
      "return math.random(math.mininteger, math.maxinteger) == nil",
      "return string.char(256)",
      "return utf8.char(-1)",
      "return tonumber('1e1000000'), tonumber('z', 36), 1 // 0",
      "for i = 1, 10, 0 do end",
      "local x <close> = {}",
      "for k in next, {}, nil, setmetatable({}, {}) do end",
      "local t = {} t[0 / 0] = 1",
      "local t = {} t[nil] = 1",
      "return next({}, 'x'), next({ 1 }, 5)",
      "return rawlen(5)",
      "return getmetatable('').__index",
      "('').__index = 1",
      "string.format = nil return ('%d'):format(1)",
      "_G.x = 1",
      "_ENV = nil return x",
      "local _ENV = {} return x",
      "return require(5), require('x')",
      "return os.date('%Ez', 0)",
      "return os.date('%', 0)",
      "return os.date('*t', 1 << 62)",
      "return os.time({ year = 1e300, month = 1, day = 1 })",
      "error()",
      "error(print)",
      "error(coroutine.create(print))",
      "return pcall(pcall)",
      "return xpcall(print)",
      "return pcall(error, setmetatable({}, { __tostring = error }))",
      "local ok, e = pcall(error, setmetatable({}, { __tostring = error })) error(e)",
      "print(setmetatable({}, { __tostring = function() return 5 end }))",
      "print(setmetatable({}, { __name = 5 }), setmetatable({}, { __name = ('x'):rep(100000) }))",
      "return string.pack('i17', 1)",
      "return string.unpack('s', '\\255\\255\\255\\255\\255\\255\\255\\255')",
      "return string.packsize(('i8'):rep(1000))",
    ])
  func aHostileScriptEndsAndTheStateGoesOn(_ text: String) throws {
    let state = try makeState { $0.memoryLimit = 64 << 20 }
    _ = try? state.run(text)
    #expect(try state.run("local t = {} for i = 1, 100 do t[i] = { i } end return #t, (('x'):rep(3))") == [100, "xxx"])
  }

  @Test func theCrashesOfOlderReleasesAreOutOfReach() throws {
    #expect(try evaluate("return coroutine.close") == [nil])
    #expect(
      try failure("setmetatable({}, { __concat = function() end })").message
        == "setmetatable: \"__concat\" is not available to scripts")
    let chain = String(repeating: String(repeating: ".x", count: 1000) + "\n", count: 100)
    #expect(try failure("local t = {} t.x = t\nreturn t\(chain) + 1").kind == .source)
    #expect(try evaluate("return load('local t = {} return t' .. ('.x'):rep(100000) .. ' + 1')")[0] == nil)
  }
}
