import Analyses
import Cohorts
import Scripting
import Testing

@Suite("What scripts contribute")
struct ContributionTests {
  private func expect(
    _ line: String, says message: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let found = try Script(line).failure()
    #expect(found == "a.lua:2: " + message, sourceLocation: sourceLocation)
  }

  @Test("an endpoint is added to a cohort, and stands for its name")
  func endpoint() throws {
    let script = Script(
      """
      local day = workbench.endpoint { name = "late", time = "pfs_days", event = "pfs_event and pfs_days > 20", label = "Late progression" }
      print(tostring(day), day.name, day.kind)
      local with = cohort:with(day)
      print(table.concat(with.endpoints, " "), with:times(day).label)
      report:add(survival.kaplan_meier(with, { endpoint = day }))
      print(survival.kaplan_meier(with, { endpoint = day }):value("events", { group = "All subjects" }))
      """)
    #expect(try script.printed() == ["endpoint \"late\"\tlate\tendpoint", "pfs late\tLate progression", "4"])
    try expect(
      "workbench.endpoint { name = 'e' }",
      says: "workbench.endpoint: the definition should be at least name, time and event (or censor), found name")
    try expect(
      "cohort:with(workbench.endpoint { name = 'e', time = 'pfs_day', event = 'pfs_event' })",
      says: #"column "pfs_day" is not in "small"; did you mean "pfs_days"?"#)
    try expect(
      "cohort:with(3)",
      says:
        "cohort:with: what is added should be what workbench.endpoint, workbench.vocabulary or workbench.toxicity_scale gives, found a number"
    )
  }

  @Test("a composite endpoint goes into any analysis, and the report says what it was derived from")
  func composite() throws {
    let outcome = try Script(
      """
      local first = workbench.endpoint {
        name = "moved_or_not", label = "Transplant or progression", origin = "infusion",
        first_of = { "transplant_day", { endpoint = "pfs", name = "progression" } },
      }
      report:add(survival.cumulative_incidence(cohort:with(first), { endpoint = first, times = { 30 } }))
      """
    ).outcome()
    #expect(outcome.report.results[0].title.contains("Transplant or progression"))
    #expect(
      outcome.derivations.map(\.name) == ["moved_or_not_time", "moved_or_not_event", "moved_or_not_first"])
    #expect(outcome.derivations[0].value == "the first of transplant_day, pfs")
  }

  /// Transplant on day 15 of s3, 20 of s4 and 40 of s7; the end of pfs on days 10, 20 (censored), 30, 40, 50 (censored), 60, 70 and
  /// 80 (censored); a response on days 5, 9, none, 28, 28, 30, 28 and none.
  @Test("its times and outcomes are those of the first event, and follow-up ends what comes later")
  func compositeTimes() throws {
    let script = Script(
      """
      local first = workbench.endpoint {
        name = "either", first_of = { "transplant_day", { endpoint = "pfs", name = "progression" } },
      }
      local t = cohort:with(first):times(first)
      print(table.concat(t.time, " "))
      print(table.concat(t.outcome, " "), table.concat(t.outcomes, "|"))
      local short = cohort:with(workbench.endpoint {
        name = "short", first_of = { { day = "transplant_day" }, { day = "response_day", name = "response" } }, followed_until = "pfs_days",
      }):times "short"
      print(table.concat(short.time, " "))
      print(table.concat(short.outcome, " "), short.missing)
      local cut = cohort:with(workbench.endpoint { name = "cut", first_of = { "transplant_day", "response_day" }, followed_until = "response_day" })
      local c = cut:times "cut"
      print(c.n, c.missing, table.concat(c.time, " "), table.concat(c.outcome, " "))
      """)
    let printed = try script.printed()
    #expect(
      printed == [
        "10.0 20.0 15.0 20.0 50.0 60.0 40.0 80.0", "2 0 1 1 0 2 1 0\ttransplant|progression",
        "5.0 9.0 15.0 20.0 28.0 30.0 28.0 80.0", "2 2 1 1 2 2 2 0\t0",
        // Where the end of follow-up is not known, a transplant alone gives a time; one after it does not count.
        "7\t1\t5.0 9.0 15.0 20.0 28.0 30.0 28.0\t2 2 1 1 2 2 2",
      ])
    try expect(
      "workbench.endpoint { name = 'e', first_of = { 'a' } }",
      says:
        "workbench.endpoint: \"first_of\": it should be a list of two events or more, such as { \"relapse_day\", { endpoint = \"os\", name = \"death\" } }"
    )
    try expect(
      "workbench.endpoint { name = 'e', first_of = { 'a', { name = 'x' } } }",
      says: "workbench.endpoint: \"first_of\": event 2: it should have \"day\" or \"endpoint\", and not both")
    try expect(
      "workbench.endpoint { name = 'e', time = 'x', first_of = { 'a', 'b' } }",
      says: "workbench.endpoint: \"time\" follows from \"first_of\"; give one of the two")
    try expect(
      "cohort:with(workbench.endpoint { name = 'e', first_of = { 'transplant_day', 'response_dy' } })",
      says: #"column "response_dy" is not in "small"; did you mean "response_day"?"#)
  }

