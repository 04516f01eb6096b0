import Analyses
import Cohorts
import Reports

/// One figure of each kind, on invented numbers.
enum SampleFigures {
  static let all: [(name: String, figure: Figure)] = [
    ("landmarks", landmarks), ("incidence", incidence), ("hazard", hazard), ("subgroups", subgroups),
    ("trials", trials),
    ("residuals", residuals), ("balance", balance), ("waterfall", waterfall),
  ]

  static let document = ReportDocument(
    Report(
      title: "Figures of each kind", items: [.result(AnalysisResult(title: "Figures", figures: all.map(\.figure)))]),
    provenance: SmallReport.provenance)

  // MARK: - Step curves

  static let landmarks = Figure(
    title: "Progression-free survival from three landmarks on, by transplant before them",
    .curves(
      .init(
        yLabel: "Progression-free survival", unit: .days, axisUnit: .months, level: 0.95,
        panels: [60.0, 90, 120].enumerated().map { place, day in
          let samples = [
            SampleCurve("No transplant yet", subjects: 190 - 20 * place, median: 260, cure: 0.25, seed: 3),
            SampleCurve("Transplanted", subjects: 24 + 17 * place, median: 700, cure: 0.5, seed: 5 + UInt64(place)),
          ]
          return panel(samples, title: "Landmark at day \(Int(day))", start: day, landmark: day)
        })))

  static let incidence: Figure = {
    let relapse = rising(SampleCurve("Relapse", subjects: 240, median: 300, cure: 0.45, seed: 11))
    var death = rising(SampleCurve("Death without relapse", subjects: 240, median: 900, cure: 0.8, seed: 4))
    death.unstableFrom = 800
    let ticks = Figure.ticks(to: 1400, unit: .days, axisUnit: .months)
    let atRisk: [Double] = ticks.map { (240 - $0 / 7).rounded() }
    return Figure(
      title: "Cumulative incidence of relapse and of death without relapse",
      .curves(
        .init(
          yLabel: "Cumulative incidence", direction: .rising, unit: .days, axisUnit: .months, level: 0.95,
          panels: [
            .init(
              origin: "CAR-T infusion", curves: [relapse, death],
              riskTable: .init(
                times: ticks, atRisk: [atRisk, atRisk],
                events: [ticks.map { min($0 / 9, 120).rounded() }, ticks.map { min($0 / 40, 31).rounded() }],
                censored: [ticks.map { ($0 / 30).rounded() }, ticks.map { ($0 / 30).rounded() }]),
              annotations: [.init("Gray's test", .number(0.0312), .pValue)])
          ])))
  }()

  static let hazard: Figure = {
    var curve = rising(SampleCurve("All subjects", subjects: 90, median: 200, cure: 0.1, seed: 8))
    curve.estimate = curve.estimate.map { $0 * $0 * 2.7 }
    curve.lower = curve.estimate.map { $0 * 0.8 }
    curve.upper = curve.estimate.map { $0 * 1.25 }
    curve.simultaneous = .init(lower: curve.estimate.map { $0 * 0.66 }, upper: curve.estimate.map { $0 * 1.5 })
    return Figure(
      title: "Cumulative hazard of progression",
      .curves(
        .init(
          yLabel: "Cumulative hazard", direction: .rising, format: .statistic, top: nil, unit: .days,
          axisUnit: .months, level: 0.95,
          panels: [
            .init(
              origin: "CAR-T infusion", curves: [curve],
              riskTable: .init(times: Figure.ticks(to: curve.end, unit: .days, axisUnit: .months), atRisk: []))
          ])))
  }()

  static func panel(_ samples: [SampleCurve], title: String, start: Double, landmark: Double?) -> Figure.Curves.Panel {
    let curves = samples.map { $0.curve(from: start) }
    let ticks = Figure.ticks(to: curves.map(\.end).max() ?? 0, unit: .days, axisUnit: .months)
    return .init(
      title: title, origin: "CAR-T infusion", curves: curves,
      riskTable: .init(times: ticks, atRisk: samples.map { $0.atRisk(ticks, start: start) }),
      annotations: [
        .init("Hazard ratio", .number(0.7214), .ratio, interval: .init(.number(0.5031), .number(1.0344), level: 0.95)),
        .init("Log-rank test", .number(0.0734), .pValue),
      ], landmark: landmark)
  }

