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
  private(set) var keys: [Key] = []
  /// The key of each event.
  private(set) var codes: [Int32]
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
  ///   - terms: The term of each event.
  ///   - classes: The class of each event, where classes are recorded.
  ///   - includingAbsent: Whether terms that no event has are keys as well, without a class.
  init(terms: EventCodes, classes: EventCodes?, includingAbsent: Bool = false) {
    termNames = terms.levels + [Self.noTerm]
    classNames = classes.map { $0.levels + [Self.noClass] } ?? []
    let (noTerm, noClass) = (Int32(terms.levels.count), Int32(classes?.levels.count ?? 0))
    codes = [Int32](repeating: 0, count: terms.codes.count)
    // The key of each term under the class in which it first stands; other classes are rare, and looked up.
    var first = [Int32](repeating: -1, count: terms.levels.count + 1)
    var others: [Key: Int32] = [:]
    for row in codes.indices {
      let term = terms.codes[row] < 0 ? noTerm : terms.codes[row]
      let code = classes.map { $0.codes[row] } ?? -1
      let organClass = code < 0 ? noClass : code
      let known = first[Int(term)]
      if known >= 0, keys[Int(known)].organClass == organClass {
        codes[row] = known
        continue
      }
      let key = Key(term: term, organClass: organClass)
      if known >= 0, let other = others[key] {
        codes[row] = other
        continue
      }
      codes[row] = Int32(keys.count)
      if known < 0 { first[Int(term)] = codes[row] } else { others[key] = codes[row] }
      keys.append(key)
    }
    guard includingAbsent else { return }
    keys += first.dropLast().indices.filter { first[$0] < 0 }.map { Key(term: Int32($0), organClass: noClass) }
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
