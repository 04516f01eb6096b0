import Foundation
import Testing

/// Plugins that mean harm: those that are looked at do nothing, and those that are trusted end as scripts that mean harm do.
@Suite("Hostile plugins")
struct PluginHarmTests {
  private let desk: PluginDesk

  init() throws { desk = try PluginDesk() }

  @Test("Nothing of a plugin runs while it is checked, packed, added, listed, looked at, trusted, updated and removed")
  func lookedAt() throws {
    let source = try desk.plugin(in: "grfs", lua: "while true do end\n")
    try desk.write(["tests/a_test.lua": "while true do end\n", "lib/a.lua": "error \"run\"\n"], to: source)
    #expect(try desk.run("plugin", "check", source).status == 0)
    #expect(try desk.run("plugin", "pack", source, "--skip-tests").status == 0)
    #expect(try desk.run("plugin", "add", "acme-grfs-1.2.0.wbplugin").status == 0)
    #expect(try desk.run("plugin", "list").output.contains("not trusted"))
    let digest = try desk.locked()[0].1
    #expect(try desk.run("plugin", "trust", "acme/grfs", "--sha256", digest).status == 0)
    #expect(try desk.run("plugin", "update").status == 0)
    // A script that does not require it has nothing to do with it.
    try desk.script(says: "1")
    #expect(try desk.run("run", "a.lua").status == 0)
    try desk.script(says: "require \"acme/grfs\"")
    #expect(try desk.run("run", "a.lua", "--dry-run").status == 0)
    #expect(try desk.run("check", "a.lua").status == 0)
    #expect(try desk.run("plugin", "remove", "acme/grfs").status == 0)
  }

  @Test(
    "A plugin that is trusted is bound as the script is",
    arguments: [
      ("while true do end", 124, "stopped: the script was still running after its time limit of 2 s"),
      ("while true do pcall(function() while true do end end) end", 124, "after its time limit of 2 s"),
      (
        "local t = {} while true do t[#t + 1] = (\"x\"):rep(1 << 28) .. #t end", 124, "over its memory limit of 256 MiB"
      ),
      ("return assert(load(\"\\27Lua\"))", 1, "compiled Lua is refused"),
      ("return require \"../../etc/passwd\"", 1, "is not the name"),
      ("return setmetatable({}, { __gc = function() end })", 1, "\"__gc\" is not available"),
      ("return io.open \"/etc/passwd\"", 1, "io"), ("return os.getenv \"HOME\"", 1, "getenv"),
      ("_ENV = nil; return x", 1, "_ENV"), ("return getmetatable(\"\").__index", 1, "attempt to index a boolean value"),
      ("local w = require \"workbench\" w.cohort = 1 return {}", 1, "workbench is read-only"),
    ])
  func atWork(_ lua: String, _ status: Int32, _ words: String) throws {
    try desk.have(desk.plugin(lua: lua))
    try desk.script(says: "require \"acme/grfs\" and 1")
    let end = try desk.run("run", "a.lua", "--time-limit", "2", "--memory-limit", "256MiB")
    #expect(end.status == status && end.errors.contains(words), "\(end)")
    if status != 0 { #expect(end.output.isEmpty) }
  }
}
