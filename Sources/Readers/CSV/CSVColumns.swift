import Cohorts

/// The columns of a file, typed.
struct CSVColumns: Sendable {
  /// The columns, in the order of the file.
  private(set) var columns: [Column] = []
  /// What was decided about them, in the order of the file.
  private(set) var notes: [String] = []

  private var decided: [Int: Column] = [:]
  private var remarks: [Int: String] = [:]
  private var forms: [Int: String] = [:]
  private var faults: [PlacedFault] = []
  private var faultCount = 0
  private var tokens = [Int](repeating: 0, count: MissingToken.all.count)

  private struct PlacedFault: Sendable {
    var row: Int
    var column: Int
    var kind: @Sendable (String) -> DataFault.Kind
  }

  /// Reads all columns of a file.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - requests: What is asked of each column.
  ///   - progress: Is told how many bytes were read, after each run of records.
  /// - Throws: ``DataFaults`` where records differ in length, or values do not fit their columns' declared types.
  init(_ file: CSVFile, requests: [ColumnRequest], progress: (@Sendable (Int) -> Void)? = nil) throws(DataFaults) {
    if let trouble = file.bytes.trouble { throw DataFaults(trouble.fault(shown: file.name)) }
    let guesses = file.guesses()
    let expected = requests.indices.map { requests[$0].levels ?? guesses[$0].levels }
    var pending = requests.indices.map { column in
      let request = requests[column]
      return request.firstTask(column, guess: guesses[column].kind(file.format, isNumeric: request.isNumeric))
    }
    var isFirst = true
    while !pending.isEmpty {
      var next: [ColumnTask] = []
      for start in stride(from: 0, to: pending.count, by: ColumnPass.mostColumns) {
        let tasks = Array(pending[start..<min(start + ColumnPass.mostColumns, pending.count)])
        let pass = ColumnPass(
          file, tasks, expected: expected, declared: requests.map(\.levels),
          progress: isFirst && start == 0 ? progress : nil)
        if let trouble = file.bytes.trouble { throw DataFaults(trouble.fault(shown: file.name)) }
        guard pass.isRectangular else { throw DataFaults(file.structuralFaults()) }
        next += settle(pass, file, requests)
      }
      pending = next
      isFirst = false
    }
    try throwFaults(file)
    columns = requests.indices.compactMap { decided[$0] }
    notes = requests.indices.flatMap { [remarks[$0], forms[$0]].compactMap(\.self) } + tokenNotes(file)
  }

  // MARK: - Deciding

  /// Takes the columns of a pass that turned out as they were read, and returns the tasks of the others.
  private mutating func settle(_ pass: ColumnPass, _ file: CSVFile, _ requests: [ColumnRequest]) -> [ColumnTask] {
    var again: [ColumnTask] = []
    var done: [Int] = []
    for (index, task) in pass.tasks.enumerated() {
      let merged = MergedOutcome(file, pass.outcomes[index])
      if let next = nextTask(task, merged, file, requests[task.column]) {
        again.append(next)
      } else {
        collect(task, merged, file)
        done.append(index)
      }
    }
    let settled = done
    let built = Workers.map(settled.count) { position in
      let index = settled[position]
      let task = pass.tasks[index]
      let assembly = ColumnAssembly(file: file, task: task, outcomes: pass.outcomes[index], isSettled: true)
      let request = requests[task.column]
      let column = assembly.column(
        pass.values[index], levels: pass.levels[index], isOrderDeclared: request.levels != nil)
      return request.type == nil && !request.isIdentifier ? column.categoriesOrTexts() : column
    }
    for (position, index) in done.enumerated() {
      let task = pass.tasks[index]
      checkLevels(task, pass.outcomes[index], file, requests[task.column])
      decided[task.column] = built[position]
      remark(built[position], task, file, requests[task.column])
      remarkForm(built[position], task, MergedOutcome(file, pass.outcomes[index]), file)
      for missing in pass.outcomes[index].compactMap(\.missing) {
        for token in tokens.indices { tokens[token] += missing.tokens[token] }
      }
    }
    return again
  }

