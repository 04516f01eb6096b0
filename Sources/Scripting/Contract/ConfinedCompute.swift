import Analyses
import Cohorts
import Lua

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The work of an analysis that a script does.
///
/// Safe to be handed from thread to thread, because nothing in it is touched on another than the one that declared it: there it
/// refuses.
final class ConfinedCompute: @unchecked Sendable {
  private let name: String
  private let title: String
  private let parameters: [DeclaredParameter]
  private let statistics: [Analysis.Statistic]
  private let function: LuaFunction
  private let thread = pthread_self()
  private weak var host: ScriptHost?

  init(_ function: LuaFunction, named name: String, of declaration: AnalysisDeclaration, in host: ScriptHost) {
    self.name = name
    title = declaration.title
    parameters = declaration.parameters
    statistics = declaration.statistics
    self.function = function
    self.host = host
  }

  /// Lends the cohort and the checked arguments to the script, and takes its result.
  ///
  /// - Throws: `LuaError`, with the place in the script; ``ComputeFault`` where what it returns is no result of this analysis.
  func perform(_ cohort: Cohort, _ arguments: Arguments) throws -> AnalysisResult {
    guard pthread_equal(thread, pthread_self()) != 0, let host else { throw ComputeFault.elsewhere(name) }
    let computation = Computation(
      name: name, title: title, declared: statistics, cohort: cohort, arguments: arguments, parameters: parameters)
    let argument = ArgumentsObject.type.wrap(ArgumentsObject(computation))
    let returned = try host.computing(computation) {
      try host.lua.call(function, [CohortObject.type.wrap(CohortObject(cohort, host: host)), argument])
    }
    guard let object = returned.first.flatMap(ResultObject.type.unwrap) else {
      throw ComputeFault.noResult(name, found: returned.first?.kind ?? "nothing")
    }
    var result = object.result
    let known = computation.statistics
    if let row = result.rows.first(where: { !known.contains($0.statistic) }) {
      throw ComputeFault.undeclared(name, row.statistic, known: known)
    }
    result.cautions = try computation.cautions(besides: result.cautions) + result.cautions
    return result
  }
}

/// What is wrong with an analysis that a script does.
enum ComputeFault: Error, Equatable, CustomStringConvertible {
  /// It was asked for on another thread, or when its script had ended.
  case elsewhere(String)
  /// It returned something else than a result.
  case noResult(String, found: String)
  /// Its result has a statistic that it does not declare.
  case undeclared(String, String, known: [String])

  var description: String {
    switch self {
    case .elsewhere(let name):
      "\(name) is computed by the script, which only the script's own thread can do while the script runs"
    case .noResult(let name, let found):
      "\(name): compute should return workbench.result { … }, found \(found)"
    case .undeclared(let name, let statistic, let known):
      "\(name): its result has a statistic \"\(statistic)\" that it does not declare"
        + (Nearest.name(to: statistic, among: known).map { "; did you mean \"\($0)\"?" }
          ?? "; it declares: \(known.joined(separator: ", "))")
    }
  }
}
