/// A text that others are compared with eight bytes at a time, most of which are no longer.
struct TextWord: Sendable {
  private let bytes: [UInt8]
  private let word: UInt64
  private let mask: UInt64

  /// Whether other texts must equal it, not only begin with it.
  private let isWhole: Bool

  init(_ text: String, isWhole: Bool) {
    bytes = Array(text.utf8)
    self.isWhole = isWhole
    let head = bytes.prefix(8)
    word = head.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    mask = head.count == 8 ? .max : (1 << UInt64(8 * head.count)) - 1
  }

  /// Whether the texts of a block equal it, or begin with it; unknown where they are missing.
  ///
  /// Invariant: the rows lie within the storage, whose ends ascend to the number of its bytes; eight bytes are read at once where there
  /// are so many from the beginning of a text, in whatever text they are, and those past the length that counts are masked away.
  func outcomes(_ block: TextBlock) -> [UInt8] {
    let (rows, storage) = (block.rows, block.storage)
    precondition(rows.lowerBound >= 0 && rows.upperBound <= storage.count, "rows \(rows) of \(storage.count)")
    let longest = isWhole ? bytes.count : Int.max
    let isLong = bytes.count > 8
    let outcomes = storage.bytes.withUnsafeBytes { text in
      storage.ends.withUnsafeBufferPointer { ends in
        [UInt8](unsafeUninitializedCapacity: rows.count) { output, filled in
          var start = rows.lowerBound == 0 ? 0 : ends[rows.lowerBound - 1]
          for index in 0..<rows.count {
            let end = ends[rows.lowerBound &+ index]
            let length = end &- start
            let differs = (Self.head(text, start) ^ word) & mask
            // Without a branch: which texts are the ones cannot be foretold.
            var outcome =
              Kleene.outcome(differs == 0) & Kleene.outcome(length >= bytes.count) & Kleene.outcome(length <= longest)
            if isLong, outcome == Truth.yes { outcome = Kleene.outcome(tailEquals(text, start)) }
            output.initializeElement(at: index, to: outcome)
            start = end
          }
          filled = rows.count
        }
      }
    }
    return Rows.map(outcomes, block.missing) { $1 != 0 ? Truth.unknown : $0 }
  }

  /// Eight bytes from a place on; zeros past the last.
  @inline(__always)
  private static func head(_ text: UnsafeRawBufferPointer, _ start: Int) -> UInt64 {
    if start &+ 8 <= text.count {
      return UInt64(littleEndian: text.loadUnaligned(fromByteOffset: start, as: UInt64.self))
    }
    return text[start...].reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// Whether what comes after the first eight bytes is the same, in a text that is as long.
  private func tailEquals(_ text: UnsafeRawBufferPointer, _ start: Int) -> Bool {
    bytes.withUnsafeBytes { bytes in
      let tail = UnsafeRawBufferPointer(rebasing: text[(start + 8)..<(start + bytes.count)])
      return TextOrder.compare(tail, UnsafeRawBufferPointer(rebasing: bytes[8...])) == 0
    }
  }
}

extension Condition {
  /// Whether texts equal one, or do not.
  static func texts(_ texts: Texts, areEqual: Bool, to literal: String) -> Condition {
    let word = TextWord(literal, isWhole: true)
    let same = Condition { rows in word.outcomes(texts.block(rows)) }
    return areEqual ? same : same.negated
  }

  /// Whether texts begin with one.
  static func texts(_ texts: Texts, startingWith prefix: String) -> Condition {
    let word = TextWord(prefix, isWhole: false)
    return Condition { rows in word.outcomes(texts.block(rows)) }
  }
}
