import Cohorts

/// A value said of one variable, such as how it is summarised.
public struct OfVariable<Value: Sendable>: Sendable {
  /// The column or expression, as it was written.
  public let variable: String
  /// What is said of it.
  public let value: Value
}

/// Something that is done for all variables, for none, or for those that are named, each with its own option.
public enum PerVariable<Option: Choice>: Sendable {
  /// For none.
  case none
  /// For all, by the option that suits each.
  case all
  /// For those named.
  case named([OfVariable<Option>])
}

extension Parameter {
  /// Cases of an option by variable, such as `{ age = { "median_range", "mean_sd" } }`.
  public static func choicesByVariable<Option: Choice>(
    _ name: String, _ prose: String, such example: String
  ) -> Parameter where Value == [OfVariable<[Option]>] {
    let quoted = Option.allCases.map { "\"\($0.rawValue)\"" }
    return Parameter(
      name, prose, luaType: "table<string, \(quoted.joined(separator: "|"))|string[]>",
      expected: "a table such as \(example)", choices: Option.allCases.map { .init($0.rawValue, $0.summary) },
      fallback: .none
    ) { argument, decoding in
      try decoding.entries(argument).map { entry in
        let options = try entry.value.elements.map { try decoding.option($0, of: entry.name) as Option }
        guard !options.isEmpty else { throw decoding.wrongKind(entry.value) }
        return OfVariable(variable: entry.name, value: options.removingRepeats())
      }
    }
  }

  /// One case of an option by variable, such as `{ response = "known" }`.
  public static func choiceByVariable<Option: Choice>(
    _ name: String, _ prose: String, such example: String
  ) -> Parameter where Value == [OfVariable<Option>] {
    let quoted = Option.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: "|")
    return Parameter(
      name, prose, luaType: "table<string, \(quoted)>", expected: "a table such as \(example)",
      choices: Option.allCases.map { .init($0.rawValue, $0.summary) }, fallback: .none
    ) { argument, decoding in
      try decoding.entries(argument).map {
        OfVariable(variable: $0.name, value: try decoding.option($0.value, of: $0.name))
      }
    }
  }

  /// True for all variables, or a case of an option by variable, such as `{ age = "welch" }`.
  public static func perVariable<Option: Choice>(
    _ name: String, _ prose: String, such example: String
  ) -> Parameter where Value == PerVariable<Option> {
    let quoted = Option.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: "|")
    return Parameter(
      name, prose, luaType: "boolean|table<string, \(quoted)>", expected: "true, false or a table such as \(example)",
      choices: Option.allCases.map { .init($0.rawValue, $0.summary) }, fallback: .value(.flag(false))
    ) { argument, decoding in
      if case .flag(let isOn)? = argument { return isOn ? .all : .none }
      return .named(
        try decoding.entries(argument).map {
          OfVariable(variable: $0.name, value: try decoding.option($0.value, of: $0.name))
        })
    }
  }

  /// A text by variable, such as `{ age = "Age at infusion" }`.
  public static func textsByVariable(
    _ name: String, _ prose: String, such example: String
  ) -> Parameter where Value == [OfVariable<String>] {
    Parameter(
      name, prose, luaType: "table<string, string>", expected: "a table such as \(example)", fallback: .none
    ) { argument, decoding in
      try decoding.entries(argument).map { entry in
        guard case .text(let text) = entry.value else { throw decoding.wrongKind(entry.value) }
        return OfVariable(variable: entry.name, value: text)
      }
    }
  }

  /// The column of a day or date, or 0 for the day that days are counted from, which gives `nil`.
  public static func dayOrOrigin(_ name: String, _ prose: String) -> Parameter where Value == String? {
    Parameter(
      name, prose, luaType: "string|integer", expected: "the name of a column of days or dates, or 0",
      fallback: .value(.integer(0))
    ) { argument, decoding in
      switch argument {
      case nil, .integer(0), .number(0): return nil
      case .text(let text): return ColumnName.alone(text)
      case .some(let other): throw decoding.wrongKind(other)
      }
    }
  }
}

extension Parameter.Decoding {
  /// The named values of an argument; none where it was left out.
  fileprivate func entries(_ argument: Argument?) throws -> [Argument.Entry] {
    switch argument {
    case nil, .list([]): return []
    case .map(let entries): return entries.map { .init(ColumnName.alone($0.name), $0.value) }
    case .some(let other): throw wrongKind(other)
    }
  }

  /// A case of an option, by its name.
  fileprivate func option<Option: Choice>(_ argument: Argument, of variable: String?) throws -> Option {
    guard case .text(let text) = argument else { throw wrongKind(argument) }
    if let option = Option(rawValue: text) { return option }
    let names = Option.allCases.map(\.rawValue)
    throw ArgumentError.notAChoice(
      variable.map { "\(name).\($0)" } ?? name, analysis: analysis, found: text, choices: names,
      nearest: Nearest.name(to: text, among: names))
  }
}

extension Array where Element: Hashable {
  /// The elements, each where it first stands.
  fileprivate func removingRepeats() -> [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
