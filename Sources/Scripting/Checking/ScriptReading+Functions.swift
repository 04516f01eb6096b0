import Analyses
import Cohorts
import LuaSyntax

extension ScriptReading {
  /// A call of a function of a plugin: what it takes by place, then named arguments.
  func call(
    _ function: FunctionDeclaration, _ arguments: [LuaExpression], at range: Range<Int>, named name: Range<Int>
  ) -> Known {
    calls.append((function.name, range))
    if function.kind == .kernel { return call(kernel: function, arguments, named: name) }
    if function.parameters.contains(where: { $0.names == .table }) { names.findsTables = true }
    let values = arguments.map { value(of: $0) }
    var cohort = KnownCohort(data: nil, isOpen: true)
    if function.operands == [.cohort] {
      if case .cohort(let known)? = values.first {
        cohort = known
      } else if arguments.isEmpty || values.first?.kind != nil {
        let found = values.first?.kind ?? "nothing"
        let error = CallError.wrongKind(
          function.name, argument: "the first argument", expected: "a cohort", found: found)
        report(.wrongArgument, .error, "\(error)", at: arguments.first?.range ?? name)
      }
    }
    let place = function.operands.count
    if case .table? = values.first, arguments.count == 1, function.operands == [.cohort] {
      named(values[0], of: function, at: arguments[0].range, cohort: cohort)
    } else if place < arguments.count {
      named(values[place], of: function, at: arguments[place].range, cohort: cohort)
    } else if !(arguments.last?.givesSeveral ?? false) {
      checkMissing(KnownTable(), of: function, at: name)
    }
    switch function.kind {
    case .analysis: return .result(function)
    case .derivation:
      return .cohort(derived(by: function, from: cohort, place < values.count ? values[place] : .table(KnownTable())))
    case .kernel: return .anything
    }
  }

  private func named(_ value: Known, of function: FunctionDeclaration, at range: Range<Int>, cohort: KnownCohort) {
    guard case .table(let table) = value else {
      if let kind = value.kind, kind != "nothing" {
        let error = CallError.wrongKind(
          function.name, argument: "the arguments", expected: "a table of named values", found: kind)
        report(.wrongArgument, .error, "\(error)", at: range)
      }
      return
    }
    if let first = table.items.first, !function.parameters.isEmpty {
      return report(.wrongArgument, .error, "\(CallError.unnamed(function.name))", at: first.range)
    }
    for entry in table.entries { check(entry, of: function, beside: table, cohort: cohort) }
    checkMissing(table, of: function, at: range)
    checkCalled(table, of: function, cohort)
  }

  private func checkMissing(_ table: KnownTable, of function: FunctionDeclaration, at range: Range<Int>) {
    guard !table.isOpen, let defaultsSet else { return }
    for parameter in function.parameters where parameter.fallback == .required {
      guard table[parameter.name] == nil, !defaultsSet.contains(parameter.name) else { continue }
      // A misspelt name is told where it stands.
      let known = function.parameters.map(\.name)
      let isMisspelt = table.entries.contains {
        !known.contains($0.name) && Nearest.name(to: $0.name, among: known) == parameter.name
      }
      guard !isMisspelt else { continue }
      let error = ArgumentError.missing(parameter.name, analysis: function.name, prose: parameter.prose)
      report(.missingArgument, .error, "\(error)", at: range)
    }
  }

  /// Checks a named argument.
  ///
  /// - Parameters:
  ///   - entry: The argument.
  ///   - function: What it is given to.
  ///   - arguments: All that is given to it.
  ///   - cohort: The cohort that it is given to.
  func check(
    _ entry: KnownTable.Entry, of function: FunctionDeclaration, beside arguments: KnownTable, cohort: KnownCohort
  ) {
    let known = function.parameters.map(\.name)
    guard let parameter = function.parameters.first(where: { $0.name == entry.name }) else {
      let error = ArgumentError.unknownParameter(entry.name, analysis: function.name, known: known)
      return report(.unknownArgument, .error, "\(error)", at: entry.keyRange)
    }
    switch entry.value {
    case .nil, .anything, .undecided: return
    case .constant, .table, .function: break
    default:
      guard let kind = entry.value.kind else { return }
      return report(
        .wrongArgument, .error,
        "\(ArgumentError.wrongKind(entry.name, analysis: function.name, expected: parameter.expected, found: kind))",
        at: entry.valueRange)
    }
    if let argument = entry.value.argument {
      do { try check(Argument.Entry(entry.name, argument), parameter, of: function) } catch {
        let code = (error as? ArgumentError)?.code ?? .wrongArgument
        return report(code, .error, "\(error)", at: entry.valueRange)
      }
    }
    guard let named = parameter.names, !isSum(entry, of: function, cohort) else { return }
    let names = Naming(
      named, table: function.parameters.first { $0.names == .table }.flatMap { arguments[$0.name] }?.value,
      variable: parameter.levelsOf.flatMap { arguments[$0] }?.value)
    check(entry.value, at: entry.valueRange, names: names, of: cohort)
  }

