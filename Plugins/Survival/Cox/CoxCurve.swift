import RealModule
import Statistics

/// The survival that a Cox model predicts for one profile of covariates.
///
///     Λ(t | z) = exp(zβ) Λ₀(t),   S = exp(−Λ)
///     var Λ = exp(2zβ) [ Σ dΛ₀ part + qᵀ V q ],   q = Σ (z − x̄(t)) dΛ₀(t)
///
/// A right-continuous step function, with Λ₀ after Breslow or, with Efron's ties, after Efron. V is the robust variance where the
/// model has one.
///
/// Tsiatis (1981), *Annals of Statistics* 9, 93-108, doi:10.1214/aos/1176345335; with tied events as in Therneau & Grambsch
/// (2000), *Modeling Survival Data*, 10.2.
public struct CoxCurve: Sendable {
  /// The times of the stratum, with events, censorings and numbers at risk of all its subjects, not of the profile.
  public let table: EventTable
  /// Λ at each time.
  public let cumulativeHazard: [Double]
  /// The standard error of Λ, which is that of log S too; NaN where a coefficient is infinite.
  public let standardErrorOfHazard: [Double]

  /// exp(−Λ) at each time.
  public var survival: [Double] { cumulativeHazard.map { .exp(-$0) } }
  /// The standard error of S.
  public var standardError: [Double] { zip(survival, standardErrorOfHazard).map { $0 * $1 } }

  /// Pointwise limits of S.
  ///
  /// - Parameters:
  ///   - transform: the scale on which they are symmetric.
  ///   - level: their coverage.
  /// - Returns: one pair for each time.
  public func band(_ transform: IntervalTransform = .log, level: Double = 0.95) -> ConfidenceBand {
    ConfidenceBand(survival: survival, errors: standardErrorOfHazard, transform: transform, level: level)
  }

  /// The place among the times of the step that holds at a time; nil before the first.
  public func step(at time: Double) -> Int? {
    let place = table.times.partitionPoint { $0 <= time }
    return place > 0 ? place - 1 : nil
  }

  /// The first time at which S is at or below a probability; nil where it never falls so far.
  public func time(ofSurvival probability: Double) -> Double? {
    let hazard = -Double.log(probability)
    let place = cumulativeHazard.partitionPoint { $0 < hazard * (1 - 1e-14) }
    return place < table.times.count ? table.times[place] : nil
  }
}

extension FittedCox {
  /// The survival of a profile.
  ///
  /// At ``centre`` this is R's `basehaz`, at zeros its `basehaz(centered = FALSE)`.
  ///
  /// - Parameters:
  ///   - profile: a value for each covariate.
  ///   - stratum: whose baseline hazard.
  ///   - offset: the profile's own; nil for the mean over the rows.
  /// - Returns: a curve with the stratum's times.
  /// - Throws: ``FollowUpError/lengths(column:expected:found:)`` for a profile of another length,
  ///   ``FollowUpError/badCode(row:code:count:)`` for a stratum that there is not.
  public func curve(at profile: [Double], stratum: Int = 0, offset: Double? = nil) throws -> CoxCurve {
    guard profile.count == covariates.columns else {
      throw FollowUpError.lengths(column: "profile", expected: covariates.columns, found: profile.count)
    }
    guard tables.indices.contains(stratum) else {
      throw FollowUpError.badCode(row: 0, code: stratum, count: stratumCount)
    }
    let table = tables[stratum]
    let distance = zip(profile, data.means).map { $0 - $1 }
    let predictor = zip(distance, model.reached).reduce((offset ?? data.meanOffset) - data.meanOffset) {
      $0 + $1.0 * $1.1
    }
    let risk = Double.exp(predictor)
    var hazards: [Double] = []
    var errors: [Double] = []
    hazards.reserveCapacity(table.times.count)
    errors.reserveCapacity(table.times.count)
    let form = RepeatedQuadraticForm(variance)
    let blocks = blocks(ofStratum: stratum)
    var next = blocks.upperBound
    var (hazard, error) = (0.0, 0.0)
    var reach = [Double](repeating: 0, count: covariates.columns)
    for time in table.times {
      if next > blocks.lowerBound, data.blocks[next - 1].time <= time {
        next -= 1
        let cumulative = gathered.hazards.cumulative[next]
        fillReach(&reach, next, distance, cumulative)
        hazard = risk * cumulative
        error = hasInfinite ? .nan : risk * (gathered.hazards.squares[next] + form(reach)).squareRoot()
      }
      hazards.append(hazard)
      errors.append(error)
    }
    return CoxCurve(table: table, cumulativeHazard: hazards, standardErrorOfHazard: errors)
  }

  /// q = Σ (z − x̄) dΛ₀ up to an event time, in the units of the covariates.
  func fillReach(_ reach: inout [Double], _ block: Int, _ distance: [Double], _ hazard: Double) {
    for i in reach.indices {
      let mean = gathered.hazards.means[block * data.lanes + i / 4][i % 4]
      reach[i] = distance[i] * hazard - mean * data.scales[i]
    }
  }
}
