import Cohorts

/// Finds endpoints whose words for what happened say the contrary of the event: censored by `death`, an event by `alive`.
///
/// The words stand in a column of reasons beside the endpoint (`os_reason`), or in `EVNTDESC` beside `CNSR` in a long table.
struct CensoringReasonCheck: DataCheck {
  let name = "inverted_reason"
  let summary = "the words for an event are those of censoring"

  func findings(in cohort: Cohort) -> [Finding] {
    let subjects = cohort.checkedSubjects
    let endpoints = cohort.checkedEndpoints.compactMap { endpoint -> Finding? in
      guard
        let (reason, column) = subjects.column(named: [
          endpoint.definition.reason ?? "\(endpoint.definition.name)_reason"
        ])
      else { return nil }
      var event = [UInt8](repeating: Truth.unknown, count: subjects.table.count)
      for row in endpoint.event.indices { event[endpoint.stored[row]] = endpoint.event[row] }
      return finding("endpoint \"\(endpoint.definition.name)\"", subjects, event, reason, column)
    }
    return endpoints + cohort.checkedLinked.compactMap(long)
  }

  private func long(_ table: CheckedTable) -> Finding? {
    guard let (_, censoring) = table.column(named: ["CNSR"]), let (reason, column) = table.column(named: ["EVNTDESC"])
    else { return nil }
    let event: [UInt8]
    switch censoring.storage {
    case .integer(let values): event = values.indices.map { Self.event(censoring.validity[$0], values[$0] == 0) }
    case .number(let values): event = values.indices.map { Self.event(censoring.validity[$0], values[$0] == 0) }
    default: return nil
    }
    return finding("\"CNSR\"", table, event, reason, column)
  }

  private static func event(_ isPresent: Bool, _ happened: Bool) -> UInt8 {
    isPresent ? (happened ? Truth.yes : Truth.no) : Truth.unknown
  }

  private func finding(
    _ what: String, _ table: CheckedTable, _ event: [UInt8], _ reason: String, _ column: Column
  ) -> Finding? {
    guard case .category(let words) = column.storage else { return nil }
    let means = words.levels.map(Self.namesEvent)
    var contrary = ConcernedRows()
    var agreeing = 0
    for row in event.indices where event[row] != Truth.unknown && column.validity[row] {
      let level = Int(words.codes[row])
      guard let namesEvent = means[level] else { continue }
      if namesEvent == (event[row] == Truth.yes) {
        agreeing += 1
      } else {
        contrary.add(row, "\(event[row] == Truth.yes ? "event" : "censored"): \(words.levels[level])")
      }
    }
    guard contrary.count >= 2, agreeing * 10 <= contrary.count else { return nil }
    return table.finding(
      .error, name, "\(what) looks inverted: it says the contrary of \"\(reason)\"", column: reason, contrary)
  }

  /// Whether words name an event or a censoring; `nil` where they might be either.
  private static func namesEvent(_ words: String) -> Bool? {
    let words = words.lowercased()
    let censoring = [
      "censor", "alive", "living", "ongoing", "complet", "lost to follow", "withdr", "cut-off", "cutoff", "cut off",
      "last contact", "last assessment", "last tumo", "no event", "no progression", "event-free", "no documented",
    ]
    if censoring.contains(where: words.contains) { return false }
    let events = ["death", "died", "dead", "deceased", "progress", "relapse", "recurrence", "event occur"]
    return events.contains(where: words.contains) ? true : nil
  }
}
