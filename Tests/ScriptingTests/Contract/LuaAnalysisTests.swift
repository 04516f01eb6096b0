import Analyses
import Cohorts
import Foundation
@testable import Lua
@testable import Scripting
import TestSupport
import Testing

/// An analysis that a script declares cannot be told from a built-in one.
@Suite("Analyses declared in Lua")
struct LuaAnalysisTests {
  private let one = """
    local seen; local estimate = workbench.analysis {
      name = "mine.estimate", summary = "The mean of a column by group.", details = "Sums.",
      parameters = {
        { type = "endpoint" }, { type = "groups", optional = true },
        { name = "add", type = "number", from = 0, to = 10, default = 1, default_sas = 2, prose = "What is added." },
        { name = "scale", type = "choice", choices = { { "log", "logarithms" }, { "plain", "as it is" } }, default = "plain", prose = "The scale." },
        { type = "level" }, { name = "strict", type = "flag", prose = "Whether." },
        { name = "places", type = "integer", optional = true, prose = "How many." },
        { name = "names", type = "texts", optional = true, prose = "Names." },
        { name = "day", type = "column", unit = "days", optional = true, prose = "A day." },
        { name = "times", type = "exposures", prose = "Days." }, { name = "reference", type = "levels", prose = "Levels." },
        { type = "unit" }, { name = "others", type = "endpoints", optional = true, prose = "Further ones." },
      },
      statistics = { { "n", "Subjects." }, { "share", "A share." } },
      example = { endpoint = "pfs", by = "arm" },
      compute = function(cohort, arguments)
        seen = arguments
        return workbench.result {
          methods = { "Counting." }, rows = { { statistic = "n", value = cohort.count, unit = "subjects" } },
        }
      end,
    }

    """

