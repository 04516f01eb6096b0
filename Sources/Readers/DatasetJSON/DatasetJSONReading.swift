import Cohorts

/// Reads the columns of a table of Dataset-JSON as its data types say.
///
/// Texts are categories or texts by what occurs. A column of days, moments or times that holds anything else, such as
/// dates that are partly given (`2013-07`), is read again: as the other of the two, and then as text. So the type of
/// a column depends on all its values, and not on the number of processors.
struct DatasetJSONReading {
  /// The columns, in order.
  private(set) var columns: [Column] = []
  /// What was decided about them.
  private(set) var notes: [String] = []

  private let table: DatasetJSONTable
  private let requests: [ColumnRequest]
  private var decided: [Int: Column] = [:]
  private var remarks: [Int: String] = [:]
  /// The first row of a column that holds no whole date, or then no whole date-time.
  private var partial: [Int: Int] = [:]
  private var misfits: [Misfit] = []
  private var misfitCount = 0

  private struct Misfit {
    var row: Int
    var column: Int
    var type: ColumnType?
  }

  /// A reading of all columns.
  init(_ table: DatasetJSONTable, _ requests: [ColumnRequest]) {
    self.table = table
    self.requests = requests
  }

  /// Reads them.
  ///
  /// - Parameter progress: Is told how many bytes were read, after each run of rows.
  /// - Throws: ``DataFaults`` where rows are none, or values are not of their columns' data types.
  mutating func run(progress: (@Sendable (Int) -> Void)?) throws(DataFaults) {
    // Before there is memory for rows by columns: some rows are shorter than the others where there are not the bytes.
    if !table.hasRoomForValues { try table.throwTroubles(RowPass(table, [], progress: nil).troubles) }
    var pending = firstTasks()
    var isFirst = true
    repeat {
      var next: [RowTask] = []
      for start in stride(from: 0, to: max(pending.count, 1), by: ColumnPass.mostColumns) {
        let tasks = Array(pending[start..<min(start + ColumnPass.mostColumns, pending.count)])
        let pass = RowPass(table, tasks, progress: isFirst && start == 0 ? progress : nil)
        if isFirst, start == 0 { try table.throwTroubles(pass.troubles) }
        next += settle(pass)
      }
      pending = next
      isFirst = false
    } while !pending.isEmpty
    try throwMisfits()
    columns = table.columns.indices.compactMap { decided[$0] }
    notes = table.columns.indices.compactMap { remarks[$0] }
  }

  /// As what columns are first read; texts that are different in most of the first rows are not tried as categories.
  private func firstTasks() -> [RowTask] {
    let manyTexts = table.columnsOfManyTexts()
    return table.columns.indices.map { index in
      let column = table.columns[index]
      let isText = column.kind == .category && (requests[index].isIdentifier || manyTexts.contains(index))
      return RowTask(
        column: index, kind: isText ? .text : column.kind, isDecimal: column.dataType == .decimal,
        takesNumbers: !isText && column.kind != .category)
    }
  }

  // MARK: - Deciding

  /// Takes the columns that turned out as they were read, and returns the tasks of the others.
  private mutating func settle(_ pass: RowPass) -> [RowTask] {
    var again: [RowTask] = []
    var done: [Int] = []
    for (index, task) in pass.tasks.enumerated() {
      let failures = failures(pass.outcomes[index], \.failures)
      if let first = failures.first, let next = nextTask(task, row: first) {
        again.append(next)
      } else {
        collect(task, pass.outcomes[index], failures)
        done.append(index)
      }
    }
    let settled = done
    let runs = table.runs
    let built = Workers.map(settled.count) { pass.column(settled[$0], runs: runs) }
    for (column, index) in zip(built, settled) {
      let task = pass.tasks[index]
      decided[task.column] = natural(column, task)
    }
    return again
  }

  private func natural(_ column: Column, _ task: RowTask) -> Column {
    switch task.kind {
    case .number: column.wholeNumbers()
    case .category, .text: requests[task.column].isIdentifier ? column : column.categoriesOrTexts()
    default: column
    }
  }

