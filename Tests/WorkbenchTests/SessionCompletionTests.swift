import Scripting
import Testing

@testable import Workbench

/// What Tab offers, at each place of an entry.
@Suite("Completion in a session")
struct SessionCompletionTests {
  private func session(_ entries: String...) throws -> ScriptSession {
    let host = try ScriptHost(
      cohort: DemonstrationCohort.make(), registry: BuiltIn.registry(), options: ScriptHost.Options())
    let session = try ScriptSession(host: host)
    for entry in entries { _ = try session.evaluate(SessionEntry(entry), name: "input") }
    return session
  }

  private func offered(_ text: String, after entries: [String] = []) throws -> [String] {
    let session = try session()
    for entry in entries { _ = try session.evaluate(SessionEntry(entry), name: "input") }
    return session.completion(before: text).candidates.map(\.text)
  }

  @Test("names: modules, what is lent, Lua's own, and the session's variables")
  func names() throws {
    #expect(try offered("surv") == ["survival"])
    #expect(try offered("x = coh") == ["cohort"])
    #expect(try offered("tostr") == ["tostring"])
    #expect(try offered("print(mod", after: ["local model = 1"]) == ["model"])
    #expect(try offered("nothing_of_the_kind").isEmpty)
  }

  @Test("functions of modules, methods and properties of objects, fields of tables")
  func members() throws {
    #expect(try offered("survival.kaplan") == ["kaplan_meier"])
    #expect(try offered("cohort:wh") == ["where", "where_rows"])
    #expect(try offered("cohort.co") == ["count", "columns"])
    #expect(try offered("local x = workbench.ver") == ["version"])
    #expect(try offered("t.ab.c", after: ["t = { ab = { cd = 1, ce = 2, d = 3 } }"]) == ["cd", "ce"])
    #expect(try offered("string.for") == ["format"])
  }

  @Test("fields of results, their groups and statistics")
  func results() throws {
    let made = ["local km = survival.kaplan_meier(cohort, { endpoint = \"pfs\", by = \"diagnosis\" })"]
    #expect(try offered("km.cau", after: made) == ["cautions"])
    #expect(try offered("km:", after: made) == ["value"])
    #expect(try offered("km.te", after: made) == ["terms"])
  }

  @Test("names of arguments in the table of a call, without those that are given")
  func arguments() throws {
    #expect(try offered("survival.kaplan_meier(cohort, { en") == ["endpoint"])
    #expect(try offered("survival.kaplan_meier(cohort, { endpoint = \"pfs\", en").isEmpty)
    #expect(try offered("survival.kaplan_meier(cohort, {\n  endpoint = \"pfs\",\n  by").first == "by")
    #expect(try offered("local f = survival.cox; f(cohort, { cova").isEmpty)
    #expect(try offered("f(cohort, { cova", after: ["f = survival.cox"]) == ["covariates"])
  }

  @Test("endpoints, columns, choices and levels inside texts")
  func texts() throws {
    #expect(try offered("survival.cox(cohort, { endpoint = \"pf").contains("pfs"))
    #expect(try offered("survival.kaplan_meier(cohort, { by = \"diag") == ["diagnosis"])
    #expect(try offered("survival.cox(cohort, { covariates = { \"age\", \"diag") == ["diagnosis"])
    #expect(try offered("survival.cox(cohort, { ties = \"ef") == ["efron"])
    #expect(try offered("cohort:where \"diag") == ["diagnosis"])
    #expect(try offered("cohort:where(\"diagnosis == 'T") == ["T-ALL", "T-LBL"].filter { $0.hasPrefix("T") })
    #expect(try offered("cohort:endpoint \"pf") == ["pfs"])
    #expect(try offered("cohort:column('ag").contains("age"))
    #expect(try offered("cohort:has_table \"adv") == ["adverse_events"])
    #expect(try offered("workbench.profile \"S") == ["SAS"])
    #expect(try offered("help \"survival.co").contains("survival.cox"))
  }

  @Test("nothing in comments, after numbers, and in texts of which nothing is known")
  func nothing() throws {
    for text in ["-- surv", "1.", "print \"surv", "\"surv"] { #expect(try offered(text).isEmpty, "\(text)") }
  }

  @Test("of a derived cohort, its own columns")
  func derived() throws {
    let made = ["local d = cohort:derive(\"age_group\", \"age >= 18\")"]
    #expect(try offered("d:where \"age_gr", after: made) == ["age_group"])
    #expect(try offered("survival.kaplan_meier(d, { by = \"age_gr", after: made) == ["age_group"])
    #expect(try offered("survival.kaplan_meier(cohort, { by = \"age_gr", after: made).isEmpty)
  }
}
