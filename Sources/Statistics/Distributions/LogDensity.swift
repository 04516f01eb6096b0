// Logarithms of densities for likelihoods: far in the tails a density is below the smallest number that there is, and its logarithm an
// ordinary one. Where the density itself has all its digits its logarithm is taken; elsewhere the sum of the logarithms of its
// parts.

import RealModule

extension Distribution {
  /// The logarithm of the density at `x`; −∞ where there is none.
  public func logDensity(_ x: Double) -> Double {
    let density = density(x)
    // NaN stays what it is.
    if !(density < 1e-290) { return .log(density) }
    return logTail(x)
  }

  /// The same far from where most values lie.
  public func logTail(_ x: Double) -> Double { .log(density(x)) }
}

private let logRootTwoPi = 0.918938533204672741780329736405618

extension NormalDistribution {
  /// −z²/2 − log(σ√2π).
  public func logTail(_ x: Double) -> Double {
    let z = (x - mean) / deviation
    return -0.5 * z * z - .log(deviation) - logRootTwoPi
  }
}

extension LogNormalDistribution {
  /// That of the logarithm, less log x.
  public func logTail(_ x: Double) -> Double { x > 0 ? logarithm.logTail(.log(x)) - .log(x) : -.infinity }
}

extension WeibullDistribution {
  /// log(a/b) + (a − 1) log(x/b) − (x/b)ᵃ.
  public func logTail(_ x: Double) -> Double {
    guard x >= 0 else { return -.infinity }
    let ratio = x / scale
    let rise = shape == 1 ? 0 : (shape - 1) * .log(ratio)
    return .log(shape / scale) + rise - .pow(ratio, shape)
  }
}

extension GammaDistribution {
  /// The Poisson term's logarithm, and log(a/x).
  public func logTail(_ x: Double) -> Double {
    x > 0 ? IncompleteGamma.logPoissonTerm(shape, rate * x) + .log(shape / x) : -.infinity
  }
}

extension ChiSquared {
  /// That of gamma with shape ν/2 and rate ½.
  public func logTail(_ x: Double) -> Double {
    degreesOfFreedom > 0 ? GammaDistribution(shape: degreesOfFreedom / 2, rate: 0.5).logTail(x) : -.infinity
  }
}

extension BetaDistribution {
  /// log xᵃ yᵇ/B(a, b), less log(xy).
  public func logTail(_ x: Double) -> Double {
    guard x > 0, x < 1 else { return -.infinity }
    return IncompleteBeta.logPower(x, 1 - x, first, second) - .log(x) - .log(onePlus: -x)
  }
}

extension FisherF {
  /// By that of the beta.
  public func logTail(_ x: Double) -> Double {
    guard x > 0, x < .infinity else { return -.infinity }
    let total = numerator * x + denominator
    return IncompleteBeta.logPower(numerator * x / total, denominator / total, numerator / 2, denominator / 2) - .log(x)
  }
}

extension StudentT {
  /// By that of the beta.
  public func logTail(_ x: Double) -> Double {
    guard x != 0, x.isFinite else { return -.infinity }
    let nu = degreesOfFreedom
    let total = nu + x * x
    return IncompleteBeta.logPower(nu / total, x * x / total, nu / 2, 0.5) - .log(abs(x))
  }
}

extension Binomial {
  /// Loader's parts, in logarithms.
  public func logTail(_ x: Double) -> Double {
    guard let k = Int(exactly: x), (0...n).contains(k), p > 0, p < 1 else { return -.infinity }
    if k == 0 { return Double(n) * .log(onePlus: -p) }
    if k == n { return Double(n) * .log(p) }
    return IncompleteBeta.logPower(p, 1 - p, x, Double(n) - x) + .log(Double(n)) - .log(x) - .log(Double(n) - x)
  }
}

extension PoissonDistribution {
  /// k log λ − λ − log k!.
  public func logTail(_ x: Double) -> Double {
    guard let k = Int(exactly: x), k >= 0, mean > 0 else { return -.infinity }
    return k == 0 ? -mean : IncompleteGamma.logPoissonTerm(x, mean)
  }
}

extension NegativeBinomial {
  /// Loader's parts, in logarithms.
  public func logTail(_ x: Double) -> Double {
    guard let k = Int(exactly: x), k >= 0, p < 1 else { return -.infinity }
    if k == 0 { return size * .log(p) }
    return IncompleteBeta.logPower(p, 1 - p, size, x) - .log(x)
  }
}

extension Hypergeometric {
  /// The sum of the binomial parts' logarithms.
  public func logTail(_ x: Double) -> Double {
    guard let k = Int(exactly: x), support.contains(k), drawn > 0, drawn < ofKind + others else {
      return .log(density(x))
    }
    let p = Double(drawn) / Double(ofKind + others)
    return Binomial(n: ofKind, p: p).logDensity(x) + Binomial(n: others, p: p).logDensity(Double(drawn - k))
      - Binomial(n: ofKind + others, p: p).logDensity(Double(drawn))
  }
}
