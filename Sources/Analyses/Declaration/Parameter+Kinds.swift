public import Cohorts

/// A column, or an expression over columns.
public struct ColumnRequest: Sendable, Hashable {
  /// The column's name, without the backquotes around it, or the expression as it was written.
  public let source: String

  /// A request.
  public init(_ source: String) { self.source = ColumnName.alone(source) }
}

/// A name and the column of the day from which on it holds, such as `transplant = "transplant_day"`.
public struct ExposureRequest: Sendable, Hashable {
  /// The name under which it is shown.
  public let name: String
  /// The column of the day.
  public let day: String
}

extension Parameter {
  /// A number in a range.
  public static func number(
    _ name: String, _ prose: String, in range: ClosedRange<Double>, unit: String? = nil, default fallback: Double
  ) -> Parameter where Value == Double {
    Parameter(
      name, prose, luaType: "number",
      expected: "a number from \(plain(range.lowerBound)) to \(plain(range.upperBound))",
      unit: unit, fallback: .value(.number(fallback))
    ) { argument, decoding in
      guard let argument else { return fallback }
      guard let number = argument.double else { throw decoding.wrongKind(argument) }
      guard range.contains(number) else { throw decoding.outOfRange(argument) }
      return number
    }
  }

  /// A confidence level, strictly between 0 and 1.
  public static func level(default fallback: Double = 0.95) -> Parameter where Value == Double {
    Parameter(
      "level", "The level of confidence intervals.", luaType: "number",
      expected: "a number between 0 and 1, such as 0.95", fallback: .value(.number(fallback))
    ) { argument, decoding in
      guard let argument else { return fallback }
      guard let number = argument.double else { throw decoding.wrongKind(argument) }
      guard number > 0, number < 1 else { throw decoding.outOfRange(argument) }
      return number
    }
  }

  /// One number or a list of them, each in a range.
  public static func numbers(
    _ name: String, _ prose: String, in range: ClosedRange<Double> = 0...Double.greatestFiniteMagnitude,
    unit: String? = nil, fallback: ParameterDeclaration.Fallback = .none
  ) -> Parameter where Value == [Double] {
    let bound =
      range.upperBound == .greatestFiniteMagnitude
      ? "\(plain(range.lowerBound)) or more" : "from \(plain(range.lowerBound)) to \(plain(range.upperBound))"
    return Parameter(
      name, prose, luaType: "number|number[]", expected: "a number or a list of numbers, \(bound)", unit: unit,
      fallback: fallback
    ) { argument, decoding in
      try elements(of: argument, fallback, decoding).map { element in
        guard let number = element.double else { throw decoding.wrongKind(element) }
        guard range.contains(number) else { throw decoding.outOfRange(element) }
        return number
      }
    }
  }

  /// Yes or no.
  public static func flag(_ name: String, _ prose: String, default fallback: Bool) -> Parameter where Value == Bool {
    Parameter(name, prose, luaType: "boolean", expected: "true or false", fallback: .value(.flag(fallback))) {
      argument, decoding in
      switch argument {
      case nil: return fallback
      case .flag(let flag): return flag
      case .some(let other): throw decoding.wrongKind(other)
      }
    }
  }

