/// A subject of several rows of a linked table, where one at most is expected.
public struct SeveralRows: Sendable, Hashable {
  /// The subject's id.
  public let subject: String

  /// The name of the linked table.
  public let table: String

  /// The condition that leaves the rows; `nil` where all count.
  public let condition: String?

  /// The first of the subject's rows as the table is stored, from 0.
  public let first: Int

  /// The second of them.
  public let second: Int

  /// How many more subjects have several rows.
  public let others: Int
}

extension SeveralRows: CustomStringConvertible {
  /// The subject and both rows, and what would leave one.
  public var description: String {
    let id = subject.count > 60 ? subject.prefix(59) + "…" : subject
    let more = others == 0 ? "" : " (and \(others) more subject\(others == 1 ? " has" : "s have") several)"
    return "subject \"\(id)\" has rows \(first + 1) and \(second + 1) of \"\(table)\""
      + (condition.map { " where \($0)" } ?? "") + more
      + "; at most one row a subject is expected: narrow \"where\", such as by and ANL01FL == 'Y'"
  }
}
