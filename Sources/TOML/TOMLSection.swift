import Names
import OrderedCollections

/// A table of a TOML document, read key by key; faults are gathered, and what was not asked for is one.
public struct TOMLSection: Sendable {
  /// How faults call it, such as `[columns.age]`.
  public let name: String
  /// The document that it is of.
  public let document: TOMLDocument
  private let entries: OrderedDictionary<String, TOMLDocument.Entry>

  /// The document outside all tables.
  public init(root document: TOMLDocument) {
    self.init(name: document.name, document: document, entries: document.root)
  }

  private init(name: String, document: TOMLDocument, entries: OrderedDictionary<String, TOMLDocument.Entry>) {
    self.name = name
    self.document = document
    self.entries = entries
  }

  /// The keys, in the order of the file.
  public var keys: [String] { Array(entries.keys) }

  /// Where a key stands.
  public func keyRange(_ key: String) -> Range<Int>? { entries[key]?.key }

  /// Where a value stands.
  public func valueRange(_ key: String) -> Range<Int>? { entries[key]?.value }

  /// A text, and where it stands; `nil` where there is none.
  public func text(_ key: String, _ faults: inout TOMLFaults) -> (text: String, range: Range<Int>)? {
    guard let entry = entries[key] else { return nil }
    guard case .text(let text) = entry.content else {
      wrong(key, entry, expected: "a text in quotes", &faults)
      return nil
    }
    return (text, entry.value)
  }

  /// Whether a value is a list.
  public func isList(_ key: String) -> Bool {
    if case .list = entries[key]?.content { return true }
    return false
  }

  /// Whether a value is a table.
  public func isTable(_ key: String) -> Bool {
    if case .table = entries[key]?.content { return true }
    return false
  }

  /// A text or a list of texts; `nil` where there is none.
  public func texts(_ key: String, _ faults: inout TOMLFaults) -> [(text: String, range: Range<Int>)]? {
    guard let entry = entries[key] else { return nil }
    guard case .list(let list) = entry.content else { return text(key, &faults).map { [$0] } }
    var texts: [(text: String, range: Range<Int>)] = []
    for element in list {
      guard case .text(let text) = element.content else {
        wrong(key, element, expected: "a list of texts in quotes", &faults)
        return nil
      }
      texts.append((text, element.value))
    }
    return texts
  }

  /// One of some choices; `nil` where there is none, or another.
  public func choice<Choice: RawRepresentable & CaseIterable>(
    _ key: String, of type: Choice.Type, _ faults: inout TOMLFaults
  ) -> Choice? where Choice.RawValue == String {
    guard let (text, range) = text(key, &faults) else { return nil }
    if let choice = Choice(rawValue: text) { return choice }
    let choices = Choice.allCases.map(\.rawValue)
    let nearest = Nearest.name(to: text, among: choices)
    faults.add(document.fault(.unknownChoice(key: key, found: text, choices: choices, nearest: nearest), at: range))
    return nil
  }

  /// A table inside this one; `nil` where there is none.
  public func section(_ key: String, as name: String, _ faults: inout TOMLFaults) -> TOMLSection? {
    guard let entry = entries[key] else { return nil }
    guard case .table(let entries, _) = entry.content else {
      wrong(key, entry, expected: "a table", &faults)
      return nil
    }
    return TOMLSection(name: name, document: document, entries: entries)
  }

  /// Faults for all keys that are none of these.
  public func allow(_ known: [String], _ faults: inout TOMLFaults) {
    for (key, entry) in entries where !known.contains(key) {
      faults.add(
        document.fault(
          .unknownKey(key, table: name, known: known, nearest: Nearest.name(to: key, among: known)), at: entry.key))
    }
  }

  private func wrong(_ key: String, _ entry: TOMLDocument.Entry, expected: String, _ faults: inout TOMLFaults) {
    let kind = TOMLFault.Kind.wrongValue(key: key, expected: expected, found: entry.content.words)
    faults.add(document.fault(kind, at: entry.value))
  }
}
