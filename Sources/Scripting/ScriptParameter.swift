public import Analyses
import Cohorts

/// What a script lets be set from outside, as its header declares it.
public struct ScriptParameter: Sendable, Hashable {
  /// The kinds of value that a parameter takes.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// The name of a time-to-event endpoint.
    case endpoint
    /// The name of a subjects' column.
    case column
    /// Names of subjects' columns.
    case columns
    /// A number.
    case number
    /// Numbers.
    case numbers
    /// A whole number.
    case integer
    /// True or false.
    case flag
    /// One of the names that the header lists.
    case choice
    /// A text.
    case text
  }

  /// The name by which it is set.
  public var name: String
  /// What kind of value it takes.
  public var kind: Kind
  /// The unit, where there is one.
  public var unit: String?
  /// What each number of it should be.
  public var range = OpenRange()
  /// What can be chosen, in the order of the header; empty but for a choice.
  public var choices: [String] = []
  /// The value where it is not set; `nil` where it must be.
  public var fallback: Argument?
  /// What it means, as a sentence.
  public var prose: String

  /// The text that ``parse(_:)`` reads as a value.
  public static func text(of value: Argument) -> String {
    switch value {
    case .text(let text): text
    case .list(let elements): elements.map(text).joined(separator: ", ")
    default: value.source
    }
  }

  /// A value from its text, as it stands on a command line or as a default.
  ///
  /// - Throws: ``ScriptParameterError`` where the text is no value of this kind.
  public func parse(_ text: String) throws(ScriptParameterError) -> Argument {
    func number(_ text: String) throws(ScriptParameterError) -> Argument {
      guard let number = Double(text), range.contains(number) else {
        throw .wrongKind(name, expected: expected, found: text)
      }
      return .number(number)
    }
    func parts() -> [String] { text.split(separator: ",").map { $0.trimmed() }.filter { !$0.isEmpty } }
    switch kind {
    case .endpoint, .column, .text: return .text(text.trimmed())
    case .columns: return .list(parts().map(Argument.text))
    case .number: return try number(text.trimmed())
    case .numbers:
      var numbers: [Argument] = []
      for part in parts() { numbers.append(try number(part)) }
      return .list(numbers)
    case .integer:
      guard let integer = Int(text.trimmed()), range.contains(Double(integer)) else {
        throw .wrongKind(name, expected: expected, found: text)
      }
      return .integer(integer)
    case .flag:
      switch text.trimmed().lowercased() {
      case "true", "yes", "1": return .flag(true)
      case "false", "no", "0": return .flag(false)
      default: throw .wrongKind(name, expected: expected, found: text)
      }
    case .choice:
      let chosen = text.trimmed()
      guard choices.contains(chosen) else {
        throw .notAChoice(name, among: choices, found: text, nearest: Nearest.name(to: chosen, among: choices))
      }
      return .text(chosen)
    }
  }

  /// What each value of it should be, in words.
  public var expected: String {
    switch kind {
    case .endpoint: "the name of an endpoint"
    case .column, .columns: "the name of a column"
    case .number, .numbers: "a number\(range.words)"
    case .integer: "a whole number\(range.words)"
    case .flag: "true or false"
    case .choice: "one of \(choices.joined(separator: ", "))"
    case .text: "a text"
    }
  }
}

/// What is wrong with the parameters that a script was given.
public enum ScriptParameterError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The script declares no such parameter.
  case unknown(String, script: String, known: [String], nearest: String?)
  /// The value is of another kind.
  case wrongKind(String, expected: String, found: String)
  /// The value is not one of those that can be chosen.
  case notAChoice(String, among: [String], found: String, nearest: String?)
  /// A parameter without a default was not given.
  case missing(String, script: String, prose: String)

  /// What was expected, what was found, and the nearest right thing.
  public var description: String {
    switch self {
    case .unknown(let name, let script, let known, let nearest):
      "\(script) has no parameter \"\(name)\""
        + (nearest.map { "; did you mean \"\($0)\"?" }
          ?? (known.isEmpty ? "; it takes none" : "; it takes: \(known.joined(separator: ", "))"))
    case .wrongKind(let name, let expected, let found):
      "parameter \"\(name)\" should be \(expected), found \"\(found)\""
    case .notAChoice(let name, let choices, let found, let nearest):
      "parameter \"\(name)\" should be one of \(choices.joined(separator: ", ")), found \"\(found)\""
        + (nearest.map { "; did you mean \"\($0)\"?" } ?? "")
    case .missing(let name, let script, let prose): "\(script) needs parameter \"\(name)\": \(prose)"
    }
  }
}

extension ScriptHeader {
  /// The value of each parameter, given or by default, in order.
  ///
  /// - Parameters:
  ///   - given: Texts by parameter name, as from a command line.
  ///   - script: The script's name, for messages.
  /// - Returns: One value a parameter.
  /// - Throws: ``ScriptParameterError``.
  public func values(given: [(name: String, text: String)], script: String) throws(ScriptParameterError)
    -> [Argument.Entry]
  {
    let known = parameters.map(\.name)
    var texts: [String: String] = [:]
    for (name, text) in given {
      guard known.contains(name) else {
        throw .unknown(name, script: script, known: known, nearest: Nearest.name(to: name, among: known))
      }
      texts[name] = text
    }
    var values: [Argument.Entry] = []
    for parameter in parameters {
      if let text = texts[parameter.name] {
        values.append(.init(parameter.name, try parameter.parse(text)))
      } else if let fallback = parameter.fallback {
        values.append(.init(parameter.name, fallback))
      } else {
        throw .missing(parameter.name, script: script, prose: parameter.prose)
      }
    }
    return values
  }

  /// What the script needs, with the values of parameters in the place of their names in braces.
  public func resolvedNeeds(_ values: [Argument.Entry]) -> [Need] { needs.flatMap { Self.resolved($0, values) } }

  /// What a need comes to with the values of parameters: one for each name that its parameter holds.
  static func resolved(_ need: Need, _ values: [Argument.Entry]) -> [Need] {
    guard let parameter = need.parameter, let value = values.first(where: { $0.name == parameter })?.value else {
      return [need]
    }
    return value.elements.compactMap { element in
      guard case .text(let name) = element else { return nil }
      return switch need {
      case .endpoint: .endpoint(name)
      case .column: .column(name)
      case .table: .table(name)
      }
    }
  }
}
