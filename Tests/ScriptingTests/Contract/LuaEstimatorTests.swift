import Analyses
import Scripting
import TestSupport
import Testing

/// What is estimated in Lua is what the built-in analyses estimate.
@Suite("Estimators written in Lua")
struct LuaEstimatorTests {
  @Test("Kaplan-Meier in twenty lines gives what survival.kaplan_meier gives")
  func kaplanMeier() throws {
    let results = try LuaAnalyses.outcome(
      LuaAnalyses.kaplanMeier + """
        local times = { 0, 0.3, 1, 2.5, 4, 5.9 }
        report:add(estimate(cohort, { endpoint = "pfs", by = "arm", times = times }))
        report:add(survival.kaplan_meier(cohort, { endpoint = "pfs", by = "arm", times = times }))
        """
    ).report.results
    #expect(results[0].rows.count == 3 * 3 * 6)
    for row in results[0].rows {
      let name = row.statistic == "survival_se" ? "survival_standard_error" : row.statistic
      let same = results[1].rows.first {
        $0.group == row.group && $0.time == row.time && [row.statistic, name].contains($0.statistic)
      }
      guard let same else {
        #expect(row.statistic == "survival_se", "\(row)")
        continue
      }
      // Where nobody is left, or nobody has had the event, the built-in analysis gives no standard error.
      guard let expected = same.value.double else { continue }
      expectClose(
        row.value.double, expected, relative: 1e-12, absolute: 1e-12,
        because: "\(row.statistic) of \(row.group ?? "") at \(row.time ?? -1): the same sums in another order")
    }
    let cautions = results.map { $0.cautions.filter { $0.kind == .missingValues } }
    #expect(cautions[0] == cautions[1])
  }

  @Test("a weighted log-rank test, stratified, gives what survival.log_rank gives")
  func gehan() throws {
    for strata in ["", #", strata = "trial""#] {
      let results = try LuaAnalyses.outcome(
        LuaAnalyses.gehan + """
          local two = cohort:where "arm ~= 'none'"
          report:add(gehan(two, { endpoint = "pfs", by = "arm"\(strata) }))
          report:add(survival.log_rank(two, { endpoint = "pfs", by = "arm"\(strata), test = "gehan" }))
          """
      ).report.results
      let built = results[1].rows.first { $0.statistic == "chi_squared" }?.value.double
      expectClose(
        results[0].rows[0].value.double, try #require(built), relative: 1e-12,
        because: "the same sums in another order")
    }
  }

  @Test("times that rounding alone tells apart are equal, and those of a group stand in order")
  func ties() throws {
    let script = Script(
      """
      local c = cohort:derive("t", "pfs_days + 0.1"):derive("u", "if_else(arm == 'old', 0.1 + 0.2, 0.3)")
      local times = c:times "Surv(u, pfs_event)"
      print(times.n, times.time[1] == times.time[2], #times.groups, times.groups[1].name, times.unit, times.missing)
      local by = c:times("Surv(t, pfs_event)", { by = "arm", columns = { "age", "response" } })
      print(by.n, by.missing, #by.columns.age, table.concat(by.row, " "), table.concat(by.group, " "))
      for _, g in ipairs(by.groups) do print(g.name, g.n, table.concat(g.row, " "), table.concat(g.columns.age, " ")) end
      """)
    let printed = try script.printed()
    #expect(
      printed == [
        "8\ttrue\t1\tAll subjects\tdays\t0", "6\t2\t6\t1 2 4 5 6 7\t2 1 1 2 1 2", "old\t3\t2 4 6\t45 62 38",
        "new\t3\t1 5 7\t30 51 70",
      ])
  }

  @Test("an endpoint comes with its intercurrent events, its outcomes and its entry")
  func courses() throws {
    let script = Script(
      """
      local analysis = workbench.analysis {
        name = "mine.look", summary = "Looks.", parameters = { { type = "endpoint" }, { type = "outcome" } },
        statistics = { { "n", "Subjects." } },
        compute = function(cohort, arguments)
          local t = cohort:times(arguments.endpoint)
          print(t.label, tostring(arguments.endpoint), arguments.outcome, table.concat(t.time, " "))
          print(t.outcomes and table.concat(t.outcomes, "|"), t.outcome and table.concat(t.outcome, " "))
          local curve = t.outcomes and survival.cumulative_incidence or survival.kaplan_meier
          local same = curve(cohort, { endpoint = arguments.endpoint })
          print(same.title)
          return workbench.result { methods = "Looking.", rows = { { statistic = "n", value = t.n } } }
        end,
      }
      analysis(cohort, { endpoint = "pfs", intercurrent = { transplant_day = "censor" } })
      analysis(cohort, { endpoint = "pfs", intercurrent = { transplant_day = "competing" }, outcome = "arm" })
      """)
    let printed = try script.printed()
    #expect(
      printed == [
        "Progression-free survival, censored at transplant\tpfs\tnil\t10.0 20.0 15.0 20.0 50.0 60.0 40.0 80.0",
        "nil\tnil", "Progression-free survival, censored at transplant",
        "Progression-free survival, transplant competing\tpfs\tarm\t10.0 20.0 15.0 20.0 50.0 60.0 40.0 80.0",
        "old|new|transplant\t2 0 3 3 0 1 3 0",
        "Progression-free survival, transplant competing: cumulative incidence",
      ])
  }

  @Test("groups give each subject the place of its group, and each group its subjects")
  func groups() throws {
    let script = Script(
      """
      local g = cohort:groups { "response", "arm" }
      print(table.concat(g.levels, "|"), g.missing, g.label, #g.code, g.code[3] == workbench.missing, g.code[2])
      for _, rows in ipairs(g.rows) do print(table.concat(rows, " ")) end
      local everybody = cohort:groups()
      print(#everybody.levels, everybody.levels[1], #everybody.rows[1])
      """)
    let printed = try script.printed()
    #expect(
      printed == [
        "CR, old|CR, new|PR, old|PR, new\t2\tResponse, arm\t8\ttrue\t3", "4 6", "1 7", "2", "5",
        "1\tAll subjects\t8",
      ])
  }
}