  @Test("its arguments are checked in the words of the built-in ones")
  func checks() throws {
    func expect(_ call: String, says message: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
      let found = try Script(one + "estimate(\(call))").failure()
      #expect(
        found.drop { $0 != " " }.dropFirst() == message, sourceLocation: sourceLocation)
    }
    try expect(
      "{}", says: "mine.estimate: the first argument should be a cohort, found a table")
    try expect(
      "cohort",
      says:
        "mine.estimate: argument \"endpoint\" is missing: The endpoint: a name that the dictionary declares, such as \"pfs\", or columns, as in \"Surv(time, event)\"."
    )
    try expect(
      "cohort, { endpoint = 'pfs', addd = 1 }", says: "mine.estimate: unknown argument \"addd\"; did you mean \"add\"?")
    try expect(
      "cohort, { endpoint = 'pfs', add = 11 }",
      says: "mine.estimate: argument \"add\" should be a number from 0 to 10, found 11")
    try expect(
      "cohort, { endpoint = 'pfs', add = 'x' }",
      says: "mine.estimate: argument \"add\" should be a number from 0 to 10, found \"x\"")
    try expect(
      "cohort, { endpoint = 'pfs', scale = 'lgo' }",
      says: "mine.estimate: argument \"scale\" is \"lgo\"; did you mean \"log\"? Choices: \"log\", \"plain\"")
    try expect(
      "cohort, { endpoint = 'pfs', places = 1.5 }",
      says: "mine.estimate: argument \"places\" should be a whole number, found 1.5")
    try expect(
      "cohort, { endpoint = 'pfs', others = { 3 } }",
      says:
        "mine.estimate: argument \"others\" should be the name of an endpoint or \"Surv(time, event)\", or a list of them, found 3"
    )
    try expect(
      "cohort, { endpoint = 'pfss' }",
      says: "endpoint \"pfss\" is not declared in cohort \"small\"; did you mean \"pfs\"?")
    try expect(
      "cohort, { endpoint = 'pfs', intercurrent = { transplant_day = 'censr' } }",
      says:
        "mine.estimate: argument \"intercurrent.transplant_day\" is \"censr\"; did you mean \"censor\"? Choices: \"policy\", \"censor\", \"composite\", \"competing\""
    )
  }

  @Test("a number may have to lie above or below another, which it then must not equal")
  func openEnds() throws {
    func said(_ range: String, _ type: String, _ value: String) throws -> String? {
      let lines = one.replacing("from = 0, to = 10, default = 1, default_sas = 2", with: "\(range), optional = true")
        .replacing("type = \"number\", \(range)", with: "type = \"\(type)\", \(range)")
      let script = Script(lines + "print((select(2, pcall(estimate, cohort, { endpoint = 'pfs', add = \(value) }))))")
      return try script.printed().first.flatMap {
        $0.contains("should be ") ? $0.components(separatedBy: "should be ")[1] : nil
      }
    }
    for (range, type, inside, outside, words) in [
      ("above = 0", "number", "5e-324", "0", "a number above 0, found 0"),
      ("below = 1", "number", "0.9999999999999999", "1", "a number below 1, found 1"),
      ("above = 0, below = 1", "number", "0.5", "1", "a number above 0 and below 1, found 1"),
      ("from = 0, below = 1", "number", "0", "1", "a number of 0 or more and below 1, found 1"),
      ("above = 0, to = 1", "number", "1", "0", "a number above 0 and of 1 or less, found 0"),
      ("above = 2", "integer", "3", "2", "a whole number above 2, found 2"),
      ("below = 3", "numbers", "{ 2, 2.9 }", "{ 2, 3 }", "a number or a list of numbers, each below 3, found 3"),
    ] {
      #expect(try said(range, type, inside) == nil, "\(range) \(inside)")
      #expect(try said(range, type, outside) == words, "\(range) \(outside)")
    }
  }

  @Test("compute reads them as they were checked, with defaults, profile and what is said for the whole script")
  func arguments() throws {
    let script = Script(
      one + """
        estimate(cohort, { endpoint = "pfs" })
        print(seen.add, seen.scale, seen.level, seen.strict, seen.places, #seen.names, seen.day, #seen.by, seen.as_baseline)
        workbench.profile "SAS"
        workbench.defaults { level = 0.9, scale = "log" }
        estimate(cohort, {
          endpoint = "pfs ~ arm", places = 2, names = "x", day = "transplant_day", times = { moved = "transplant_day" },
          reference = { arm = "old" }, display_unit = "months", others = { "pfs", "Surv(pfs_days, pfs_event)" },
        })
        print(seen.add, seen.scale, seen.level, seen.places, seen.names[1], seen.day, seen.by[1], seen.times.moved, seen.reference.arm,
          seen.display_unit, tostring(seen.others[2]))
        print(pcall(function() return seen.ad end))
        """)
    let printed = try script.printed()
    #expect(
      printed == [
        "1.0\tplain\t0.95\tfalse\tnil\t0\tnil\t0\tfalse",
        "2.0\tlog\t0.9\t2\tx\ttransplant_day\tarm\ttransplant_day\told\tmonths\tSurv(pfs_days, pfs_event)",
        "false\ta.lua:34: no member \"ad\" on arguments; did you mean \"add\"?",
      ])
  }

  @Test("its result has the title, the settings, the name and the words on the population that every result has")
  func result() throws {
    let results = try Script(
      one + """
        report:add(estimate(cohort, { endpoint = "pfs" }))
        report:add(estimate(cohort:where "age >= 40", { endpoint = "pfs", by = "arm", title = "Mine" }))
        report:add(estimate(cohort, { endpoint = "pfs", intercurrent = { transplant_day = "censor" } }))
        """
    ).outcome().report.results
    #expect(results.map(\.analysis) == Array(repeating: "mine.estimate", count: 3))
    #expect(results.map(\.title) == ["The mean of a column by group", "Mine", "The mean of a column by group"])
    #expect(results[0].settings.contains(.init(name: "add", value: "1", isDefault: true)))
    #expect(results[1].settings.contains(.init(name: "by", value: "\"arm\"", isDefault: false)))
    #expect(
      results[1].methods == [
        "Subjects: 4 of 8, where age >= 40; for 1 of the others it is unknown.", "Counting.",
      ])
    #expect(results[2].methods.first?.hasPrefix("Intercurrent event transplant: it ends follow-up") == true)
    #expect(results[0].rows == [Row("n", .count(8), unit: "subjects", n: 8)])
  }

  @Test("groups that form after the origin are flagged, however they come into it, and knowingly where asked so")
  func lateness() throws {
    func cautions(_ call: String, _ body: String = "") throws -> [Caution] {
      let lines = one.replacing("seen = arguments\n", with: "seen = arguments\n\(body)\n")
      return try Script(lines + "report:add(estimate(cohort, \(call)))").outcome().report.results[0].cautions
    }
    #expect(try cautions("{ endpoint = 'pfs', by = 'arm' }") == [])
    let late = try cautions("{ endpoint = 'pfs', by = 'response' }")
    let built = try Script(
      "report:add(survival.kaplan_meier(cohort, { endpoint = 'pfs', by = 'response' }))"
    ).outcome().report.results[0].cautions.filter { $0.kind == .immortalTime }
    #expect(late == built)
    #expect(late.count == 1)
    #expect(
      try cautions("{ endpoint = 'pfs', by = 'response', as_baseline = true }").map(\.kind) == [.asBaseline])
    #expect(try cautions("{ endpoint = 'pfs', by = 'dose >= 2' }").map(\.kind) == [.timingNotDeclared])
    // Groups that compute forms on its own are seen as well.
    #expect(try cautions("{ endpoint = 'pfs' }", "cohort:groups 'response'").map(\.kind) == [.immortalTime])
    #expect(
      try cautions("{ endpoint = 'pfs' }", "cohort:times(arguments.endpoint, { by = 'response' })").map(\.kind)
        == [.immortalTime, .missingValues])
    #expect(
      try cautions("{ endpoint = 'pfs' }", "survival.log_rank(cohort, { endpoint = 'pfs', by = 'response' })")
        .map(\.kind).contains(.immortalTime))
  }

  @Test("other analyses call it by its name or by itself, over trials and over resamples, on the script's own thread")
  func called() throws {
    let results = try LuaAnalyses.outcome(
      LuaAnalyses.kaplanMeier + """
        local pooling, resampling = require "pooling", require "resampling"
        local asked = { endpoint = "pfs", times = 2 }
        report:add(pooling.by_trial(cohort, { analysis = estimate, statistic = "survival", arguments = asked }))
        report:add(pooling.by_trial(cohort, { analysis = survival.kaplan_meier, statistic = "survival", arguments = asked }))
        for _, analysis in ipairs { "mine.kaplan_meier", "survival.kaplan_meier" } do
          report:add(resampling.bootstrap(cohort, {
            analysis = analysis, statistic = "survival", arguments = asked, resamples = 40, interval = "percentile",
          }))
        end
        """
    ).report.results
    #expect(results.count == 4)
    for place in [0, 2] {
      for mine in results[place].rows where mine.statistic != "n" {
        let built = results[place + 1].row(mine.statistic, group: mine.group, variable: mine.variable, time: mine.time)
        guard let number = mine.value.double else { continue }
        expectClose(built?.value.double, number, because: "\(mine.statistic) of the same estimates")
      }
    }
    #expect(results[2].rows.contains { $0.statistic == "lower" && $0.value.double != nil })
  }

  @Test("an error keeps its line and message through the analysis in between")
  func errors() throws {
    func failure(_ call: String, _ body: String) throws -> String {
      try Script(
        """
        local analysis = workbench.analysis {
          name = "mine.wrong", summary = "Wrong.", statistics = { { "n", "n." } },
          compute = function(cohort)
            \(body)
          end,
        }
        \(call)
        """
      ).failure()
    }
    #expect(
      try failure("analysis(cohort)", "local x; return x.y")
        == "a.lua:5: attempt to index a nil value (local 'x'); x, declared in line 5, was given no value")
    let through = """
      require "resampling".bootstrap(cohort, { analysis = analysis, statistic = "n", resamples = 4 })
      """
    #expect(
      try failure(through, "local x; return x.y")
        == "a.lua:5: attempt to index a nil value (local 'x'); x, declared in line 5, was given no value")
    #expect(try failure(through, "error 'not today'") == "a.lua:5: not today")
    #expect(
      try failure("analysis(cohort)", "return 3")
        == "a.lua:8: mine.wrong: compute should return workbench.result { … }, found a number")
    #expect(
      try failure("analysis(cohort)", "return survival.follow_up(cohort, { endpoint = 'pfs' })")
        == "a.lua:8: mine.wrong: its result has a statistic \"events\" that it does not declare; it declares: n")
  }

  @Test("on another thread it refuses, and nothing is touched")
  func otherThread() async throws {
    let host = try Script.host()
    _ = try host.run(
      "local workbench = require 'workbench'\n\(one)\nreturn workbench.report 'T'", name: "a.lua")
    let analysis = try #require(host.registry.analysis("mine.estimate"))
    #expect(analysis.isConfined)
    let cohort = try SmallTrial.make()
    let given = [Argument.Entry("endpoint", .text("pfs"))]
    #expect(try analysis.perform(on: cohort, with: given).rows == [Row("n", .count(8), unit: "subjects", n: 8)])
    let words = await withCheckedContinuation { continuation in
      Thread {
        do { continuation.resume(returning: "\(try analysis.perform(on: cohort, with: given).rows.count) rows") } catch
        {
          continuation.resume(returning: "\(error)")
        }
      }.start()
    }
    #expect(
      words
        == "mine.estimate is computed by the script, which only the script's own thread can do while the script runs")
  }

  @Test("restrictions that it makes are told of the cohort, not of each resample") func restrictionsInResamples() throws
  {
    let flow = try LuaAnalyses.outcome(
      """
      local share = workbench.analysis {
        name = "mine.share", summary = "Share.", statistics = { { "share", "Share." } },
        compute = function(cohort)
          local older = cohort:derive("half", "time / 2"):where("half >= 1").count
          return workbench.result { methods = "Counted.", rows = { { statistic = "share", value = older / cohort.count } } }
        end,
      }
      report:add(require "resampling".bootstrap(cohort, {
        analysis = share, statistic = "share", resamples = 40, interval = "percentile",
      }))
      """
    ).flow
    #expect(flow.map(\.condition) == ["half >= 1"])
  }

  /// A rate with its standard error, pooled over trials.
  private static func pooled(_ declared: String) -> String {
    """
    local rate = workbench.analysis {
      name = "mine.rate", summary = "Rate.", statistics = { \(declared), { "se", "Its standard error." } },
      compute = function(cohort)
        return workbench.result {
          methods = "Invented.",
          rows = { { statistic = "rate", value = 0.2 * cohort.count }, { statistic = "se", value = 0.5 } },
        }
      end,
    }
    report:add(require "pooling".by_trial(cohort, { analysis = rate, statistic = "rate" }))
    """
  }

  @Test("a statistic of its own compares nothing unless it says so: no line and no p-value of no effect")
  func compares()
    throws
  {
    func result(_ further: String) throws -> AnalysisResult {
      let script = Self.pooled("{ \"rate\", \"Rate.\", scale = \"log\", standard_error = \"se\"\(further) }")
      return try #require(try LuaAnalyses.outcome(script).report.results.first)
    }
    let rate = try result("")
    #expect(!rate.rows.contains { $0.statistic == "p_value" })
    let ratio = try result(", compares = true")
    #expect(ratio.rows.contains { $0.statistic == "p_value" })
  }

  @Test("where its rows have no n, none is made up when it is pooled") func pooledWithoutSizes() throws {
    let script = Self.pooled("{ \"rate\", \"Rate.\", scale = \"log\", standard_error = \"se\" }")
    let result = try #require(try LuaAnalyses.outcome(script).report.results.first)
    #expect(!result.rows.contains { $0.statistic == "n" } && result.rows.allSatisfy { $0.n == nil })
    #expect(!result.tables.flatMap(\.columns).contains { $0.header == "n" })
  }

  @Test("a statistic without a standard error cannot be pooled, and it is said what to declare") func unpooled() throws
  {
    #expect(
      try Script(Self.pooled("{ \"rate\", \"Rate.\" }")).failure().contains(
        "pooling.by_trial: \"rate\" of mine.rate has no standard error to be pooled by; where mine.rate is declared, say on which "
          + "scale (plain, log, logit, log_log, complementary_log_log) \"rate\" is about normal, and which statistic is its standard "
          + "error on that scale, as in statistics = { { \"rate\", \"…\", scale = \"log\", standard_error = "
          + "\"log_rate_standard_error\" }, { \"log_rate_standard_error\", \"…\" } }"))
  }

  @Test("a bound that it meets ends the script, though the analysis that asked for it goes on without")
  func bounds() throws {
    var script = Script(
      """
      local greedy = workbench.analysis {
        name = "mine.greedy", summary = "Greedy.",
        statistics = { { "n", "n.", scale = "plain", standard_error = "se" }, { "se", "se." } },
        compute = function(cohort)
          local kept = {}
          if cohort.count < 8 then for i = 1, 100 do kept[i] = ("x"):rep(1000000 + i) end end
          return workbench.result {
            methods = "M.", rows = { { statistic = "n", value = cohort.count }, { statistic = "se", value = 1 } },
          }
        end,
      }
      report:add(require "pooling".by_trial(cohort, { analysis = greedy, statistic = "n" }))
      """)
    script.options.memoryLimit = 20_000_000
    let failure = try script.failure()
    #expect(failure == "a.lua:13: stopped: the script went over its memory limit", "\(failure)")
  }

  @Test("a module in an environment of its own hands out its analyses, which keep their names")
  func facade() throws {
    let host = try Script.host()
    host.lua.resolver = { name, _ in
      guard name == "team/mine" else { return nil }
      let source = """
        local workbench = require "workbench"
        \(LuaAnalyses.gehan)
        return {
          gehan = gehan, late = workbench.endpoint { name = "late", time = "pfs_days", event = "pfs_event" },
          part = workbench.section { title = "Part", build = function(report, cohort) report:note("n " .. cohort.count) end },
        }
        """
      return LuaModule(LuaSource(name: "mine.lua", text: source), environment: "team/mine")
    }
    let outcome = try host.run(
      """
      local workbench, mine = require "workbench", require "team/mine"
      local report = workbench.report "T"
      local cohort = workbench.cohort():with(mine.late)
      report:add(mine.gehan(cohort, { endpoint = mine.late, by = "arm" }))
      report:add(mine.part, cohort)
      report:add(require "resampling".bootstrap(cohort, {
        analysis = mine.gehan, arguments = { endpoint = "pfs", by = "arm" }, statistic = "chi_squared", resamples = 4, interval = "percentile",
      }))
      return report
      """, name: "a.lua")
    #expect(outcome.report.results.map(\.analysis) == ["mine.gehan", "resampling.bootstrap"])
    #expect(outcome.report.items.contains(.note("n 8")))
  }

  @Test("two versions of one plugin each have theirs, under names that tell them apart")
  func versions() throws {
    let host = try Script.host()
    host.lua.resolver = { name, _ in
      let version = name.suffix(1)
      let source = """
        local workbench = require "workbench"
        return workbench.analysis {
          name = "mine.version", summary = "Its version.", statistics = { { "version", "The version." } },
          compute = function()
            return workbench.result { methods = "M.", rows = { { statistic = "version", value = \(version) } } }
          end,
        }
        """
      return LuaModule(LuaSource(name: "mine.lua", text: source), environment: "team/mine@\(version)")
    }
    let outcome = try host.run(
      """
      local workbench = require "workbench"
      local report, cohort = workbench.report "T", workbench.cohort()
      for _, version in ipairs { 1, 2 } do
        local analysis = require("mine" .. version)
        report:add(analysis(cohort))
        report:add(require "resampling".bootstrap(cohort, {
          analysis = analysis, statistic = "version", resamples = 4, interval = "percentile",
        }))
      end
      return report
      """, name: "a.lua")
    let results = outcome.report.results
    #expect(results.map(\.analysis).filter { $0.hasPrefix("mine") } == ["mine.version", "mine.version (team/mine@2)"])
    #expect(
      results.map { $0.row("version")?.value ?? $0.row("estimate")?.value ?? .text("") }.compactMap(\.double) == [
        1, 1, 2, 2,
      ])
  }

  @Test("an analysis that would call itself is refused, directly and through others")
  func recursion() throws {
    func failure(_ body: String) throws -> String {
      try Script(
        """
        local analysis
        analysis = workbench.analysis {
          name = "mine.self", summary = "Itself.", statistics = { { "n", "n." } },
          compute = function(cohort) return \(body) end,
        }
        analysis(cohort)
        """
      ).failure()
    }
    #expect(
      try failure("analysis(cohort)") == "a.lua:5: mine.self: \"mine.self\" would call itself; name another analysis")
    #expect(
      try failure("require 'resampling'.bootstrap(cohort, { analysis = analysis, statistic = 'n' })")
        == "a.lua:5: resampling.bootstrap: \"mine.self\" would call itself; name another analysis")
  }

  @Test("a result of another analysis lends its rows, figures and tables")
  func reuse() throws {
    let results = try Script(
      """
      local again = workbench.analysis {
        name = "mine.again", summary = "Again.", parameters = { { type = "endpoint" } },
        statistics = { { "survival", "S." }, { "at_risk", "n." }, { "events", "d." } },
        compute = function(cohort, arguments)
          local curve = survival.kaplan_meier(cohort, { endpoint = arguments.endpoint, times = { 30 } })
          local rows = {}
          for _, row in ipairs(curve.rows) do
            if row.statistic == "survival" or row.statistic == "at_risk" then rows[#rows + 1] = row end
          end
          return workbench.result { methods = curve.methods, rows = rows, figures = curve.figures, cautions = { curve, "Mind." } }
        end,
      }
      report:add(again(cohort, { endpoint = "pfs" }))
      report:add(survival.kaplan_meier(cohort, { endpoint = "pfs", times = { 30 } }))
      """
    ).outcome().report.results
    #expect(results[0].rows == results[1].rows.filter { ["survival", "at_risk"].contains($0.statistic) })
    #expect(results[0].figures == results[1].figures)
    #expect(results[0].cautions == results[1].cautions + [Caution(.ofAnalysis, "Mind.")])
  }

  @Test("sentences of another analysis that are handed on stay its cautions, with kind and remedy, and stand once")
  func handedOn() throws {
    let results = try Script(
      """
      local again = workbench.analysis {
        name = "mine.again", summary = "Again.", parameters = { { type = "endpoint" }, { type = "groups" } },
        statistics = { { "n", "n." } },
        compute = function(cohort, arguments)
          local curve = survival.kaplan_meier(cohort, { endpoint = arguments.endpoint, by = arguments.by })
          return workbench.result { methods = curve.methods, rows = { { statistic = "n", value = 1 } }, cautions = curve.cautions }
        end,
      }
      report:add(again(cohort, { endpoint = "pfs", by = "response" }))
      report:add(survival.kaplan_meier(cohort, { endpoint = "pfs", by = "response" }))
      """
    ).outcome().report.results
    #expect(!results[1].cautions.isEmpty)
    #expect(results[0].cautions == results[1].cautions)
  }
}
