/// Times of which those that differ by rounding alone (0.3 and 0.1 + 0.2) are one: neighbours whose distance is at most √ε ≈ 1.5e-8, or
/// that times the mean of the distinct times where this is more than 1.
///
/// The rule of R's survival package (`aeqSurv`).
struct MergedTimes {
  /// What a time is merged into, where that is another.
  private var first: [Double: Double] = [:]

  init(_ times: [Double]) {
    guard times.contains(where: { $0 != $0.rounded() }) else { return }
    let distinct = Set(times).sorted()
    let mean = distinct.reduce(0) { $0 + abs($1) } / Double(max(distinct.count, 1))
    let tolerance = 1.4901161193847656e-08 * max(1, mean)
    var kept = distinct.first
    for (before, time) in zip(distinct, distinct.dropFirst()) {
      if time - before > tolerance { kept = time } else { first[time] = kept }
    }
  }

  func merged(_ time: Double) -> Double { first[time] ?? time }
}
