import Statistics

/// What each subject does to the baseline hazard and the coefficients of a Cox model: derivatives by the subject's weight.
///
///     φ_β,i = V U_i
///     φ_H,i(t) = δ_i [t_i ≤ t] / S₀(t_i) − r_i ∫ over its time at risk up to t  dH₀/S₀ − Mᵀ φ_β,i,   M = ∫ x̄ dH₀
///
/// with U_i the score residual and S₀ = Σ r over the risk set; with Efron's ties each denominator is that of the tied event in
/// its turn.
///
/// - Complexity: O(*n* *p*²), and O(*n* *p*) for each time.
///
/// Reid & Crépeau (1985), *Biometrika* 72, 1-9, doi:10.1093/biomet/72.1.1. Tsiatis (1981), *Annals of Statistics* 9, 93-108,
/// doi:10.1214/aos/1176345335.
struct HazardInfluence: Sendable {
  /// The event times, ascending.
  let times: [Double]
  /// H₀ at each.
  private(set) var hazards: [Double]
  /// The scaled covariates of each sorted row, in vectors of four.
  let x: [SIMD4<Double>]
  let lanes: Int
  let columns: Int

  /// Σ 1/S₀² over the event times before each place, one more than there are times.
  private var squares: [Double]
  /// M before each place, row by row.
  private var cumulativeMeans: [Double]
  /// What an event at each time adds by itself, and for each unit of its risk.
  private var own: [Double]
  private var ownShare: [Double]
  /// exp(xβ) of each sorted row.
  private let risks: [Double]
  /// Of each sorted row: the event times before it came, and through its end.
  private var entered: [Int32]
  private var left: [Int32]
  private let hasEvent: [Bool]
  /// φ_β of each sorted row.
  private let coefficients: [Double]

  init(_ likelihood: CoxLikelihood, _ beta: [Double], _ followUp: FollowUp) {
    let data = likelihood.data
    let count = data.blocks.count
    let size = data.covariates
    x = data.x
    lanes = data.lanes
    columns = size
    risks = likelihood.risks(beta)
    times = data.blocks.reversed().map(\.time)
    hazards = Array(repeating: 0, count: count)
    squares = Array(repeating: 0, count: count + 1)
    cumulativeMeans = Array(repeating: 0, count: (count + 1) * size)
    own = hazards
    ownShare = hazards
    entered = Array(repeating: 0, count: data.rowCount)
    left = entered
    hasEvent = data.source.map { followUp.event[Int($0)] }
    let inverse = LDLDecomposition(likelihood.evaluate(beta).information).inverse()
    coefficients = Self.product(inverse, CoxScoreResiduals(likelihood, beta).scores, lanes: lanes, rows: data.rowCount)
    walk(likelihood)
  }

  /// V U of each row, from scores in vectors of four.
  private static func product(
    _ inverse: SymmetricMatrix, _ scores: [SIMD4<Double>], lanes: Int, rows: Int
  ) -> [Double] {
    let size = inverse.size
    var result = [Double](repeating: 0, count: rows * size)
    for row in 0..<rows {
      for i in 0..<size {
        var sum = 0.0
        for j in 0..<size { sum += inverse.values[i &* size &+ j] * scores[row &* lanes &+ j / 4][j & 3] }
        result[row &* size &+ i] = sum
      }
    }
    return result
  }

  /// Event times come from the last to the first; sums are made the other way round.
  private mutating func walk(_ likelihood: CoxLikelihood) {
    let data = likelihood.data
    var ahead = data.blocks.count
    likelihood.forEachRiskSet(risks) { block, atRisk, died in
      ahead -= 1
      let terms = CoxTieTerms(block, likelihood.ties, atRisk: atRisk.zeroth, died: died?.zeroth ?? 0)
      hazards[ahead] = terms.inverse
      squares[ahead + 1] = terms.square
      own[ahead] = terms.inverse / block.eventWeight
      ownShare[ahead] = terms.squareShare
      for i in 0..<columns {
        let tied = died.map { $0.first[i / 4][i % 4] } ?? 0
        cumulativeMeans[(ahead + 1) * columns + i] =
          terms.square * atRisk.first[i / 4][i % 4] - terms.squareShare * tied
      }
      for row in block.first..<block.end { left[row] = Int32(ahead + 1) }
      for row in data.leavers[block.leavers] { entered[Int(row)] = Int32(ahead + 1) }
    }
    for place in hazards.indices {
      if place > 0 { hazards[place] += hazards[place - 1] }
      squares[place + 1] += squares[place]
      for i in 0..<columns { cumulativeMeans[(place + 1) * columns + i] += cumulativeMeans[place * columns + i] }
    }
  }

  /// M through so many event times.
  func means(_ place: Int) -> [Double] {
    Array(cumulativeMeans[(place * columns)..<((place + 1) * columns)])
  }

  /// For each sorted row a base, a multiple of its direct part in H₀, and a product with its part in the coefficients.
  func combined(
    _ place: Int, hazard factor: Double, coefficients direction: [Double], base: (Int) -> Double
  ) -> [Double] {
    (0..<risks.count).map { row in
      let last = Int(left[row])
      let upTo = min(last, place)
      var direct = -risks[row] * (squares[upTo] - squares[min(Int(entered[row]), upTo)])
      if hasEvent[row], last <= place, last > 0 {
        direct += own[last - 1] + risks[row] * ownShare[last - 1]
      }
      var sum = base(row) + factor * direct
      for i in 0..<columns { sum += direction[i] * coefficients[row &* columns &+ i] }
      return sum
    }
  }
}
