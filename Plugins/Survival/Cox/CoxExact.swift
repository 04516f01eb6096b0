import RealModule
import Statistics

/// The exact partial likelihood: of each time with d events, the probability that it was these d of all at risk.
///
///     ℓ(β) = Σ over event times  Σ over events xβ − log Σ over subsets of d at risk exp(Σ xβ)
///
/// Without late entries the risk set only grows, going back in time, and so do its subsets. With them, rows are dealt out to
/// ranges of event times by halving, so that none is ever taken out of a sum.
///
/// - Complexity: O(*n* *d* *p*²) for at most *d* tied events; with late entries log *n* times that.
struct CoxExact {
  /// More additions than this would take hours.
  static let mostAdditions = 2e8

  private let data: CoxData
  private let risks: [Double]
  private let visit: (CoxData.Block, SubsetSums) -> Void

  /// A row, and the event times at which it is at risk.
  private struct Stay {
    let row: Int
    let times: Range<Int>

    func holds(_ other: Range<Int>) -> Bool {
      times.lowerBound <= other.lowerBound && other.upperBound <= times.upperBound
    }
  }

  /// Visits event times, each with the sums over subsets of its risk set.
  ///
  /// - Parameters:
  ///   - data: the rows.
  ///   - risks: exp(xβ) of each.
  ///   - visit: called once an event time, in order.
  static func forEachEventTime(
    _ data: CoxData, risks: [Double], _ visit: @escaping (CoxData.Block, SubsetSums) -> Void
  ) {
    let exact = CoxExact(data: data, risks: risks, visit: visit)
    data.x.withUnsafeBufferPointer { x in
      if data.hasLateEntries { exact.runWithLateEntries(x) } else { exact.run(x) }
    }
  }

  /// How many events at most are tied at one time, and how many additions one evaluation of the likelihood takes.
  static func work(_ data: CoxData) -> (time: Double, tied: Int, additions: Double)? {
    guard let most = data.blocks.max(by: { $0.tied < $1.tied }) else { return nil }
    return (most.time, Int(most.tied), data.weights.reduce(0, +) * most.tied)
  }

  private func add(
    _ row: Int, _ x: UnsafeBufferPointer<SIMD4<Double>>, to sums: inout SubsetSums, degree: Int
  ) {
    let weight = data.weights[row]
    sums.add(row, times: Int(weight), x, risk: risks[row] / weight, degree: degree)
  }

  private func run(_ x: UnsafeBufferPointer<SIMD4<Double>>) {
    let degrees = degreesFromHere()
    var sums = SubsetSums(degree: 0, lanes: data.lanes)
    for (index, block) in data.blocks.enumerated() {
      if block.opensStratum { sums = SubsetSums(degree: degrees[index], lanes: data.lanes) }
      for row in block.first..<block.end { add(row, x, to: &sums, degree: degrees[index]) }
      visit(block, sums)
    }
  }

  /// For each event time the most ties at it and at those visited after it in its stratum.
  private func degreesFromHere() -> [Int] {
    var result = [Int](repeating: 0, count: data.blocks.count)
    var most = 0
    for (index, block) in data.blocks.enumerated().reversed() {
      most = max(most, Int(block.tied))
      result[index] = most
      if block.opensStratum { most = 0 }
    }
    return result
  }

  private func runWithLateEntries(_ x: UnsafeBufferPointer<SIMD4<Double>>) {
    let stays = data.stays()
    var strata: [[Stay]] = []
    var bounds: [Int] = []
    for (index, block) in data.blocks.enumerated() where block.opensStratum {
      bounds.append(index)
      strata.append([])
    }
    bounds.append(data.blocks.count)
    for (row, times) in stays.enumerated() where !times.isEmpty {
      strata[bounds.partitionPoint { $0 <= times.lowerBound } - 1].append(Stay(row: row, times: times))
    }
    for (stratum, stays) in strata.enumerated() {
      let times = bounds[stratum]..<bounds[stratum + 1]
      halve(times, stays, SubsetSums(degree: degree(times), lanes: data.lanes), x)
    }
  }

  private func degree(_ times: Range<Int>) -> Int { times.reduce(0) { max($0, Int(data.blocks[$1].tied)) } }

  /// Takes in the rows that are at risk at all of these times; the others are left to the halves in which they are at risk.
  private func halve(
    _ times: Range<Int>, _ stays: [Stay], _ outer: SubsetSums, _ x: UnsafeBufferPointer<SIMD4<Double>>
  ) {
    let degree = degree(times)
    var sums = outer
    for stay in stays where stay.holds(times) { add(stay.row, x, to: &sums, degree: degree) }
    guard times.count > 1 else {
      visit(data.blocks[times.lowerBound], sums)
      return
    }
    let others = stays.filter { !$0.holds(times) }
    let middle = times.lowerBound + times.count / 2
    for half in [times.lowerBound..<middle, middle..<times.upperBound] {
      halve(half, others.filter { $0.times.overlaps(half) }, sums, x)
    }
  }
}

extension CoxLikelihood {
  /// The exact likelihood and its derivatives.
  func evaluateExactly(_ beta: [Double]) -> CoxPoint {
    var point = start(beta)
    CoxExact.forEachEventTime(data, risks: risks(beta)) { block, subsets in
      point.subtract(subsets, block, weight: 1)
    }
    return point
  }
}

extension CoxPoint {
  /// Takes the part of one event time from the likelihood and the score, and adds it to the information.
  mutating func subtract(_ subsets: SubsetSums, _ block: CoxData.Block, weight: Double) {
    let tied = Int(block.tied)
    logLikelihood -= weight * subsets.logSum(tied)
    for i in score.indices {
      score[i] -= weight * subsets.mean(tied, i)
      for j in 0...i { information[i, j] += weight * subsets.covariance(tied, i, j) }
    }
  }
}
