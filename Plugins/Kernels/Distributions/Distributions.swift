import Analyses
import Statistics

/// Kernels of probability distributions: for each its density, its probabilities and its quantiles.
enum Distributions {
  static let kernels: [Kernel] = families.flatMap { [$0.density, $0.probability, $0.quantile] }

  private static let families: [Family] = [
    Family("normal", "the normal distribution", "x is any number.", [mean.any, deviation.any]) {
      NormalDistribution(mean: $0[mean], standardDeviation: $0[deviation])
    },
    Family(
      "t", "Student's t distribution", "x is any number.", [degrees.any], [.init("degrees_of_freedom", .integer(12))]
    ) {
      StudentT(degreesOfFreedom: $0[degrees])
    },
    Family(
      "chi_squared", "the chi-squared distribution", "x is 0 or more.", [degrees.any],
      [.init("degrees_of_freedom", .integer(3))]
    ) { ChiSquared(degreesOfFreedom: $0[degrees]) },
    Family(
      "f", "Fisher's F distribution", "x is 0 or more.", [numerator.any, denominator.any],
      [.init("numerator", .integer(2)), .init("denominator", .integer(30))]
    ) { FisherF(numerator: $0[numerator], denominator: $0[denominator]) },
    Family(
      "beta", "the beta distribution", "x is from 0 to 1.", [shape1.any, shape2.any],
      [.init("shape_1", .integer(2)), .init("shape_2", .integer(5))]
    ) { BetaDistribution($0[shape1], $0[shape2]) },
    Family(
      "gamma", "the gamma distribution", "x is 0 or more.", [shape.any, rate.any], [.init("shape", .integer(2))]
    ) { GammaDistribution(shape: $0[shape], rate: $0[rate]) },
    Family("exponential", "the exponential distribution", "x is 0 or more.", [rate.any]) {
      WeibullDistribution(shape: 1, scale: 1 / $0[rate])
    },
    Family(
      "weibull", "the Weibull distribution", "x is 0 or more; the probability above it is exp(-(x / scale) ^ shape).",
      [shape.any, scale.any], [.init("shape", .number(1.5))]
    ) { WeibullDistribution(shape: $0[shape], scale: $0[scale]) },
    Family("log_normal", "the log-normal distribution", "x is 0 or more.", [meanLog.any, deviationLog.any]) {
      LogNormalDistribution(meanLog: $0[meanLog], standardDeviationLog: $0[deviationLog])
    },
    Family("uniform", "the uniform distribution", "x is any number.", [minimum.any, maximum.any]) {
      let (low, high) = ($0[minimum], $0[maximum])
      guard low < high else { throw $0.wrong("minimum should be below maximum") }
      return UniformDistribution(minimum: low, maximum: high)
    },
    Family(
      "binomial", "the binomial distribution", "x is a count, of so many who respond.", [size.any, chance.any],
      [.init("size", .integer(20)), .init("probability", .number(0.3))], isCount: true
    ) { Binomial(n: $0[size], p: $0[chance]) },
    Family(
      "poisson", "the Poisson distribution", "x is a count.", [average.any], [.init("mean", .number(2.5))],
      isCount: true
    ) { PoissonDistribution(mean: $0[average]) },
    Family(
      "negative_binomial", "the negative binomial distribution",
      "x is a count, of mean m and variance m + m² / size; size is one over the dispersion.",
      [dispersionSize.any, average.any],
      [.init("size", .number(1.5)), .init("mean", .integer(4))], isCount: true
    ) { NegativeBinomial(size: $0[dispersionSize], mean: $0[average]) },
    Family(
      "hypergeometric", "the hypergeometric distribution",
      "x is a count, of those of a kind among those drawn without putting back.", [ofKind.any, others.any, drawn.any],
      [.init("of_kind", .integer(8)), .init("others", .integer(12)), .init("drawn", .integer(5))], isCount: true
    ) {
      let (ofKind, others, drawn) = ($0[ofKind], $0[others], $0[drawn])
      guard drawn <= ofKind + others else {
        throw $0.wrong("drawn should be at most \(ofKind + others), as many as there are; found \(drawn)")
      }
      return Hypergeometric(ofKind: ofKind, others: others, drawn: drawn)
    },
  ]

