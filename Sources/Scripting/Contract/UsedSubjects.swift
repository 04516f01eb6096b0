import Analyses
import Cohorts

/// The subjects of whom all is known that is asked for, and why the others are left out: each for the first thing that is missing.
struct UsedSubjects {
  /// The rows of the endpoint's times that are kept.
  private(set) var rows: [Int]
  private let times: EndpointTimes
  private let count: Int
  private var reasons: [String] = []

  init(_ times: EndpointTimes, of count: Int) {
    self.times = times
    self.count = count
    rows = Array(times.positions.indices)
    if missing > 0 { reasons.append("\(missing) without \(times.definition.label)") }
  }

  /// The number of subjects left out.
  var missing: Int { count - rows.count }

  /// Keeps the subjects at whose position in the cohort something holds.
  mutating func keep(_ reason: String, where holds: (Int) -> Bool) {
    let before = rows.count
    rows.removeAll { !holds(Int(times.positions[$0])) }
    if rows.count < before { reasons.append("\(before - rows.count) \(reason)") }
  }

  /// What the report says of those who are left out.
  var caution: Caution? {
    guard missing > 0 else { return nil }
    return Caution(
      .missingValues, "\(missing) of \(count) subjects are left out: \(reasons.joined(separator: ", then ")).")
  }
}
