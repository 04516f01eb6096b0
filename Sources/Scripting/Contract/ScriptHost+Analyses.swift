import Analyses
import Cohorts
import Lua
import OrderedCollections

extension ScriptHost {
  /// `workbench.analysis { … }`: declares an analysis, and gives the function that asks for it.
  ///
  /// Where two versions of a plugin declare an analysis of one name, the second is known with the name of its environment.
  func declareAnalysis(_ value: LuaValue, for environment: String) throws -> LuaValue {
    let version = plugins.bundle(of: environment)?.version ?? options.version
    let declaration = try AnalysisDeclaration(value, registry: registry, version: version) { name in
      declarers[name].map { $0 != environment } ?? false && declarers[Self.fullName(name, of: environment)] == nil
    }
    let name = registeredName(declaration.name, of: environment)
    let analysis = declaration.analysis(named: name, in: self)
    try registry.declare(analysis)
    declarers[name] = environment
    return lend(analysis, to: environment)
  }

  /// `workbench.result { … }`: a result, of the analysis that is being computed where there is one.
  func makeResult(_ value: LuaValue) throws -> LuaValue {
    let definition = try ResultDefinition(value, in: computations.last)
    return ResultObject.type.wrap(ResultObject(result: definition.result))
  }

  /// A function of a plugin, as scripts call it.
  func lend(_ function: any PluginFunction, to environment: String) -> LuaValue {
    .function(
      LuaFunction(function.name) { [weak self] arguments in
        guard let self else { return [] }
        return [try self.timed(function.name) { try self.perform(function, arguments, for: environment) }]
      })
  }

  /// Does what the code of an environment asks of a function of a plugin.
  func perform(_ function: any PluginFunction, _ arguments: [LuaValue], for environment: String) throws -> LuaValue {
    if let kernel = function as? Kernel { return try perform(kernel, arguments) }
    guard let first = arguments.first, let object = CohortObject.type.unwrap(first) else {
      throw CallError.wrongKind(
        function.name, argument: "the first argument", expected: "a cohort", found: arguments.kind(0))
    }
    let known = function.parameters.map(\.declaration.name)
    let named = try arguments.options(1, of: function.name, known: known).map {
      try meaning($0, of: function.name, in: environment)
    }
    let given = EndpointObject.handedOn(named, from: arguments.dropFirst().first, to: function)
    let surroundings = try surroundings(of: function)
    if let analysis = function as? Analysis {
      let result = try unlessStopped {
        try analysis.perform(on: object.cohort, with: given, defaults: defaults, within: surroundings)
      }
      computations.last?.note(result)
      return ResultObject.type.wrap(ResultObject(result: result))
    }
    guard let derivation = function as? Derivation else { return .nil }
    let derived = try derivation.perform(
      on: object.cohort, with: given, defaults: defaults, within: surroundings)
    note(derivedSince: object.cohort, in: derived)
    return CohortObject.type.wrap(CohortObject(derived, host: self))
  }

  /// What surrounds a call: that of the script, or that of the analysis which the script is computing.
  private func surroundings(of function: any PluginFunction) throws -> Surroundings {
    guard let computation = computations.last else { return surroundings }
    return try computation.arguments.surroundings.inside(computation.name, calling: function.name)
  }

  /// Does what computes an analysis; whatever the script asks meanwhile is asked by it.
  func computing<Result>(_ computation: Computation, _ work: () throws -> Result) throws -> Result {
    computations.append(computation)
    defer { computations.removeLast() }
    do { return try work() } catch let error as LuaError where error.kind == .memory || error.kind == .interrupted {
      stopped = error
      throw error
    }
  }

  /// Does a piece of work; where the script met a bound within it, that ends the script, whatever the work made of it.
  private func unlessStopped<Result>(_ work: () throws -> Result) throws -> Result {
    let result = try work()
    if let stopped { throw stopped }
    return result
  }

  /// Notes what a derivation added to a cohort, as the dictionary describes it.
  func note(derivedSince before: Cohort, in derived: Cohort) {
    func note(_ name: String, _ description: ColumnDescription, known: ColumnDescription?) {
      guard let derivation = description.derivation, description != known else { return }
      self.note(derivation: .init(name, derivation))
    }
    for (name, description) in derived.dictionary.columns {
      note(name, description, known: before.dictionary.columns[name])
    }
    for name in derived.linked.keys {
      for (column, description) in derived.dictionary.linked[name] ?? [:] {
        note("\(name).\(column)", description, known: before.dictionary.linked[name]?[column])
      }
    }
  }
}
