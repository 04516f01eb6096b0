import Cohorts

/// Puts a column together from the values and outcomes of its runs.
struct ColumnAssembly {
  let file: CSVFile
  let task: ColumnTask
  let outcomes: [PieceOutcome]

  /// Which rows hold a value.
  var validity: Validity {
    guard outcomes.contains(where: { !$0.missing.isEmpty }) else { return Validity(allPresent: file.rowCount) }
    var words = [UInt64](repeating: .max, count: (file.rowCount + 63) / 64)
    for (chunk, outcome) in zip(file.chunks, outcomes) {
      for (index, missing) in outcome.missing.enumerated() where missing != 0 {
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
  ///   - levels: The declared levels of categories; without them, those that occur, in natural order.
  /// - Returns: The column, a row for each record.
  func column(_ values: RawValues, levels: [String]?) -> Column {
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
    case (.codes(let codes), _): return Column(.category(categories(codes, levels: levels)), validity: validity)
    case (.ends(let ends), _): return Column(.text(texts(ends)), validity: validity)
    }
  }

  /// The different texts of all runs, in the order in which they first occur.
  var occurringLevels: [String] {
    var known: Set<String> = []
    return outcomes.flatMap { $0.levels?.levels ?? [] }.filter { known.insert($0).inserted }
  }

  private func categories(_ codes: [Int32], levels: [String]?) -> Categories {
    let levels = levels ?? occurringLevels.sorted(by: NaturalOrder.precedes)
    var numbers: [String: Int32] = [:]
    for level in levels { numbers[level] = Int32(numbers.count) }
    var codes = codes
    codes.withUnsafeMutableBufferPointer { codes in
      for (chunk, outcome) in zip(file.chunks, outcomes) {
        let map = (outcome.levels?.levels ?? []).map { numbers[$0] ?? 0 }
        guard !map.isEmpty, map != map.indices.map({ Int32($0) }) else { continue }
        for row in chunk.firstRow..<chunk.firstRow + chunk.rows { codes[row] = map[Int(codes[row])] }
      }
    }
    return Categories(codes: codes, levels: levels)
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
    var ends = ends
    var before = 0
    ends.withUnsafeMutableBufferPointer { ends in
      for (chunk, outcome) in zip(file.chunks, outcomes) {
        for row in chunk.firstRow..<chunk.firstRow + chunk.rows { ends[row] += before }
        before += outcome.bytes?.count ?? 0
      }
    }
    return TextStorage(bytes: bytes, ends: ends)
  }
}

/// The order in which people sort names: letters without regard to case, numbers in them by their value.
enum NaturalOrder {
  /// Whether one name comes before another: "Grade 2" before "Grade 10", "b" between "A" and "C".
  static func precedes(_ left: String, _ right: String) -> Bool {
    let a = pieces(left)
    let b = pieces(right)
    for (x, y) in zip(a, b) where x != y {
      switch (x, y) {
      case (.number(let m), .number(let n)): return m < n
      case (.number, .letters): return true
      case (.letters, .number): return false
      case (.letters(let s), .letters(let t)): return s < t
      }
    }
    return a.count != b.count ? a.count < b.count : left < right
  }

  private enum Piece: Equatable {
    case number(UInt64)
    case letters(String)
  }

  private static func pieces(_ text: String) -> [Piece] {
    var pieces: [Piece] = []
    var rest = text.lowercased()[...]
    while let first = rest.utf8.first {
      let isDigit = first &- 48 < 10
      let run = rest.prefix { character in (character.utf8.first.map { $0 &- 48 < 10 } ?? false) == isDigit }
      pieces.append(isDigit ? UInt64(run).map(Piece.number) ?? .letters(String(run)) : .letters(String(run)))
      rest = rest[run.endIndex...]
    }
    return pieces
  }
}
