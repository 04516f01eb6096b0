import RealModule

/// A distribution of one number.
///
/// Both tails are computed, so that neither is the difference of 1 and the other where it is small.
public protocol Distribution: Sendable {
  /// The density at `x`, or of counts the probability of exactly `x`; 0 where there is none.
  func density(_ x: Double) -> Double
  /// The probability of a value at or below `x`, and that of one above it.
  func tails(_ x: Double) -> (lower: Double, upper: Double)
  /// The value below or above which lies probability `p`: of counts, the smallest with at least so much at or below it, or with
  /// at most so much above it. NaN where `p` is outside of 0...1.
  func quantile(_ p: Double, upper: Bool) -> Double
  /// The logarithm of the density where it is too small to be a number of its own.
  func logTail(_ x: Double) -> Double
}

// MARK: - Continuous

/// The normal distribution with any mean and standard deviation.
public struct NormalDistribution: Distribution {
  let mean: Double
  let deviation: Double

  /// A distribution with a standard deviation above 0.
  public init(mean: Double, standardDeviation: Double) {
    self.mean = mean
    deviation = standardDeviation
  }

  /// φ((x − μ)/σ)/σ.
  public func density(_ x: Double) -> Double { Normal.density((x - mean) / deviation) / deviation }

  /// Φ((x − μ)/σ), and what is left.
  public func tails(_ x: Double) -> (lower: Double, upper: Double) {
    let z = (x - mean) / deviation
    return (Normal.cumulative(z), Normal.upperTail(z))
  }

  /// μ + σ z.
  public func quantile(_ p: Double, upper: Bool) -> Double {
    mean + deviation * (upper ? Normal.upperQuantile(p) : Normal.quantile(p))
  }
}

/// The distribution of a number whose logarithm is normal.
public struct LogNormalDistribution: Distribution {
  let logarithm: NormalDistribution

  /// A distribution by the mean and the standard deviation of the logarithm.
  public init(meanLog: Double, standardDeviationLog: Double) {
    logarithm = NormalDistribution(mean: meanLog, standardDeviation: standardDeviationLog)
  }

  /// φ((log x − μ)/σ)/(σ x); 0 where x ≤ 0.
  public func density(_ x: Double) -> Double { x > 0 ? logarithm.density(.log(x)) / x : 0 }

  /// Those of log x.
  public func tails(_ x: Double) -> (lower: Double, upper: Double) {
    x > 0 ? logarithm.tails(.log(x)) : (0, 1)
  }

  /// exp of that of the logarithm.
  public func quantile(_ p: Double, upper: Bool) -> Double { .exp(logarithm.quantile(p, upper: upper)) }
}

/// The uniform distribution between two numbers.
public struct UniformDistribution: Distribution {
  let minimum: Double
  let maximum: Double

  /// A distribution from one number to a larger.
  public init(minimum: Double, maximum: Double) {
    self.minimum = minimum
    self.maximum = maximum
  }

  /// 1/(b − a) between them, the ends counted.
  public func density(_ x: Double) -> Double { x >= minimum && x <= maximum ? 1 / (maximum - minimum) : 0 }

  /// (x − a)/(b − a), and (b − x)/(b − a).
  public func tails(_ x: Double) -> (lower: Double, upper: Double) {
    let width = maximum - minimum
    return (min(max((x - minimum) / width, 0), 1), min(max((maximum - x) / width, 0), 1))
  }

  /// As far between them as the probability says.
  public func quantile(_ p: Double, upper: Bool) -> Double {
    guard p >= 0, p <= 1 else { return .nan }
    return upper ? maximum - p * (maximum - minimum) : minimum + p * (maximum - minimum)
  }
}

/// The Weibull distribution, of which the exponential is that of shape 1.
///
///     P(X > x) = exp(−(x/b)ᵃ)
public struct WeibullDistribution: Distribution {
  let shape: Double
  let scale: Double

  /// A distribution with a shape and a scale above 0.
  public init(shape: Double, scale: Double) {
    self.shape = shape
    self.scale = scale
  }

  /// (a/b)(x/b)ᵃ⁻¹ exp(−(x/b)ᵃ); 0 below zero.
  public func density(_ x: Double) -> Double {
    guard x >= 0 else { return 0 }
    let ratio = x / scale
    if shape == 1 { return .exp(-ratio) / scale }
    return shape / scale * .pow(ratio, shape - 1) * .exp(-.pow(ratio, shape))
  }

