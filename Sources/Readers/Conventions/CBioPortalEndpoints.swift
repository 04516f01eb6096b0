import Cohorts
import OrderedCollections

/// The endpoints of cBioPortal's patients: each status with its months.
struct CBioPortalEndpoints {
  /// The endpoints, in the order of the columns.
  private(set) var entries: [CohortFolder.EndpointEntry] = []
  /// What is said of their columns: they are known after the origin.
  private(set) var columns: [CohortFolder.ColumnEntry] = []
  /// What was found, and what was not taken for an endpoint, in words.
  private(set) var notes: [String] = []
  /// Why, by where it stands in a `cohort.toml`.
  private(set) var remarks: [String: String] = [:]
  private let read: ReadTable

  private static let labels = [
    "os": "Overall survival", "dfs": "Disease-free survival", "pfs": "Progression-free survival",
    "dss": "Disease-specific survival", "efs": "Event-free survival", "rfs": "Relapse-free survival",
    "ttp": "Time to progression", "ttr": "Time to relapse", "dmfs": "Distant metastasis-free survival",
  ]

  /// The words of a status that are an event, in lower case.
  private static let eventWords: Set = [
    "deceased", "dead", "died", "recurred", "recurred/progressed", "recurrence", "progressed", "progression",
    "relapsed",
    "relapse", "event", "yes", "dead with tumor", "dead of disease",
  ]

  /// The words of a status that are none.
  private static let censoredWords: Set = [
    "living", "alive", "diseasefree", "disease free", "disease-free", "progressionfree", "progression free",
    "progression-free", "censored", "no event", "no", "alive or dead tumor free", "not progressed", "no recurrence",
  ]

  /// Looks through the patients' columns.
  init(_ read: ReadTable) {
    self.read = read
    for status in read.table.columns.keys where status.hasSuffix("_STATUS") {
      let stem = status.dropLast("_STATUS".count)
      guard !stem.isEmpty, let months = read.table.columns["\(stem)_MONTHS"] else { continue }
      add(stem.lowercased(), status: status, time: "\(stem)_MONTHS", months)
    }
  }

  private mutating func add(_ name: String, status: String, time: String, _ months: Column) {
    func decline(_ reason: String) -> Void {
      notes.append("\"\(time)\" and \"\(status)\" are not taken for an endpoint: \(reason)")
    }
    guard let statuses = read.table.columns[status] else { return }
    guard Self.isTime(months) else { return decline("\"\(time)\" is not a number from 0 throughout") }
    let (event, unknown) = Self.event(statuses, named: status)
    guard let event else {
      let words = unknown.prefix(4).map { "\"\($0)\"" }.joined(separator: ", ")
      return decline(words.isEmpty ? "it has no values" : "\(words) is not known to be an event, or to be none")
    }
    let place = Place(file: read.source.name)
    let label = Self.labels[name] ?? name.uppercased()
    let definition = EndpointDefinition(name: name, label: label, time: time, event: event, unit: .months)
    entries.append(.init(definition: definition, places: ["time": place, "event": place]))
    for (column, unit) in [(status, nil), (time, "months")] as [(String, String?)] {
      var entry = CohortFolder.ColumnEntry(name: column, place: place)
      entry.description = ColumnDescription(unit: unit, knownAt: .afterOrigin)
      columns.append(entry)
      remarks["columns.\(column)"] = "what endpoint \"\(name)\" is made of is known after its origin"
    }
    let words = "\"\(time)\" in months, with \"\(status)\""
    remarks["endpoints.\(name)"] = "\(words); decide: what are the months counted from?"
    notes.append("endpoint \"\(name)\" by cBioPortal's names: \(words)")
  }

  private static func isTime(_ column: Column) -> Bool {
    switch column.storage {
    case .number(let values): values.indices.allSatisfy { !column.validity[$0] || values[$0] >= 0 }
    case .integer(let values): values.indices.allSatisfy { !column.validity[$0] || values[$0] >= 0 }
    default: false
    }
  }

  // MARK: - The event

  /// How the event is told; `nil`, with the words that are not known, where it cannot be.
  private static func event(
    _ column: Column, named name: String
  ) -> (event: EndpointDefinition.Event?, unknown: [String]) {
    switch column.storage {
    case .flag: return (.indicator(column: name), [])
    case .integer(let values):
      let other = values.indices.first { column.validity[$0] && values[$0] != 0 && values[$0] != 1 }
      return (other == nil && column.missingCount < column.count ? .indicator(column: name) : nil, [])
    case .category, .text: break
    default: return (nil, [])
    }
    let occurring = OrderedSet((0..<column.count).lazy.filter { column.validity[$0] }.map { column[$0].description })
    let words = occurring.sorted(by: NaturalOrder.precedes)
    let meanings = words.map(isEvent)
    let unknown = zip(words, meanings).filter { $0.1 == nil }.map(\.0)
    guard unknown.isEmpty, !words.isEmpty else { return (nil, unknown) }
    let events = zip(words, meanings).filter { $0.1 == true }.map(\.0)
    let name = Self.quotedName(name)
    guard !events.isEmpty else {
      return (.condition(words.map { "\(name) ~= \(quoted($0))" }.joined(separator: " and ")), [])
    }
    return (.condition(events.map { "\(name) == \(quoted($0))" }.joined(separator: " or ")), [])
  }

  /// Whether a status is an event: by its digit, 0 or 1, or else by its word; `nil` where neither tells.
  private static func isEvent(_ status: String) -> Bool? {
    let parts = status.split(separator: ":", maxSplits: 1)
    if parts.count == 2, let digits = parts.first, digits.allSatisfy(\.isNumber) {
      return digits == "1" ? true : digits == "0" ? false : nil
    }
    if status == "1" || status == "0" { return status == "1" }
    let word = status.lowercased()
    return eventWords.contains(word) ? true : censoredWords.contains(word) ? false : nil
  }

  private static func quoted(_ text: String) -> String {
    "'" + text.replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'"
  }

  private static func quotedName(_ name: String) -> String {
    let isPlain = name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    return isPlain && name.first?.isNumber == false ? name : "`\(name)`"
  }
}
