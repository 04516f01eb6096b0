/// Something that a check of the data has found, for a person to look at.
public struct Finding: Sendable, Hashable, Codable {
  /// How much it weighs.
  public enum Grade: String, Sendable, Hashable, Codable, CaseIterable {
    /// The data contradict themselves: results would be wrong.
    case error
    /// Likely to be wrong, or to mislead.
    case warning
    /// Worth knowing.
    case note
  }

  /// How much it weighs.
  public var grade: Grade

  /// The name of the check, which stays the same from release to release, such as `duplicate_rows`.
  public var check: String

  /// What was found, in a sentence.
  public var message: String

  /// The table that it is in.
  public var table: String?

  /// The row of the table, from 1, as it was read; the first where several are concerned.
  public var row: Int?

  /// The subject, by the id.
  public var subject: String?

  /// The column.
  public var column: String?

  /// How many rows are concerned, or columns where it is about columns.
  public var count: Int

  /// A finding.
  public init(
    _ grade: Grade, check: String, _ message: String, table: String? = nil, row: Int? = nil, subject: String? = nil,
    column: String? = nil, count: Int = 1
  ) {
    self.grade = grade
    self.check = check
    self.message = message
    self.table = table
    self.row = row
    self.subject = subject
    self.column = column
    self.count = count
  }
}
