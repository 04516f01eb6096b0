import Analyses
import Resampling
import Scripting
import Survival
import Testing

/// What a check knows of analyses that the script declares, or a file beside it.
@Suite("Checks of analyses that a script declares")
struct OwnAnalysisCheckTests {
  private static let declaration = """
    --- What?
    local workbench, resampling = require "workbench", require "resampling"
    local cohort, report = workbench.cohort(), workbench.report "A"
    local share = workbench.analysis {
      name = "mine.share", summary = "Share of subjects " .. "above an age.",
      parameters = {
        { name = "above", type = "number", from = 0, to = 120, prose = "The age." },
        { name = "how", type = "choice", default = "all", choices = { { "all", "a" }, { "known", "b" } }, prose = "How." },
      },
      statistics = { { "share", "The share." } },
      compute = function(c, a) return workbench.result { methods = "Counted.", rows = { { statistic = "share", value = a.above } } } end,
    }

    """

  private func found(
    _ lines: String, after declaration: String = declaration, texts: [String: String] = [:]
  ) throws -> [String] {
    var check = ScriptCheck(registry: try Registry([SurvivalPlugin(), ResamplingPlugin()]))
    check.texts = texts
    return check.findings(in: declaration + lines + "\nreturn report", file: "a.lua").filter {
      ![.unusedModule, .unusedLocal].contains($0.code)
    }.map {
      "\($0.line):\($0.column) \($0.code.rawValue): \($0.message)"
    }
  }

  @Test(
    "its arguments are checked as a call will",
    arguments: [
      ("share(cohort)", "13:12 missing_argument: mine.share: argument \"above\" is missing: The age."),
      (
        "share(cohort, { above = 1, hwo = 'all' })",
        "13:39 unknown_argument: mine.share: unknown argument \"hwo\"; did you mean \"how\"?"
      ),
      (
        "share(cohort, { above = 'old' })",
        "13:36 wrong_argument: mine.share: argument \"above\" should be a number from 0 to 120, found \"old\""
      ),
      (
        "share(cohort, { above = 150 })",
        "13:36 wrong_argument: mine.share: argument \"above\" should be a number from 0 to 120, found 150"
      ),
      (
        "share(cohort, { above = 1, how = 'knwon' })",
        "13:45 not_a_choice: mine.share: argument \"how\" is \"knwon\"; did you mean \"known\"? Choices: \"all\", \"known\""
      ),
      (
        "share({ above = 1 })",
        "13:18 wrong_argument: mine.share: the first argument should be a cohort, found a table"
      ),
      (
        "resampling.bootstrap(cohort, { analysis = 'mine.share', arguments = { abve = 1 }, statistic = 'share' })",
        "13:82 unknown_argument: mine.share: unknown argument \"abve\"; did you mean \"above\"?"
      ),
      (
        "resampling.bootstrap(cohort, { analysis = share, arguments = { above = 1 }, statistic = 'shar' })",
        "13:100 unknown_member: mine.share gives no statistic \"shar\"; did you mean \"share\"?"
      ),
      (
        "resampling.bootstrap(cohort, { analysis = 'mine.shaer', statistic = 'share' })",
        "13:54 unknown_function: resampling.bootstrap: there is no analysis \"mine.shaer\"; did you mean \"mine.share\"?"
      ),
    ])
  func arguments(call: String, finding: String) throws {
    let all = try found("report:add(\(call))")
    #expect(all == [finding])
  }

  @Test(
    "calls that are right are let pass, by the function, by a field that holds it, and by name before it is declared")
  func right() throws {
    #expect(
      try found(
        """
        local own = { share = share }
        report:add(share(cohort, { above = 65, how = "known", title = "Old" }))
        report:add(own.share(cohort, { above = 65 }))
        report:add(resampling.bootstrap(cohort, { analysis = "mine.share", arguments = { above = 1 }, statistic = "share" }))
        local function later() return resampling.bootstrap(cohort, { analysis = "mine.later", statistic = "n" }) end
        workbench.analysis { name = "mine.later", summary = "Later.", statistics = { { "n", "Count." } }, compute = print }
        report:add(later())
        """) == [])
  }

  @Test("what is wrong with the declaration is found where it stands")
  func declarations() throws {
    let head =
      "--- What?\nlocal workbench = require 'workbench' local report = workbench.report 'A'\nreport:add(workbench.analysis {"
    func found(_ fields: String) throws -> [String] {
      try self.found("})", after: head + fields).filter { !$0.contains("item should be") }
    }
    let rest = "summary = 'A', statistics = { { 'n', 'N' } }, compute = print"
    let all = try found("\nname = 'mine.a', \(rest), parameters = { { name = 'x', type = 'nubmer', prose = 'X.' } }")
    #expect(
      all == [
        "4:96 wrong_argument: workbench.analysis \"mine.a\": parameter 1: unknown type \"nubmer\"; did you mean \"number\"?"
      ])
    #expect(
      try found("\nname = 'survival.a', \(rest)").first?.contains("is a module of the workbench itself") == true)
  }

  @Test("one of which not all is known is taken to be called rightly")
  func unknown() throws {
    #expect(
      try found(
        """
        local parameters = {}
        parameters[1] = { name = "x", type = "number", prose = "X." }
        local other = workbench.analysis {
          name = "mine.other", summary = tostring(1), parameters = parameters, statistics = { { "n", "N" } }, compute = print,
        }
        report:add(other(cohort, { x = 1, y = 2 }))
        report:add(resampling.bootstrap(cohort, { analysis = "mine.made_elsewhere", statistic = "n" }))
        report:add(share(cohort, { above = 1 }))
        """) == [])
    #expect(
      try found(
        "report:add(share(cohort, { above = 1, x = 1 }))",
        after: Self.declaration.replacing("\"above an age.\"", with: "tostring(1)"))
        == ["13:39 unknown_argument: mine.share: unknown argument \"x\"; it takes: above, how, title"])
  }

  @Test("files beside the script are read, and not run, for the analyses that they declare")
  func filesBesideTheScript() throws {
    let module =
      Self.declaration.replacing("--- What?\n", with: "error 'run'\n")
      + "local M = {}\nM.share = share\nfunction M.f() end\nreturn M"
    let head = """
      --- What?
      local workbench = require "workbench"
      local tools = require "tools"
      local report = workbench.report "A"

      """
    #expect(
      try found(
        "tools.f()\ntools.anything()\nreport:add(tools.share(workbench.cohort(), { above = 1, hwo = 2 }))", after: head,
        texts: ["tools": module])
        == ["7:57 unknown_argument: mine.share: unknown argument \"hwo\"; did you mean \"how\"?"])
    // A circle of files, one that is no Lua, and one that gives a function.
    #expect(
      try found(
        "report:add(tools.x(require('odd'), require('one')(workbench.cohort(), { above = 1 })))", after: head,
        texts: [
          "tools": "local t = require 'tools'\nreturn { x = t }", "odd": "no Lua",
          "one": Self.declaration + "return share",
        ]) == [])
  }
}
