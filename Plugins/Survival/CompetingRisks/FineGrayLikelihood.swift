import RealModule
import Statistics

/// The weighted partial likelihood of a Fine-Gray model, in standardised covariates.
///
/// Whoever had a competing outcome at T stays at risk, with the weight G(t−)/G(T−) of not having been censored since. G(t−) is the same
/// for all of a censoring group, so that their part of every risk set is G(t−) times a running sum of r/G(T−): nobody is followed
/// from time to time. Rows lie from the last time to the first; the running sum begins with all of them and loses those
/// who are at risk themselves.
///
/// - Complexity: O(*n* *p*² + *T* *C* *p*²) for each β, for *T* event times and *C* censoring groups.
struct FineGrayLikelihood: HazardLikelihood {
  let data: CoxData
  let ties: CoxTies
  /// The number of censoring groups.
  let groupCount: Int
  /// For each event time in order, group by group: G(t−).
  let remaining: [Double]
  /// Of each group, the sorted rows with a competing outcome, in order; and 1/G(T−) of each.
  let competing: [Competing]
  private let eventSum: [Double]

  /// The rows of a censoring group that had a competing outcome.
  struct Competing {
    /// Sorted rows, ascending.
    var rows: [Int] = []
    /// 1/G(T−).
    var factors: [Double] = []
    /// Their covariates, in vectors of four.
    var x: [SIMD4<Double>] = []
  }

  /// - Parameters:
  ///   - data: the rows, with the outcome in question as the event.
  ///   - outcomes: the same rows as they were given.
  ///   - code: the number of the outcome in question.
  ///   - groups: for each given row its censoring group.
  ///   - groupCount: the number of censoring groups.
  ///   - curve: G.
  ///   - axis: the times of the given rows.
  ///   - ties: how tied events enter.
  init(
    _ data: CoxData, _ outcomes: CompetingOutcomes, code: Int32, groups: [Int32]?, groupCount: Int,
    _ curve: CensoringCurve, _ axis: TimeAxis, ties: CoxTies
  ) {
    self.data = data
    self.ties = ties
    self.groupCount = groupCount
    var remaining: [Double] = []
    remaining.reserveCapacity(data.blocks.count * groupCount)
    for block in data.blocks {
      let place = Int(axis.exits[Int(data.source[block.firstEvent])])
      for group in 0..<groupCount { remaining.append(curve.before(place, group: group)) }
    }
    self.remaining = remaining
    var competing = [Competing](repeating: Competing(), count: groupCount)
    for (row, source) in data.source.enumerated() {
      let outcome = outcomes.codes[Int(source)]
      guard outcome > 0, outcome != code else { continue }
      let group = Int(groups?[Int(source)] ?? 0)
      competing[group].rows.append(row)
      competing[group].factors.append(1 / curve.before(Int(axis.exits[Int(source)]), group: group))
      for lane in 0..<data.lanes { competing[group].x.append(data.x[row * data.lanes + lane]) }
    }
    self.competing = competing
    var sum = [Double](repeating: 0, count: data.covariates)
    for block in data.blocks {
      for row in block.firstEvent..<block.end {
        for i in sum.indices { sum[i] += data.x[row * data.lanes + i / 4][i % 4] * data.weights[row] }
      }
    }
    eventSum = sum
  }

  /// w exp(xβ) of each row.
  func risks(_ beta: [Double]) -> [Double] { CoxLikelihood(data, ties: ties).risks(beta) }

  func evaluate(_ beta: [Double]) -> CoxPoint {
    var point = CoxPoint(
      logLikelihood: zip(beta, eventSum).reduce(0) { $0 + $1.0 * $1.1 }, score: eventSum,
      information: SymmetricMatrix(size: data.covariates))
    var tally = CoxTally(covariates: data.covariates, lanes: data.lanes)
    forEachRiskSet(risks(beta)) { _, block, atRisk, died in
      tally.add(CoxTieTerms(block, ties, atRisk: atRisk.zeroth, died: died?.zeroth ?? 0), atRisk, died)
    }
    tally.finish(into: &point)
    return point
  }

  /// Visits event times from the last to the first, each with its place, the sums over its risk set and, where events are tied
  /// by Efron's method, over them.
  func forEachRiskSet(_ risks: [Double], _ visit: (Int, CoxData.Block, RiskSums, RiskSums?) -> Void) {
    var carried = competing.map { CarriedSums($0, risks, lanes: data.lanes) }
    var present = RiskSums(lanes: data.lanes)
    var died = RiskSums(lanes: data.lanes)
    var atRisk = present
    data.x.withUnsafeBufferPointer { x in
      risks.withUnsafeBufferPointer { risks in
        var first = 0
        for (place, block) in data.blocks.enumerated() {
          // Rows between two event times came in after the last of them.
          present.add(first..<block.firstEvent, x, risks)
          died.clear()
          died.add(block.firstEvent..<block.end, x, risks)
          present.add(died)
          first = block.end
          atRisk = present
          for group in carried.indices {
            carried[group].drop(before: block.end)
            carried[group].add(times: remaining[place * groupCount + group], to: &atRisk)
          }
          visit(place, block, atRisk, ties == .efron && block.tied > 1 ? died : nil)
        }
      }
    }
  }
}

/// The sums over those of a censoring group who had a competing outcome before a time that goes back.
private struct CarriedSums {
  private let competing: FineGrayLikelihood.Competing
  /// −r/G(T−): rows are only ever taken out.
  private let risks: [Double]
  private var total: CompensatedRiskSums
  private var step: RiskSums
  private var current: RiskSums
  private var next = 0

  init(_ competing: FineGrayLikelihood.Competing, _ risks: [Double], lanes: Int) {
    self.competing = competing
    total = CompensatedRiskSums(lanes: lanes)
    step = RiskSums(lanes: lanes)
    current = step
    let all = zip(competing.rows, competing.factors).map { risks[$0] * $1 }
    self.risks = all.map { -$0 }
    competing.x.withUnsafeBufferPointer { x in
      all.withUnsafeBufferPointer { all in step.add(0..<all.count, x, all) }
    }
    total.add(step)
    total.corrected(into: &current)
  }

  /// Takes out those whose sorted place is before `end`.
  mutating func drop(before end: Int) {
    let first = next
    while next < competing.rows.count && competing.rows[next] < end { next += 1 }
    guard next > first else { return }
    step.clear()
    competing.x.withUnsafeBufferPointer { x in
      risks.withUnsafeBufferPointer { risks in step.add(first..<next, x, risks) }
    }
    if next == competing.rows.count { total.clear() } else { total.add(step) }
    total.corrected(into: &current)
  }

  /// Adds the sums, all multiplied by a number.
  func add(times factor: Double, to sums: inout RiskSums) {
    sums.zeroth += factor * current.zeroth
    for i in current.first.indices { sums.first[i] += current.first[i] * factor }
    for i in current.second.indices { sums.second[i] += current.second[i] * factor }
  }
}
