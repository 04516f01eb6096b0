/// What the data dictionary says of one variable.
public struct ColumnDescription: Sendable, Hashable {
  /// The words under which the variable is shown.
  public var label: String?

  /// The unit of measurement, such as `years` or `cells/kg`.
  public var unit: String?

  /// When its value becomes known; `nil` where that was not declared.
  public var knownAt: KnownAt?

  /// What a variable of a linked table is for; `nil` where its name tells, or nothing does.
  public var role: ColumnRole?

  /// Where the description comes from, when the variable was derived: the expression, or that it was a function.
  public var derivation: String?

  /// The variables that it was derived from.
  public var reads: [String]

  /// The name of the ``ResponseVocabulary`` that its values are written in, where it holds responses.
  public var vocabulary: String?

  /// How its values are displayed where they come from, as SAS writes a format: `DATE9.`, `8.2`.
  public var format: String?

  /// What the levels of a category mean, where they are codes: `F` is `Female`.
  public var levelLabels: [String: String]

  /// A description; everything in it may be left out.
  public init(
    label: String? = nil, unit: String? = nil, knownAt: KnownAt? = nil, role: ColumnRole? = nil,
    derivation: String? = nil, reads: [String] = [], vocabulary: String? = nil, format: String? = nil,
    levelLabels: [String: String] = [:]
  ) {
    self.label = label
    self.unit = unit
    self.knownAt = knownAt
    self.role = role
    self.derivation = derivation
    self.reads = reads
    self.vocabulary = vocabulary
    self.format = format
    self.levelLabels = levelLabels
  }
}
