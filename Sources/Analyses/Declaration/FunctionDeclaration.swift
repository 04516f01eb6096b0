/// All that is declared of a function, as a value: help, manual, editor stubs and checks need nothing else, and a process can send it to
/// another.
public struct FunctionDeclaration: Sendable, Hashable, Codable {
  /// What kind of function it is.
  public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
    /// It gives a result for the report.
    case analysis
    /// It gives the cohort with more in it.
    case derivation
    /// It computes with numbers and columns.
    case kernel
  }

  /// The full name by which scripts call it: module and function, such as `survival.kaplan_meier`.
  public var name: String
  /// What kind of function it is.
  public var kind: Kind
  /// What it does, as one sentence.
  public var summary: String
  /// More about it, as paragraphs.
  public var details: String
  /// The version of the workbench, or of the plugin, that first had it.
  public var since: String
  /// What it takes by place, before the named arguments: the cohort, unless it says otherwise.
  public var operands: [OperandDeclaration]
  /// What it takes by name, in the order of the manual.
  public var parameters: [ParameterDeclaration]
  /// The statistics that an analysis gives.
  public var statistics: [Analysis.Statistic]
  /// What the cohort has after a derivation.
  public var gives: [Derivation.Given]
  /// The type of what it returns, in LuaCATS notation.
  public var result: String
  /// What it returns, as a sentence, where its type does not say so.
  public var meaning: String
  /// Named arguments with which it can be called on the demonstration cohort.
  public var example: [Argument.Entry]
  /// The field's words for what it computes, under which help leads to it.
  public var terms: [Term]

  /// What is declared of a function.
  public init(
    name: String, kind: Kind, summary: String, details: String, since: String,
    operands: [OperandDeclaration] = [.cohort], parameters: [ParameterDeclaration],
    statistics: [Analysis.Statistic] = [], gives: [Derivation.Given] = [], result: String, meaning: String = "",
    example: [Argument.Entry], terms: [Term] = []
  ) {
    self.name = name
    self.kind = kind
    self.summary = summary
    self.details = details
    self.since = since
    self.operands = operands
    self.parameters = parameters
    self.statistics = statistics
    self.gives = gives
    self.result = result
    self.meaning = meaning
    self.example = example
    self.terms = terms
  }

  /// The module by which scripts require it, such as `survival`.
  public var module: String { String(name.prefix { $0 != "." }) }

  /// The function's name within its module, such as `kaplan_meier`.
  public var function: String { String(name.drop { $0 != "." }.dropFirst()) }

  /// The example as a script writes it.
  public var call: String {
    let arguments = operands.compactMap(\.example) + (example.isEmpty ? [] : [Argument.map(example).source])
    return "\(name)(\(arguments.joined(separator: ", ")))"
  }
}

/// What is declared of a value that a function takes by its place.
public struct OperandDeclaration: Sendable, Hashable, Codable {
  /// The name by which help speaks of it; it ends in `?` where it may be left out.
  public var name: String
  /// The type in LuaCATS notation.
  public var luaType: String
  /// What it is, as a sentence.
  public var prose: String
  /// What stands in its place in the function's example, as a script writes it.
  public var example: String?

  /// What is declared of a value.
  public init(_ name: String, _ luaType: String, _ prose: String, example: String? = nil) {
    self.name = name
    self.luaType = luaType
    self.prose = prose
    self.example = example
  }

  /// The cohort, which analyses and derivations take first.
  public static let cohort = OperandDeclaration("cohort", "workbench.Cohort", "The subjects.", example: "cohort")
}

/// All that is declared of a module that scripts can require.
public struct ModuleDeclaration: Sendable, Hashable, Codable {
  /// The name by which scripts require it.
  public var name: String
  /// What it is for, as one sentence.
  public var summary: String
  /// What it offers, in the order of the manual.
  public var functions: [FunctionDeclaration]

  /// What is declared of a module.
  public init(name: String, summary: String, functions: [FunctionDeclaration]) {
    self.name = name
    self.summary = summary
    self.functions = functions
  }
}

extension Analysis {
  /// All that is declared of it.
  public var declaration: FunctionDeclaration {
    FunctionDeclaration(
      name: name, kind: .analysis, summary: summary, details: details, since: since,
      parameters: parameters.map(\.declaration), statistics: statistics, result: "workbench.Result", example: example,
      terms: terms)
  }
}

extension Derivation {
  /// All that is declared of it.
  public var declaration: FunctionDeclaration {
    FunctionDeclaration(
      name: name, kind: .derivation, summary: summary, details: details, since: since,
      parameters: parameters.map(\.declaration), gives: gives, result: "workbench.Cohort", example: example,
      terms: terms)
  }
}

extension Kernel {
  /// All that is declared of it.
  public var declaration: FunctionDeclaration {
    FunctionDeclaration(
      name: name, kind: .kernel, summary: summary, details: details, since: since,
      operands: operands.map(\.declaration), parameters: parameters.map(\.declaration), result: gives.luaType,
      meaning: gives.meaning, example: example, terms: terms)
  }
}

extension Plugin {
  /// All that is declared of it and of what it offers.
  public var declaration: ModuleDeclaration {
    ModuleDeclaration(name: name, summary: summary, functions: functions.map(\.declaration))
  }
}

extension Registry {
  /// All that is declared of its plugins.
  public var declarations: [ModuleDeclaration] { plugins.map(\.declaration) }
}
