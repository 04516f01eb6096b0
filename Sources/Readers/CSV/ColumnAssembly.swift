import Cohorts

/// Puts a column together from the values and outcomes of its runs.
struct ColumnAssembly {
  let file: CSVFile
  let task: ColumnTask
  let outcomes: [PieceOutcome]

  /// Which rows hold a value.
  var validity: Validity {
    guard outcomes.contains(where: { $0.missing != nil }) else { return Validity(allPresent: file.rowCount) }
    var words = [UInt64](repeating: .max, count: (file.rowCount + 63) / 64)
    for (chunk, outcome) in zip(file.chunks, outcomes) {
      guard let missing = outcome.missing?.words else { continue }
      for (index, missing) in missing.enumerated() where missing != 0 {
        let row = chunk.firstRow + index * 64
        words[row >> 6] &= ~(missing << UInt64(row & 63))
        if row & 63 != 0, row >> 6 + 1 < words.count { words[row >> 6 + 1] &= ~(missing >> UInt64(64 - row & 63)) }
      }
    }
    return Validity(words: words, count: file.rowCount)
  }

  /// The column.
  ///
  /// - Parameters:
  ///   - values: What the kernels wrote.
  ///   - levels: The levels of categories, into which the codes are.
  /// - Returns: The column, a row for each record.
  func column(_ values: RawValues, levels: [String]) -> Column {
    let validity = validity
    switch (values, task.kind) {
    case (.none, _):
      return Column(.number([Double](repeating: .nan, count: file.rowCount)), validity: validity)
    case (.numbers(let numbers), _): return Column(.number(numbers), validity: validity)
    case (.integers(let moments), .dateTime): return Column(.dateTime(moments), validity: validity)
    case (.integers(let times), .time): return Column(.time(times), validity: validity)
    case (.integers(let integers), _): return Column(.integer(integers), validity: validity)
    case (.flags(let flags), _): return Column(.flag(flags), validity: validity)
    case (.days(let days), _): return Column(.date(days), validity: validity)
    case (.codes(let codes), _): return Column(.category(Categories(codes: codes, levels: levels)), validity: validity)
    case (.ends(let ends), _): return Column(.text(texts(ends)), validity: validity)
    }
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
    return TextStorage(bytes: bytes, ends: ends)
  }
}
