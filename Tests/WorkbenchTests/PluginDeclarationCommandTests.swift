import Foundation
import Scripting
import Testing

@testable import Workbench

/// What the commands know of a project's own plugins: those that are trusted are asked, in a locked worker, and no others.
@Suite("Plugins of a project in check, help, init and a session")
struct PluginDeclarationCommandTests {
  private let desk: PluginDesk

  init() throws { desk = try PluginDesk() }

  private static let share = """
    local workbench = require "workbench"
    local share = workbench.analysis {
      name = "shares.share", summary = "Share of subjects.",
      parameters = { { name = "above", type = "number", prose = "The age." } },
      statistics = { { "share", "The share." } },
      compute = function() return workbench.result { methods = "Counted.", rows = {} } end,
    }
    return { of = share }

    """

  private func script(_ name: String = "a.lua", calls call: String, of id: String = "acme/shares") throws {
    try desk.write([
      name: """
      --- What share?
      local workbench = require "workbench"
      local shares = require "\(id)"
      local report = workbench.report "Shares"
      report:add(\(call))
      return report

      """
    ])
  }

  @Test(
    "calls of a trusted plugin's functions are checked; of one that is not trusted, that is said, and the rest is checked"
  )
  func checks() throws {
    try desk.have(desk.plugin("acme/shares", "1.0.0", lua: Self.share))
    try script(calls: "shares.of(workbench.cohort(), { abov = 65 })")
    let trusted = try desk.run("check", "a.lua")
    #expect(
      trusted.output.hasPrefix(
        "a.lua:5:44: error: shares.share: unknown argument \"abov\"; did you mean \"above\"? [unknown_argument]\n"))
    #expect(trusted.errors == "")
    #expect(trusted.status == 1)
    try script(calls: "shares.off(workbench.repot(), { abov = 65 })")
    let stranger = try desk.run("check", "a.lua", as: "ben")
    #expect(stranger.output.contains("a.lua:3:24: error: plugin acme/shares 1.0.0 is not trusted; look at it"))
    #expect(stranger.output.contains("workbench has no \"repot\"; did you mean \"report\"?"))
    #expect(stranger.output.hasSuffix("1 script checked: 2 errors\n"))
  }

  @Test("a dry run lists the calls of a plugin's functions")
  func dryRun() throws {
    try desk.have(desk.plugin("acme/shares", "1.0.0", lua: Self.share))
    try script(calls: "shares.of(workbench.cohort(), { above = 65 })")
    let end = try desk.run("run", "a.lua", "--dry-run")
    #expect(end.output.contains("\n  line 5: shares.share\n"))
    #expect(end.status == 0, "\(end.output)")
  }

  @Test(
    "a plugin that never ends being loaded, raises, or fills the memory is told, and check goes on",
    .timeLimit(.minutes(2)))
  func broken() throws {
    try desk.have(
      desk.plugin("acme/raises", "1.0.0", lua: "error 'not today'\n"),
      desk.plugin("acme/grows", "1.0.0", lua: "local t = {} for i = 1, 1e9 do t[i] = i end\n"),
      desk.plugin("acme/loops", "1.0.0", lua: "while true do end\n"))
    try desk.write([
      "a.lua": """
      --- What?
      local workbench = require "workbench"
      local raises, grows, loops = require "acme/raises", require "acme/grows", require "acme/loops"
      raises.a() grows.b() loops.c()
      return workbench.repot "A"

      """
    ])
    let end = try desk.run("check", "a.lua")
    let lines = end.output.split(separator: "\n").filter { $0.hasPrefix("a.lua:") }
    #expect(lines.count == 4, "\(end.output)")
    let doubt = "offers is not known, and calls of it are not checked: "
    #expect(lines[0].contains("warning: what acme/raises \(doubt)acme/raises/init.lua:1: not today"))
    #expect(lines[1].contains("warning: what acme/grows \(doubt)") && lines[1].contains("memory limit"))
    #expect(lines[2].contains("warning: what acme/loops \(doubt)") && lines[2].contains("time limit"))
    #expect(lines[3].contains("did you mean \"report\"?"))
  }

  @Test("help explains a trusted plugin and its functions, lists all, and says what is not trusted")
  func help() throws {
    try desk.have(desk.plugin("acme/shares", "1.0.0", lua: Self.share))
    let plugin = try desk.run("help", "acme/shares")
    #expect(
      plugin.output == """
        acme/shares
          What the sample says.

          local shares = require "acme/shares"

          shares.share  Share of subjects.

        """)
    let function = try desk.run("help", "shares.share")
    #expect(function.output.contains("above (a number; required)\n      The age."))
    #expect(try desk.run("help", "shares.share.above").output.contains("The age."))
    #expect(
      try desk.run("help").output.hasSuffix("  Plugins of this project\n    acme/shares  What the sample says.\n"))
    #expect(try desk.run("help", "--all").output.contains("\nThe plugin acme/shares\n"))
    #expect(try desk.run("help", "shares.shaer").errors.contains("did you mean \"shares.share\"?"))
    let stranger = try desk.run("help", "acme/shares", as: "ben")
    #expect(stranger.errors.contains("plugin acme/shares 1.0.0 is not trusted; look at it"))
    #expect(stranger.status == 64)
  }

  @Test("init writes stubs of trusted plugins, says of which it writes none, and takes away those of plugins that went")
  func stubs() throws {
    try desk.have(desk.plugin("acme/shares", "1.0.0", lua: Self.share))
    let end = try desk.run("init")
    #expect(end.status == 0, "\(end.errors)")
    let path = ".workbench/types/acme/shares.lua"
    #expect(try desk.text(path).contains("\nfunction shares.of(cohort, arguments) end\n"))
    #expect(try desk.run("check", path).output == "1 script checked: nothing found\n")
    let stranger = try desk.run("init", as: "ben")
    #expect(stranger.errors.contains("no stub of acme/shares: plugin acme/shares 1.0.0 is not trusted"))
    #expect(stranger.errors.contains("removed \(path): there is no such module any more"))
    #expect(!desk.files.contains(path))
  }

  @Test("the files of a plugin that nobody trusts yet are read for its own tests, and not run")
  func developing() throws {
    let folder = try desk.plugin("acme/shares", "1.0.0", in: "project/mine", lua: Self.share)
    try desk.write([
      "mine/tests/share_test.lua": """
      local testing, shares = require "testing", require "acme/shares"
      testing.test("counts", function()
        testing.equal(#shares.of(testing.cohort { subjects = { { id = "1" } } }, { abov = 1 }).cautions, 0)
      end)

      """
    ])
    #expect(folder == "../project/mine")
    let end = try desk.run("check", "mine")
    #expect(
      end.output.hasPrefix(
        "mine/tests/share_test.lua:3:78: error: shares.share: unknown argument \"abov\"; did you mean \"above\"?"),
      "\(end.output)")
    #expect(end.output.hasSuffix("2 scripts checked: 1 error\n"))
  }

  @Test("a session completes plugins by their ids, and the arguments of their functions; its help explains both")
  func session() throws {
    let host = try ScriptHost(
      cohort: DemonstrationCohort.make(), registry: BuiltIn.registry(), options: ScriptHost.Options())
    let bundle = PluginBundle(
      key: "acme/shares@1.0.0", id: "acme/shares", version: "1.0.0", sha256: "", summary: "Shares.", capabilities: [],
      entry: "init", files: ["init": Self.share], dependencies: [:])
    host.plugins.bundles[bundle.key] = bundle
    host.plugins.forScript[bundle.id] = bundle.key
    host.manual = { .workbench(commands: ManualChapter("Commands", "", []), modules: $0) }
    let session = try ScriptSession(host: host)
    func offered(_ text: String) -> [String] { session.completion(before: text).candidates.map(\.text) }
    #expect(offered("require \"acme/sh") == ["acme/shares"])
    #expect(offered("shares = require(\"ac") == ["acme/shares"])
    #expect(try session.help(on: "acme/shares").contains("local shares = require \"acme/shares\""))
    _ = try session.evaluate(SessionEntry("shares = require \"acme/shares\""), name: "input")
    #expect(offered("shares.o") == ["of"])
    #expect(offered("shares.of(cohort, { ab") == ["above"])
    #expect(try session.help(on: "shares.share").contains("The age."))
  }
}
