import Cohorts

/// Finds trials whose times are so much shorter than another's that they are most likely in another unit: months and days.
struct TrialUnitCheck: DataCheck {
  let name = "trial_unit"
  let summary = "the times of one trial are in another unit"

  /// How many times as long those of another trial are at least, at the median and at most; a month has 30 days.
  private static let least = 10.0
  /// How many times of a trial it takes to tell.
  private static let fewest = 5

  func findings(in cohort: Cohort) -> [Finding] {
    guard let trials = Trials(cohort) else { return [] }
    return cohort.checkedEndpoints.compactMap { endpoint in
      let times = trials.split(zip(endpoint.stored, endpoint.time).filter { $1 >= 0 }.map { ($0, $1) })
        .filter { $0.numbers.count >= Self.fewest }
        .map {
          (trial: $0.trial, median: Self.median($0.numbers), most: $0.numbers.max() ?? 0, count: $0.numbers.count)
        }
      guard let long = times.max(by: { $0.median < $1.median }), let short = times.min(by: { $0.median < $1.median }),
        short.median > 0, long.median >= Self.least * short.median, long.most >= Self.least * short.most
      else { return nil }
      let definition = endpoint.definition
      return Finding(
        .warning, check: name,
        "endpoint \"\(definition.name)\" is in \(definition.unit.rawValue), with a median time of \(short.median.shown) in "
          + "\"\(short.trial)\" and of \(long.median.shown) in \"\(long.trial)\": is one of them in another unit?",
        table: cohort.stored.name, column: definition.time, count: short.count)
    }
  }

  private static func median(_ numbers: [Double]) -> Double { numbers.sorted()[numbers.count / 2] }
}
