import Analyses
import Cohorts

extension SyndromeOverlap {
  /// The overlap of two syndromes, as scripts ask for it.
  static let analysis = Analysis(
    "toxicity.overlap", "Who had CRS, ICANS, both or neither, in which order, and grade against grade.",
    details: """
      Takes two syndromes and counts, of the subjects of each group, those with neither, with one alone, and with both, with exact \
      intervals. Of those with both it says whether the second began before the first, on the same day, while the first episode of \
      it lasted, or after that had ended, and how many days lie between the onsets. A table sets the worst grades against each \
      other.
      """,
    parameters: SyndromeParameters.question + [EventShowing.overall.any, SyndromeDescription.level.any],
    statistics: declared,
    example: [.init("terms", .list([.text("Cytokine release syndrome"), .text("ICANS")]))],
    terms: ["CRS": "cytokine release syndrome", "ICANS": "immune effector cell-associated neurotoxicity syndrome"]
  ) { cohort, arguments in
    let question = try SyndromeQuestion(cohort, arguments)
    guard question.syndromes.count == 2, let first = question.syndromes.first, let second = question.syndromes.last
    else {
      throw ArgumentError.invalid(
        analysis: arguments.analysis,
        reason: "an overlap is one of two syndromes, but \(question.syndromes.count) were found ("
          + "\(question.syndromes.map { "\"\($0.name)\"" }.joined(separator: ", "))); name two as terms or derived")
    }
    let groups = SyndromeGroup.groups(question.groups, overall: arguments[EventShowing.overall])
    let report = OverlapReport(
      overlap: SyndromeOverlap(first: first.courses, second: second.courses), names: (first.name, second.name),
      groups: groups, groupLabel: question.groups.label, shares: ShareRows(level: arguments[SyndromeDescription.level]),
      spreads: SpreadRows(definition: arguments.profile.quantiles))
    return AnalysisResult(
      title: "Overlap of \(question.title)\(question.titleEnd)", methods: question.methods + report.methods,
      rows: report.rows, tables: report.tables, cautions: question.cautions + report.cautions)
  }

  private static let declared: [Analysis.Statistic] =
    [.init("subjects", "The number of subjects in the group: the denominator of all shares.")]
    + OverlapReport.combinations.flatMap { name, meaning -> [Analysis.Statistic] in
      [
        .init(name, "The number of \(meaning)."),
        .init(
          "\(name)_proportion", "Their share of the group.",
          estimated: .on(.logit, standardError: "\(name)_standard_error", isEffect: false)),
        .init("\(name)_lower", "The lower limit of that share."),
        .init("\(name)_upper", "The upper limit of that share."),
        .init("\(name)_standard_error", "The standard error of the logit of that share."),
      ]
    } + OverlapReport.orders.map { .init($0.name, "Of those with both, the number in whom \($0.meaning).") }
    + SpreadRows.declared("lag", "the days from the onset of the first syndrome to that of the second")
    + OverlapReport.columns.map { .init($0.name, "Of the first syndrome's grade, the number with \($0.meaning).") }
}

/// The overlap of two syndromes as rows and tables.
private struct OverlapReport {
  static let combinations = [
    ("neither", "subjects with neither syndrome"), ("first_only", "subjects with the first syndrome alone"),
    ("second_only", "subjects with the second syndrome alone"), ("both", "subjects with both"),
  ]

  static let orders: [(name: String, meaning: String, order: SyndromeOverlap.Order)] = [
    ("second_before", "the second syndrome began before the first", .before),
    ("second_same_day", "both began on one day", .sameDay),
    ("second_during", "the second began while the first episode of the first lasted", .during),
    ("second_after", "the second began after the first episode of the first had ended", .after),
    ("order_unknown", "a day that would tell is missing", .unknown),
  ]

  /// The columns of the table of grades: of the second syndrome none, each grade, a missing grade, any, and all.
  static let columns: [(name: String, label: String, meaning: String, grades: [Int])] =
    [("second_none", "None", "no second syndrome", [0])]
    + (1...5).map { ("second_grade_\($0)", "Grade \($0)", "the second syndrome at grade \($0)", [$0]) }
    + [
      ("second_grade_missing", "Grade missing", "the second syndrome at a grade that is missing", [6]),
      ("second_any", "Any", "the second syndrome at any grade", Array(1...6)),
      ("second_all", "All", "or without the second syndrome", Array(0...6)),
    ]

  private static let lines: [(label: String, grades: [Int])] =
    [("None", [0])] + (1...5).map { ("Grade \($0)", [$0]) }
    + [("Grade missing", [6]), ("Any", Array(1...6)), ("All", Array(0...6))]

