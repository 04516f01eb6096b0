import Foundation
import Statistics
import TestSupport
import Testing

/// Values of R 4.2.2; `Reference/distribution_tails.R` made them.
private func rows() throws -> [JSONValue] {
  let url = try #require(Bundle.module.url(forResource: "Reference", withExtension: nil))
  return try JSONValue.read(url.appending(path: "distribution_tails.json")).elements
}

@Suite("Distributions are R's, far into both tails") struct DistributionTailTests {
  private static let smallest = Double.leastNormalMagnitude

  /// A distribution by the name and arguments of R.
  private func distribution(_ name: String, _ a: [Double]) -> (any Distribution)? {
    switch name {
    case "norm": NormalDistribution(mean: a[0], standardDeviation: a[1])
    case "t": StudentT(degreesOfFreedom: a[0])
    case "chisq": ChiSquared(degreesOfFreedom: a[0])
    case "f": FisherF(numerator: a[0], denominator: a[1])
    case "beta": BetaDistribution(a[0], a[1])
    case "gamma": GammaDistribution(shape: a[0], rate: a[1])
    case "exp": WeibullDistribution(shape: 1, scale: 1 / a[0])
    case "weibull": WeibullDistribution(shape: a[0], scale: a[1])
    case "lnorm": LogNormalDistribution(meanLog: a[0], standardDeviationLog: a[1])
    case "unif": UniformDistribution(minimum: a[0], maximum: a[1])
    case "binom": Binomial(n: Int(a[0]), p: a[1])
    case "pois": PoissonDistribution(mean: a[0])
    case "nbinom": NegativeBinomial(size: a[0], mean: a[1])
    case "hyper": Hypergeometric(ofKind: Int(a[0]), others: Int(a[1]), drawn: Int(a[2]))
    default: nil
    }
  }

  @Test("densities and probabilities to 1e-12") func tails() throws {
    for row in try rows() where row["x"] != nil {
      let found = try #require(distribution(row["distribution"]?.text ?? "", row["arguments"]?.numbers ?? []))
      let x = try #require(row["x"]?.number)
      let tails = found.tails(x)
      let pairs = [
        ("density", found.density(x)), ("log_density", found.logDensity(x)), ("lower", tails.lower),
        ("upper", tails.upper),
      ]
      for (name, value) in pairs {
        guard let expected = row[name]?.number else { continue }
        expectClose(value, expected, relative: 1e-12, absolute: Self.smallest, because: "\(name) of \(row)")
      }
    }
  }

  @Test("quantiles to 1e-12, of either tail") func quantiles() throws {
    for row in try rows() where row["p"] != nil {
      let found = try #require(distribution(row["distribution"]?.text ?? "", row["arguments"]?.numbers ?? []))
      let p = try #require(row["p"]?.number)
      expectClose(
        found.quantile(p, upper: false), try #require(row["quantile"]?.number), relative: 1e-12, because: "\(row)")
      expectClose(
        found.quantile(p, upper: true), try #require(row["upper_quantile"]?.number), relative: 1e-12, because: "\(row)")
    }
  }

  @Test("at the ends") func ends() {
    #expect(PoissonDistribution(mean: 3).quantile(1, upper: false) == .infinity)
    #expect(PoissonDistribution(mean: 3).quantile(0, upper: false) == 0)
    #expect(Binomial(n: 7, p: 0.2).quantile(1, upper: false) == 7)
    #expect(Binomial(n: 7, p: 0.2).density(2.5) == 0)
    #expect(Binomial(n: 7, p: 0.2).tails(-1) == (0, 1))
    #expect(Binomial(n: 7, p: 0.2).tails(9) == (1, 0))
    #expect(NormalDistribution(mean: 0, standardDeviation: 1).quantile(1.5, upper: false).isNaN)
    #expect(WeibullDistribution(shape: 2, scale: 1).quantile(0, upper: true) == .infinity)
    #expect(WeibullDistribution(shape: 2, scale: 1).density(-1) == 0)
    #expect(BetaDistribution(0.5, 1).density(0) == .infinity)
    #expect(UniformDistribution(minimum: 0, maximum: 2).tails(5) == (1, 0))
    #expect(Hypergeometric(ofKind: 5, others: 2, drawn: 4).support == 2...4)
    // The logarithm of a density that no number holds: dnorm(1e5, log = TRUE)
    expectClose(
      NormalDistribution(mean: 0, standardDeviation: 1).logDensity(1e5), -5000000000.9189386, relative: 1e-15)
    // dgamma(1e4, 2, log = TRUE); dbinom(4000, 5000, 1e-6, log = TRUE)
    expectClose(GammaDistribution(shape: 2, rate: 1).logDensity(1e4), -9990.7896596280243, relative: 1e-14)
    expectClose(Binomial(n: 5000, p: 1e-6).logDensity(4000), -52764.292446063693, relative: 1e-12)
  }

  @Test("quantiles undo probabilities") func inverse() {
    let distributions: [any Distribution] = [
      BetaDistribution(0.3, 4), GammaDistribution(shape: 0.7, rate: 3),
      LogNormalDistribution(meanLog: -2, standardDeviationLog: 2),
      WeibullDistribution(shape: 0.4, scale: 5), NormalDistribution(mean: -4, standardDeviation: 0.01),
    ]
    for distribution in distributions {
      for p in [1e-9, 0.01, 0.3, 0.8] {
        expectClose(distribution.tails(distribution.quantile(p, upper: false)).lower, p, relative: 1e-11)
        expectClose(distribution.tails(distribution.quantile(p, upper: true)).upper, p, relative: 1e-11)
      }
    }
  }
}