  /// −(exp(−h) − 1) and exp(−h), of the hazard h = (x/b)ᵃ.
  public func tails(_ x: Double) -> (lower: Double, upper: Double) {
    guard x > 0 else { return (0, 1) }
    let hazard = shape == 1 ? x / scale : .pow(x / scale, shape)
    return (-.expMinusOne(-hazard), .exp(-hazard))
  }

  /// b h^(1/a), of the hazard that leaves so much.
  public func quantile(_ p: Double, upper: Bool) -> Double {
    guard p >= 0, p <= 1 else { return .nan }
    let hazard = upper ? -.log(p) : -.log(onePlus: -p)
    return scale * (shape == 1 ? hazard : .pow(hazard, 1 / shape))
  }
}

/// The gamma distribution, by shape and rate.
///
///     P(X ≤ x) = P(a, b x)
///
/// in terms of the regularised ``IncompleteGamma``.
public struct GammaDistribution: Distribution {
  let shape: Double
  let rate: Double

  /// A distribution with a shape and a rate above 0.
  public init(shape: Double, rate: Double) {
    self.shape = shape
    self.rate = rate
  }

  /// bᵃ xᵃ⁻¹ e^(−bx)/Γ(a); 0 below zero.
  public func density(_ x: Double) -> Double {
    guard x >= 0 else { return 0 }
    guard x > 0 else { return shape < 1 ? .infinity : shape == 1 ? rate : 0 }
    return IncompleteGamma.poissonTerm(shape, rate * x) * shape / x
  }

  /// P(a, bx) and Q(a, bx).
  public func tails(_ x: Double) -> (lower: Double, upper: Double) { IncompleteGamma.both(shape, rate * x) }

  /// That of a chi-squared with 2a degrees of freedom, over 2b.
  public func quantile(_ p: Double, upper: Bool) -> Double {
    let chiSquared = ChiSquared(degreesOfFreedom: 2 * shape)
    return (upper ? chiSquared.upperQuantile(p) : chiSquared.quantile(p)) / (2 * rate)
  }
}

/// The beta distribution.
///
///     P(X ≤ x) = I(x; a, b)
///
/// in terms of the regularised ``IncompleteBeta``.
public struct BetaDistribution: Distribution {
  let first: Double
  let second: Double

  /// A distribution with shapes above 0.
  public init(_ first: Double, _ second: Double) {
    self.first = first
    self.second = second
  }

  /// xᵃ⁻¹ (1 − x)ᵇ⁻¹/B(a, b); 0 outside of 0...1.
  public func density(_ x: Double) -> Double {
    guard x >= 0, x <= 1 else { return 0 }
    if x == 0 || x == 1 {
      let shape = x == 0 ? first : second
      return shape < 1 ? .infinity : shape == 1 ? first * second : 0
    }
    return IncompleteBeta.power(x, 1 - x, first, second) / (x * (1 - x))
  }

  /// I(x; a, b), and what is left.
  public func tails(_ x: Double) -> (lower: Double, upper: Double) {
    guard x > 0 else { return (0, 1) }
    guard x < 1 else { return (1, 0) }
    return IncompleteBeta.both(x, 1 - x, first, second)
  }

  /// By that of Fisher's F.
  public func quantile(_ p: Double, upper: Bool) -> Double {
    upper ? BetaQuantile.upper(p, first, second) : BetaQuantile.lower(p, first, second)
  }
}

extension StudentT: Distribution {
  /// Both tails.
  public func tails(_ x: Double) -> (lower: Double, upper: Double) { (cumulative(x), upperTail(x)) }

  /// Either quantile.
  public func quantile(_ p: Double, upper: Bool) -> Double { upper ? upperQuantile(p) : quantile(p) }
}

extension ChiSquared: Distribution {
  /// Both tails.
  public func tails(_ x: Double) -> (lower: Double, upper: Double) { (cumulative(x), upperTail(x)) }

  /// Either quantile.
  public func quantile(_ p: Double, upper: Bool) -> Double { upper ? upperQuantile(p) : quantile(p) }
}

extension FisherF: Distribution {
  /// Either quantile.
  public func quantile(_ p: Double, upper: Bool) -> Double { upper ? upperQuantile(p) : quantile(p) }
}
