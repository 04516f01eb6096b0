/// How often, of two subjects, the one with the higher score has the event first.
///
///     C = (concordant + ½ tied scores) / (concordant + discordant + tied scores)
///
/// over pairs of which one has the event at t while the other is at risk and goes on: at risk beyond t, or censored at t. Pairs
/// of events at one time are not comparable, and counted apart. Pairs are formed within strata. The variance is the
/// infinitesimal jackknife: the sum over subjects (or clusters) of the squared influence on C. Undefined (nil) without
/// comparable pairs.
///
/// - Complexity: O(*n* log *n*).
///
/// Harrell, Califf, Pryor, Lee & Rosati (1982), *JAMA* 247, 2543-2546, doi:10.1001/jama.1982.03320430047030.
/// Therneau & Watson (2017), Mayo Clinic Technical Report 85.
public struct Concordance: Sendable {
  /// Pairs in which the higher score has the event first.
  public let concordant: Double
  /// Pairs in which the lower score has the event first.
  public let discordant: Double
  /// Comparable pairs with equal scores.
  public let tiedScores: Double
  /// Pairs of events at one time with different scores.
  public let tiedTimes: Double
  /// Pairs of events at one time with equal scores.
  public let tiedBoth: Double
  /// C.
  public let estimate: Double?
  /// Its standard error.
  public let standardError: Double?

  /// Counts pairs.
  ///
  /// - Parameters:
  ///   - followUp: the rows.
  ///   - scores: one for each row; higher for an earlier event.
  ///   - strata: for each row the number of its stratum, from 0; a negative one leaves the row out. Nil for one stratum.
  ///   - stratumCount: the number of strata.
  ///   - clusters: for each row the number of its cluster, from 0, for the variance; nil where each row stands alone.
  /// - Throws: ``FollowUpError``.
  public init(
    _ followUp: FollowUp, scores: [Double], strata: [Int32]? = nil, stratumCount: Int = 1, clusters: [Int32]? = nil
  ) throws {
    guard scores.count == followUp.count else {
      throw FollowUpError.lengths(column: "scores", expected: followUp.count, found: scores.count)
    }
    if let clusters { try EventTable.checkClusters(clusters, of: followUp) }
    try EventTable.check(strata, of: followUp, below: stratumCount, column: "strata")
    let axis = try TimeAxis(followUp)
    let count = strata == nil ? 1 : stratumCount
    let exits = Partition(axis.exitOrder, by: strata, count: count)
    let entries = axis.entryOrder.map { Partition($0, by: strata, count: count) }
    var tally = PairTally(followUp, axis, scores)
    for stratum in 0..<count { tally.run(exits[stratum], entries?[stratum]) }
    concordant = tally.total.concordant
    discordant = tally.total.discordant
    tiedScores = tally.total.tied
    tiedTimes = tally.tiedTimes
    tiedBoth = tally.tiedBoth
    let pairs = tally.total.pairs
    guard pairs > 0 else {
      estimate = nil
      standardError = nil
      return
    }
    let estimate = (tally.total.concordant + tally.total.tied / 2) / pairs
    self.estimate = estimate
    standardError = tally.variance(around: estimate, clusters).squareRoot()
  }
}

/// Walks the times from the last to the first and counts, for each row, the pairs in which it takes part.
private struct PairTally {
  /// Weights of pairs.
  struct Pairs {
    var concordant = 0.0
    var discordant = 0.0
    var tied = 0.0
    var pairs: Double { concordant + discordant + tied }

    mutating func add(_ other: Pairs, times weight: Double) {
      concordant += weight * other.concordant
      discordant += weight * other.discordant
      tied += weight * other.tied
    }
  }

  private(set) var total = Pairs()
  private(set) var tiedTimes = 0.0
  private(set) var tiedBoth = 0.0
  /// For each row, the weight of those with whom it forms pairs.
  private var byRow: [Pairs]

  private let followUp: FollowUp
  private let axis: TimeAxis
  private let weights: [Double]
  /// The place of each row's score among the distinct scores, from 1.
  private let ranks: [Int]
  private var atRisk: RankSums
  private var events: RankSums

  init(_ followUp: FollowUp, _ axis: TimeAxis, _ scores: [Double]) {
    self.followUp = followUp
    self.axis = axis
    weights = followUp.weights.values ?? Array(repeating: 1, count: followUp.count)
    byRow = Array(repeating: Pairs(), count: followUp.count)
    var ranks = [Int](repeating: 0, count: scores.count)
    var last = Double.nan
    var rank = 0
    for item in SortedColumn(scores).items {
      if item.value != last { rank += 1 }
      last = item.value
      ranks[Int(item.row)] = rank
    }
    self.ranks = ranks
    atRisk = RankSums(count: rank)
    events = RankSums(count: rank)
  }

