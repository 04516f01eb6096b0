import Analyses
import Cohorts

/// The findings of CRS of a cohort, graded.
struct CytokineReleaseFindings {
  let table: FindingTable
  let order: AssessmentOrder
  /// The findings that the table has no column of, and that are taken as absent.
  let unrecorded: [String]
  /// The course of each subject of the cohort.
  let courses: [GradeCourse]

  /// Reads a table and grades it.
  ///
  /// - Throws: ``FindingError``, or `CohortError` for columns of another kind.
  init(_ cohort: Cohort, _ arguments: Arguments) throws {
    let columns = FindingColumns.self
    let table = try FindingTable(arguments[Self.tableName] ?? "crs_findings", of: cohort)
    let absent = arguments[columns.missing] == .absent
    let days = try table.days(arguments)
    let temperatures = try table.numbers(
      table.requiredColumn(arguments[columns.temperature], usual: "temperature").name, usual: "temperature",
      in: 25...45, expected: "a temperature in °C, from 25 to 45")
    let findings = try Self.findings(table, arguments, absent: absent)
    let treated = try table.truth(arguments[columns.treated], usual: "treated")
    let otherCause = try table.truth(arguments[columns.otherCause], usual: "other_cause")
    let fatal = try table.truth(arguments[columns.fatal], usual: "fatal")
    let order = AssessmentOrder(days: days, subjects: table.subjects, count: cohort.count)
    let gap = arguments[Self.gap]
    courses = (0..<cohort.count).map { subject in
      var course = GradeCourse()
      var fever = CytokineReleaseCourse(gap: gap)
      var rest = order.rows(of: subject)
      while let first = rest.first {
        let day = days[Int(first)]
        let rows = rest.prefix { days[Int($0)] == day }
        rest = rest.dropFirst(rows.count)
        let counted = rows.filter { otherCause.values[Int($0)] != Truth.yes }
        let isFever = counted.map { temperatures[Int($0)] }.isFever(absent: absent)
        let isWaived = fever.isFeverWaived(on: day, treated: rows.map { treated[Int($0), absent] }.any)
        var today = GradeRange.none
        for row in counted.map({ Int($0) }) {
          var grade = CytokineReleaseRule.grade(
            fever: isFever, isFeverWaived: isWaived, hypotension: findings[row].hypotension,
            hypoxia: findings[row].hypoxia, isFatal: fatal[row, absent])
          if otherCause.values[row] == Truth.unknown, !absent { grade = GradeRange(0, grade.upper) }
          today = today.worst(with: grade)
        }
        fever.take(today, on: day)
        course.take(today, on: day)
      }
      return course
    }
    self.table = table
    self.order = order
    unrecorded = table.unrecorded([
      (arguments[columns.hypotension], "hypotension"), (arguments[columns.hypoxia], "hypoxia"),
      (arguments[columns.treated], "treated"),
    ])
  }

  /// The grades that hypotension and hypoxia are worth in each row.
  private static func findings(
    _ table: FindingTable, _ arguments: Arguments, absent: Bool
  ) throws -> [(hypotension: GradeRange, hypoxia: GradeRange)] {
    let hypotension = try table.grades(of: CytokineReleaseRule.hypotension, arguments[FindingColumns.hypotension])
    let hypoxia = try table.grades(of: CytokineReleaseRule.hypoxia, arguments[FindingColumns.hypoxia])
    let vasopressors = try table.numbers(
      arguments[FindingColumns.vasopressors], usual: "vasopressors", in: 0...20, expected: "a number of vasopressors",
      whole: true)
    let flow = try table.numbers(
      arguments[FindingColumns.oxygenFlow], usual: "oxygen_flow", in: 0...100, expected: "a flow in L/min, 0 to 100")
    return (0..<table.count).map { row in
      let count = vasopressors[row].isNaN ? nil : Int(vasopressors[row])
      let litres = flow[row].isNaN ? nil : flow[row]
      var found = (
        hypotension: CytokineReleaseRule.gradeOfHypotension(hypotension[row], vasopressors: count),
        hypoxia: CytokineReleaseRule.gradeOfHypoxia(hypoxia[row], flow: litres)
      )
      if absent, hypotension[row] == nil, (count ?? 0) == 0 { found.hypotension = .none }
      if absent, hypoxia[row] == nil, litres == nil { found.hypoxia = .none }
      return found
    }
  }

  static let tableName = FindingColumns.table("crs_findings")

  static let gap = Parameter.number(
    "gap", "After more than so many days without CRS fever is required again, whatever therapy was given.",
    in: 0...1000,
    unit: "days", default: 7)
}

extension FindingTable {
  /// The day of each assessment; NaN where it is missing.
  func days(_ arguments: Arguments) throws -> [Double] {
    let named = try requiredColumn(arguments[FindingColumns.day], usual: "day").name
    return try numbers(named, usual: named, in: -1e9...1e9, expected: "a day")
  }
}

extension Truth {
  /// What holds in a row; `nil` where it is unknown, unless what is not recorded counts as absent.
  subscript(row: Int, absent: Bool) -> Bool? {
    switch values[row] {
    case Truth.yes: true
    case Truth.no: false
    default: absent ? false : nil
    }
  }
}

extension [Bool?] {
  /// Whether any holds; `nil` where that is not known.
  fileprivate var any: Bool? { contains(true) ? true : contains(nil) ? nil : false }
}

extension [Double] {
  /// Whether there was fever among temperatures, NaN where one is missing; `nil` where that is not known.
  fileprivate func isFever(absent: Bool) -> Bool? {
    map { $0.isNaN ? (absent ? false : nil) : CytokineReleaseRule.isFever($0) }.any
  }
}
