import RealModule

/// The Kaplan-Meier estimate of the survivor function.
///
///     S(t) = ∏ (1 − dᵢ / nᵢ)   over event times tᵢ ≤ t
///     var(log S(t)) = Σ dᵢ / (nᵢ (nᵢ − dᵢ))
///
/// where dᵢ events occur among the nᵢ at risk just before tᵢ: the ``EventTable``. A right-continuous step function. A
/// subject censored at an event time counts as at risk for it. Where S reaches zero the standard error of log S is infinite,
/// that of S undefined (NaN), and so are its limits. With late entries the curve can reach zero while others are yet to
/// come; it stays there.
///
/// - Complexity: O(*k*), for a table of *k* times.
///
/// Kaplan & Meier (1958), *JASA* 53, 457-481, doi:10.2307/2281868. Greenwood (1926), *Reports on Public Health and Medical
/// Subjects* 33, HMSO.
public struct KaplanMeier: Sendable {
  /// How the survivor function follows from the counts.
  public enum Estimator: Sendable {
    /// The product of conditional probabilities: Kaplan and Meier.
    case product
    /// exp(−H), of the cumulative hazard H; its variance is that of H.
    case exponential
  }

  /// How tied events enter the cumulative hazard.
  public enum Hazard: Sendable {
    /// d/n at each time.
    ///
    /// Aalen (1978), *Annals of Statistics* 6, 701-726, doi:10.1214/aos/1176344247.
    case nelsonAalen
    /// 1/n + 1/(n − 1) + … over the d tied events, as though they came one by one.
    ///
    /// Fleming & Harrington (1984), *Communications in Statistics* 13, 2469-2486, doi:10.1080/03610928408828837.
    case flemingHarrington
  }

  /// The counts that the curve is made of.
  public let table: EventTable
  /// Where the curve begins, at S = 1.
  public let origin: Double
  /// S just after each time of the table.
  public let survival: [Double]
  /// The standard error of log S.
  public let standardErrorOfLog: [Double]
  /// The cumulative hazard H.
  public let cumulativeHazard: [Double]
  /// The standard error of H.
  public let standardErrorOfHazard: [Double]

  /// Estimates the curve of a group.
  ///
  /// - Parameters:
  ///   - table: the counts of the group.
  ///   - origin: where the curve begins; all times of the table lie at or after it. Where a time is negative, the first.
  ///   - estimator: how S follows from the counts.
  ///   - hazard: how tied events enter the cumulative hazard.
  public init(
    _ table: EventTable, origin: Double = 0, estimator: Estimator = .product, hazard: Hazard = .nelsonAalen
  ) {
    self.table = table
    self.origin = min(origin, table.times.first ?? origin)
    let (cumulative, hazardError) = Self.accumulateHazard(table, hazard)
    cumulativeHazard = cumulative
    standardErrorOfHazard = hazardError
    switch estimator {
    case .product:
      (survival, standardErrorOfLog) = Self.accumulateProduct(table)
    case .exponential:
      survival = cumulative.map { .exp(-$0) }
      standardErrorOfLog = hazardError
    }
  }

  /// The same curve with other standard errors.
  init(_ curve: KaplanMeier, standardErrorOfLog: [Double], standardErrorOfHazard: [Double]) {
    table = curve.table
    origin = curve.origin
    survival = curve.survival
    cumulativeHazard = curve.cumulativeHazard
    self.standardErrorOfLog = standardErrorOfLog
    self.standardErrorOfHazard = standardErrorOfHazard
  }

  /// The standard error of S.
  ///
  /// S times that of log S; NaN where S is zero.
  public var standardError: [Double] {
    zip(survival, standardErrorOfLog).map { $0 * $1 }
  }

  /// Pointwise confidence limits.
  ///
  /// - Parameters:
  ///   - transform: the scale on which they are symmetric.
  ///   - level: their coverage.
  /// - Returns: one pair of limits for each time of the table.
  public func band(_ transform: IntervalTransform = .log, level: Double = 0.95) -> ConfidenceBand {
    ConfidenceBand(survival: survival, errors: standardErrorOfLog, transform: transform, level: level)
  }

  private static func accumulateProduct(_ table: EventTable) -> ([Double], [Double]) {
    var survival = table.events
    var error = table.events
    var product = 1.0
    var variance = 0.0
    for i in table.events.indices {
      let events = table.events[i]
      let atRisk = table.atRisk[i]
      if events > 0 {
        product *= (atRisk - events) / atRisk
        variance += events / (atRisk * (atRisk - events))
      }
      survival[i] = product
      error[i] = variance.squareRoot()
    }
    return (survival, error)
  }

  private static func accumulateHazard(_ table: EventTable, _ hazard: Hazard) -> ([Double], [Double]) {
    var cumulative = table.events
    var error = table.events
    var total = 0.0
    var variance = 0.0
    for i in table.events.indices {
      let (step, square) = step(table, i, hazard)
      total += step
      variance += square
      cumulative[i] = total
      error[i] = variance.squareRoot()
    }
    return (cumulative, error)
  }

  /// The jump of H at one time, and of its variance.
  private static func step(_ table: EventTable, _ i: Int, _ hazard: Hazard) -> (Double, Double) {
    let events = table.events[i]
    guard events > 0 else { return (0, 0) }
    let atRisk = table.atRisk[i]
    let tied = table.tiedEvents?[i] ?? events
    guard hazard == .flemingHarrington, tied > 1 else { return (events / atRisk, events / (atRisk * atRisk)) }
    let each = events / tied
    var sum = 0.0
    var square = 0.0
    for already in 0..<Int(tied) {
      let left = atRisk - Double(already) * each
      sum += each / left
      square += each / (left * left)
    }
    return (sum, square)
  }
}
