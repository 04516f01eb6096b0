import Cohorts
import OrderedCollections

/// Finds endpoints by the names of columns, where no dictionary declares them.
///
/// `pfs_days` with `pfs_event` is the endpoint `pfs`, in days; so with `_weeks`, `_months`, `_years`, and with `_time`,
/// taken as days. `time` with `status` or `event` is the endpoint `time`, taken as days. The event must be 0 or 1, or a
/// flag, and the time a number that is never negative.
struct EndpointInference {
  /// What was found, in the order of the columns.
  private(set) var endpoints: [EndpointDefinition] = []
  /// What was found, and what was not taken for one, in words.
  private(set) var notes: [String] = []

  private static let suffixes: [(suffix: String, unit: TimeUnit?)] = [
    ("_days", .days), ("_weeks", .weeks), ("_months", .months), ("_years", .years), ("_time", nil),
  ]

  /// What an endpoint would be called whose times are in a column of this name, in lower case, and in which unit; `nil` for a name
  /// that is not of times.
  static func stem(of time: String) -> (name: String, unit: TimeUnit?)? {
    let time = time.lowercased()
    for (suffix, unit) in suffixes where time.hasSuffix(suffix) && time.count > suffix.count {
      return (String(time.dropLast(suffix.count)), unit)
    }
    return nil
  }

  /// Looks through columns.
  init(_ columns: OrderedDictionary<String, Column>) {
    var byLowercase: [String: String] = [:]
    for name in columns.keys where byLowercase[name.lowercased()] == nil { byLowercase[name.lowercased()] = name }
    for event in columns.keys where event.lowercased().hasSuffix("_event") {
      let name = String(event.dropLast("_event".count))
      let times = Self.suffixes.compactMap { suffix, unit in
        byLowercase[name.lowercased() + suffix].map { (time: $0, unit: unit) }
      }
      if let (time, unit) = times.first, !name.isEmpty { add(name, time, event, unit, columns) }
    }
    if let time = byLowercase["time"], let event = byLowercase["status"] ?? byLowercase["event"] {
      add("time", time, event, nil, columns)
    }
  }

  private mutating func add(
    _ name: String, _ time: String, _ event: String, _ unit: TimeUnit?, _ columns: OrderedDictionary<String, Column>
  ) {
    guard let times = columns[time], let events = columns[event] else { return }
    guard Self.isTime(times), Self.isEvent(events) else {
      let reason =
        Self.isTime(times) ? "\"\(event)\" is not 0 or 1 throughout" : "\"\(time)\" is not a number from 0 throughout"
      notes.append("\"\(time)\" and \"\(event)\" are not taken for an endpoint: \(reason)")
      return
    }
    endpoints.append(
      EndpointDefinition(name: name, time: time, event: .indicator(column: event), unit: unit ?? .days))
    let words = unit.map { "in \($0.rawValue)" } ?? "taken as days"
    notes.append("endpoint \"\(name)\" by the names of its columns: time \"\(time)\" \(words), event \"\(event)\"")
  }

  /// Whether a column can be that of times: numbers that are never negative.
  static func isTime(_ column: Column) -> Bool {
    switch column.storage {
    case .number(let values): values.indices.allSatisfy { !column.validity[$0] || values[$0] >= 0 }
    case .integer(let values): values.indices.allSatisfy { !column.validity[$0] || values[$0] >= 0 }
    default: false
    }
  }

  /// Whether a column can be that of events: a flag, or 0 and 1.
  static func isEvent(_ column: Column) -> Bool {
    switch column.storage {
    case .flag: true
    case .number(let values): values.indices.allSatisfy { !column.validity[$0] || values[$0] == 0 || values[$0] == 1 }
    case .integer(let values): values.indices.allSatisfy { !column.validity[$0] || values[$0] == 0 || values[$0] == 1 }
    default: false
    }
  }
}
