import Cohorts

/// What is declared of one parameter, once: checks, error text, help, manual and editor stubs all come from it.
public struct ParameterDeclaration: Sendable, Hashable, Codable {
  /// The name by which scripts give it.
  public let name: String
  /// What it means, as a sentence, for help.
  public let prose: String
  /// The type in LuaCATS notation, such as `number|number[]`.
  public let luaType: String
  /// The kind of value in words, such as "a number from 0 to 1", for messages and help.
  public let expected: String
  /// The unit, where there is one.
  public let unit: String?
  /// The choices and what each means; empty where there are none to choose from.
  public let choices: [NamedChoice]
  /// The default under each profile, where it may be left out; `nil` in a profile means that it is simply not used.
  public let fallback: Fallback

  /// What its texts name in the cohort, where they name something.
  public var names: Named?
  /// The parameter whose value has the levels that it names.
  public var levelsOf: String?

  /// What of a cohort the texts of a parameter can name.
  public enum Named: String, Sendable, Hashable, Codable {
    /// An endpoint, or a formula.
    case endpoint
    /// A column of the subjects.
    case column
    /// A column of the subjects, or of a linked table.
    case anyColumn
    /// A column, or an expression.
    case variable
    /// A column, by any name.
    case columnByName
    /// Something, by the name of a column.
    case columnByKey
    /// A value, by the name of its column.
    case levelByColumn
    /// A linked table.
    case table
    /// A level of what another parameter names, or a meaning that a vocabulary of response gives.
    case level
    /// A condition over the rows of a linked table: of the one that is named beside it, or of the usual one.
    case rowCondition
    /// A condition over the rows of the linked table that is named beside it, or over the subjects where none is.
    case condition
    /// An event by the column of its day or the name of an endpoint, or a list of such.
    case event
  }

  /// An argument in which names of columns stand as they are, without the backquotes that they have within an expression.
  func withoutBackquotes(_ argument: Argument) -> Argument {
    switch names {
    case nil, .endpoint, .table, .level, .rowCondition, .condition: argument
    case .column, .anyColumn, .variable, .columnByName, .event: argument.mapping(text: ColumnName.alone)
    case .columnByKey, .levelByColumn: argument.mapping(key: ColumnName.alone)
    }
  }

  /// A value to choose, and what it means.
  public struct NamedChoice: Sendable, Hashable, Codable {
    /// The value as scripts write it.
    public let name: String
    /// What it means, in a few words.
    public let summary: String

    /// A value to choose.
    public init(_ name: String, _ summary: String) {
      self.name = name
      self.summary = summary
    }
  }

  /// What holds when an argument is left out.
  public enum Fallback: Sendable, Hashable, Codable {
    /// It must be given.
    case required
    /// Nothing: the analysis goes without.
    case none
    /// This value, whatever the profile.
    case value(Argument)
    /// A value that depends on the profile of defaults.
    case profile(r: Argument, sas: Argument)
  }

  /// The default under a profile, where there is one.
  public func fallback(under profile: Profile) -> Argument? {
    switch (fallback, profile) {
    case (.required, _), (.none, _): nil
    case (.value(let value), _): value
    case (.profile(let r, _), .r): r
    case (.profile(_, let sas), .sas): sas
    }
  }
}

extension Argument {
  /// The value with other texts, or with other names of its entries.
  fileprivate func mapping(
    text: (String) -> String = { $0 }, key: (String) -> String = { $0 }
  ) -> Argument {
    switch self {
    case .text(let given): .text(text(given))
    case .list(let values): .list(values.map { $0.mapping(text: text, key: key) })
    case .map(let entries): .map(entries.map { Entry(key($0.name), $0.value.mapping(text: text, key: key)) })
    case .flag, .integer, .number: self
    }
  }
}

/// The conventions that R's survival and SAS do differently, switched together.
public enum Profile: String, Sendable, Hashable, CaseIterable, Codable {
  /// R's conventions: the house default.
  case r = "R"
  /// SAS's conventions.
  case sas = "SAS"
}

/// A parameter of an analysis, with the type of value that it gives.
public struct Parameter<Value: Sendable>: Sendable {
  /// What is declared of it.
  public let declaration: ParameterDeclaration

  /// Reads an argument, or its absence.
  let decode: @Sendable (Argument?, Decoding) throws -> Value

  /// What decoding needs to word its errors.
  struct Decoding: Sendable {
    let analysis: String
    let name: String
    let expected: String

    func wrongKind(_ found: Argument) -> ArgumentError {
      .wrongKind(name, analysis: analysis, expected: expected, found: found.source)
    }
  }

  init(
    _ name: String, _ prose: String, luaType: String, expected: String, unit: String? = nil,
    choices: [ParameterDeclaration.NamedChoice] = [], fallback: ParameterDeclaration.Fallback,
    names: ParameterDeclaration.Named? = nil, levelsOf: String? = nil,
    decode: @escaping @Sendable (Argument?, Decoding) throws -> Value
  ) {
    declaration = ParameterDeclaration(
      name: name, prose: prose, luaType: luaType, expected: expected, unit: unit, choices: choices, fallback: fallback,
      names: names, levelsOf: levelsOf)
    self.decode = decode
  }

  /// The parameter without its type, to be listed with others.
  public var any: AnyParameter {
    AnyParameter(declaration: declaration) { [decode] argument, analysis in
      let (name, expected) = (declaration.name, declaration.expected)
      if argument == nil, declaration.fallback == .required {
        throw ArgumentError.missing(name, analysis: analysis, prose: declaration.prose)
      }
      return try decode(argument, Decoding(analysis: analysis, name: name, expected: expected))
    }
  }
}

/// A parameter whose type of value is not known.
public struct AnyParameter: Sendable {
  /// What is declared of it.
  public let declaration: ParameterDeclaration

  /// Reads an argument of the named analysis, or its absence.
  let decode: @Sendable (Argument?, _ analysis: String) throws -> any Sendable
}
