import Cohorts

extension Analysis {
  /// The cautions for restrictions of a cohort by what becomes known only after the origin of an endpoint.
  ///
  /// Whoever had the event before could not be among those who were kept: it is immortal time as much as a group is.
  static func cautions(
    _ cohort: Cohort, for request: EndpointRequest, isAcknowledged: Bool
  ) throws(CohortError) -> [Caution] {
    guard cohort.flow.contains(where: { $0.knownAt != nil }) else { return [] }
    let endpoint = try cohort.definition(of: request)
    var cautions: [Caution] = []
    for step in cohort.flow {
      guard let knownAt = step.knownAt, let lateness = try cohort.lateness(of: knownAt, for: endpoint) else { continue }
      let when = lateness.medianDay.map { " (median day \(Argument.number($0).source))" } ?? ""
      cautions.append(
        Caution(
          isAcknowledged ? .asBaseline : .immortalTime,
          (isAcknowledged ? "Immortal time, accepted knowingly (as_baseline = true). " : "Immortal time. ")
            + "The cohort was restricted to those where \(step.condition), which becomes known only after the origin "
            + "(\(endpoint.origin)): for \(lateness.subjects) of \(lateness.of) subjects later than it\(when). Whoever had the "
            + "event before could not be among them.",
          remedy: isAcknowledged
            ? nil
            : "Count the time from the day on which it becomes known (an endpoint with origin_day), or restrict by what is known at "
              + "the origin."))
    }
    return cautions
  }
}
