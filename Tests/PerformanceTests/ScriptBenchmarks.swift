import Analyses
import Cohorts
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
    try ratios(subjects: count, cohort, registry)
  }

  /// What one step of each kind costs, as nanoseconds and as a ratio to a step of an empty loop, which a noisy machine
  /// changes less.
  private static func ratios(subjects count: Int, _ cohort: Cohort, _ registry: Registry) throws {
    print("Script steps, \(count) of each")
    let steps: [Step] = [
      Step("empty loop", "for i = 1, N do end"),
      Step("call of a function of the host", "for i = 1, N do local c = cohort.count end"),
      Step("call of a function of Lua", "local function f(x) return x end for i = 1, N do f(i) end"),
      Step(
        "loop over a table of cohort:values", "local s = 0 for i = 1, #ages do s = s + ages[i] end",
        before: "local ages = cohort:values 'age'"),
      Step("row function that reads nothing", "cohort:where(function(p) return true end)"),
      Step(
        "field of a row, of numbers",
        "cohort:where(function(p) local a, b, c, d = p.age, p.age, p.age, p.age return true end)",
        each: 4, above: "row function that reads nothing", aim: 90),
      Step(
        "field of a row, of categories",
        "cohort:where(function(p) local a, b, c, d = p.diagnosis, p.diagnosis, p.diagnosis, p.diagnosis return true end)",
        each: 4, above: "row function that reads nothing", aim: 90),
    ]
    var times: [String: Double] = [:]
    for step in steps {
      let host = try ScriptHost(cohort: cohort, registry: registry, options: ScriptHost.Options())
      let nanoseconds = try step.nanoseconds(count, host) - (step.above.flatMap { times[$0] } ?? 0)
      times[step.name] = nanoseconds
      let each = nanoseconds / Double(step.each)
      let ratio = each / (times["empty loop"] ?? each)
      let verdict = step.aim.map { "   aim \($0) ns: \(each <= $0 ? "met" : "MISSED")" } ?? ""
      print("\(step.name): \(rounded(each)) ns, \(rounded(ratio)) empty steps\(verdict)")
    }
  }

  private static func rounded(_ number: Double) -> Double { (number * 10).rounded() / 10 }

  /// Something that a script does for each subject.
  private struct Step {
    let name: String
    let body: String
    let before: String
    let each: Int
    let above: String?
    let aim: Double?

    /// A step; `each` times a subject, beside what the step named by `above` costs.
    init(_ name: String, _ body: String, before: String = "", each: Int = 1, above: String? = nil, aim: Double? = nil) {
      self.name = name
      self.body = body
      self.before = before
      self.each = each
      self.above = above
      self.aim = aim
    }

    /// The least of five runs, by subject, without the time of a run that does nothing.
    func nanoseconds(_ count: Int, _ host: ScriptHost) throws -> Double {
      func least(_ body: String) throws -> Double {
        let text = """
          local workbench = require 'workbench'
          local cohort, N = workbench.cohort(), \(count)
          \(before)
          \(body)
          return workbench.report 'r'
          """
        let clock = ContinuousClock()
        return try (0..<5).map { _ in
          let took = try clock.measure { _ = try host.run(text, name: "benchmark.lua") }.components
          return Double(took.seconds) * 1e9 + Double(took.attoseconds) * 1e-9
        }.min() ?? 0
      }
      return (try least(body) - least("")) / Double(count)
    }
  }
}
