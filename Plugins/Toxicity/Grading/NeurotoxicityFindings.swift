import Analyses
import Cohorts

/// The findings of ICANS of a cohort, graded.
struct NeurotoxicityFindings {
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
    let table = try FindingTable(arguments[Self.tableName] ?? "icans_findings", of: cohort)
    let absent = arguments[columns.missing] == .absent
    let days = try table.days(arguments)
    let scores = try Scores(table, arguments, ages: Self.ages(cohort, arguments[columns.age]))
    let domains = zip(
      NeurotoxicityRule.domains, [columns.consciousness, columns.seizure, columns.motor, columns.oedema])
    let findings = try domains.map { domain, parameter in
      try table.grades(of: domain, arguments[parameter]).map { $0 ?? (absent ? .none : domain.unknown) }
    }
    let otherCause = try table.truth(arguments[columns.otherCause], usual: "other_cause")
    let fatal = try table.truth(arguments[columns.fatal], usual: "fatal")
    let order = AssessmentOrder(days: days, subjects: table.subjects, count: cohort.count)
    courses = (0..<cohort.count).map { subject in
      var course = GradeCourse()
      for row in order.rows(of: subject).map({ Int($0) }) where otherCause.values[row] != Truth.yes {
        var grade = NeurotoxicityRule.grade(
          score: scores.grade(of: row, absent: absent), findings: findings.map { $0[row] },
          isFatal: fatal[row, absent])
        if otherCause.values[row] == Truth.unknown, !absent { grade = GradeRange(0, grade.upper) }
        course.take(grade, on: days[row])
      }
      return course
    }
    self.table = table
    self.order = order
    unrecorded = table.unrecorded(
      [(arguments[columns.consciousness], "consciousness"), (arguments[columns.seizure], "seizure")]
        + [(arguments[columns.motor], "motor"), (arguments[columns.oedema], "oedema")])
  }

  /// The age of each subject; NaN where it is missing.
  private static func ages(_ cohort: Cohort, _ named: String?) throws -> [Double] {
    guard named != nil || cohort.columnNames.contains("age") else {
      return [Double](repeating: .nan, count: cohort.count)
    }
    let (values, validity) = try cohort.numbers(named ?? "age")
    return values.indices.map { validity[$0] ? values[$0] : .nan }
  }

  static let tableName = FindingColumns.table("icans_findings")
}

extension NeurotoxicityFindings {
  /// The ICE and CAPD scores.
  ///
  /// 1. Below 12 years of age the CAPD score counts.
  /// 2. From 12 years on the ICE score counts; where there is none, the CAPD score, as in those with a delay of development.
  /// 3. Where the age is missing, that score counts which is recorded, ICE before CAPD.
  private struct Scores {
    let ice: [Double]
    let capd: [Double]
    let ages: [Double]
    let subjects: [Int32]

    init(_ table: FindingTable, _ arguments: Arguments, ages: [Double]) throws {
      if try table.column(arguments[FindingColumns.capdScore], usual: "capd_score") == nil {
        _ = try table.requiredColumn(arguments[FindingColumns.iceScore], usual: "ice_score")
      }
      ice = try table.numbers(
        arguments[FindingColumns.iceScore], usual: "ice_score", in: 0...10, expected: "a whole number from 0 to 10",
        whole: true)
      capd = try table.numbers(
        arguments[FindingColumns.capdScore], usual: "capd_score", in: 0...32, expected: "a whole number from 0 to 32",
        whole: true)
      self.ages = ages
      subjects = table.subjects
    }

    func grade(of row: Int, absent: Bool) -> GradeRange {
      let isChild = ages[Int(subjects[row])] < NeurotoxicityRule.ageOfICE
      let found: Int? =
        if !isChild, !ice[row].isNaN {
          NeurotoxicityRule.ice.grade(of: Int(ice[row]))
        } else if !capd[row].isNaN {
          NeurotoxicityRule.capd.grade(of: Int(capd[row]))
        } else { nil }
      return found.map { GradeRange($0) } ?? (absent ? .none : NeurotoxicityRule.ice.unknown)
    }
  }
}