  /// As what a column is to be read next, or `nil` where it is what it was read as.
  private mutating func nextTask(
    _ task: ColumnTask, _ merged: MergedOutcome, _ file: CSVFile, _ request: ColumnRequest
  ) -> ColumnTask? {
    func with(_ kind: ColumnKind) -> ColumnTask {
      let isDeclared = task.isDeclared || request.type == nil && request.isNumeric && kind.isDecimal
      return ColumnTask(column: task.column, kind: kind, isDeclared: isDeclared)
    }
    if case .date(.dayFirst) = task.kind, merged.isMonthFirst { return with(.date(.monthFirst)) }
    if task.isDeclared {
      guard task.kind == .number(point: 46), file.format.allowsDecimalComma, let row = merged.failures.first else {
        return nil
      }
      return file.text(row: row, column: task.column).contains(",") ? with(.number(point: 44)) : nil
    }
    if let row = merged.failures.first {
      let kind = wider(task, row, file, request)
      if request.missing.isEmpty, isRemarkable(task.kind, kind) { remarkMisfit(task, row, file) }
      return with(kind)
    }
    if merged.isAmbiguousDate(task.kind) {
      remarks[task.column] =
        "\"\(file.header[task.column])\" is text: day and month of its dates cannot be told apart"
      return with(.category)
    }
    return task.kind == .flag && merged.hasOneLetterOfTwo ? with(.category) : nil
  }

  private func wider(_ task: ColumnTask, _ row: Int, _ file: CSVFile, _ request: ColumnRequest) -> ColumnKind {
    if request.isIdentifier { return .text }
    switch task.kind {
    case .undecided: return file.guess(task.column, fromRow: row, request)
    case .integer: return .number(point: 46)
    case .number(point: 46) where file.format.allowsDecimalComma: return .number(point: 44)
    case .number, .flag, .date, .dateTime, .time: return .category
    case .category, .text: return .text
    }
  }

  private func isRemarkable(_ kind: ColumnKind, _ next: ColumnKind) -> Bool {
    guard next == .category || next == .text else { return false }
    switch kind {
    case .number, .date, .dateTime: return true
    default: return false
    }
  }

  private mutating func remarkMisfit(_ task: ColumnTask, _ row: Int, _ file: CSVFile) {
    let kind =
      switch task.kind {
      case .date: "date"
      case .dateTime: "date-time"
      default: "number"
      }
    let found = file.text(row: row, column: task.column)
    remarks[task.column] =
      "\"\(file.header[task.column])\" is text: \"\(found)\" in line \(file.line(row: row, column: task.column)) "
      + "is not a \(kind)"
  }

  // MARK: - Faults

  private mutating func collect(_ task: ColumnTask, _ merged: MergedOutcome, _ file: CSVFile) {
    let name = file.header[task.column]
    faultCount += merged.overflowCount
    for row in merged.overflows {
      faults.append(
        PlacedFault(row: row, column: task.column) { .outOfRange(column: name, found: $0) })
    }
    guard task.isDeclared else { return }
    faultCount += merged.failureCount
    let type = task.kind.columnType
    for row in merged.failures {
      faults.append(
        PlacedFault(row: row, column: task.column) { .notOfType(column: name, type: type, found: $0) })
    }
    if merged.failureCount == 0, merged.isAmbiguousDate(task.kind) {
      faultCount += 1
      let row = (0..<file.rowCount).first { !merged.isMissing($0, file) } ?? 0
      faults.append(
        PlacedFault(row: row, column: task.column) { .ambiguousDate(column: name, found: $0) })
    }
  }

  /// Finds values that are none of the declared levels.
  private mutating func checkLevels(
    _ task: ColumnTask, _ outcomes: [PieceOutcome], _ file: CSVFile, _ request: ColumnRequest
  ) {
    guard let levels = request.levels, task.kind == .category else { return }
    let unknown = Set(outcomes.flatMap { $0.levels?.levels ?? [] }).subtracting(levels)
    guard !unknown.isEmpty else { return }
    let name = file.header[task.column]
    _ = file.bytes.base
    var reader = RecordReader(file.bytes, format: file.format, from: file.chunks.first?.range.lowerBound ?? 0)
    var row = 0
    var kept = 0
    while let record = reader.next() {
      defer { row += 1 }
      let field = FieldText(file.bytes, record.fields[task.column], quote: file.format.quote)
      guard MissingToken.textIndex(of: field) < 0, unknown.contains(field.string) else { continue }
      faultCount += 1
      kept += 1
      guard kept <= DataFaults.most else { continue }
      faults.append(
        PlacedFault(row: row, column: task.column) {
          .unknownLevel(column: name, found: $0, levels: levels, nearest: Nearest.name(to: $0, among: levels))
        })
    }
  }

  private func throwFaults(_ file: CSVFile) throws(DataFaults) {
    var list = FaultList()
    for fault in faults.sorted(by: { ($0.row, $0.column) < ($1.row, $1.column) }).prefix(DataFaults.most) {
      let place = file.place(row: fault.row, column: fault.column)
      list.add(DataFault(fault.kind(file.text(row: fault.row, column: fault.column)), at: place))
    }
    list.add(unshown: faultCount - list.total)
    try list.throwIfAny()
  }

