public import OrderedCollections

/// What is known of a cohort's variables beyond their values.
public struct DataDictionary: Sendable, Hashable {
  /// The subjects' column of unique ids.
  public var subjectID: String

  /// The subjects' column that names the trial, in a pooled cohort.
  public var trial: String?

  /// Descriptions of the subjects' variables, by name.
  public var columns: OrderedDictionary<String, ColumnDescription>

  /// Descriptions of the variables of linked tables, by table and name.
  public var linked: [String: OrderedDictionary<String, ColumnDescription>]

  /// The time-to-event endpoints, by name, in the order in which they were declared.
  public var endpoints: OrderedDictionary<String, EndpointDefinition>

  /// The response vocabularies that were declared beside the built-in ones, by name.
  public var vocabularies: OrderedDictionary<String, ResponseVocabulary>

  /// The populations that analyses are made in, by name, in the order in which they were declared.
  public var populations: OrderedDictionary<String, Population>

  /// A dictionary; only the column of subject ids has to be known.
  public init(
    subjectID: String, trial: String? = nil, columns: OrderedDictionary<String, ColumnDescription> = [:],
    linked: [String: OrderedDictionary<String, ColumnDescription>] = [:],
    endpoints: OrderedDictionary<String, EndpointDefinition> = [:],
    vocabularies: OrderedDictionary<String, ResponseVocabulary> = [:],
    populations: OrderedDictionary<String, Population> = [:]
  ) {
    self.subjectID = subjectID
    self.trial = trial
    self.columns = columns
    self.linked = linked
    self.endpoints = endpoints
    self.vocabularies = vocabularies
    self.populations = populations
  }

  /// The unit of time that a subjects' variable is recorded in, where the dictionary says one.
  public func timeUnit(of column: String) -> TimeUnit? { columns[column]?.unit.flatMap(TimeUnit.init(named:)) }

  /// The unit of measurement of a subjects' variable, where the dictionary says one.
  public func unit(of column: String) -> String? { columns[column]?.unit }

  /// The words under which a subjects' variable is shown: its label, or else its name.
  public func label(of column: String) -> String { columns[column]?.label ?? column }

  /// The names of the endpoints, in the order in which they were declared.
  public var endpointNames: [String] { Array(endpoints.keys) }
}
