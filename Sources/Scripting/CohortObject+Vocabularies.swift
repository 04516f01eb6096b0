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
    let definition = VocabularyDefinition(try arguments.options(0, of: VocabularyDefinition.function))
    try definition.checkNames()
    let name = try definition.name()
    var declared = cohort
    if definition.hasLevels {
      declared = cohort.declaring(try definition.vocabulary(name))
    } else {
      _ = try cohort.vocabulary(named: name)
    }
    for column in try definition.texts("columns") {
      let parts = column.split(separator: ".", maxSplits: 1).map(String.init)
      let isLinked = !cohort.columnNames.contains(column) && parts.count == 2 && cohort.linked[parts[0]] != nil
      declared =
        try isLinked
        ? declared.declaring(parts[1], inTable: parts[0], vocabulary: name)
        : declared.declaring(column, vocabulary: name)
    }
    return with(declared)
  }
}

/// The named values with which a script declares a vocabulary.
private struct VocabularyDefinition {
  static let function = "cohort:declare_vocabulary"
  private static let known = [
    "name", "label", "levels", "response", "complete", "progression", "not_evaluable", "labels", "spellings", "columns",
  ]

  private let entries: [Argument.Entry]

  init(_ entries: [Argument.Entry]) { self.entries = entries }

  func checkNames() throws(ArgumentError) {
    for entry in entries where !Self.known.contains(entry.name) {
      throw .unknown(
        entry.name, analysis: Self.function, known: Self.known, nearest: Nearest.name(to: entry.name, among: Self.known)
      )
    }
  }

  func name() throws -> String {
    guard let name = try text("name") else {
      throw ArgumentError.missing("name", analysis: Self.function, prose: "the name by which columns refer to it.")
    }
    return name
  }

  /// Whether a vocabulary is declared, not merely named for its columns.
  var hasLevels: Bool { entries.contains { $0.name != "name" && $0.name != "columns" } }

  func vocabulary(_ name: String) throws -> ResponseVocabulary {
    let labels = try map("labels") { entry throws(ArgumentError) in try Self.text(entry.value, of: "labels") }
    let spellings = try map("spellings") { entry throws(ArgumentError) in
      try Self.texts(entry.value, of: "spellings")
    }
    let lists = try ["levels", "response", "complete", "not_evaluable", "progression"].map(texts)
    do throws(ResponseVocabulary.Fault) {
      return try ResponseVocabulary(
        name: name, label: try? text("label"), levels: lists[0], response: lists[1], complete: lists[2],
        notEvaluable: lists[3], progression: lists[4], labels: labels, spellings: spellings)
    } catch { throw ArgumentError.invalid(analysis: Self.function, reason: error.description) }
  }

  func texts(_ key: String) throws(ArgumentError) -> [String] {
    try value(key).map { value throws(ArgumentError) in try Self.texts(value, of: key) } ?? []
  }

  private func text(_ key: String) throws(ArgumentError) -> String? {
    try value(key).map { value throws(ArgumentError) in try Self.text(value, of: key) }
  }

  private func map<Content>(
    _ key: String, _ read: (Argument.Entry) throws(ArgumentError) -> Content
  ) throws(ArgumentError) -> [String: Content] {
    guard let value = value(key) else { return [:] }
    guard case .map(let entries) = value else {
      throw .wrongKind(key, analysis: Self.function, expected: "a table by level", found: value.source)
    }
    var contents: [String: Content] = [:]
    for entry in entries { contents[entry.name] = try read(entry) }
    return contents
  }

  private func value(_ key: String) -> Argument? { entries.first { $0.name == key }?.value }

  private static func texts(_ value: Argument, of key: String) throws(ArgumentError) -> [String] {
    var texts: [String] = []
    for element in value.elements { texts.append(try text(element, of: key)) }
    return texts
  }

  private static func text(_ value: Argument, of key: String) throws(ArgumentError) -> String {
    guard case .text(let text) = value else {
      throw .wrongKind(key, analysis: function, expected: "text", found: value.source)
    }
    return text
  }
}
