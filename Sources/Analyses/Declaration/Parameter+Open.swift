public import Cohorts

// Parameters whose range, choices or presence follow from values, as where a script declares them.

extension ParameterDeclaration {
  /// What holds when an argument is left out that may have a default of its own under the profile of SAS.
  public static func fallback(_ value: Argument?, sas: Argument?, isRequired: Bool) -> Fallback {
    if let value { return sas.map { .profile(r: value, sas: $0) } ?? .value(value) }
    return isRequired ? .required : .none
  }
}

/// A range of numbers of which either end may be open.
public struct OpenRange: Sendable, Hashable {
  /// The least number; `nil` for none.
  public let from: Double?
  /// The greatest number; `nil` for none.
  public let to: Double?
  /// A number that must be exceeded; `nil` for none.
  public let above: Double?
  /// A number that must not be reached; `nil` for none.
  public let below: Double?

  /// A range.
  public init(from: Double? = nil, to: Double? = nil, above: Double? = nil, below: Double? = nil) {
    self.from = from
    self.to = to
    self.above = above
    self.below = below
  }

  /// Whether a number is finite and within the range.
  public func contains(_ number: Double) -> Bool {
    number.isFinite && number >= from ?? -.infinity && number <= to ?? .infinity && number > above ?? -.infinity
      && number < below ?? .infinity
  }

  /// The range behind the words for its numbers: " from 0 to 1".
  public var words: String {
    func plain(_ number: Double) -> String { Argument.number(number).source }
    if let from, let to { return " from \(plain(from)) to \(plain(to))" }
    let least = above.map { "above \(plain($0))" } ?? from.map { "of \(plain($0)) or more" }
    let most = below.map { "below \(plain($0))" } ?? to.map { "of \(plain($0)) or less" }
    let ends = [least, most].compactMap(\.self)
    return ends.isEmpty ? "" : " " + ends.joined(separator: " and ")
  }
}

extension Parameter where Value == Double? {
  /// A number in a range.
  public static func number(
    _ name: String, _ prose: String, in range: OpenRange, unit: String? = nil, fallback: ParameterDeclaration.Fallback
  ) -> Parameter {
    Parameter(
      name, prose, luaType: "number", expected: "a number\(range.words)", unit: unit, fallback: fallback
    ) { argument, decoding in
      try argument.map { try decoding.number($0, in: range) }
    }
  }
}

extension Parameter where Value == Int? {
  /// A whole number in a range.
  public static func integer(
    _ name: String, _ prose: String, in range: OpenRange, unit: String? = nil, fallback: ParameterDeclaration.Fallback
  ) -> Parameter {
    Parameter(
      name, prose, luaType: "integer", expected: "a whole number\(range.words)", unit: unit, fallback: fallback
    ) { argument, decoding in
      guard let argument else { return nil }
      guard let integer = Int(exactly: try decoding.number(argument, in: range)) else {
        throw decoding.outOfRange(argument)
      }
      return integer
    }
  }
}

extension Parameter where Value == [Double] {
  /// One number or a list of them, each in a range.
  public static func numbers(
    _ name: String, _ prose: String, in range: OpenRange, unit: String? = nil, fallback: ParameterDeclaration.Fallback
  ) -> Parameter {
    Parameter(
      name, prose, luaType: "number|number[]",
      expected: "a number or a list of numbers" + (range.words.isEmpty ? "" : ", each\(range.words)"), unit: unit,
      fallback: fallback
    ) { argument, decoding in
      try decoding.elements(argument, fallback).map { try decoding.number($0, in: range) }
    }
  }
}

extension Parameter where Value == String? {
  /// One of some cases.
  public static func choice(
    _ name: String, _ prose: String, among cases: [ParameterDeclaration.NamedChoice],
    fallback: ParameterDeclaration.Fallback
  ) -> Parameter {
    let quoted = cases.map { "\"\($0.name)\"" }
    return Parameter(
      name, prose, luaType: quoted.joined(separator: "|"), expected: "one of \(quoted.joined(separator: ", "))",
      choices: cases, fallback: fallback
    ) { argument, decoding in
      try argument.map { try decoding.name($0, among: cases) }
    }
  }

  /// A text.
  public static func text(
    _ name: String, _ prose: String, fallback: ParameterDeclaration.Fallback
  ) -> Parameter {
    Parameter(name, prose, luaType: "string", expected: "a text", fallback: fallback) { argument, decoding in
      try argument.map { try decoding.text($0) }
    }
  }

