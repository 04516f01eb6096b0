import Cohorts

/// A data set of a SAS transport file, as a table.
///
/// Numbers are whole numbers where all are, dates, moments and times where their formats say so and all of them are; texts
/// are categories where few are different.
struct XPTTable: TableSource {
  let name: String
  /// The file.
  let bytes: FileBytes
  /// The data set.
  let member: XPTMember

  /// The data sets of a file.
  ///
  /// - Parameters:
  ///   - name: The name under which faults show the file.
  ///   - bytes: Its bytes.
  /// - Returns: A table for each, in the order of the file.
  /// - Throws: ``DataFaults`` where the file is damaged.
  static func all(name: String, bytes: FileBytes) throws(DataFaults) -> [XPTTable] {
    let members = try XPTLibrary(name: name, bytes: bytes).members
    return members.enumerated().map { index, member in
      let own = member.name ?? "data set \(index + 1)"
      return XPTTable(name: members.count == 1 ? name : "\(name), \(own)", bytes: bytes, member: member)
    }
  }

  var tableName: String? { member.name }
  var label: String? { member.label }
  var header: [String] { member.variables.map(\.name) }
  var rowCount: Int { member.rowCount }
  var byteCount: Int { member.rowCount * member.width }

  var descriptions: [ColumnDescription] {
    member.variables.map { ColumnDescription(label: $0.label, format: $0.format) }
  }

  func read(_ requests: [ColumnRequest], progress: (@Sendable (Int) -> Void)?) throws(DataFaults) -> ReadColumns {
    let natural = try natural(requests, progress: progress)
    return ReadColumns(columns: try ColumnFit(self).fit(natural.columns, to: requests), notes: natural.notes)
  }

  func place(row: Int, column: Int) -> Place {
    Place(file: name, row: row, column: member.variables[column].name)
  }

  func text(row: Int, column: Int) -> String {
    let variable = member.variables[column]
    let start = member.start + row * member.width + variable.offset
    let records = XPTRecords(bytes: bytes)
    guard variable.isNumeric else {
      let range = records.trimmed(start..<start + variable.length)
      var evidence = XPTEncodingEvidence()
      evidence.addAny(range, of: bytes, isFull: true)
      return evidence.encoding.text(range, of: bytes)
    }
    let word = records.word(start..<start + variable.length)
    guard let reason = IBMDouble.missing(word) else { return Value.number(IBMDouble.number(word)).description }
    return reason == 0 ? "." : ".\(Character(UnicodeScalar(reason)))"
  }
}

// MARK: - Natural types

extension XPTTable {
  /// The columns as the file has them, whatever is asked of them but for ids, which stay texts.
  ///
  /// - Parameters:
  ///   - requests: What is asked of each column.
  ///   - runSize: The length of the runs into which the rows are cut.
  ///   - progress: Is told the number of bytes read since the last call.
  /// - Returns: The columns, and what was decided in reading them.
  /// - Throws: ``DataFaults`` where the file became shorter or was written to.
  func natural(
    _ requests: [ColumnRequest], runSize: Int = XPTPass.runSize, progress: (@Sendable (Int) -> Void)? = nil
  ) throws(DataFaults) -> ReadColumns {
    var notes = member.notes
    let read = try assemblies(requests, runSize, progress, &notes)
    let evidence = read.reduce(into: XPTEncodingEvidence()) { $0.add($1.evidence) }
    let encoding = evidence.encoding
    if let note = evidence.note(of: "texts") { notes.append(note) }
    let columns = Workers.map(read.count) { index in
      read[index].column(encoding, staysText: requests[index].isIdentifier || requests[index].type == .text)
    }
    return ReadColumns(columns: columns, notes: notes)
  }

