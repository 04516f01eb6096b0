import Analyses
import Cohorts
import Reports

/// Figures of subjects on their way, and of bars and cells, on invented numbers.
enum SampleCourses {
  static let all: [(name: String, figure: Figure)] = [
    ("flow", flow), ("flow-groups", flowOfTwo), ("swimmer", swimmer(24)), ("swimmer-many", swimmer(100)),
    ("heat", heat),
    ("shares", shares), ("grades", grades), ("butterfly", butterfly), ("waterfall-many", waterfall),
  ]

  static let document = ReportDocument(
    Report(
      title: "Courses, bars and cells",
      items: [.result(AnalysisResult(title: "Figures", figures: all.map(\.figure)))]),
    provenance: SmallReport.provenance)

  // MARK: - Flows

  static let flow = Figure(
    title: "Subjects from enrolment to the analysis of response",
    .flow(
      .init(
        steps: [
          .init(
            .init("Enrolled and underwent leukapheresis", count: 412),
            leaving: .init(
              "Not infused", count: 78,
              items: [
                .init("Progression or death before infusion", count: 41),
                .init("Product not manufactured or out of specification", count: 19),
                .init("Withdrawal of consent", count: 11), .init("Other reasons", count: 7),
              ])),
          .init(
            .init("Infused", count: 334),
            leaving: .init(
              "Response not evaluable", count: 5,
              items: [.init("Died before the first assessment", count: 3), .init("No assessment recorded", count: 2)]
            )), .init(.init("Evaluable for response", count: 329)),
        ],
        groups: [
          .init("NS7CAR-T01", count: 104), .init("NS7CAR-T02", count: 88), .init("NS7CAR-B01", count: 71),
          .init("NS7CAR-B02 in Mantle cell lymphoma", count: 41, items: [.init("phase 1", count: 12)]),
          .init("NS7CAR-X", count: 25),
        ])))

  static let flowOfTwo = Figure(
    title: "Subjects by trial",
    .flow(
      .init(
        steps: [.init(.init("Cohort", count: 1334))],
        groups: [.init("Randomised to treatment", count: 667), .init("Randomised to control", count: 667)])))

  // MARK: - Lanes

  static func swimmer(_ count: Int) -> Figure {
    let lanes = (0..<count).map { place -> Figure.Lanes.Lane in
      let end = 760.0 - Double(place) * 740 / Double(count) + Double(place * 13 % 7)
      let start = 28.0 + Double(place % 3)
      let responded = place % 5 != 4 && end > 60
      var segments = [Figure.Lanes.Segment(from: 0, to: end)]
      var marks: [Figure.Lanes.Mark] = []
      if responded {
        let deepened = place % 3 == 0 && end > 120
        segments.append(.init(from: start, to: deepened ? 90 : end * 0.8, series: place % 2))
        if deepened { segments.append(.init(from: 90, to: end * 0.85, series: 2)) }
        if place % 4 == 1 { marks.append(.init(at: end * 0.4, event: 0)) }
        if place % 6 == 2 { marks.append(.init(at: end * 0.8, event: 1)) }
      }
      let isDead = place % 3 == 1
      if isDead { marks.append(.init(at: end, event: 2)) }
      return .init(
        "S-\(1001 + place)", group: place < count / 2 ? "T-ALL" : "Large B-cell lymphoma", segments: segments,
        marks: marks, isOngoing: !isDead && place % 4 != 3)
    }
    return Figure(
      title: "Course of \(count) subjects after CAR-T infusion",
      .lanes(
        .init(
          origin: "CAR-T infusion", unit: .days, axisUnit: .months,
          series: ["Partial remission", "Incomplete remission", "Complete remission"], isOrdered: count < 50,
          events: ["Transplant", "Relapse", "Death"], lanes: lanes)),
      notes: ["Grey: time under observation without response."])
  }

  // MARK: - Cells