  mutating func run(_ exits: ArraySlice<Int32>, _ entries: ArraySlice<Int32>?) {
    var remaining = entries ?? []
    var end = exits.endIndex
    while end > exits.startIndex {
      let time = axis.exits[Int(exits[end - 1])]
      var begin = end - 1
      while begin > exits.startIndex && axis.exits[Int(exits[begin - 1])] == time { begin -= 1 }
      while let row = remaining.last, let entry = axis.entries?[Int(row)], entry >= time {
        leave(Int(row))
        remaining.removeLast()
      }
      step(exits[begin..<end].map(Int.init))
      end = begin
    }
    if entries == nil {
      for row in exits { settle(Int(row), sign: 1) }
    } else {
      for row in remaining { settle(Int(row), sign: 1) }
    }
    for row in exits {
      atRisk.forget(ranks[Int(row)])
      events.forget(ranks[Int(row)])
    }
  }

  /// One time: the censored are at risk of its events, the events are not at risk of each other.
  private mutating func step(_ rows: [Int]) {
    let dying = rows.filter { followUp.event[$0] }
    for row in rows where !followUp.event[row] { arrive(row) }
    for row in dying {
      let pairs = Pairs(
        concordant: atRisk.below(ranks[row]), discordant: atRisk.above(ranks[row]), tied: atRisk.at(ranks[row]))
      byRow[row].add(pairs, times: 1)
      total.add(pairs, times: weights[row])
    }
    countTies(dying)
    for row in dying { events.add(weights[row], at: ranks[row]) }
    for row in dying { arrive(row) }
  }

  private mutating func countTies(_ dying: [Int]) {
    guard dying.count > 1 || followUp.weights.replicates else { return }
    var weight = 0.0
    var byRank: [Int: Double] = [:]
    var same = 0.0
    for row in dying {
      let equal = byRank[ranks[row], default: 0]
      same += weights[row] * equal
      tiedTimes += weights[row] * (weight - equal)
      if followUp.weights.replicates { same += weights[row] * (weights[row] - 1) / 2 }
      weight += weights[row]
      byRank[ranks[row]] = equal + weights[row]
    }
    tiedBoth += same
  }

  private mutating func arrive(_ row: Int) {
    atRisk.add(weights[row], at: ranks[row])
    settle(row, sign: -1)
  }

  private mutating func leave(_ row: Int) {
    atRisk.add(-weights[row], at: ranks[row])
    settle(row, sign: 1)
  }

  /// Events that a row met while at risk: those counted when it leaves, less those counted when it arrived.
  private mutating func settle(_ row: Int, sign: Double) {
    let met = Pairs(
      concordant: events.above(ranks[row]), discordant: events.below(ranks[row]), tied: events.at(ranks[row]))
    byRow[row].add(met, times: sign)
  }

  /// The infinitesimal jackknife variance of C.
  func variance(around estimate: Double, _ clusters: [Int32]?) -> Double {
    let influence = byRow.map { ($0.concordant + $0.tied / 2 - estimate * $0.pairs) / total.pairs }
    guard let clusters else {
      // A row that stands for many is as many rows, each with its own influence.
      return influence.indices.reduce(0) { sum, row in
        let square = influence[row] * influence[row] * weights[row]
        return sum + (followUp.weights.replicates ? square : square * weights[row])
      }
    }
    var sums = [Double](repeating: 0, count: Int(clusters.max() ?? -1) + 1)
    for row in influence.indices { sums[Int(clusters[row])] += weights[row] * influence[row] }
    return sums.reduce(0) { $0 + $1 * $1 }
  }
}

/// Weights by rank, and their sums below and above any rank: a binary indexed tree.
///
/// Fenwick (1994), *Software: Practice and Experience* 24, 327-336, doi:10.1002/spe.4380240306.
private struct RankSums {
  private var tree: [Double]
  private var single: [Double]
  private var total = 0.0

  init(count: Int) {
    tree = Array(repeating: 0, count: count + 1)
    single = tree
  }

  /// Empties all sums that hold a rank; once done for every rank that was added, nothing is left.
  mutating func forget(_ rank: Int) {
    single[rank] = 0
    total = 0
    var i = rank
    while i < tree.count {
      tree[i] = 0
      i += i & -i
    }
  }

  mutating func add(_ weight: Double, at rank: Int) {
    single[rank] += weight
    total += weight
    var i = rank
    while i < tree.count {
      tree[i] += weight
      i += i & -i
    }
  }

  func at(_ rank: Int) -> Double { single[rank] }

  func below(_ rank: Int) -> Double {
    var sum = 0.0
    var i = rank - 1
    while i > 0 {
      sum += tree[i]
      i -= i & -i
    }
    return sum
  }

  func above(_ rank: Int) -> Double { total - below(rank) - single[rank] }
}
