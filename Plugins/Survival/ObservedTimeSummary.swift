/// The median and range of observed times, events and censorings alike.
///
/// The median is the middle time, or the mean of the two middle ones, with frequency weights counted as rows.
struct ObservedTimeSummary {
  let median: Double
  let minimum: Double
  let maximum: Double

  /// Describes the times of some rows; `nil` where there are none.
  init?(_ followUp: FollowUp) {
    let rows = followUp.time.indices.filter { (followUp.weights.values?[$0] ?? 1) > 0 }
    let sorted = rows.sorted { followUp.time[$0] < followUp.time[$1] }
    guard let first = sorted.first, let last = sorted.last else { return nil }
    minimum = followUp.time[first]
    let longest = followUp.time[last]
    maximum = longest
    let total = sorted.reduce(0) { $0 + (followUp.weights.values?[$1] ?? 1) }
    func time(atRank rank: Double) -> Double {
      var passed = 0.0
      for row in sorted {
        passed += followUp.weights.values?[row] ?? 1
        if passed >= rank { return followUp.time[row] }
      }
      return longest
    }
    median = (time(atRank: ((total + 1) / 2).rounded(.down)) + time(atRank: ((total + 1) / 2).rounded(.up))) / 2
  }
}
