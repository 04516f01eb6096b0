public import OrderedCollections

/// A variable that an expression computes.
public struct ComputedVariable: Sendable, Hashable {
  /// Its values, one a subject or one a row.
  public let column: Column

  /// When it becomes known; `nil` where that was not declared for all that it reads.
  public let knownAt: KnownAt?

  /// The unit of its numbers, as far as what it reads declares one.
  public let unit: String?

  /// How many rows of a linked table were left out because their condition is unknown; 0 where there is none.
  public let unknownRows: Int

  /// What is said of the column whose values it holds as they are, where it does.
  var likeness: ColumnDescription?

  /// The description of a variable so computed.
  ///
  /// - Parameters:
  ///   - source: The expression.
  ///   - table: The linked table whose rows it reads, where it reads one.
  ///   - reads: The variables of the subjects that it reads.
  ///   - label: The words under which it is shown.
  /// - Returns: A description with the expression as its derivation.
  public func description(
    of source: String, table: String? = nil, reads: [String] = [], label: String? = nil
  ) -> ColumnDescription {
    let unknown =
      unknownRows == 0 ? "" : " (\(unknownRows) row\(unknownRows == 1 ? "" : "s") left out: the condition is unknown)"
    let derivation = source + (table.map { ", of \($0)" } ?? "") + unknown
    var description = ColumnDescription(
      label: label ?? likeness?.label, unit: unit, knownAt: knownAt, derivation: derivation, reads: reads)
    description.format = likeness?.format
    description.levelLabels = likeness?.levelLabels ?? [:]
    description.vocabulary = likeness?.vocabulary
    return description
  }
}

// MARK: - One value a subject

extension Cohort {
  /// A value for each subject, computed from the subject's rows of a linked table: `max(grade) where term == 'CRS'`.
  ///
  /// What is learned from rows is known after the origin, but for two cases. It is known at baseline where all columns that it
  /// reads are declared to be (or, for a count of rows, all that are declared). And the day of the first row is known on that day:
  /// `min(onset_day) where term == 'CRS'`, see ``RowLateness``.
  ///
  /// - Parameters:
  ///   - source: The expression, in the language of ``RowExpression``.
  ///   - table: The name of the linked table.
  ///   - name: The name that the variable will have, where it is known on the day that it holds.
  /// - Returns: The values, one for each subject that is in, with what is known of them.
  /// - Throws: ``CohortError/unknownTable(_:known:nearest:)``, ``CohortError/expression(_:)``, and ``CohortError/severalRows(_:)``
  ///   where the value of the only row is asked for.
  /// - Complexity: O(*n*) in the rows, and O(*n* log *n*) for subjects whose rows do not stand in order.
  public func perSubject(
    _ source: String, ofTable table: String, as name: String? = nil
  ) throws(CohortError) -> ComputedVariable {
    let (rows, subjects) = try linkedTable(table)
    let expression = try RowExpression(reading: source)
    var reckoning = try reckoning(expression, rows, subjects, count, of: table)
    let outcome: RowReckoning.Outcome
    do throws(ExpressionError) { outcome = try reckoning.perSubject() } catch { throw .expression(error) }
    if let several = reckoning.several { throw severalRows(several.rows, several.condition, of: table) }
    return ComputedVariable(
      column: outcome.column, knownAt: RowLateness(expression, of: table, in: self).knownAt(as: name),
      unit: outcome.unit?.text, unknownRows: outcome.unknownRows,
      likeness: expression.onlyColumn.flatMap { dictionary.linked[table]?[$0] })
  }

  /// The cohort with variables of the subjects, each computed from the rows of a linked table.
  ///
  /// - Parameters:
  ///   - table: The name of the linked table.
  ///   - definitions: The expressions, by the names of the new variables; see ``RowExpression``.
  ///   - labels: The words under which they are shown, as far as there are any.
  /// - Returns: The same subjects with the variables.
  /// - Throws: ``CohortError/unknownTable(_:known:nearest:)``, ``CohortError/replacesID(_:)``, and ``CohortError/expression(_:)``, which
  ///   names the definition.
  public func perSubject(
    table: String, definitions: OrderedDictionary<String, String>, labels: [String: String] = [:]
  ) throws(CohortError) -> Cohort {
    var cohort = self
    for (name, source) in definitions {
      do throws(CohortError) {
        let variable = try perSubject(source, ofTable: table, as: name)
        let description = variable.description(of: source, table: table, label: labels[name])
        cohort = try cohort.deriving(variable.column, as: name, description: description)
      } catch { throw error.of(name) }
    }
    return cohort
  }
}

// MARK: - One value a row

extension Cohort {
  /// The cohort with more columns in a linked table, computed from its rows: `onset_day - first(onset_day)`.
  ///
  /// - Parameters:
  ///   - table: The name of the linked table.
  ///   - definitions: The expressions, by the names of the new columns, each of which the next may read; see ``RowExpression``.
  ///   - labels: The words under which they are shown, as far as there are any.
  /// - Returns: The same subjects, the linked table with the columns.
  /// - Throws: ``CohortError/unknownTable(_:known:nearest:)``, and ``CohortError/expression(_:)``, which names the definition.
  public func derivingRows(
    table: String, definitions: OrderedDictionary<String, String>, labels: [String: String] = [:]
  ) throws(CohortError) -> Cohort {
    var cohort = self
    for (name, source) in definitions {
      do throws(CohortError) {
        cohort = try cohort.derivingRows(name, from: source, table: table, label: labels[name])
      } catch {
        throw error.of(name)
      }
    }
    return cohort
  }

