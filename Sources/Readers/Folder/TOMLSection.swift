import Cohorts
import OrderedCollections

/// A table of a TOML document, read key by key; faults are gathered, and what was not asked for is one.
struct TOMLSection {
  /// How faults call it, such as `[columns.age]`.
  let name: String
  private let document: TOMLDocument
  private let entries: OrderedDictionary<String, TOMLDocument.Entry>

  /// The document outside all tables.
  init(root document: TOMLDocument) {
    self.init(name: document.name, document: document, entries: document.root)
  }

  private init(name: String, document: TOMLDocument, entries: OrderedDictionary<String, TOMLDocument.Entry>) {
    self.name = name
    self.document = document
    self.entries = entries
  }

  /// The keys, in the order of the file.
  var keys: [String] { Array(entries.keys) }

  /// The place of a key.
  func keyPlace(_ key: String) -> Place? { entries[key].map { document.place($0.key) } }

  /// The place of a value.
  func place(_ key: String) -> Place? { entries[key].map { document.place($0.value) } }

  /// A text, and where it stands; `nil` where there is none.
  func text(_ key: String, _ faults: inout FaultList) -> (text: String, place: Place)? {
    guard let entry = entries[key] else { return nil }
    guard case .text(let text) = entry.content else {
      wrong(key, entry, expected: "a text in quotes", &faults)
      return nil
    }
    return (text, document.place(entry.value))
  }

  /// Whether a value is a list.
  func isList(_ key: String) -> Bool {
    if case .list = entries[key]?.content { return true }
    return false
  }

  /// A text or a list of texts; `nil` where there is none.
  func texts(_ key: String, _ faults: inout FaultList) -> [(text: String, place: Place)]? {
    guard let entry = entries[key] else { return nil }
    guard case .list(let list) = entry.content else { return text(key, &faults).map { [$0] } }
    var texts: [(text: String, place: Place)] = []
    for element in list {
      guard case .text(let text) = element.content else {
        wrong(key, element, expected: "a list of texts in quotes", &faults)
        return nil
      }
      texts.append((text, document.place(element.value)))
    }
    return texts
  }

  /// One of some choices; `nil` where there is none, or another.
  func choice<Choice: RawRepresentable & CaseIterable>(
    _ key: String, of type: Choice.Type, _ faults: inout FaultList
  ) -> Choice? where Choice.RawValue == String {
    guard let (text, place) = text(key, &faults) else { return nil }
    if let choice = Choice(rawValue: text) { return choice }
    let choices = Choice.allCases.map(\.rawValue)
    let nearest = Nearest.name(to: text, among: choices)
    faults.add(DataFault(.unknownChoice(key: key, found: text, choices: choices, nearest: nearest), at: place))
    return nil
  }

  /// A table inside this one; `nil` where there is none.
  func section(_ key: String, as name: String, _ faults: inout FaultList) -> TOMLSection? {
    guard let entry = entries[key] else { return nil }
    guard case .table(let entries, _) = entry.content else {
      wrong(key, entry, expected: "a table", &faults)
      return nil
    }
    return TOMLSection(name: name, document: document, entries: entries)
  }

  /// Faults for all keys that are none of these.
  func allow(_ known: [String], _ faults: inout FaultList) {
    for (key, entry) in entries where !known.contains(key) {
      let nearest = Nearest.name(to: key, among: known)
      let kind = DataFault.Kind.unknownKey(key, table: name, known: known, nearest: nearest)
      faults.add(DataFault(kind, at: document.place(entry.key)))
    }
  }

  private func wrong(_ key: String, _ entry: TOMLDocument.Entry, expected: String, _ faults: inout FaultList) {
    let kind = DataFault.Kind.wrongValue(key: key, expected: expected, found: entry.content.words)
    faults.add(DataFault(kind, at: document.place(entry.value)))
  }
}
