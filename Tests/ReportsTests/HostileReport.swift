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

  static let flow = Figure(
    title: text,
    .flow(
      .init(
        steps: [
          .init(
            .init(text, count: .max, items: [.init(text, count: -1), .init("", count: 0)]),
            leaving: .init(text, count: .min, items: [.init(text, count: 3)])), .init(.init("", count: 0)),
        ], groups: (0..<9).map { .init(text, count: $0, items: [.init(text, count: $0)]) })), notes: [text])

  static let lanes = lanes(.greatestFiniteMagnitude)

  static let cells = cells(1e300)

  /// Figures that hold numbers which are not finite; no analysis may give one, and all the same none may stop a report.
  static let endless = [Double.nan, .infinity, -.infinity].flatMap { [lanes($0), cells($0)] }

  private static func lanes(_ wild: Double) -> Figure {
    Figure(
      title: text,
      .lanes(
        .init(
          rowHeader: text, origin: text, unit: .days, axisUnit: .months, series: [text], isOrdered: true,
          events: [text],
          lanes: [
            .init(
              text, group: text,
              segments: [
                .init(from: wild, to: 3), .init(from: 9, to: 2, series: -4), .init(from: 0, to: 1e300, series: 1000),
                .init(from: -wild, to: wild, series: 0),
              ], marks: [.init(at: wild, event: 0), .init(at: -7, event: -3), .init(at: 1e300, event: 77)],
              isOngoing: true), .init(segments: []),
          ])), notes: [text])
  }

  private static func cells(_ wild: Double) -> Figure {
    Figure(
      title: text,
      .chart(
        .init(
          panels: [
            .init(
              x: .init(text, scale: .categories([text, ""]), sides: .init(text, text)),
              y: .init(text, scale: .categories([text])),
              marks: [
                .init(
                  .cells(
                    x: [0, 1, 7, wild, 1e300], y: [0, 0, 0, 0, -wild],
                    values: [.text(text), .notEstimable(text), .number(1e300), .count(1), .number(wild)],
                    format: .ratio)),
                .init(
                  .bars(
                    .horizontal, at: [0, wild], from: [0, 1e300], to: [wild, -1e300],
                    labels: .init([.text(text)], .text, at: .end)), series: -9),
              ]), backToBack(wild),
          ], isOrdered: true, ramp: .init(text, scale: .log, limits: .init(3, -3)))), notes: [text])
  }

  private static func backToBack(_ wild: Double) -> Figure.Chart.Panel {
    .backToBack(
      rows: [text, text], sides: .init(text, text), left: [[wild]], right: [[1, 2, 3], [], [wild]], axis: .init(text))
  }

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
        forest, chart, flow, lanes, cells,
      ], cautions: [Caution(.separation, text, remedy: text)])
    result.analysis = text
    result.settings = [.init(name: text, value: text, isDefault: true)]
    return result
  }()
}
