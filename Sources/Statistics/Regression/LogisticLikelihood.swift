import RealModule

/// The likelihood of a logistic regression, in standardised covariates.
///
///     ℓ(β) = Σ w [ y η − log(1 + exp η) ],   η = offset + xβ
///     with Firth's penalty  ℓ(β) + ½ log |I(β)|,   whose score is  Σ w (y − p + h (½ − p)) x
///
/// where I is the information and h = p(1 − p) xᵀ I⁻¹ x.
///
/// - Complexity: O(*n* *p*²) for each β.
struct LogisticLikelihood: Sendable {
  let design: ScaledDesign
  let response: [Bool]
  let weights: [Double]?
  let offset: [Double]?
  let penalty: LogisticModel.Penalty

  /// What one pass over the rows gives at a linear predictor.
  private struct Pass {
    var logLikelihood = 0.0
    /// w (y − p).
    var residuals: [Double]
    /// w p (1 − p).
    var spread: [Double]
    /// ½ − p.
    var tilt: [Double]
  }

  /// The rows with the outcome and those without, by weight.
  var totals: (yes: Double, no: Double) {
    var totals = (yes: 0.0, no: 0.0)
    for row in response.indices {
      let weight = weights?[row] ?? 1
      if response[row] { totals.yes += weight } else { totals.no += weight }
    }
    return totals
  }

  /// The log likelihood without a penalty.
  func logLikelihood(_ beta: [Double]) -> Double {
    pass(design.linearPredictor(beta, offset: offset)).logLikelihood
  }

  /// The likelihood and its derivatives, with the penalty.
  func evaluate(_ beta: [Double]) -> LikelihoodPoint {
    let pass = pass(design.linearPredictor(beta, offset: offset))
    let information = design.crossProduct(pass.spread)
    guard penalty == .firth else {
      return LikelihoodPoint(
        value: pass.logLikelihood, score: design.transposedProduct(pass.residuals), information: information)
    }
    let decomposition = LDLDecomposition(information)
    let leverages = design.quadraticForms(decomposition.inverse())
    var (residuals, weights) = (pass.residuals, pass.spread)
    for row in residuals.indices {
      // spread · leverage is h: the penalty acts as a further row of weight h, half of it with the outcome.
      let h = pass.spread[row] * leverages[row]
      residuals[row] += h * pass.tilt[row]
      weights[row] += h * (0.25 - pass.tilt[row] * pass.tilt[row])
    }
    // In the covariates' own units: their scales multiply the information.
    let scale = design.scales.indices.reduce(0.0) { sum, place in
      decomposition.dependent.contains(place) ? sum : sum + .log(design.scales[place])
    }
    return LikelihoodPoint(
      value: pass.logLikelihood + decomposition.logDeterminant / 2 + scale,
      score: design.transposedProduct(residuals), information: information, curvature: design.crossProduct(weights))
  }

  /// The same in covariates that are not centred, whose intercept is that of the covariates in their own units.
  var uncentred: LogisticLikelihood {
    LogisticLikelihood(
      design: design.uncentred, response: response, weights: weights, offset: offset, penalty: penalty)
  }

  private func pass(_ predictor: [Double]) -> Pass {
    let keepsTilt = penalty == .firth
    var pass = Pass(residuals: predictor, spread: predictor, tilt: keepsTilt ? predictor : [])
    for row in predictor.indices {
      let eta = predictor[row]
      let weight = weights?[row] ?? 1
      // Of the likelier outcome 1/(1 + e), of the other e/(1 + e): neither cancels.
      let e = Double.exp(-abs(eta))
      let likelier = 1 / (1 + e)
      let other = e * likelier
      let isAgainst = (eta > 0) != response[row]
      let miss = isAgainst ? likelier : other
      pass.logLikelihood -= weight * (.log(onePlus: e) + (isAgainst ? abs(eta) : 0))
      pass.residuals[row] = weight * (response[row] ? miss : -miss)
      pass.spread[row] = weight * likelier * other
      if keepsTilt { pass.tilt[row] = (eta > 0 ? -0.5 : 0.5) * (likelier - other) }
    }
    return pass
  }
}
