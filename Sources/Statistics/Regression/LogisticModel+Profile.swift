import RealModule

extension LogisticModel {
  /// Limits of one coefficient from the profile of the (penalised) likelihood.
  ///
  ///     { b : 2 (ℓ(β̂) − max over the other coefficients of ℓ, with βⱼ = b) ≤ χ²₁ }
  ///
  /// Unlike Wald's these need no symmetry, and hold under separation, where one of them is infinite.
  ///
  /// - Parameters:
  ///   - place: the coefficient, counted as in ``coefficients``.
  ///   - level: their coverage.
  /// - Returns: nil for an aliased coefficient.
  /// - Complexity: some six fits for each limit.
  ///
  /// Venzon & Moolgavkar (1988), *Applied Statistics* 37, 87-94, doi:10.2307/2347496. Heinze & Schemper (2002).
  public func profileLimits(of place: Int, level: Double = 0.95) -> (lower: Double, upper: Double)? {
    guard !aliased.contains(place) else { return nil }
    let profile = LogisticProfile(self, place)
    let reach = Normal.reach(ofLevel: level)
    return (profile.limit(-1, reach: reach), profile.limit(1, reach: reach))
  }

  /// The likelihood ratio test that some coefficients are zero, the others fitted anew.
  ///
  /// - Parameter places: the coefficients, counted as in ``coefficients``.
  /// - Returns: twice the (penalised) log likelihood that is lost, aliased coefficients not counted.
  public func likelihoodRatioTest(dropping places: [Int]) -> LikelihoodTest {
    let design = likelihood.design
    let held = aliased + places
    var shift = Array(repeating: 0.0, count: beta.count)
    for place in places { shift[place] = -beta[place] }
    shift = NewtonSearch.following(likelihood.evaluate(beta).information, shift: shift, held: held)
    var start = zip(beta, shift).map { $0 + $1 }
    for place in places { start[place] = 0 }
    let without = NewtonSearch(
      from: start, held: held, spans: design.spans, reach: design.reach, evaluate: likelihood.evaluate)
    return LikelihoodTest(
      max(2 * (logLikelihood - without.point.value), 0), places.count { !aliased.contains($0) })
  }

  /// The likelihood ratio test that one coefficient is zero.
  ///
  /// - Parameter place: the coefficient, counted as in ``coefficients``.
  /// - Returns: twice the (penalised) log likelihood that is lost.
  public func likelihoodRatioTest(of place: Int) -> LikelihoodTest { likelihoodRatioTest(dropping: [place]) }
}

/// The likelihood as a function of one coefficient, the others at their best.
private struct LogisticProfile {
  private let place: Int
  private let held: [Int]
  private let likelihood: LogisticLikelihood
  private let top: Double
  private let best: [Double]
  private let scale: Double
  /// A first guess of how far a standard error reaches.
  private let width: Double
  private let state: RegressionCoefficient.State
  private let value: Double

  init(_ model: LogisticModel, _ place: Int) {
    let coefficient = model.coefficients[place]
    self.place = place
    held = model.aliased + [place]
    state = coefficient.state
    value = coefficient.value ?? 0
    top = model.logLikelihood
    let design = model.likelihood.design
    if design.hasIntercept, place == 0 {
      // The intercept of centred covariates is another than that of covariates in their own units.
      likelihood = model.likelihood.uncentred
      var beta = model.beta
      beta[0] = design.unscaled(beta)[0]
      best = beta
    } else {
      likelihood = model.likelihood
      best = model.beta
    }
    scale = design.scales[place]
    width = max((coefficient.standardError ?? 0) * scale, 1 / max(design.spans[place], 1e-300) / 4)
  }

  /// How far the profile at a value has fallen from the top, in standard errors; the others begin near the `last` point.
  private func depth(at value: Double, _ last: inout Place) -> Double {
    var beta = zip(last.beta, last.slope).map { $0 + $1 * (value - last.beta[place]) }
    beta[place] = value
    let search = NewtonSearch(
      from: beta, held: held, spans: likelihood.design.spans, reach: likelihood.design.reach,
      evaluate: likelihood.evaluate)
    last = Place(search.beta, search.point.information, place, held)
    return (2 * max(top - search.point.value, 0)).squareRoot()
  }

  /// A point of the profile, and how the other coefficients follow from there.
  private struct Place {
    let beta: [Double]
    let slope: [Double]

    init(_ beta: [Double], _ information: SymmetricMatrix, _ place: Int, _ held: [Int]) {
      self.beta = beta
      let unit = beta.indices.map { $0 == place ? 1.0 : 0 }
      slope = NewtonSearch.following(information, shift: unit, held: held)
    }
  }

  /// The value to one side of the best at which the profile has fallen by so many standard errors.
  func limit(_ direction: Double, reach: Double) -> Double {
    if state == .infinite, value * direction > 0 { return direction * .infinity }
    var last = Place(best, likelihood.evaluate(best).information, place, held)
    var near = (at: best[place], depth: 0.0)
    var step = width * reach
    // Beyond which there is no limit; columns that nearly depend on each other have coefficients and errors as large.
    let end = max(1e4 / max(likelihood.design.spans[place], 1e-300), abs(best[place]) + 100 * step)
    var far = near
    repeat {
      far.at = near.at + direction * step
      guard abs(far.at) < end else { return direction * .infinity }
      far.depth = depth(at: far.at, &last)
      if far.depth < reach {
        near = far
        step *= 2
      }
    } while far.depth < reach
    return refine(near, far, reach: reach, &last) / scale
  }

  /// Regula falsi, with the end that stays halved (Illinois): the depth is nearly a straight line.
  private func refine(
    _ near: (at: Double, depth: Double), _ far: (at: Double, depth: Double), reach: Double, _ point: inout Place
  ) -> Double {
    var (low, high) = ((near.at, near.depth - reach), (far.at, far.depth - reach))
    var side = 0
    for _ in 0..<60 {
      let next = (low.0 * high.1 - high.0 * low.1) / (high.1 - low.1)
      let miss = depth(at: next, &point) - reach
      if abs(miss) < 1e-11 || abs(high.0 - low.0) < 1e-14 * abs(next) { return next }
      if miss < 0 {
        low = (next, miss)
        if side == -1 { high.1 /= 2 }
        side = -1
      } else {
        high = (next, miss)
        if side == 1 { low.1 /= 2 }
        side = 1
      }
    }
    return (low.0 * high.1 - high.0 * low.1) / (high.1 - low.1)
  }
}