  /// One of the cases of an option; the default may depend on the profile.
  public static func choice(_ name: String, _ prose: String, default fallback: Value, sas: Value? = nil) -> Parameter
  where Value: Choice {
    let cases = Value.allCases
    let names = cases.map(\.rawValue)
    let r = Argument.text(fallback.rawValue)
    return Parameter(
      name, prose, luaType: names.map { "\"\($0)\"" }.joined(separator: "|"),
      expected: "one of \(names.map { "\"\($0)\"" }.joined(separator: ", "))",
      choices: cases.map { .init($0.rawValue, $0.summary) },
      fallback: sas.map { .profile(r: r, sas: .text($0.rawValue)) } ?? .value(r)
    ) { argument, decoding in
      guard let argument else { return fallback }
      guard case .text(let text) = argument else { throw decoding.wrongKind(argument) }
      guard let value = Value(rawValue: text) else {
        throw ArgumentError.notAChoice(
          decoding.name, analysis: decoding.analysis, found: text, choices: names,
          nearest: Nearest.name(to: text, among: names))
      }
      return value
    }
  }

  /// A unit of time in which something is shown; without it, the recorded one.
  public static func displayUnit(_ name: String, _ prose: String) -> Parameter where Value == TimeUnit? {
    let names = TimeUnit.allCases.map(\.rawValue)
    return Parameter(
      name, prose, luaType: names.map { "\"\($0)\"" }.joined(separator: "|"),
      expected: "one of \(names.map { "\"\($0)\"" }.joined(separator: ", "))",
      choices: TimeUnit.allCases.map {
        .init($0.rawValue, "\(Argument.number($0.days).source) \($0.days == 1 ? "day" : "days")")
      }, fallback: .none
    ) { argument, decoding in
      guard let argument else { return nil }
      guard case .text(let text) = argument else { throw decoding.wrongKind(argument) }
      guard let unit = TimeUnit(rawValue: text) else {
        throw ArgumentError.notAChoice(
          decoding.name, analysis: decoding.analysis, found: text, choices: names,
          nearest: Nearest.name(to: text, among: names))
      }
      return unit
    }
  }
}

extension Parameter {
  /// The endpoint: one of the dictionary's by name, or a formula's `Surv(time, event)`.
  public static func endpoint() -> Parameter where Value == EndpointRequest {
    Parameter(
      "endpoint",
      "The endpoint: a name that the dictionary declares, such as \"pfs\", or columns, as in \"Surv(time, event)\".",
      luaType: "string", expected: "the name of an endpoint, or \"Surv(time, event)\"", fallback: .required,
      names: .endpoint
    ) { argument, decoding in
      guard let argument, case .text(let text) = argument else {
        throw decoding.wrongKind(argument ?? .text(""))
      }
      do throws(Formula.Fault) { return try Formula.request(text) } catch {
        throw ArgumentError.formula(text, analysis: decoding.analysis, reason: error.reason)
      }
    }
  }

  /// What happens on the way to the endpoint, and how it is treated; every analysis of an endpoint takes it.
  static func intercurrent() -> Parameter where Value == [IntercurrentEvent] {
    let strategies = IntercurrentEvent.Strategy.allCases.map(\.rawValue)
    let choices = strategies.map { "\"\($0)\"" }
    return Parameter(
      "intercurrent",
      "Events on the way to the endpoint, by the column of their day, and how each is treated: \"policy\" ignores it, "
        + "\"censor\" ends follow-up with it, \"composite\" makes it the event, \"competing\" an outcome of its own.",
      luaType: "table<string, \(choices.joined(separator: "|"))>",
      expected: "a table such as { transplant_day = \"censor\" }", fallback: .none, names: .columnByKey
    ) { argument, decoding in
      guard let argument, argument != .list([]) else { return [] }
      guard case .map(let entries) = argument else { throw decoding.wrongKind(argument) }
      return try entries.map { entry in
        guard case .text(let text) = entry.value else { throw decoding.wrongKind(argument) }
        guard let strategy = IntercurrentEvent.Strategy(rawValue: text) else {
          throw ArgumentError.notAChoice(
            "\(decoding.name).\(entry.name)", analysis: decoding.analysis, found: text, choices: strategies,
            nearest: Nearest.name(to: text, among: strategies))
        }
        return IntercurrentEvent(day: entry.name, strategy: strategy)
      }
    }
  }

  /// The column or expression that names which of several outcomes an event was.
  public static func outcome() -> Parameter where Value == String? {
    optionalVariable(
      "outcome",
      "The column or expression that names which event it was, such as relapse or death; without it, what the dictionary "
        + "says of the endpoint.")
  }

  /// A column of the subjects that must be given.
  public static func column(
    _ name: String, _ prose: String, unit: String? = nil, names: ParameterDeclaration.Named = .column
  ) -> Parameter where Value == String {
    Parameter(
      name, prose, luaType: "string", expected: "the name of a column", unit: unit, fallback: .required, names: names
    ) { argument, decoding in
      guard let argument, case .text(let text) = argument else { throw decoding.wrongKind(argument ?? .text("")) }
      return text
    }
  }

