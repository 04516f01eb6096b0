import Analyses
import Cohorts
import Testing

@testable import Reports

@Suite("Tables")
struct TableFormattingTests {
  private let small = SmallReport.result

  private func text(_ cell: FormattedTable.Cell) -> String {
    (cell.lead + cell.tail).map { run in
      switch run {
      case .text(let text): text
      case .mark(let mark): "[\(FormattedTable.letter(mark))]"
      }
    }.joined()
  }

  @Test("Durations are shown in the unit that a table asks for: 7 days are a week; counts and reasons stay")
  func otherUnit() {
    var layout = small.tables[0]
    layout.durations = .weeks
    let rows = small.rows.map { row in
      var row = row
      if row.unit == "days", let days = row.value.double { row.value = .number(days * 7) }
      return row
    }
    let table = TableFormatting(rows, rounding: Rounding()).table(layout)
    #expect(table.lines.map { $0.cells.map(text) } == [["2", "20.0 (10.3 to NE[a])"], ["1", "NE[b]"]])
    #expect(table.remarks.first == "Durations in weeks.")
  }

  @Test("A cell shows the row of its line's group, variable and time")
  func cells() {
    let table = TableFormatting(small.rows, rounding: Rounding()).table(small.tables[0])
    #expect(table.lines.map { $0.cells.map(text) } == [["2", "20.0 (10.3 to NE[a])"], ["1", "NE[b]"]])
    #expect(table.footnotes == ["NE, not estimable: no upper limit", "NE, not estimable: median not reached"])
    #expect(table.remarks == ["Durations in days.", "Method: Kaplan-Meier.", "n = 3."])
  }

  @Test("A note of a row is a footnote, and a proportion a percentage")
  func notes() {
    let table = TableFormatting(small.rows, rounding: Rounding()).table(small.tables[1])
    #expect(table.lines.map { $0.cells.map(text) } == [["66.7%[a]"], ["100.0%"]])
    #expect(table.footnotes == ["two of three"])
  }

