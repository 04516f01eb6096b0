import RealModule
import Statistics

/// The hazard of a Cox model at its event times, gathered forward in time.
///
///     Λ(t) = Σ dΛ,   dΛ = Σ over tied events 1 / denominator
///
/// with the denominators of the ties' method, so that Breslow's gives Breslow's estimate and Efron's Efron's; exact ties
/// have Breslow's. All are at covariates in the middle of the data, where xβ = 0. The sums begin at the earliest event time
/// of each stratum: the small parts come first, and a row that entered at the beginning owes a sum and no difference.
///
/// - Complexity: O(*n* *p*²).
struct CoxHazards {
  let lanes: Int
  /// Λ at each event time.
  private(set) var cumulative: [Double]
  /// Σ over tied events 1 / denominator², the part of Λ's variance that does not come from β.
  private(set) var squares: [Double]
  /// Σ x̄ dΛ, in standardised covariates: that of time i begins at vector `i · lanes`.
  private(set) var means: [SIMD4<Double>]

  /// What an event time is to the rows that have the event there.
  struct Own {
    /// How much less of dΛ they meet than others: with Efron's ties they leave bit by bit.
    var spared: Double
    /// The same of x̄ dΛ.
    var sparedMean: [SIMD4<Double>]
    /// The mean of the covariates over the tied events' risk sets.
    var mean: [SIMD4<Double>]
  }

  /// Gathers the hazard.
  ///
  /// - Parameters:
  ///   - likelihood: the rows and the treatment of ties.
  ///   - risks: w exp(xβ) of each row.
  ///   - visit: called for each event time with what it is to its events.
  init(_ likelihood: CoxLikelihood, risks: [Double], _ visit: (CoxData.Block, Own) -> Void) {
    let data = likelihood.data
    let lanes = data.lanes
    var hazards: [Double] = []
    var squares: [Double] = []
    var means: [SIMD4<Double>] = []
    hazards.reserveCapacity(data.blocks.count)
    squares.reserveCapacity(data.blocks.count)
    means.reserveCapacity(data.blocks.count * lanes)
    let empty = [SIMD4<Double>](repeating: .zero, count: lanes)
    var own = Own(spared: 0, sparedMean: empty, mean: empty)
    likelihood.forEachRiskSet(risks) { block, atRisk, died in
      let terms = CoxTieTerms(block, likelihood.ties, atRisk: atRisk.zeroth, died: died?.zeroth ?? 0)
      hazards.append(terms.inverse)
      squares.append(terms.square)
      own.spared = terms.inverseShare
      for lane in 0..<lanes {
        let (all, events) = (atRisk.first[lane], died?.first[lane] ?? .zero)
        means.append(all * terms.square - events * terms.squareShare)
        own.sparedMean[lane] = all * terms.squareShare - events * terms.squareShares
        own.mean[lane] = (all * terms.inverse - events * terms.inverseShare) / block.eventWeight
      }
      visit(block, own)
    }
    self.lanes = lanes
    cumulative = hazards
    self.squares = squares
    self.means = means
    accumulate(data)
  }

  /// Event times lie from the last to the first of each stratum.
  private mutating func accumulate(_ data: CoxData) {
    for index in data.blocks.indices.dropLast().reversed() where !data.blocks[index + 1].opensStratum {
      cumulative[index] += cumulative[index + 1]
      squares[index] += squares[index + 1]
      for lane in 0..<lanes { means[index * lanes + lane] += means[(index + 1) * lanes + lane] }
    }
  }

  /// Λ over these event times.
  func hazard(_ times: Range<Int>, _ data: CoxData) -> Double {
    guard !times.isEmpty else { return 0 }
    return cumulative[times.lowerBound] - (earlier(times, data) ? cumulative[times.upperBound] : 0)
  }

  /// Whether the stratum has event times before these.
  func earlier(_ times: Range<Int>, _ data: CoxData) -> Bool {
    times.upperBound < data.blocks.count && !data.blocks[times.upperBound].opensStratum
  }
}
