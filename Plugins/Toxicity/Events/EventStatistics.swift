import Analyses
import RealModule

/// The statistics of lines of events: how many subjects of each group, at which worst grade, and how many events.
struct EventStatistics {
  /// A statistic that counts subjects, with its share of the group.
  struct Measure: Sendable {
    let name: String
    let meaning: String
    let count: @Sendable (GradeTally.Cell) -> Int
  }

  static let any = Measure(name: "any_grade", meaning: "subjects with the event, at any grade") { $0.any }
  static let severe = Measure(name: "grade_3_or_more", meaning: "subjects with the event at grade 3 or more") {
    $0.atLeast(3)
  }
  static let each: [Measure] =
    (1...5).map { grade in
      Measure(name: "grade_\(grade)", meaning: "subjects whose worst grade of the event is \(grade)") { $0.at(grade) }
    }
  static let missing = Measure(
    name: "grade_missing", meaning: "subjects with the event of whom no grade of it is recorded"
  ) { $0.missing }

  /// What the rows may name.
  static let declared: [Analysis.Statistic] =
    [.init("subjects", "The number of subjects in the group: the denominator of all shares.")]
    + [any, severe].flatMap(estimated) + (each + [missing]).flatMap(counted)
    + [.init("events", "The number of events.")]

  /// The statistics of a count and its share.
  static func counted(_ measure: Measure) -> [Analysis.Statistic] {
    [
      .init(measure.name, "The number of \(measure.meaning)."),
      .init("\(measure.name)_proportion", "The share of \(measure.meaning)."),
    ]
  }

  /// The same with the standard error of the share, so that it can be pooled.
  private static func estimated(_ measure: Measure) -> [Analysis.Statistic] {
    let error = "\(measure.name)_standard_error"
    return [
      .init(measure.name, "The number of \(measure.meaning)."),
      .init(
        "\(measure.name)_proportion", "The share of \(measure.meaning).",
        estimated: .on(.logit, standardError: error, isEffect: false)),
      .init(error, "The standard error of the logit of that share."),
    ]
  }

  /// The groups that rows are made for.
  let columns: [GroupColumn]
  private let isGraded: Bool

  /// - Parameters:
  ///   - groups: The groups.
  ///   - isGraded: Whether grades are recorded.
  ///   - overall: Whether all subjects together are a column beside the groups.
  init(_ groups: SubjectGroups, isGraded: Bool, overall: Bool) {
    let split = groups.isSplit ? groups.names.indices.map { GroupColumn(groups, place: $0) } : []
    columns = split + (overall || !groups.isSplit ? [GroupColumn(ofAll: groups)] : [])
    self.isGraded = isGraded
  }

  /// The number of subjects in each group.
  var sizes: [Row] { columns.map { Row("subjects", .count($0.size), group: $0.group) } }

  /// The statistics of a line.
  func rows(_ line: EventLines.Line) -> [Row] {
    columns.flatMap { column in
      let cell = line.cells[column.place]
      func place(_ name: String, _ value: Quantity, _ n: Int? = nil) -> Row {
        Row(name, value, group: column.group, variable: line.variable, n: n)
      }
      func counted(_ measure: Measure) -> [Row] {
        let count = measure.count(cell)
        return [
          place(measure.name, .count(count), column.size),
          place("\(measure.name)_proportion", Self.share(count, of: column.size), column.size),
        ]
      }
      func estimated(_ measure: Measure) -> [Row] {
        let count = measure.count(cell)
        return counted(measure)
          + [place("\(measure.name)_standard_error", Self.logitError(count, of: column.size), column.size)]
      }
      let graded = isGraded ? estimated(Self.severe) + (Self.each + [Self.missing]).flatMap(counted) : []
      return estimated(Self.any) + graded + [place("events", .count(cell.events))]
    }
  }

  /// A share of subjects.
  static func share(_ count: Int, of size: Int) -> Quantity {
    size > 0 ? .number(Double(count) / Double(size)) : .notEstimable("nobody is in this group")
  }

  /// The standard error of the logit of a share: √(1/x + 1/(n − x)).
  static func logitError(_ count: Int, of size: Int) -> Quantity {
    guard size > 0 else { return .notEstimable("nobody is in this group") }
    guard count > 0 else { return .notEstimable("nobody has it") }
    guard count < size else { return .notEstimable("everybody has it") }
    return .number(Double.sqrt(1 / Double(count) + 1 / Double(size - count)))
  }
}
