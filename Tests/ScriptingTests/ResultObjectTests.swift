import Analyses
import Scripting
import Testing

/// Of eight subjects five have the event, after 10, 30, 40, 60 and 70 days; the others are censored after 20, 50 and 80.
///
/// So the curve is 7/8, 7/8·5/6, 7/8·5/6·4/5, … and passes one half at 60 days.
@Suite("What scripts are lent as a result")
struct ResultObjectTests {
  private let curve = #"local curve = survival.kaplan_meier(cohort, { endpoint = "pfs", times = { 5, 30, 40 } })"#

  @Test("an analysis that calls another takes its name or the function itself")
  func calledAnalysis() throws {
    let script = Script(
      """
      local function n(analysis)
        return require("resampling").bootstrap(cohort, {
          analysis = analysis, statistic = "survival", arguments = { endpoint = "pfs", times = 30 }, resamples = 20,
          interval = "percentile",
        }):value "resamples"
      end
      print(n(survival.kaplan_meier), n "survival.kaplan_meier")
      """)
    #expect(try script.printed() == ["20\t20"])
  }

  @Test("gives single values by statistic, group, variable and time")
  func values() throws {
    let script = Script(
      """
      \(curve)
      local all = { group = "All subjects" }
      print(curve:value("n", all), curve:value("events", all), curve:value("median", all))
      print(("%.12f"):format(curve:value("survival", { group = "All subjects", time = 30 })))
      print(("%.12f"):format(curve:value("survival", { time = 40 })))
      """)
    #expect(try script.printed() == ["8\t5\t60.0", "0.729166666667", "0.583333333333"])
  }

  @Test("gives the statistics of a group, and of a test, by name")
  func indices() throws {
    let script = Script(
      """
      local curves = survival.kaplan_meier(cohort, { endpoint = "pfs", by = "arm" })
      print(curves.groups.old.n, curves.groups.old.events, curves.groups.new.events, curves.terms.log_rank.df)
      local model = survival.cox(cohort, { endpoint = "pfs", time_dependent = { transplant = "transplant_day" } })
      print(model.analysis, model.terms.transplant.hazard_ratio > 0)
      """)
    #expect(try script.printed() == ["4\t2\t3\t1", "survival.cox\ttrue"])
  }

  @Test("pairs visits its groups and terms in their order, and the statistics of each")
  func visited() throws {
    let script = Script(
      """
      local curves = survival.kaplan_meier(cohort, { endpoint = "pfs", by = "arm" })
      for name, group in pairs(curves.groups) do print(name, group.n, group.events) end
      local total = 0
      for name, value in pairs(curves.groups.old) do if name == "n" or name == "events" then total = total + value end end
      print(total)
      """)
    #expect(try script.printed() == ["old\t4\t2", "new\t4\t3", "6"])
  }

  @Test("has rows as tables, each with what is needed to read it alone")
  func rows() throws {
    let script = Script(
      """
      \(curve)
      for _, row in ipairs(curve.rows) do
        if row.statistic == "at_risk" then print(row.group, row.time, row.value, row.reason) end
        if row.statistic == "median_upper" then print(row.value, row.reason, row.unit, row.n) end
      end
      """)
    #expect(
      try script.printed() == [
        "nil\tlimit not reached\tdays\t8", "All subjects\t5.0\t8\tnil", "All subjects\t30.0\t6\tnil",
        "All subjects\t40.0\t5\tnil",
      ])
  }

  @Test("gives nil for what cannot be computed")
  func notEstimable() throws {
    let script = Script(
      """
      local none = survival.kaplan_meier(cohort:where("not pfs_event"), { endpoint = "pfs" })
      print(none:value("median", { group = "All subjects" }), none.groups["All subjects"].median)
      """)
    #expect(try script.printed() == ["nil\tnil"])
  }

  @Test("has its cautions as sentences")
  func cautions() throws {
    let script = Script(
      """
      local result = survival.log_rank(cohort, { endpoint = "pfs", by = "age >= 40" })
      print(#result.cautions, result.cautions[1])
      """)
    #expect(try script.printed() == ["1\t1 of 8 subjects are left out: 1 without Age ≥ 40."])
  }
}

@Suite("What scripts are lent as a report")
struct ReportObjectTests {
  @Test("holds headings, notes and results in the order in which they came")
  func items() throws {
    let report = try Script(
      """
      report:heading "One"
      report:note "Two"
      report:add(survival.follow_up(cohort, { endpoint = "pfs" }))
      print(report.title)
      """
    ).outcome().report
    #expect(report.title == "T")
    #expect(report.items.count == 3)
    #expect(report.items.prefix(2) == [.heading("One"), .note("Two")])
    #expect(report.results.map(\.analysis) == ["survival.follow_up"])
  }

  @Test("a script may return one result in its place, which gives the report its title")
  func oneResult() throws {
    let outcome = try Script.host().run(
      """
      return require "survival".kaplan_meier(require "workbench".cohort(), { endpoint = "pfs", by = "arm" })
      """, name: "a.lua")
    #expect(outcome.report.title == "Progression-free survival by arm")
    #expect(outcome.report.results.count == 1)
  }
}
