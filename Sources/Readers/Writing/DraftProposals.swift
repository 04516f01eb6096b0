import Cohorts
import OrderedCollections

/// What a first `cohort.toml` proposes of the subjects' columns, by their names and values: comments, for nothing of it is certain.
struct DraftProposals {
  /// A key with a value, and what is to be decided.
  struct Line {
    var key: String
    var value: String
    var question: String
  }

  /// An endpoint of a column of times and one of events.
  struct Endpoint {
    var name: String
    var time: String
    var event: String
    var unit: TimeUnit
  }

  /// The column that names the trials, where one is called so.
  private(set) var trial: Line?
  /// Of each column that may be declared: when it becomes known, and in which vocabulary its responses are.
  private(set) var columns: [String: [Line]] = [:]
  /// Endpoints that the dates of the subjects tell.
  let dated: DateEndpoints?
  /// Endpoints that are not declared.
  private(set) var endpoints: [Endpoint] = []

  /// Looks through the subjects' columns.
  ///
  /// - Parameters:
  ///   - declared: What is inferred of them already.
  ///   - table: The subjects.
  ///   - dated: What their dates tell.
  init(_ declared: CohortFolder, subjects table: Table, dated: DateEndpoints? = nil) {
    let ids = [declared.subjectID.name, declared.trial?.name].compactMap(\.self)
    let columns = table.columns.filter { !ids.contains($0.key) }
    if declared.trial == nil { trial = Self.trial(among: columns) }
    endpoints = Self.endpoints(among: columns, declared)
    self.dated = dated
    for entry in declared.columns {
      guard entry.derive == nil, let column = columns[entry.name] else { continue }
      var lines: [Line] = []
      if entry.description.knownAt == nil { lines.append(knownAt(entry, column, columns, declared)) }
      if entry.vocabulary == nil, let line = Self.vocabulary(column) { lines.append(line) }
      self.columns[entry.name] = lines
    }
  }

  // MARK: - When a column becomes known

  private func knownAt(
    _ entry: CohortFolder.ColumnEntry, _ column: Column, _ columns: OrderedDictionary<String, Column>,
    _ declared: CohortFolder
  ) -> Line {
    let name = entry.name
    let late = LateName(name, label: entry.description.label)
    func line(_ value: String, _ question: String) -> Line { Line(key: "known_at", value: value, question: question) }
    let known = declared.endpoints.filter { $0.long == nil }.map { ($0.definition.name, $0.definition.outcomeColumns) }
    for (endpoint, outcomes) in known + endpoints.map({ ($0.name, [$0.time, $0.event]) }) where outcomes.contains(name)
    {
      return line("after_origin", "it tells how \(endpoint) ends, and is known then")
    }
    if let dated, column.type == .date, name != dated.origin, dated.isLater(column, in: columns) {
      return line(
        "after_origin",
        dated.later.contains(name)
          ? "it tells how \(dated.endpoints.map(\.name).joined(separator: " and ")) end, and is known then"
          : "dates after \"\(dated.origin)\": then not known at baseline")
    }
    if dated?.origin == name { return line("baseline", "when does this become known?") }
    if late == .day {
      return column.type.isNumeric
        ? line(name, "a day after the origin? then known on that day, and not before")
        : line("after_origin", "a date after the origin? then not known at baseline")
    }
    if let day = columns.keys.first(where: { $0.lowercased() == "\(name.lowercased())_day" }),
      columns[day]?.type.isNumeric == true
    {
      return line(day, "known on the day in \(day)?")
    }
    if late != nil { return line("after_origin", "it seems to be found out after the origin") }
    return line("baseline", "when does this become known?")
  }

  // MARK: - Vocabularies

  /// The vocabulary of which a column has two responses at least, and nothing else.
  private static func vocabulary(_ column: Column) -> Line? {
    guard let levels = column.categoryLevels, levels.count > 1 else { return nil }
    let fitting = ResponseVocabulary.builtIn.filter { vocabulary in
      levels.allSatisfy { vocabulary.level(of: $0) != nil }
        && levels.contains { vocabulary.level(of: $0)?.isResponse ?? false }
    }
    guard let first = fitting.first else { return nil }
    let names = fitting.map(\.name)
    return Line(
      key: "vocabulary", value: first.name,
      question: names.count > 1 ? "of which disease? \(names.joined(separator: ", "))" : "are these its responses?")
  }

  // MARK: - Trials

  private static let trialNames = ["studyid", "study_id", "study", "trial_id", "trialid", "trial", "protocol"]

  private static func trial(among columns: OrderedDictionary<String, Column>) -> Line? {
    for wanted in trialNames {
      guard let name = columns.keys.first(where: { $0.lowercased() == wanted }),
        let levels = columns[name]?.categoryLevels, levels.count > 1
      else { continue }
      return Line(
        key: "trial", value: name, question: "does it name the trials? then analyses can be stratified by them")
    }
    return nil
  }

  // MARK: - Endpoints

  /// Columns of times, each with the column of events that is named for it, or else with the one that follows.
  private static func endpoints(
    among columns: OrderedDictionary<String, Column>, _ declared: CohortFolder
  ) -> [Endpoint] {
    let taken = Set(declared.endpoints.flatMap(\.definition.outcomeColumns))
    let names = Array(columns.keys)
    var found: [Endpoint] = []
    for (position, time) in names.enumerated() where !taken.contains(time) {
      guard let (name, unit) = EndpointInference.stem(of: time), LateName(time) != nil,
        let values = columns[time], EndpointInference.isTime(values)
      else { continue }
      let next = position + 1 < names.count ? [names[position + 1]] : []
      let candidates = events(of: name).compactMap { wanted in names.first { $0.lowercased() == wanted } } + next
      let used = taken.union(found.map(\.event))
      guard
        let event = candidates.first(where: { !used.contains($0) && columns[$0].map(EndpointInference.isEvent) == true }
        )
      else { continue }
      found.append(Endpoint(name: name, time: time, event: event, unit: unit ?? .days))
    }
    return found
  }

  /// The names that a column of events usually has, the likelier first.
  private static func events(of endpoint: String) -> [String] {
    let own = ["event", "status", "flag", "ev", "evt"].map { "\(endpoint)_\($0)" }
    switch endpoint {
    case "os": return own + ["died", "dead", "death", "deceased"]
    case "pfs", "ttp", "dor": return own + ["progressed", "progression", "pd"]
    case "rfs", "dfs", "efs": return own + ["relapsed", "relapse", "recurrence"]
    default: return own
    }
  }
}
