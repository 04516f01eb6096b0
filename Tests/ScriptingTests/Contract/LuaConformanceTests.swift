import Analyses
import Baseline
import Cohorts
import OrderedCollections
import Pooling
import Resampling
import Response
import Scripting
import Survival
import Testing

@Suite("Conformance of analyses written in Lua")
struct LuaConformanceTests {
  private func broken(_ lines: String) throws -> [String] {
    let host = try ScriptHost(
      cohort: LuaAnalyses.cohort(), registry: Registry([SurvivalPlugin(), PoolingPlugin(), ResamplingPlugin()]),
      options: .init())
    _ = try host.run(
      "local workbench = require 'workbench'\n\(lines)\nreturn workbench.report 'T'", name: "a.lua")
    return host.conformance()
  }

  @Test("is found as that of built-in ones: nobody in it, one subject, no events, values missing, both profiles")
  func conforming() throws {
    #expect(try broken(LuaAnalyses.kaplanMeier + LuaAnalyses.gehan) == [])
    #expect(try broken("") == [])
  }

  @Test("a broken promise is told with the analysis and the cohort")
  func violations() throws {
    let found = try broken(
      """
      workbench.analysis {
        name = "mine.share", summary = "A share", statistics = { { "share", "The share with the event." } },
        parameters = { { type = "endpoint" } }, example = { endpoint = "pfs" },
        compute = function(cohort, arguments)
          local times, events = cohort:times(arguments.endpoint), 0
          for i = 1, times.n do if times.event[i] then events = events + 1 end end
          return workbench.result { methods = "Counting.", rows = { { statistic = "share", value = events / times.n } } }
        end,
      }
      """)
    #expect(found.contains("mine.share: its summary is no sentence"))
    #expect(found.contains("mine.share: it has no details"))
    #expect(
      found.contains(
        "mine.share: on no subjects: it threw: a.lua:8: workbench.result: row 1 (share): \"value\" should be a finite number, found nan "
          + "(not a number); where there is none leave it out, and give a reason"))
  }

  @Test("a check without running finds no error in scripts that declare them")
  func checked() throws {
    let text = """
      --- What do we estimate ourselves? Needs: endpoint pfs; column arm.
      local workbench = require "workbench"
      \(LuaAnalyses.kaplanMeier)\(LuaAnalyses.gehan)
      local cohort, report = workbench.cohort(), workbench.report "Ours"
      local both = cohort:with(workbench.endpoint { name = "both", unit = "months", first_of = { "moved_day", { endpoint = "pfs", name = "pfs" } } })
      report:add(estimate(both, { endpoint = "pfs", by = "arm" }))
      report:add(gehan(cohort, { endpoint = "pfs", by = "arm" }))
      report:add(workbench.figure { title = "F", x = "Day", marks = { { mark = "line", x = { 0, 1 }, y = { 1, 2 } } } })
      report:add(workbench.table { title = "T", columns = { "A", "B" }, rows = { { 1, 2 } } })
      report:add(workbench.section { title = "S", build = function(part, all) part:note("n " .. all.count) end }, cohort)
      report:add(cohort:check(workbench.check { name = "none", prose = "None.", find = function() return {} end }))
      report:add(workbench.result { title = "R", methods = "M.", rows = { { statistic = "n", value = cohort.count } } })
      return report
      """
    let check = ScriptCheck(
      registry: try Registry([SurvivalPlugin(), PoolingPlugin(), ResamplingPlugin()]), cohort: try LuaAnalyses.cohort())
    let errors = check.findings(in: text, file: "a.lua").filter { $0.grade == .error }.map {
      "\($0.line) \($0.message)"
    }
    #expect(errors == [])
    #expect(
      try LuaAnalyses.outcome(text.replacing("return report", with: "do return report end")).report.items.count > 0)
  }

  @Test("its declaration is a value like any other's")
  func declaration() throws {
    let host = try Script.host()
    _ = try host.run(
      "local workbench = require 'workbench'\n\(LuaAnalyses.gehan)\nreturn workbench.report 'T'", name: "a.lua")
    let declared = try #require(host.declaredModules.first?.functions.first)
    #expect(declared.name == "mine.gehan")
    #expect(declared.parameters.map(\.name) == ["endpoint", "by", "strata", "as_baseline", "intercurrent", "title"])
    #expect(declared.call == "mine.gehan(cohort, { by = \"arm\", endpoint = \"pfs\" })")
    let entry = try #require(Manual.entry("mine.gehan", in: host.declaredModules))
    #expect(entry.contains("Log-rank test of two groups, weighted by the number at risk."))
  }
}

@Suite("A word on going over many subjects one by one")
struct ManyRowsTests {
  private func warnings(_ lines: String, subjects: Int) throws -> [String] {
    let columns: [Int] = (0..<subjects).map { $0 }
    let cohort = try Cohort(
      name: "many",
      subjects: Table(name: "subjects", columns: ["id": Column(integers: columns), "age": Column(integers: columns)]),
      dictionary: DataDictionary(subjectID: "id"))
    let host = try ScriptHost(cohort: cohort, registry: Registry([]), options: .init())
    var heard: [String] = []
    host.warn = { heard.append($0) }
    _ = try host.run(
      "local workbench = require 'workbench'\nlocal cohort = workbench.cohort()\n\(lines)\nreturn workbench.report 'T'",
      name: "a.lua")
    return heard
  }

  @Test("is said once for more than 100,000")
  func words() throws {
    let lines = """
      for _ = 1, 2 do cohort:where(function(p) return p.age > 3 end) end
      """
    #expect(try warnings(lines, subjects: 100_000) == [])
    #expect(
      try warnings(lines, subjects: 100_001) == [
        "a.lua:3: cohort:where calls its function for 100001 subjects one by one; cohort:where \"age >= 18\" goes over all at once, and many times faster"
      ])
    #expect(try warnings("cohort:where \"age > 3\"", subjects: 100_001) == [])
    let twice = "cohort:where(function() return true end)\ncohort:where(function() return true end)"
    #expect(try warnings(twice, subjects: 100_001).map { $0.prefix(8) } == ["a.lua:3:", "a.lua:4:"])
    #expect(
      try warnings("cohort:derive('x', function(p) return p.age end) cohort:values 'age'", subjects: 100_001).count == 2
    )
  }

  @Test("is said of columns that are read row by row, with the line, from 100,000 rows read on")
  func elements() throws {
    let loop = "local age = cohort:column 'age'\nlocal sum = 0\nfor i = 1, #age do\n  sum = sum + age[i]\nend"
    let words =
      "reads more than 100000 rows one by one; operators (column + 1, column:gt(3)) and the functions of numerics "
      + "go over all at once, and many times faster"
    #expect(try warnings(loop, subjects: 200_000) == ["a.lua:6: column[…] \(words)"])
    #expect(try warnings(loop, subjects: 100_000) == [])
    let each = "local age = cohort:column 'age'\nfor _ = 1, 2 do\n  for row, value in age:each() do end\nend"
    #expect(try warnings(each, subjects: 200_000) == ["a.lua:5: column:each \(words)"])
    #expect(try warnings(each, subjects: 100_000) == [])
    #expect(try warnings("local n = 0 for i = 1, 10 do n = n + cohort:column('age')[i] end", subjects: 200_000) == [])
    let scattered = "local age = cohort:column 'age'\nfor i = 1, 100002 do local x = age[i % 2 * 1000 + 1] end"
    #expect(try warnings(scattered, subjects: 200_000) == ["a.lua:4: column[…] \(words)"])
  }
}
