import Analyses
import AnalysisTesting
import Cohorts
import OrderedCollections
import Testing

@Suite("The conformance suite") struct ConformanceTests {
  private struct OneAnalysis: Plugin {
    var name = "sample"
    var summary = "A plugin."
    var analyses: [Analysis]
    var derivations: [Derivation] = []

    init(_ analyses: Analysis...) { self.analyses = analyses }
  }

  private static func analysis(
    _ name: String = "sample.count", _ summary: String = "Counts.", details: String = "Counts subjects.",
    parameters: [AnyParameter] = [SampleAnalysis.level.any],
    statistics: [Analysis.Statistic] = [.init("n", "Subjects.")],
    example: [Argument.Entry] = [],
    _ compute: @escaping @Sendable (Cohort, Arguments) throws -> AnalysisResult = { cohort, _ in good(cohort) }
  ) -> Analysis {
    Analysis(
      name, summary, details: details, parameters: parameters, statistics: statistics, example: example,
      compute: compute)
  }

  private static func good(_ cohort: Cohort, _ change: (inout AnalysisResult) -> Void = { _ in }) -> AnalysisResult {
    var result = AnalysisResult(
      title: "Count", methods: ["Counting."], rows: [Row("n", .count(cohort.count))],
      tables: [
        TableLayout(title: "Count", rowHeader: "", lines: [.init("All")], columns: [.init("n", .value("n"), .count)])
      ]
    )
    change(&result)
    return result
  }

  private func faults(
    _ plugin: any Plugin, event: EndpointDefinition.Event = .indicator(column: "late")
  ) throws -> Set<String> {
    var cohort = try SampleAnalysis.cohort()
    cohort = cohort.declaring(
      EndpointDefinition(name: "pfs", time: "age", event: event))
    return Set(Conformance(cohort: cohort).violations(of: plugin).map(\.description))
  }

  private func faults(
    _ change: @escaping @Sendable (inout AnalysisResult) -> Void
  ) throws -> Set<String> {
    try faults(OneAnalysis(Self.analysis { cohort, _ in Self.good(cohort, change) }))
  }

  /// What is said where the same fault shows on every variant of the cohort.
  private func everywhere(_ fault: String) -> Set<String> {
    Set(
      [
        "the cohort", "the cohort by SAS's defaults", "no subjects", "one subject", "no events",
        "every third value missing",
      ].map {
        "sample.count: on \($0): \(fault)"
      })
  }

  @Test("a plugin that keeps every promise passes") func good() throws {
    #expect(try faults(OneAnalysis(Self.analysis())) == [])
  }

  /// A plugin with one derivation.
  private static func deriving(
    _ name: String = "sample.derive_old", gives: [Derivation.Given] = [.init("old", "Whether old.")],
    _ compute: @escaping @Sendable (Cohort) throws -> Cohort
  ) -> OneAnalysis {
    var plugin = OneAnalysis()
    plugin.derivations = [
      Derivation(
        name, "Derives.", details: "Derives.", parameters: [SampleAnalysis.level.any], gives: gives, example: []
      ) { cohort, _ in try compute(cohort) }
    ]
    return plugin
  }

  @Test("a derivation that gives what it declares passes") func derivation() throws {
    #expect(try faults(Self.deriving { try $0.deriving("old", from: "age > 40") }) == [])
  }

  @Test("a derivation that breaks a promise is reported") func badDerivations() throws {
    let misnamed = Self.deriving("sample.old") { try $0.deriving("old", from: "age > 40") }
    #expect(try faults(misnamed) == ["sample.old: its name does not begin with derive_"])
    let nothing = try faults(Self.deriving { $0 })
    #expect(nothing.contains("sample.derive_old: on the cohort: it gives no column old"))
    let fewer = try faults(Self.deriving { try $0.part([]).deriving("old", from: "age > 40") })
    #expect(fewer.contains("sample.derive_old: on the cohort: it changes the subjects"))
    let unsaid = try faults(
      Self.deriving { cohort in
        try cohort.deriving(
          Column(integers: Array(repeating: 1, count: cohort.count)), as: "old", description: ColumnDescription())
      })
    #expect(unsaid.contains("sample.derive_old: on the cohort: old does not say what it was derived from"))
  }

