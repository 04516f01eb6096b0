import Cohorts

/// Finds subjects whose progression-free survival, or the like, is longer than their overall survival.
struct EndpointOrderCheck: DataCheck {
  let name = "endpoint_order"
  let summary = "progression-free survival and overall survival contradict each other"

  func findings(in cohort: Cohort) -> [Finding] {
    guard let overall = cohort.overallSurvival else { return [] }
    let table = cohort.checkedSubjects
    return cohort.checkedEndpoints.flatMap { endpoint -> [Finding] in
      let definition = endpoint.definition
      guard definition.countsDeath || definition.isTimeToProgression, definition.unit == overall.definition.unit,
        definition.originDay == overall.definition.originDay, definition.name != overall.definition.name
      else { return [] }
      return [
        longer(endpoint, overall, table), definition.countsDeath ? deathNotCounted(endpoint, overall, table) : nil,
        overallMissing(endpoint, overall, table),
      ].compactMap(\.self)
    }
  }

  private func longer(_ endpoint: EndpointRows, _ overall: EndpointRows, _ table: CheckedTable) -> Finding? {
    var rows = ConcernedRows()
    // Times that rounding alone tells apart are the same.
    for row in endpoint.time.indices where endpoint.time[row] > overall.time[row] * (1 + 1e-9) {
      rows.add(endpoint.stored[row], "\(Self.words(endpoint.time[row])) after \(Self.words(overall.time[row]))")
    }
    guard !rows.isEmpty else { return nil }
    return table.finding(
      .error, name, "\"\(endpoint.definition.time)\" is longer than \"\(overall.definition.time)\"",
      column: endpoint.definition.time, rows)
  }

  private func deathNotCounted(_ endpoint: EndpointRows, _ overall: EndpointRows, _ table: CheckedTable) -> Finding? {
    var rows = ConcernedRows()
    for row in endpoint.time.indices
    where endpoint.event[row] == Truth.no && overall.event[row] == Truth.yes && endpoint.time[row] == overall.time[row]
    {
      rows.add(endpoint.stored[row], "at \(Self.words(overall.time[row]))")
    }
    guard !rows.isEmpty else { return nil }
    return table.finding(
      .warning, name,
      "endpoint \"\(endpoint.definition.name)\" is censored at the time of death, which is one of its events",
      column: endpoint.eventColumn ?? endpoint.definition.time, rows)
  }

  private func overallMissing(_ endpoint: EndpointRows, _ overall: EndpointRows, _ table: CheckedTable) -> Finding? {
    var rows = ConcernedRows()
    for row in endpoint.time.indices where endpoint.isKnown(row) && !overall.isKnown(row) {
      rows.add(endpoint.stored[row])
    }
    guard !rows.isEmpty else { return nil }
    return table.finding(
      .warning, name,
      "endpoint \"\(endpoint.definition.name)\" is there and \"\(overall.definition.name)\" is missing",
      column: overall.definition.time, rows)
  }

  private static func words(_ time: Double) -> String { time.shown }
}
