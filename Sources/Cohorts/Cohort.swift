public import OrderedCollections

/// Subjects, what is recorded of them, and what is known of what is recorded.
///
/// A value: restricting it or deriving a column gives another cohort that shares its storage.
public struct Cohort: Sendable {
  /// The name under which it is shown.
  public let name: String

  /// The stored subjects, one row each, whether or not they are selected.
  public private(set) var stored: Table

  /// Which of the stored subjects are in.
  public private(set) var selection: Selection

  /// Tables with many rows a subject, by name; they follow their subjects.
  public private(set) var linked: OrderedDictionary<String, LinkedTable>

  /// What is known of the variables.
  public private(set) var dictionary: DataDictionary

  /// Where the rows come from.
  public private(set) var provenance: Provenance

  /// The restrictions that led here, in order.
  public private(set) var flow: [FlowStep]

  /// A cohort of all the rows of a subjects table.
  ///
  /// - Throws: ``CohortError/duplicateSubject(_:rows:)`` or ``CohortError/missingSubjectID(row:)`` where the id column
  ///   does not tell the subjects apart, and ``CohortError/unknownColumn(_:table:nearest:)`` where there is none.
  public init(
    name: String, subjects: Table, linked: OrderedDictionary<String, LinkedTable> = [:], dictionary: DataDictionary,
    provenance: Provenance = Provenance()
  ) throws(CohortError) {
    let ids = try subjects.column(dictionary.subjectID)
    var seen: [Value: Int] = [:]
    seen.reserveCapacity(ids.count)
    for row in 0..<ids.count {
      guard ids.validity[row] else { throw .missingSubjectID(row: row + 1) }
      if let first = seen.updateValue(row, forKey: ids[row]) {
        throw .duplicateSubject(ids[row].description, rows: first + 1, row + 1)
      }
    }
    self.init(
      name: name, verified: subjects, linked: linked, dictionary: dictionary, provenance: provenance)
  }

  /// A cohort of subjects whose ids are known to be present and unique.
  ///
  /// For readers, which check the ids while they read, with the place of each fault.
  public init(
    name: String, verified subjects: Table, linked: OrderedDictionary<String, LinkedTable>,
    dictionary: DataDictionary, provenance: Provenance
  ) {
    self.name = name
    self.stored = subjects
    self.selection = Selection(all: subjects.count)
    self.linked = linked
    self.dictionary = dictionary
    self.provenance = provenance
    self.flow = []
  }

  /// The number of subjects.
  public var count: Int { selection.count }

  /// The names of the subjects' variables, in order.
  public var columnNames: [String] { Array(stored.columns.keys) }

  /// A subjects' variable, one row for each subject that is in.
  ///
  /// - Throws: ``CohortError/unknownColumn(_:table:nearest:)``.
  public func column(_ name: String) throws(CohortError) -> Column {
    guard let column = stored.columns[name] else {
      throw .unknownColumn(name, table: self.name, nearest: Nearest.name(to: name, among: stored.columns.keys))
    }
    if selection.isResample, name == dictionary.subjectID {
      return Column(texts: (0..<count).map { subject($0) })
    }
    return selection.rows.map(column.gathered) ?? column
  }

  /// The id of the subject at a position, for messages; the copies of one are told apart by a number.
  public func subject(_ position: Int) -> String {
    let id = stored.columns[dictionary.subjectID]?[selection.storedRow(position)].description ?? "\(position + 1)"
    let copy = selection.copy(at: position)
    return copy > 0 ? "\(id) (\(copy + 1))" : id
  }