  @Test("groups by the first event of a composite endpoint are known too late")
  func compositeLateness() throws {
    let cautions = try Script(
      """
      local with = cohort:with(workbench.endpoint { name = "either", first_of = { "transplant_day", "response_day" }, followed_until = "pfs_days" })
      report:add(survival.kaplan_meier(with, { endpoint = "pfs", by = "either_first" }))
      """
    ).outcome().report.results[0].cautions
    #expect(cautions.contains { $0.kind == .immortalTime })
  }

  @Test("a vocabulary and a scale are declared apart from any cohort")
  func vocabularyAndScale() throws {
    let script = Script(
      """
      local vocabulary = workbench.vocabulary {
        name = "mine", levels = { "CR", "PR", "NR" }, response = { "CR", "PR" }, complete = "CR", columns = "response",
      }
      print(tostring(vocabulary), tostring(cohort:with(vocabulary)))
      local scale = workbench.toxicity_scale { name = "dose_grade", grades = { "dose >= 1", "dose >= 2", "dose >= 3" } }
      print(table.concat(cohort:with(vocabulary, scale):values "dose_grade", " "))
      local aged = workbench.toxicity_scale { name = "g", column = "age_grade", grades = { "age >= 40", "age >= 60" } }
      local values = cohort:with(aged):values "age_grade"
      print(values[1], values[2], values[3] == workbench.missing, values[4])
      """)
    let printed = try script.printed()
    #expect(
      printed == [
        "vocabulary \"mine\"\tcohort \"small\" (8 subjects)", "1 2 0 2 2 1 3 2", "0\t1\ttrue\t2",
      ])
    try expect(
      "workbench.vocabulary { name = 'm', levels = { 'CR' }, response = { 'PR' } }",
      says: #"workbench.vocabulary: "PR" in response is none of the levels; they are: "CR""#)
    try expect(
      "workbench.toxicity_scale { name = 'g' }",
      says:
        "workbench.toxicity_scale: \"grades\" is missing: the condition of grade 1, of grade 2 and so on, such as { \"neutrophils < 1.5\" }."
    )
    try expect(
      "cohort:with(workbench.toxicity_scale { name = 'age', grades = { 'age > 3' } })",
      says:
        "toxicity scale \"age\": cohort \"small\" already has a variable \"age\"; give the derived one a name of its own"
    )
  }

