import Analyses

/// What counts of a syndrome: any grade, grades 1 and 2, grade 3 or more, and each grade.
struct SyndromeMeasure: Sendable, Hashable {
  /// The name of the statistic.
  let name: String
  /// The words at the head of a column.
  let label: String
  /// The grades that count.
  let grades: ClosedRange<Int>

  static let any = SyndromeMeasure(name: "any_grade", label: "Any grade", grades: 1...5)
  static let mild = SyndromeMeasure(name: "grade_1_or_2", label: "Grade 1 or 2", grades: 1...2)
  static let severe = SyndromeMeasure(name: "grade_3_or_more", label: "Grade 3 or more", grades: 3...5)
  static let each = (1...5).map { SyndromeMeasure(name: "grade_\($0)", label: "Grade \($0)", grades: $0...$0) }
  static let all = [any, mild, severe] + each

  /// The statistics of all measures.
  static let declared: [Analysis.Statistic] = all.flatMap(\.statistics)

  /// The statistics of one measure.
  private var statistics: [Analysis.Statistic] {
    let what = "subjects with the syndrome, \(label.lowercased())"
    return [
      .init(name, "The number of \(what)."),
      .init(
        "\(name)_proportion", "Their share of the group.",
        estimated: .on(.logit, standardError: "\(name)_standard_error", isEffect: false)),
      .init("\(name)_lower", "The lower limit of that share."),
      .init("\(name)_upper", "The upper limit of that share."),
      .init("\(name)_standard_error", "The standard error of the logit of that share."),
    ]
  }

  /// The cell of the count and its share.
  var share: TableLayout.Cell { .share(count: name, of: nil, proportion: "\(name)_proportion") }

  /// The cell of the interval.
  var interval: TableLayout.Cell { .interval(lower: "\(name)_lower", upper: "\(name)_upper") }
}
