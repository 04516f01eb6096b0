public import Statistics

/// The log-rank test between groups whose subjects carry weights, such as inverse probabilities of treatment.
///
///     Z_g = Σ over events times  Σ over events w (1[g] − π_g),   π_g = Y_g^w / Y^w
///     V_gh = Σ  d (Y − d) / (Y (Y − 1)) · Σ over the risk set  w² (1[g] − π_g)(1[h] − π_h),   χ² = Zᵀ V⁻ Z
///
/// Y^w is the weight at risk, d and Y count subjects: if all share one hazard the d events are drawn from the Y at risk
/// without regard to weights. For two groups V is the variance of Xie and Liu; with equal weights it is the
/// hypergeometric one, and the test the usual log-rank test. Weights are taken as known.
///
/// - Complexity: O(*n* + *T* *k*²), for *T* event times.
///
/// Xie & Liu (2005), *Statistics in Medicine* 24, 3089-3110, doi:10.1002/sim.2174.
public struct WeightedLogRank: Sendable {
  /// The weight of the events in each group.
  public let observed: [Double]
  /// The weight of the events that each group would have, did all share one hazard.
  public let expected: [Double]
  /// The variance of observed less expected.
  public let variance: SymmetricMatrix
  /// The groups with expected events, less one.
  public let degreesOfFreedom: Int
  /// χ².
  public let statistic: Double
  /// The probability of a larger χ² if all groups share one hazard; nil without degrees of freedom.
  public let pValue: Double?

  /// The test between groups.
  ///
  /// - Parameters:
  ///   - followUp: the rows, one a subject, without weights of their own.
  ///   - weights: how much each counts.
  ///   - groups: for each row the number of its group, from 0; a negative one leaves the row out.
  ///   - groupCount: the number of groups.
  /// - Throws: ``FollowUpError``.
  public init(_ followUp: FollowUp, weights: CaseWeights, groups: [Int32], groupCount: Int) throws {
    func cursors(_ weights: Weights) throws -> [TableCursor] {
      let weighted = try FollowUp(time: followUp.time, event: followUp.event, entry: followUp.entry, weights: weights)
      return try EventTable.tables(of: weighted, groups: groups, count: groupCount).map { TableCursor($0) }
    }
    var counts = try cursors(.none)
    var weighted = try cursors(.cases(weights))
    var squared = try cursors(.cases(CaseWeights(weights.values.map { $0 * $0 })))
    var observed = [Double](repeating: 0, count: groupCount)
    var expected = observed
    var variance = SymmetricMatrix(size: groupCount)
    while let time = TableCursor.nextEvent(&counts) {
      var died = 0.0
      var atRisk = 0.0
      for group in 0..<groupCount {
        let now = counts[group].advance(to: time)
        died += now.events
        atRisk += now.atRisk
      }
      let now = (0..<groupCount).map { weighted[$0].advance(to: time) }
      let squares = (0..<groupCount).map { squared[$0].advance(to: time).atRisk }
      let weight = now.reduce(0) { $0 + $1.atRisk }
      guard weight > 0 else { continue }
      let events = now.reduce(0) { $0 + $1.events }
      let shares = now.map { $0.atRisk / weight }
      for group in 0..<groupCount {
        observed[group] += now[group].events
        expected[group] += events * shares[group]
      }
      guard atRisk > 1, died < atRisk else { continue }
      let factor = died * (atRisk - died) / (atRisk * (atRisk - 1))
      Self.add(factor, shares, squares, to: &variance)
    }
    self.observed = observed
    self.expected = expected
    self.variance = variance
    let kept = Array(expected.indices.filter { expected[$0] > 0 }.dropFirst())
    degreesOfFreedom = kept.count
    statistic = LDLDecomposition(variance.restricted(to: kept))
      .inverseQuadraticForm(kept.map { observed[$0] - expected[$0] })
    pValue = kept.isEmpty ? nil : ChiSquared(degreesOfFreedom: Double(kept.count)).upperTail(statistic)
  }

  /// Adds Σ w² (1[g] − π_g)(1[h] − π_h), group by group of those at risk.
  private static func add(
    _ factor: Double, _ shares: [Double], _ squares: [Double], to variance: inout SymmetricMatrix
  ) {
    let total = squares.reduce(0, +)
    for g in shares.indices {
      for h in 0...g {
        var sum = shares[g] * shares[h] * total - shares[h] * squares[g] - shares[g] * squares[h]
        if g == h { sum += squares[g] }
        variance[g, h] += factor * sum
      }
    }
  }
}

/// Walks the times of a table.
private struct TableCursor {
  private let table: EventTable
  private var next = 0

  init(_ table: EventTable) { self.table = table }

  /// The earliest event time of several tables that is still to come.
  static func nextEvent(_ cursors: inout [TableCursor]) -> Double? {
    var time = Double.infinity
    for place in cursors.indices {
      var ahead = cursors[place].next
      while ahead < cursors[place].table.times.count, cursors[place].table.events[ahead] == 0 { ahead += 1 }
      cursors[place].next = ahead
      if ahead < cursors[place].table.times.count { time = min(time, cursors[place].table.times[ahead]) }
    }
    return time < .infinity ? time : nil
  }

  /// Those at risk at a time and their events there; the cursor goes past it.
  mutating func advance(to time: Double) -> (atRisk: Double, events: Double) {
    while next < table.times.count, table.times[next] < time { next += 1 }
    guard next < table.times.count else { return (table.movements?.atRisk(at: time) ?? 0, 0) }
    let isNow = table.times[next] == time
    let now = (table.atRisk(at: time), isNow ? table.events[next] : 0)
    if isNow { next += 1 }
    return now
  }
}
