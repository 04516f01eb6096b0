/// The terms of events, each under its organ class, and which of them every event has.
///
/// A term that stands under two classes in the data is two keys. Events without a term, or without a class, have keys of their own.
struct EventKeys: Sendable, Hashable {
  /// A term under its class.
  struct Key: Sendable, Hashable {
    /// The place of the term among the levels of terms; the number of levels where it is missing.
    let term: Int32
    /// The place of the class among the levels of classes; the number of levels where it is missing.
    let organClass: Int32
  }

  /// The keys that occur, in the order in which they first do; then those that do not, where they were asked for.
  let keys: [Key]
  /// The key of each row that counts.
  let codes: [Int32]
  /// The names of the terms, the last for those that are missing.
  let termNames: [String]
  /// The names of the classes, the last for those that are missing; empty where classes are not recorded.
  let classNames: [String]

  /// The name of a term that is missing.
  static let noTerm = "Term not recorded"
  /// The name of a class that is missing.
  static let noClass = "Organ class not recorded"

  /// Keys of events.
  ///
  /// - Parameters:
  ///   - terms: The term of each row of the table.
  ///   - classes: The class of each row, where classes are recorded.
  ///   - kept: The rows that count; all where it is `nil`.
  ///   - includingAbsent: Whether terms that no row that counts has are keys as well: under the class in which another row has
  ///     them, or else without one.
  init(terms: EventCodes, classes: EventCodes?, kept: [Int32]? = nil, includingAbsent: Bool = false) {
    termNames = terms.levels + [Self.noTerm]
    classNames = classes.map { $0.levels + [Self.noClass] } ?? []
    var numbering = KeyNumbering(terms, classes)
    if let kept {
      codes = kept.map { numbering.code(Int($0)) }
    } else {
      codes = terms.codes.indices.map { numbering.code($0) }
    }
    if includingAbsent {
      for row in terms.codes.indices where kept != nil { _ = numbering.code(row) }
      numbering.addAbsent()
    }
    keys = numbering.keys
  }

  /// The name of a key's term.
  func termName(_ key: Int) -> String { termNames[Int(keys[key].term)] }

  /// Whether a key is of events without a term.
  func isWithoutTerm(_ key: Int) -> Bool { Int(keys[key].term) == termNames.count - 1 }

  /// Whether a class is that of events without one.
  func isWithoutClass(_ organClass: Int) -> Bool { organClass == classNames.count - 1 }

  /// Whether each term has one key, so that its name is enough to tell it.
  var termsAreUnique: Bool { Set(keys.map(\.term)).count == keys.count }
}

/// Keys, numbered as they are met.
private struct KeyNumbering {
  private(set) var keys: [EventKeys.Key] = []
  private let terms: [Int32]
  private let classes: [Int32]?
  private let noTerm: Int32
  private let noClass: Int32
  /// The key of each term under the class in which it was first met; -1 before.
  private var first: [Int32]
  /// The keys of terms that stand under other classes as well: few.
  private var others: [EventKeys.Key: Int32] = [:]

  init(_ terms: EventCodes, _ classes: EventCodes?) {
    self.terms = terms.codes
    self.classes = classes?.codes
    noTerm = Int32(terms.levels.count)
    noClass = Int32(classes?.levels.count ?? 0)
    first = [Int32](repeating: -1, count: terms.levels.count + 1)
  }

  /// The key of a row.
  @inline(__always)
  mutating func code(_ row: Int) -> Int32 {
    let term = terms[row] < 0 ? noTerm : terms[row]
    let found = classes.map { $0[row] } ?? -1
    let organClass = found < 0 ? noClass : found
    let known = first[Int(term)]
    if known >= 0, keys[Int(known)].organClass == organClass { return known }
    return number(EventKeys.Key(term: term, organClass: organClass))
  }

  private mutating func number(_ key: EventKeys.Key) -> Int32 {
    if let other = others[key] { return other }
    let next = Int32(keys.count)
    keys.append(key)
    if first[Int(key.term)] < 0 { first[Int(key.term)] = next } else { others[key] = next }
    return next
  }

  /// Adds the terms that were never met.
  mutating func addAbsent() {
    for term in first.indices.dropLast() where first[term] < 0 {
      _ = number(EventKeys.Key(term: Int32(term), organClass: noClass))
    }
  }
}