  /// One minus the curve of a sample.
  static func rising(_ sample: SampleCurve) -> Figure.Curve {
    var curve = sample.curve(from: 0)
    curve.estimate = curve.estimate.map { 1 - $0 }
    (curve.lower, curve.upper) = (curve.upper.map { $0.map { 1 - $0 } }, curve.lower.map { $0.map { 1 - $0 } })
    curve.median = nil
    return curve
  }

  // MARK: - Forest plots

  static let subgroups = Figure(
    title: "Hazard ratio of progression or death, transplant against none, by subgroup",
    .forest(
      .init(
        rowHeader: "Subgroup",
        columns: [.init("n", .count), .init("Events", .count), .init("p for interaction", .pValue, side: .right)],
        lines: [
          line(.pooled, "All subjects", 0, [334, 201], 0.72, 0.54, 0.96),
          .init(.heading, "Age", cells: [nil, nil, .number(0.3124)]),
          line(.estimate, "under 60 years", 1, [141, 80], 0.61, 0.4, 0.94),
          line(.estimate, "60 years and over", 1, [193, 121], 0.83, 0.58, 1.19),
          .init(.heading, "Diagnosis", cells: [nil, nil, .number(0.0214)]),
          line(.estimate, "B-cell acute lymphoblastic leukaemia", 1, [98, 51], 0.38, 0.21, 0.69),
          line(
            .estimate, "Large B-cell lymphoma, with transformed indolent lymphoma", 1, [171, 110], 0.95, 0.66, 1.37),
          line(.estimate, "Mantle cell lymphoma", 1, [61, 40], 1.412, 0.3, 14.8),
          .init(
            .estimate, "T-ALL", indent: 1, cells: [.count(4), .count(0), nil], estimate: .notEstimable("no events"),
            interval: .init(.notEstimable("no events"), .notEstimable("no events"))),
        ], axis: .init("Hazard ratio", scale: .log, format: .ratio), level: 0.95, noEffect: 1,
        below: "Favours transplant", above: "Favours no transplant")))

  static let trials = Figure(
    title: "Hazard ratio by trial, with the pooled effect",
    .forest(
      .init(
        rowHeader: "Trial", columns: [.init("n", .count), .init("Events", .count)],
        lines: [
          line(.estimate, "ADAM", 0, [104, 61], 0.66, 0.42, 1.04, weight: 24.1),
          line(.estimate, "BOREAS", 0, [88, 52], 0.81, 0.47, 1.4, weight: 18.3),
          line(.estimate, "CERES", 0, [75, 49], 0.58, 0.34, 0.99, weight: 17.6),
          line(.estimate, "DIDO", 0, [41, 25], 1.22, 0.52, 2.86, weight: 7.4),
          line(.estimate, "EVE", 0, [1026, 614], 0.74, 0.61, 0.9, weight: 71.2),
          .init(
            .pooled, "Random effects (REML, Hartung-Knapp)", cells: [.count(1334), .count(801)],
            estimate: .number(0.729), interval: .init(.number(0.622), .number(0.854)),
            annotations: [
              .init("Heterogeneity: I²", .number(0.084), .proportion), .init("Cochran's Q", .number(0.3421), .pValue),
            ]), .init(.prediction, "Prediction interval", interval: .init(.number(0.52), .number(1.02))),
        ], axis: .init("Hazard ratio", scale: .log, format: .ratio), level: 0.95, noEffect: 1,
        below: "Favours transplant", above: "Favours none", weightHeader: "Weight",
        annotations: [.init("Test of the pooled effect", .number(0.0061), .pValue)])))

