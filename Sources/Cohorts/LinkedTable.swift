/// A table with any number of rows a subject, such as adverse events.
public struct LinkedTable: Sendable, Hashable {
  /// The rows.
  public let table: Table

  /// The stored row of the subject to whom each row belongs.
  public let subjectRows: [Int32]

  /// Rows and the subjects to whom they belong.
  public init(table: Table, subjectRows: [Int32]) {
    precondition(table.count == subjectRows.count, "\(table.count) rows for \(subjectRows.count) subjects")
    self.table = table
    self.subjectRows = subjectRows
  }

  /// Links rows to subjects by id.
  ///
  /// - Parameters:
  ///   - table: The rows; its column `key` holds the subject's id.
  ///   - key: The name of the id column in both tables.
  ///   - subjects: The subjects, each id once.
  /// - Throws: ``CohortError/unknownSubject(_:table:row:)`` for a row whose subject is not among the subjects.
  public init(_ table: Table, key: String, subjects: Table) throws(CohortError) {
    let ids = try subjects.column(key)
    var rows: [Value: Int32] = [:]
    rows.reserveCapacity(ids.count)
    for row in 0..<ids.count { rows[ids[row]] = Int32(row) }
    let keys = try table.column(key)
    var subjectRows: [Int32] = []
    subjectRows.reserveCapacity(keys.count)
    for row in 0..<keys.count {
      guard let subject = rows[keys[row]] else {
        throw .unknownSubject(keys[row].description, table: table.name, row: row + 1)
      }
      subjectRows.append(subject)
    }
    self.init(table: table, subjectRows: subjectRows)
  }
}
