import Cohorts
import OrderedCollections

/// An endpoint as its columns have it, before anything is refused: one row for each subject that is in.
struct EndpointRows {
  let definition: EndpointDefinition
  /// The time of each row; not a number where it is missing.
  let time: [Double]
  /// Whether the event happened: ``Truth/yes``, ``Truth/no``, or ``Truth/unknown`` where that is missing or neither.
  let event: [UInt8]
  /// The stored row of each.
  let stored: [Int]

  /// Reads an endpoint; `nil` where its columns are not there or of another kind.
  init?(_ definition: EndpointDefinition, in cohort: Cohort) {
    guard let times = try? cohort.numbers(definition.time), let event = Self.event(definition.event, cohort) else {
      return nil
    }
    self.definition = definition
    self.event = event
    time = times.values.indices.map { times.validity[$0] ? times.values[$0] : .nan }
    stored = (0..<cohort.count).map(cohort.selection.storedRow)
  }

  private static func event(_ event: EndpointDefinition.Event, _ cohort: Cohort) -> [UInt8]? {
    switch event {
    case .condition(let source): return try? cohort.truth(of: source).values
    case .indicator(let name), .censoring(let name):
      guard let (values, validity) = try? cohort.numbers(name) else { return nil }
      var isCensoring = false
      if case .censoring = event { isCensoring = true }
      return values.indices.map { row in
        guard validity[row] else { return Truth.unknown }
        if isCensoring { return values[row] == 0 ? Truth.yes : Truth.no }
        return values[row] == 1 ? Truth.yes : values[row] == 0 ? Truth.no : Truth.unknown
      }
    }
  }

  /// The number of rows in which both are known.
  var known: Int { time.indices.reduce(0) { $0 + (isKnown($1) ? 1 : 0) } }

  /// Whether both are known in a row.
  func isKnown(_ row: Int) -> Bool { time[row] == time[row] && event[row] != Truth.unknown }

  /// The column that the event is read from, where it is one.
  var eventColumn: String? {
    switch definition.event {
    case .indicator(let name), .censoring(let name): name
    case .condition: nil
    }
  }
}

extension Cohort {
  /// The endpoints whose columns can be read, in order.
  var checkedEndpoints: [EndpointRows] { dictionary.endpoints.values.compactMap { EndpointRows($0, in: self) } }

  /// The endpoint of overall survival.
  var overallSurvival: EndpointRows? { checkedEndpoints.first { $0.definition.isOverallSurvival } }
}

extension EndpointDefinition {
  /// Whether its event is death of any cause.
  var isOverallSurvival: Bool {
    name.lowercased() == "os" || label.lowercased().contains("overall survival")
  }

  /// Whether its event is progression or the like, or death, whichever comes first.
  var countsDeath: Bool {
    let label = label.lowercased()
    return ["pfs", "efs", "dfs", "rfs", "lfs"].contains(name.lowercased())
      || ["progression", "event", "disease", "relapse", "leukaemia", "leukemia"].contains {
        label.contains("\($0)-free survival") || label.contains("\($0) free survival")
      }
  }

  /// Whether its event is progression alone.
  var isTimeToProgression: Bool { name.lowercased() == "ttp" || label.lowercased().contains("time to progression") }
}
