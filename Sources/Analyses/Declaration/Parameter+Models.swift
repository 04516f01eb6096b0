/// A weighted sum of a model's coefficients, such as `{ ["diagnosis: AML"] = 1, ["diagnosis: MPAL"] = -1 }`.
public struct ContrastRequest: Sendable, Hashable {
  /// One coefficient's part.
  public struct Weight: Sendable, Hashable {
    /// The coefficient's name.
    public let coefficient: String
    /// What it is multiplied by.
    public let factor: Double
  }

  /// The name under which it is shown.
  public let name: String
  /// The coefficients that take part.
  public let weights: [Weight]
}

/// A subject that there need not be, by the values of its columns, such as `{ age = 30, diagnosis = "AML" }`.
public struct ProfileRequest: Sendable, Hashable {
  /// The columns, each with its value.
  public let values: [Argument.Entry]
}

/// A variable by whose levels subgroups are formed, with a name of its own where one was given.
public struct SubgroupRequest: Sendable, Hashable {
  /// The name under which it is shown; the column's own words without it.
  public let name: String?
  /// The column or expression.
  public let variable: ColumnRequest
}

extension Parameter {
  /// Variables by whose levels subgroups are formed: columns or expressions, or a table of named ones.
  public static func subgroups(_ name: String, _ prose: String) -> Parameter where Value == [SubgroupRequest] {
    Parameter(
      name, prose, luaType: "string|string[]|table<string, string>",
      expected: "a column or an expression, a list of them, or a table such as { Adults = \"age >= 18\" }",
      fallback: .required, names: .variable
    ) { argument, decoding in
      if case .map(let entries)? = argument, !entries.isEmpty {
        return try entries.map { entry in
          guard case .text(let text) = entry.value else { throw decoding.wrongKind(entry.value) }
          return SubgroupRequest(name: entry.name, variable: ColumnRequest(text))
        }
      }
      let elements = argument?.elements ?? []
      guard !elements.isEmpty else { throw decoding.wrongKind(argument ?? .list([])) }
      return try elements.map { element in
        guard case .text(let text) = element else { throw decoding.wrongKind(element) }
        return SubgroupRequest(name: nil, variable: ColumnRequest(text))
      }
    }
  }

  /// Named weighted sums of coefficients.
  public static func contrasts(_ name: String, _ prose: String) -> Parameter where Value == [ContrastRequest] {
    Parameter(
      name, prose, luaType: "table<string, table<string, number>>",
      expected: "a table such as { [\"AML against MPAL\"] = { [\"diagnosis: AML\"] = 1, [\"diagnosis: MPAL\"] = -1 } }",
      fallback: .none
    ) { argument, decoding in
      guard let argument, argument != .list([]) else { return [] }
      guard case .map(let entries) = argument else { throw decoding.wrongKind(argument) }
      return try entries.map { entry in
        guard case .map(let weights) = entry.value else { throw decoding.wrongKind(argument) }
        return ContrastRequest(
          name: entry.name,
          weights: try weights.map { weight in
            guard let number = weight.value.double, number.isFinite else { throw decoding.wrongKind(argument) }
            return ContrastRequest.Weight(coefficient: weight.name, factor: number)
          })
      }
    }
  }

  /// Subjects by the values of their columns, as a list of tables.
  public static func profiles(
    _ name: String, _ prose: String, fallback: ParameterDeclaration.Fallback = .required
  ) -> Parameter where Value == [ProfileRequest] {
    Parameter(
      name, prose, luaType: "table<string, any>[]",
      expected: "a list of tables such as { { age = 30, diagnosis = \"AML\" } }", fallback: fallback
    ) { argument, decoding in
      let elements = argument?.elements ?? []
      if argument == nil, fallback != .required { return [] }
      guard !elements.isEmpty else { throw decoding.wrongKind(argument ?? .list([])) }
      return try elements.map { element in
        guard case .map(let values) = element else { throw decoding.wrongKind(element) }
        return ProfileRequest(values: values)
      }
    }
  }

  /// Lists of columns, expressions or terms, one list for each of several models.
  public static func models(_ name: String, _ prose: String) -> Parameter where Value == [[ColumnRequest]] {
    Parameter(
      name, prose, luaType: "(string|string[])[]",
      expected: "a list of models, each a term or a list of terms, such as { { \"age\" }, { \"age\", \"sex\" } }",
      fallback: .required
    ) { argument, decoding in
      let elements = argument?.elements ?? []
      guard !elements.isEmpty else { throw decoding.wrongKind(argument ?? .list([])) }
      return try elements.map { model in
        try model.elements.map { term in
          guard case .text(let text) = term else { throw decoding.wrongKind(model) }
          return ColumnRequest(text)
        }
      }
    }
  }
}
