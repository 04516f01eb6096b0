import Cohorts
import OrderedCollections
import TOML

extension CohortFolder {
  /// Which rows of a linked table are meant: at most one a subject.
  struct RowChoice {
    /// The linked table.
    var table: (name: String, place: Place)
    /// The condition on its rows; all of them where there is none.
    var condition: (source: String, place: Place)?
  }

  /// Rows of a linked table that are a table of their own.
  struct TablePart {
    var name: String
    var place: Place
    var rows: RowChoice
  }

  /// A population, and where its condition stands.
  struct PopulationEntry {
    var name: String
    var label: String?
    var condition: (source: String, place: Place)
  }

  /// What an endpoint is made from, where that is rows of a linked table.
  ///
  /// The definition beside it names the subjects' columns that are made of these: `os_time`, `os_cnsr` or `os_event`, `os_reason`,
  /// `os_origin_date` and `os_end_date`.
  struct LongEndpoint {
    var rows: RowChoice
    /// The column of times; without one, the days from the origin's date to that of the end, both counted.
    var time: (name: String, place: Place)?
    /// The column of events or of censoring, or a condition on the rows that holds for events.
    var event: (source: String, place: Place)
    /// The column of reasons; and that of the censored, where it is another one.
    var reasons: [(name: String, place: Place)] = []
    var originDate: (name: String, place: Place)?
    var endDate: (name: String, place: Place)?
  }
}

// MARK: - Reading

extension CohortFolder {
  /// The rows that `table` and `where` name; `nil` where there is no `table`.
  static func rowChoice(_ section: TOMLSection, _ faults: inout FaultList) -> RowChoice? {
    guard let table = section.text("table", &faults) else {
      guard !section.keys.contains("table") else { return nil }
      for key in ["where", "origin_date", "end_date"] {
        if let place = section.keyPlace(key) {
          faults.add(DataFault(.missingKey("table", table: section.name), at: place))
        }
      }
      return nil
    }
    return RowChoice(
      table: (table.text, table.place), condition: section.text("where", &faults).map { ($0.text, $0.place) })
  }

  /// An endpoint of a linked table.
  static func longEndpoint(
    _ definition: EndpointDefinition, _ places: [String: Place], rows: RowChoice, _ section: TOMLSection,
    _ faults: inout FaultList
  ) -> EndpointEntry? {
    guard let event = section.text("event", &faults) ?? section.text("censor", &faults) else { return nil }
    var long = LongEndpoint(rows: rows, event: (event.text, event.place))
    long.time = section.text("time", &faults).map { ($0.text, $0.place) }
    long.originDate = section.text("origin_date", &faults).map { ($0.text, $0.place) }
    long.endDate = section.text("end_date", &faults).map { ($0.text, $0.place) }
    long.reasons = (section.texts("reason", &faults) ?? []).map { ($0.text, $0.place) }
    if long.reasons.count > 2, let place = section.place("reason") {
      let kind = DataFault.Kind.wrongValue(
        key: "reason", expected: "a column, or two: of events and of the censored",
        found: "a list of \(long.reasons.count)")
      faults.add(DataFault(kind, at: place))
    }
    if long.time == nil, let unit = section.text("unit", &faults), unit.text != TimeUnit.days.rawValue {
      let kind = DataFault.Kind.wrongValue(
        key: "unit", expected: "\"days\", for there is no column of times and days are counted",
        found: "\"\(unit.text)\"")
      faults.add(DataFault(kind, at: unit.place))
    }
    return EndpointEntry(definition, long: long, places: places)
  }

  /// The parts of linked tables.
  static func parts(_ root: TOMLSection, _ faults: inout FaultList) -> [TablePart] {
    guard let section = root.section("parts", as: "[parts]", &faults) else { return [] }
    return section.keys.compactMap { name in
      guard let place = section.keyPlace(name), let part = section.section(name, as: "[parts.\(name)]", &faults) else {
        return nil
      }
      part.allow(["of", "where"], &faults)
      for key in ["of", "where"] where !part.keys.contains(key) {
        faults.add(DataFault(.missingKey(key, table: part.name), at: place))
      }
      guard let table = part.text("of", &faults), let condition = part.text("where", &faults) else { return nil }
      return TablePart(
        name: name, place: place,
        rows: RowChoice(table: (table.text, table.place), condition: (condition.text, condition.place)))
    }
  }

  /// The populations.
  static func populations(_ root: TOMLSection, _ faults: inout FaultList) -> [PopulationEntry] {
    guard let section = root.section("populations", as: "[populations]", &faults) else { return [] }
    return section.keys.compactMap { name in
      guard let place = section.keyPlace(name),
        let population = section.section(name, as: "[populations.\(name)]", &faults)
      else { return nil }
      population.allow(["label", "where"], &faults)
      let label = population.text("label", &faults)?.text
      guard let condition = population.text("where", &faults) else {
        if !population.keys.contains("where") {
          faults.add(DataFault(.missingKey("where", table: population.name), at: place))
        }
        return nil
      }
      return PopulationEntry(name: name, label: label, condition: (condition.text, condition.place))
    }
  }
}

extension CohortFolder {
  /// The populations, by name.
  var populationsByName: OrderedDictionary<String, Population> {
    var populations: OrderedDictionary<String, Population> = [:]
    for entry in self.populations {
      populations[entry.name] = Population(label: entry.label ?? entry.name, condition: entry.condition.source)
    }
    return populations
  }
}

extension CohortFolder.EndpointEntry {
  /// An endpoint that is made from rows of a linked table.
  ///
  /// - Parameters:
  ///   - definition: What is said of it, with the kind of its event; its columns are replaced by those that will be made.
  ///   - long: What it is made from.
  ///   - places: Where its keys stand.
  init(_ definition: EndpointDefinition, long: CohortFolder.LongEndpoint, places: [String: Place]) {
    var definition = definition
    let name = definition.name
    definition.time = "\(name)_time"
    switch definition.event {
    case .censoring: definition.event = .censoring(column: "\(name)_cnsr")
    case .indicator, .condition: definition.event = .indicator(column: "\(name)_event")
    }
    definition.reason = long.reasons.isEmpty ? nil : "\(name)_reason"
    self.init(definition: definition, places: places, long: long)
  }
}

extension CohortFolder.EndpointEntry {
  /// The subjects' columns that are made from the rows of a linked table; none where it is read from the subjects.
  var madeColumns: [String] {
    guard let long else { return [] }
    let event: String =
      switch definition.event {
      case .censoring(let name), .indicator(let name), .condition(let name): name
      }
    return [
      definition.time, event, definition.reason, long.originDate.map { _ in "\(definition.name)_origin_date" },
      long.endDate.map { _ in "\(definition.name)_end_date" },
    ].compactMap(\.self)
  }
}
