import Lua
import Testing

@Suite struct SandboxTests {
  @Test(arguments: [
    "io", "debug", "package", "dofile", "loadfile", "loadstring", "collectgarbage", "warn", "rawset",
  ])
  func whatIsNotListedDoesNotExist(_ name: String) throws {
    let error = try failure("return \(name)")
    #expect(error.message.hasPrefix("unknown name \"\(name)\""))
  }

  @Test func theGlobalsAreExactlyTheListedOnes() throws {
    let names = try evaluate("local t = {} for k in pairs(_G) do t[#t + 1] = k end return table.concat(t, ' ')")
    #expect(
      names == [
        """
        _G _VERSION assert coroutine error getmetatable ipairs load math next os pairs pcall print rawequal rawget rawlen \
        require select setmetatable string table tonumber tostring type utf8 xpcall
        """
      ])
  }

  @Test(arguments: [
    ("os", "date time"), ("coroutine", "create isyieldable resume running status wrap yield"),
    ("string", "byte char find format gmatch gsub len lower match pack packsize rep reverse sub unpack upper"),
    ("table", "concat insert move pack remove sort unpack"),
    ("utf8", "char charpattern codepoint codes len offset"),
  ])
  func aLibraryHasExactlyTheListedFunctions(_ library: String, _ names: String) throws {
    let found = try evaluate(
      "local t = {} for k in pairs(\(library)) do t[#t + 1] = k end return table.concat(t, ' ')")
    #expect(found == [.string(names)])
  }

  @Test(arguments: ["__gc", "__mode", "__close", "__concat"])
  func setmetatableRefuses(_ event: String) throws {
    let error = try failure("setmetatable({}, { \(event) = function() end })")
    #expect(error.message == "setmetatable: \"\(event)\" is not available to scripts")
  }

  @Test func aRefusedEventThatIsAddedLaterHasNoEffect() throws {
    let error = try failure(
      "local m = {} local o = setmetatable({}, m) m.__concat = function() return 'x' end return 'a' .. o")
    #expect(error.message == "attempt to concatenate a table value (local 'o')")
  }

  @Test func metatablesWorkAsUsual() throws {
    let values = try evaluate(
      """
      local V = {} V.__index = V
      V.__add = function(a, b) return setmetatable({ x = a.x + b.x }, V) end
      V.__eq = function(a, b) return a.x == b.x end
      V.__tostring = function(a) return 'V' .. a.x end
      V.__call = function(self, y) return self.x * y end
      V.__len = function() return 7 end
      local a, b = setmetatable({ x = 1 }, V), setmetatable({ x = 2 }, V)
      function V:double() return self.x * 2 end
      return tostring(a + b), a == setmetatable({ x = 1 }, V), b(5), #a, b:double(), getmetatable(a) == V,
        rawequal(a, b)
      """)
    #expect(values == ["V3", true, 10, 7, 4, true, false])
  }

  @Test func eventsMayBeAddedAfterwards() throws {
    let values = try evaluate(
      """
      local Account = { balance = 0 }
      function Account:new(o)
        o = o or {}
        setmetatable(o, self)
        self.__index = self
        return o
      end
      function Account:add(v) self.balance = self.balance + v return self.balance end
      local a = Account:new()
      Account.__tostring = function() return 'account' end
      Account.__pairs = function() return function(_, k) if not k then return 'only' end end end
      local keys = {}
      for k in pairs(a) do keys[#keys + 1] = k end
      local own = {}
      for k in next, Account do own[#own + 1] = k end
      return a:add(5), tostring(a), table.concat(keys), table.concat(own, ' '), a.nothing
      """)
    #expect(values == [5, "account", "only", "__index __pairs __tostring add balance new", nil])
  }

  @Test func metatablesOfOneUseAreCollected() throws {
    let state = try makeState { $0.memoryLimit = 16 << 20 }
    #expect(
      try state.run("for i = 1, 200000 do setmetatable({}, { __index = function() return i end }) end return true")
        == [true])
  }

  @Test func aLockedMetatableStaysLocked() throws {
    let values = try evaluate(
      """
      local o = setmetatable({}, { __metatable = 'locked' })
      local ok, message = pcall(setmetatable, o, {})
      return getmetatable(o), ok, message, getmetatable('')
      """)
    #expect(values == ["locked", false, "cannot change a protected metatable", false])
  }

  @Test func bytecodeIsRefused() throws {
    #expect(try failure("\u{1B}Lua").kind == .source)
    let values = try evaluate("return load('\\27Lua')")
    #expect(values == [nil, "compiled Lua is refused: give source text"])
    #expect(try failure("return string.dump(print)").message.hasPrefix("attempt to call a nil value (field 'dump')"))
  }

  @Test func loadSeesTheGlobalsOfTheScript() throws {
    #expect(try evaluate("return load('return 1 + 1')(), load('return x', 'c', 't', { x = 5 })()") == [2, 5])
    #expect(try evaluate("local f, e = load('return +') return f, e") == [nil, "(load):1: unexpected symbol near '+'"])
    #expect(try evaluate("return pcall(load('return io'))") == [false, "(load):1: unknown name \"io\""])
  }

  @Test func aSourceOverItsBoundsIsRefusedBeforeItIsParsed() throws {
    let long = try failure(String(repeating: "x", count: 20_000_000))
    #expect(long.kind == .source)
    #expect(long.message == "the source has 20000000 bytes; the limit is 262144")
    let wide = try failure("local a\nlocal s = '" + String(repeating: "x", count: 5000) + "'")
    #expect(wide.message == "line 2 has 5012 bytes; the limit is 4096")
  }

  @Test func longChainsOfFieldsAreRefused() throws {
    let chain = String(repeating: ".x\n", count: 201)
    for text in [
      "return t\(chain)", "return t" + String(repeating: "[i + 1]", count: 201),
      "return ((t\(chain.prefix(300))).y)\(chain.prefix(310))", "return t[ [==[a]==] ]\(chain)",
    ] {
      let error = try failure("local t, i = {}, 1\n\(text) + 1")
      #expect(error.kind == .source)
      #expect(error.message.contains("a chain of more than 200 fields"))
    }
    let fine = (0..<500).map { "t.a.b[\($0)].c.d == 'a.b.c' -- a.b.c" }.joined(separator: "\nand ")
    #expect(try failure("local t = {}\nreturn \(fine)").message == "attempt to index a nil value (field 'a')")
  }

  @Test func requireStaysInside() throws {
    for name in ["../../etc/passwd", "/etc/passwd", "a b", "", "a\\0b"] {
      #expect(try failure("require '\(name)'").message.contains("is not the name of a module"))
    }
  }

  @Test func loopsInCAreBounded() throws {
    #expect(
      try failure("table.move({}, 1, 1 << 40, 2)").message
        == "table.move: a range from 1 to 1099511627776 is over the limit of 67108864")
    #expect(try failure("('x'):rep(1 << 40)").message.hasPrefix("string.rep: the result would have more than"))
    #expect(try evaluate("return (''):rep(1 << 60)") == [""])
    let claims = "setmetatable({}, { __len = function() return 1 << 40 end })"
    #expect(
      try failure("table.insert(\(claims), 1, 1)").message == "table.insert: the table has a length of its own (__len)")
    #expect(try failure("table.remove(\(claims), 1)").message.contains("(__len)"))
    #expect(try failure("table.concat(\(claims))").message.contains("is over the limit"))
    #expect(try failure("table.unpack(\(claims))").message.contains("too many results to unpack"))
    #expect(
      try evaluate("local t = { 'a', 'b', 'c' } return table.concat(t), table.concat(t, '-', 2), table.unpack(t, 2)")
        == ["abc", "b-c", "b", "c"])
    #expect(try failure("table.sort(\(claims))").message.contains("are more than"))
    #expect(try failure("table.concat({}, '', 1, 1 << 40)").message.contains("is over the limit"))
  }
}
