import Analyses
import Cohorts
import Scripting
import Testing

@Suite("Results that scripts write")
struct ResultDefinitionTests {
  private func expect(
    _ fields: String, says message: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    #expect(
      try Script("workbench.result { title = 'T', methods = 'M.', \(fields) }").failure()
        == "a.lua:2: workbench.result" + message, sourceLocation: sourceLocation)
  }

  @Test("refuse a row that is not a statistic, naming it")
  func rows() throws {
    try expect("row = {}", says: ": unknown field \"row\"; did you mean \"rows\"?")
    try expect(
      "rows = { 3 }",
      says:
        ": row 1: it should be a table such as { statistic = \"median\", value = 12.5, group = \"A\" }, found a number")
    try expect("rows = { {} }", says: ": row 1: \"statistic\" is missing: the name of what it holds.")
    try expect(
      "rows = { { statistic = 'n', value = 1 }, { statistic = 'n', value = 0/0, group = 'A', time = 30 } }",
      says:
        ": row 2 (n, group \"A\", time 30): \"value\" should be a finite number, found nan (not a number); where there is none leave it out, "
        + "and give a reason")
    try expect(
      "rows = { { statistic = 'n', value = 1/0 } }",
      says:
        ": row 1 (n): \"value\" should be a finite number, found inf; where there is none leave it out, and give a reason"
    )
    try expect(
      "rows = { { statistic = 'n' } }",
      says: ": row 1 (n): \"reason\" is missing: there is no value, so say why, such as \"median not reached\".")
    try expect(
      "rows = { { statistic = 'n', value = 1, group = 'A' }, { statistic = 'n', value = 2, group = 'A' } }",
      says: ": row 2 (n, group \"A\"): row 1 is the same; tell them apart by group, variable or time")
    try expect(
      "rows = { { statistic = 'n', value = true } }",
      says: ": row 1 (n): \"value\" should be a number or a text, found true")
    try expect(
      "rows = { { statistic = 'n', value = 1, grop = 'A' } }",
      says: ": row 1: unknown field \"grop\"; did you mean \"group\"?")
    try expect(
      "rows = { { statistic = 'n', value = 1, n = 1.5 } }",
      says: ": row 1 (n): \"n\" should be a whole number, found 1.5")
    try expect("figures = { 3 }", says: ": \"figures[1]\" should be a figure, such as workbench.figure { … }, found 3")
    try expect(
      "cautions = { { message = 'x', kind = 'imortal_time' } }",
      says: ": caution 1: unknown kind \"imortal_time\"; did you mean \"immortal_time\"?")
    #expect(
      try Script("workbench.result { title = 'T' }").failure()
        == "a.lua:2: workbench.result: \"methods\" is missing: what was done, in full sentences.")
    #expect(
      try Script("workbench.result { methods = 'M.' }").failure()
        == "a.lua:2: workbench.result: \"title\" is missing: what it is a result of.")
  }

  @Test("of an analysis name its statistics only")
  func statistics() throws {
    let script = Script(
      """
      workbench.analysis {
        name = "mine.n", summary = "n.", statistics = { { "median", "The median." } },
        compute = function() return workbench.result { methods = "M.", rows = { { statistic = "medain", value = 1 } } } end,
      }(cohort)
      """)
    #expect(
      try script.failure()
        == "a.lua:4: workbench.result: row 1 (medain): unknown statistic \"medain\"; did you mean \"median\"?")
  }

  @Test("hold numbers, counts, texts and reasons as they were written")
  func values() throws {
    let result = try Script(
      """
      report:add(workbench.result {
        title = "Mine", methods = { "One.", "Two." },
        rows = {
          { statistic = "a", value = 3, group = "A", unit = "days", n = 8, missing = 1, note = "Note.", method = "M" },
          { statistic = "a", value = 3.5, group = "B" }, { statistic = "a", value = "x", variable = "age", time = 30 },
          { statistic = "a", reason = "none" }, { statistic = "b", value = 2, reason = "not used" },
        },
        cautions = { "Mind.", { message = "Few.", remedy = "More.", kind = "few_events" } },
      })
      """
    ).outcome().report.results[0]
    #expect(
      result.rows == [
        Row("a", .count(3), group: "A", unit: "days", method: "M", n: 8, missing: 1, note: "Note."),
        Row("a", .number(3.5), group: "B"), Row("a", .text("x"), variable: "age", time: 30),
        Row("a", .notEstimable("none")), Row("b", .count(2)),
      ])
    #expect(result.methods == ["One.", "Two."])
    #expect(result.cautions == [.init(.ofAnalysis, "Mind."), .init(.fewEvents, "Few.", remedy: "More.")])
  }

  @Test("without tables stand with statistics as columns and what tells them apart as lines")
  func usualTables() throws {
    let result = try Script(
      """
      local rows = { { statistic = "events", value = 5 }, { statistic = "p_value", value = 0.03 } }
      for _, group in ipairs { "A", "B" } do
        rows[#rows + 1] = { statistic = "n", value = 4, group = group }
        rows[#rows + 1] = { statistic = "median", value = 30.5, group = group, unit = "days" }
        rows[#rows + 1] = { statistic = "median_lower", value = 20.5, group = group, unit = "days" }
        rows[#rows + 1] = { statistic = "median_upper", reason = "not reached", group = group }
        rows[#rows + 1] = { statistic = "hazard_ratio", value = 1.5, group = group, time = 30 }
      end
      report:add(workbench.result { title = "T", methods = "M.", rows = rows })
      """
    ).outcome().report.results[0]
    #expect(
      result.tables == [
        TableLayout(
          title: "T", rowHeader: "Statistic",
          lines: [
            .init("Events", cell: .value("events"), format: .count),
            .init("p-value", cell: .value("p_value"), format: .pValue),
          ], columns: [.init("Value", .value("events"), .count)]),
        TableLayout(
          title: "T, by group", rowHeader: "Group", lines: [.init("A", group: "A"), .init("B", group: "B")],
          columns: [
            .init("n", .value("n"), .count),
            .init("Median (days) (CI)", .estimate("median", lower: "median_lower", upper: "median_upper"), .duration),
          ]),
        TableLayout(
          title: "T, by group and time", rowHeader: "Group, time",
          lines: [.init("A, 30", group: "A", time: 30), .init("B, 30", group: "B", time: 30)],
          columns: [.init("Hazard ratio", .value("hazard_ratio"), .statistic)]),
      ])
  }

  @Test("arrange their rows as tables of columns and lines")
  func tables() throws {
    let result = try Script(
      """
      local rows = {}
      for _, group in ipairs { "A", "B" } do
        for _, name in ipairs { "n", "x", "x_lower", "x_upper", "p" } do
          rows[#rows + 1] = { statistic = name, value = 1, group = group, unit = "days" }
        end
      end
      report:add(workbench.result {
        title = "T", methods = "M.", rows = rows,
        tables = {
          { title = "One", columns = { { statistic = "n" } } },
          {
            title = "Two", row_header = "Arm", durations = "months",
            columns = {
              { header = "x (95% CI)", estimate = { "x", "x_lower", "x_upper" }, format = "duration", over = "Time" },
              { header = "Share", share = { count = "x", of = "n", proportion = "p" }, format = "proportion", group = "B" },
              { header = "Limits", interval = { "x_lower", "x_upper" } }, { header = "Spread", spread = { "x", "p" } },
            },
            lines = { "B", { label = "First", group = "A", indent = 1 } },
          },
        },
      })
      """
    ).outcome().report.results[0]
    #expect(
      result.tables[0]
        == TableLayout(
          title: "One", rowHeader: "", lines: [.init("A", group: "A"), .init("B", group: "B")],
          columns: [.init("n", .value("n"), .count)]))
    #expect(
      result.tables[1]
        == TableLayout(
          title: "Two", rowHeader: "Arm", lines: [.init("B", group: "B"), .init("First", group: "A", indent: 1)],
          columns: [
            .init("x (95% CI)", .estimate("x", lower: "x_lower", upper: "x_upper"), .duration, over: "Time"),
            .init("Share", .share(count: "x", of: "n", proportion: "p"), .proportion, group: "B"),
            .init("Limits", .interval(lower: "x_lower", upper: "x_upper"), .count),
            .init("Spread", .spread("x", by: "p"), .count),
          ], durations: .months))
  }

  @Test("refuse a table that shows what there is not")
  func wrongTables() throws {
    let rows = "rows = { { statistic = 'median', value = 1 } }, "
    try expect(
      rows + "tables = { 3 }",
      says:
        ": table 1: it should be a table such as { columns = { { header = \"n\", statistic = \"n\" } }, lines = { { label = \"A\", group = \"A\" } } }, found a number"
    )
    try expect(
      rows + "tables = { {} }",
      says: ": table 1: \"columns\" is missing: what it shows, such as { { header = \"n\", statistic = \"n\" } }.")
    try expect(
      rows + "tables = { { columns = { { statistic = 'medain' } } } }",
      says: ": table 1: column 1: unknown statistic \"medain\"; did you mean \"median\"?")
    try expect(
      rows + "tables = { { columns = { { header = 'x' } } } }",
      says: ": table 1: column 1: it should have one of statistic, estimate, interval, share, spread, found none")
    try expect(
      rows + "tables = { { columns = { { estimate = { 'median' } } } } }",
      says:
        ": table 1: column 1: \"estimate\" should be 3 statistics, such as { \"median\", \"median_lower\", \"median_upper\" }, found 1"
    )
    try expect(
      rows + "tables = { { columns = { { statistic = 'median', format = 'prop' } } } }",
      says:
        ": table 1: column 1: unknown format \"prop\"; did you mean \"proportion\"?"
    )
    try expect(
      rows + "tables = { { columns = { { statistic = 'median' } }, lines = { {} } } }",
      says: ": table 1: line 1: \"label\" is missing: what stands at the head of the line.")
  }
}
