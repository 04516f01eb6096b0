import Analyses
import Cohorts
import Foundation
import Testing

@Suite("Results as data") struct ResultCodingTests {
  private func roundTrip<Value: Codable>(_ value: Value) throws -> Value {
    try JSONDecoder().decode(Value.self, from: JSONEncoder().encode(value))
  }

  @Test("every kind of value comes back as it was, to the last bit") func quantities() throws {
    let numbers: [Double] = [
      0, -0.0, 1, -1, 0.1, 0.1 + 0.2, 1.0 / 3, .pi, .leastNonzeroMagnitude, .leastNormalMagnitude, .ulpOfOne,
      .greatestFiniteMagnitude, -.greatestFiniteMagnitude, 9_007_199_254_740_991, 1e22, 123_456_789.123_456_79,
    ]
    for number in numbers {
      let back = try roundTrip(Quantity.number(number))
      guard case .number(let value) = back else {
        Issue.record("\(number) came back as \(back)")
        continue
      }
      #expect(value.bitPattern == number.bitPattern, "\(number) came back as \(value)")
    }
    for quantity in [
      Quantity.count(0), .count(.max), .count(.min), .text(""), .text("Ödem \"3\"\n\u{0}"),
      .notEstimable("not reached"),
      .notEstimable(""),
    ] { #expect(try roundTrip(quantity) == quantity) }
  }

  @Test("a value is written under the one key that says what it is") func keys() throws {
    func text(_ quantity: Quantity) throws -> String {
      String(decoding: try JSONEncoder().encode(quantity), as: UTF8.self)
    }
    #expect(try text(.number(0.5)) == "{\"number\":0.5}")
    #expect(try text(.count(3)) == "{\"count\":3}")
    #expect(try text(.text("A")) == "{\"text\":\"A\"}")
    #expect(try text(.notEstimable("no events")) == "{\"not_estimable\":\"no events\"}")
  }

  @Test("a number that is none is the reason why, never NaN or infinity") func reasons() {
    for value in [nil, Double.nan, .infinity, -.infinity] {
      #expect(Quantity(value, otherwise: "no events") == .notEstimable("no events"))
    }
    #expect(Quantity(0, otherwise: "no events") == .number(0))
    #expect(Quantity.count(3).double == 3 && Quantity.number(0.5).double == 0.5)
    #expect(Quantity.text("A").double == nil && Quantity.notEstimable("no events").double == nil)
  }

  @Test("a report comes back as it was") func report() throws {
    var result = AnalysisResult(
      title: "Survival", methods: ["Kaplan-Meier."],
      rows: [
        Row(
          "survival", .number(0.1 + 0.2), group: "A", variable: "25%", time: 365.25, unit: "days",
          method: "Kaplan-Meier",
          n: 3, missing: 1, note: "ever"), Row("median", .notEstimable("not reached")),
      ],
      tables: [
        TableLayout(
          title: "By group", rowHeader: "Group", lines: [.init("A", group: "A", variable: "v", time: 1), .init("B")],
          columns: [
            .init("n", .value("n"), .count), .init("CI", .interval(lower: "l", upper: "u"), .ratio),
            .init("Median", .estimate("m", lower: "l", upper: "u"), .duration),
          ])
      ],
      figures: [
        Figure(
          title: "Curves", yLabel: "Survival", origin: "infusion", unit: .days, axisUnit: .months,
          curves: [
            .init(
              group: "A", time: [1, 2], estimate: [0.5, 0], lower: [0.1, nil], upper: [0.9, nil], censored: [1.5],
              start: 0,
              end: 2, median: 1)
          ], riskTable: .init(times: [0, 1], atRisk: [[3, 2]]),
          annotations: [.init("Log-rank test", .number(0.04), .pValue)]),
        Figure(
          title: "Ratios",
          .forest(
            .init(
              rowHeader: "Trial", columns: [.init("n", .count, side: .right)],
              lines: [
                .init(
                  .estimate, "A", indent: 1, cells: [.count(3), nil], estimate: .number(0.1 + 0.2),
                  interval: .init(.number(0.1), .notEstimable("none"), level: 0.9), weight: 2)
              ], axis: .init("Ratio", scale: .log, limits: .init(0.5, 2)), noEffect: 1)), notes: ["A note."]),
        Figure(
          title: "Marks",
          .chart(
            .init(
              panels: [
                .init(
                  x: .init("x", scale: .categories(["a"])), y: .init("y"),
                  marks: [.init(.line(x: [0, 1], y: [nil, 0.1 + 0.2]), series: 0)])
              ], series: ["s"]))),
        Figure(
          title: "Bars and cells",
          .chart(
            .init(
              panels: [
                .backToBack(
                  rows: ["a"], sides: .init("l", "r"), left: [[0.1, 0.2]], right: [[0.3, 0]],
                  axis: .init("Share", format: .proportion)),
                .init(
                  x: .init("x", scale: .categories(["a"])), y: .init("y", scale: .categories(["b"])),
                  marks: [.init(.cells(x: [0], y: [0], values: [.notEstimable("none")], format: .ratio))]),
              ], series: ["s", "t"], isOrdered: true, ramp: .init("Share", limits: .init(0, 1))))),
        Figure(
          title: "Flow",
          .flow(
            .init(
              steps: [
                .init(
                  .init("Enrolled", count: 3),
                  leaving: .init("Left out", count: 1, items: [.init("Too old", count: 1)]))
              ], groups: [.init("A", count: 2)]))),
        Figure(
          title: "Lanes",
          .lanes(
            .init(
              origin: "infusion", unit: .days, axisUnit: .months, series: ["CR"], isOrdered: true, events: ["Death"],
              lanes: [
                .init(
                  "1", group: "A", segments: [.init(from: 0, to: 0.1 + 0.2, series: 0), .init(from: 1, to: 2)],
                  marks: [.init(at: 2, event: 0)], isOngoing: true)
              ]))),
      ],
      cautions: [
        Caution(.immortalTime, "Immortal time.", remedy: "Use a landmark."), Caution(.separation, "Infinite."),
      ])
    result.analysis = "survival.kaplan_meier"
    result.settings = [.init(name: "level", value: "0.95", isDefault: true)]
    let report = Report(title: "PFS", items: [.heading("One"), .note("Two."), .result(result)])
    #expect(try roundTrip(report) == report)
    #expect(report.results == [result])
  }

  @Test("a row is found by all that it is about, not by its statistic alone") func rows() {
    let result = AnalysisResult(
      title: "t",
      rows: [
        Row("n", .count(1)), Row("n", .count(2), group: "A"), Row("n", .count(3), group: "A", variable: "v", time: 1),
      ])
    #expect(result.row("n")?.value == .count(1) && result.row("n", group: "A")?.value == .count(2))
    #expect(result.row("n", group: "A", variable: "v", time: 1)?.value == .count(3))
    #expect(result.row("n", group: "B") == nil && result.row("m") == nil)
  }
}
