import Analyses
import Cohorts
import Reports

/// A report that can be checked by eye: six subjects in two groups.
///
/// Group A has events on days 10 and 20 and a censored subject on day 30: S = 2/3, then 1/3. Group B has an event on day 15
/// and two censored subjects on days 25 and 40: S = 2/3, and no median.
enum SmallReport {
  static let document = ReportDocument(report, provenance: provenance, programVersion: "1.2.3")

  static let report = Report(
    title: "Six subjects",
    items: [.note("Two groups of three.\nWhat follows is by hand."), .heading("By hand"), .result(result)])

  static let provenance = ReportProvenance(
    cohort: "six", subjects: 6,
    data: Provenance(
      sources: [.init(table: "subjects", name: "six.csv", sha256: String(repeating: "0a", count: 32), rows: 6)],
      notice: "Made by hand."),
    script: "six.lua", scriptSHA256: String(repeating: "1b", count: 32), parameters: [.init("endpoint", "os")],
    flow: [FlowStep(condition: "age >= 18", before: 9, excluded: 2, unknown: 1)],
    derivations: [.init("age_group", "grouping of age")], profile: "SAS", seed: 7,
    versions: [.init("Lua", "5.4.4")])

  static let figure = Figure(
    title: "Survival of six", yLabel: "Overall survival", origin: "entry", unit: .days, axisUnit: .weeks,
    curves: [
      .init(
        group: "A", time: [10, 20], estimate: [2.0 / 3, 1.0 / 3], lower: [0.25, 0.0625], upper: [0.9375, 0.75],
        censored: [30], end: 30, median: 20),
      .init(group: "B", time: [15], estimate: [2.0 / 3], lower: [nil], upper: [nil], censored: [25, 40], end: 40),
    ], riskTable: .init(times: [0, 14, 28], atRisk: [[3, 2, 1], [3, 3, 1]]),
    annotations: [.init("Log-rank test", .number(0.0504), .pValue)])

  static let result: AnalysisResult = {
    let method = "Kaplan-Meier"
    let notReached = Quantity.notEstimable("median not reached")
    var result = AnalysisResult(
      title: "Overall survival", methods: ["Kaplan-Meier.", "By hand."],
      rows: [
        Row("events", .count(2), group: "A", method: method, n: 3),
        Row("events", .count(1), group: "B", method: method, n: 3),
        Row("median", .number(20), group: "A", unit: "days", method: method, n: 3),
        Row("lower", .number(10.25), group: "A", unit: "days", method: method, n: 3),
        Row("upper", .notEstimable("no upper limit"), group: "A", unit: "days", method: method, n: 3),
        Row("median", notReached, group: "B", unit: "days", method: method, n: 3),
        Row("lower", notReached, group: "B", unit: "days", method: method, n: 3),
        Row("upper", notReached, group: "B", unit: "days", method: method, n: 3),
        Row("survival", .number(2.0 / 3), group: "A", time: 14, method: method, n: 3, missing: 0, note: "two of three"),
        Row("survival", .number(1), group: "B", time: 14, method: method, n: 3),
        Row("p_value", .number(0.1 + 0.2), variable: "test", n: 6),
      ],
      tables: [
        TableLayout(
          title: "Overall survival, in days", rowHeader: "Group",
          lines: [.init("A", group: "A"), .init("B", group: "B")],
          columns: [
            .init("Events", .value("events"), .count),
            .init("Median (95% CI)", .estimate("median", lower: "lower", upper: "upper"), .duration),
          ]),
        TableLayout(
          title: "Survival on day 14", rowHeader: "Group",
          lines: [.init("A", group: "A", time: 14), .init("B", group: "B", time: 14)],
          columns: [.init("Alive", .value("survival"), .proportion)]),
      ], figures: [figure],
      cautions: [
        Caution(.medianNotReached, "The curve of B does not fall to one half.", remedy: "follow it for longer.")
      ])
    result.analysis = "survival.kaplan_meier"
    result.settings = [
      .init(name: "by", value: "\"group\"", isDefault: false), .init(name: "level", value: "0.95", isDefault: true),
    ]
    return result
  }()
}
