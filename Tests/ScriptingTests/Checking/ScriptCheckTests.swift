import Analyses
import Baseline
import Cohorts
import Foundation
import Pooling
import Resampling
import Response
import Scripting
import Survival
import Testing
import Toxicity

/// A few lines of script, checked; the first of them is line 3, and `workbench`, `survival`, `cohort` and `report` are at hand.
private func found(_ lines: String, on cohort: Cohort? = nil, ending: String = "\nreturn report") throws -> [String] {
  let text = """
    --- What? Needs: all that it names.
    local workbench, survival = require "workbench", require "survival" local cohort, report = workbench.cohort(), workbench.report "A"
    \(lines)\(ending)
    """
  return try check(on: cohort).findings(in: text, file: "a.lua").filter {
    ![.missingNeed, .unusedLocal, .unusedModule, .unusedResult].contains($0.code)
  }.map {
    "\($0.line):\($0.column) \($0.code.rawValue): \($0.message)"
  }
}

private func check(on cohort: Cohort? = nil) throws -> ScriptCheck {
  let registry = try Registry([
    SurvivalPlugin(), ResponsePlugin(), ToxicityPlugin(), BaselinePlugin(), PoolingPlugin(), ResamplingPlugin(),
  ])
  return ScriptCheck(registry: registry, cohort: cohort)
}

/// All that is found in a whole text, with the grade.
private func findings(_ text: String, on cohort: Cohort? = nil) throws -> [String] {
  try check(on: cohort).findings(in: text, file: "a.lua").map {
    "\($0.line):\($0.column) \($0.grade.rawValue) \($0.code.rawValue): \($0.message)"
  }
}

@Suite struct ScriptCheckTests {
  // MARK: Names with blanks

  /// The trial with a column whose name has a blank.
  private static func blanks() throws -> Cohort {
    try SmallTrial.make().deriving("Prior lines", from: "age // 10", label: "Lines")
  }

  @Test(
    "names with blanks are names, with a cohort and without, as in a run",
    arguments: [
      "survival.kaplan_meier(cohort, { endpoint = 'pfs', by = 'Prior lines' })",
      "survival.kaplan_meier(cohort, { endpoint = 'pfs', by = '`Prior lines`' })",
      "survival.cox(cohort, { endpoint = 'pfs', covariates = { 'Prior lines', 'factor(`Prior lines`)' } })",
      "cohort:column 'Prior lines' cohort:values '`Prior lines`'", "cohort = cohort:where '`Prior lines` >= 3'",
      "cohort = cohort:derive('x', 'Prior lines')",
    ])
  func blanks(_ line: String) throws {
    #expect(try found(line).isEmpty)
    #expect(try found(line, on: Self.blanks()).isEmpty)
  }

