import Analyses
import Cohorts

extension ScriptParameter {
  /// Reads a declaration.
  ///
  /// It has the form `landmarks (numbers, days, from 0, default 60, 90): the days of the landmarks.` Behind the kind stand, where
  /// there are such, the unit, the range of numbers, and the default; of a choice, the names that can be chosen.
  init(declaration: String, place: ScriptHeaderError.Place) throws(ScriptHeaderError) {
    guard let open = declaration.firstIndex(of: "("), let close = declaration.firstRange(of: "):") else {
      throw .parameter(place, reason: "a parameter's type should stand in brackets")
    }
    name = declaration[..<open].trimmed()
    guard !name.isEmpty, name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" }) else {
      throw .parameter(place, reason: "a parameter's name should be letters, digits and underscores")
    }
    prose = declaration[close.upperBound...].trimmed()
    guard !prose.isEmpty else { throw .parameter(place, reason: "a parameter should say what it means") }
    let inner = declaration[declaration.index(after: open)..<close.lowerBound]
    let (head, value) = Self.separateDefault(inner)
    let words = head.split(separator: ",").map { $0.trimmed() }.filter { !$0.isEmpty }
    guard let first = words.first, let kind = Kind(rawValue: first) else {
      let kinds = Kind.allCases.map(\.rawValue)
      let suggestion = words.first.flatMap { Nearest.name(to: $0, among: kinds) }
      throw .parameter(
        place,
        reason: "a parameter's type should be one of \(kinds.joined(separator: ", "))"
          + (suggestion.map { ", did you mean \"\($0)\"?" } ?? ""))
    }
    self.kind = kind
    if kind == .choice {
      choices = Array(words.dropFirst())
      guard choices.count > 1, Set(choices).count == choices.count else {
        throw .parameter(
          place, reason: "a choice should name what can be chosen, as in (choice, days, months, default days)")
      }
    } else {
      try read(words.dropFirst(), place)
    }
    do throws(ScriptParameterError) {
      fallback = try value.map { text throws(ScriptParameterError) in try parse(text) }
    } catch { throw .parameter(place, reason: error.description) }
  }

  /// What stands before the default, and the default.
  private static func separateDefault(_ text: Substring) -> (head: String, value: String?) {
    guard let range = text.firstRange(of: "default") else { return (String(text), nil) }
    return (String(text[..<range.lowerBound]), text[range.upperBound...].trimmed())
  }

  /// Reads the unit and the range, either of which may be missing.
  private mutating func read(_ words: ArraySlice<String>, _ place: ScriptHeaderError.Place) throws(ScriptHeaderError) {
    var words = words
    if let last = words.last, let range = try Self.range(last, place) {
      guard [.number, .numbers, .integer].contains(kind) else {
        throw .parameter(
          place, reason: "only numbers have a range, and \"\(name)\" is a parameter of type \(kind.rawValue)")
      }
      self.range = range
      words.removeLast()
    }
    unit = words.popFirst()
    if let surplus = words.first {
      throw .parameter(
        place,
        reason:
          "behind the type should stand a unit, a range such as \"from 0 to 1\" and the default, and \"\(surplus)\" is none of them"
      )
    }
  }

  /// The range that a text says, as in `from 0 to 100` or `above 0`; `nil` where it says none.
  private static func range(
    _ text: String, _ place: ScriptHeaderError.Place
  ) throws(ScriptHeaderError) -> OpenRange? {
    let words = text.split(separator: " ").map(String.init)
    guard let first = words.first, ["from", "to", "above", "below"].contains(first) else { return nil }
    var ends: [String: Double] = [:]
    for start in stride(from: 0, to: words.count, by: 2) {
      guard start + 1 < words.count, let number = Double(words[start + 1]), number.isFinite,
        ["from", "to", "above", "below"].contains(words[start]), ends.updateValue(number, forKey: words[start]) == nil
      else {
        throw .parameter(place, reason: "a range should be as in \"from 0 to 1\" or \"above 0\", found \"\(text)\"")
      }
    }
    let least = [ends["from"], ends["above"]].compactMap(\.self)
    let most = [ends["to"], ends["below"]].compactMap(\.self)
    guard least.count < 2, most.count < 2 else {
      throw .parameter(place, reason: "a range should have one lower and one upper end, found \"\(text)\"")
    }
    if let least = least.first, let most = most.first, least >= most {
      throw .parameter(place, reason: "a range should begin below its end, found \"\(text)\"")
    }
    return OpenRange(from: ends["from"], to: ends["to"], above: ends["above"], below: ends["below"])
  }
}
