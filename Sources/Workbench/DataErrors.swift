import Checks
import Cohorts
import OrderedCollections
import Readers

extension LoadedCohort {
  /// The most rows, of subjects and of linked tables, that are checked before a script runs: above, checking takes longer than
  /// many an analysis.
  static let mostCheckedRows = 50_000

  /// The cohort as a script gets it: where the checks find that the data contradict themselves, each report on it says so.
  var forScripts: Cohort {
    let rows = cohort.linked.values.reduce(cohort.count) { $0 + $1.table.count }
    let found = findings + (rows <= Self.mostCheckedRows ? BuiltInChecks.findings(in: cohort) : [])
    let errors = found.filter { $0.grade == .error }
    guard !errors.isEmpty else { return cohort }
    var names: [String] = []
    for error in errors where !names.contains(error.check) { names.append(error.check) }
    let count = errors.count == 1 ? "an error" : "\(errors.count) errors"
    return cohort.noticing(
      "The checks of these data find \(count) (\(names.joined(separator: ", "))): \"workbench data\" tells where.")
  }
}