  @Test("names and prose that break a promise are reported") func declarations() throws {
    var silent = OneAnalysis()
    silent.summary = "no sentence"
    #expect(try faults(silent) == ["sample: its summary is no sentence", "sample: it offers nothing"])
    let twice = OneAnalysis(Self.analysis(), Self.analysis())
    #expect(try faults(twice) == ["sample.count: its name is not unique"])
    #expect(
      try faults(
        OneAnalysis(Self.analysis("other.Count", "Counts", details: "", statistics: [.init("n", ""), .init("n", "")])))
        == [
          "other.Count: it is not named after its plugin", "other.Count: its name is not lower_case",
          "other.Count: its summary is no sentence", "other.Count: it has no details",
          "other.Count: a statistic is declared twice",
        ])
    #expect(
      try faults(
        OneAnalysis(Self.analysis(statistics: []) { _, _ in AnalysisResult(title: "Count", methods: ["Counting."]) }))
        == ["sample.count: it declares no statistics"])
  }

  @Test("a line or a column of a table that shows nothing is reported, where nothing was taken away") func blankTables()
    throws
  {
    let line = try faults { $0.tables[0].lines.append(.init("Others", group: "others")) }
    #expect(
      line == [
        "sample.count: on the cohort: the line \"Others\" of the table \"Count\" shows no row",
        "sample.count: on the cohort by SAS's defaults: the line \"Others\" of the table \"Count\" shows no row",
      ])
    let column = try faults { $0.tables[0].columns.append(.init("Others", .value("n"), .count, group: "others")) }
    #expect(column.contains("sample.count: on the cohort: the column \"Others\" of the table \"Count\" shows no row"))
    #expect(try faults { $0.tables[0].lines.insert(.init("A heading"), at: 0) } == [])
  }

  @Test("a parameter declared twice, without a sentence or in capitals is reported") func parameters() throws {
    let parameters = [
      Parameter.flag("Fast", "no sentence", default: false).any, SampleAnalysis.level.any, SampleAnalysis.level.any,
    ]
    #expect(
      try faults(OneAnalysis(Self.analysis(parameters: parameters))) == [
        "sample.count: the prose of Fast is no sentence", "sample.count: Fast is not lower_case",
        "sample.count: level is declared twice",
      ])
  }

  @Test("throwing for data that are few is reported, with the error") func throwing() throws {
    let fussy = Self.analysis { cohort, _ in
      guard cohort.count > 1 else { throw CannotAnalyse("too few subjects") }
      return Self.good(cohort)
    }
    #expect(
      try faults(OneAnalysis(fussy)) == [
        "sample.count: on no subjects: it threw: too few subjects",
        "sample.count: on one subject: it threw: too few subjects",
      ])
  }

  @Test(
    "the variants take away events, however an endpoint tells them",
    arguments: [
      (EndpointDefinition.Event.indicator(column: "late"), 3), (.censoring(column: "late"), 3),
      (.condition("site ~= 'Oslo'"), 3),
    ])
  func withoutEvents(event: EndpointDefinition.Event, subjects: Int) throws {
    let eventful = Self.analysis { cohort, _ in
      let times = try cohort.times(of: EndpointRequest(.named("pfs")))
      if cohort.count == 4, !times.event.contains(true) { throw CannotAnalyse("no events among \(times.count)") }
      return Self.good(cohort)
    }
    #expect(
      try faults(OneAnalysis(eventful), event: event) == [
        "sample.count: on no events: it threw: no events among \(subjects)"
      ])
  }

  @Test("one of the variants has holes in every column") func holes() throws {
    let whole = Self.analysis { cohort, _ in
      guard try cohort.column("site").validity.isComplete else { throw CannotAnalyse("a site is missing") }
      return Self.good(cohort)
    }
    #expect(
      try faults(OneAnalysis(whole)) == ["sample.count: on every third value missing: it threw: a site is missing"])
  }

  @Test("rows that break a promise are reported") func rows() throws {
    #expect(try faults { $0.rows.append(Row("m", .count(1))) } == everywhere("statistic m is not declared"))
    let unequal = everywhere("a second run gives another result")
    #expect(
      try faults { $0.rows.append(Row("n", .number(.nan), group: "A")) } == everywhere("n of A is nan").union(unequal),
      "NaN is not equal to itself")
    #expect(try faults { $0.rows.append(Row("n", .number(.infinity), group: "A")) } == everywhere("n of A is inf"))
    #expect(try faults { $0.rows = [Row("n", .notEstimable(""))] } == everywhere("n has no reason"))
    #expect(
      try faults { result in
        for _ in 0..<2 { result.rows.append(Row("n", .count(1), group: "A", variable: "v", time: 30)) }
      } == everywhere("two rows are n, A, v, time 30.0"))
  }

  @Test("tables, figures, titles and methods that break a promise are reported") func layouts() throws {
    #expect(
      try faults { $0.tables[0].columns[0].cell = .estimate("n", lower: "low", upper: "n") }
        == everywhere("a table shows low, which is not declared"))
    #expect(try faults { $0.title = "" } == everywhere("the result has no title"))
    #expect(try faults { $0.methods = [] } == everywhere("the result names no method"))
    #expect(
      try faults { result in
        result.figures = [
          Figure(
            title: "", yLabel: "", origin: "", unit: .days, axisUnit: .days,
            curves: [.init(group: "A", time: [1], estimate: [.infinity], end: 1)],
            riskTable: .init(times: [], atRisk: []))
        ]
      } == everywhere("a figure holds a number that is not finite"))
    let chart = Figure.Chart(
      panels: [.init(x: .init("x"), y: .init("y"), marks: [.init(.line(x: [1, 2], y: [1, nil, 3]))])])
    #expect(
      try faults { $0.figures = [Figure(title: "", .chart(chart))] }
        == everywhere("a figure has 3 numbers of a shape, where 2 belong"))
    let forest = Figure.Forest(
      rowHeader: "", columns: [.init("n", .count)], lines: [.init(.estimate, "A", cells: [.count(1), .count(2)])],
      axis: .init("Ratio"))
    #expect(
      try faults { $0.figures = [Figure(title: "", .forest(forest))] }
        == everywhere("a figure has 2 cells of a line, where 1 belong"))
  }

  @Test("flows and lanes that cannot be are reported") func courses() throws {
    func found(_ content: Figure.Content) throws -> Set<String> {
      try faults { $0.figures = [Figure(title: "", content)] }
    }
    // 10 enrolled, 3 left out: 7 remain, not 8; the groups hold all 8.
    let left = Figure.Flow.Box("Left out", count: 3)
    let flow = Figure.Flow(
      steps: [.init(.init("Enrolled", count: 10), leaving: left), .init(.init("Infused", count: 8))],
      groups: [.init("A", count: 5), .init("B", count: 3)])
    #expect(try found(.flow(flow)) == everywhere("a figure has 8 subjects in a box, where 7 belong"))
    #expect(
      try found(.flow(.init(steps: [.init(.init("Enrolled", count: 4))], groups: [.init("A", count: 3)])))
        == everywhere("a figure has 3 subjects in the groups, where 4 belong"))
    #expect(
      try found(.flow(.init(steps: [.init(.init("Enrolled", count: -1))])))
        == everywhere("a figure has 1 counts below 0, where 0 belong"))
    func lanes(_ segment: Figure.Lanes.Segment, event: Int = 0) -> Figure.Content {
      .lanes(
        .init(
          origin: "infusion", unit: .days, axisUnit: .days, series: ["Response"], events: ["Death"],
          lanes: [.init("1", segments: [segment], marks: [.init(at: 5, event: event)])]))
    }
    #expect(try found(lanes(.init(from: 0, to: 5, series: 0))) == [])
    #expect(
      try found(lanes(.init(from: 6, to: 5)))
        == everywhere("a figure has 1 segments that end before they begin, where 0 belong"))
    #expect(
      try found(lanes(.init(from: 0, to: 5, series: 1)))
        == everywhere("a figure has 1 segments of a series without a name, where 0 belong"))
    #expect(
      try found(lanes(.init(from: 0, to: 5), event: 1))
        == everywhere("a figure has 1 marks of an event without a name, where 0 belong"))
    #expect(
      try found(lanes(.init(from: 0, to: .nan))) == everywhere("a figure holds a number that is not finite"))
  }

  @Test("bars, cells and series that break a promise are reported") func marks() throws {
    func found(_ shape: Figure.Chart.Shape, series: Int? = nil) throws -> Set<String> {
      let panel = Figure.Chart.Panel(x: .init("x"), y: .init("y"), marks: [.init(shape, series: series)])
      return try faults { $0.figures = [Figure(title: "", .chart(.init(panels: [panel], series: ["s"])))] }
    }
    let short = everywhere("a figure has 0 numbers of a shape, where 1 belong")
    #expect(try found(.cells(x: [0], y: [0], values: [], format: .count)) == short)
    #expect(
      try found(.bars(.vertical, at: [0], from: [0], to: [1], labels: .init([], .count, at: .end))) == short)
    #expect(
      try found(.points(x: [0], y: [0]), series: 1)
        == everywhere("a figure has 1 marks of a series without a name, where 0 belong"))
  }

  @Test("an answer that changes from run to run is reported") func changing() throws {
    let runs = LockedValue<Int>()
    let changing = Self.analysis { cohort, _ in
      runs.value = (runs.value ?? 0) + 1
      return Self.good(cohort) { $0.title = "Run \(runs.value ?? 0)" }
    }
    #expect(try faults(OneAnalysis(changing)) == everywhere("a second run gives another result"))
  }
}