  /// Whether covariates are written as a sum of columns, which is told.
  private func isSum(_ entry: KnownTable.Entry, of function: FunctionDeclaration, _ cohort: KnownCohort) -> Bool {
    guard entry.name == SummedCovariates.parameter else { return false }
    let texts: [String] =
      switch entry.value {
      case .constant(.text(let text)): [text]
      case .table(let table): table.items.compactMap(\.value.text)
      default: []
      }
    let known = cohort.data.map { data in Set(data.columnNames) }
    let sums = texts.compactMap { SummedCovariates($0, isColumn: known.map { known in { known.contains($0) } }) }
    for sum in sums { report(.wrongArgument, .error, "\(sum.error(in: function.name))", at: entry.valueRange) }
    return !sums.isEmpty
  }

  /// Checks an argument as the call will: by the function itself where it is built in, and by its declaration elsewhere.
  private func check(
    _ argument: Argument.Entry, _ parameter: ParameterDeclaration, of function: FunctionDeclaration
  ) throws {
    if let builtIn = registry.function(function.name) { return try builtIn.check(argument) }
    let names = parameter.choices.map(\.name)
    if case .text(let text) = argument.value, !names.isEmpty, LuaType(parameter.luaType).accepts(.text(names[0])),
      !names.contains(text)
    {
      throw ArgumentError.notAChoice(
        argument.name, analysis: function.name, found: text, choices: names,
        nearest: Nearest.name(to: text, among: names))
    }
    guard LuaType(parameter.luaType).accepts(argument.value) else {
      throw ArgumentError.wrongKind(
        argument.name, analysis: function.name, expected: parameter.expected, found: argument.value.source)
    }
  }

  /// An analysis that is called by another, with the arguments that are handed on to it.
  private func checkCalled(_ table: KnownTable, of function: FunctionDeclaration, _ cohort: KnownCohort) {
    guard function.parameters.contains(where: { $0.name == "analysis" && $0.luaType == "string|function" }),
      let entry = table["analysis"], case .text(let name)? = entry.value.argument
    else { return }
    // An analysis may be declared below the function that calls it.
    later { [unowned self] in checkCalled(name, entry, table, of: function, cohort) }
  }

  private func checkCalled(
    _ name: String, _ entry: KnownTable.Entry, _ table: KnownTable, of function: FunctionDeclaration,
    _ cohort: KnownCohort
  ) {
    guard let called = analysis(named: name) else {
      guard !requiresUnknown || declaration(ofModule: String(name.prefix { $0 != "." })) != nil else { return }
      let error = ArgumentError.unknownAnalysis(name, analysis: function.name, nearest: registry.nearest(to: name))
      return report(.unknownFunction, .error, "\(error)", at: entry.valueRange)
    }
    if case .table(let arguments)? = table["arguments"]?.value {
      for argument in arguments.entries { check(argument, of: called, beside: arguments, cohort: cohort) }
    }
    if let asked = table["statistic"], let name = asked.value.text { statistic(name, of: called, at: asked.valueRange) }
  }

  /// The cohort that a derivation gives.
  private func derived(by function: FunctionDeclaration, from cohort: KnownCohort, _ given: Known) -> KnownCohort {
    var derived = cohort
    for given in function.gives {
      derived.added.insert(given.name)
      names.made.insert(given.name)
    }
    if case .table(let table) = given {
      for entry in table.entries {
        if let text = entry.value.text { names.made.insert(text) }
      }
    }
    guard let data = cohort.data, !cohort.isOpen, let arguments = given.argument,
      let derivation = registry.function(function.name) as? Derivation
    else {
      names.addsColumns = true
      derived.isOpen = true
      return derived
    }
    let entries: [Argument.Entry] = if case .map(let entries) = arguments { entries } else { [] }
    // What is wrong with the data shows in the run; here the names that it gives are wanted.
    if let result = try? derivation.perform(on: data, with: entries) {
      derived.data = result
      names.made.formUnion(Set(result.columnNames).subtracting(data.columnNames))
    } else {
      names.addsColumns = true
      derived.isOpen = true
    }
    return derived
  }
}

extension ArgumentError {
  /// The kind of finding that it is.
  var code: ScriptFinding.Code {
    switch self {
    case .unknown: .unknownArgument
    case .missing: .missingArgument
    case .notAChoice: .notAChoice
    case .unknownAnalysis: .unknownFunction
    case .formula: .expression
    case .wrongKind, .outOfRange, .recursion, .invalid: .wrongArgument
    }
  }
}
