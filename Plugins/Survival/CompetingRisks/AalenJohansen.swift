import Statistics

/// How the variance of a cumulative incidence is estimated.
public enum IncidenceVariance: String, Sendable, CaseIterable {
  /// The sum over subjects of their squared influence on the curve; holds under case weights and within clusters. R's
  /// `survfit`. Where all are followed from the origin and count once, it is the same as ``greenwood``.
  ///
  /// Therneau, Crowson & Atkinson (2024), *Multi-state models and competing risks*, vignette of R's survival.
  case infinitesimalJackknife = "infinitesimal_jackknife"
  /// With the multinomial variance of the outcomes at each time: R's packages etm and prodlim.
  ///
  /// Andersen, Borgan, Gill & Keiding (1993), *Statistical Models Based on Counting Processes*, 4.4.
  case greenwood
  /// With independent counts of each outcome at each time, their variance made less where events are tied: R's cmprsk.
  ///
  /// Aalen (1978), *Annals of Statistics* 6, 534-545, doi:10.1214/aos/1176344198. Gray (1988), *Annals of Statistics* 16,
  /// 1141-1154, doi:10.1214/aos/1176350951.
  case aalen
}

/// The Aalen-Johansen estimate of the cumulative incidence of each of several competing outcomes.
///
///     Fₖ(t) = Σ S(tᵢ−) dₖᵢ / nᵢ   over times tᵢ ≤ t,   S(t) = ∏ (1 − dᵢ / nᵢ)
///
/// where dₖᵢ events of outcome k, and dᵢ of any, occur among the nᵢ at risk just before tᵢ. Right-continuous step functions
/// that rise from 0; the incidences and S, the probability of being free of them all, add up to 1. One less Kaplan-Meier with the
/// other outcomes censored is more than Fₖ: it is the incidence were nobody to have the others. Who is censored at an event time
/// counts as at risk for it. With one outcome S is the Kaplan-Meier estimate.
///
/// - Complexity: O(*k*) for a table of *k* times; the infinitesimal jackknife O(*n*) where rows enter late, have case weights
///   or depend on each other, each for every outcome.
///
/// Aalen & Johansen (1978), *Scandinavian Journal of Statistics* 5, 141-150.
public struct AalenJohansen: Sendable {
  /// The counts that the curves are made of.
  public let table: OutcomeTable
  /// Where the curves begin.
  public let origin: Double
  /// How their variance was estimated.
  public let variance: IncidenceVariance
  /// For each outcome, its cumulative incidence just after each time of the table.
  public let incidence: [[Double]]
  /// For each outcome, the standard error of its cumulative incidence.
  public let standardError: [[Double]]
  /// The probability of being free of all outcomes, just after each time.
  public let eventFree: [Double]
  /// Its standard error.
  public let eventFreeStandardError: [Double]

  /// Estimates the curves of each group.
  ///
  /// - Parameters:
  ///   - outcomes: the rows.
  ///   - groups: for each row the number of its group, from 0; a negative one leaves the row out. Nil for one group.
  ///   - count: the number of groups.
  ///   - variance: how the variance is estimated.
  ///   - clusters: for each row the number of its cluster, from 0, where rows depend on each other; for the infinitesimal
  ///     jackknife only. Nil where each row stands alone.
  ///   - origin: where the curves begin.
  /// - Returns: one estimate a group.
  /// - Throws: ``FollowUpError``; case weights and clusters are refused but by the infinitesimal jackknife.
  public static func curves(
    of outcomes: CompetingOutcomes, groups: [Int32]? = nil, count: Int = 1,
    variance: IncidenceVariance = .infinitesimalJackknife, clusters: [Int32]? = nil, origin: Double = 0
  ) throws -> [AalenJohansen] {
    let tables = try OutcomeTable.tables(of: outcomes, groups: groups, count: count)
    let hasCaseWeights = if case .cases = outcomes.followUp.weights { true } else { false }
    guard variance == .infinitesimalJackknife else {
      if hasCaseWeights || clusters != nil {
        throw FollowUpError.caseWeightsUnsupported(method: "the \(variance.rawValue) variance of an incidence")
      }
      return tables.map { AalenJohansen($0, variance: variance, origin: origin) }
    }
    guard hasCaseWeights || clusters != nil || outcomes.followUp.entry != nil else {
      return tables.map { AalenJohansen($0, variance: variance, origin: origin) }
    }
    if let clusters { try EventTable.checkClusters(clusters, of: outcomes.followUp) }
    let axis = try TimeAxis(outcomes.followUp)
    let exits = Partition(axis.exitOrder, by: groups, count: count)
    let entries = axis.entryOrder.map { Partition($0, by: groups, count: count) }
    return tables.enumerated().map { group, table in
      var influence = IncidenceInfluence(
        outcomes, axis, exits: exits[group], entries: entries?[group], clusters: clusters)
      return AalenJohansen(table, origin: origin, influence: &influence)
    }
  }

  /// The curves of a table, with a variance that follows from its counts.
  private init(_ table: OutcomeTable, variance: IncidenceVariance, origin: Double) {
    let points = Self.estimate(table)
    self.table = table
    self.origin = min(origin, table.times.first ?? origin)
    self.variance = variance
    incidence = points.incidence
    eventFree = points.eventFree
    standardError = table.events.indices.map { outcome in
      IncidenceVarianceSums.errors(table, points.incidence[outcome], outcome, points.eventFree, variance)
    }
    eventFreeStandardError = IncidenceVarianceSums.eventFreeErrors(table, points.eventFree)
  }

  /// The curves of a table, with the influence of its rows.
  private init(_ table: OutcomeTable, origin: Double, influence: inout IncidenceInfluence) {
    let points = Self.estimate(table)
    self.table = table
    self.origin = min(origin, table.times.first ?? origin)
    variance = .infinitesimalJackknife
    incidence = points.incidence
    eventFree = points.eventFree
    var errors = points.incidence
    var freeErrors = points.eventFree
    for place in table.times.indices {
      influence.step(table, place, eventFreeBefore: place > 0 ? points.eventFree[place - 1] : 1)
      for outcome in errors.indices { errors[outcome][place] = influence.error(of: outcome) }
      freeErrors[place] = influence.eventFreeError(points.eventFree[place])
    }
    standardError = errors
    eventFreeStandardError = freeErrors
  }

  private static func estimate(_ table: OutcomeTable) -> (incidence: [[Double]], eventFree: [Double]) {
    var free = table.allEvents
    var before = 1.0
    for place in free.indices {
      if table.allEvents[place] > 0 {
        free[place] = before * ((table.atRisk[place] - table.allEvents[place]) / table.atRisk[place])
      } else {
        free[place] = before
      }
      before = free[place]
    }
    let incidence = table.events.map { events in
      var total = CompensatedSum()
      return events.indices.map { place -> Double in
        if events[place] > 0 { total.add((place > 0 ? free[place - 1] : 1) * (events[place] / table.atRisk[place])) }
        return total.value
      }
    }
    return (incidence, free)
  }
}
