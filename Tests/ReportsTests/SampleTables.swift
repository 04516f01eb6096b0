import Analyses
import Cohorts
import Reports

/// Tables of many columns with what stands over them, and of indented lines under headings, on invented numbers.
enum SampleTables {
  static let document = ReportDocument(
    Report(
      title: "Wide tables",
      items: [
        .note("Tables."), .result(events(groups: 3)), .result(events(groups: 6)), .result(events(groups: 1)),
        .result(response),
      ]),
    provenance: SmallReport.provenance)

  /// Categories with their shares, a rate of some with its interval, and coefficients: cells of many kinds in a column.
  static let response: AnalysisResult = {
    var rows: [Row] = []
    for (name, count) in [("CR", 196), ("MLFS", 0), ("PR", 6), ("NE", 5)] {
      rows.append(Row("n", .count(count), group: "All", variable: name))
      rows.append(Row("share", .number(Double(count) / 334), group: "All", variable: name))
    }
    rows += [
      Row("n", .count(284), group: "All", variable: "rate"), Row("of", .count(329), group: "All", variable: "rate"),
      Row("share", .number(284 / 329), group: "All", variable: "rate"),
      Row("lower", .number(0.8213), group: "All", variable: "rate"),
      Row("upper", .number(0.8984), group: "All", variable: "rate"),
      Row("chi_squared", .number(2.303), variable: "Diagnosis", n: 329, missing: 5),
      Row("chi_squared", .number(0.0213), variable: "Age", n: 329, missing: 5),
      Row("p_value", .number(0.129), variable: "Diagnosis", n: 329, missing: 5),
      Row("p_value", .number(0.0004), variable: "Age", n: 329, missing: 5),
    ]
    let share = TableLayout.Cell.share(count: "n", of: nil, proportion: "share")
    return AnalysisResult(
      title: "Best response", rows: rows,
      tables: [
        .init(
          title: "Best response", rowHeader: "Category",
          lines: [
            .init("CR (complete remission)", variable: "CR"),
            .init("MLFS (morphologic leukaemia-free state)", variable: "MLFS"),
            .init("PR (partial remission)", variable: "PR"), .init("NE (not evaluable)", variable: "NE"),
            .init("Response rate", variable: "rate", cell: .share(count: "n", of: "of", proportion: "share")),
            .init(
              "95% confidence interval", variable: "rate", indent: 1, cell: .interval(lower: "lower", upper: "upper"),
              format: .proportion),
          ], columns: [.init("All subjects (n = 334)", share, .count, group: "All")]),
        .init(
          title: "Tests of factors", rowHeader: "Factor",
          lines: ["Diagnosis", "Age"].map { .init($0, variable: $0) },
          columns: [
            .init("Likelihood ratio chi-squared", .value("chi_squared"), .statistic),
            .init("p", .value("p_value"), .pValue),
          ]),
      ])
  }()

  /// Adverse events by organ class and term, any grade and grade 3 or more, in so many groups.
  static func events(groups count: Int) -> AnalysisResult {
    let groups = ["NS7CAR-T01", "NS7CAR-T02", "NS7CAR-B01", "NS7CAR-B02", "Mantle cell cohort", "All"].prefix(count)
    let classes = [
      ("Immune system disorders", ["Cytokine release syndrome", "Haemophagocytic lymphohistiocytosis"]),
      ("Blood and lymphatic system disorders", ["Neutropenia", "Febrile neutropenia", "Thrombocytopenia", "Anaemia"]),
      ("Nervous system disorders", ["Immune effector cell-associated neurotoxicity syndrome", "Headache"]),
    ]
    var rows: [Row] = []
    var lines: [TableLayout.Line] = []
    func add(_ name: String, _ place: Int) {
      for (number, group) in groups.enumerated() {
        for (suffix, share) in [("any", 61 - place * 5 + number), ("severe", max(23 - place * 3 - number, 0))] {
          let subjects = share * (104 - number * 9) / 100
          rows.append(Row("n_\(suffix)", .count(subjects), group: group, variable: name))
          let total = Double(104 - number * 9)
          rows.append(Row("share_\(suffix)", .number(Double(subjects) / total), group: group, variable: name))
        }
      }
    }
    for (place, (name, terms)) in classes.enumerated() {
      lines.append(.init(name, variable: name))
      add(name, place)
      for (number, term) in terms.enumerated() {
        lines.append(.init(term, variable: term, indent: 1))
        add(term, place * 2 + number + 2)
      }
    }
    let columns = groups.flatMap { group in
      [("Any grade", "any"), ("Grade 3 or more", "severe")].map { header, suffix in
        TableLayout.Column(
          header, .share(count: "n_\(suffix)", of: nil, proportion: "share_\(suffix)"), .count, group: group,
          over: "\(group) (n = 104)")
      }
    }
    return AnalysisResult(
      title: "Adverse events in \(count) groups", rows: rows,
      tables: [
        .init(
          title: "Subjects with adverse events, by organ class and preferred term", rowHeader: "Event", lines: lines,
          columns: columns)
      ])
  }
}
