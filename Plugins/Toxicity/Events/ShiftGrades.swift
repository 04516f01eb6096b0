import Analyses
import Cohorts

/// The grade of each subject at baseline, and the worst after it: from two columns, or from a table of visits.
struct ShiftGrades {
  /// What was asked for.
  struct Request {
    let baseline: String
    let worst: String?
    let visits: String?
    let grade: String?
    let condition: String?
    let absentAsZero: Bool
    let analysis: String
  }

  /// The grade of each subject at baseline; -1 where it is missing.
  private(set) var baseline: [Int8]
  /// The worst grade of each subject after it; -1 where it is missing.
  private(set) var worst: [Int8]
  /// Where the grades come from, in full sentences.
  private(set) var methods: [String]
  /// What a reader must know of rows that are not read.
  private(set) var cautions: [Caution] = []

  private static let range = 0...5

  /// Reads the grades.
  ///
  /// - Throws: `ArgumentError` where it is not clear where they stand, ``EventError`` for a grade that cannot be, and `CohortError`.
  init(_ cohort: Cohort, _ request: Request) throws {
    guard let visits = request.visits else {
      guard let worst = request.worst else {
        throw ArgumentError.invalid(
          analysis: request.analysis,
          reason: "say where the worst grades stand: worst = a column of the subjects, or visits = a linked table")
      }
      baseline = try Self.grades(cohort, request.baseline)
      self.worst = try Self.grades(cohort, worst)
      methods = ["Grades at baseline from \"\(request.baseline)\", worst grades after it from \"\(worst)\"."]
      return
    }
    guard request.worst == nil else {
      throw ArgumentError.invalid(
        analysis: request.analysis, reason: "the worst grades stand in the visits or in \"worst\": name one of them")
    }
    let events = try EventTable(visits, of: cohort)
    var choice = EventChoice(events)
    if let condition = request.condition { try choice.keep(where: condition) }
    let name = try events.requiredName(.grade, named: request.grade)
    let atBaseline = try Self.atBaseline(events, request.baseline)
    let reading = GradeReading(try events.rows.column(name), range: Self.range)
    if let fault = reading.firstFault {
      let place = events.place(of: fault.row)
      throw EventError.badGrade(
        fault.value, column: name, table: visits, subject: place.subject, row: place.row, range: Self.range)
    }
    // Less than a missing grade, where there is no row.
    baseline = [Int8](repeating: -2, count: cohort.count)
    worst = baseline
    var unknown = 0
    for row in choice.kept ?? Array(0..<Int32(events.subjects.count)) {
      let (row, subject) = (Int(row), Int(events.subjects[Int(row)]))
      let grade = reading.grades[row]
      switch atBaseline.values[row] {
      case Truth.yes: baseline[subject] = max(baseline[subject], grade)
      case Truth.no: worst[subject] = max(worst[subject], grade)
      default: unknown += 1
      }
    }
    let absent: Int8 = request.absentAsZero ? 0 : -1
    baseline = baseline.map { $0 == -2 ? absent : $0 }
    worst = worst.map { $0 == -2 ? absent : $0 }
    methods =
      choice.methods
      + [
        "The grade at baseline is the worst of the rows of \"\(visits)\" where \(request.baseline), that after it the worst of the others."
      ]
      + (request.absentAsZero ? ["Subjects without a row at baseline, or after it, are taken as grade 0 there."] : [])
    guard unknown > 0 else { return }
    cautions = [
      Caution(
        .missingValues,
        "Of \(unknown) \(unknown == 1 ? "row" : "rows") of \"\(visits)\" it is unknown whether \(unknown == 1 ? "it is" : "they are") at "
          + "baseline; \(unknown == 1 ? "it is" : "they are") not counted.")
    ]
  }

  /// Whether each row is at baseline: by a flag, in whatever way it says yes, or by a condition.
  private static func atBaseline(_ events: EventTable, _ condition: String) throws -> Truth {
    guard events.rows.columnNames.contains(condition) else { return try events.rows.truth(of: condition) }
    return try YesOrNo.truth(of: events.rows.column(condition), named: condition)
  }

  /// The grades in a column of the subjects, or of an expression.
  private static func grades(_ cohort: Cohort, _ name: String) throws -> [Int8] {
    let reading = GradeReading(try cohort.resolve(ColumnRequest(name)).column, range: range)
    if let fault = reading.firstFault {
      throw EventError.badGrade(
        fault.value, column: name, table: cohort.name, subject: cohort.subject(fault.row), row: fault.row + 1,
        range: range)
    }
    return reading.grades
  }
}