  private static func line(
    _ kind: Figure.Forest.Line.Kind, _ label: String, _ indent: Int, _ counts: [Int], _ estimate: Double,
    _ lower: Double, _ upper: Double, weight: Double? = nil
  ) -> Figure.Forest.Line {
    .init(
      kind, label, indent: indent, cells: counts.map { .count($0) }, estimate: .number(estimate),
      interval: .init(.number(lower), .number(upper)), weight: weight)
  }

  // MARK: - Charts

  static let residuals = Figure(
    title: "Scaled Schoenfeld residuals, with a smooth and its 95% band",
    .chart(
      .init(
        panels: ["Transplant (time-dependent)", "Age, per 10 years", "Diagnosis: T-ALL", "Marrow blasts, per 10%"]
          .enumerated().map { residuals(of: $1, $0) }, series: ["Smooth"])))

  private static func residuals(of term: String, _ place: Int) -> Figure.Chart.Panel {
    let slope = Double(place) * 0.0007
    var time: [Double] = []
    var residuals: [Double] = []
    for subject in 0..<90 {
      let day = subject * 13 + (subject * subject * 7) % 11 + 3
      let noise = (subject * 7919 + place * 104_729) % 1000
      time.append(Double(day))
      residuals.append(Double(noise) / 250 - 2 + Double(day) * slope)
    }
    let grid: [Double] = stride(from: 0, through: 1180, by: 20).map { $0 }
    let smooth: [Double] = grid.map { $0 * slope }
    let marks: [Figure.Chart.Mark] = [
      .init(.points(x: time, y: residuals)),
      .init(.ribbon(x: grid, lower: smooth.map { $0 - 0.5 }, upper: smooth.map { $0 + 0.5 }), series: 0),
      .init(.line(x: grid, y: smooth), series: 0), .init(.reference(.horizontal, at: 0.2, label: "")),
    ]
    return .init(
      title: term, x: .init("Time", unit: "days"), y: .init("β(t)"), marks: marks,
      annotations: [.init("Proportional hazards", .number(0.4 / Double(place * place * 9 + 1)), .pValue)])
  }

  static let balance: Figure = {
    let names = [
      "Age", "Sex: female", "Diagnosis: T-ALL", "Marrow blasts of 20% or more", "Prior transplants",
      "Dose per kilogram",
    ]
    let places = names.indices.map { Double($0) }
    return Figure(
      title: "Standardised differences before and after weighting",
      .chart(
        .init(
          panels: [
            .init(
              x: .init("Standardised difference"), y: .init("", scale: .categories(names)),
              marks: [
                .init(.reference(.vertical, at: 0, label: "")), .init(.reference(.vertical, at: -0.1, label: "")),
                .init(.reference(.vertical, at: 0.1, label: "")),
                .init(.points(x: [-0.42, 0.12, 0.31, -0.08, 0.22, 0.05], y: places), series: 0),
                .init(.points(x: [-0.03, 0.02, 0.06, -0.01, -0.04, 0.05], y: places), series: 1),
              ])
          ], series: ["Before weighting", "After weighting"])))
  }()

  static let waterfall: Figure = {
    var change: [Double] = []
    for subject in 0..<40 { change.append(0.6 - Double(subject) * 0.041 + Double(subject * 37 % 7) * 0.004) }
    let places = change.indices.map { Double($0) }
    func part(_ subjects: Range<Int>) -> Figure.Chart.Shape {
      .bars(
        .vertical, at: Array(places[subjects]), from: subjects.map { _ in 0 }, to: Array(change[subjects]))
    }
    return Figure(
      title: "Best change of the sum of diameters, subject by subject",
      .chart(
        .init(
          panels: [
            .init(
              x: .init("Subjects, by change"), y: .init("Change from baseline", format: .proportion),
              marks: [
                .init(part(0..<10), series: 1), .init(part(10..<40), series: 0),
                .init(.reference(.horizontal, at: -0.3, label: "Partial response")),
              ])
          ], series: ["Responder", "Non-responder"])))
  }()
}
