import Analyses
import Cohorts
import Lua
import OrderedCollections

/// What the definition of a vocabulary may hold, for editors.
let vocabularyType =
  "{ name: string, label: string?, levels: string[]?, response: string[]?, complete: string[]?, progression: string[]?, "
  + "not_evaluable: string[]?, labels: table<string, string>?, spellings: table<string, string[]>?, columns: string[]? }"

extension CohortObject {
  /// The cohort with one more response vocabulary, and with columns declared to be written in it.
  func declaringVocabulary(_ arguments: [LuaValue]) throws -> LuaValue {
    with(try VocabularyDefinition(arguments, of: "cohort:declare_vocabulary").added(to: cohort))
  }
}

extension VocabularyDefinition {
  /// The cohort with the vocabulary.
  func added(to cohort: Cohort) throws -> Cohort {
    var declared = cohort
    if hasLevels {
      declared = cohort.declaring(try vocabulary())
    } else {
      _ = try cohort.vocabulary(named: name)
    }
    for column in try texts("columns").map(ColumnName.alone) {
      let parts = column.split(separator: ".", maxSplits: 1).map(String.init)
      let isLinked = !cohort.columnNames.contains(column) && parts.count == 2 && cohort.linked[parts[0]] != nil
      declared =
        try isLinked
        ? declared.declaring(parts[1], inTable: parts[0], vocabulary: name)
        : declared.declaring(column, vocabulary: name)
    }
    return declared
  }
}

/// The named values with which a script declares a vocabulary.
struct VocabularyDefinition {
  private static let known = [
    "name", "label", "levels", "response", "complete", "progression", "not_evaluable", "labels", "spellings", "columns",
  ]

  /// The name by which columns refer to it.
  let name: String
  private let function: String
  private let entries: [Argument.Entry]

  /// Reads a definition, whose levels are checked at once.
  init(_ arguments: [LuaValue], of function: String) throws {
    self.function = function
    entries = try arguments.options(0, of: function)
    for entry in entries where !Self.known.contains(entry.name) {
      throw ArgumentError.unknown(
        entry.name, analysis: function, known: Self.known, nearest: Nearest.name(to: entry.name, among: Self.known))
    }
    let named = entries.first { $0.name == "name" }?.value
    guard let named else {
      throw ArgumentError.missing("name", analysis: function, prose: "the name by which columns refer to it.")
    }
    guard case .text(let name) = named else {
      throw ArgumentError.wrongKind("name", analysis: function, expected: "text", found: named.source)
    }
    self.name = name
    if hasLevels { _ = try vocabulary() }
  }

  /// Whether a vocabulary is declared, not merely named for its columns.
  var hasLevels: Bool { entries.contains { $0.name != "name" && $0.name != "columns" } }

  func vocabulary() throws -> ResponseVocabulary {
    let labels = try map("labels") { entry throws(ArgumentError) in try text(entry.value, of: "labels") }
    let spellings = try map("spellings") { entry throws(ArgumentError) in
      try texts(entry.value, of: "spellings")
    }
    let lists = try ["levels", "response", "complete", "not_evaluable", "progression"].map { try texts($0) }
    do throws(ResponseVocabulary.Fault) {
      return try ResponseVocabulary(
        name: name, label: try? text("label"), levels: lists[0], response: lists[1], complete: lists[2],
        notEvaluable: lists[3], progression: lists[4], labels: labels, spellings: spellings)
    } catch { throw ArgumentError.invalid(analysis: function, reason: error.description) }
  }

  func texts(_ key: String) throws(ArgumentError) -> [String] {
    try value(key).map { value throws(ArgumentError) in try texts(value, of: key) } ?? []
  }

  private func text(_ key: String) throws(ArgumentError) -> String? {
    try value(key).map { value throws(ArgumentError) in try text(value, of: key) }
  }

  private func map<Content>(
    _ key: String, _ read: (Argument.Entry) throws(ArgumentError) -> Content
  ) throws(ArgumentError) -> [String: Content] {
    guard let value = value(key) else { return [:] }
    guard case .map(let entries) = value else {
      throw .wrongKind(key, analysis: function, expected: "a table by level", found: value.source)
    }
    var contents: [String: Content] = [:]
    for entry in entries { contents[entry.name] = try read(entry) }
    return contents
  }

  private func value(_ key: String) -> Argument? { entries.first { $0.name == key }?.value }

  private func texts(_ value: Argument, of key: String) throws(ArgumentError) -> [String] {
    var texts: [String] = []
    for element in value.elements { texts.append(try text(element, of: key)) }
    return texts
  }

  private func text(_ value: Argument, of key: String) throws(ArgumentError) -> String {
    guard case .text(let text) = value else {
      throw .wrongKind(key, analysis: function, expected: "text", found: value.source)
    }
    return text
  }
}
