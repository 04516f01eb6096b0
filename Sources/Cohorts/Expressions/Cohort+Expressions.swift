import OrderedCollections

extension Cohort {
  /// The outcome of a condition for each subject that is in.
  ///
  /// - Throws: ``CohortError/expression(_:)`` where it cannot be read or does not fit the columns.
  public func truth(of source: String) throws(CohortError) -> Truth {
    try computed(source) { (binder, root, count) throws(ExpressionError) in
      let condition = try binder.condition(root)
      return Truth(Rows.inBlocks(count, condition.outcomes))
    } gathered: {
      $0.gathered($1)
    }
  }

  /// The subjects for whom a condition holds; those for whom it is unknown are left out and counted in the flow.
  ///
  /// - Throws: ``CohortError/expression(_:)`` where it cannot be read or does not fit the columns.
  public func `where`(_ condition: String) throws(CohortError) -> Cohort {
    let words = words(for: condition)
    return restricted(
      to: try truth(of: condition), condition: condition, knownAt: try knownAt(of: condition),
      words: words == condition ? nil : words)
  }

  /// The value of an expression for each subject that is in, and when it becomes known: the latest of what it reads.
  ///
  /// What reads no column is known at baseline. `knownAt` is `nil` where that was not declared for all that it reads.
  ///
  /// - Throws: ``CohortError/expression(_:)`` where it cannot be read or does not fit the columns.
  public func evaluate(_ source: String) throws(CohortError) -> (column: Column, knownAt: KnownAt?) {
    let variable = try variable(source)
    return (variable.column, variable.knownAt)
  }

  /// The value of an expression for each subject that is in, when it becomes known, and its unit.
  ///
  /// - Throws: ``CohortError/expression(_:)`` where it cannot be read or does not fit the columns.
  public func variable(_ source: String) throws(CohortError) -> ComputedVariable {
    var only: String?
    let (column, unit) = try computed(source) { (binder, root, count) throws(ExpressionError) -> (Column, Unit?) in
      if case .column(let name) = root.form, let column = binder.columns[name] {
        only = name
        return (column, binder.units[name])
      }
      let term = try binder.term(root)
      return (term.column(count), term.unit)
    } gathered: {
      ($0.0.gathered($1), $0.1)
    }
    return ComputedVariable(
      column: column, knownAt: try knownAt(of: source), unit: unit?.text, unknownRows: 0,
      likeness: only.flatMap { dictionary.columns[$0] })
  }

  /// What a text means here: the column that has exactly this name, or else an expression.
  ///
  /// - Throws: ``ExpressionError``; of a name with blanks that has to stand in backquotes, it says so.
  public func expression(_ source: String) throws(ExpressionError) -> Expression {
    if stored.columns[source] != nil { return Expression(column: source) }
    do { return try Expression(parsing: source) } catch {
      let parts = source.split(separator: ",").map { ColumnName.alone($0.split(separator: " ").joined(separator: " ")) }
      if parts.count > 1, parts.allSatisfy(stored.columns.keys.contains) {
        let list = parts.map { "\"\($0)\"" }.joined(separator: ", ")
        throw ExpressionError(
          "several columns are given as a list: { \(list) }", source: source, offset: error.offset, length: error.length
        )
      }
      let aware = error.aware(of: columnNames)
      guard aware == error, ColumnName.mayBeName(source) else { throw aware }
      guard let nearest = Nearest.name(to: source, among: columnNames) else { throw error }
      throw ExpressionError(
        "\(CohortError.unknownColumn(source, table: name, nearest: nearest))", source: source, offset: 0,
        length: source.count)
    }
  }

  /// The cohort with one more variable, computed from others, or another in the place of one of that name.
  ///
  /// It is known as late as the latest of what it reads, and its description records the expression and the unit.
  ///
  /// - Throws: ``CohortError/expression(_:)``, and ``CohortError/replacesID(_:)`` where the name is that of the ids.
  public func deriving(
    _ name: String, from source: String, label: String? = nil
  ) throws(CohortError) -> Cohort {
    let variable = try variable(source)
    return try deriving(
      variable.column, as: name, description: variable.description(of: source, reads: try reads(source), label: label))
  }

  private func knownAt(of source: String) throws(CohortError) -> KnownAt? {
    try reads(source).reduce(.baseline) { KnownAt.later($0, knownAt($1)) }
  }

  /// The columns that an expression reads.
  private func reads(_ source: String) throws(CohortError) -> [String] {
    do throws(ExpressionError) { return try expression(source).columns } catch { throw .expression(error) }
  }

  /// The subjects' variables that an expression reads, or that a derived variable was computed from; none of a recorded one.
  ///
  /// - Throws: ``CohortError/expression(_:)``.
  public func columns(readBy source: String) throws(CohortError) -> [String] {
    let read = stored.columns[source] == nil ? try reads(source) : dictionary.columns[source]?.reads ?? []
    return read.filter { $0 != source && stored.columns[$0] != nil }.sorted()
  }

  /// Whether a variable or an expression tells something of what an endpoint is about to find out: whether it reads the
  /// endpoint's time or event, itself or through what it was derived from.
  public func tellsOutcome(_ source: String, of endpoint: EndpointDefinition) -> Bool {
    if stored.columns[source] != nil {
      return endpoint.outcomeColumns.contains(source)
        || (dictionary.columns[source]?.reads ?? []).contains { $0 != source && tellsOutcome($0, of: endpoint) }
    }
    return ((try? reads(source)) ?? []).contains { tellsOutcome($0, of: endpoint) }
  }

  /// Runs an expression over the stored rows and picks the selected ones of the result; or, where these are few, picks
  /// the selected rows of each column first.
  ///
  /// Few are less than a quarter: of the conditions of the benchmark, all ran faster the second way up to a fifth of a
  /// million rows, and some slower from a quarter on.
  private func computed<Result>(
    _ source: String, _ compute: (Binder, Node, Int) throws(ExpressionError) -> Result,
    gathered: (Result, [Int32]) -> Result
  ) throws(CohortError) -> Result {
    let isFew = count * 4 < selection.storedCount
    do throws(ExpressionError) {
      let expression = try expression(source)
      var columns: [String: Column] = [:]
      var units: [String: Unit] = [:]
      for name in expression.columns {
        units[name] = dictionary.columns[name]?.unit.flatMap(Unit.init)
        let column = stored.columns[name]
        columns[name] = isFew ? selection.rows.map { rows in column?.gathered(rows) } ?? column : column
      }
      let binder = Binder(
        source: source, table: name, names: columnNames, columns: columns, units: units,
        responses: Set(expression.columns.filter { dictionary.columns[$0]?.vocabulary != nil }),
        columnOfRole: column(playing:))
      let result = try compute(binder, expression.root, isFew ? count : selection.storedCount)
      return isFew ? result : selection.rows.map { gathered(result, $0) } ?? result
    } catch {
      throw .expression(error.aware(of: columnNames))
    }
  }
}
