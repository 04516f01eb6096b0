import Cohorts
import OrderedCollections

/// The trials of a cohort of several, by the row of each subject.
struct Trials {
  private let column: Column
  private let levels: [String]

  /// `nil` where the cohort names no trials, or one only.
  init?(_ cohort: Cohort) {
    guard let name = cohort.dictionary.trial, let column = cohort.stored.columns[name],
      case .category(let values) = column.storage, values.levels.count > 1
    else { return nil }
    self.column = column
    levels = values.levels
  }

  /// The trial of a subject's row, as its place among the levels; `nil` where it is missing.
  func place(_ subject: Int) -> Int? {
    guard case .category(let values) = column.storage, column.validity[subject] else { return nil }
    return Int(values.codes[subject])
  }

  /// The names of some trials.
  func names(_ places: Set<Int>) -> String { places.sorted().map { levels[$0] }.joined(separator: ", ") }

  /// Numbers by the trial of their subject, in the order of the trials, without trials that have none.
  func split(_ numbers: [(subject: Int, number: Double)]) -> [(trial: String, numbers: [Double])] {
    var byTrial = [[Double]](repeating: [], count: levels.count)
    for (subject, number) in numbers { if let place = place(subject) { byTrial[place].append(number) } }
    return zip(levels, byTrial).compactMap { $1.isEmpty ? nil : ($0, $1) }
  }
}
