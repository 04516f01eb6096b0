/// Which rows of a column hold a value: one bit a row, set where the value is present.
///
/// A column without missing values carries no bits at all, so that the common case costs nothing.
public struct Validity: Sendable, Hashable {
  /// The number of rows.
  public let count: Int

  /// The number of rows without a value.
  public let missingCount: Int

  /// Bit `i % 64` of word `i / 64` is set where row `i` is present; `nil` where every row is.
  ///
  /// Bits past `count` are 0.
  public let words: [UInt64]?

  /// A validity in which each of `count` rows is present.
  public init(allPresent count: Int) {
    self.count = count
    self.missingCount = 0
    self.words = nil
  }

  /// A validity in which none of `count` rows is present.
  public init(allMissing count: Int) {
    self.init(words: [UInt64](repeating: 0, count: (count + 63) / 64), count: count)
  }

  /// A validity from words of 64 rows each.
  ///
  /// - Parameters:
  ///   - words: At least `(count + 63) / 64` words; bits past `count` are cleared here.
  ///   - count: The number of rows.
  public init(words: [UInt64], count: Int) {
    precondition(words.count >= (count + 63) / 64, "a validity of \(count) rows needs \((count + 63) / 64) words")
    var words = words
    words.removeLast(words.count - (count + 63) / 64)
    if count % 64 != 0, let last = words.indices.last { words[last] &= (1 << UInt64(count % 64)) - 1 }
    let present = words.reduce(0) { $0 + $1.nonzeroBitCount }
    self.count = count
    self.missingCount = count - present
    self.words = present == count ? nil : words
  }

  /// A validity from one flag a row.
  @inlinable
  public init(_ present: some Collection<Bool>) {
    var words = [UInt64](repeating: 0, count: (present.count + 63) / 64)
    for (row, isPresent) in present.enumerated() where isPresent { words[row / 64] |= 1 << UInt64(row % 64) }
    self.init(words: words, count: present.count)
  }

  /// Whether each row holds a value.
  public var isComplete: Bool { words == nil }

  /// Whether row `row` holds a value.
  @inlinable
  public subscript(row: Int) -> Bool {
    guard let words else { return true }
    return words[row >> 6] >> UInt64(row & 63) & 1 == 1
  }

  /// The rows present in both.
  public func intersection(_ other: Validity) -> Validity {
    precondition(count == other.count, "validities of \(count) and \(other.count) rows cannot be combined")
    guard let words else { return other }
    guard let others = other.words else { return self }
    return Validity(words: zip(words, others).map { $0 & $1 }, count: count)
  }

  /// The validity of the rows that `rows` names, in that order.
  public func gathered(_ rows: [Int32]) -> Validity {
    guard let words else { return Validity(allPresent: rows.count) }
    var gathered = [UInt64](repeating: 0, count: (rows.count + 63) / 64)
    for (position, row) in rows.enumerated() {
      let row = Int(row)
      gathered[position >> 6] |= (words[row >> 6] >> UInt64(row & 63) & 1) << UInt64(position & 63)
    }
    return Validity(words: gathered, count: rows.count)
  }
}
