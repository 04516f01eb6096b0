import Cohorts
import OrderedCollections

/// Finds endpoints that cannot be read, and subjects who have half of one.
struct EndpointUsableCheck: DataCheck {
  let name = "endpoint_incomplete"
  let summary = "an endpoint has a time or an event without the other"

  func findings(in cohort: Cohort) -> [Finding] {
    let table = cohort.checkedSubjects
    return cohort.dictionary.endpoints.values.compactMap { definition in
      guard let endpoint = EndpointRows(definition, in: cohort) else {
        return Finding(
          .error, check: name, "endpoint \"\(definition.name)\" cannot be read from \"\(definition.time)\"",
          table: table.name, column: definition.time, count: 0)
      }
      var rows = ConcernedRows()
      for row in endpoint.time.indices where !endpoint.isKnown(row) {
        let hasTime = endpoint.time[row] == endpoint.time[row]
        if hasTime || endpoint.event[row] != Truth.unknown {
          rows.add(endpoint.stored[row], hasTime ? "time without event" : "event without time")
        }
      }
      guard !rows.isEmpty else { return nil }
      return table.finding(
        .warning, name, "endpoint \"\(definition.name)\" lacks its time or its event", column: definition.time, rows,
        advice: "analyses leave them out")
    }
  }
}

/// Finds events that are neither 0 nor 1.
struct EventNotBinaryCheck: DataCheck {
  let name = "event_not_binary"
  let summary = "an event is neither 0 nor 1"

  func findings(in cohort: Cohort) -> [Finding] {
    let table = cohort.checkedSubjects
    return cohort.dictionary.endpoints.values.compactMap { definition in
      guard case .indicator(let event) = definition.event, let column = cohort.stored.columns[event] else { return nil }
      var rows = ConcernedRows()
      for row in 0..<column.count where column.validity[row] && !Self.isBinary(column, row) {
        rows.add(row, column[row].description)
      }
      guard !rows.isEmpty else { return nil }
      return table.finding(
        .error, name, "endpoint \"\(definition.name)\": \"\(event)\" is neither 0 (censored) nor 1 (event)",
        column: event, rows, advice: "for another coding declare a condition")
    }
  }

  private static func isBinary(_ column: Column, _ row: Int) -> Bool {
    switch column.storage {
    case .flag: true
    case .integer(let values): values[row] == 0 || values[row] == 1
    case .number(let values): values[row] == 0 || values[row] == 1
    default: false
    }
  }
}

/// Finds times below zero: events before their origin.
struct NegativeTimesCheck: DataCheck {
  let name = "negative_time"
  let summary = "a time is negative"

  func findings(in cohort: Cohort) -> [Finding] {
    let table = cohort.checkedSubjects
    var seen: Set<String> = []
    return cohort.checkedEndpoints.compactMap { endpoint in
      let column = endpoint.definition.time
      guard seen.insert(column).inserted else { return nil }
      var rows = ConcernedRows()
      for row in endpoint.time.indices where endpoint.time[row] < 0 {
        rows.add(endpoint.stored[row], endpoint.time[row].shown)
      }
      guard !rows.isEmpty else { return nil }
      return table.finding(
        .error, name, "\"\(column)\" is negative: the event comes before \(endpoint.definition.origin)", column: column,
        rows)
    } + undeclared(table, seen)
  }

  /// Columns that go by the name of a time and are no endpoint's, for they would have been but for what is found here.
  private func undeclared(_ table: CheckedTable, _ seen: Set<String>) -> [Finding] {
    table.variables.compactMap { name, column in
      guard !seen.contains(name), ColumnNames.isTimeToEvent(name), let days = DayColumn(name, column),
        days.axis == .study
      else { return nil }
      var rows = ConcernedRows()
      for row in days.earliest.indices where days.earliest[row] < 0 { rows.add(row, column[row].description) }
      guard !rows.isEmpty else { return nil }
      return table.finding(.error, self.name, "\"\(name)\" is negative", column: name, rows)
    }
  }
}

/// Finds endpoints that every subject has reached, or none.
struct OneOutcomeCheck: DataCheck {
  let name = "one_outcome"
  let summary = "every subject has the event, or none has"

  func findings(in cohort: Cohort) -> [Finding] {
    cohort.checkedEndpoints.compactMap { endpoint in
      let rows = endpoint.time.indices.filter(endpoint.isKnown)
      let events = rows.reduce(0) { $0 + (endpoint.event[$1] == Truth.yes ? 1 : 0) }
      guard rows.count > 1, events == 0 || events == rows.count else { return nil }
      let what = events == 0 ? "is censored" : "has the event"
      return Finding(
        .warning, check: name, "endpoint \"\(endpoint.definition.name)\": every one of \(rows.count) subjects \(what)",
        table: cohort.stored.name, column: endpoint.eventColumn, count: rows.count)
    }
  }
}
