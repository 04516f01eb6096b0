import RealModule

/// How a confidence interval of the ratio of two proportions is found.
public enum RatioMethod: String, Sendable, Hashable, CaseIterable {
  /// The score interval with the factor N / (N − 1).
  ///
  /// Miettinen & Nurminen (1985), *Statistics in Medicine* 4, 213-226, doi:10.1002/sim.4780040211.
  case miettinenNurminen = "miettinen_nurminen"

  /// The score interval without that factor.
  ///
  /// Koopman (1984), *Biometrics* 40, 513-517, doi:10.2307/2531405.
  case koopman

  /// ± z standard errors on the scale of the logarithm; undefined where nobody responded in one group.
  ///
  /// Katz, Baptista, Azen & Pike (1978), *Biometrics* 34, 469-474, doi:10.2307/2530610.
  case log

  /// The same after ½ is added to both counts and both sizes.
  ///
  /// Walter (1975), *Biometrika* 62, 371-374, doi:10.1093/biomet/62.2.371.
  case logAdjusted = "log_adjusted"
}

/// How a confidence interval of an odds ratio is found.
public enum OddsRatioMethod: String, Sendable, Hashable, CaseIterable {
  /// The score interval with the factor N / (N − 1).
  ///
  /// Miettinen & Nurminen (1985), *Statistics in Medicine* 4, 213-226, doi:10.1002/sim.4780040211.
  case miettinenNurminen = "miettinen_nurminen"

  /// ± z standard errors on the scale of the logarithm; undefined where a cell is empty.
  ///
  /// Woolf (1955), *Annals of Human Genetics* 19, 251-253, doi:10.1111/j.1469-1809.1955.tb01348.x.
  case log

  /// The same after ½ is added to all four cells.
  ///
  /// Haldane (1956), *Annals of Human Genetics* 20, 309-311, doi:10.1111/j.1469-1809.1955.tb01285.x.
  case logAdjusted = "log_adjusted"
}

extension ProportionPair {
  /// The limits of a two-sided confidence interval of p₁ / p₂; nil where the method has none.
  ///
  /// - Parameters:
  ///   - method: How they are found.
  ///   - level: The coverage that is aimed at, between 0 and 1.
  /// - Returns: The limits; those of a score may be 0 and infinite where nobody responded.
  public func ratioLimits(_ method: RatioMethod, level: Double) -> (lower: Double, upper: Double)? {
    guard isComparable else { return nil }
    let z = Normal.upperQuantile((1 - level) / 2)
    switch method {
    case .miettinenNurminen: return ratioLimits(z, .miettinenNurminen)
    case .koopman: return ratioLimits(z, .plain)
    case .log:
      guard let ratio, let error = logRatioStandardError else { return nil }
      return Self.around(ratio, z * error)
    case .logAdjusted:
      let ratio = (first.x + 0.5) * (second.size + 0.5) / ((first.size + 0.5) * (second.x + 0.5))
      return Self.around(ratio, z * logRatioVariance(adding: 0.5).squareRoot())
    }
  }

  /// The limits of a two-sided confidence interval of the odds ratio; nil where the method has none.
  ///
  /// - Parameters:
  ///   - method: How they are found.
  ///   - level: The coverage that is aimed at, between 0 and 1.
  /// - Returns: The limits; those of a score may be 0 and infinite where a cell is empty.
  public func oddsRatioLimits(_ method: OddsRatioMethod, level: Double) -> (lower: Double, upper: Double)? {
    guard isComparable else { return nil }
    let z = Normal.upperQuantile((1 - level) / 2)
    switch method {
    case .miettinenNurminen: return oddsRatioLimits(z, .miettinenNurminen)
    case .log:
      guard let oddsRatio, let error = logOddsRatioStandardError else { return nil }
      return Self.around(oddsRatio, z * error)
    case .logAdjusted:
      let ratio = (first.x + 0.5) * (second.y + 0.5) / ((first.y + 0.5) * (second.x + 0.5))
      return Self.around(ratio, z * logOddsRatioVariance(adding: 0.5).squareRoot())
    }
  }

  private static func around(_ ratio: Double, _ half: Double) -> (lower: Double, upper: Double) {
    (ratio * .exp(-half), ratio * .exp(half))
  }
}
