public import Cohorts

/// The call of one analysis by another: found in the registry, its arguments checked, ready to be done on any cohort.
public struct AnalysisCall: Sendable {
  /// The analysis that is called.
  public let analysis: Analysis

  /// The arguments that it was given, by name.
  public let given: [Argument.Entry]

  private let arguments: Arguments

  fileprivate init(
    _ analysis: Analysis, with given: [Argument.Entry], defaults: Defaults, within surroundings: Surroundings
  ) throws {
    self.analysis = analysis
    self.given = given
    arguments = try Arguments(given, for: analysis, defaults: defaults, within: surroundings)
  }

  /// Does the analysis.
  ///
  /// - Parameter cohort: The subjects.
  /// - Returns: Its result, with the cautions and methods that it would have on its own; whom the cohort was restricted to is
  ///   left to the caller's own result to say.
  /// - Throws: ``ArgumentError``, `CohortError` or ``CannotAnalyse``.
  public func perform(on cohort: Cohort) throws -> AnalysisResult {
    try analysis.answer(cohort, arguments)
  }

  /// The unit of the times in its rows; `nil` where it is asked of no endpoint.
  public func timeUnit(on cohort: Cohort) -> TimeUnit? {
    arguments.endpoint.flatMap { try? cohort.definition(of: $0).unit }
  }

  /// What the analysis says of its statistic of this name.
  ///
  /// - Throws: ``ArgumentError/notAChoice(_:analysis:found:choices:nearest:)`` where it has none.
  public func statistic(_ name: String) throws(ArgumentError) -> Analysis.Statistic {
    if let statistic = analysis.statistics.first(where: { $0.name == name }) { return statistic }
    let names = analysis.statistics.map(\.name)
    throw .notAChoice(
      "statistic", analysis: caller, found: name, choices: names, nearest: Nearest.name(to: name, among: names))
  }

  /// The full name of the analysis that calls.
  public var caller: String { arguments.surroundings.callers.last ?? analysis.name }

  /// The fast way to compute one statistic again and again; `nil` where the analysis has none for this question.
  public func replication(of row: RowRequest, on cohort: Cohort) throws -> (any Replication)? {
    try analysis.replicator?(cohort, arguments, row)
  }

  /// Whether it may be done only on the thread that asks for it, because the analysis, or one that it may be asked to call, is
  /// confined there.
  public var isConfined: Bool {
    analysis.isConfined || (takes("analysis") && arguments.surroundings.registry?.isConfined == true)
  }

  /// Whether the analysis has a parameter of this name.
  public func takes(_ name: String) -> Bool { analysis.parameters.contains { $0.declaration.name == name } }

  /// The argument given under a name, or else the default of the whole script.
  public func argument(_ name: String) -> Argument? {
    given.last { $0.name == name }?.value ?? arguments.defaults.values[name]
  }

  /// The same call with another value of one argument.
  public func giving(_ value: Argument, as name: String) throws -> AnalysisCall {
    try AnalysisCall(
      analysis, with: given.filter { $0.name != name } + [.init(name, value)], defaults: arguments.defaults,
      within: arguments.surroundings)
  }

  /// The same call with one more column among its strata; `nil` where the analysis takes no strata.
  public func stratified(by column: String) throws -> AnalysisCall? {
    guard takes("strata") else { return nil }
    let known = analysis.parameters.map(\.declaration.name)
    var byName = Dictionary(given.map { ($0.name, $0.value) }) { $1 }
    var fallbacks = arguments.defaults.values
    try Arguments.takeApartFormula(&byName, analysis: analysis.name, known: known)
    try Arguments.takeApartFormula(&fallbacks, analysis: analysis.name, known: known)
    let strata = (byName["strata"] ?? fallbacks["strata"])?.elements ?? []
    guard !strata.contains(.text(column)) else { return self }
    byName["strata"] = .list(strata + [.text(column)])
    return try AnalysisCall(
      analysis, with: byName.map { .init($0.key, $0.value) }.sorted { $0.name < $1.name },
      defaults: arguments.defaults, within: arguments.surroundings)
  }
}

extension Arguments {
  /// The call of another analysis that two parameters ask for.
  ///
  /// - Parameters:
  ///   - name: The parameter of the analysis' name.
  ///   - given: The parameter of its arguments.
  /// - Returns: The call, its arguments checked.
  /// - Throws: ``ArgumentError`` where there is no such analysis, where it is under way already, and what the analysis itself
  ///   says of its arguments.
  public func call(_ name: Parameter<AnalysisName>, with given: Parameter<[Argument.Entry]>) throws -> AnalysisCall {
    try call(self[name].text, with: self[given])
  }

  /// The call of an analysis by its full name.
  ///
  /// - Throws: ``ArgumentError``, as above.
  public func call(_ name: String, with given: [Argument.Entry]) throws -> AnalysisCall {
    guard let analysis = surroundings.registry?.analysis(name) else {
      throw ArgumentError.unknownAnalysis(
        name, analysis: self.analysis, nearest: surroundings.registry?.nearest(to: name))
    }
    let inside = try surroundings.inside(self.analysis, calling: name)
    return try AnalysisCall(analysis, with: given, defaults: defaults, within: inside)
  }
}
