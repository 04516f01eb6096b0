public import Cohorts

/// One analysis, declared once: what it is called, what it takes, what it gives, and how it is computed.
public struct Analysis: PluginFunction {
  /// The full name by which scripts call it: module and function, such as `survival.kaplan_meier`.
  public let name: String

  /// What it does, as one sentence.
  public let summary: String

  /// More about it, as paragraphs: conventions, when to use it and when not.
  public let details: String

  /// The version of the workbench that first had it.
  public let since: String

  /// What it takes, in the order of the manual.
  public let parameters: [AnyParameter]

  /// What it gives: the names of its statistics, each with its meaning.
  public let statistics: [Statistic]

  /// One statistic that an analysis gives.
  public struct Statistic: Sendable, Hashable, Codable {
    /// The name in the rows.
    public let name: String
    /// What it is.
    public let meaning: String
    /// On what scale it is estimated, and which statistic is its standard error; `nil` where it has none.
    public let estimation: Estimation?

    /// A statistic.
    public init(_ name: String, _ meaning: String, estimated estimation: Estimation? = nil) {
      self.name = name
      self.meaning = meaning
      self.estimation = estimation
    }
  }

  /// The field's words for what it computes, under which help leads to it.
  public var terms: [Term]

  /// Arguments with which it can be called on the demonstration cohort, for the manual and the conformance suite.
  public let example: [Argument.Entry]

  /// The fast way to compute one of its statistics again and again, where it offers one.
  public var replicator: Replicator?

  /// Whether it may be done only on the thread on which it was declared, as one is that a script computes.
  public var isConfined = false

  private let compute: @Sendable (Cohort, Arguments) throws -> AnalysisResult

  /// An analysis.
  ///
  /// - Parameters:
  ///   - name: Module and function, such as `survival.kaplan_meier`.
  ///   - summary: What it does, as one sentence.
  ///   - details: Conventions, and when to use it, as paragraphs.
  ///   - since: The version that first had it.
  ///   - parameters: What it takes, besides a title; one of an endpoint also takes its intercurrent events.
  ///   - statistics: The statistics that its rows may name.
  ///   - example: Arguments with which it can be called on the demonstration cohort.
  ///   - terms: The field's words for what it computes, each with what it stands for.
  ///   - compute: The work; it throws for a wrong question only, and gives a row with a reason for what cannot be
  ///     computed.
  public init(
    _ name: String, _ summary: String, details: String, since: String = "0.1.0", parameters: [AnyParameter],
    statistics: [Statistic], example: [Argument.Entry],
    terms: KeyValuePairs<String, String> = [:],
    compute: @escaping @Sendable (Cohort, Arguments) throws -> AnalysisResult
  ) {
    self.name = name
    self.summary = summary
    self.details = details
    self.since = since
    let events = parameters.contains { $0.declaration.name == "endpoint" } ? [Arguments.intercurrent.any] : []
    self.parameters = parameters + events + [Self.title.any]
    self.statistics = statistics
    self.example = example
    self.terms = Term.all(terms)
    self.compute = compute
  }

  /// Checks the arguments and does the analysis.
  ///
  /// - Parameters:
  ///   - cohort: The subjects.
  ///   - given: The arguments that the script gave, by name.
  ///   - defaults: What holds for those that it left out.
  ///   - surroundings: What it may call in turn, the seed of what it draws, and who hears how far it is.
  /// - Returns: The result, with the arguments in force.
  /// - Throws: ``ArgumentError``, `CohortError` or ``CannotAnalyse``.
  public func perform(
    on cohort: Cohort, with given: [Argument.Entry] = [], defaults: Defaults = Defaults(),
    within surroundings: Surroundings = Surroundings()
  ) throws -> AnalysisResult {
    let arguments = try Arguments(given, for: self, defaults: defaults, within: surroundings)
    var result = try answer(cohort, arguments)
    if let population = cohort.population {
      result.title += ", \(population.words)"
      result.methods.insert(population.statement, at: 0)
    }
    result.title = arguments[Self.title] ?? result.title
    result.settings = arguments.settings
    return result
  }

  /// Does the analysis with arguments that are checked, without words on whom the cohort was restricted to.
  func answer(_ cohort: Cohort, _ arguments: Arguments) throws -> AnalysisResult {
    var result = try compute(cohort, arguments)
    result.analysis = name
    result.rows = result.rows.completed
    if let request = arguments.endpoint, !request.intercurrent.isEmpty {
      let statements = try cohort.times(of: request).intercurrent.map(\.statement)
      result.methods.insert(contentsOf: statements.filter { !result.methods.contains($0) }, at: 0)
    }
    if case .columns(_, let time, _)? = arguments.endpoint?.source, !cohort.declaresUnit(of: time) {
      result.methods.append("The unit of \"\(time)\" is not declared; it is taken as days.")
    }
    if let request = arguments.endpoint, !cohort.flow.isEmpty {
      let guarding = LateKnowledge(
        cohort, endpoint: try cohort.definition(of: request), isAcknowledged: arguments.isAcknowledged)
      result.cautions.insert(contentsOf: try guarding.cautionsForRestrictions(), at: 0)
    }
    return result
  }
}

extension Analysis {
  /// What every analysis takes.
  fileprivate static let title = Parameter.optionalText(
    "title", "The title under which the result is shown; made from the question without it.")
}

extension Cohort {
  /// To whom a cohort was restricted, as words for a title and as a sentence with the numbers; `nil` where it was not.
  fileprivate var population: (words: String, statement: String)? {
    guard let first = flow.first, let last = flow.last else { return nil }
    let condition = "where " + flow.map(\.condition).joined(separator: ", and ")
    let conditions = flow.filter { $0.population == nil }.map { $0.words ?? $0.condition }
    let words =
      flow.compactMap(\.population) + (conditions.isEmpty ? [] : ["where " + conditions.joined(separator: ", and ")])
    let unknown = flow.reduce(0) { $0 + $1.unknown }
    let left = unknown > 0 ? "; for \(unknown) of the others it is unknown" : ""
    return (words.joined(separator: ", "), "Subjects: \(last.after) of \(first.before), \(condition)\(left).")
  }
}

/// The defaults in force for a whole script.
public struct Defaults: Sendable, Hashable {
  /// Whose conventions hold where R and SAS differ.
  public var profile: Profile

  /// Values for parameters of that name, in every analysis that has one.
  public var values: [String: Argument]

  /// Defaults.
  public init(profile: Profile = .r, values: [String: Argument] = [:]) {
    self.profile = profile
    self.values = values
  }
}

/// A set of analyses, derivations and kernels under one module name.
public protocol Plugin: Sendable {
  /// The module by which scripts require it, such as `survival`.
  var name: String { get }
  /// What it is for, as one sentence.
  var summary: String { get }
  /// The analyses that it offers, in the order of the manual.
  var analyses: [Analysis] { get }
  /// The derivations that it offers, in the order of the manual; none unless it says so.
  var derivations: [Derivation] { get }
  /// The kernels that it offers, in the order of the manual; none unless it says so.
  var kernels: [Kernel] { get }
}

extension Plugin {
  /// None.
  public var derivations: [Derivation] { [] }

  /// None.
  public var kernels: [Kernel] { [] }

  /// All that it offers: what derives first, since what analyses may need it.
  public var functions: [any PluginFunction] { derivations + analyses + kernels }
}