  /// A column of the subjects.
  public static func column(
    _ name: String, _ prose: String, unit: String? = nil, fallback: ParameterDeclaration.Fallback
  ) -> Parameter {
    Parameter(
      name, prose, luaType: "string", expected: "the name of a column", unit: unit, fallback: fallback
    ) { argument, decoding in
      try argument.map { try decoding.text($0) }
    }
  }

  /// A column, or an expression over columns.
  public static func expression(
    _ name: String, _ prose: String, unit: String? = nil, fallback: ParameterDeclaration.Fallback
  ) -> Parameter {
    Parameter(
      name, prose, luaType: "string", expected: "a column or an expression such as \"age >= 18\"", unit: unit,
      fallback: fallback
    ) { argument, decoding in
      try argument.map { try decoding.text($0) }
    }
  }
}

extension Parameter where Value == [String] {
  /// One or several of some cases, each once.
  public static func choices(
    _ name: String, _ prose: String, among cases: [ParameterDeclaration.NamedChoice],
    fallback: ParameterDeclaration.Fallback
  ) -> Parameter {
    let quoted = cases.map { "\"\($0.name)\"" }
    return Parameter(
      name, prose, luaType: "\(quoted.joined(separator: "|"))|string[]",
      expected: "one or several of \(quoted.joined(separator: ", "))", choices: cases,
      fallback: fallback
    ) { argument, decoding in
      try decoding.elements(argument, fallback).reduce(into: []) { chosen, element in
        let name = try decoding.name(element, among: cases)
        if !chosen.contains(name) { chosen.append(name) }
      }
    }
  }

  /// One text or a list of them.
  public static func texts(
    _ name: String, _ prose: String, fallback: ParameterDeclaration.Fallback
  ) -> Parameter {
    Parameter(
      name, prose, luaType: "string|string[]", expected: "a text or a list of texts", fallback: fallback
    ) { argument, decoding in
      try decoding.elements(argument, fallback).map { try decoding.text($0) }
    }
  }
}

extension Parameter where Value == [EndpointRequest] {
  /// Several endpoints, in the order of their weight.
  public static func endpoints(
    _ name: String, _ prose: String, fallback: ParameterDeclaration.Fallback
  ) -> Parameter {
    Parameter(
      name, prose, luaType: "string|string[]",
      expected: "the name of an endpoint or \"Surv(time, event)\", or a list of them", fallback: fallback
    ) { argument, decoding in
      try decoding.elements(argument, fallback).map { element in
        let text = try decoding.text(element)
        do throws(Formula.Fault) { return try Formula.request(text) } catch {
          throw ArgumentError.formula(text, analysis: decoding.analysis, reason: error.reason)
        }
      }
    }
  }
}

extension AnyParameter {
  /// What is wrong with the default of a parameter, as the analysis would say it of an argument; `nil` where nothing is.
  public func faultOfDefault(analysis: String) -> (any Error)? {
    for profile in Profile.allCases {
      guard let argument = declaration.fallback(under: profile) else { continue }
      do { _ = try decode(argument, analysis) } catch { return error }
    }
    return nil
  }
}

extension Parameter.Decoding {
  fileprivate func number(_ argument: Argument, in range: OpenRange) throws -> Double {
    guard let number = argument.double else { throw wrongKind(argument) }
    guard range.contains(number) else { throw outOfRange(argument) }
    return number
  }

  fileprivate func text(_ argument: Argument) throws -> String {
    guard case .text(let text) = argument else { throw wrongKind(argument) }
    return text
  }

  fileprivate func name(_ argument: Argument, among cases: [ParameterDeclaration.NamedChoice]) throws -> String {
    let text = try text(argument)
    let names = cases.map(\.name)
    guard names.contains(text) else {
      throw ArgumentError.notAChoice(
        name, analysis: analysis, found: text, choices: names, nearest: Nearest.name(to: text, among: names))
    }
    return text
  }

  /// The elements of a list, which holds at least one where the argument must be given.
  fileprivate func elements(_ argument: Argument?, _ fallback: ParameterDeclaration.Fallback) throws -> [Argument] {
    let elements = argument?.elements ?? []
    if let argument, elements.isEmpty, fallback == .required { throw wrongKind(argument) }
    return elements
  }
}
