import Analyses
import Scripting
import Survival
import Workbench

/// Scripts on a million subjects: a function of each, and analyses as scripts ask for them.
enum ScriptBenchmarks {
  static func run(subjects count: Int) throws {
    let cohort = try FilterBenchmarks.cohort(count)
    let registry = try BuiltIn.registry()
    print("Scripts, \(count) subjects")
    func time(_ name: String, aim: Double? = nil, _ body: String) throws {
      let host = try ScriptHost(cohort: cohort, registry: registry, options: ScriptHost.Options())
      try measure(name, aim: aim, runs: 5) {
        try host.run(
          "local workbench = require 'workbench'\nlocal cohort = workbench.cohort()\n\(body)\nreturn workbench.report 'r'",
          name: "benchmark.lua")
      }
    }
    try time(
      "row function, p.age >= 18 and p.diagnosis == \"T-ALL\"", aim: 200,
      "local some = cohort:where(function(p) return p.age >= 18 and p.diagnosis == 'T-ALL' end)")
    try time("the same as an expression", aim: 2, "local some = cohort:where \"age >= 18 and diagnosis == 'T-ALL'\"")
    try time(
      "survival.kaplan_meier by two groups, with the test, table and figure",
      """
      local survival = require 'survival'
      local r = survival.kaplan_meier(cohort, { endpoint = 'Surv(visits, relapsed)', by = 'age >= 50', times = { 5 } })
      """)
    try time("empty loop of Lua over as many", "for i = 1, cohort.count do end")
  }
}