  @Test("a section adds its heading and what its function adds")
  func section() throws {
    let report = try Script(
      """
      local inner = workbench.section { title = "Inner", build = function(report) report:note "inside" end }
      local section = workbench.section {
        title = "Survival",
        build = function(report, cohort, arguments)
          report:note(("%d subjects, %s"):format(cohort.count, arguments.words or "no words"))
          report:add(inner, cohort)
        end,
      }
      report:add(section, cohort:where "age >= 40", { words = "a word" })
      report:add(section, cohort)
      """
    ).outcome().report
    #expect(
      report.items == [
        .heading("Survival"), .note("4 subjects, a word"), .heading("Inner"), .note("inside"), .heading("Survival"),
        .note("8 subjects, no words"), .heading("Inner"), .note("inside"),
      ])
    try expect(
      "report:add(workbench.section { title = 'S', build = function() end })",
      says:
        "report:add: the cohort of section \"S\" should be a cohort, as in report:add(section, cohort, { … }), found nothing"
    )
    try expect(
      "local s; s = workbench.section { title = 'S', build = function(r, c) r:add(s, c) end }; report:add(s, cohort)",
      says: "report:add: section \"S\" would add itself")
    try expect(
      "workbench.section { title = 'S' }",
      says: "workbench.section: \"build\" is missing: what fills it, a function(report, cohort, arguments).")
  }

  @Test("a check gives what it finds as a result")
  func check() throws {
    let script = Script(
      """
      local check = workbench.check {
        name = "old", grade = "error", prose = "Nobody is older than 60.",
        find = function(cohort)
          local found = {}
          for i, age in ipairs(cohort:values "age") do
            if age ~= workbench.missing and age > 60 then
              found[#found + 1] = { subject = cohort:values("id")[i], column = "age", row = i, message = ("%d years"):format(age) }
            end
          end
          found[#found + 1] = "one more"
          return found
        end,
      }
      local result = cohort:check(check)
      print(result:value "findings", result.terms["finding 1"].subject, result.terms["finding 3"].message, #result.cautions)
      report:add(result)
      print(cohort:where("age < 20"):check(workbench.check { name = "none", prose = "None.", find = function() return {} end }):value "findings")
      """)
    #expect(try script.printed() == ["3\ts4\tone more\t1", "0"])
    let result = try script.outcome().report.results[0]
    #expect(result.title == "Check old")
    #expect(result.methods == ["Nobody is older than 60."])
    #expect(result.tables[0].columns.map(\.header) == ["Subject", "Column", "Row", "Finding"])
    #expect(result.cautions.map(\.message) == ["The check old found 3 errors in the data: results may be wrong."])
    try expect(
      "cohort:check(workbench.check { name = 'c', prose = 'C.', find = function() end })",
      says: "check \"c\": find should return a list of findings, which may be empty; found nothing")
    try expect(
      "cohort:check(workbench.check { name = 'c', prose = 'C.', find = function() return { { subject = 's1' } } end })",
      says: "check \"c\": finding 1: \"message\" is missing: what was found.")
    try expect(
      "workbench.check { name = 'c', prose = 'C.', grade = 'eror', find = print }",
      says: "workbench.check \"c\": unknown grade \"eror\"; did you mean \"error\"?")
  }

  @Test("a report takes figures and tables that stand alone")
  func alone() throws {
    let results = try Script(
      """
      report:add(workbench.figure { title = "F", marks = { { mark = "line", x = { 0, 1 }, y = { 0, 1 } } } })
      report:add(workbench.table {
        title = "T", columns = { "Subject", "Day", { header = "p-value", format = "p_value" }, "Seen" },
        rows = { { "s1", 3, 0.04, true }, { "s2", workbench.missing, 0.5 }, { 7, 2.5 } },
      })
      """
    ).outcome().report.results
    #expect(results[0].title == "F")
    #expect(results[0].figures.count == 1)
    let (one, two, three) = ("T, row 1", "T, row 2", "T, row 3")
    #expect(
      results[1].rows == [
        Row("day", .count(3), variable: one), Row("p_value", .number(0.04), variable: one),
        Row("seen", .text("yes"), variable: one), Row("p_value", .number(0.5), variable: two),
        Row("day", .number(2.5), variable: three),
      ])
    #expect(
      results[1].tables == [
        TableLayout(
          title: "T", rowHeader: "Subject",
          lines: [.init("s1", variable: one), .init("s2", variable: two), .init("7", variable: three)],
          columns: [
            .init("Day", .value("day"), .statistic), .init("p-value", .value("p_value"), .pValue),
            .init("Seen", .value("seen"), .text),
          ])
      ])
    try expect(
      "workbench.table { title = 'T', columns = { 'A' } }",
      says:
        "workbench.table: \"columns\" is missing: two or more of them, the first that of the labels, such as { \"Subject\", \"Day\" }."
    )
    try expect(
      "workbench.table { title = 'T', columns = { 'A', 'B' }, rows = { { 1, 2, 3 } } }",
      says: "workbench.table: row 1: it has 3 cells, where there are 2 columns")
    try expect(
      "workbench.table { title = 'T', columns = { 'A', 'B' }, rows = { { 1, 0/0 } } }",
      says:
        "workbench.table: row 1: cell 2 should be a finite number, a text, true or false, or workbench.missing; found nan (not a number)"
    )
  }
}
