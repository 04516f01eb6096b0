import RealModule

/// How a confidence interval of the difference of two proportions is found.
///
/// Newcombe (1998), *Statistics in Medicine* 17, 873-890, doi:10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I,
/// compares eleven.
public enum DifferenceMethod: String, Sendable, Hashable, CaseIterable {
  /// The score interval with the factor N / (N − 1).
  ///
  /// Miettinen & Nurminen (1985), *Statistics in Medicine* 4, 213-226, doi:10.1002/sim.4780040211.
  case miettinenNurminen = "miettinen_nurminen"

  /// The score interval without that factor.
  ///
  /// Mee (1984), *Biometrics* 40, 1175-1176.
  case mee

  /// From the Wilson limits of both proportions (Newcombe's method 10).
  case newcombe

  /// From the Wilson limits with correction for continuity (method 11).
  case newcombeCorrected = "newcombe_corrected"

  /// ± z standard errors; cut off at −1 and 1.
  case wald

  /// The same, wider by half a subject of each group on both sides, at most up to the difference, as R's `prop.test`.
  case waldCorrected = "wald_corrected"

  /// Wald's after one responder and one other are added to each group; not cut off.
  ///
  /// Agresti & Caffo (2000), *American Statistician* 54, 280-288, doi:10.1080/00031305.2000.10474560.
  case agrestiCaffo = "agresti_caffo"
}

extension ProportionPair {
  /// The limits of a two-sided confidence interval of p₁ − p₂.
  ///
  /// - Parameters:
  ///   - method: How they are found.
  ///   - level: The coverage that is aimed at, between 0 and 1.
  /// - Returns: The limits; nil where there is nobody in one group.
  public func differenceLimits(_ method: DifferenceMethod, level: Double) -> (lower: Double, upper: Double)? {
    guard let difference, let error = differenceStandardError else { return nil }
    let z = Normal.upperQuantile((1 - level) / 2)
    switch method {
    case .miettinenNurminen: return differenceLimits(z, .miettinenNurminen)
    case .mee: return differenceLimits(z, .plain)
    case .newcombe: return newcombe(first.wilson(z, correction: 0), second.wilson(z, correction: 0))
    case .newcombeCorrected: return newcombe(first.wilson(z, correction: 0.5), second.wilson(z, correction: 0.5))
    case .wald: return Self.around(difference, z * error)
    case .waldCorrected: return Self.around(difference, z * error + continuity(difference))
    case .agrestiCaffo:
      let (p, q) = ((first.x + 1) / (first.size + 2), (second.x + 1) / (second.size + 2))
      let half = z * (p * (1 - p) / (first.size + 2) + q * (1 - q) / (second.size + 2)).squareRoot()
      return (p - q - half, p - q + half)
    }
  }

  /// The square root of the squared distances of both proportions from their limits.
  private func newcombe(
    _ one: (lower: Double, upper: Double), _ other: (lower: Double, upper: Double)
  ) -> (lower: Double, upper: Double) {
    let (p, q) = (first.x / first.size, second.x / second.size)
    return (
      p - q - .hypot(p - one.lower, other.upper - q), p - q + .hypot(one.upper - p, q - other.lower)
    )
  }

  /// How much a correction for continuity widens: at most to the difference itself.
  func continuity(_ difference: Double) -> Double { min(0.5 * (1 / first.size + 1 / second.size), abs(difference)) }

  private static func around(_ difference: Double, _ half: Double) -> (lower: Double, upper: Double) {
    (max(-1, difference - half), min(1, difference + half))
  }
}
