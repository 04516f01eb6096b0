import Analyses
import Scripting
import Testing

@Suite("The module workbench")
struct WorkbenchModuleTests {
  @Test("gives the version and the script's parameters, each with its own kind")
  func parameters() throws {
    var script = Script(
      """
      local p = workbench.parameters
      print(workbench.version, p.endpoint, p.days[1] + p.days[2], #p.days, p.most, math.type(p.most), p.strict)
      print(tostring(workbench), tostring(workbench.missing))
      """)
    script.options.version = "1.2.3"
    script.options.parameters = [
      .init("endpoint", .text("os")), .init("days", .list([.number(30), .number(60.5)])), .init("most", .integer(4)),
      .init("strict", .flag(false)),
    ]
    #expect(try script.printed() == ["1.2.3\tos\t90.5\t2\t4\tinteger\tfalse", "module workbench\tmissing"])
  }

  @Test("sets a default for every analysis that has a parameter of the name")
  func defaults() throws {
    let results = try Script(
      """
      workbench.defaults { level = 0.9 }
      report:add(survival.kaplan_meier(cohort, { endpoint = "pfs" }))
      report:add(survival.cox(cohort, { endpoint = "pfs", covariates = "arm" }))
      report:add(survival.kaplan_meier(cohort, { endpoint = "pfs", level = 0.8 }))
      """
    ).outcome().report.results
    let levels = results.map { $0.settings.first { $0.name == "level" } }
    #expect(
      levels == [
        .init(name: "level", value: "0.9", isDefault: true), .init(name: "level", value: "0.9", isDefault: true),
        .init(name: "level", value: "0.8", isDefault: false),
      ])
  }

  @Test("switches what R and SAS do differently, from there on")
  func profile() throws {
    let outcome = try Script(
      """
      report:add(survival.kaplan_meier(cohort, { endpoint = "pfs" }))
      workbench.profile "SAS"
      report:add(survival.kaplan_meier(cohort, { endpoint = "pfs" }))
      report:add(survival.cox(cohort, { endpoint = "pfs", covariates = "arm" }))
      """
    ).outcome()
    func value(_ place: Int, _ name: String) -> String? {
      outcome.report.results[place].settings.first { $0.name == name }?.value
    }
    #expect(value(0, "interval") == "\"log\"")
    #expect(value(1, "interval") == "\"log_log\"")
    #expect(value(2, "ties") == "\"breslow\"")
    #expect(outcome.defaults.profile == .sas)
  }

  @Test("a formula means what the spelled-out call means")
  func formula() throws {
    let results = try Script(
      """
      report:add(survival.kaplan_meier(cohort, { endpoint = "Surv(pfs_days, pfs_event) ~ arm + strata(trial)" }))
      report:add(survival.kaplan_meier(cohort, { endpoint = "Surv(pfs_days, pfs_event)", by = "arm", strata = "trial" }))
      report:add(survival.cox(cohort, { endpoint = "Surv(pfs_days, pfs_event) ~ age + strata(trial)" }))
      report:add(survival.cox(cohort, { endpoint = "Surv(pfs_days, pfs_event)", covariates = "age", strata = "trial" }))
      report:add(survival.log_rank(cohort, { endpoint = "pfs ~ arm" }))
      report:add(survival.log_rank(cohort, { endpoint = "pfs", by = { "arm" } }))
      """
    ).outcome().report.results
    for place in [0, 2] {
      #expect(results[place].rows == results[place + 1].rows)
      #expect(results[place].title == results[place + 1].title)
      #expect(results[place].methods == results[place + 1].methods)
    }
    #expect(results[4] == results[5])
  }

  @Test("modules that lie beside the script can be required, and see the same workbench")
  func modules() throws {
    var script = Script(#"print(require("shared").older(cohort).count)"#)
    script.modules = [
      "shared": """
      local shared = {}
      function shared.older(cohort) return cohort:where("age >= 40") end
      return shared
      """
    ]
    #expect(try script.printed() == ["4"])
  }

  @Test("the same script gives the same outcome every time")
  func determinism() throws {
    let script = Script(
      """
      local seen = {}
      for name in pairs { b = 1, a = 2, [1] = 3, c = 4 } do seen[#seen + 1] = tostring(name) end
      report:note(table.concat(seen, " ") .. " " .. math.random(1000000) .. " " .. tostring({}):gsub("%d", ""))
      local old = cohort:where(function(p) return p.age and p.age >= 40 end)
      report:add(survival.kaplan_meier(old, { endpoint = "pfs", by = "arm" }))
      """)
    let first = try script.outcome()
    let second = try script.outcome()
    #expect(first.report == second.report)
    #expect(first.flow == second.flow)
    #expect(first.defaults == second.defaults)
    var other = script
    other.options.seed = 2
    #expect(try other.outcome().report != first.report)
  }
}