  // MARK: - Notes

  private mutating func remark(_ column: Column, _ task: ColumnTask, _ file: CSVFile, _ request: ColumnRequest) {
    guard remarks[task.column] == nil, request.type == nil, request.missing.isEmpty else { return }
    let name = file.header[task.column]
    if task.kind == .undecided {
      remarks[task.column] = "\"\(name)\" has no values; it is taken as numbers"
    } else if case .category(let values) = column.storage {
      remarks[task.column] = Self.note(of: name, levels: values.levels)
    }
  }

  /// What is told of a column that was taken for categories.
  static func note(of name: String, levels: [String]) -> String {
    let shown = levels.prefix(8).joined(separator: ", ") + (levels.count > 8 ? ", …" : "")
    return "\"\(name)\" is a category of \(levels.count) level\(levels.count == 1 ? "" : "s"): \(shown)"
  }

  /// Tells how the values of a column were taken, where they could be taken in another way.
  private mutating func remarkForm(
    _ column: Column, _ task: ColumnTask, _ merged: MergedOutcome, _ file: CSVFile
  ) {
    let name = file.header[task.column]
    switch task.kind {
    case .date(let order) where merged.hasYearLast:
      let (first, which) = order == .dayFirst ? ("day before the month", "first") : ("month before the day", "second")
      forms[task.column] = "\"\(name)\" is read with the \(first): some of its \(which) numbers are above 12"
    case .category where column.type == .category && merged.hasBlanks:
      forms[task.column] = "\"\(name)\": white space around its values is left out"
    default: break
    }
  }

  private func tokenNotes(_ file: CSVFile) -> [String] {
    let met = zip(MissingToken.all, tokens).filter { $0.1 > 0 }
    guard !met.isEmpty else { return [] }
    let words = met.map { "\($0.0.isEmpty ? "empty" : "\"\($0.0)\"") (\($0.1))" }.joined(separator: ", ")
    return ["\(file.name): read as missing: \(words)"]
  }
}

extension ColumnKind {
  /// The type of the values.
  var columnType: ColumnType {
    switch self {
    case .undecided, .number: .number
    case .integer: .integer
    case .flag: .flag
    case .date: .date
    case .dateTime: .dateTime
    case .time: .time
    case .category: .category
    case .text: .text
    }
  }
}

/// What came of reading a column, all runs together.
private struct MergedOutcome {
  var failures: [Int] = []
  var failureCount = 0
  var overflows: [Int] = []
  var overflowCount = 0
  var seen: UInt8 = 0
  private let outcomes: [PieceOutcome]

  init(_ file: CSVFile, _ outcomes: [PieceOutcome]) {
    self.outcomes = outcomes
    for (chunk, outcome) in zip(file.chunks, outcomes) {
      failures += outcome.failures.map { chunk.firstRow + $0 }
      overflows += outcome.overflows.map { chunk.firstRow + $0 }
      failureCount += outcome.failureCount
      overflowCount += outcome.overflowCount
      seen |= outcome.seen
    }
    failures = Array(failures.prefix(PieceOutcome.remembered))
    overflows = Array(overflows.prefix(PieceOutcome.remembered))
  }

  /// Whether dates with the year last have the month first for certain.
  var isMonthFirst: Bool { seen & Dates.Seen.secondAbove12 != 0 }

  /// Whether there are dates with the year last.
  var hasYearLast: Bool { seen & Dates.Seen.yearLast != 0 }

  /// Whether white space stood around a category.
  var hasBlanks: Bool { seen & Kernel.seenBlanks != 0 }

  /// Whether there are dates with the year last, and nothing tells the day from the month.
  func isAmbiguousDate(_ kind: ColumnKind) -> Bool {
    guard case .date = kind else { return false }
    let above = Dates.Seen.firstAbove12 | Dates.Seen.secondAbove12
    return seen & Dates.Seen.yearLast != 0 && seen & above == 0
  }

  /// Whether T stands without F, or F without T.
  var hasOneLetterOfTwo: Bool { (seen & Flags.Seen.letterT != 0) != (seen & Flags.Seen.letterF != 0) }

  func isMissing(_ row: Int, _ file: CSVFile) -> Bool {
    guard let index = file.chunks.lastIndex(where: { $0.firstRow <= row }), let missing = outcomes[index].missing else {
      return false
    }
    return missing.contains(row - file.chunks[index].firstRow)
  }
}
