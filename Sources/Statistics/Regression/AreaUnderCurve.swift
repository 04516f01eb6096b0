/// How well a score tells events from others: the area under the receiver operating characteristic, the c statistic.
///
///     P(score of an event > score of another) + ½ P(both the same)
///
/// over all pairs of one with the event and one without it, with DeLong's standard error. It describes the data that the score
/// was made from too kindly; that is not corrected here.
///
/// - Complexity: O(*n* log *n*).
///
/// Hanley & McNeil (1982), *Radiology* 143, 29-36, doi:10.1148/radiology.143.1.7063747. DeLong, DeLong & Clarke-Pearson
/// (1988), *Biometrics* 44, 837-845, doi:10.2307/2531595. Sun & Xu (2014), *IEEE Signal Processing Letters* 21, 1389-1393,
/// doi:10.1109/LSP.2014.2337313.
public struct AreaUnderCurve: Sendable, Equatable {
  /// The area, from 0 to 1; ½ for a score that says nothing.
  public let estimate: Double
  /// Its standard error; nil with fewer than two events or fewer than two others.
  public let standardError: Double?

  /// Takes a score and whether there was an event, row by row.
  ///
  /// - Returns: nil without an event, or without anybody else.
  public init?(_ scores: [Double], events: [Bool]) {
    let order = scores.indices.sorted { scores[$0] < scores[$1] }
    let total = order.count
    let eventCount = events.count { $0 }
    let (m, n) = (Double(eventCount), Double(total - eventCount))
    guard eventCount > 0, eventCount < total else { return nil }
    // For each row the share of those of the other kind that it stands right with.
    var (forEvents, forOthers) = (Moments(), Moments())
    var (eventsBelow, othersBelow, start) = (0, 0, 0)
    while start < total {
      var end = start
      var (eventsHere, othersHere) = (0, 0)
      while end < total, scores[order[end]] == scores[order[start]] {
        if events[order[end]] { eventsHere += 1 } else { othersHere += 1 }
        end += 1
      }
      let right = (Double(othersBelow) + Double(othersHere) / 2) / n
      let beyond = (m - Double(eventsBelow) - Double(eventsHere) / 2) / m
      forEvents.add(right, times: eventsHere)
      forOthers.add(beyond, times: othersHere)
      eventsBelow += eventsHere
      othersBelow += othersHere
      start = end
    }
    estimate = forEvents.mean
    standardError =
      eventCount > 1 && total - eventCount > 1
      ? (forEvents.variance / m + forOthers.variance / n).squareRoot() : nil
  }
}

/// Mean and variance of values that come one after the other, each so many times.
///
/// West (1979), *Communications of the ACM* 22, 532-535, doi:10.1145/359146.359153.
private struct Moments {
  private var count = 0.0
  private(set) var mean = 0.0
  private var squares = 0.0

  mutating func add(_ value: Double, times: Int) {
    guard times > 0 else { return }
    let weight = Double(times)
    count += weight
    let distance = value - mean
    mean += distance * weight / count
    squares += weight * distance * (value - mean)
  }

  var variance: Double { squares / (count - 1) }
}
