import Analyses
import Cohorts
import Scripting
import Testing

@Suite("Figures that scripts make")
struct FigureDefinitionTests {
  @Test("are flows of subjects, whose numbers must go on as those who leave say")
  func flow() throws {
    let figure = try figure(
      """
      kind = "flow", title = "T",
      steps = {
        { label = "Screened", count = 40, leaving = { label = "Left out", count = 6, items = { { label = "No dose", count = 4 } } } },
        { label = "Treated", count = 34, items = { { label = "Followed", count = 30 } } },
      },
      groups = { { label = "A", count = 20 }, { label = "B", count = 14 } },
      """)
    let expected = Figure.Flow(
      steps: [
        .init(.init("Screened", count: 40), leaving: .init("Left out", count: 6, items: [.init("No dose", count: 4)])),
        .init(.init("Treated", count: 34, items: [.init("Followed", count: 30)])),
      ], groups: [.init("A", count: 20), .init("B", count: 14)])
    #expect(figure.content == .flow(expected))
    let flow = "kind = 'flow', title = 'T', steps ="
    try expect(
      "\(flow) { { label = 'S', count = 40, leaving = { label = 'L', count = 6 } }, { label = 'T', count = 33 } }",
      says: ": step 1 has 40, of whom 6 leave; the next step should have 34, found 33")
    try expect(
      "\(flow) { { label = 'S', count = 4, leaving = { label = 'L', count = 6 } } }",
      says: ": step 1 has 4, of whom 6 leave")
    try expect("\(flow) { { label = 'S' } }", says: ": step 1: \"count\" is missing: how many they are.")
    try expect(
      "\(flow) { { label = 'S', count = -1 } }", says: ": step 1: \"count\" should be a whole number from 0, found -1")
    try expect(
      "\(flow) { { label = 'S', count = 2, leaving = { label = 'L', cuont = 6 } } }",
      says: ": step 1: \"leaving\": unknown field \"cuont\"; did you mean \"count\"?")
  }