  /// The rows of a linked table whose subjects are in, and the position of each one's subject.
  ///
  /// - Throws: ``CohortError/unknownTable(_:known:nearest:)``.
  public func linkedTable(_ name: String) throws(CohortError) -> (table: Table, subjects: [Int32]) {
    guard let link = linked[name] else {
      throw .unknownTable(name, known: Array(linked.keys), nearest: Nearest.name(to: name, among: linked.keys))
    }
    guard let rows = selection.rows else { return (link.table, link.subjectRows) }
    if selection.isResample { return try resampled(link, rows) }
    var positions = [Int32](repeating: -1, count: selection.storedCount)
    for (position, row) in rows.enumerated() { positions[Int(row)] = Int32(position) }
    let kept = link.subjectRows.indices.filter { positions[Int(link.subjectRows[$0])] >= 0 }.map(Int32.init)
    let columns = link.table.columns.mapValues { $0.gathered(kept) }
    let table = try Table(name: link.table.name, columns: columns)
    return (table, kept.map { positions[Int(link.subjectRows[Int($0)])] })
  }

  /// The rows of a linked table, each as often as its subject is in; in the table's order, the copies of a row together.
  private func resampled(
    _ link: LinkedTable, _ rows: [Int32]
  ) throws(CohortError) -> (table: Table, subjects: [Int32]) {
    var first = [Int32](repeating: -1, count: selection.storedCount)
    var copies = [Int32](repeating: 0, count: selection.storedCount)
    for (position, row) in rows.enumerated() {
      if copies[Int(row)] == 0 { first[Int(row)] = Int32(position) }
      copies[Int(row)] += 1
    }
    var kept: [Int32] = []
    var subjects: [Int32] = []
    for (place, row) in link.subjectRows.enumerated() {
      for copy in 0..<copies[Int(row)] {
        kept.append(Int32(place))
        subjects.append(first[Int(row)] + copy)
      }
    }
    return (try Table(name: link.table.name, columns: link.table.columns.mapValues { $0.gathered(kept) }), subjects)
  }
}

// MARK: - Restricting and deriving

extension Cohort {
  /// The subjects for whom a condition holds; those for whom it is unknown are left out and counted.
  ///
  /// - Parameters:
  ///   - truth: The outcome for each subject that is in.
  ///   - condition: The condition in words, for the record of who was left out.
  ///   - knownAt: When what it reads becomes known; `nil` where that was not declared.
  ///   - words: The condition as titles say it; as it is without them.
  ///   - population: The words for the population that it makes, where it makes one.
  /// - Returns: The cohort of those for whom it is true, in their order.
  public func restricted(
    to truth: Truth, condition: String, knownAt: KnownAt? = nil, words: String? = nil, population: String? = nil
  ) -> Cohort {
    var cohort = self
    let (selection, excluded, unknown) = self.selection.keeping(truth)
    cohort.selection = selection
    cohort.flow.append(
      FlowStep(
        condition: condition, before: count, excluded: excluded, unknown: unknown,
        knownAt: knownAt == .baseline ? nil : knownAt, words: words, population: population))
    return cohort
  }

  /// The subjects at these positions, ascending, without a record in the flow: for parts of a cohort, such as a trial.
  public func part(_ positions: [Int32]) -> Cohort {
    var cohort = self
    cohort.selection = selection.picking(positions)
    return cohort
  }

  /// The cohort in which the subject at each position is in so many times: a resample, without a record in the flow.
  ///
  /// The copies of a subject stand next to each other, their ids told apart by a number; the rows of linked tables come
  /// with each copy.
  ///
  /// - Parameter counts: One a subject that is in, 0 or more.
  /// - Returns: As many subjects as the counts add up to.
  public func resampled(_ counts: [Int32]) -> Cohort {
    var cohort = self
    cohort.selection = selection.repeating(counts)
    return cohort
  }

  /// The same subjects, stored for themselves alone, so that copies of one can differ in a variable.
  private func storedAlone() throws(CohortError) -> Cohort {
    var columns = stored.columns
    for name in stored.columns.keys { columns[name] = try column(name) }
    var tables = linked
    for name in linked.keys {
      let (table, subjects) = try linkedTable(name)
      tables[name] = LinkedTable(table: table, subjectRows: subjects)
    }
    var cohort = Cohort(
      name: name, verified: try Table(name: stored.name, columns: columns), linked: tables, dictionary: dictionary,
      provenance: provenance)
    cohort.flow = flow
    return cohort
  }

