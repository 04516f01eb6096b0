import Cohorts

/// Puts a column together from the values and outcomes of its runs.
struct ColumnAssembly {
  /// The rows of each run.
  let runs: [Range<Int>]
  let rowCount: Int
  let task: ColumnTask
  let outcomes: [PieceOutcome]
  /// Whether codes and ends are those of all runs together already.
  private let isSettled: Bool

  /// Of runs of rows that follow each other.
  init(runs: [Range<Int>], task: ColumnTask, outcomes: [PieceOutcome], isSettled: Bool = false) {
    self.runs = runs
    self.task = task
    self.outcomes = outcomes
    self.isSettled = isSettled
    rowCount = runs.last?.upperBound ?? 0
  }

  /// Of the runs of a file.
  init(file: CSVFile, task: ColumnTask, outcomes: [PieceOutcome], isSettled: Bool) {
    self.init(
      runs: file.chunks.map { $0.firstRow..<$0.firstRow + $0.rows }, task: task, outcomes: outcomes,
      isSettled: isSettled)
  }

  /// Which rows hold a value.
  var validity: Validity {
    guard outcomes.contains(where: { $0.missing != nil }) else { return Validity(allPresent: rowCount) }
    var words = [UInt64](repeating: .max, count: (rowCount + 63) / 64)
    for (run, outcome) in zip(runs, outcomes) {
      guard let missing = outcome.missing?.words else { continue }
      for (index, missing) in missing.enumerated() where missing != 0 {
        let row = run.lowerBound + index * 64
        words[row >> 6] &= ~(missing << UInt64(row & 63))
        if row & 63 != 0, row >> 6 + 1 < words.count { words[row >> 6 + 1] &= ~(missing >> UInt64(64 - row & 63)) }
      }
    }
    return Validity(words: words, count: rowCount)
  }

  /// The column.
  ///
  /// - Parameters:
  ///   - values: What the kernels wrote.
  ///   - levels: The levels of categories; without them, those that occur, in natural order.
  ///   - isOrderDeclared: Whether a dictionary gives the levels in this order.
  /// - Returns: The column, a row for each record.
  func column(_ values: RawValues, levels: [String]?, isOrderDeclared: Bool = false) -> Column {
    let validity = validity
    switch (values, task.kind) {
    case (.none, _):
      return Column(.number([Double](repeating: .nan, count: rowCount)), validity: validity)
    case (.numbers(let numbers), _): return Column(.number(numbers), validity: validity)
    case (.integers(let moments), .dateTime): return Column(.dateTime(moments), validity: validity)
    case (.integers(let times), .time): return Column(.time(times), validity: validity)
    case (.integers(let integers), _): return Column(.integer(integers), validity: validity)
    case (.flags(let flags), _): return Column(.flag(flags), validity: validity)
    case (.days(let days), _): return Column(.date(days), validity: validity)
    case (.codes(let codes), _):
      let values = categories(codes, levels: levels)
      return Column(
        .category(Categories(codes: values.codes, levels: values.levels, isOrderDeclared: isOrderDeclared)),
        validity: validity)
    case (.ends(let ends), _): return Column(.text(texts(ends)), validity: validity)
    }
  }

  /// The different texts of all runs, in the order in which they first occur.
  var occurringLevels: [String] {
    var known: Set<String> = []
    return outcomes.flatMap { $0.levels?.levels ?? [] }.filter { known.insert($0).inserted }
  }

  private func categories(_ codes: [Int32], levels: [String]?) -> (codes: [Int32], levels: [String]) {
    if isSettled, let levels { return (codes, levels) }
    let levels = levels ?? occurringLevels.sorted(by: NaturalOrder.precedes)
    var numbers: [String: Int32] = [:]
    for level in levels { numbers[level] = Int32(numbers.count) }
    var codes = codes
    codes.withUnsafeMutableBufferPointer { codes in
      for (run, outcome) in zip(runs, outcomes) {
        let map = (outcome.levels?.levels ?? []).map { numbers[$0] ?? 0 }
        guard !map.isEmpty, map != map.indices.map({ Int32($0) }) else { continue }
        for row in run { codes[row] = map[Int(codes[row])] }
      }
    }
    return (codes, levels)
  }

  private func texts(_ ends: [Int]) -> TextStorage {
    let total = outcomes.reduce(0) { $0 + ($1.bytes?.count ?? 0) }
    let bytes = [UInt8](unsafeUninitializedCapacity: total) { buffer, filled in
      for run in outcomes.compactMap(\.bytes) {
        guard let base = buffer.baseAddress else { continue }
        (base + filled).initialize(from: run.base, count: run.count)
        filled += run.count
      }
    }
    guard !isSettled else { return TextStorage(bytes: bytes, ends: ends) }
    var ends = ends
    var before = 0
    ends.withUnsafeMutableBufferPointer { ends in
      for (run, outcome) in zip(runs, outcomes) {
        for row in run { ends[row] += before }
        before += outcome.bytes?.count ?? 0
      }
    }
    return TextStorage(bytes: bytes, ends: ends)
  }
}