  @Test("A line has its own kind of cell, and a column its own group: a table of characteristics")
  func characteristics() {
    let rows = [
      Row("count", .count(255), group: "A", variable: "male"),
      Row("proportion", .number(255 / 334), group: "A", variable: "male"),
      Row("of", .count(334), group: "A", variable: "male"),
      Row("count", .count(0), group: "B", variable: "male"),
      Row("proportion", .number(0), group: "B", variable: "male"),
      Row("of", .count(7), group: "B", variable: "male"),
      Row("median", .number(24), group: "A", variable: "age"), Row("low", .number(2), group: "A", variable: "age"),
      Row("high", .number(67.5), group: "A", variable: "age"),
      Row("mean", .number(24.25), group: "A", variable: "age"), Row("sd", .number(3.5), group: "A", variable: "age"),
    ]
    let share = TableLayout.Cell.share(count: "count", of: nil, proportion: "proportion")
    let layout = TableLayout(
      title: "Characteristics", rowHeader: "",
      lines: [
        .init("Sex"), .init("male", variable: "male", indent: 1),
        .init("of all", variable: "male", cell: .share(count: "count", of: "of", proportion: "proportion")),
        .init("Age", variable: "age", cell: .estimate("median", lower: "low", upper: "high"), format: .duration),
        .init("Age", variable: "age", cell: .spread("mean", by: "sd"), format: .statistic),
      ],
      columns: [.init("A", share, .count, group: "A", over: "Arm"), .init("B", share, .count, group: "B", over: "Arm")])
    let table = TableFormatting(rows, rounding: Rounding()).table(layout)
    #expect(
      table.lines.map { $0.cells.map(text) } == [
        ["", ""], ["255 (76.3%)", "0"], ["255/334 (76.3%)", "0/7 (0%)"], ["24.0 (2.0 to 67.5)", ""],
        ["24.25 (3.50)", ""],
      ])
    #expect(table.lines.map(\.indent) == [0, 1, 0, 0, 0])
    #expect(table.spans.map(\.over) == ["Arm"])
    #expect(table.spans.map(\.columns) == [0..<2])
  }

  @Test("A column beside those of groups shows its own in lines that have their own: a p-value is no percentage")
  func beside() {
    let rows = [
      Row("count", .count(5), group: "A", variable: "x"), Row("share", .number(0.5), group: "A", variable: "x"),
      Row("p", .number(0.721), variable: "x"),
    ]
    let share = TableLayout.Cell.share(count: "count", of: nil, proportion: "share")
    let layout = TableLayout(
      title: "", rowHeader: "", lines: [.init("x", variable: "x", cell: share, format: .proportion)],
      columns: [
        .init("A", share, .proportion, group: "A"), .init("p", .value("p"), .pValue, keepsOwn: true),
      ])
    let table = TableFormatting(rows, rounding: Rounding()).table(layout)
    #expect(table.lines.map { $0.cells.map(text) } == [["5 (50.0%)", "0.721"]])
  }

  @Test(
    "What a column keeps beside those of groups is said once of a variable, and not again beside those without a value")
  func keptOnce() {
    let rows = [
      Row("count", .count(5), group: "A", variable: "x: yes"),
      Row("share", .number(0.5), group: "A", variable: "x: yes"),
      Row("missing", .count(2), group: "A", variable: "x"), Row("p", .number(0.721), variable: "x"),
      Row("missing", .count(1), group: "A", variable: "y"), Row("p", .number(0.25), variable: "y"),
    ]
    let share = TableLayout.Cell.share(count: "count", of: nil, proportion: "share")
    let layout = TableLayout(
      title: "", rowHeader: "",
      lines: [
        .init("x", variable: "x"), .init("yes", variable: "x: yes"),
        .init("Missing", variable: "x", cell: .value("missing")), .init("y", variable: "y", cell: .value("missing")),
      ],
      columns: [.init("A", share, .count, group: "A"), .init("p", .value("p"), .pValue, keepsOwn: true)])
    let table = TableFormatting(rows, rounding: Rounding()).table(layout)
    #expect(
      table.lines.map { $0.cells.map(text) } == [["", "0.721"], ["5 (50.0%)", ""], ["2", ""], ["1", "0.250"]])
  }

  @Test("Statistics of one kind have their decimals in common; two digits of the smallest are shown")
  func statistics() {
    func texts(_ values: [Double]) -> [String] {
      let layout = TableLayout(
        title: "", rowHeader: "", lines: values.indices.map { .init("\($0)", variable: "\($0)") },
        columns: [.init("Chi-squared", .value("x"), .statistic)])
      let rows = values.enumerated().map { Row("x", .number($1), variable: "\($0)") }
      return TableFormatting(rows, rounding: Rounding()).table(layout).lines.map { text($0.cells[0]) }
    }
    #expect(texts([2.303, 0.0213]) == ["2.303", "0.021"])
    #expect(texts([24.5, 0.00123]) == ["24.5000", "0.0012"])
    #expect(texts([124.51, 12.34]) == ["124.51", "12.34"])
    #expect(texts([124.51, 0]) == ["124.5", "0"])
    #expect(texts([3.25, 1e-9]) == ["3.250", "<0.001"])
    #expect(texts([0.0213]) == ["0.0213"])
  }

  @Test("Where a third of the ratios in a column take a third decimal, all have it")
  func ratios() {
    func texts(_ values: [[Double]]) -> [String] {
      let layout = TableLayout(
        title: "", rowHeader: "", lines: values.indices.map { .init("\($0)", variable: "\($0)") },
        columns: [.init("HR", .estimate("hr", lower: "lower", upper: "upper"), .ratio)])
      let rows = values.enumerated().flatMap { place, values in
        zip(["hr", "lower", "upper"], values).map { Row($0, .number($1), variable: "\(place)") }
      }
      return TableFormatting(rows, rounding: Rounding()).table(layout).lines.map { text($0.cells[0]) }
    }
    let near = [1.019, 1.002, 1.036]
    #expect(
      texts([near, near, [0.99, 0.96, 1.02]]) == [
        "1.019 (1.002 to 1.036)", "1.019 (1.002 to 1.036)", "0.990 (0.960 to 1.020)",
      ])
    #expect(texts([near, [0.5, 0.3, 0.8]]) == ["1.019 (1.002 to 1.036)", "0.50 (0.30 to 0.80)"])
  }

  @Test("The number of subjects is not said again below a table that shows it")
  func saidOnce() {
    func remarks(_ shown: [Row]) -> [String] {
      let layout = TableLayout(
        title: "", rowHeader: "", lines: [.init("All")],
        columns: shown.map { .init($0.statistic, .value($0.statistic), .count) })
      return TableFormatting(shown, rounding: Rounding()).table(layout).remarks
    }
    let rate = Row("rate", .number(0.5), n: 329, missing: 5)
    #expect(remarks([rate]) == ["n = 329; 5 left out because a value is missing."])
    #expect(
      remarks([rate, Row("of", .count(329), n: 329, missing: 5)]) == ["5 left out because a value is missing."])
    let all = [Row("of", .count(329), n: 329, missing: 5), Row("not", .count(5), n: 329, missing: 5)]
    #expect(remarks([rate] + all) == [])
  }

  @Test("A share of none has no proportion, and says why")
  func shareOfNone() {
    let rows = [Row("count", .count(0)), Row("of", .count(0)), Row("proportion", .notEstimable("nobody is evaluable"))]
    let layout = TableLayout(
      title: "", rowHeader: "", lines: [.init("All")],
      columns: [.init("Rate", .share(count: "count", of: "of", proportion: "proportion"), .count)])
    let table = TableFormatting(rows, rounding: Rounding()).table(layout)
    #expect(table.lines.map { $0.cells.map(text) } == [["0/0 (NE[a])"]])
    #expect(table.footnotes == ["NE, not estimable: nobody is evaluable"])
  }

  @Test("What stands over headers has a line of its own in the terminal, and indented labels stay so when they wrap")
  func spans() {
    let cell = TableLayout.Cell.value("n")
    let layout = TableLayout(
      title: "T", rowHeader: "Term",
      lines: [.init("Blood", variable: "a"), .init("Neutropenia that goes on and on", variable: "b", indent: 1)],
      columns: [
        .init("Any", cell, .count, over: "Low"), .init("3+", cell, .count, over: "Low"),
        .init("Any", cell, .count, over: "High"),
      ])
    let rows = [Row("n", .count(5), variable: "a"), Row("n", .count(4), variable: "b")]
    let table = TableFormatting(rows, rounding: Rounding()).table(layout)
    let lines = TerminalTable(table, width: 40, style: TerminalStyle(isOn: false)).lines(prefix: "")
    #expect(
      lines == [
        "T", "───────────────────────────────", "                  Low      High", "                  ───────  ────",
        "Term              Any  3+   Any", "───────────────────────────────", "Blood               5   5     5",
        "  Neutropenia       4   4     4", "  that goes on", "  and on", "───────────────────────────────",
      ])
  }

  @Test("A cell without a row is empty, and a text stands as it is")
  func missingRows() {
    let layout = TableLayout(
      title: "", rowHeader: "", lines: [.init("x", variable: "x"), .init("y", variable: "y")],
      columns: [
        .init("HR", .estimate("hr", lower: "lower", upper: "upper"), .ratio),
        .init("CI", .interval(lower: "lower", upper: "upper"), .ratio),
      ])
    let rows = [Row("hr", .text("reference"), variable: "x")]
    let table = TableFormatting(rows, rounding: Rounding()).table(layout)
    #expect(table.lines.map { $0.cells.map(text) } == [["reference", ""], ["", ""]])
  }

  @Test("A table marks thousands throughout, and a column gives whole numbers the decimal of the others")
  func alike() {
    let groups = ["A", "B"]
    let layout = TableLayout(
      title: "", rowHeader: "", lines: groups.map { .init($0, group: $0) },
      columns: [
        .init("", .value("n"), .count), .init("", .value("events"), .count),
        .init("", .estimate("median", lower: "lower", upper: "upper"), .duration),
      ])
    let values: [(String, [Double])] = [
      ("n", [99941, 8564]), ("events", [1203, 87]), ("median", [10.4, 12]), ("lower", [4.9, 9]), ("upper", [17, 20]),
    ]
    let rows = values.flatMap { name, values in zip(groups, values).map { Row(name, .number($1), group: $0) } }
    let table = TableFormatting(rows, rounding: Rounding()).table(layout)
    #expect(
      table.lines.map { $0.cells.map(text) } == [
        ["99,941", "1,203", "10.4 (4.9 to 17.0)"], ["8,564", "87", "12.0 (9.0 to 20.0)"],
      ])
  }

  @Test("An interval whose limits fail for one reason says so once")
  func interval() {
    let layout = TableLayout(
      title: "", rowHeader: "", lines: [.init("x")],
      columns: [.init("", .interval(lower: "lower", upper: "upper"), .ratio)])
    let same = [Row("lower", .notEstimable("r")), Row("upper", .notEstimable("r"))]
    #expect(text(TableFormatting(same, rounding: Rounding()).table(layout).lines[0].cells[0]) == "NE[a]")
    let two = [Row("lower", .notEstimable("r")), Row("upper", .notEstimable("s"))]
    #expect(text(TableFormatting(two, rounding: Rounding()).table(layout).lines[0].cells[0]) == "NE[a] to NE[b]")
    let one = [Row("lower", .number(0.5)), Row("upper", .number(1.5))]
    #expect(text(TableFormatting(one, rounding: Rounding()).table(layout).lines[0].cells[0]) == "0.50 to 1.50")
  }

  @Test("Footnotes go from a to z, then aa")
  func letters() { #expect([0, 25, 26, 27, 52].map(FormattedTable.letter) == ["a", "z", "aa", "ab", "ba"]) }

  @Test("A result that says nothing of its arrangement is listed row by row")
  func listing() {
    let result = AnalysisResult(
      title: "Free",
      rows: [Row("p_value", .number(0.0004), group: "A"), Row("mean_age", .number(52.25), group: "B", unit: "years")])
    let table = FormattedTable.listing(of: result, rounding: Rounding())
    #expect(table.columns.map(\.header) == ["Group", "Value"])
    #expect(table.lines.map(\.label) == ["p value", "mean age"])
    #expect(table.lines.map { $0.cells.map(text) } == [["A", "<0.001"], ["B", "52.25 years"]])
  }
}