  @Test("what is no name has an error, which names the column where there is one")
  func blanksInExpressions() throws {
    let line = "survival.kaplan_meier(cohort, { endpoint = 'pfs', by = 'Prior lines >= 3' })"
    #expect(
      try found(line) == ["3:63 expression: unexpected lines where an operator such as and, == or + was expected"])
    #expect(
      try found(line, on: Self.blanks()) == [
        "3:57 expression: column \"Prior lines\" stands in backquotes within an expression; write `Prior lines` >= 3"
      ])
    #expect(
      try found("survival.kaplan_meier(cohort, { endpoint = 'pfs', by = 'Prior liens' })", on: Self.blanks()) == [
        "3:57 expression: column \"Prior liens\" is not in \"small\"; did you mean \"Prior lines\"?"
      ])
    #expect(
      try found("survival.cox(cohort, { endpoint = 'pfs', covariates = 'age + factor(arm)' })").map {
        $0.contains("{ \"age\", \"factor(arm)\" }")
      }
        == [true])
  }

  @Test("a header names them as the check says that it should")
  func blanksInHeaders() throws {
    let script = { (needs: String) in
      "--- What?\n---\n--- Needs:\n---   \(needs)\nlocal workbench = require 'workbench'\n"
        + "return workbench.report(tostring(workbench.cohort():where('`Prior lines` > 3').count))\n"
    }
    let missing = try findings(script("nothing"), on: Self.blanks())
    #expect(missing.count == 1 && missing[0].contains("needs column Prior lines; a run then checks it first"))
    #expect(try findings(script("column Prior lines"), on: Self.blanks()).isEmpty)
    #expect(try findings(script("column `Prior lines`: how many"), on: Self.blanks()).isEmpty)
  }

  // MARK: Names

  @Test(arguments: [
    ("pritn(1)", #"3:1 unknown_name: unknown name "pritn"; did you mean "print"?"#),
    ("reprot:note 'a'", #"3:1 unknown_name: unknown name "reprot"; did you mean "report"?"#),
    (
      "toxicity.summary(cohort)",
      #"3:1 unknown_name: unknown name "toxicity"; write local toxicity = require "toxicity" above"#
    ),
    (
      "do local a = 1 print(a) end print(a)",
      #"3:35 unknown_name: unknown name "a"; the local of line 3 cannot be seen here"#
    ),
    (
      "local f = function(n) return n < 1 and 1 or f(n - 1) end f(1)",
      #"3:45 unknown_name: unknown name "f"; the local of line 3 cannot be seen here"#
    ),
    ("total = 1", #"3:1 undeclared_assignment: "total" is not declared: write local total"#),
    ("print = 1", #"3:1 undeclared_assignment: "print" is Lua's own and cannot be assigned; choose another name"#),
    (
      "io.write 'a'",
      "3:1 unavailable: io is not available to scripts: scripts read and write no files: the cohort comes from --data, and what the script shows goes into its report"
    ),
    (
      "os.execute 'a'",
      "3:4 unavailable: os.execute is not available to scripts: scripts start no programs and see nothing of the system"
    ),
    (
      "print(os.clock())",
      "3:10 unavailable: os.clock is not available to scripts: scripts have no clock, so that they give the same on every run"
    ),
    ("unpack {}", "3:1 unavailable: unpack is not available to scripts: this is Lua 5.4, where it is table.unpack"),
    ("debug.traceback()", "3:1 unavailable: debug is not available to scripts: it would open the sandbox"),
    ("dofile 'a'", "3:1 unavailable: dofile is not available to scripts: use require for a file beside the script"),
    ("print(math.flor(1))", #"3:12 unknown_function: math has no "flor"; did you mean "floor"?"#),
    ("print(('a'):uper())", #"3:13 unknown_member: a text has no "uper"; did you mean "upper"?"#),
    (
      "require 'surival'",
      #"3:9 unknown_module: there is no module "surival": not of the workbench, no installed plugin, no file beside the script; did you mean "survival"?"#
    ),
  ])
  func whatDoesNotExistIsFound(_ line: String, _ finding: String) throws {
    #expect(try found(line) == [finding])
  }

  @Test(arguments: [
    (
      "survival.kaplan_meir(cohort)",
      #"3:10 unknown_function: module survival has no function "kaplan_meir"; did you mean "kaplan_meier"?"#
    ),
    ("cohort:wher 'age > 1'", #"3:8 unknown_member: cohort has no "wher"; did you mean "where"?"#),
    ("print(cohort.cuont)", #"3:14 unknown_member: cohort has no "cuont"; did you mean "count"?"#),
    ("report:ad(1)", #"3:8 unknown_member: report has no "ad"; did you mean "add"?"#),
    ("print(workbench.parametres)", #"3:17 unknown_member: workbench has no "parametres"; did you mean "parameters"?"#),
    ("cohort.where 'age > 1'", "3:1 call: cohort.where is called with a colon: cohort:where(…)"),
    ("survival:cox(cohort)", "3:1 call: survival.cox is called with a dot: survival.cox(…)"),
    ("cohort 'a'", "3:1 call: a cohort cannot be called"),
    ("report:heading(3)", "3:16 wrong_argument: report:heading: text should be a text, found 3"),
    ("report:note()", "3:1 missing_argument: report:note: text is missing: The text."),
    (
      "report:add(cohort)",
      "3:12 wrong_argument: report:add: item should be a result or a figure or a plain table or a section or a report, found a cohort"
    ),
    ("workbench.profile 'SASS'", #"3:19 wrong_argument: workbench.profile: name should be "R" or "SAS", found "SASS""#),
    (
      "cohort = cohort:derive('a', 'age > 1', { labl = 'A' })",
      #"3:42 unknown_argument: cohort:derive: unknown argument "labl"; did you mean "label"?"#
    ),
  ])
  func whatTheHostLendsIsKnown(_ line: String, _ finding: String) throws {
    #expect(try found(line) == [finding])
  }

  @Test func valuesAreFollowed() throws {
    #expect(
      try found(
        "local older = cohort:where('age > 60'):derive('b', 'age > 70')\nolder = older:population 'adults'\nprint(older.cout)"
      )
        == [#"5:13 unknown_member: cohort has no "cout"; did you mean "count"?"#])
    #expect(
      try found("local function make() return workbench.report 'B' end\nmake():ad(1)")
        == [#"4:8 unknown_member: report has no "ad"; did you mean "add"?"#])
    #expect(try found("local cox = survival.cox\ncox(cohort, { endpoint = 'pfs' }, 3)").isEmpty)
    #expect(
      try found(
        "local model = survival.cox(cohort, { endpoint = 'pfs', covariates = 'age' })\nprint(model.terms.age.hazard_raito, model:value 'hazard_rati')"
      )
        == [
          #"4:23 unknown_member: survival.cox gives no statistic "hazard_raito"; did you mean "hazard_ratio"?"#,
          #"4:49 unknown_member: survival.cox gives no statistic "hazard_rati"; did you mean "hazard_ratio"?"#,
        ])
  }

  @Test func whatCannotBeFollowedIsTakenToBeRight() throws {
    let lines = """
      local function f(c, more) c:anything() return c.x, more.y end
      local t = { cohort = cohort }
      t.cohort:where(function(s) return s.age end)
      for _, v in ipairs { 1 } do v:w() end
      local name = f(cohort, t) .. 'a'
      survival.cox(cohort, f(cohort, t))
      report[name](report)
      survival[name](cohort, {})
      local m = setmetatable({}, { __index = function() end })
      m.n()
      """
    #expect(try found(lines) == [])
  }

  @Test func analysesThatAScriptDeclaresAreUnderstood() throws {
    #expect(try found(LuaAnalyses.kaplanMeier) == [])
    #expect(try found(LuaAnalyses.gehan) == [])
    #expect(
      try found(
        "local a = workbench.analysis { nam = 'x.y', summary = 'A', statistics = {}, compute = function(c, a) return c:wher(a.x) end }"
      )
        == [
          #"3:32 unknown_argument: workbench.analysis: unknown argument "nam"; did you mean "name"?"#,
          #"3:111 unknown_member: cohort has no "wher"; did you mean "where"?"#,
        ])
    #expect(
      try found("report:add(workbench.section { title = 'A', build = function(r, c) r:ad(c) end })")
        == [#"3:70 unknown_member: report has no "ad"; did you mean "add"?"#])
    #expect(
      try found(
        "local e = workbench.endpoint { name = 'e', first_off = {} } report:add(survival.cox(cohort:with(e), { endpoint = 'e', covariates = 'age' }))"
      )
        == [#"3:44 unknown_argument: workbench.endpoint: unknown argument "first_off"; did you mean "first_of"?"#])
    #expect(
      try found(
        "local age = cohort:column('age')\nprint(age.cuont, (age + 1):where({ true }), workbench.column({ 1, 2 }).count)"
      )
        == [#"4:11 unknown_member: column has no "cuont"; did you mean "count"?"#])
  }

  // MARK: Arguments

  @Test(arguments: [
    (
      "survival.cox(cohort, { endpont = 'pfs' })",
      #"3:24 unknown_argument: survival.cox: unknown argument "endpont"; did you mean "endpoint"?"#
    ),
    (
      "survival.kaplan_meier(cohort, { endpoint = 'pfs', level = 'high' })",
      #"3:59 wrong_argument: survival.kaplan_meier: argument "level" should be a number between 0 and 1, such as 0.95, found "high""#
    ),
    (
      "survival.kaplan_meier(cohort, { endpoint = 'pfs', level = 95 })",
      #"3:59 wrong_argument: survival.kaplan_meier: argument "level" should be a number between 0 and 1, such as 0.95, found 95"#
    ),
    (
      "survival.kaplan_meier(cohort, { endpoint = 'pfs', interval = 'loglogg' })",
      #"3:62 not_a_choice: survival.kaplan_meier: argument "interval" is "loglogg"; did you mean "log_log"? Choices: "log", "log_log", "plain", "logit", "arcsin""#
    ),
    (
      "survival.kaplan_meier(cohort, { 'pfs' })",
      "3:33 wrong_argument: survival.kaplan_meier: the arguments should have names, as in { name = value }, found a value without one"
    ),
    (
      "survival.kaplan_meier({ endpoint = 'pfs' })",
      "3:23 wrong_argument: survival.kaplan_meier: the first argument should be a cohort, found a table"
    ),
    (
      "survival.kaplan_meier(cohort, 'pfs')",
      "3:31 wrong_argument: survival.kaplan_meier: the arguments should be a table of named values, found a text"
    ),
    (
      "survival.kaplan_meier(cohort, { by = 'arm' })",
      #"3:31 missing_argument: survival.kaplan_meier: argument "endpoint" is missing: The endpoint: a name that the dictionary declares, such as "pfs", or columns, as in "Surv(time, event)"."#
    ),
    (
      "survival.kaplan_meier(cohort)",
      #"3:1 missing_argument: survival.kaplan_meier: argument "endpoint" is missing: The endpoint: a name that the dictionary declares, such as "pfs", or columns, as in "Surv(time, event)"."#
    ),
    (
      "survival.kaplan_meier(cohort, { endpoint = 'Surv(a) ~ b' })",
      #"3:44 expression: survival.kaplan_meier: formula "Surv(a)": Surv() takes a time and an event, or an entry, a time and an event; found 1"#
    ),
    (
      "local asked = { endpoint = 'pfs' }\nasked.levl = 0.9\nsurvival.kaplan_meier(cohort, asked)",
      #"4:7 unknown_argument: survival.kaplan_meier: unknown argument "levl"; did you mean "level"?"#
    ),
    (
      "local pooling = require 'pooling' pooling.by_trial(cohort, { analysis = 'survival.cx', statistic = 'hazard_ratio' })",
      #"3:73 unknown_function: pooling.by_trial: there is no analysis "survival.cx"; did you mean "survival.cox"?"#
    ),
    (
      "local pooling = require 'pooling' pooling.by_trial(cohort, { analysis = survival.cox, arguments = { endpint = 'pfs' }, statistic = 'hazard_rati' })",
      #"3:101 unknown_argument: survival.cox: unknown argument "endpint"; did you mean "endpoint"?|3:132 unknown_member: survival.cox gives no statistic "hazard_rati"; did you mean "hazard_ratio"?"#
    ),
  ])
  func argumentsAreCheckedAsACallWould(_ line: String, _ finding: String) throws {
    #expect(try found(line).joined(separator: "|") == finding)
  }

  @Test func defaultsOfTheScriptCount() throws {
    #expect(try found("workbench.defaults { endpoint = 'pfs' }\nsurvival.kaplan_meier(cohort, {})") == [])
    #expect(try found("workbench.defaults(table.pack())\nsurvival.kaplan_meier(cohort, {})") == [])
  }

  // MARK: Expressions and the cohort

  @Test(arguments: [
    ("cohort:where 'age >> 1'", 20), ("cohort:where \"age > 1 annd arm == 'old'\"", 23),
    ("cohort:derive('a', 'age +')", 26),
    ("cohort:per_subject('t', { a = 'max(x) where' })", 44), ("cohort:where_rows('t', 'x >')", 28),
  ])
  func anExpressionThatCannotBeReadIsFoundWhereItIsWrong(_ line: String, _ column: Int) throws {
    let all = try found(line)
    #expect(all.count == 1)
    #expect(all.first?.hasPrefix("3:\(column) expression: ") == true, "\(all)")
  }

  @Test(arguments: [
    ("cohort:where 'agee > 1'", #"3:15 expression: column "agee" is not in "small"; did you mean "age"?"#),
    ("cohort:where \"arm == 'nwe'\"", #"3:22 expression: column "arm" has no level "nwe"; did you mean "new"?"#),
    (
      "cohort:where(function(s) return s.agee > 1 end)",
      #"3:35 unknown_column: column "agee" is not in "small"; did you mean "age"?"#
    ),
    (
      "survival.cox(cohort, { endpoint = 'pfss', covariates = 'age' })",
      #"3:35 unknown_endpoint: endpoint "pfss" is not declared in cohort "small"; did you mean "pfs"?"#
    ),
    (
      "survival.cox(cohort, { endpoint = 'pfs', covariates = { 'age', 'agee' } })",
      #"3:64 unknown_column: column "agee" is not in "small"; did you mean "age"?"#
    ),
    (
      "survival.cox(cohort, { endpoint = 'pfs', covariates = 'age + arm' })",
      #"3:55 wrong_argument: survival.cox: the covariate "age + arm" would be one number, the sum; for 2 covariates write "#
        + #"{ "age", "arm" }, for the one derive a column"#
    ),
    (
      "survival.cox(cohort, { endpoint = 'pfs', intercurrent = { transplant = 'censor' }, covariates = 'age' })",
      #"3:59 unknown_column: column "transplant" is not in "small"; did you mean "transplant_day"?"#
    ),
    (
      "survival.cox(cohort, { endpoint = 'pfs', reference = { arm = 'odl' }, covariates = 'arm' })",
      #"3:62 unknown_level: column "arm" has no level "odl"; did you mean "old"?"#
    ),
    ("cohort:values 'agee'", #"3:15 unknown_column: column "agee" is not in "small"; did you mean "age"?"#),
    (
      "cohort:population 'adult'",
      #"3:19 data: population "adult" is not declared in cohort "small"; did you mean "adults"? Declared: adults"#
    ),
    (
      "cohort:derive('age', 'age + 1')",
      #"3:15 data: cohort:derive: cohort "small" already has a variable "age"; give the derived one a name of its own"#
    ),
    (
      "cohort:where_rows('events', 'grade > 1')",
      #"3:19 unknown_table: there is no linked table "events"; the cohort has no linked tables"#
    ),
  ])
  func namesAreLookedUpInACohort(_ line: String, _ finding: String) throws {
    #expect(try found(line) == [])
    #expect(try found(line, on: SmallTrial.make()) == [finding])
  }

  @Test func whatTheScriptMakesIsKnown() throws {
    let lines = """
      local more = cohort:derive("older", "age > 40"):derive("x", function(s) return s.age end)
      report:add(survival.cox(more, { endpoint = "pfs", covariates = { "older", "x", "x > 3", "age * arm", "log(age)" } }))
      more = more:declare_endpoint { name = "own", time = "pfs_days", event = "pfs_event" }
      report:add(survival.kaplan_meier(more, { endpoint = "own" }))
      report:add(survival.kaplan_meier(more, { endpoint = "Surv(pfs_days, pfs_event) ~ older + strata(trial)" }))
      if cohort:has("weight") then report:add(survival.cox(cohort, { endpoint = "pfs", covariates = "weight" })) end
      """
    #expect(try found(lines, on: SmallTrial.make()) == [])
  }

  // MARK: The header and the end

  @Test func theHeaderIsComparedWithTheCode() throws {
    let text = """
      --- What?
      ---
      --- Needs:
      ---   endpoint {endpoint}
      ---   column weight
      ---   column {transplant}
      --- Parameters:
      ---   endpoint (endpoint, default pfs): the endpoint.
      ---   times (numbers, default 3): never read.
      local workbench, survival = require "workbench", require "survival"
      local report, asked = workbench.report "A", workbench.parameters
      report:add(survival.cox(workbench.cohort(), { endpoint = asked.endpoint, covariates = "age", ties = asked.tise }))
      return report
      """
    #expect(
      try findings(text) == [
        "5:1 warning needless_need: the header says that the script needs column weight, but the code never names it",
        #"6:1 error undeclared_parameter: the header declares no parameter "transplant""#,
        #"9:1 warning unused_parameter: parameter "times" is declared, but the code never reads it"#,
        "12:87 warning missing_need: the header should say under Needs: that the script needs column age; a run then checks it first",
        #"12:107 error undeclared_parameter: the header declares no parameter "tise"; did you mean "times"?"#,
      ])
    #expect(
      try findings(text, on: SmallTrial.make()).contains(
        #"5:1 error unknown_column: the script needs column weight, which cohort "small" does not have: column "weight" is not in "small""#
      ))
  }

  @Test func whatTheScriptAddsToItsCohortIsNoNeed() throws {
    let head = """
      --- What?
      ---
      --- Needs:
      ---   column age
      local workbench, survival = require "workbench", require "survival"
      local report, cohort = workbench.report "A", workbench.cohort():where "age > 1"

      """
    let own = """
      local first = workbench.endpoint { name = "first", first_of = { { day = "relapse_day", name = "relapse" } } }
      cohort = cohort:with(first)
      """
    let call = "\nreport:add(survival.kaplan_meier(cohort, { endpoint = 'first' }))\nreturn report"
    #expect(try findings(head + own + call) == [])
    #expect(
      try findings(head + "local other = require('workbench')[cohort.name]\ncohort = cohort:with(other)" + call) == [])
    let missing = try findings(head + call)
    #expect(missing.count == 1)
    #expect(
      missing.first?.contains("missing_need: the header should say under Needs: that the script needs endpoint first")
        == true)
  }

  @Test func aHeaderThatCannotBeReadIsFound() throws {
    #expect(
      try findings("--- What?\n---\n--- Needs:\n---   age\nreturn require('workbench').report 'A'") == [
        #"4:1 error header: a need should be "endpoint NAME", "column NAME", "table NAME" or "nothing", found "age""#
      ])
  }

  @Test func aScriptReturnsItsReport() throws {
    #expect(
      try findings("local r = require('workbench').report 'A'\nr:note 'b'") == [
        "1:1 warning no_title: the script says nowhere what it answers; begin it with a line such as --- Does response differ by age?",
        "2:10 error no_report: the script should end by returning its report, as in return report",
      ])
    let parts: [(String, String)] = [
      (
        "return require('workbench').cohort()",
        "2:8 error no_report: the script should return its report, but it returns a cohort"
      ),
      ("return", "2:1 error no_report: the script should return its report, but it returns nothing"),
      (
        "if print then return require('workbench').report 'A' end",
        "2:56 warning no_report: the script can end here without returning its report"
      ),
    ]
    for (line, finding) in parts {
      #expect(try findings("--- What?\n" + line) == [finding])
    }
    #expect(try findings("--- What?\nif print then return require('workbench').report 'A' else error 'b' end") == [])
  }

  @Test func whatNobodyUsesIsFound() throws {
    let text = """
      --- What?
      --- Needs:
      ---   endpoint pfs
      local workbench, survival = require "workbench", require "survival"
      local toxicity = require "toxicity"
      local report, cohort = workbench.report "A", workbench.cohort()
      local model = survival.kaplan_meier(cohort, { endpoint = "pfs" })
      survival.kaplan_meier(cohort, { endpoint = "pfs" })
      cohort:where "true"
      local a, _b = 1, 2
      local c = 1
      c = 2
      local function f() end
      return report
      """
    #expect(
      try findings(text) == [
        #"5:7 warning unused_module: module "toxicity" is required and never used"#,
        "7:7 warning unused_result: the result of survival.kaplan_meier is never used; report:add(model) shows it",
        "8:1 warning unused_result: the result of survival.kaplan_meier is dropped; report:add(…) shows it",
        "9:1 warning unused_result: the cohort that this gives is dropped; a cohort is never changed: keep it, as in local cohort = …",
        #"10:7 warning unused_local: local "a" is never used"#,
        #"11:7 warning unused_local: local "c" is assigned and never read"#,
        #"13:16 warning unused_local: function "f" is never used"#,
      ])
  }

  @Test func modulesAndTestsNeedNoReport() throws {
    #expect(try findings("local M = {}\nfunction M.f() return 1 end\nreturn M") == [])
    #expect(try findings("return { f = function() return 1 end }") == [])
    #expect(try check().findings(in: "print 'a'", file: "a_test.lua") == [])
  }

  @Test func modulesThatAreKnownByNameAloneMayBeRequired() throws {
    var check = try check()
    check.otherModules = ["team/grfs", "own"]
    check.refusals = ["team/odd": "plugin team/odd is not trusted"]
    let text = """
      --- What?
      local grfs, own, odd, gone = require "team/grfs", require("own"), require "team/odd", require "team/gfrs"
      return grfs(own.anything(), odd, gone)
      """
    #expect(
      check.findings(in: text, file: "a.lua").map(\.message) == [
        "plugin team/odd is not trusted",
        "there is no module \"team/gfrs\": not of the workbench, no installed plugin, no file beside the script; did you mean \"team/grfs\"?",
      ])
    #expect(ScriptCheck.requiredModules(in: text) == ["team/grfs", "own", "team/odd", "team/gfrs"])
  }

  @Test func whatLuaIsNotGivenToReadIsFound() throws {
    let long = "--- What?\nlocal a = '" + String(repeating: "x", count: 5000) + "'"
    #expect(try findings(long) == ["2:1 error syntax: the line has 5012 bytes; it may have 4096"])
    #expect(
      try findings(String(repeating: "-- a\n", count: 60_000))
        == ["1:1 error syntax: the text has 300000 bytes; a script may have 262144"])
  }

  @Test func aFindingShowsItsLine() throws {
    let finding = try #require(check().findings(in: "--- What?\n\tlocal x = = 1", file: "my/a.lua").first)
    #expect(
      finding.description
        == "my/a.lua:2:12: error: expected an expression, found \"=\"; equality is written == [syntax]\n  \tlocal x = = 1\n  \t          ^"
    )
  }
}

@Suite struct ScriptCheckTruthTests {
  /// What the check calls an error is one in a run, on the same line.
  @Test(arguments: [
    "pritn(1)", "total = 1", "io.write 'a'", "os.execute 'a'", "print(math.flor(1))", "print(('a'):uper())",
    "require 'surival'",
    "survival.kaplan_meir(cohort)", "cohort:wher 'age > 1'", "print(cohort.cuont)", "report:ad(1)", "cohort 'a'",
    "report:add(cohort)",
    "workbench.profile 'SASS'", "cohort = cohort:derive('a', 'age > 1', { labl = 'A' })",
    "survival.cox(cohort, { endpont = 'pfs' })",
    "survival.kaplan_meier(cohort, { endpoint = 'pfs', level = 'high' })", "survival.kaplan_meier(cohort, { 'pfs' })",
    "survival.kaplan_meier({ endpoint = 'pfs' })", "survival.kaplan_meier(cohort, 'pfs')",
    "survival.kaplan_meier(cohort, { by = 'arm' })",
    "cohort:where 'age >> 1'", "cohort:where 'agee > 1'", "cohort:where \"arm == 'nwe'\"", "cohort:values 'agee'",
    "cohort:population 'adult'",
    "survival.cox(cohort, { endpoint = 'pfss', covariates = 'age' })", "cohort:derive('age', 'age + 1')",
    "report:note()", "x = = 1",
    "survival.cox(cohort, { endpoint = 'pfs', covariates = { 'age', 'agee' } })", "print(workbench.parametres)",
    "print(workbench.parameters.x)",
    "survival:cox(cohort)", "cohort.where 'age > 1'", "cohort:where_rows('events', 'grade > 1')",
  ])
  func anErrorIsOneInTheRunToo(_ line: String) throws {
    let errors = try found(line, on: SmallTrial.make())
    #expect(errors.contains { $0.hasPrefix("3:") }, "the check finds nothing: \(errors)")
    let failure = try Script("\n" + line).failure()
    #expect(failure.contains("a.lua:3:"), "a run says: \(failure)")
  }

  @Test func everyShippedScriptIsClean() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Scripts")
    let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter {
      // Plugins require what this registry does not have; they are checked through the command.
      $0.hasSuffix(".lua") && !$0.hasPrefix("plugins/")
    }
    #expect(names.count > 10)
    for name in names {
      let text = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
      #expect(try check().findings(in: text, file: name) == [])
    }
  }

  @Test func aScriptThatIsCutShortAnywhereIsChecked() throws {
    let check = try check(on: SmallTrial.make())
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Scripts")
    let text = try String(contentsOf: folder.appendingPathComponent("swimmer.lua"), encoding: .utf8)
    let lines = text.components(separatedBy: "\n")
    for count in 0..<lines.count {
      _ = check.findings(in: lines[..<count].joined(separator: "\n"), file: "a.lua")
      _ = check.findings(in: lines[..<count].joined(separator: "\n") + " end", file: "a.lua")
      _ = check.findings(in: lines[count...].joined(separator: "\n"), file: "a.lua")
    }
  }

  /// The names that the sandbox is said to leave out are those that it leaves out.
  @Test func unavailableNamesAreNotAvailable() throws {
    for name in [
      "io", "debug", "package", "dofile", "loadfile", "rawset", "collectgarbage", "os.getenv", "string.dump", "unpack",
    ] {
      #expect(try found("print(\(name))").contains { $0.contains("unavailable") }, "\(name)")
      #expect(
        try !Script("print(\(name) ~= nil)").failure().isEmpty || Script("print(\(name) ~= nil)").printed() == ["false"]
      )
    }
  }
}
