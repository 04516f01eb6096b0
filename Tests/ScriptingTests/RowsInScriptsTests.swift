import Analyses
import Cohorts
import OrderedCollections
import Scripting
import Testing

/// What scripts make of linked tables: three subjects, the third without adverse events.
@Suite("Rows of linked tables in a script")
struct RowsInScriptsTests {
  private func cohort() throws -> Cohort {
    let events: OrderedDictionary<String, Column> = [
      "onset_day": Column(integers: [3, 1, 9, 4]), "term": Column(texts: ["CRS", "fever", "CRS", "CRS"]),
      "grade": Column(integers: [2, 1, 4, nil]),
    ]
    return try Cohort(
      name: "small", subjects: Table(name: "subjects", columns: ["id": Column(texts: ["a", "b", "c"])]),
      linked: [
        "adverse_events": LinkedTable(table: Table(name: "adverse_events", columns: events), subjectRows: [0, 0, 1, 1])
      ],
      dictionary: DataDictionary(subjectID: "id"))
  }

  private func run(_ lines: String) throws -> (printed: [String], outcome: ScriptHost.Outcome) {
    let host = try ScriptHost(cohort: cohort(), registry: Registry([]), options: .init())
    var printed = ""
    host.output = { printed += $0 }
    let source = """
      local workbench = require "workbench"; local cohort = workbench.cohort()
      \(lines)
      return workbench.report "T"
      """
    let outcome = try host.run(source, name: "a.lua")
    return (printed.split(separator: "\n").map(String.init), outcome)
  }

  private func failure(_ lines: String) -> String {
    do {
      _ = try run(lines)
      return ""
    } catch { return "\(error)" }
  }

  @Test("variables are computed from each subject's rows, and the report says of what")
  func perSubject() throws {
    let (printed, outcome) = try run(
      """
      local more = cohort:per_subject("adverse_events", {
        worst_crs = "max(grade) where term == 'CRS'", events = "count()", severe = "any(grade >= 3)",
      }, { labels = { events = "Adverse events" } })
      for i = 1, 3 do print(more:values("worst_crs")[i], more:values("events")[i], more:values("severe")[i]) end
      """)
    #expect(printed == ["2\t2\tfalse", "4\t2\ttrue", "missing\t0\tfalse"])
    #expect(
      outcome.derivations == [
        .init("events", "count(), of adverse_events"), .init("severe", "any(grade >= 3), of adverse_events"),
        .init("worst_crs", "max(grade) where term == 'CRS', of adverse_events"),
      ])
  }

  @Test("columns of rows are computed, and rows restricted")
  func rows() throws {
    let (printed, outcome) = try run(
      """
      local more = cohort:derive_rows("adverse_events", { since = "onset_day - first(onset_day)", place = "row_number()" })
      local late = more:where_rows("adverse_events", "since > 0"):per_subject("adverse_events", { n = "count()", last = "max(since)" })
      print(late.count, table.concat(late:values("n"), " "), late:values("last")[1], late:values("last")[2])
      local graded = cohort:where_rows("adverse_events", "grade >= 1")
      """)
    #expect(printed == ["3\t1 1 0\t2\t5"])
    #expect(
      outcome.derivations.map(\.value).suffix(2) == [
        "count(), of adverse_events", "grade >= 1: 3 of 4 rows (1 left out: the condition is unknown)",
      ])
  }

  @Test(
    "what is wrong is said at the script's line, and the definition is named",
    arguments: [
      (
        #"cohort:per_subject("adverse_events", { worst = "max(grde)" })"#,
        "a.lua:2: worst: column \"grde\" is not in \"adverse_events\"; did you mean \"grade\"?\n  max(grde)\n      ^^^^"
      ),
      (
        #"cohort:per_subject("adverse_event", { worst = "max(grade)" })"#,
        "a.lua:2: there is no linked table \"adverse_event\"; did you mean \"adverse_events\"?"
      ),
      (
        #"cohort:per_subject("adverse_events", "max(grade)")"#,
        "a.lua:2: cohort:per_subject: the definitions should be a table of expressions by name, found a text"
      ),
      (
        #"cohort:per_subject("adverse_events", {})"#,
        "a.lua:2: cohort:per_subject: the definitions should be a table of expressions by name, found an empty table"
      ),
      (
        #"cohort:per_subject("adverse_events", { id = "count()" })"#,
        "a.lua:2: cohort:per_subject: cohort \"small\" already has a variable \"id\"; give the derived one a name of its own"
      ),
      (
        #"cohort:derive_rows("adverse_events", { grade = "grade + 1" })"#,
        "a.lua:2: cohort:derive_rows: table \"adverse_events\" already has a variable \"grade\"; give the derived one a name of its own"
      ),
      (
        #"cohort:where_rows("adverse_events", "grade > 'x'")"#,
        "a.lua:2: cannot compare grade (a number) with 'x' (text)\n  grade > 'x'\n  ^^^^^^^^^^^"
      ),
      (
        #"cohort:per_subject("adverse_events", { n = "count()" }, { labels = { m = "x" } })"#,
        "a.lua:2: cohort:per_subject: unknown argument \"m\"; it takes: n"
      ),
      (
        #"cohort:derive_rows("adverse_events", { n = "count()" }, { known_at = "x" })"#,
        "a.lua:2: cohort:derive_rows: unknown argument \"known_at\"; it takes: labels"
      ),
    ])
  func failures(_ lines: String, _ message: String) {
    #expect(failure(lines) == message)
  }

  @Test("help on expressions holds every function, its example and what that gives")
  func help() {
    for function in Expression.functions + Expression.rowFunctions {
      #expect(Manual.expressions.contains("  \(function.form)\n"))
      #expect(Manual.expressions.contains("      \(function.example) gives \(function.gives)"))
    }
    #expect(Manual.expressions.split(separator: "\n").allSatisfy { $0.count <= 100 })
    #expect(
      Manual.hostEntry("cohort")?.contains("cohort:per_subject(table, definitions, options?) gives workbench.Cohort")
        == true)
  }
}
