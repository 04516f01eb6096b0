/// The follow-up of subjects: until when each was observed, and whether that ended with the event.
///
/// One row is one stretch of observation (entry, time]: a row is at risk at t where entry < t ≤ time. Without `entry` all are
/// at risk from the beginning. Several rows may belong to one subject whose state changes; such rows are at risk one
/// after the other.
public struct FollowUp: Sendable {
  /// The end of observation, in the recorded unit.
  public let time: [Double]
  /// Whether observation ended with the event; otherwise it was censored.
  public let event: [Bool]
  /// Where observation began, exclusive; nil where all began together.
  public let entry: [Double]?
  /// What the rows count for.
  public let weights: Weights
  /// Rows whose subject stays under observation in another row, so that their end is not a censoring; nil for none.
  public let continues: [Bool]?

  /// Takes columns of one length.
  ///
  /// - Parameters:
  ///   - time: the end of observation.
  ///   - event: whether it ended with the event.
  ///   - entry: where it began, for left-truncated data and (start, stop] rows.
  ///   - weights: what the rows count for.
  ///   - continues: whether the subject stays under observation beyond the row.
  /// - Throws: ``FollowUpError/lengths(column:expected:found:)``.
  public init(
    time: [Double], event: [Bool], entry: [Double]? = nil, weights: Weights = .none, continues: [Bool]? = nil
  ) throws {
    func check(_ column: String, _ found: Int?) throws {
      guard let found, found != time.count else { return }
      throw FollowUpError.lengths(column: column, expected: time.count, found: found)
    }
    try check("event", event.count)
    try check("entry", entry?.count)
    try check("weights", weights.values?.count)
    try check("continues", continues?.count)
    self.time = time
    self.event = event
    self.entry = entry
    self.weights = weights
    self.continues = continues
  }

  /// Columns whose lengths are known to agree.
  init(agreeing time: [Double], event: [Bool], entry: [Double]?, weights: Weights, continues: [Bool]?) {
    self.time = time
    self.event = event
    self.entry = entry
    self.weights = weights
    self.continues = continues
  }

  /// The number of rows.
  public var count: Int { time.count }

  /// The same with events and censorings exchanged, for the estimation of follow-up itself.
  public var reversed: FollowUp {
    let ended = continues
    let censored = event.indices.map { !event[$0] && !(ended?[$0] ?? false) }
    return FollowUp(agreeing: time, event: censored, entry: entry, weights: weights, continues: continues)
  }

  /// These rows alone, in this order.
  public func selecting(_ rows: [Int]) -> FollowUp {
    FollowUp(
      agreeing: rows.map { time[$0] }, event: rows.map { event[$0] }, entry: entry.map { e in rows.map { e[$0] } },
      weights: weights.selecting(rows), continues: continues.map { c in rows.map { c[$0] } })
  }
}
