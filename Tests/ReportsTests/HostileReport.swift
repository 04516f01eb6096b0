import Analyses
import Cohorts
import Reports

/// A report whose every text tries to break out of its format.
enum HostileReport {
  static let text =
    "\u{1B}[31mred\u{1B}[0m \u{7}\u{9B}2J <script>alert(\"1\")</script> & | `code` *bold* _it_ [a](javascript:b) ]]> --> \u{202E}txt.exe\u{0} , \"q\"\r\nnext"

  static let document = ReportDocument(
    Report(title: text, items: [.heading(text), .note(text), .result(result)]),
    provenance: ReportProvenance(
      cohort: text, subjects: 1,
      data: Provenance(sources: [.init(table: text, name: text, sha256: text, rows: 1)], notice: text),
      script: text, scriptSHA256: text, parameters: [.init(text, text)],
      flow: [FlowStep(condition: text, before: 1, excluded: 0, unknown: 0)], profile: text, seed: 1,
      versions: [.init(text, text)]),
    programVersion: text)

  static let forest = Figure(
    title: text,
    .forest(
      .init(
        rowHeader: text, columns: [.init(text, .text), .init(text, .ratio, side: .right)],
        lines: [
          .init(.heading, text), .init(.estimate, text, indent: 1000, cells: [.text(text), .notEstimable(text)]),
          .init(
            .pooled, text, estimate: .number(1), interval: .init(.notEstimable(text), .number(1e300)),
            annotations: [.init(text, .text(text), .text)]),
        ], axis: .init(text, unit: text, scale: .log, limits: .init(-1, 0), format: .ratio), noEffect: 1, below: text,
        above: text, weightHeader: text, annotations: [.init(text, .number(1), .pValue)])), notes: [text])

  static let chart = Figure(
    title: text,
    .chart(
      .init(
        panels: [
          .init(
            title: text, x: .init(text, unit: text, scale: .categories([text, text])), y: .init(text, scale: .log),
            marks: [
              .init(.points(x: [0, 1e300, -1e300], y: [1e300, -1, 1e-300]), series: 0),
              .init(.line(x: [-1e300, 1e300], y: [1, 1e300]), series: 1),
              .init(.reference(.vertical, at: 1e300, label: text)),
              .init(.bars(.vertical, at: [0, 1e300], from: [0, 1], to: [1e300, 2]), series: 1000),
              .init(.reference(.horizontal, at: 1, label: text)),
              .init(.intervals(.horizontal, at: [1], lower: [-1e300], upper: [nil])),
              .init(.values(x: [1], y: [1], values: [.text(text)], format: .text)),
            ], annotations: [.init(text, .number(1), .ratio, interval: .init(.text(text), .notEstimable(text)))])
        ], series: [text, text])), notes: [text])

  static let result: AnalysisResult = {
    let row = Row(
      text, .text(text), group: text, variable: text, time: 1, unit: text, method: text, n: 1, missing: 1, note: text)
    var result = AnalysisResult(
      title: text, methods: [text], rows: [row, Row("x", .notEstimable(text), group: text)],
      tables: [
        TableLayout(
          title: text, rowHeader: text,
          lines: [.init(text, group: text, variable: text, time: 1), .init(text, group: text)],
          columns: [.init(text, .value(text), .text), .init(text, .value("x"), .ratio)])
      ],
      figures: [
        Figure(
          title: text, yLabel: text, origin: text, unit: .days, axisUnit: .days,
          curves: [.init(group: text, time: [1], estimate: [0.5], end: 2, median: 1)],
          riskTable: .init(times: [0, 1], atRisk: [[1, 1]]), annotations: [.init(text, .notEstimable(text), .pValue)]),
        forest, chart,
      ], cautions: [Caution(.separation, text, remedy: text)])
    result.analysis = text
    result.settings = [.init(name: text, value: text, isDefault: true)]
    return result
  }()
}
