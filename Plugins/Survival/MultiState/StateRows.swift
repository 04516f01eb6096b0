import Cohorts

/// The (start, stop] rows of a linked table as times spent in states.
struct StateRows {
  /// The columns that rows are read from.
  struct Columns {
    let table: String
    let start: String
    let stop: String
    /// The state that each row is spent in; where there is none, it follows from the events before.
    let state: String?
    /// The state into which each row leads.
    let event: String
  }

  let columns: Columns
  let cohort: Cohort
  /// The position of each row's subject.
  let subjects: [Int32]
  let names: StateNames
  private let start: (values: [Double], validity: Validity)
  private let stop: (values: [Double], validity: Validity)

  /// Takes the rows of those who are in.
  ///
  /// - Parameters:
  ///   - columns: where the times and states stand.
  ///   - cohort: the subjects and their tables.
  ///   - unit: the unit that times must be recorded in, and for which endpoint.
  ///   - names: reads the states from the table.
  /// - Throws: `CohortError` for a table or a column that is none, or of another kind or unit.
  init(
    _ columns: Columns, of cohort: Cohort, unit: (endpoint: String, unit: TimeUnit),
    names: (Table) throws -> StateNames
  ) throws {
    let (table, subjects) = try cohort.linkedTable(columns.table)
    self.columns = columns
    self.cohort = cohort
    self.subjects = subjects
    start = try Self.numbers(columns.start, in: table)
    stop = try Self.numbers(columns.stop, in: table)
    for column in [columns.start, columns.stop] {
      let recorded = cohort.dictionary.timeUnit(of: column, inTable: columns.table)
      if let recorded, recorded != unit.unit {
        throw CohortError.unitsDiffer(column: column, unit: recorded, endpoint: unit.endpoint, needed: unit.unit)
      }
    }
    self.names = try names(table)
  }

  private static func numbers(
    _ name: String, in table: Table
  ) throws(CohortError) -> (values: [Double], validity: Validity) {
    let column = try table.column(name)
    switch column.storage {
    case .number(let values): return (values, column.validity)
    case .integer(let values): return (values.map(Double.init), column.validity)
    default: throw .wrongType(column: name, expected: "a number", found: column.type)
    }
  }

  /// The history that some rows tell.
  ///
  /// - Parameters:
  ///   - rows: the rows, in the table's order.
  ///   - numbers: for each position of the cohort, the number of the subject among those of the rows, from 0.
  ///   - origin: the day on which each subject's clock starts; nil where all start on day 0.
  ///   - weights: what the rows count for.
  /// - Returns: the rows with their states.
  /// - Throws: ``StateRowsError`` for a row that cannot be, ``StateHistoryError``, ``FollowUpError``.
  func history(of rows: [Int], numbers: [Int32], origin: [Double]?, weights: Weights) throws -> StateHistory {
    let shift = rows.map { origin?[Int(subjects[$0])] ?? 0 }
    let (from, to) = (zip(rows, shift).map { start.values[$0] - $1 }, zip(rows, shift).map { stop.values[$0] - $1 })
    for (place, row) in rows.enumerated() { try check(row, from: from[place], to: to[place]) }
    let who = rows.map { numbers[Int(subjects[$0])] }
    let next = rows.map { names.next[$0] }
    let state = names.state.map { state in rows.map { state[$0] } } ?? followed(who, from, to, next)
    do {
      return try StateHistory(
        states: names.names, subject: who, start: from, stop: to, state: state,
        next: zip(state, next).map { $0 == $1 ? -1 : $1 }, absorbing: names.absorbing, weights: weights)
    } catch let error as StateHistoryError {
      if let located = located(error, rows) { throw located }
      throw error
    } catch FollowUpError.emptyInterval(let place, _, _) {
      throw fault(.notAfter(stop: foundStop(rows[place]), start: foundStart(rows[place])), rows[place])
    }
  }

  /// The states of rows, each in the one into which the subject's row before it led.
  private func followed(_ who: [Int32], _ from: [Double], _ to: [Double], _ next: [Int32]) -> [Int32] {
    var state = [Int32](repeating: names.initial, count: who.count)
    let order = who.indices.sorted { (who[$0], from[$0], to[$0]) < (who[$1], from[$1], to[$1]) }
    for (before, row) in zip(order, order.dropFirst()) where who[before] == who[row] {
      state[row] = next[before] >= 0 ? next[before] : state[before]
    }
    return state
  }
}

// MARK: - Rows that cannot be

extension StateRows {
  /// One row by itself.
  private func check(_ row: Int, from: Double, to: Double) throws(StateRowsError) {
    for (column, validity) in [(columns.start, start.validity), (columns.stop, stop.validity)] where !validity[row] {
      throw fault(.missing(column: column), row)
    }
    if let column = columns.state, let state = names.state, state[row] < 0 {
      throw fault(.missing(column: column), row)
    }
    for (found, time) in [(foundStart(row), from), (foundStop(row), to)] {
      if !time.isFinite { throw fault(.notFinite(found), row) }
      if time < 0 { throw fault(.negative(found, origin: found.value - time), row) }
    }
    guard from < to else { throw fault(.notAfter(stop: foundStop(row), start: foundStart(row)), row) }
  }

  private func foundStart(_ row: Int) -> StateRowsError.Found { .init(column: columns.start, value: start.values[row]) }

  private func foundStop(_ row: Int) -> StateRowsError.Found { .init(column: columns.stop, value: stop.values[row]) }

  private func fault(_ fault: StateRowsError.Fault, _ row: Int) -> StateRowsError {
    StateRowsError(
      table: columns.table, row: cohort.storedRow(row, ofTable: columns.table) + 1,
      subject: cohort.subject(Int(subjects[row])), fault: fault)
  }

  /// What does not hold between rows, with the place of each in the table.
  private func located(_ error: StateHistoryError, _ rows: [Int]) -> StateRowsError? {
    func number(_ place: Int) -> Int { cohort.storedRow(rows[place], ofTable: columns.table) + 1 }
    switch error {
    case .overlap(_, let place, let before, _, _):
      return fault(
        .overlap(start: foundStart(rows[place]), before: number(before), stop: foundStop(rows[before])), rows[place])
    case .gap(_, let place, let before, _, _):
      return fault(
        .gap(start: foundStart(rows[place]), before: number(before), stop: foundStop(rows[before])), rows[place])
    case .wrongState(_, let place, let before, _, let expected, let state):
      return fault(
        .wrongState(column: columns.state ?? columns.event, found: state, before: number(before), expected: expected),
        rows[place])
    case .leavesAbsorbing(_, let place, let state, _):
      return fault(.leavesAbsorbing(start: foundStart(rows[place]), state: state), rows[place])
    case .unknownState, .stateNamedTwice: return nil
    }
  }
}
