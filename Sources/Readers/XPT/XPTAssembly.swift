import Cohorts

/// Puts the column of a variable together from the values and pieces of its runs.
struct XPTAssembly: Sendable {
  /// As what it was read.
  let kind: XPTKind
  /// The values.
  let values: RawValues
  /// What came of each run beside them.
  let pieces: [XPTPiece]
  /// The rows of each run.
  let runs: [Range<Int>]

  /// The first row that did not fit, or `nil` where all did.
  var misfit: Int? { pieces.compactMap(\.misfit).min() }

  /// The texts that are not ASCII.
  var evidence: XPTEncodingEvidence {
    pieces.reduce(into: XPTEncodingEvidence()) { $0.add($1.evidence) }
  }

  private var count: Int { runs.last?.upperBound ?? 0 }

  /// The column.
  ///
  /// - Parameters:
  ///   - encoding: The encoding of the texts.
  ///   - staysText: Whether texts stay texts, however few they are.
  /// - Returns: The column, a row for each of the data set.
  func column(_ encoding: XPTEncoding, staysText: Bool) -> Column {
    let column = Column(storage(encoding), validity: validity, reasons: reasons)
    return staysText ? column : column.categoriesOrTexts()
  }

  private func storage(_ encoding: XPTEncoding) -> Column.Storage {
    switch (values, kind) {
    case (.numbers(let numbers), _): .number(numbers)
    case (.integers(let moments), .dateTime): .dateTime(moments)
    case (.integers(let times), .time): .time(times)
    case (.integers(let integers), _): .integer(integers)
    case (.days(let days), _): .date(days)
    case (.codes(let codes), _): .category(categories(codes, encoding))
    case (.none, _), (.flags, _), (.ends, _): .text(texts(encoding))
    }
  }

  private var validity: Validity {
    guard pieces.contains(where: { !$0.missing.isEmpty }) else { return Validity(allPresent: count) }
    var words = [UInt64](repeating: .max, count: (count + 63) / 64)
    for (run, piece) in zip(runs, pieces) {
      for (index, missing) in piece.missing.enumerated() { words[run.lowerBound / 64 + index] = ~missing }
    }
    return Validity(words: words, count: count)
  }

  private var reasons: MissingReasons? {
    guard pieces.contains(where: { !$0.reasons.isEmpty }) else { return nil }
    var codes = [UInt8](repeating: 0, count: count)
    for (run, piece) in zip(runs, pieces) where !piece.reasons.isEmpty {
      codes.replaceSubrange(run, with: piece.reasons)
    }
    return MissingReasons(codes: codes)
  }

  // MARK: - Categories

  private func categories(_ codes: [Int32], _ encoding: XPTEncoding) -> Categories {
    let texts = pieces.map { piece in
      (piece.levels?.texts ?? []).map { encoding.text(UnsafeBufferPointer(start: $0.base, count: $0.count)) }
    }
    let levels = Set(texts.joined()).sorted(by: NaturalOrder.precedes)
    var numbers: [String: Int32] = [:]
    for level in levels { numbers[level] = Int32(numbers.count) }
    let maps = texts.map { $0.map { numbers[$0] ?? 0 } }
    let coded = [Int32](unsafeUninitializedCapacity: codes.count) { buffer, filled in
      for (run, map) in zip(runs, maps) {
        if map.isEmpty {
          for row in run { buffer[row] = 0 }
        } else {
          for row in run { buffer[row] = map[Int(codes[row])] }
        }
      }
      filled = codes.count
    }
    return Categories(codes: coded, levels: levels, isOrderDeclared: false)
  }

  // MARK: - Texts

  private func texts(_ encoding: XPTEncoding) -> TextStorage {
    guard encoding == .utf8, evidence.isPlain else { return decoded(encoding) }
    let total = pieces.reduce(0) { $0 + ($1.bytes?.count ?? 0) }
    let joined = [UInt8](unsafeUninitializedCapacity: total) { buffer, filled in
      for run in pieces.compactMap(\.bytes) {
        guard let base = buffer.baseAddress else { continue }
        (base + filled).initialize(from: run.base, count: run.count)
        filled += run.count
      }
    }
    var ends: [Int] = []
    ends.reserveCapacity(count)
    var before = 0
    for piece in pieces {
      for end in piece.ends { ends.append(before + end) }
      before += piece.bytes?.count ?? 0
    }
    return TextStorage(bytes: joined, ends: ends)
  }

  private func decoded(_ encoding: XPTEncoding) -> TextStorage {
    var texts = TextStorage()
    for piece in pieces {
      guard let run = piece.bytes else { continue }
      var start = 0
      for end in piece.ends {
        texts.append(encoding.text(UnsafeBufferPointer(start: run.base + start, count: end - start)).utf8)
        start = end
      }
    }
    return texts
  }
}
