import Cohorts

/// The full name of an analysis, such as `survival.cox`.
public struct AnalysisName: Sendable, Hashable {
  /// The name as it was given.
  public let text: String
}

extension Parameter {
  /// An analysis that is called in turn, by its full name; a script may give the function itself.
  ///
  /// ``Arguments/call(_:with:)`` finds it and checks its arguments.
  public static func analysis(_ prose: String) -> Parameter where Value == AnalysisName {
    Parameter(
      "analysis", prose, luaType: "string|function", expected: "the full name of an analysis, such as \"survival.cox\"",
      fallback: .required
    ) { argument, decoding in
      guard let argument, case .text(let text) = argument else { throw decoding.wrongKind(argument ?? .text("")) }
      return AnalysisName(text: text)
    }
  }

  /// The arguments of the analysis that is called.
  public static func arguments(_ prose: String) -> Parameter where Value == [Argument.Entry] {
    Parameter(
      "arguments", prose, luaType: "table<string, any>",
      expected: "a table of the analysis' own arguments, such as { endpoint = \"pfs\" }", fallback: .none
    ) { argument, decoding in
      switch argument {
      case nil, .list([]): return []
      case .map(let entries): return entries
      case .some(let other): throw decoding.wrongKind(other)
      }
    }
  }

  /// The name of a statistic of the analysis that is called.
  public static func statistic(_ prose: String) -> Parameter where Value == String {
    Parameter(
      "statistic", prose, luaType: "string", expected: "the name of a statistic, such as \"hazard_ratio\"",
      fallback: .required
    ) { argument, decoding in
      guard let argument, case .text(let text) = argument else { throw decoding.wrongKind(argument ?? .text("")) }
      return text
    }
  }

  /// Which row of a statistic is meant; `nil` where nothing is said of it.
  public static func row(_ name: String, _ prose: String) -> Parameter where Value == RowRequest.Place? {
    Parameter(
      name, prose, luaType: "{ group?: string, variable?: string, time?: number }",
      expected: "a table such as { variable = \"age\" }, of group, variable and time", fallback: .none
    ) { argument, decoding in
      guard let argument else { return nil }
      guard argument != .list([]) else { return RowRequest.Place() }
      guard case .map(let entries) = argument else { throw decoding.wrongKind(argument) }
      var place = RowRequest.Place()
      for entry in entries {
        switch (entry.name, entry.value) {
        case ("group", .text(let text)): place.group = text
        case ("variable", .text(let text)): place.variable = text
        case ("time", let value):
          guard let time = value.double else { throw decoding.wrongKind(argument) }
          place.time = time
        case ("group", _), ("variable", _): throw decoding.wrongKind(argument)
        case (let other, _):
          let known = ["group", "variable", "time"]
          throw ArgumentError.unknown(
            "\(name).\(other)", analysis: decoding.analysis, known: known.map { "\(name).\($0)" },
            nearest: Nearest.name(to: other, among: known).map { "\(name).\($0)" })
        }
      }
      return place
    }
  }

  /// A whole number in a range.
  public static func wholeNumber(
    _ name: String, _ prose: String, in range: ClosedRange<Int>, default fallback: Int
  ) -> Parameter where Value == Int {
    Parameter(
      name, prose, luaType: "integer", expected: "a whole number from \(range.lowerBound) to \(range.upperBound)",
      fallback: .value(.integer(fallback))
    ) { argument, decoding in
      try whole(argument, in: range, decoding) ?? fallback
    }
  }

  /// A whole number in a range, which may be left out.
  public static func optionalWholeNumber(
    _ name: String, _ prose: String, in range: ClosedRange<Int>
  ) -> Parameter where Value == Int? {
    Parameter(
      name, prose, luaType: "integer", expected: "a whole number from \(range.lowerBound) to \(range.upperBound)",
      fallback: .none
    ) { argument, decoding in
      try whole(argument, in: range, decoding)
    }
  }
}

/// A whole number in a range, where one is given.
private func whole<Value>(
  _ argument: Argument?, in range: ClosedRange<Int>, _ decoding: Parameter<Value>.Decoding
) throws -> Int? {
  guard let argument else { return nil }
  guard let number = argument.double else { throw decoding.wrongKind(argument) }
  guard let integer = Int(exactly: number), range.contains(integer) else { throw decoding.outOfRange(argument) }
  return integer
}
