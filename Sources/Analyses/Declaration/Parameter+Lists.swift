import Cohorts

extension Parameter {
  /// A column, or a condition over columns, that must be given.
  public static func condition(_ name: String, _ prose: String) -> Parameter where Value == ColumnRequest {
    Parameter(
      name, prose, luaType: "string", expected: "a column or a condition such as \"age >= 18\"", fallback: .required,
      names: .variable
    ) { argument, decoding in
      guard let argument, case .text(let text) = argument else { throw decoding.wrongKind(argument ?? .text("")) }
      return ColumnRequest(text)
    }
  }

  /// One text or a list of them, which may be left out.
  ///
  /// - Parameters:
  ///   - name: The name by which scripts give it.
  ///   - prose: What it means, as a sentence.
  ///   - variable: The parameter whose levels they are, where they are levels.
  /// - Returns: The parameter.
  public static func texts(
    _ name: String, _ prose: String, levelsOf variable: String? = nil
  ) -> Parameter where Value == [String] {
    Parameter(
      name, prose, luaType: "string|string[]", expected: "a text or a list of texts", fallback: .none,
      names: variable == nil ? nil : .level, levelsOf: variable
    ) { argument, decoding in
      try (argument?.elements ?? []).map { element in
        guard case .text(let text) = element else { throw decoding.wrongKind(element) }
        return text
      }
    }
  }

  /// One or several of the cases of an option, each once, in the order in which they were given.
  public static func choices<Option: Choice>(
    _ name: String, _ prose: String, default fallback: [Option]
  ) -> Parameter where Value == [Option] {
    let names = Option.allCases.map(\.rawValue)
    let quoted = names.map { "\"\($0)\"" }
    let given = fallback.map { Argument.text($0.rawValue) }
    return Parameter(
      name, prose, luaType: "\(quoted.joined(separator: "|"))|string[]",
      expected: "one or several of \(quoted.joined(separator: ", "))",
      choices: Option.allCases.map { .init($0.rawValue, $0.summary) },
      fallback: given.isEmpty ? .none : .value(given.count == 1 ? given[0] : .list(given))
    ) { argument, decoding in
      var chosen: [Option] = []
      for element in argument?.elements ?? given {
        guard case .text(let text) = element else { throw decoding.wrongKind(element) }
        guard let option = Option(rawValue: text) else {
          throw ArgumentError.notAChoice(
            decoding.name, analysis: decoding.analysis, found: text, choices: names,
            nearest: Nearest.name(to: text, among: names))
        }
        if !chosen.contains(option) { chosen.append(option) }
      }
      return chosen.isEmpty ? fallback : chosen
    }
  }
}
