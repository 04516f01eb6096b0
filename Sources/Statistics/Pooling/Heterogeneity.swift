import RealModule

/// Estimates of one quantity from several independent studies, each with its variance.
///
/// All sums are over the studies, with weights wᵢ = 1 / (vᵢ + τ²) for a variance τ² between them.
public struct StudyEstimates: Sendable {
  /// The estimates yᵢ.
  public let values: [Double]
  /// Their variances vᵢ, above 0.
  public let variances: [Double]

  /// Estimates with their variances.
  ///
  /// - Returns: nil where there are none, where their numbers differ, or where a variance is not above 0 and finite.
  public init?(_ values: [Double], variances: [Double]) {
    guard !values.isEmpty, values.count == variances.count, values.allSatisfy(\.isFinite),
      variances.allSatisfy({ $0 > 0 && $0.isFinite })
    else { return nil }
    self.values = values
    self.variances = variances
  }

  /// The number of studies.
  public var count: Int { values.count }

  /// The weights under a variance between the studies.
  public func weights(_ between: Double) -> [Double] { variances.map { 1 / ($0 + between) } }

  /// The weighted mean under a variance between the studies, and its variance if that were known.
  public func mean(_ between: Double) -> (mean: Double, variance: Double) {
    var total = 0.0
    var sum = 0.0
    for (value, weight) in zip(values, weights(between)) {
      total += weight
      sum += weight * value
    }
    return (sum / total, 1 / total)
  }

  /// The weighted sum of squares about the mean: Q, where the variance between the studies is 0.
  ///
  /// Cochran (1954), *Biometrics* 10, 101-129, doi:10.2307/3001666.
  public func squares(_ between: Double) -> Double {
    let mean = mean(between).mean
    return zip(values, weights(between)).reduce(0) { $0 + $1.1 * ($1.0 - mean) * ($1.0 - mean) }
  }

  /// The variance that is typical of the studies, (k − 1) Σw / ((Σw)² − Σw²) with w = 1 / v: what I² and H² compare τ² with.
  ///
  /// Higgins & Thompson (2002), *Statistics in Medicine* 21, 1539-1558, doi:10.1002/sim.1186. NaN of one study.
  public var typicalVariance: Double {
    let weights = weights(0)
    let sum = weights.reduce(0, +)
    return Double(count - 1) * sum / (sum * sum - weights.reduce(0) { $0 + $1 * $1 })
  }
}

/// The variance τ² between studies, by one of its estimators.
public enum BetweenStudies: String, Sendable, CaseIterable {
  /// Restricted maximum likelihood.
  ///
  /// Viechtbauer (2005), *Journal of Educational and Behavioral Statistics* 30, 261-293, doi:10.3102/10769986030003261.
  case restrictedLikelihood = "reml"
  /// By the moment of Q.
  ///
  /// DerSimonian & Laird (1986), *Controlled Clinical Trials* 7, 177-188, doi:10.1016/0197-2456(86)90046-2.
  case derSimonianLaird = "dersimonian_laird"
  /// The τ² under which the weighted sum of squares has its expectation k − 1.
  ///
  /// Paule & Mandel (1982), *Journal of Research of the National Bureau of Standards* 87, 377-385, doi:10.6028/jres.087.022.
  case pauleMandel = "paule_mandel"

  /// τ², 0 or more; 0 of one study.
  public func variance(_ studies: StudyEstimates) -> Double {
    guard studies.count > 1 else { return 0 }
    return switch self {
    case .restrictedLikelihood: Self.restrictedLikelihood(studies)
    case .derSimonianLaird: Self.moment(studies)
    case .pauleMandel: Self.variance(of: studies, withSquares: Double(studies.count - 1))
    }
  }

  private static func moment(_ studies: StudyEstimates) -> Double {
    let weights = studies.weights(0)
    let sum = weights.reduce(0, +)
    let scale = sum - weights.reduce(0) { $0 + $1 * $1 } / sum
    return max(0, (studies.squares(0) - Double(studies.count - 1)) / scale)
  }

  /// The τ² under which the weighted sum of squares, which falls as τ² rises, has a given value; 0 where it is below that
  /// already at 0.
  static func variance(of studies: StudyEstimates, withSquares target: Double) -> Double {
    guard studies.squares(0) > target else { return 0 }
    var low = 0.0
    var high = max(moment(studies), studies.typicalVariance)
    while studies.squares(high) > target, high < .greatestFiniteMagnitude / 4 {
      low = high
      high *= 2
    }
    for _ in 0..<200 {
      let middle = low + (high - low) / 2
      guard middle > low, middle < high else { break }
      if studies.squares(middle) > target { low = middle } else { high = middle }
    }
    return low + (high - low) / 2
  }

  /// Fisher scoring from the moment estimate; steps that would lead below 0 are halved, unless the likelihood falls from 0
  /// on.
  private static func restrictedLikelihood(_ studies: StudyEstimates) -> Double {
    var between = moment(studies)
    for _ in 0..<500 {
      var step = scoringStep(studies, between)
      if between + step <= 0 {
        if scoringStep(studies, 0) <= 0 { return 0 }
        while between + step <= 0 { step /= 2 }
      }
      between += step
      if abs(step) <= 1e-15 * max(between, studies.typicalVariance) { break }
    }
    return between
  }

  /// (y'PPy − tr P) / tr PP, with P = W − W1(1'W1)⁻¹1'W.
  private static func scoringStep(_ studies: StudyEstimates, _ between: Double) -> Double {
    let weights = studies.weights(between)
    let mean = studies.mean(between).mean
    var (first, second, third, squares) = (0.0, 0.0, 0.0, 0.0)
    for (weight, value) in zip(weights, studies.values) {
      first += weight
      second += weight * weight
      third += weight * weight * weight
      squares += weight * weight * (value - mean) * (value - mean)
    }
    let ratio = second / first
    return (squares - (first - ratio)) / (second - 2 * third / first + ratio * ratio)
  }
}
