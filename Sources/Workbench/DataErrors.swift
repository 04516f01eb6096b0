import Checks
import Cohorts
import OrderedCollections
import Readers

extension LoadedCohort {
  /// The most rows, of subjects and of linked tables, that are checked before a script runs: above, checking takes longer than
  /// many an analysis.
  static let mostCheckedRows = 50_000

  /// The cohort as a script gets it: where the checks find that the data contradict themselves, or are written so that numbers are
  /// likely to be others than meant, each report on it says so.
  var forScripts: Cohort {
    let rows = cohort.linked.values.reduce(cohort.count) { $0 + $1.table.count }
    let found = findings + (rows <= Self.mostCheckedRows ? BuiltInChecks.findings(in: cohort) : [])
    let told = [Finding.Grade.error, .warning].compactMap { grade in
      Self.words(found.filter { $0.grade == grade && BuiltInChecks.concernsReports($0, on: cohort) }, grade)
    }
    guard !told.isEmpty else { return cohort }
    return cohort.noticing(
      "The checks of these data find \(told.joined(separator: ", and ")): \"workbench data\" tells where.")
  }

  /// How many findings there are of a grade, and of which checks; of warnings also in which columns, for whoever does not use those
  /// need not look.
  private static func words(_ findings: [Finding], _ grade: Finding.Grade) -> String? {
    guard let first = findings.first else { return nil }
    var columns: OrderedDictionary<String, OrderedSet<String>> = [:]
    for finding in findings { columns[finding.check, default: []].formUnion([finding.column].compactMap(\.self)) }
    let checks = columns.map { check, columns in
      check + (grade == .error || columns.isEmpty ? "" : " in \(columns.map { "\"\($0)\"" }.joined(separator: ", "))")
    }
    let article = first.grade == .error ? "an" : "a"
    let count = findings.count == 1 ? "\(article) \(grade.rawValue)" : "\(findings.count) \(grade.rawValue)s"
    return "\(count) (\(checks.joined(separator: ", ")))"
  }
}
