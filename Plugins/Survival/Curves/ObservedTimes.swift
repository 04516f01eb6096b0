/// The observed times themselves, whether they ended with the event or not: median and range.
///
/// Neither survival nor follow-up: an observed time is cut short by the event or by the end of observation. Median survival is
/// that of a ``KaplanMeier`` curve, median follow-up that of a reversed one. Given because readers expect it, under its own name.
public struct ObservedTimes: Sendable, Equatable {
  /// The number of times, each as often as its frequency weight says.
  public let count: Double
  /// The middle time; halfway between the two middle ones where their number is even.
  public let median: Double
  /// The shortest.
  public let minimum: Double
  /// The longest.
  public let maximum: Double

  /// Describes the times of rows.
  ///
  /// Nil without rows.
  ///
  /// - Parameter followUp: the rows; frequency weights replicate them, case weights are left aside.
  public init?(_ followUp: FollowUp) {
    let weights = followUp.weights.replicates ? followUp.weights.values : nil
    let sorted = SortedColumn(followUp.time).items.filter { weights?[Int($0.row)] != 0 }
    guard let first = sorted.first, let last = sorted.last else { return nil }
    let total = sorted.reduce(0) { $0 + (weights?[Int($1.row)] ?? 1) }
    var before = 0.0
    var lower: Double?
    var upper: Double?
    for item in sorted {
      before += weights?[Int(item.row)] ?? 1
      if lower == nil, before >= total / 2 { lower = item.value }
      if before > total / 2 {
        upper = item.value
        break
      }
    }
    count = total
    median = ((lower ?? first.value) + (upper ?? last.value)) / 2
    minimum = first.value
    maximum = last.value
  }
}
