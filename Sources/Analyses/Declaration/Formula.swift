public import Cohorts

/// R's formula notation for survival: `Surv(time, event) ~ age * arm + strata(trial)`.
///
/// What a term may be is documented on ``FormulaTerm``.
public struct Formula: Sendable, Hashable {
  /// Why a text is no formula.
  public struct Fault: Error, Sendable, Hashable {
    /// The reason, in words.
    public let reason: String

    /// A reason.
    public init(reason: String) { self.reason = reason }
  }

  /// The endpoint as it was written: a name, or `Surv(…)`.
  public let endpoint: String

  /// The terms of the right side that are not strata, as they were written.
  public let terms: [String]

  /// The columns within `strata(…)`.
  public let strata: [String]

  /// Reads a formula.
  ///
  /// - Throws: ``Fault`` where a bracket is not closed, a term is empty, or one cannot be read.
  public init(parsing text: String) throws(Fault) {
    let sides = try Self.split(text, at: "~")
    guard sides.count == 2 else { throw Fault(reason: "expected one ~ between the endpoint and the terms") }
    endpoint = sides[0]
    guard !endpoint.isEmpty else { throw Fault(reason: "nothing stands before the ~") }
    var terms: [String] = []
    var strata: [String] = []
    for term in try Self.split(sides[1], at: "+") {
      guard !term.isEmpty else { throw Fault(reason: "a term is empty") }
      if term == "1" { continue }
      if let inner = Self.call("strata", term) {
        let names = try Self.split(inner, at: ",")
        guard !names.contains("") else { throw Fault(reason: "strata() names no column") }
        strata += names.map(ColumnName.alone)
      } else {
        _ = try FormulaTerm(parsing: term)
        terms.append(term)
      }
    }
    self.terms = terms
    self.strata = strata
  }

  /// The terms that only a model can take: interactions, polynomials, splines, offsets and clusters.
  var modelling: [String] {
    terms.filter { term in (try? FormulaTerm(parsing: term))?.isModelling ?? false }
  }

  /// Reads an endpoint as scripts and command lines write it: a name that the dictionary declares, or `Surv(…)`.
  ///
  /// - Throws: ``Fault`` where a call of `Surv` is not one.
  public static func request(_ text: String) throws(Fault) -> EndpointRequest {
    isCall(text) ? try endpoint(text) : EndpointRequest(.named(ColumnName.alone(text)))
  }

  /// Reads `Surv(time, event)` or `Surv(entry, time, event)`.
  ///
  /// - Throws: ``Fault`` where it is something else.
  public static func endpoint(_ text: String) throws(Fault) -> EndpointRequest {
    guard let inner = call("Surv", text) else { throw Fault(reason: "expected Surv(time, event)") }
    let columns = try split(inner, at: ",").map(ColumnName.alone)
    guard !columns.contains("") else { throw Fault(reason: "Surv() names an empty column") }
    switch columns.count {
    case 2: return EndpointRequest(.columns(entry: nil, time: columns[0], event: columns[1]))
    case 3: return EndpointRequest(.columns(entry: columns[0], time: columns[1], event: columns[2]))
    default:
      throw Fault(reason: "Surv() takes a time and an event, or an entry, a time and an event; found \(columns.count)")
    }
  }

  /// Whether a text is a call of `Surv`, and not the name of an endpoint that begins alike.
  static func isCall(_ text: String) -> Bool {
    let text = trimmed(text)
    return text.hasPrefix("Surv") && trimmed(String(text.dropFirst(4))).hasPrefix("(")
  }

  /// What stands between the brackets of a call of that name, where the text is one and nothing else.
  static func call(_ name: String, _ text: String) -> String? {
    let text = trimmed(text)
    guard text.hasPrefix(name) else { return nil }
    let rest = trimmed(String(text.dropFirst(name.count)))
    guard rest.hasPrefix("("), rest.hasSuffix(")"), let outside = try? outside(rest), outside == "()" else {
      return nil
    }
    return trimmed(String(rest.dropFirst().dropLast()))
  }

  /// What stands between braces, where the text is nothing else.
  static func braces(_ text: String) -> String? {
    let text = trimmed(text)
    guard text.hasPrefix("{"), text.hasSuffix("}"), let outside = try? outside(text), outside == "{}" else {
      return nil
    }
    return trimmed(String(text.dropFirst().dropLast()))
  }

  /// A text without what stands in its brackets and quotes.
  ///
  /// - Throws: ``Fault`` where a bracket or a quote is not closed.
  static func outside(_ text: String) throws(Fault) -> String {
    var kept = ""
    _ = try split(text, at: "\0") { kept.append($0) }
    return kept
  }

  /// The trimmed parts of a text between separators that stand outside of brackets and quotes.
  ///
  /// Lua's `~=` parts nothing.
  static func split(
    _ text: String, at separator: Character, outside: (Character) -> Void = { _ in }
  ) throws(Fault) -> [String] {
    var parts = [""]
    var depth = 0
    var quote: Character?
    for (place, character) in zip(text.indices, text) {
      if let open = quote {
        if character == open { quote = nil }
        if quote == nil, depth == 0 { outside(character) }
      } else if character == "\"" || character == "'" || character == "`" {
        quote = character
        if depth == 0 { outside(character) }
      } else if character == "(" || character == "{" {
        if depth == 0 { outside(character) }
        depth += 1
      } else if character == ")" || character == "}" {
        depth -= 1
        guard depth >= 0 else { throw Fault(reason: "a bracket is closed that was not opened") }
        if depth == 0 { outside(character) }
      } else if character == separator, depth == 0, character != "~" || !isNotEqual(text, place) {
        parts.append("")
        continue
      } else if depth == 0 {
        outside(character)
      }
      parts[parts.count - 1].append(character)
    }
    guard quote == nil else { throw Fault(reason: "a quote is not closed") }
    guard depth == 0 else { throw Fault(reason: "a bracket is not closed") }
    return parts.map(trimmed)
  }

  /// Whether a `~` is the beginning of `~=`.
  private static func isNotEqual(_ text: String, _ place: String.Index) -> Bool {
    let next = text.index(after: place)
    return next < text.endIndex && text[next] == "="
  }

  static func trimmed(_ text: String) -> String {
    var text = Substring(text)
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
