import Scripting
import Testing
import Workbench

/// What a check finds against the demonstration cohort, which a run would refuse.
@Suite("A check against a cohort")
struct CheckAgainstCohortTests {
  /// What is found in lines of a script, without places; the modules and the cohort are at hand.
  private func found(_ lines: String, header: String = "--- What?") throws -> [String] {
    let text = """
      \(header)
      local workbench, survival, response = require "workbench", require "survival", require "response"
      local toxicity, pooling, resampling = require "toxicity", require "pooling", require "resampling"
      local cohort, report = workbench.cohort(), workbench.report "A"
      \(lines)
      return report
      """
    return try ScriptCheck(registry: BuiltIn.registry(), cohort: DemonstrationCohort.make())
      .findings(in: text, file: "a.lua").filter { $0.grade == .error }.map { "\($0.code.rawValue): \($0.message)" }
  }

  private static let sexx = "unknown_column: column \"sexx\" is not in \"CAR-T demonstration\"; did you mean \"sex\"?"
  private static let aeg = "unknown_column: column \"aeg\" is not in \"CAR-T demonstration\"; did you mean \"age\"?"

  @Test(
    "finds what is named inside of terms, options, conditions and the arguments of other analyses",
    arguments: [
      (#"report:add(survival.cox(cohort, { endpoint = "pfs", covariates = { "age * sexx" } }))"#, sexx),
      (#"report:add(survival.cox(cohort, { endpoint = "pfs", covariates = { "rcs(aeg, 4)" } }))"#, aeg),
      (#"report:note(cohort:times("pfs", { by = "sexx" }).label)"#, sexx),
      (#"local f = function(x) return x.sexx == "male" end report:note(cohort:where(f).name)"#, sexx),
      (#"local function f(x) return x.sexx == "male" end report:note(cohort:where(f).name)"#, sexx),
      (
        #"report:add(pooling.by_trial(cohort, { analysis = "survival.cox", statistic = "hazard_ratio", "#
          + #"arguments = { endpoint = "pfs", covariates = { "aeg" } } }))"#, aeg
      ),
      (
        #"report:add(resampling.bootstrap(cohort, { analysis = "survival.kaplan_meier", statistic = "median", "#
          + #"arguments = { endpoint = "psf" } }))"#,
        #"unknown_endpoint: endpoint "psf" is not declared in cohort "CAR-T demonstration"; did you mean "pfs"?"#
      ),
      (
        #"report:add(toxicity.by_grade(cohort, { where = "grad >= 3" }))"#,
        #"expression: column "grad" is not in "adverse_events"; did you mean "grade"?"#
      ),
      (
        #"report:add(response.rate(cohort, { outcome = "response", counts_as = { "CRR" } }))"#,
        #"unknown_level: column "response" has no level "CRR"; did you mean "CR"?"#
      ),
      (
        #"local e = workbench.endpoint { name = "q", first_of = { "relapse_dy", { endpoint = "os" } } } "#
          + #"report:note(cohort:with(e).name)"#,
        #"unknown_column: column "relapse_dy" is not in "CAR-T demonstration"; did you mean "relapse_day"?"#
      ),
      (
        #"local s = workbench.toxicity_scale { name = "b", grades = { "marow_blasts >= 5" } } report:note(cohort:with(s).name)"#,
        #"expression: column "marow_blasts" is not in "CAR-T demonstration"; did you mean "marrow_blasts"?"#
      ),
      (
        #"report:add(workbench.figure { title = "T", marks = { { mark = "point", x = { 1 }, y = { 1 } } } })"#,
        #"not_a_choice: workbench.figure: mark 1: unknown mark "point"; did you mean "points"?"#
      ),
      (
        #"report:add(workbench.figure { title = "T", marks = { { mark = "text", x = {}, y = {}, values = {}, text = {} } } })"#,
        #"unknown_argument: workbench.figure: mark 1 (text): unknown field "text"; there is: mark, series, x, y, values, format"#
      ),
      (
        #"report:add(survival.kaplan_meier(cohort, { endpoint = "pfs", group = "sex" }))"#,
        #"unknown_argument: survival.kaplan_meier: unknown argument "group"; did you mean "by"?"#
      ),
    ])
  func finds(lines: String, expected: String) throws {
    #expect(try found(lines) == [expected])
  }

  @Test(
    "is silent where all is there, or may be",
    arguments: [
      #"report:add(survival.cox(cohort, { endpoint = "pfs", covariates = { "age * sex", "strata(trial)", "(age * 2)" } }))"#,
      #"report:add(response.rate(cohort, { outcome = "response", counts_as = { "response" } }))"#,
      #"local f = function(x) return x.old end report:note(cohort:derive("old", "age >= 65"):where(f).name)"#,
      #"local f = function(x) return x.sexx end report:note(tostring(f({ sexx = 1 })))"#,
      #"report:add(toxicity.shift(cohort, { visits = "adverse_events", baseline = "onset_day <= 1" }))"#,
      #"local d = cohort:derive("half", "age / 2") local e = workbench.endpoint { name = "q", time = "half", event = "half > 3" } "#
        + #"report:note(d:with(e).name)"#,
      #"local s = workbench.toxicity_scale { name = "b", table = "adverse_events", grades = { "grade >= 3" } } "#
        + #"report:note(cohort:with(s).name)"#,
      #"report:add(workbench.figure { title = "T", marks = { { mark = "bar", x = { "a" }, to = cohort:column "age" } } })"#,
      #"local kind = cohort.name report:add(workbench.figure { title = "T", marks = { { mark = kind } } })"#,
    ])
  func silent(lines: String) throws {
    #expect(try found(lines) == [])
  }

  @Test("finds defaults of the header that name what is not there, where the code reads them")
  func defaults() throws {
    let header = """
      --- What?
      ---
      --- Parameters:
      ---   endpoint (endpoint, default pfss): the endpoint.
      ---   by (columns, default sex, agee): the groups.
      ---   of (column, default made): what the script makes.
      """
    let lines = """
      cohort = cohort:derive("made", "age / 2")
      local given = workbench.parameters
      report:add(survival.kaplan_meier(cohort, { endpoint = given.endpoint, by = given.by }))
      report:note(tostring(given.of))
      """
    #expect(
      try found(lines, header: header) == [
        "unknown_endpoint: the default of parameter \"endpoint\" names what is not there: "
          + "endpoint \"pfss\" is not declared in cohort \"CAR-T demonstration\"; did you mean \"pfs\"?",
        "unknown_column: the default of parameter \"by\" names what is not there: "
          + "column \"agee\" is not in \"CAR-T demonstration\"; did you mean \"age\"?",
      ])
  }

  @Test("has a topic of help for each code, joined either way", arguments: ScriptFinding.Code.allCases)
  func codes(code: ScriptFinding.Code) {
    let index = ManualIndex(ManualBook.workbench(commands: ManualChapter("Commands", "", []), modules: []))
    for name in [code.rawValue, code.rawValue.replacing("_", with: "-")] {
      #expect(!index.articles(on: name).isEmpty, "\(name)")
    }
  }
}
