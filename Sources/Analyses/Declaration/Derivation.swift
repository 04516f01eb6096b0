public import Cohorts

/// A function that gives the cohort with more in it: variables, linked tables or endpoints made from what it holds, such as the best
/// overall response from the assessments.
///
/// Declared once, like an ``Analysis``; what it gives is described in the cohort's dictionary, with when it becomes known and what it
/// was derived from, so that the guard against immortal time and the report's provenance hold for it too.
public struct Derivation: PluginFunction {
  /// The full name by which scripts call it; the function's own begins with `derive_`.
  public let name: String
  /// What it does, as one sentence.
  public let summary: String
  /// More about it, as paragraphs: the rule that it follows.
  public let details: String
  /// The version of the workbench that first had it.
  public let since: String
  /// What it takes, in the order of the manual.
  public let parameters: [AnyParameter]
  /// What the cohort has afterwards, in order.
  public let gives: [Given]
  /// The field's words for what it computes, under which help leads to it.
  public let terms: [Term]

  /// Arguments with which it can be called on the demonstration cohort.
  public let example: [Argument.Entry]

  /// One thing that the cohort has afterwards.
  public struct Given: Sendable, Hashable, Codable {
    /// What kind of thing it is.
    public enum Kind: String, Sendable, Hashable, Codable {
      /// A variable of the subjects.
      case column
      /// A linked table.
      case table
      /// An endpoint.
      case endpoint
    }

    /// The name that it has unless an argument says otherwise.
    public let name: String
    /// What it is.
    public let meaning: String
    /// What kind of thing it is.
    public let kind: Kind

    /// A thing that the cohort has afterwards.
    public init(_ name: String, _ meaning: String, _ kind: Kind = .column) {
      self.name = name
      self.meaning = meaning
      self.kind = kind
    }
  }

  private let compute: @Sendable (Cohort, Arguments) throws -> Cohort

  /// A derivation.
  ///
  /// - Parameters:
  ///   - name: Module and function, such as `response.derive_best_overall`.
  ///   - summary: What it does, as one sentence.
  ///   - details: The rule that it follows, as paragraphs.
  ///   - since: The version that first had it.
  ///   - parameters: What it takes.
  ///   - gives: What the cohort has afterwards.
  ///   - example: Arguments with which it can be called on the demonstration cohort.
  ///   - terms: The field's words for what it computes, each with what it stands for.
  ///   - compute: The work; it throws for a wrong question, and for rows that contradict each other.
  public init(
    _ name: String, _ summary: String, details: String, since: String = "0.1.0", parameters: [AnyParameter],
    gives: [Given], example: [Argument.Entry],
    terms: KeyValuePairs<String, String> = [:],
    compute: @escaping @Sendable (Cohort, Arguments) throws -> Cohort
  ) {
    self.name = name
    self.summary = summary
    self.details = details
    self.since = since
    self.parameters = parameters
    self.gives = gives
    self.example = example
    self.terms = Term.all(terms)
    self.compute = compute
  }

  /// Checks the arguments and derives.
  ///
  /// - Parameters:
  ///   - cohort: The subjects.
  ///   - given: The arguments that the script gave, by name.
  ///   - defaults: What holds for those that it left out.
  ///   - surroundings: What it may call in turn.
  /// - Returns: The same subjects, with more known of them.
  /// - Throws: ``ArgumentError``, `CohortError` or ``CannotAnalyse``.
  public func perform(
    on cohort: Cohort, with given: [Argument.Entry] = [], defaults: Defaults = Defaults(),
    within surroundings: Surroundings = Surroundings()
  ) throws -> Cohort {
    try compute(cohort, Arguments(given, for: self, defaults: defaults, within: surroundings))
  }
}
