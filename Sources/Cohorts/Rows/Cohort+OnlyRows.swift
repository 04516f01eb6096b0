import OrderedCollections

extension Cohort {
  /// For each subject the one row of a linked table for which a condition holds, as `only(x)` takes its value.
  ///
  /// - Parameters:
  ///   - table: The name of the linked table.
  ///   - condition: The condition; without one all rows count. A row of which it is unknown does not.
  /// - Returns: For each subject who is in, the row among those of ``linkedTable(_:)``, from 0; -1 where there is none.
  /// - Throws: ``CohortError/unknownTable(_:known:nearest:)``, ``CohortError/expression(_:)`` and ``CohortError/severalRows(_:)``.
  /// - Complexity: O(*n*) in the rows.
  public func onlyRows(ofTable table: String, where condition: String? = nil) throws(CohortError) -> [Int32] {
    let (rows, subjects) = try linkedTable(table)
    var kept: [UInt8]?
    if let condition {
      var reckoning = try reckoning(RowExpression(reading: condition), rows, subjects, count, of: table)
      do throws(ExpressionError) { kept = try reckoning.truth().values } catch { throw .expression(error) }
      if let several = reckoning.several { throw severalRows(several.rows, nil, of: table) }
    }
    let groups = RowGroups(subjects: subjects, count: count, kept: kept)
    if let several = groups.several { throw severalRows(several, condition, of: table) }
    return groups.heads
  }

  /// The error that subjects who are in have several rows.
  func severalRows(_ several: RowGroups.Several, _ condition: String?, of table: String) -> CohortError {
    .severalRows(
      SeveralRows(
        subject: subject(several.subject), table: table, condition: condition,
        first: storedRow(several.first, ofTable: table), second: storedRow(several.second, ofTable: table),
        others: several.others))
  }

  /// The error that stored subjects have several rows.
  func severalRows(_ several: RowGroups.Several, _ condition: String?, ofStored table: String) -> CohortError {
    let id = stored.columns[dictionary.subjectID]?[several.subject].description
    return .severalRows(
      SeveralRows(
        subject: id ?? "\(several.subject + 1)", table: table, condition: condition, first: several.first,
        second: several.second, others: several.others))
  }
}