  /// The cohort with one more variable, or another in the place of one of that name.
  ///
  /// - Parameters:
  ///   - column: One row for each subject that is in; for the others it is missing.
  ///   - name: Its name.
  ///   - description: What is known of it, its lateness above all.
  /// - Returns: The same subjects with the variable.
  /// - Throws: ``CohortError/lengths(table:column:expected:found:)``, and
  ///   ``CohortError/replacesID(_:)`` where the name is that of the subject ids.
  public func deriving(
    _ column: Column, as name: String, description: ColumnDescription
  ) throws(CohortError) -> Cohort {
    guard name != dictionary.subjectID else { throw .replacesID(name) }
    guard column.count == count else {
      throw .lengths(table: self.name, column: name, expected: count, found: column.count)
    }
    if selection.isResample { return try storedAlone().deriving(column, as: name, description: description) }
    var cohort = self
    cohort.stored = try stored.adding(selection.rows == nil ? column : column.scattered(over: selection), as: name)
    cohort.dictionary.columns[name] = description
    return cohort
  }

  /// The cohort with another linked table, whose rows belong to stored subjects.
  func linking(
    _ table: LinkedTable, as name: String, descriptions: OrderedDictionary<String, ColumnDescription>
  ) -> Cohort {
    var cohort = self
    cohort.linked[name] = table
    cohort.dictionary.linked[name] = descriptions
    return cohort
  }

  /// The cohort with another description of a variable.
  func describing(_ column: String, _ description: ColumnDescription) -> Cohort {
    var cohort = self
    cohort.dictionary.columns[column] = description
    return cohort
  }

  /// The same subjects and variables, with this said of them.
  func describing(by dictionary: DataDictionary) -> Cohort {
    var cohort = self
    cohort.dictionary = dictionary
    return cohort
  }

  /// The cohort with something more that a reader of any report on it must know.
  public func noticing(_ notice: String) -> Cohort {
    var cohort = self
    cohort.provenance.notice = [provenance.notice, notice].compactMap(\.self).joined(separator: " ")
    return cohort
  }

  /// What a variable was derived from, where it was.
  public func derivation(of column: String) -> String? { dictionary.columns[column]?.derivation }

  /// The cohort with one more endpoint, or another in the place of one of that name.
  public func declaring(_ endpoint: EndpointDefinition) -> Cohort {
    var cohort = self
    cohort.dictionary.endpoints[endpoint.name] = endpoint
    return cohort
  }
}

extension Column {
  /// A column over all stored rows from one over the selected ones; missing where nothing was selected.
  func scattered(over selection: Selection) -> Column {
    guard let rows = selection.rows else { return self }
    var source = [Int32](repeating: 0, count: selection.storedCount)
    var present = [Bool](repeating: false, count: selection.storedCount)
    for (position, row) in rows.enumerated() {
      source[Int(row)] = Int32(position)
      present[Int(row)] = validity[position]
    }
    guard count > 0 else { return Column(emptied(to: selection.storedCount), validity: Validity(present)) }
    var codes = [UInt8](repeating: 0, count: reasons == nil ? 0 : selection.storedCount)
    if let reasons { for (position, row) in rows.enumerated() { codes[Int(row)] = reasons.codes[position] } }
    return Column(
      gathered(source).storage, validity: Validity(present),
      reasons: reasons.map { MissingReasons(codes: codes, texts: $0.texts) })
  }

  func emptied(to count: Int) -> Storage {
    switch storage {
    case .number: .number(Array(repeating: .nan, count: count))
    case .integer: .integer(Array(repeating: 0, count: count))
    case .flag: .flag(Array(repeating: false, count: count))
    case .category(let values):
      .category(
        Categories(
          codes: Array(repeating: 0, count: count), levels: values.levels, isOrderDeclared: values.isOrderDeclared))
    case .text: .text(TextStorage(repeatElement("", count: count)))
    case .date: .date(Array(repeating: 0, count: count))
    case .dateTime: .dateTime(Array(repeating: 0, count: count))
    case .time: .time(Array(repeating: 0, count: count))
    }
  }
}
