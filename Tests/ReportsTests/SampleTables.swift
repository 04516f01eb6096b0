import Analyses
import Cohorts
import Reports

/// Tables of many columns with what stands over them, and of indented lines under headings, on invented numbers.
enum SampleTables {
  static let document = ReportDocument(
    Report(
      title: "Wide tables",
      items: [.note("Tables."), .result(events(groups: 3)), .result(events(groups: 6)), .result(events(groups: 1))]),
    provenance: SmallReport.provenance)

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
