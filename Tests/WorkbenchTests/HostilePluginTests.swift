import Testing

/// A plugin that was trusted and means harm, or does it: what it tries inside its environment ends in time, with a message that says
/// why, and reaches nothing.
@Suite("Hostile plugins", .hostilePlugin)
struct HostilePluginTests {
  /// Something that a function of the plugin does, and how the run must end.
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    /// The body of the function, which gets the cohort, the report, and a table of the script's.
    let lua: String
    let status: Int32
    /// What the output, or standard error where it fails, must hold.
    let message: String

    var testDescription: String { name }

    init(_ name: String, _ lua: String, _ status: Int32, _ message: String) {
      self.name = name
      self.lua = lua
      self.status = status
      self.message = message
    }
  }

  // MARK: What is not there

  private static let absent = [
    Case("debug", "return debug.getregistry()", 1, "debug is not available to scripts"),
    Case("io", "return io.open('/etc/passwd')", 1, "io is not available to scripts"),
    Case("os_execute", "return os.execute 'id'", 1, "attempt to call a nil value (field 'execute')"),
    Case("os_getenv", "return os.getenv 'HOME'", 1, "attempt to call a nil value (field 'getenv')"),
    Case("package", "return package.loadlib('libc.so.6', '*')", 1, "package is not available to scripts"),
    Case("setfenv", "return setfenv(1, {})", 1, "setfenv is not available to scripts"),
    Case("rawset", "return rawset(cohort, 'count', 1)", 1, "rawset is not available to scripts"),
    Case("string_dump", "return load(string.dump(function() end))", 1, "attempt to call a nil value (field 'dump')"),
    Case("bytecode", "return assert(load('\\27LuaT'))", 1, "compiled Lua is refused: give source text"),
    Case("bytecode_in_parts", "return assert(load(function() return '\\27Lua' end))", 1, "load: source text expected"),
    Case("coroutine_close", "return coroutine.close(coroutine.create(print))", 1, "(field 'close')"),
    Case("require_above", "return require '../../secret'", 1, "is not the name of a module"),
    Case("require_within", "return require 'lib/../../secret'", 1, "is not the name of a module"),
  ]

  // MARK: What cannot be changed

  private static let locked = [
    Case("methods_of_texts", "getmetatable('').__index.upper = print", 1, "attempt to index a boolean value"),
    Case("globals", "_G.tostring, _G.pairs = error, nil return 'its own alone'", 0, "its own alone"),
    Case("new_global", "spy = cohort", 1, "\"spy\" is not declared"),
    Case("metatable_of_globals", "setmetatable(_G, {})", 1, "cannot change a protected metatable"),
    Case(
      "metatable_of_a_host_object", "return getmetatable(cohort).__index", 1, "attempt to index a boolean value"),
    Case("member_of_a_host_object", "cohort.count = 1", 1, "cohort is read-only: \"count\" cannot be assigned"),
    Case("finalizer", "setmetatable({}, { __gc = function() while true do end end })", 1, "\"__gc\" is not available"),
    Case("to_be_closed", "local x <close> = setmetatable({}, { __close = print })", 1, "\"__close\" is not available"),
    Case(
      "finalizer_afterwards",
      """
      local late = {}
      for i = 1, 1000 do setmetatable({}, late) end
      late.__gc, late.__close, late.__mode = function() while true do end end, print, 'k'
      for i = 1, 20000 do local garbage = { i } end
      return 'nothing ran'
      """, 0, "nothing ran"),
    Case(
      "another_plugins_tables",
      """
      local base = require 'acme/base'
      local tries = {
        function() base.list[1] = 9 end, function() base.new = nil end, function() table.insert(base.list, 9) end,
        function() table.remove(base.list) end, function() table.sort(base.list) end,
        function() table.move({ 9 }, 1, 1, 1, base.list) end, function() setmetatable(base, {}) end,
        function() getmetatable(base).__index = print end, function() getmetatable(base.new()).__index = print end,
        function() for _, t in pairs(base) do if type(t) == 'table' then t[1] = 9 end end end,
        function() for _, t in next, base do if type(t) == 'table' then t.x = 9 end end end,
        function() rawget(base, 'list')[1] = 9 end, function() base.class.words = print end,
        function() base.class.__index.words = print end,
      }
      local held = 0
      for _, try in ipairs(tries) do if not pcall(try) then held = held + 1 end end
      return held .. ' of ' .. #tries .. ' held; ' .. base.state() .. base.new():words()
      """, 0, "14 of 14 held; 1 2 of base"),
    Case(
      "libraries_of_others",
      """
      local base = require 'acme/base'
      string.format, table.concat, math.floor = nil, nil, nil
      function string.upper() return 'fooled' end
      return base.words() .. (' and %d'):format(7)
      """, 0, "BASE 1,2 and 7"),
  ]

  // MARK: What it did not ask for

  private static let withheld = [
    Case("capability", "return require('workbench').cohort()", 1, refusal("workbench.cohort", "cohort")),
    Case(
      "capability_in_pcall", "return select(2, pcall(require('workbench').cohort))", 0, "may not call workbench.cohort"),
    Case("capability_in_coroutine", "return coroutine.wrap(math.random)()", 1, refusal("math.random", "random")),
    Case("capability_in_load", "return load('return math.random()')()", 1, refusal("math.random", "random")),
    Case(
      "capability_in_metamethod", "return setmetatable({}, { __index = require('workbench').cohort }).x", 1,
      refusal("workbench.cohort", "cohort")),
    Case(
      "capability_of_another_function", "return require('numerics').stream(1)", 1, refusal("numerics.stream", "random")),
    Case(
      "columns_by_unknown_names",
      "return 'it says: ' .. select(2, pcall(function() return diagnosis end)):match('\"diagnosis\".*') .. '.'", 0,
      "it says: \"diagnosis\"."),
    Case("wrong_self", "return cohort.where(report, 'age > 1')", 1, "cohort.where was called without its cohort"),
    Case(
      "forged_object", "return cohort.where(setmetatable({}, { __name = 'cohort' }), 'age > 1')", 1,
      "cohort.where was called without its cohort"),
    Case("path_in_an_argument", "return cohort:column '../../etc/passwd'", 1, "hostile/init.lua:"),
  ]

  private static func refusal(_ function: String, _ capability: String) -> String {
    "acme/hostile may not call \(function): its plugin.toml does not ask for the capability \"\(capability)\""
  }

  // MARK: Too much

  private static let outOfTime = "stopped: the script was still running after its time limit of 0.5 s"
  private static let outOfMemory = "stopped: the script went over its memory limit of 256 MiB"

  private static let exhausting = [
    Case("loop", "while true do end", 124, outOfTime),
    Case("loop_in_pcall", "while true do pcall(function() while true do end end) end", 124, outOfTime),
    Case("loop_in_coroutines", "while true do coroutine.wrap(function() end)() end", 124, outOfTime),
    Case(
      "loop_in_the_scripts_hands", "return setmetatable({}, { __tostring = function() while true do end end })", 124,
      outOfTime),
    Case("loop_in_a_row_function", "return cohort:where(function(p) while true do end end)", 124, outOfTime),
    Case("loop_of_an_iterator", "for _ in function() return 1 end do end", 124, outOfTime),
    Case("loop_of_calls_of_the_host", "while true do local n = cohort.count end", 124, outOfTime),
    Case("pattern", "return (('a'):rep(300000)):find(('.-'):rep(6) .. 'b')", 124, outOfTime),
    Case("comparator_without_end", "table.sort({ 3, 2, 1 }, function() while true do end end)", 124, outOfTime),
    Case(
      "comparator_without_order",
      "local t = {} for i = 1, 100 do t[i] = i end table.sort(t, function() return true end)",
      1, "invalid order function for sorting"),
    Case("strings", "local s = 'x' while true do s = s .. s end", 124, outOfMemory),
    Case("tables", "local t = {} while true do t[#t + 1] = { #t } end", 124, outOfMemory),
    Case(
      "columns",
      """
      local text, all = ('x'):rep(1 << 20), {}
      while true do all[#all + 1] = require('workbench').column { text .. #all } end
      """, 124, outOfMemory),
    Case("rep", "return ('x'):rep(1 << 40)", 1, "string.rep: the result would have more than 268435456 bytes"),
    Case("concat", "return table.concat({}, '', 1, 1 << 40)", 1, "table.concat: a range from 1 to 1099511627776"),
    Case("unpack", "return table.unpack({}, 1, 1e8)", 1, "too many results to unpack"),
    Case("format", "return ('%1000d'):format(1)", 1, "invalid conversion"),
    Case("recursion", "local function f() return 1 + f() end return f()", 1, "stack overflow"),
    Case("nested_coroutines", "local function f() return coroutine.wrap(f)() end return f()", 1, "C stack overflow"),
    Case("nested_pcalls", "local function f() return pcall(f) end return (select(-1, f()))", 0, "stack overflow"),
    Case("nested_source", "return assert(load('return ' .. ('{'):rep(3000)))", 1, "overflow"),
    Case("long_source", "return assert(load(('local x = 1\\n'):rep(30000)))", 1, "the limit is 262144"),
    Case(
      "printing", "for i = 1, math.huge do print(('x'):rep(1000000)) end", 1, "acme/hostile may not call print"),
    Case("notes", "while true do report:note(('x'):rep(1 << 20)) end", 124, "stopped: the report is full"),
    Case("error_value", "error(setmetatable({}, { __tostring = function(t) return tostring(t) end }))", 1, "hostile"),
  ]

  static let cases = absent + locked + withheld + exhausting

  @Test("end in time, with their reason, and reach nothing", arguments: cases)
  func ends(_ hostile: Case) throws {
    let desk = try #require(HostilePlugin.desk)
    try desk.script(
      "\(hostile.name).lua", says: "require('acme/hostile').\(hostile.name)(cohort, report)", first: Self.first)
    let isEndless = hostile.message == Self.outOfTime
    let end = try desk.run(
      "run", "\(hostile.name).lua", "--time-limit", isEndless ? "0.5" : "30", "--memory-limit", "256MiB", "--format",
      "markdown")
    #expect(end.status == hostile.status, "\(end.output)\(end.errors)")
    let said = end.status == 0 ? end.output : end.errors
    #expect(said.contains(hostile.message), "\(said)")
    if end.status != 0 { #expect(end.output == "") }
  }

  private static let first = "local cohort = workbench.cohort()"

  @Test("that do not end while they are loaded end as all others")
  func loading() throws {
    let desk = try PluginDesk()
    try desk.have(desk.plugin(lua: "while true do end\n"))
    try desk.script(says: "require \"acme/grfs\"")
    let end = try desk.run("run", "a.lua", "--time-limit", "0.5")
    #expect(end.status == 124)
    #expect(end.errors == "workbench: acme/grfs/init.lua:1: \(Self.outOfTime)\n")
  }
}

// MARK: - The plugin

extension Trait where Self == HostilePlugin {
  /// A project that has the plugin, for as long as the suite runs.
  static var hostilePlugin: Self { Self() }
}

/// The project of the suite: the plugin has each case as a function, and requires another plugin, which it would change.
struct HostilePlugin: SuiteTrait, TestScoping {
  @TaskLocal static var desk: PluginDesk?

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    let desk = try PluginDesk()
    let functions = HostilePluginTests.cases.map {
      "  \($0.name) = function(cohort, report)\n\($0.lua)\n  end,\n"
    }
    try desk.have(
      desk.plugin("acme/base", lua: Self.base),
      desk.plugin("acme/hostile", needs: ["acme/base": ">= 1"], lua: "return {\n\(functions.joined())}\n"))
    try await Self.$desk.withValue(desk, operation: function)
  }

  private static let base = """
    local class = {}
    class.__index = class
    function class.words() return "of base" end
    local list = { 1, 2 }
    return {
      list = list, class = class, new = function() return setmetatable({}, class) end,
      state = function() return table.concat(list, " ") .. " " end,
      words = function() return ("base "):upper() .. table.concat(list, ",") end,
    }

    """
}
