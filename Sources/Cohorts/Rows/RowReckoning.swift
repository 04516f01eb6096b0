import OrderedCollections

/// Computes an expression over the rows of a linked table, with functions over all rows of a subject in it.
struct RowReckoning {
  let expression: RowExpression
  let table: Table
  let subjects: [Int32]
  let subjectCount: Int

  /// What the rows are ordered by where the expression does not say it; NaN for rows without a place.
  let usualOrder: [Double]?

  /// The first of the subjects of whom the only row was asked for though they have several, and the condition on the rows.
  private(set) var several: (rows: RowGroups.Several, condition: String?)?

  private var binder: Binder

  init(
    _ expression: RowExpression, table: Table, of subjects: [Int32], count: Int, units: [String: Unit],
    order: [Double]?,
    columnOfRole: @escaping (ColumnRole) -> String? = { _ in nil }
  ) {
    self.expression = expression
    self.table = table
    self.subjects = subjects
    subjectCount = count
    usualOrder = order
    binder = Binder(
      source: expression.source, table: table.name, names: Array(table.columns.keys),
      columns: Dictionary(uniqueKeysWithValues: table.columns.map { ($0, $1) }), units: units,
      columnOfRole: columnOfRole)
  }

  /// What an expression gives.
  struct Outcome {
    /// One value a subject, or one a row.
    var column: Column
    /// The unit of its numbers.
    var unit: Unit?
    /// How many rows were left out because their condition is unknown.
    var unknownRows: Int
  }

  /// One value for each subject.
  mutating func perSubject() throws(ExpressionError) -> Outcome {
    let groups = try groups()
    try prepare(expression.value, groups, forSubjects: true)
    let outer = Binder(
      source: expression.source, table: table.name, names: binder.names, columns: [:], grouped: perSubjectResults,
      isPerSubject: true)
    if case .grouped = expression.value.form, let whole = perSubjectResults[binder.written(expression.value)] {
      // As it is stored, with the reasons for missing values.
      return Outcome(column: whole.column, unit: whole.unit, unknownRows: groups.unknownRows)
    }
    let term = try outer.term(expression.value)
    return Outcome(column: term.column(subjectCount), unit: term.unit, unknownRows: groups.unknownRows)
  }

  /// One value for each row; missing in rows that the condition leaves out.
  mutating func perRow() throws(ExpressionError) -> Outcome {
    let groups = try groups()
    try prepare(expression.value, groups, forSubjects: false)
    let term = try binder.term(expression.value)
    var column = term.column(table.count)
    if let kept = groups.kept {
      column = Column(
        column.storage, validity: column.validity.intersection(Validity(kept.lazy.map { $0 == Truth.yes })))
    }
    return Outcome(column: column, unit: term.unit, unknownRows: groups.unknownRows)
  }

  /// Which rows the condition keeps.
  mutating func truth() throws(ExpressionError) -> Truth {
    try prepare(expression.value, Groups(self, kept: nil, order: usualOrder), forSubjects: false)
    return Truth(Rows.inBlocks(table.count, try binder.condition(expression.value).outcomes))
  }

  // MARK: - Functions over rows

  /// What they gave for each subject, where the expression gives one value a subject.
  private var perSubjectResults: [String: Binder.Grouped] = [:]

  private mutating func groups() throws(ExpressionError) -> Groups {
    var order = usualOrder
    if let node = expression.order { order = try keys(of: node) }
    guard let condition = expression.condition else { return Groups(self, kept: nil, order: order) }
    try prepare(condition, Groups(self, kept: nil, order: order), forSubjects: false)
    let kept = Rows.inBlocks(table.count, try binder.condition(condition).outcomes)
    binder.grouped = [:]
    return Groups(self, kept: kept, order: order)
  }

  private func keys(of node: Node) throws(ExpressionError) -> [Double] {
    let term = try binder.term(node)
    guard let keys = term.keys(table.count) else {
      throw binder.error(.noOrder(binder.words(node), term.kind), at: node)
    }
    try binder.refuseUnknownOrder(term, of: "by", at: node)
    return keys
  }

  /// Computes the functions over rows in a part of the expression, the inner ones first.
  private mutating func prepare(_ node: Node, _ groups: Groups, forSubjects: Bool) throws(ExpressionError) {
    guard case .grouped(let function, let arguments) = node.form else {
      for child in node.form.children { try prepare(child, groups, forSubjects: forSubjects) }
      return
    }
    for argument in arguments { try prepare(argument, groups, forSubjects: false) }
    let result = try RowCall(function, arguments.first, binder, groups, rowCount: table.count).result()
    if function == .only, several == nil, let found = groups.standing.several {
      several = (found, groups.kept == nil ? nil : expression.condition.map(binder.written))
    }
    let written = binder.written(node)
    if forSubjects {
      if !function.isPerRow { perSubjectResults[written] = result }
    } else if function.isPerRow {
      binder.grouped[written] = result
    } else {
      binder.grouped[written] = Binder.Grouped(column: result.column.gathered(subjects), unit: result.unit)
    }
  }
}

/// The rows that count, by subject, as they stand and in their order.
final class Groups {
  /// Which rows the condition keeps; `nil` where there is none.
  let kept: [UInt8]?

  private let reckoning: RowReckoning
  private let order: [Double]?

  init(_ reckoning: RowReckoning, kept: [UInt8]?, order: [Double]?) {
    self.reckoning = reckoning
    self.kept = kept
    self.order = order
  }

  /// How many rows the condition leaves out because it is unknown.
  var unknownRows: Int { kept?.reduce(0) { $0 + ($1 == Truth.unknown ? 1 : 0) } ?? 0 }

  /// All of them, as they stand in the table.
  private(set) lazy var standing = RowGroups(
    subjects: reckoning.subjects, count: reckoning.subjectCount, kept: kept)

  /// The first or last row of each subject in which a value is present, in their order, which need not be made for that.
  func end(_ present: Validity, isLast: Bool) -> [Int32] {
    guard let order else { return isLast ? standing.last(present) : standing.first(present) }
    return standing.extreme(order.missing(where: present), isLargest: isLast, takesLast: isLast)
  }

  /// Those that have a place in the order.
  private(set) lazy var ordered =
    order.map { RowGroups(subjects: reckoning.subjects, count: reckoning.subjectCount, kept: kept, keys: $0) }
    ?? standing
}
