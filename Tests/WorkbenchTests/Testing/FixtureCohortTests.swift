import Testing

/// Cohorts that tests write down go through what files go through.
@Suite("Fixture cohorts")
struct FixtureCohortTests {
  private let bench: TestBench

  init() throws { bench = try TestBench() }

  @Test("have the subjects, endpoints and linked rows that are written down")
  func made() throws {
    let end = try bench.test(
      """
      local survival = require "survival"
      testing.test("a cohort", function()
        local cohort = testing.cohort {
          subjects = {
            { id = "1", age = 61, male = true, days = 3, event = 1 },
            { id = "2", age = 48, male = false, days = 5, event = 0 },
            { id = "3", male = true, days = 8, event = 1 },
          },
          columns = { age = { unit = "years", known_at = "baseline" } },
          endpoints = { pfs = { time = "days", event = "event" } },
          linked = { adverse_events = { { id = "1", term = "CRS", grade = 2 }, { id = "3", term = "ICANS", grade = 1 } } },
        }
        testing.equal(cohort.count, 3)
        testing.equal(cohort:values("age"), { 61, 48, missing })
        testing.equal(cohort:where("male").count, 2)
        testing.equal(cohort.tables, { "adverse_events" })
        testing.equal(cohort:column("age").unit, "years")
        local curve = survival.kaplan_meier(cohort, { endpoint = "pfs" })
        testing.equal(curve:value("events", { group = "All subjects" }), 2)
      end)
      testing.test("by columns", function()
        local cohort = testing.cohort { subjects = { id = { "a", "b" }, x = workbench.column { 1.5, 2 } } }
        testing.close(cohort:column("x"), { 1.5, 2 })
      end)
      """)
    #expect(end.failures == [])
    #expect(end.verdict == "2 passed, 0 failed")
  }

  @Test(
    "with faults are refused as files are",
    arguments: [
      ("{ subjects = { { id = \"1\" }, { id = \"1\" } } }", "subject \"1\" stands in line 2 already"),
      (
        "{ subjects = { { id = \"1\", age = 4 } }, columns = { aeg = { unit = \"years\" } } }",
        "column \"aeg\" is not in subjects.csv; did you mean \"age\"?"
      ),
      (
        "{ subjects = { { id = \"1\", age = 4 } }, columns = { age = { untis = \"years\" } } }",
        "[columns.age] has no key \"untis\"; did you mean \"unit\"?"
      ),
      ("{ subject = {} }", "unknown field \"subject\"; did you mean \"subjects\"?"),
      ("{ subjects = { id = { \"1\", \"2\" }, x = { 1 } } }", "\"x\" has 1 values, where \"id\" has 2"),
    ])
  func faults(definition: String, message: String) throws {
    let end = try bench.test("testing.test(\"f\", function()\n  testing.cohort \(definition)\nend)")
    #expect(end.status == 1)
    #expect(end.output.contains("a_test.lua:6: FAILED \"f\": testing.cohort"))
    #expect(end.output.contains(message), "\(end.output)")
  }
}