  private func failures(_ outcomes: [PieceOutcome], _ path: KeyPath<PieceOutcome, [Int]>) -> [Int] {
    let all = zip(table.runs, outcomes).flatMap { run, outcome in outcome[keyPath: path].map { run.firstRow + $0 } }
    return Array(all.prefix(PieceOutcome.remembered))
  }

  /// As what a column is to be read next, or `nil` where what does not fit is a fault.
  private mutating func nextTask(_ task: RowTask, row: Int) -> RowTask? {
    var next = task
    let column = table.columns[task.column]
    switch task.kind {
    case .category: next.kind = .text
    case .date where column.dataType == .date, .dateTime where column.dataType == .datetime:
      // The other of the two is tried once; a number means the one that was declared.
      next.kind = task.kind == .date ? .dateTime : .date
      next.takesNumbers = false
      partial[task.column] = row
    case .date, .dateTime, .time:
      next.kind = column.dataType.isNumeric ? (column.dataType == .integer ? .integer : .number) : .text
      next.takesNumbers = true
      remark(task, row, as: next.kind)
    case .integer, .number, .flag, .text: return nil
    }
    return next
  }

  private mutating func remark(_ task: RowTask, _ row: Int, as kind: RowKind) {
    let column = table.columns[task.column]
    let row = max(row, partial[task.column] ?? 0)
    let found = table.text(row: row, column: task.column)
    let type = column.dataType == .datetime ? "date-time" : column.dataType == .time ? "time" : "date"
    remarks[task.column] =
      "\"\(column.name)\" is \(kind == .text ? "text" : "numbers"): \"\(found)\" in row \(row + 1) is not a whole \(type)"
  }

  // MARK: - Faults

  private mutating func collect(_ task: RowTask, _ outcomes: [PieceOutcome], _ failures: [Int]) {
    let overflows = self.failures(outcomes, \.overflows)
    misfitCount += outcomes.reduce(0) { $0 + $1.failureCount + $1.overflowCount }
    misfits += failures.map { Misfit(row: $0, column: task.column, type: task.kind.columnKind.columnType) }
    misfits += overflows.map { Misfit(row: $0, column: task.column, type: nil) }
  }

  private func throwMisfits() throws(DataFaults) {
    var faults = FaultList()
    for misfit in misfits.sorted(by: { ($0.row, $0.column) < ($1.row, $1.column) }).prefix(DataFaults.most) {
      let name = table.columns[misfit.column].name
      let found = table.text(row: misfit.row, column: misfit.column)
      let kind =
        misfit.type.map { DataFault.Kind.notOfType(column: name, type: $0, found: found) }
        ?? .outOfRange(column: name, found: found)
      faults.add(DataFault(kind, at: table.place(row: misfit.row, column: misfit.column)))
    }
    faults.add(unshown: misfitCount - faults.total)
    try faults.throwIfAny()
  }
}

extension DatasetJSONTable {
  /// The columns whose texts are different in most of the first rows.
  fileprivate func columnsOfManyTexts() -> Set<Int> {
    guard !runs.isEmpty else { return [] }
    var different = [Set<String>](repeating: [], count: columns.count)
    let isText = columns.map { $0.kind == .category }
    read(firstRows: 200, ofRun: 0) { block in
      for row in 0..<block.rows {
        for column in columns.indices where isText[column] {
          let value = block.value(row, leading + column)
          if value.kind == .string { different[column].insert(block.text(value).string) }
        }
      }
    }
    return Set(columns.indices.filter { different[$0].count > 100 })
  }
}

extension Column {
  /// Real numbers as whole ones, where all are below 2^53 in size and none is −0; any other column as it is.
  fileprivate func wholeNumbers() -> Column {
    guard case .number(let values) = storage, missingCount < count || count == 0 else { return self }
    var whole = [Int64](repeating: 0, count: values.count)
    for (row, value) in values.enumerated() where validity[row] {
      guard abs(value) < 0x1p53, value == value.rounded(), value != 0 || value.sign == .plus else { return self }
      whole[row] = Int64(value)
    }
    return Column(.integer(whole), validity: validity)
  }
}
