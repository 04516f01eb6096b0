public import Cohorts

/// The arguments of one call, checked and typed.
public struct Arguments: Sendable {
  private let values: [String: any Sendable]

  /// The arguments in force, given or by default, in the order in which they are declared.
  public let settings: [AnalysisResult.Setting]

  /// Whose conventions hold.
  public var profile: Profile { defaults.profile }

  /// What was given, a formula taken apart; for analyses that hand some of it on to another.
  public let given: [Argument.Entry]

  /// What surrounds the call: the analyses that it may call in turn, and the seed of what it draws.
  public let surroundings: Surroundings

  /// The full name of the analysis that is called.
  public let analysis: String

  /// The defaults in force.
  let defaults: Defaults

  /// Checks what a script gave against what the function declares.
  ///
  /// A formula as the endpoint is taken apart first: its strata and its other terms become the arguments of those
  /// names.
  init(
    _ given: [Argument.Entry], for analysis: any PluginFunction, defaults: Defaults, within surroundings: Surroundings
  ) throws {
    let known = analysis.parameters.map(\.declaration.name)
    var byName: [String: Argument] = [:]
    for entry in given {
      guard known.contains(entry.name) else {
        throw ArgumentError.unknownParameter(entry.name, analysis: analysis.name, known: known)
      }
      byName[entry.name] = entry.value
    }
    var fallbacks = defaults.values
    try Self.takeApartFormula(&byName, analysis: analysis.name, known: known)
    if byName["endpoint"] == nil, known.contains("endpoint") {
      try Self.takeApartFormula(&fallbacks, analysis: analysis.name, known: known)
    }
    for parameter in analysis.parameters {
      let name = parameter.declaration.name
      byName[name] = byName[name].map(parameter.declaration.withoutBackquotes)
    }
    var values: [String: any Sendable] = [:]
    var settings: [AnalysisResult.Setting] = []
    for parameter in analysis.parameters {
      let name = parameter.declaration.name
      let fallback = fallbacks[name] ?? parameter.declaration.fallback(under: defaults.profile)
      let argument = byName[name] ?? fallback
      values[name] = try parameter.decode(argument, analysis.name)
      if let argument {
        settings.append(.init(name: name, value: argument.source, isDefault: byName[name] == nil))
      }
    }
    self.values = values
    self.settings = settings
    self.defaults = defaults
    self.surroundings = surroundings
    self.analysis = analysis.name
    self.given = known.compactMap { name in byName[name].map { .init(name, $0) } }
  }

  /// The value of a parameter.
  ///
  /// - Precondition: The analysis declares the parameter.
  public subscript<Value>(parameter: Parameter<Value>) -> Value {
    guard let value = values[parameter.declaration.name] as? Value else {
      preconditionFailure("the analysis does not declare its parameter \"\(parameter.declaration.name)\"")
    }
    return value
  }

  /// The endpoint, with the outcome and the intercurrent events that stand beside it.
  ///
  /// - Precondition: The analysis declares the parameter.
  public subscript(parameter: Parameter<EndpointRequest>) -> EndpointRequest {
    guard var request = values[parameter.declaration.name] as? EndpointRequest else {
      preconditionFailure("the analysis does not declare its parameter \"\(parameter.declaration.name)\"")
    }
    request.intercurrent = values[Self.intercurrent.declaration.name] as? [IntercurrentEvent] ?? []
    request.outcome = values[Self.outcome.declaration.name] as? String ?? request.outcome
    return request
  }

  /// The endpoint of an analysis that takes one.
  public var endpoint: EndpointRequest? {
    values["endpoint"] is EndpointRequest ? self[Parameter.endpoint()] : nil
  }

  /// Whether what becomes known later was asked for knowingly.
  public var isAcknowledged: Bool { values["as_baseline"] as? Bool ?? false }

  static let intercurrent = Parameter.intercurrent()
  private static let outcome = Parameter<String?>.outcome()

  /// Replaces a formula as the endpoint by the arguments that its parts are.
  static func takeApartFormula(
    _ arguments: inout [String: Argument], analysis: String, known: [String]
  ) throws {
    guard case .text(let text)? = arguments["endpoint"], text.contains("~") else { return }
    let formula: Formula
    do throws(Formula.Fault) { formula = try Formula(parsing: text) } catch {
      throw ArgumentError.formula(text, analysis: analysis, reason: error.reason)
    }
    arguments["endpoint"] = .text(formula.endpoint)
    func place(_ terms: [String], as names: [String], what: String) throws {
      guard !terms.isEmpty else { return }
      guard let name = names.first(where: known.contains) else {
        throw ArgumentError.formula(text, analysis: analysis, reason: "this analysis takes no \(what)")
      }
      guard arguments[name] == nil else {
        throw ArgumentError.formula(
          text, analysis: analysis, reason: "\(what) stand in the formula and in \"\(name)\"; give them once")
      }
      arguments[name] = .list(terms.map(Argument.text))
    }
    if !known.contains("covariates"), let term = formula.modelling.first {
      throw ArgumentError.formula(
        text, analysis: analysis, reason: "\"\(term)\" is a term of a model, and this analysis takes groups")
    }
    try place(formula.terms, as: ["covariates", "by"], what: "terms")
    try place(formula.strata, as: ["strata"], what: "strata")
  }
}
