import Statistics

/// Finds the top of the partial likelihood.
///
/// Newton's method with step halving, from β = 0, in standardised covariates. It ends where the squared length of the step in
/// units of standard errors falls below 1e-22, by when each coefficient is right to about 1e-11 of its standard error. Where the
/// likelihood has stopped rising and a coefficient still moves so that some row's xβ changes, that coefficient has no finite
/// best value: some covariate separates those with the event from those without. Nor has one along which the likelihood has become
/// flat, though it was not at β = 0: so it is with the levels of a factor whose reference level alone is in the first of the risk
/// sets that tell it apart.
///
/// Where the height of the top alone is wanted it ends sooner, and what the last step would still gain is added: see ``top``.
struct CoxNewton {
  /// How it ended.
  enum Ending {
    case converged
    /// These coefficients run off to infinity.
    case unbounded([Int])
    /// Too many steps.
    case exhausted
  }

  private(set) var beta: [Double]
  private(set) var point: CoxPoint
  let start: CoxPoint
  private(set) var decomposition: LDLDecomposition
  /// Covariates that depend on those before them, or vary in no risk set.
  let aliased: [Int]
  private(set) var iterations = 0
  private(set) var ending = Ending.exhausted
  /// The log likelihood at the top: where the search stopped, with what a step from there would still gain.
  private(set) var top: Double
  /// The squared length of step, in standard errors, below which the search ends.
  private let precision: Double

  init(_ likelihood: some HazardLikelihood, maximumIterations: Int) {
    beta = Array(repeating: 0, count: likelihood.data.covariates)
    start = likelihood.evaluate(beta)
    point = start
    decomposition = LDLDecomposition(start.information)
    aliased = decomposition.dependent
    top = start.logLikelihood
    precision = 1e-22
    climb(likelihood, maximumIterations)
  }

  /// Searches for the height of the top that is left without some covariates, from a place near it.
  ///
  /// The height is right to about 1e-10: half of the squared step that is not taken is added to it, and what that leaves out
  /// is smaller by the relative change of the curvature over the step.
  init(_ likelihood: some HazardLikelihood, without left: [Int], from place: [Double], maximumIterations: Int = 60) {
    beta = place
    for column in left { beta[column] = 0 }
    start = likelihood.evaluate(beta)
    point = start
    decomposition = LDLDecomposition(Self.emptying(left, of: start.information))
    aliased = decomposition.dependent
    top = start.logLikelihood
    precision = 1e-7
    climb(likelihood, maximumIterations)
  }

  private mutating func climb(_ likelihood: some HazardLikelihood, _ maximum: Int) {
    search(likelihood, maximum)
    let flat = flat(likelihood.data)
    guard !flat.isEmpty else { return }
    if case .unbounded(let places) = ending {
      ending = .unbounded(Set(places + flat).sorted())
    } else {
      ending = .unbounded(flat)
    }
  }

  /// The coefficients that can change together without the likelihood changing, but could not at β = 0.
  private func flat(_ data: CoxData) -> [Int] {
    var flat: Set<Int> = []
    for column in decomposition.dependent where !aliased.contains(column) {
      var direction = decomposition.solve((0..<data.covariates).map { -point.information[$0, column] })
      direction[column] = 1
      let reach = direction.indices.map { abs(direction[$0]) * data.spans[$0] }
      let furthest = reach.max() ?? 0
      flat.formUnion(reach.indices.filter { reach[$0] > 1e-3 * furthest && !aliased.contains($0) })
    }
    return flat.sorted()
  }

  private mutating func search(_ likelihood: some HazardLikelihood, _ maximum: Int) {
    var previous = Double.infinity
    while iterations <= maximum {
      let step = self.step()
      let gain = zip(point.score, step).reduce(0) { $0 + $1.0 * $1.1 }
      top = point.logLikelihood + (gain < precision ? gain / 2 : 0)
      if gain < max(1e-10, precision) {
        let moving = moving(step, likelihood.data)
        if !moving.isEmpty, gain < 1e-10 {
          ending = .unbounded(moving)
          return
        }
        // The last digits: go on while that helps.
        if moving.isEmpty, gain < precision || gain >= previous {
          ending = .converged
          return
        }
      }
      guard iterations < maximum, advance(step, gain: gain, likelihood) else {
        let far = step.indices.filter { abs(beta[$0]) * likelihood.data.spans[$0] > Self.farthest }
        let moving = moving(step, likelihood.data)
        ending = !far.isEmpty ? .unbounded(Set(far + moving).sorted()) : gain < 1e-10 ? .converged : .exhausted
        return
      }
      previous = gain
    }
  }

  /// The coefficients that still move so that some row's xβ changes.
  private func moving(_ step: [Double], _ data: CoxData) -> [Int] {
    step.indices.filter { abs(step[$0]) * data.spans[$0] > 1e-3 }
  }

  /// From here on hazards differ by more than any data tell: a coefficient that goes on beyond has no finite best value.
  private static let farthest = 100.0

  /// The Newton step, zero for aliased covariates.
  private mutating func step() -> [Double] {
    decomposition = LDLDecomposition(Self.emptying(aliased, of: point.information))
    return decomposition.solve(point.score)
  }

  /// Rows and columns of some covariates emptied, so that they stay out.
  private static func emptying(_ places: [Int], of matrix: SymmetricMatrix) -> SymmetricMatrix {
    var result = matrix
    for i in places {
      for j in 0..<matrix.size { result[i, j] = 0 }
    }
    return result
  }

  /// Goes as much of the step as raises the likelihood; false where none does.
  ///
  /// So near the top that the gain would drown in rounding, the whole step is right.
  private mutating func advance(_ step: [Double], gain: Double, _ likelihood: some HazardLikelihood) -> Bool {
    var share = 1.0
    let slack = 1e-12 * abs(point.logLikelihood) + (gain < 1e-8 ? 1e-6 : 0)
    for _ in 0..<30 {
      let next = zip(beta, step).map { $0 + share * $1 }
      let candidate = likelihood.evaluate(next)
      let isUsable = candidate.logLikelihood.isFinite && candidate.information.diagonal.allSatisfy(\.isFinite)
      // Where hazards lie so far apart that their sums run out of digits, less of the step would be no answer.
      guard
        isUsable || share < 1
          || !next.indices.contains(where: { abs(next[$0]) * likelihood.data.spans[$0] > Self.farthest })
      else { return false }
      if isUsable, candidate.logLikelihood >= point.logLikelihood - slack {
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
