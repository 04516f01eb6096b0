import RealModule
import Statistics

/// Finds the top of Firth's penalised likelihood, with some coefficients held where they are.
///
/// Steps of H U* over the free coefficients, halved until the likelihood rises. H begins as the inverse information of the
/// likelihood without penalty, which in small data may be twice what it should, and learns from each step (BFGS).
///
/// Nocedal & Wright (2006), *Numerical Optimization*, 6.1.
struct FirthSearch {
  private(set) var beta: [Double]
  private(set) var point: CoxPoint
  private(set) var iterations = 0
  private(set) var hasConverged = false

  /// Climbs from a start; nil where the information is singular there.
  init?(_ likelihood: FirthLikelihood, from start: [Double], holding held: Set<Int>, maximumIterations: Int) {
    guard let point = likelihood.evaluate(start) else { return nil }
    beta = start
    self.point = point
    climb(likelihood, held, maximumIterations)
  }

  private mutating func climb(_ likelihood: FirthLikelihood, _ held: Set<Int>, _ maximum: Int) {
    let free = beta.indices.filter { !held.contains($0) }
    var inverse = LDLDecomposition(point.information.restricted(to: free)).inverse()
    var previous = Double.infinity
    while iterations < maximum {
      let score = free.map { point.score[$0] }
      let step = inverse.times(score)
      let gain = zip(score, step).reduce(0) { $0 + $1.0 * $1.1 }
      // The last digits: go on while that helps.
      if gain < 1e-26 || (gain < 1e-18 && gain >= previous) {
        hasConverged = true
        return
      }
      previous = gain
      let before = free.map { beta[$0] }
      guard advance(likelihood, free, step, gain) else {
        hasConverged = gain < 1e-10
        return
      }
      inverse.learn(
        from: zip(free, before).map { beta[$0] - $1 }, change: zip(free, score).map { $1 - point.score[$0] })
    }
  }

  private mutating func advance(
    _ likelihood: FirthLikelihood, _ free: [Int], _ step: [Double], _ gain: Double
  ) -> Bool {
    // No row's xβ moves by more than 5 in one step.
    let reach = zip(free, step).reduce(0) { $0 + abs($1.1) * likelihood.data.spans[$1.0] }
    var share = min(1, 5 / max(reach, 5))
    let slack = 1e-12 * abs(point.logLikelihood) + (gain < 1e-8 ? 1e-6 : 0)
    for _ in 0..<30 {
      var next = beta
      for (place, i) in free.enumerated() { next[i] += share * step[place] }
      if let candidate = likelihood.evaluate(next), candidate.logLikelihood >= point.logLikelihood - slack {
        beta = next
        point = candidate
        iterations += 1
        return true
      }
      share /= 2
    }
    return false
  }
}

extension SymmetricMatrix {
  /// H ← (1 − ρ s yᵀ) H (1 − ρ y sᵀ) + ρ s sᵀ, ρ = 1/yᵀs, for a step s over which the slope fell by y.
  fileprivate mutating func learn(from step: [Double], change: [Double]) {
    let curvature = zip(step, change).reduce(0) { $0 + $1.0 * $1.1 }
    // Where the slope did not fall, nothing is learned.
    guard curvature > 1e-14 * quadraticForm(change) else { return }
    let product = times(change)
    let factor = 1 + zip(product, change).reduce(0) { $0 + $1.0 * $1.1 } / curvature
    for i in 0..<size {
      for j in 0...i {
        self[i, j] += (factor * step[i] * step[j] - product[i] * step[j] - step[i] * product[j]) / curvature
      }
    }
  }
}

/// Where the profile of a penalised likelihood falls to a level: the limits of one coefficient.
struct FirthProfile {
  let likelihood: FirthLikelihood
  let top: FirthSearch
  let place: Int
  let maximumIterations: Int

  /// The most that the likelihood reaches with the coefficient at this value.
  func search(at value: Double, from start: [Double]) -> FirthSearch? {
    var start = start
    start[place] = value
    return FirthSearch(likelihood, from: start, holding: [place], maximumIterations: maximumIterations)
  }

  /// The value to one side at which twice the fall from the top is z².
  ///
  /// Newton's method on w = √(2 × fall), which is nearly straight; its slope is −U*/w. A step never leaves the interval in
  /// which the limit is known to lie.
  ///
  /// - Parameters:
  ///   - side: −1 for the lower limit, 1 for the upper.
  ///   - reach: z.
  ///   - error: the coefficient's standard error.
  /// - Returns: nil where it is not found.
  func limit(side: Double, reach: Double, error: Double) -> Double? {
    let centre = top.beta[place]
    var (inner, outer) = (0.0, Double.infinity)
    var distance = reach * error
    var start = top.beta
    for _ in 0..<100 {
      guard let found = search(at: centre + side * distance, from: start) else { return nil }
      start = found.beta
      let fall = max(2 * (top.point.logLikelihood - found.point.logLikelihood), 0).squareRoot()
      if abs(fall - reach) < 1e-12 * reach { return centre + side * distance }
      if fall < reach { inner = distance } else { outer = distance }
      let slope = -side * found.point.score[place] / fall
      var next = slope > 0 ? distance + (reach - fall) / slope : .infinity
      if !(next > inner && next < outer) {
        next = outer.isFinite ? (inner + outer) / 2 : 2 * max(distance, inner)
      } else if outer.isInfinite {
        next = min(next, 4 * distance)
      }
      if abs(next - distance) <= 1e-15 * distance { return centre + side * next }
      distance = next
    }
    return outer - inner <= 1e-9 * inner ? centre + side * distance : nil
  }
}
