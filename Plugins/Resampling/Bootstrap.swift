import Analyses
import Cohorts
import Statistics

/// A statistic of an analysis with its distribution over resamples of the subjects.
struct Bootstrap {
  /// The statistic of the subjects themselves.
  let estimate: Quantity
  /// Its values in the resamples.
  let replicates: Replicates
  /// Their distribution; nil where there is no estimate.
  let distribution: BootstrapDistribution?
  /// The acceleration, or why there is none; nil where it was not asked for.
  let acceleration: Quantity?

  /// Draws resamples and computes the statistic of each.
  ///
  /// - Parameters:
  ///   - scalar: The statistic.
  ///   - estimate: Its value in the subjects themselves.
  ///   - plan: How subjects are drawn.
  ///   - count: How many resamples there are.
  ///   - wantsAcceleration: Whether the jackknife is done too.
  ///   - progress: Hears how far it is.
  init(
    of scalar: ResampledScalar, estimate: Quantity, plan: ResamplePlan, count: Int, wantsAcceleration: Bool,
    progress: (Surroundings.Progress) -> Void
  ) {
    self.estimate = estimate
    guard let value = estimate.double, plan.subjects > 0 else {
      (replicates, distribution, acceleration) = (Replicates(), nil, nil)
      return
    }
    replicates = Replicates(
      count, rows: plan.rows, of: scalar, progress: { progress(.init("resamples", done: $0, of: count)) },
      fill: { plan.draw($0, into: &$1) })
    distribution = BootstrapDistribution(estimate: value, resamples: replicates.computed)
    acceleration = wantsAcceleration ? Self.acceleration(scalar, value, plan, progress) : nil
  }

  /// The acceleration by the jackknife, done as the resamples are: what is left out is a count as well.
  private static func acceleration(
    _ scalar: ResampledScalar, _ estimate: Double, _ plan: ResamplePlan, _ progress: (Surroundings.Progress) -> Void
  ) -> Quantity {
    let omissions = plan.omissions
    let full = plan.full
    let left = Replicates(
      omissions.count, rows: plan.rows, of: scalar,
      progress: { progress(.init("subjects left out in turn", done: $0, of: omissions.count)) },
      fill: { number, counts in
        counts = full
        for row in omissions[number].rows { counts[Int(row)] -= omissions[number].lost ?? full[Int(row)] }
      })
    guard left.failed == 0 else {
      return .notEstimable("the statistic cannot be computed without some of the subjects (\(left.reasonWords))")
    }
    let influences = zip(left.values, omissions).map {
      (value: $1.factor * (estimate - $0), count: $1.multiplicity)
    }
    return Quantity(
      BootstrapDistribution.acceleration(influences: influences), otherwise: "no subject has any influence on it")
  }
}
