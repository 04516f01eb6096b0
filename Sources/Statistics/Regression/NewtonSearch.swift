/// The log likelihood at one β, with its slope and the information.
struct LikelihoodPoint {
  /// What is to be made as large as possible.
  var value: Double
  var score: [Double]
  var information: SymmetricMatrix
  /// What the step is taken by where that is not the information.
  var curvature: SymmetricMatrix?
}

/// Finds the top of a likelihood that curves downwards everywhere.
///
/// Newton's method with step halving, in standardised covariates. It ends where the squared length of the step in units of
/// standard errors falls below 1e-22, or rounding keeps it from falling. Where the likelihood has stopped rising and a
/// coefficient still moves so that some row's xβ changes, by no less with each step, that coefficient has no finite best
/// value: the covariates separate the outcomes. (Where columns are nearly dependent a coefficient moves far, too, but its steps
/// shrink as fast as all others.)
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
    var lastMovement = 0.0
    while iterations <= maximum {
      let step = self.step()
      let movement = step.indices.reduce(0) { max($0, abs(step[$1]) * spans[$1]) }
      let gain = zip(point.score, step).reduce(0) { $0 + $1.0 * $1.1 }
      if gain < 1e-10 {
        let vanished = decomposition.dependent.filter { !held.contains($0) }
        if !vanished.isEmpty || movement > max(1e-3, lastMovement / 4) {
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
      (previous, lastMovement) = (gain, movement)
    }
  }

  /// The information, empty where coefficients are held.
  var information: SymmetricMatrix { point.information.clearing(held) }

  /// How the others follow, to first order, where coefficients that are held move by so much.
  ///
  ///     −I₁₁⁻¹ I₁₀ δ
  ///
  /// Where columns are nearly dependent, a held coefficient that moved alone would take xβ far from what is likely.
  ///
  /// - Parameters:
  ///   - information: at the place where they are.
  ///   - shift: δ of what is held, zero for the others.
  ///   - held: the coefficients that are held.
  /// - Returns: the shift of all.
  static func following(_ information: SymmetricMatrix, shift: [Double], held: [Int]) -> [Double] {
    let others = LDLDecomposition(information.clearing(held), tolerance: 1e-15)
    return zip(shift, others.solve(information.times(shift))).map { $0 - $1 }
  }

  /// The Newton step, zero for what is held.
  private mutating func step() -> [Double] {
    // Where outcomes are separated the information dwindles: that is no dependence between columns.
    decomposition = LDLDecomposition(information, tolerance: 1e-15)
    guard let curvature = point.curvature else { return decomposition.solve(point.score) }
    return LDLDecomposition(curvature.clearing(held), tolerance: 1e-15).solve(point.score)
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

extension SymmetricMatrix {
  /// The same with zeros in some rows and columns.
  fileprivate func clearing(_ places: [Int]) -> SymmetricMatrix {
    var result = self
    for i in places {
      for j in 0..<size { result[i, j] = 0 }
    }
    return result
  }
}