  let overlap: SyndromeOverlap
  let names: (first: String, second: String)
  let groups: [SyndromeGroup]
  let groupLabel: String
  let shares: ShareRows
  let spreads: SpreadRows

  private var variable: String { "\(names.first) and \(names.second)" }

  var rows: [Row] { groups.flatMap(rows) }

  private func rows(_ group: SyndromeGroup) -> [Row] {
    let (total, counts) = (group.members.count, overlap.counts(group.members))
    let both = overlap.both(group.members)
    let found = [counts.neither, counts.firstOnly, counts.secondOnly, counts.both]
    var rows = [Row("subjects", .count(total), group: group.name, variable: variable)]
    for ((name, _), count) in zip(Self.combinations, found) {
      rows += shares.rows(name, (count, counts.unknown), of: total, group: group.name, variable: variable)
    }
    let orders = both.map(overlap.order)
    rows += Self.orders.map { name, _, order in
      Row(name, .count(orders.filter { $0 == order }.count), group: group.name, variable: variable, n: both.count)
    }
    let lags = both.compactMap(overlap.lag)
    rows += spreads.rows(
      "lag", lags, missing: both.count - lags.count,
      otherwise: both.isEmpty ? "no subject with both" : "days of onset are missing", group: group.name,
      variable: variable)
    let table = overlap.grades(group.members)
    for line in Self.lines {
      for column in Self.columns {
        let count = line.grades.reduce(0) { sum, row in sum + column.grades.reduce(0) { $0 + table[row][$1] } }
        rows.append(
          Row(column.name, .count(count), group: group.name, variable: "\(names.first): \(line.label.lowercased())"))
      }
    }
    return rows
  }

  var tables: [TableLayout] { [combination, order] + groups.map(cross) }

  private var lines: [TableLayout.Line] { groups.map { .init($0.name, group: $0.name, variable: variable) } }

  private var combination: TableLayout {
    let labels = ["Neither", "\(names.first) alone", "\(names.second) alone", "Both"]
    let percent = Argument.number(shares.level * 100).source
    return TableLayout(
      title: "\(names.first) and \(names.second)", rowHeader: groupLabel, lines: lines,
      columns: [.init("N", .value("subjects"), .count)]
        + zip(Self.combinations, labels).flatMap { combination, label -> [TableLayout.Column] in
          let name = combination.0
          return [
            .init("n (%)", .share(count: name, of: nil, proportion: "\(name)_proportion"), .proportion, over: label),
            .init(
              "\(percent)% CI", .interval(lower: "\(name)_lower", upper: "\(name)_upper"), .proportion, over: label),
          ]
        })
  }

  private var order: TableLayout {
    let labels = ["Before", "Same day", "During", "After", "Not known"]
    return TableLayout(
      title: "Onset of \(names.second) in those with both", rowHeader: groupLabel, lines: lines,
      columns: [.init("Both", .value("both"), .count)]
        + zip(Self.orders, labels).map {
          .init($1, .value($0.name), .count, over: "\(names.second) began, to \(names.first)")
        }
        + [.init("Days between onsets, median (range)", SpreadRows.medianAndRange("lag"), .duration)])
  }

  /// The table of grades of one group; of lines and columns that nobody is in, those of grades 1 to 5 stay.
  private func cross(_ group: SyndromeGroup) -> TableLayout {
    let table = overlap.grades(group.members)
    let hasMissing = (table[6].reduce(0, +) > 0, table.contains { $0[6] > 0 })
    return TableLayout(
      title: "Worst grades of \(names.first) by those of \(names.second)"
        + (groups.count > 1 ? ": \(group.words)" : ""),
      rowHeader: names.first,
      lines: Self.lines.filter { $0.grades != [6] || hasMissing.0 }.map {
        .init($0.label, group: group.name, variable: "\(names.first): \($0.label.lowercased())")
      },
      columns: Self.columns.filter { $0.grades != [6] || hasMissing.1 }.map {
        .init($0.label, .value($0.name), .count, over: $0.grades.count == 1 ? names.second : "")
      })
  }

  var methods: [String] {
    [
      "Exact intervals of shares (Clopper and Pearson, \(Argument.number(shares.level * 100).source)%). Whether \(names.second) began "
        + "during \(names.first) is told by the first episode of \(names.first), both its days counted; while that is ongoing, "
        + "\(names.second) is during it."
    ]
  }

  var cautions: [Caution] {
    let unknown = groups.last.map { overlap.counts($0.members).unknown } ?? 0
    guard unknown > 0 else { return [] }
    return [
      Caution(
        .missingValues,
        "Of \(unknown) subjects it is not known whether they had one of the two; they are in no combination.")
    ]
  }
}