  static let heat: Figure = {
    let terms = [
      "Cytokine release syndrome", "Immune effector cell-associated neurotoxicity syndrome", "Neutropenia",
      "Thrombocytopenia", "Infection", "Hypogammaglobulinaemia",
    ]
    let trials = ["NS7CAR-T01", "NS7CAR-T02", "NS7CAR-B01", "Mantle cell cohort", "All"]
    var x: [Double] = []
    var y: [Double] = []
    var values: [Quantity] = []
    for row in terms.indices {
      for column in trials.indices where !(row == 4 && column == 2) {
        x.append(Double(column))
        y.append(Double(row))
        let share = Double((row * 37 + column * 23) % 100) / 100
        values.append(row == 5 && column == 3 ? .notEstimable("nobody was assessed") : .number(share))
      }
    }
    return Figure(
      title: "Incidence of events of interest by trial",
      .chart(
        .init(
          panels: [
            .init(
              x: .init("Trial", scale: .categories(trials)), y: .init("Event", scale: .categories(terms)),
              marks: [.init(.cells(x: x, y: y, values: values, format: .proportion))])
          ], ramp: .init("Subjects with the event", format: .proportion))))
  }()

  // MARK: - Bars

  static let shares = Figure(
    title: "Best overall response by trial",
    .chart(
      .init(
        panels: [
          .shares(
            of: [[52, 18, 11, 20, 3], [41, 22, 9, 13, 3], [30, 21, 8, 12, 0], [0, 0, 0, 0, 0], [11, 6, 3, 5, 0]],
            groups: [
              "NS7CAR-T01 (n = 104)", "NS7CAR-T02 (n = 88)", "NS7CAR-B01 (n = 71)", "Mantle cell cohort (n = 0)",
              "NS7CAR-X (n = 25)",
            ])
        ], series: ["CR", "CRi", "PR", "NR", "NE"])))

  static let grades: Figure = {
    func panel(_ title: String, _ shift: Int) -> Figure.Chart.Panel {
      let counts = (0..<6).map { week -> [Int] in
        [40 + week * 6, 22 - week, max(14 - week * 2, 0), max(9 - week * 2 + shift, 0), 3]
      }
      return .shares(
        of: counts,
        groups: (0..<6).map { "Week \($0 * 2)" }, direction: .vertical, title: title, groupLabel: "Time since infusion")
    }
    return Figure(
      title: "Worst grade of neutropenia in each fortnight",
      .chart(
        .init(
          panels: [panel("T-ALL", 0), panel("Large B-cell lymphoma", 4)],
          series: ["None", "Grade 1", "Grade 2", "Grade 3", "Grade 4"], isOrdered: true)))
  }()

  static let butterfly = Figure(
    title: "Adverse events in a tenth of subjects or more, by dose",
    .chart(
      .init(
        panels: [
          .backToBack(
            rows: [
              "Cytokine release syndrome", "Immune effector cell-associated neurotoxicity syndrome", "Neutropenia",
              "Febrile neutropenia", "Infection", "Headache",
            ], sides: .init("Low dose (n = 120)", "High dose (n = 214)"),
            left: [[0.62, 0.08], [0.11, 0.03], [0.2, 0.51], [0, 0.3], [0.1, 0.12], [0, 0]],
            right: [[0.6, 0.19], [0.15, 0.07], [0.18, 0.6], [0, 0.41], [0.14, 0.13], [0.1, 0]],
            axis: .init("Subjects with the event", format: .proportion))
        ], series: ["Grade 1 or 2", "Grade 3 or more"], isOrdered: true)))

  /// A hundred bars whose colours are those of a category that is not in their order.
  static let waterfall: Figure = {
    let change = (0..<100).map { subject -> Double in
      let noise = Double(subject * 37 % 7) * 0.004
      return max(0.45 - Double(subject) * 0.0147 + noise, -1)
    }
    let marks = (0..<4).map { category -> Figure.Chart.Mark in
      let own = change.indices.filter { ($0 * 7 + $0 / 9) % 4 == category }
      return .init(
        .bars(.vertical, at: own.map { Double($0) }, from: own.map { _ in 0 }, to: own.map { change[$0] }),
        series: category)
    }
    return Figure(
      title: "Best change of the sum of diameters in a hundred subjects",
      .chart(
        .init(
          panels: [
            .init(
              x: .init("Subjects, by change", ticks: []), y: .init("Change from baseline", format: .proportion),
              marks: marks + [
                .init(.reference(.horizontal, at: 0.2, label: "Progression")),
                .init(.reference(.horizontal, at: -0.3, label: "Partial response")),
              ])
          ], series: ["CR", "PR", "SD", "PD"])))
  }()
}