  /// What an expression gives for each stored row of a linked table, and the cohort with it.
  private func derivingRows(
    _ name: String, from source: String, table: String, label: String?
  ) throws(CohortError) -> Cohort {
    let link = try storedLink(table)
    let expression = try RowExpression(reading: source)
    var reckoning = try reckoning(expression, link.table, link.subjectRows, stored.count, of: table)
    let outcome: RowReckoning.Outcome
    do throws(ExpressionError) { outcome = try reckoning.perRow() } catch { throw .expression(error) }
    if let several = reckoning.several { throw severalRows(several.rows, several.condition, ofStored: table) }
    let variable = ComputedVariable(
      column: outcome.column, knownAt: RowLateness(expression, of: table, in: self).knownAtBaseline,
      unit: outcome.unit?.text, unknownRows: outcome.unknownRows)
    var descriptions = dictionary.linked[table] ?? [:]
    descriptions[name] = variable.description(of: source, reads: expression.columns, label: label)
    let changed = LinkedTable(table: try link.table.adding(outcome.column, as: name), subjectRows: link.subjectRows)
    return linking(changed, as: table, descriptions: descriptions)
  }

  /// The cohort with those rows of a linked table alone for which a condition holds; no subject is left out.
  ///
  /// - Parameters:
  ///   - table: The name of the linked table.
  ///   - condition: The condition, in which functions over all rows of a subject may stand: `row_number() == 1`.
  /// - Returns: The cohort; and of its subjects' rows how many there were, how many are left, and how many were left out because
  ///   the condition is unknown for them.
  /// - Throws: ``CohortError/unknownTable(_:known:nearest:)`` and ``CohortError/expression(_:)``.
  public func restrictingRows(
    table: String, to condition: String
  ) throws(CohortError) -> (cohort: Cohort, before: Int, after: Int, unknown: Int) {
    let link = try storedLink(table)
    let expression = try RowExpression(reading: condition)
    var reckoning = try reckoning(expression, link.table, link.subjectRows, stored.count, of: table)
    let truth: Truth
    do throws(ExpressionError) { truth = try reckoning.truth() } catch { throw .expression(error) }
    if let several = reckoning.several { throw severalRows(several.rows, nil, ofStored: table) }
    let kept = truth.values.indices.filter { truth.values[$0] == Truth.yes }.map(Int32.init)
    let columns = link.table.columns.mapValues { $0.gathered(kept) }
    let restricted = LinkedTable(
      table: try Table(name: link.table.name, columns: columns), subjectRows: kept.map { link.subjectRows[Int($0)] })
    var copies = [Int](repeating: 0, count: selection.storedCount)
    for position in 0..<count { copies[selection.storedRow(position)] += 1 }
    var counts = [0, 0, 0]
    for (row, outcome) in truth.values.enumerated() { counts[Int(outcome)] += copies[Int(link.subjectRows[row])] }
    let cohort = linking(restricted, as: table, descriptions: dictionary.linked[table] ?? [:])
    return (cohort, counts.reduce(0, +), counts[Int(Truth.yes)], counts[Int(Truth.unknown)])
  }
}

// MARK: - Parts

extension Cohort {
  private func storedLink(_ name: String) throws(CohortError) -> LinkedTable {
    guard let link = linked[name] else {
      throw .unknownTable(name, known: Array(linked.keys), nearest: Nearest.name(to: name, among: linked.keys))
    }
    return link
  }

  func reckoning(
    _ expression: RowExpression, _ rows: Table, _ subjects: [Int32], _ count: Int, of table: String
  ) throws(CohortError) -> RowReckoning {
    let descriptions = dictionary.linked[table] ?? [:]
    let units = descriptions.compactMapValues { $0.unit.flatMap(Unit.init) }
    var order: [Double]?
    if expression.isOrdered, expression.order == nil, let day = dayColumn(ofTable: table),
      let column = rows.columns[day]
    {
      order = Term(column, named: day).keys(rows.count)
    }
    return RowReckoning(
      expression, table: rows, of: subjects, count: count,
      units: Dictionary(uniqueKeysWithValues: units.map { ($0, $1) }), order: order
    ) { column(playing: $0, inTable: table) }
  }

  /// The column that holds the day of each row of a linked table: of the onset, or of the assessment.
  func dayColumn(ofTable table: String) -> String? {
    column(playing: .onset, inTable: table) ?? column(playing: .day, inTable: table)
  }
}

extension RowExpression {
  /// Reads an expression over rows.
  init(reading source: String) throws(CohortError) {
    do throws(ExpressionError) { try self.init(parsing: source) } catch { throw .expression(error) }
  }
}

extension CohortError {
  /// The same error, its message naming the definition that has it.
  fileprivate func of(_ definition: String) -> CohortError {
    guard case .expression(let error) = self else { return self }
    return .expression(
      ExpressionError(
        "\(definition): \(error.message)", source: error.source, offset: error.offset, length: error.length))
  }
}