  private func figure(_ definition: String) throws -> Figure {
    try #require(
      try Script("report:add(workbench.figure { \(definition) })").outcome().report.results[0].figures.first)
  }

  private func expect(
    _ definition: String, says message: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let found = try Script("workbench.figure { \(definition) }").failure()
    #expect(found == "a.lua:2: workbench.figure" + message, sourceLocation: sourceLocation)
  }

  @Test("are charts of marks over two axes")
  func chart() throws {
    let figure = try figure(
      """
      title = "T", notes = "N.", x = { label = "Day", unit = "days", limits = { 0, 100 }, ticks = { 0, 50, 100 } },
      y = { label = "Share", format = "proportion", scale = "log" }, series = { "A", "B" }, ordered = true,
      annotations = { { label = "Test", value = 0.03, format = "p_value" }, { label = "Ratio", value = 2, lower = 1.5, upper = 3.5, level = 0.9 } },
      marks = {
        { mark = "step", x = { 0, 10, 20 }, y = { 1, workbench.missing, 0.5 }, series = 1 },
        { mark = "line", x = { 0, 1 }, y = { 1, 2 }, series = "B" }, { mark = "points", x = workbench.column { 3, 4 }, y = { 1, 2 } },
        { mark = "ribbon", x = { 0, 1 }, lower = { 0, 1 }, upper = { 1, 2 } },
        { mark = "ribbon", x = { 0, 1 }, lower = { 0, 1 }, upper = { 1, 2 }, steps = true },
        { mark = "interval", x = { 5 }, lower = { 1 }, upper = { workbench.missing } },
        { mark = "bar", y = { 0, 1 }, to = { 3, 4 }, labels = { 3, 4 }, labels_at = "middle", format = "count" },
        { mark = "text", x = { 1 }, y = { 2 }, values = { "here" } }, { mark = "reference", y = 0.5, label = "half" },
        { mark = "reference", x = 30 },
      }
      """)
    #expect(figure.title == "T")
    #expect(figure.notes == ["N."])
    let chart = try #require(figure.chart)
    #expect(chart.series == ["A", "B"])
    #expect(chart.isOrdered)
    let panel = chart.panels[0]
    #expect(
      panel.x == Figure.Axis("Day", unit: "days", limits: .init(0, 100), ticks: [0, 50, 100]))
    #expect(panel.y == Figure.Axis("Share", scale: .log, format: .proportion))
    #expect(
      panel.marks == [
        .init(.steps(x: [0, 10, 20], y: [1, nil, 0.5]), series: 0), .init(.line(x: [0, 1], y: [1, 2]), series: 1),
        .init(.points(x: [3, 4], y: [1, 2])), .init(.ribbon(x: [0, 1], lower: [0, 1], upper: [1, 2])),
        .init(.stepRibbon(x: [0, 1], lower: [0, 1], upper: [1, 2])),
        .init(.intervals(.vertical, at: [5], lower: [1], upper: [nil])),
        .init(
          .bars(
            .horizontal, at: [0, 1], from: [0, 0], to: [3, 4],
            labels: .init([.count(3), .count(4)], .count, at: .middle))),
        .init(.values(x: [1], y: [2], values: [.text("here")], format: .statistic)),
        .init(.reference(.horizontal, at: 0.5, label: "half")), .init(.reference(.vertical, at: 30, label: "")),
      ])
    #expect(
      panel.annotations == [
        .init("Test", .number(0.03), .pValue),
        .init("Ratio", .count(2), .statistic, interval: .init(.number(1.5), .number(3.5), level: 0.9)),
      ])
  }

  @Test("stand in panels, which share axes and may name places")
  func panels() throws {
    let chart = try #require(
      figure(
        """
        title = "T", x = { categories = { "low", "high" } }, y = "n", panels = {
          { title = "One", marks = { { mark = "bar", x = { "high", "low" }, to = { 1, 2 } } } },
          { title = "Two", y = "m", marks = { { mark = "bar", x = { "low" }, from = { 1 }, to = { 3 } } } },
        }
        """
      ).chart)
    #expect(chart.panels.map(\.title) == ["One", "Two"])
    #expect(chart.panels.map(\.y.label) == ["n", "m"])
    #expect(chart.panels.map(\.x.scale) == [.categories(["low", "high"]), .categories(["low", "high"])])
    #expect(chart.panels[0].marks == [.init(.bars(.vertical, at: [1, 0], from: [0, 0], to: [1, 2]))])
  }

  @Test("are step curves with numbers at risk")
  func curves() throws {
    let curves = try #require(
      figure(
        """
        kind = "curves", title = "T", y = "Survival", unit = "days", axis_unit = "months", origin = "infusion", level = 0.95, landmark = 30,
        curves = {
          { group = "A", time = { 10, 20 }, estimate = { 0.8, 0.5 }, lower = { 0.6, 0.3 }, upper = { 0.9, workbench.missing }, censored = { 25 }, median = 20 },
          { group = "B", time = {}, estimate = {}, last = 40 },
        },
        risk_table = { times = { 0, 20 }, at_risk = { { 5, 3 }, { 2, 2 } } },
        """
      ).curves)
    #expect(curves.axisUnit == .months)
    #expect(curves.direction == .falling)
    #expect(
      curves.panels == [
        .init(
          origin: "infusion",
          curves: [
            .init(
              group: "A", time: [10, 20], estimate: [0.8, 0.5], lower: [0.6, 0.3], upper: [0.9, nil], censored: [25],
              end: 25, median: 20), .init(group: "B", time: [], estimate: [], end: 40),
          ], riskTable: .init(times: [0, 20], atRisk: [[5, 3], [2, 2]]), landmark: 30)
      ])
  }

  @Test("are estimates one below the other, and lanes over time")
  func others() throws {
    let forest = try #require(
      figure(
        """
        kind = "forest", title = "T", row_header = "Subgroup", axis = { label = "Hazard ratio", scale = "log" }, no_effect = 1, level = 0.95,
        columns = { { header = "n", format = "count" }, { header = "p", format = "p_value", side = "right" } },
        lines = { { label = "Age" }, { label = "Young", indent = 1, cells = { 12, 0.04 }, estimate = 0.8, lower = 0.6, upper = 1.1, weight = 2 } },
        """
      ).forest)
    #expect(
      forest.lines == [
        .init(.heading, "Age"),
        .init(
          .estimate, "Young", indent: 1, cells: [.count(12), .number(0.04)], estimate: .number(0.8),
          interval: .init(.number(0.6), .number(1.1)), weight: 2),
      ])
    #expect(forest.columns.map(\.side) == [.left, .right])
    let lanes = try #require(
      figure(
        """
        kind = "lanes", title = "T", origin = "infusion", series = { "PR", "CR" }, events = { "Relapse" }, ordered = true,
        lanes = {
          { label = "s1", group = "new", segments = { { from = 0, to = 30, series = "PR" }, { from = 30, to = 90, series = 2 } },
            marks = { { at = 90, event = "Relapse" } } },
          { label = "s2", segments = { { from = 0, to = 10 } }, ongoing = true },
        },
        """
      ).lanes)
    #expect(
      lanes.lanes == [
        .init(
          "s1", group: "new", segments: [.init(from: 0, to: 30, series: 0), .init(from: 30, to: 90, series: 1)],
          marks: [.init(at: 90, event: 0)]), .init("s2", segments: [.init(from: 0, to: 10)], isOngoing: true),
      ])
  }

  @Test("name the mark and the field that is wrong")
  func errors() throws {
    func mark(_ fields: String, says message: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
      try expect(
        "title = 'T', series = { 'A', 'B' }, marks = { { \(fields) } }", says: ": mark 1" + message,
        sourceLocation: sourceLocation)
    }
    try expect("marks = {}", says: ": \"title\" is missing: what the figure shows.")
    try expect(
      "title = 'T'",
      says: ": \"marks\" is missing: what is drawn, such as { { mark = \"line\", x = { … }, y = { … } } }.")
    try expect("title = 'T', kind = 'curve'", says: ": unknown kind \"curve\"; did you mean \"curves\"?")
    try expect(
      "title = 'T', kind = 'lanes', marks = {}",
      says:
        ": unknown field \"marks\"; there is: kind, title, notes, row_header, origin, unit, axis_unit, series, ordered, events, lanes"
    )
    try mark("mark = 'lin', x = { 1 }, y = { 1 }", says: ": unknown mark \"lin\"; did you mean \"line\"?")
    try mark(
      "x = { 1 }",
      says: ": \"mark\" is missing: one of points, line, step, ribbon, interval, bar, text, cells, reference.")
    try mark("mark = 'line', x = { 1, 2 }, y = { 1 }", says: " (line): \"y\" has 1 values, where there are 2 places")
    try mark(
      "mark = 'line', x = { 1, 0/0 }, y = { 1, 2 }",
      says: " (line): \"x[2]\" should be a finite number, found nan (not a number)")
    try mark("mark = 'points', x = { 1 }, y = { 'a' }", says: " (points): \"y[1]\" should be a number, found \"a\"")
    try mark("mark = 'line', x = { 1 }", says: " (line): \"y\" is missing: it needs a list of them.")
    try mark(
      "mark = 'line', x = { 1 }, y = { 1 }, lower = { 1 }",
      says: " (line): unknown field \"lower\"; there is: mark, series, x, y")
    try mark(
      "mark = 'line', x = { 1 }, y = { 1 }, series = 3",
      says: " (line): \"series\" should be one of the 2 series, found 3")
    try mark(
      "mark = 'line', x = { 1 }, y = { 1 }, series = 'C'", says: " (line): unknown series \"C\"; there is: A, B")
    try mark(
      "mark = 'reference', x = 1, y = 2",
      says: " (reference): it should have one number: \"x\" for an upright line, or \"y\" for a level one")
    try mark(
      "mark = 'bar', to = { 1 }", says: " (bar): it should have \"x\" to stand upright, or \"y\" to lie, and not both")
    try expect(
      "title = 'T', x = { limits = { 1, 0 } }, marks = {}",
      says: ": \"x\": \"limits\" should be a lower and an upper end, such as { 0, 365 }")
    try expect(
      "title = 'T', kind = 'curves', curves = { { group = 'A', time = { 2, 1 }, estimate = { 1, 1 } } }",
      says: ": curve 1 (\"A\"): \"time\" should ascend, found 1 after 2")
    try expect(
      "title = 'T', kind = 'curves', curves = { { group = 'A', time = { 1 }, estimate = { 1 } } }, risk_table = { times = { 0, 1 }, at_risk = { { 3 } } }",
      says: ": \"risk_table\": \"at_risk\" has a list of 1 numbers, where there are 2 times")
    try expect(
      "title = 'T', kind = 'lanes', series = 'CR', lanes = { { segments = { { from = 5, to = 3 } } } }",
      says: ": lane 1: segment 1: \"to\" should not lie before \"from\", found 5 to 3")
    try expect(
      "title = 'T', kind = 'lanes', events = 'Relapse', lanes = { { marks = { { at = 5, event = 'relapse' } } } }",
      says: ": lane 1: mark 1: unknown event \"relapse\"; did you mean \"Relapse\"?")
    try expect(
      "title = 'T', kind = 'forest', lines = { { label = 'A', cells = { 1 } } }",
      says: ": line 1: \"cells\" has 1 values, where there are 0 columns")
  }
}