  /// A column of the subjects that may be left out.
  public static func optionalColumn(_ name: String, _ prose: String) -> Parameter where Value == String? {
    Parameter(name, prose, luaType: "string", expected: "the name of a column", fallback: .none, names: .anyColumn) {
      argument, decoding in
      switch argument {
      case nil: return nil
      case .text(let text): return text
      case .some(let other): throw decoding.wrongKind(other)
      }
    }
  }

  /// A column of the subjects, or an expression over them, that may be left out.
  public static func optionalVariable(_ name: String, _ prose: String) -> Parameter where Value == String? {
    Parameter(name, prose, luaType: "string", expected: "a column or an expression", fallback: .none, names: .variable)
    {
      argument, decoding in
      switch argument {
      case nil: return nil
      case .text(let text): return text
      case .some(let other): throw decoding.wrongKind(other)
      }
    }
  }

  /// A text that may be left out.
  ///
  /// - Parameters:
  ///   - name: The name by which scripts give it.
  ///   - prose: What it means, as a sentence.
  ///   - names: What of the cohort it names, where it does.
  /// - Returns: The parameter.
  public static func optionalText(
    _ name: String, _ prose: String, names: ParameterDeclaration.Named? = nil
  ) -> Parameter where Value == String? {
    Parameter(name, prose, luaType: "string", expected: "a text", fallback: .none, names: names) { argument, decoding in
      switch argument {
      case nil: return nil
      case .text(let text): return text
      case .some(let other): throw decoding.wrongKind(other)
      }
    }
  }

  /// One or more columns or expressions.
  public static func columns(
    _ name: String, _ prose: String, fallback: ParameterDeclaration.Fallback = .none
  ) -> Parameter where Value == [ColumnRequest] {
    Parameter(
      name, prose, luaType: "string|string[]", expected: "a column or an expression, or a list of them",
      fallback: fallback, names: .variable
    ) { argument, decoding in
      try elements(of: argument, fallback, decoding).map { element in
        guard case .text(let text) = element else { throw decoding.wrongKind(element) }
        return ColumnRequest(text)
      }
    }
  }

  /// Names with the column of the day from which on each holds.
  public static func exposures(_ name: String, _ prose: String) -> Parameter where Value == [ExposureRequest] {
    Parameter(
      name, prose, luaType: "table<string, string>", expected: "a table such as { transplant = \"transplant_day\" }",
      fallback: .none, names: .columnByName
    ) { argument, decoding in
      guard let argument, argument != .list([]) else { return [] }
      guard case .map(let entries) = argument else { throw decoding.wrongKind(argument) }
      return try entries.map { entry in
        guard case .text(let day) = entry.value else { throw decoding.wrongKind(argument) }
        return ExposureRequest(name: entry.name, day: day)
      }
    }
  }

  /// A map from a column to one of its levels.
  public static func levels(_ name: String, _ prose: String) -> Parameter where Value == [String: String] {
    Parameter(
      name, prose, luaType: "table<string, string>", expected: "a table such as { diagnosis = \"T-ALL\" }",
      fallback: .none, names: .levelByColumn
    ) { argument, decoding in
      guard let argument, argument != .list([]) else { return [:] }
      guard case .map(let entries) = argument else { throw decoding.wrongKind(argument) }
      var levels: [String: String] = [:]
      for entry in entries {
        guard case .text(let level) = entry.value else { throw decoding.wrongKind(argument) }
        levels[entry.name] = level
      }
      return levels
    }
  }
}

/// The elements of a list, which holds at least one where the argument must be given.
private func elements<Value>(
  of argument: Argument?, _ fallback: ParameterDeclaration.Fallback, _ decoding: Parameter<Value>.Decoding
) throws -> [Argument] {
  let elements = argument?.elements ?? []
  if let argument, elements.isEmpty, fallback == .required { throw decoding.wrongKind(argument) }
  return elements
}

extension Parameter.Decoding {
  func outOfRange(_ found: Argument) -> ArgumentError {
    .outOfRange(name, analysis: analysis, expected: expected, found: found.source)
  }
}

private func plain(_ number: Double) -> String { Argument.number(number).source }
