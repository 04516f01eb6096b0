/// The log likelihood at one β, with its slope and the information.
struct LikelihoodPoint {
  /// What is to be made as large as possible.
  var value: Double
  var score: [Double]
  var information: SymmetricMatrix
}

/// Finds the top of a likelihood that curves downwards everywhere.
///
/// Newton's method with step halving, in standardised covariates. It ends where the squared length of the step in units of
/// standard errors falls below 1e-22, or rounding keeps it from falling. Where the likelihood has stopped rising and a
/// coefficient still moves so that some row's xβ changes, that coefficient has no finite best value: the covariates
/// separate the outcomes.
///
/// Albert & Anderson (1984), *Biometrika* 71, 1-10, doi:10.1093/biomet/71.1.1.
struct NewtonSearch {
  /// How it ended.
  enum Ending {
    case converged
    /// These coefficients run off to infinity.
    case unbounded([Int])
    /// Too many steps.
    case exhausted
  }

  private(set) var beta: [Double]
  private(set) var point: LikelihoodPoint
  private(set) var decomposition: LDLDecomposition
  private(set) var iterations = 0
  private(set) var ending = Ending.exhausted

  /// Coefficients that stay where they are.
  private let held: [Int]
  private let spans: [Double]
  private let reach: ([Double]) -> [Double]
  private let evaluate: ([Double]) -> LikelihoodPoint

  /// Searches.
  ///
  /// - Parameters:
  ///   - start: where to begin.
  ///   - known: the likelihood there, where it is known.
  ///   - held: the coefficients that stay where they are: aliased ones, and those that a hypothesis fixes.
  ///   - spans: the largest distance from zero in each column.
  ///   - maximumIterations: after so many steps the search gives up.
  ///   - reach: how far a step moves xβ of some row, for each coefficient in its own units.
  ///   - evaluate: the likelihood.
  init(
    from start: [Double], _ known: LikelihoodPoint? = nil, held: [Int], spans: [Double], maximumIterations: Int = 100,
    reach: @escaping ([Double]) -> [Double], evaluate: @escaping ([Double]) -> LikelihoodPoint
  ) {
    beta = start
    self.held = held
    self.spans = spans
    self.reach = reach
    self.evaluate = evaluate
    point = known ?? evaluate(start)
    decomposition = LDLDecomposition(SymmetricMatrix(size: 0))
    climb(maximumIterations)
  }

  /// The coefficients that run off to infinity.
  var infinite: [Int] { if case .unbounded(let places) = ending { places } else { [] } }
  /// Whether all were found.
  var hasConverged: Bool { if case .converged = ending { true } else { false } }

  private mutating func climb(_ maximum: Int) {
    var previous = Double.infinity
    while iterations <= maximum {
      let step = self.step()
      let gain = zip(point.score, step).reduce(0) { $0 + $1.0 * $1.1 }
      if gain < 1e-10 {
        let vanished = decomposition.dependent.filter { !held.contains($0) }
        if !vanished.isEmpty || step.indices.contains(where: { abs(step[$0]) * spans[$0] > 1e-3 }) {
          // Which they are shows in the covariates' own units: the intercept of centred ones follows all.
          let reach = reach(step)
          ending = .unbounded(step.indices.filter { reach[$0] > 1e-3 || vanished.contains($0) })
          return
        }
        // The last digits: go on while that helps.
        if gain < 1e-22 || gain >= previous {
          ending = .converged
          return
        }
      }
      guard iterations < maximum, advance(step, gain: gain) else {
        ending = gain < 1e-10 ? .converged : .exhausted
        return
      }
      previous = gain
    }
  }

  /// The information, empty where coefficients are held.
  var information: SymmetricMatrix {
    var information = point.information
    for i in held {
      for j in 0..<information.size { information[i, j] = 0 }
    }
    return information
  }

  /// The Newton step, zero for what is held.
  private mutating func step() -> [Double] {
    // Where outcomes are separated the information dwindles: that is no dependence between columns.
    decomposition = LDLDecomposition(information, tolerance: 1e-15)
    return decomposition.solve(point.score)
  }

  /// Goes as much of the step as raises the likelihood; false where none does.
  ///
  /// So near the top that the gain would drown in rounding, the whole step is right.
  private mutating func advance(_ step: [Double], gain: Double) -> Bool {
    var share = 1.0
    let slack = 1e-12 * abs(point.value) + (gain < 1e-8 ? 1e-6 : 0)
    for _ in 0..<30 {
      let next = zip(beta, step).map { $0 + share * $1 }
      let candidate = evaluate(next)
      if candidate.value.isFinite, candidate.value >= point.value - slack {
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
