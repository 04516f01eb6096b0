import Testing

/// What plugins see and may do when scripts run them.
@Suite("Plugins, at work")
struct PluginIsolationTests {
  private let desk: PluginDesk

  init() throws { desk = try PluginDesk() }

  /// What a script says that runs `expression` on the plugin, or why it does not.
  private func said(_ expression: String, first: String = "local grfs = require \"acme/grfs\"") throws -> String {
    try desk.script(says: expression, first: first)
    let end = try desk.run("run", "a.lua", "--format", "markdown")
    return end.status == 0 ? end.output : end.errors
  }

  private static let curious = """
    local workbench = require "workbench"
    return {
      count = function() return workbench.cohort().count end,
      draw = function() return math.random() < 2 end,
      say = function() print "printed" return "said" end,
      profile = function() workbench.profile "SAS" return "set" end,
    }
    """

  @Test(
    "A plugin may do what it asked for, and nothing else",
    arguments: [
      ("cohort", "count", "workbench.cohort"), ("random", "draw", "math.random"), ("print", "say", "print"),
      ("defaults", "profile", "workbench.profile"),
    ])
  func capabilities(_ capability: String, _ function: String, _ called: String) throws {
    try desk.have(desk.plugin(lua: Self.curious))
    let refused = try said("grfs.\(function)()")
    #expect(
      refused.contains(
        "acme/grfs may not call \(called): its plugin.toml does not ask for the capability \"\(capability)\""),
      "\(refused)")
    #expect(refused.hasPrefix("workbench: acme/grfs/init.lua:"))
    let other = try PluginDesk()
    try other.have(other.plugin(capabilities: [capability], lua: Self.curious))
    try other.script(says: "require \"acme/grfs\".\(function)()")
    let end = try other.run("run", "a.lua")
    #expect(end.status == 0, "\(end.errors)")
  }

  @Test("The parameters of a script are the script's, and a plugin has those that it is handed")
  func parameters() throws {
    try desk.have(
      desk.plugin(lua: "return { peek = function() return require(\"workbench\").parameters.secret end }"))
    try desk.write([
      "a.lua": """
      --- What is seen?
      ---
      --- Parameters:
      ---   secret (text, default abc): what is not for others.
      local workbench = require "workbench"
      local ok, message = pcall(require("acme/grfs").peek)
      local report = workbench.report "Seen"
      report:note(workbench.parameters.secret .. " " .. tostring(ok) .. " " .. message)
      return report
      """
    ])
    let end = try desk.run("run", "a.lua", "--format", "markdown")
    #expect(end.output.contains("abc false acme/grfs/init.lua:1: no member"), "\(end.output)\(end.errors)")
  }

  @Test("A capability that is taken out of the lock file is not had")
  func unapproved() throws {
    try desk.have(desk.plugin(capabilities: ["random"], lua: Self.curious))
    try desk.write(["workbench.lock": desk.text("workbench.lock").replacing("[\"random\"]", with: "[]")])
    #expect(
      try said("grfs.draw()").contains("asks for the capability \"random\", which workbench.lock does not approve"))
  }

  @Test("Two plugins that need different versions of a third each get theirs, and the script the newest")
  func versions() throws {
    func base(_ version: String) throws -> String {
      try desk.plugin("acme/base", version, lua: "return { version = \"base \(version)\" }")
    }
    let user = "return { words = function() return require \"acme/base\".version end }"
    try desk.have(base("1.4.0"), desk.plugin("acme/old", needs: ["acme/base": ">= 1, < 2"], lua: user))
    try desk.have(base("2.1.0"), desk.plugin("acme/new", needs: ["acme/base": ">= 2"], lua: user))
    let words = try said(
      "old.words() .. \", \" .. new.words() .. \", \" .. base.version",
      first: "local old, new, base = require \"acme/old\", require \"acme/new\", require \"acme/base\"")
    #expect(words.contains("base 1.4.0, base 2.1.0, base 2.1.0"), "\(words)")
  }

  @Test("A plugin has its own files, what it declares, and nothing of the script's or of others'")
  func ownFiles() throws {
    let source = try desk.plugin(
      lua: """
        local ranks = require "lib/ranks"
        return { words = ranks.words, other = function() return require "acme/other" end, mine = function() return require "mine" end }
        """)
    try desk.write(["lib/ranks.lua": "return { words = function() return \"ranked\" end }\n"], to: source)
    try desk.have(source, desk.plugin("acme/other"))
    try desk.write(["mine.lua": "return {}\n"])
    #expect(try said("grfs.words()").contains("ranked"))
    #expect(
      try said("grfs.other()").contains(
        "acme/grfs requires acme/other, which is not among the [dependencies] of its plugin.toml"))
    #expect(try said("grfs.mine()").contains("there is no module \"mine\""))
    #expect(
      try said("require \"acme/gfrs\"", first: "").contains(
        "there is no module \"acme/gfrs\"; did you mean \"acme/grfs\"?")
    )
    #expect(try said("require \"lib/ranks\"", first: "").contains("there is no module \"lib/ranks\""))
  }

  @Test("What a plugin changes it changes for itself, and what it hands out cannot be changed")
  func isolation() throws {
    try desk.have(
      desk.plugin(
        lua: "string.format = function() return \"hijacked\" end\nreturn { list = { 1, 2 }, own = string.format }\n"))
    #expect(try said("string.format(\"%d\", 7) .. \" \" .. grfs.own()").contains("7 hijacked"))
    #expect(try said("(function() grfs.list[1] = 9 end)()").contains("is frozen"))
  }

  @Test("A plugin that fails says where, in its own file")
  func failing() throws {
    try desk.have(desk.plugin(lua: "return {\n  words = function() error \"no such state\" end,\n}\n"))
    #expect(try said("grfs.words()").hasPrefix("workbench: acme/grfs/init.lua:2: no such state"))
  }
}
