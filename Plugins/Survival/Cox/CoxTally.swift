import RealModule
import Statistics

/// What tied events at one time contribute, in sums over the events taken one by one.
///
/// With d events of mean weight w̄ and the risk sums S and (over the events) D, the j-th event meets the denominator
/// S₀ − (j/d) D₀, j = 0 … d−1. The derivatives need these denominators only through five sums, so that the matrices are touched
/// once a time and not once an event. Breslow's denominators are all S₀.
struct CoxTieTerms {
  /// w̄ Σ log denominator.
  var logs = 0.0
  /// w̄ Σ 1/denominator, and with the shares j/d.
  var inverse = 0.0
  var inverseShare = 0.0
  /// w̄ Σ 1/denominator², with the shares, and with their squares.
  var square = 0.0
  var squareShare = 0.0
  var squareShares = 0.0

  init(_ block: CoxData.Block, _ ties: CoxTies, atRisk: Double, died: Double) {
    guard ties == .efron, block.tied > 1 else {
      logs = block.eventWeight * .log(atRisk)
      inverse = block.eventWeight / atRisk
      square = inverse / atRisk
      return
    }
    let mean = block.eventWeight / block.tied
    for event in 0..<Int(block.tied) {
      let share = Double(event) / block.tied
      let reciprocal = 1 / (atRisk - share * died)
      logs -= .log(reciprocal)
      inverse += reciprocal
      inverseShare += share * reciprocal
      let squared = reciprocal * reciprocal
      square += squared
      squareShare += share * squared
      squareShares += share * share * squared
    }
    logs *= mean
    inverse *= mean
    inverseShare *= mean
    square *= mean
    squareShare *= mean
    squareShares *= mean
  }
}

extension CoxTieTerms {
  /// The same, all multiplied by a number.
  func times(_ factor: Double) -> CoxTieTerms {
    var result = self
    result.logs *= factor
    result.inverse *= factor
    result.inverseShare *= factor
    result.square *= factor
    result.squareShare *= factor
    result.squareShares *= factor
    return result
  }
}

/// Gathers the likelihood's parts over event times.
struct CoxTally {
  private let covariates: Int
  private let lanes: Int
  private var logs = 0.0
  private var score: [SIMD4<Double>]
  private var information: [SIMD4<Double>]

  init(covariates: Int, lanes: Int) {
    self.covariates = covariates
    self.lanes = lanes
    score = Array(repeating: .zero, count: lanes)
    information = Array(repeating: .zero, count: 4 * lanes * lanes)
  }

  mutating func add(_ terms: CoxTieTerms, _ atRisk: RiskSums, _ died: RiskSums?) {
    logs += terms.logs
    for lane in 0..<lanes {
      score[lane] += atRisk.first[lane] * terms.inverse
      if let died { score[lane] -= died.first[lane] * terms.inverseShare }
    }
    for row in 0..<(4 * lanes) {
      let lane = row / 4
      let s = atRisk.first[lane][row % 4]
      let d = died.map { $0.first[lane][row % 4] } ?? 0
      let left = terms.square * s - terms.squareShare * d
      let right = terms.squareShares * d - terms.squareShare * s
      for column in 0...lane {
        let place = row * lanes + column
        var sum = information[place] + atRisk.second[place] * terms.inverse - atRisk.first[column] * left
        if let died { sum -= died.second[place] * terms.inverseShare + died.first[column] * right }
        information[place] = sum
      }
    }
  }

  func finish(into point: inout CoxPoint) {
    point.logLikelihood -= logs
    for i in 0..<covariates {
      point.score[i] -= score[i / 4][i % 4]
      for j in 0...i { point.information[i, j] = information[i * lanes + j / 4][j % 4] }
    }
  }
}