  /// Reads each variable as the narrowest kind that all its values fit.
  private func assemblies(
    _ requests: [ColumnRequest], _ runSize: Int, _ progress: (@Sendable (Int) -> Void)?, _ notes: inout [String]
  ) throws(DataFaults) -> [XPTAssembly] {
    let runs = XPTPass.runs(member, size: runSize)
    var read = [XPTAssembly?](repeating: nil, count: member.variables.count)
    var pending = guesses(requests)
    var told = progress
    while !pending.isEmpty {
      var misfits: [XPTTask] = []
      for start in stride(from: 0, to: pending.count, by: XPTPass.mostVariables) {
        let tasks = Array(pending[start..<min(start + XPTPass.mostVariables, pending.count)])
        let pass = XPTPass(member, bytes, tasks, runSize: runSize, progress: told)
        if let trouble = bytes.trouble { throw DataFaults(trouble.fault(shown: name)) }
        for (index, task) in tasks.enumerated() {
          let assembly = XPTAssembly(
            kind: task.kind, values: pass.values[index], pieces: pass.pieces[index], runs: runs)
          if let row = assembly.misfit, let wider = task.kind.wider {
            if let note = note(task, misfit: row) { notes.append(note) }
            misfits.append(XPTTask(variable: task.variable, kind: wider))
          } else {
            read[task.variable] = assembly
          }
        }
      }
      pending = misfits
      told = nil
    }
    return read.compactMap(\.self)
  }

  /// That a variable is not what its format says.
  private func note(_ task: XPTTask, misfit row: Int) -> String? {
    let variable = member.variables[task.variable]
    let what: String
    switch task.kind {
    case .date: what = "a whole day of the years 1 to 9999"
    case .dateTime: what = "a whole millisecond of the years 1 to 9999"
    case .time: what = "a whole number of milliseconds"
    default: return nil
    }
    return
      "column \"\(variable.name)\" has the format \(variable.format ?? ""), but \(text(row: row, column: task.variable))"
      + " in row \(row + 1) is not \(what); it was read as numbers"
  }

  // MARK: - Guesses

  /// The rows that are looked at before a variable is read.
  private static let rowsSeen = 2048

  /// As what to read each variable first: by its format, and by some rows from all over the table.
  private func guesses(_ requests: [ColumnRequest]) -> [XPTTask] {
    let tasks = member.variables.indices.map { XPTTask(variable: $0, kind: meant($0, requests[$0])) }
    guard let (sample, rows) = sample() else { return tasks }
    return stride(from: 0, to: tasks.count, by: XPTPass.mostVariables).flatMap { start in
      let some = Array(tasks[start..<min(start + XPTPass.mostVariables, tasks.count)])
      let pass = XPTPass(sample, rows, some, progress: nil)
      return zip(some, pass.pieces).map { task, pieces in
        let isGuess = member.variables[task.variable].meaning == nil
        let fits = !isGuess || pieces.allSatisfy { $0.misfit == nil }
        return XPTTask(variable: task.variable, kind: fits ? task.kind : task.kind.wider ?? task.kind)
      }
    }
  }

  private func meant(_ index: Int, _ request: ColumnRequest) -> XPTKind {
    let variable = member.variables[index]
    switch variable.meaning {
    case .date: return .date
    case .dateTime: return .dateTime
    case .time: return .time
    case nil: break
    }
    if variable.isNumeric { return .integer }
    return request.isIdentifier || request.type == .text ? .text : .category
  }

  /// Rows that are evenly spread over the table, as a table of their own; `nil` where it has few, or cannot be read.
  private func sample() -> (member: XPTMember, bytes: FileBytes)? {
    let step = member.rowCount / Self.rowsSeen
    guard step > 1 else { return nil }
    var rows: [UInt8] = []
    rows.reserveCapacity(Self.rowsSeen * member.width)
    for row in 0..<Self.rowsSeen {
      let start = member.start + row * step * member.width
      let isRead: Void? = bytes.withBytes(start..<start + member.width) {
        rows.append(contentsOf: UnsafeBufferPointer(start: $0, count: member.width))
      }
      guard isRead != nil else { return nil }
    }
    var sample = member
    sample.start = 0
    sample.rowCount = Self.rowsSeen
    return (sample, FileBytes(rows))
  }
}
