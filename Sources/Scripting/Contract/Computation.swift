import Analyses
import Cohorts
import Lua
import OrderedCollections

/// One computation of a script's analysis that is under way: what it was asked, and what the guard must know of it.
final class Computation {
  let name: String
  let title: String
  let declared: [Analysis.Statistic]
  let arguments: Arguments
  let parameters: [DeclaredParameter]
  private let cohort: Cohort
  private var endpoints: [(cohort: Cohort, request: EndpointRequest)] = []
  private var groups: [(cohort: Cohort, sources: [ResolvedGroups.Source])] = []
  /// What the results of other analyses say that were asked for on the way.
  private var heard: [Caution] = []
  private var inner: [Caution] = []
  private var missing: [Caution] = []

  init(
    name: String, title: String, declared: [Analysis.Statistic], cohort: Cohort, arguments: Arguments,
    parameters: [DeclaredParameter]
  ) {
    self.name = name
    self.title = title
    self.declared = declared
    self.cohort = cohort
    self.arguments = arguments
    self.parameters = parameters
  }

  /// Whether its subjects were drawn, some of them several times.
  var isOfResample: Bool { cohort.selection.isResample }

  /// The names of the statistics that its rows may have.
  var statistics: [String] { declared.map(\.name) }

  /// Takes note of an endpoint whose times were asked for.
  func note(_ endpoint: EndpointRequest, of cohort: Cohort) { endpoints.append((cohort, endpoint)) }

  /// Takes note of groups that were asked for.
  func note(_ sources: [ResolvedGroups.Source], of cohort: Cohort) {
    if !sources.isEmpty { groups.append((cohort, sources)) }
  }

  /// Takes note of a caution that holds whatever the analysis makes of its data, such as that subjects are left out.
  func note(_ caution: Caution) { missing.append(caution) }

  /// Takes note of the result of another analysis that was asked for on the way: what it says of lateness holds here, too.
  func note(_ result: AnalysisResult) {
    heard += result.cautions
    inner += result.cautions.filter { [.immortalTime, .asBaseline, .timingNotDeclared].contains($0.kind) }
  }

  /// The caution of another analysis whose sentence is handed on; `nil` where none has said it.
  func caution(saying message: String) -> Caution? { heard.first { $0.message == message } }

  /// The level of confidence that was asked for, where the analysis has one.
  var level: Double? {
    parameters.first { $0.name == "level" }?.lua(arguments).number
  }
}

extension Computation {
  /// What the guard against immortal time says: of the groups and strata among the arguments, and of what else subjects were
  /// grouped by on the way.
  ///
  /// - Parameter said: Cautions that the result has already.
  /// - Returns: What it has not said.
  /// - Throws: `CohortError` where there is no such endpoint or column.
  func cautions(besides said: [Caution]) throws -> [Caution] {
    let asked = arguments.endpoint.map { (cohort, $0) } ?? endpoints.first
    let late = try asked.map { try lateness(of: $0.1, in: $0.0) } ?? []
    return (late + inner + missing).reduce(into: []) { if !$0.contains($1), !said.contains($1) { $0.append($1) } }
  }

  /// What is late for an endpoint, which a cohort that was derived on the way may have alone.
  private func lateness(of endpoint: EndpointRequest, in holder: Cohort) throws -> [Caution] {
    func guarding(_ cohort: Cohort) throws -> ImmortalTime {
      let cohort = cohort.has(endpoint) ? cohort : holder
      return ImmortalTime(
        cohort: cohort, endpoint: try cohort.definition(of: endpoint), isAcknowledged: arguments.isAcknowledged)
    }
    let asked = try sources(.groups)
    let strata = try sources(.strata)
    var cautions = try guarding(cohort).cautions(for: asked) + guarding(cohort).cautions(forStrata: strata)
    for (cohort, sources) in groups {
      let others = sources.filter { !asked.contains($0) && !strata.contains($0) }
      if !others.isEmpty { cautions += try guarding(cohort).cautions(for: others) }
    }
    return cautions
  }

  private func sources(_ role: DeclaredParameter.Role) throws -> [ResolvedGroups.Source] {
    try parameters.filter { $0.role == role }.flatMap { $0.sources(arguments) }.map { try cohort.resolve($0).source }
  }
}

extension Cohort {
  /// Whether it has an endpoint, or the columns that are asked for as one.
  fileprivate func has(_ endpoint: EndpointRequest) -> Bool {
    switch endpoint.source {
    case .named(let name): dictionary.endpoints[name] != nil
    case .columns(_, let time, let event): columnNames.contains(time) && columnNames.contains(event)
    }
  }
}
