import Cohorts
import OrderedCollections

/// A `cohort.toml`, as text.
struct DictionaryText {
  /// The text.
  private(set) var text = ""

  /// The dictionary of a cohort whose tables are in these files.
  init(_ cohort: Cohort, tables: [(name: String, file: String, table: Table)]) {
    let dictionary = cohort.dictionary
    add("name", cohort.name)
    if let notice = cohort.provenance.notice { add("notice", notice) }
    add("subject_id", dictionary.subjectID)
    if let trial = dictionary.trial { add("trial", trial) }
    open(["tables"])
    for table in tables { add(table.name, table.file) }
    if let subjects = tables.first?.table { add(subjects, dictionary.columns, under: ["columns"]) }
    for table in tables.dropFirst() {
      add(table.table, dictionary.linked[table.name] ?? [:], under: ["linked", table.name])
    }
    for vocabulary in dictionary.vocabularies.values { add(vocabulary) }
    for (name, population) in dictionary.populations {
      open(["populations", name])
      add("label", population.label)
      add("where", population.condition)
    }
    for endpoint in dictionary.endpoints.values { add(endpoint) }
  }

  /// The described columns in the order of their descriptions, then the others.
  private mutating func add(
    _ table: Table, _ descriptions: OrderedDictionary<String, ColumnDescription>, under path: [String]
  ) {
    let described = descriptions.keys.filter { table.columns[$0] != nil }
    for name in described + table.columns.keys.filter({ descriptions[$0] == nil }) {
      guard let column = table.columns[name] else { continue }
      open(path + [name])
      let description = descriptions[name] ?? ColumnDescription()
      if let label = description.label { add("label", label) }
      if let unit = description.unit { add("unit", unit) }
      add("type", column.type.rawValue)
      if case .category(let values) = column.storage { add("levels", values.levels) }
      switch description.knownAt {
      case nil: break
      case .baseline: add("known_at", "baseline")
      case .afterOrigin: add("known_at", "after_origin")
      case .onDay(let days): add("known_at", days)
      }
      if let vocabulary = description.vocabulary { add("vocabulary", vocabulary) }
      if let derivation = description.derivation { add("derivation", derivation) }
    }
  }

  private mutating func add(_ vocabulary: ResponseVocabulary) {
    func codes(_ isIn: (ResponseVocabulary.Level) -> Bool) -> [String] { vocabulary.levels.filter(isIn).map(\.code) }
    open(["vocabularies", vocabulary.name])
    add("label", vocabulary.label)
    add("levels", vocabulary.codes)
    add("response", codes(\.isResponse))
    add("complete", codes(\.isComplete))
    add("progression", codes(\.isProgression))
    add("not_evaluable", codes { !$0.isEvaluable })
    open(["vocabularies", vocabulary.name, "labels"])
    for level in vocabulary.levels { add(level.code, level.label) }
    open(["vocabularies", vocabulary.name, "spellings"])
    for level in vocabulary.levels where !level.spellings.isEmpty { add(level.code, level.spellings) }
  }

  private mutating func add(_ endpoint: EndpointDefinition) {
    open(["endpoints", endpoint.name])
    add("label", endpoint.label)
    add("time", endpoint.time)
    switch endpoint.event {
    case .indicator(let column): add("event", column)
    case .censoring(let column): add("censor", column)
    case .condition(let source): add("event", source)
    }
    add("unit", endpoint.unit.rawValue)
    add("origin", endpoint.origin)
    if let day = endpoint.originDay { add("origin_day", day) }
    if let entry = endpoint.entry { add("entry", entry) }
    if let outcome = endpoint.outcome { add("outcome", outcome) }
    if let reason = endpoint.reason { add("reason", reason) }
  }

  // MARK: - TOML

  private mutating func open(_ path: [String]) {
    text += "\n[\(path.map(Self.key).joined(separator: "."))]\n"
  }

  private mutating func add(_ key: String, _ value: String) { text += "\(Self.key(key)) = \(Self.quoted(value))\n" }

  private mutating func add(_ key: String, _ values: [String]) {
    text += "\(Self.key(key)) = [\(values.map(Self.quoted).joined(separator: ", "))]\n"
  }

  private static func key(_ key: String) -> String {
    let isBare = key.utf8.allSatisfy { $0 == 45 || $0 == 95 || $0 &- 48 < 10 || ($0 | 32) &- 97 < 26 }
    return isBare && !key.isEmpty ? key : quoted(key)
  }

  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      case "\r": quoted += "\\r"
      case _ where scalar.value < 32 || scalar.value == 127:
        let digits = String(scalar.value, radix: 16, uppercase: true)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