  private static let mean = Parameter<Double>.real("mean", "The mean.", default: 0)
  private static let deviation = Parameter<Double>.positive("standard_deviation", "The standard deviation.", default: 1)
  private static let degrees = Parameter<Double>.positive(
    "degrees_of_freedom", "The degrees of freedom, not necessarily whole.")
  private static let numerator = Parameter<Double>.positive("numerator", "The degrees of freedom of the numerator.")
  private static let denominator = Parameter<Double>.positive(
    "denominator", "The degrees of freedom of the denominator.")
  private static let shape1 = Parameter<Double>.positive("shape_1", "The first shape: of values near 1.")
  private static let shape2 = Parameter<Double>.positive("shape_2", "The second shape: of values near 0.")
  private static let shape = Parameter<Double>.positive("shape", "The shape.")
  private static let rate = Parameter<Double>.positive("rate", "The rate, one over the scale.", default: 1)
  private static let scale = Parameter<Double>.positive("scale", "The scale.", default: 1)
  private static let meanLog = Parameter<Double>.real("mean_log", "The mean of the logarithm.", default: 0)
  private static let deviationLog = Parameter<Double>.positive(
    "standard_deviation_log", "The standard deviation of the logarithm.", default: 1)
  private static let minimum = Parameter<Double>.real("minimum", "The lower end.", default: 0)
  private static let maximum = Parameter<Double>.real("maximum", "The upper end.", default: 1)
  private static let size = Parameter<Int>.count("size", "How many there are.")
  private static let chance = Parameter<Double>.probability("probability", "The probability of each.")
  private static let average = Parameter<Double>.positive("mean", "The mean.")
  private static let dispersionSize = Parameter<Double>.positive(
    "size", "The size, one over the dispersion, not necessarily whole.")
  private static let ofKind = Parameter<Int>.count("of_kind", "How many there are of the kind.")
  private static let others = Parameter<Int>.count("others", "How many others there are.")
  private static let drawn = Parameter<Int>.count("drawn", "How many are drawn.")
}

/// A family of distributions, and its three kernels.
private struct Family: Sendable {
  let density: Kernel
  let probability: Kernel
  let quantile: Kernel

  init(
    _ name: String, _ words: String, _ support: String, _ parameters: [AnyParameter], _ example: [Argument.Entry] = [],
    isCount: Bool = false, _ distribution: @escaping @Sendable (KernelCall) throws -> any Distribution
  ) {
    let (x, p, tail) = (Self.x, Self.p, Self.tail)
    density = Kernel(
      "numerics.\(name)_density", isCount ? "The probability of exactly x under \(words)." : "The density of \(words).",
      details: "\(support) Elsewhere it is 0.", operands: [x.any], parameters: parameters + [Self.log.any],
      gives: .init(Self.eachType, "A number for each x."), example: example
    ) { call in
      let distribution = try distribution(call)
      return call[Self.log]
        ? call[x].map { distribution.logDensity($0) } : call[x].map { distribution.density($0) }
    }
    probability = Kernel(
      "numerics.\(name)_probability", "The probability of a value at or below x, or above it, under \(words).",
      details: "\(support) Both tails are reckoned by themselves: a small one has as many digits as a large one.",
      operands: [x.any], parameters: parameters + [tail.any], gives: .init(Self.eachType, "A probability for each x."),
      example: example + [.init("tail", .text("upper"))]
    ) { call in
      let (distribution, isUpper) = (try distribution(call), call[tail] == .upper)
      return call[x].map { x in
        let tails = distribution.tails(x)
        return isUpper ? tails.upper : tails.lower
      }
    }
    let which =
      isCount
      ? "The smallest count with at least the probability at or below it, or, of the upper tail, with at most so much above it."
      : "The value at or below which, or, of the upper tail, above which lies the probability."
    quantile = Kernel(
      "numerics.\(name)_quantile", "The quantile of \(words).",
      details: "\(which) math.huge or -math.huge where there is no finite one.", operands: [p.any],
      parameters: parameters + [tail.any], gives: .init(Self.eachType, "A number for each probability."),
      example: example
    ) { call in
      let (distribution, isUpper) = (try distribution(call), call[tail] == .upper)
      return try call[p].map { p in
        guard p >= 0, p <= 1 else {
          throw call.wrong("probabilities should be from 0 to 1, found \(Argument.number(p).source)")
        }
        return distribution.quantile(p, upper: isUpper)
      }
    }
  }

  private static let eachType = "number|workbench.Column"
  private static let x = Operand.each("x", "One value, or a column of them.", example: "{ 0, 1, 2 }")
  private static let p = Operand.each("probabilities", "From 0 to 1: one, or several.", example: "{ 0.025, 0.975 }")
  private static let tail = Parameter<Tail>.choice("tail", "Which tail is meant.", default: .lower)
  private static let log = Parameter.flag(
    "log", "Whether the natural logarithm is given, for likelihoods.", default: false)
}

/// A tail of a distribution.
enum Tail: String, Choice {
  case lower, upper

  var summary: String {
    switch self {
    case .lower: "the values at or below"
    case .upper: "the values above"
    }
  }
}
