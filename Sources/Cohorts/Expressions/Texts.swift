#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Texts, bound to the columns that they are read from.
struct Texts {
  /// The texts of a block.
  let block: (Range<Int>) -> TextBlock

  init(_ block: @escaping (Range<Int>) -> TextBlock) { self.block = block }

  /// A column.
  init(_ storage: TextStorage, _ validity: Validity) {
    self.init { rows in
      var missing = [UInt8](repeating: 0, count: rows.count)
      Rows.mark(&missing, rows, without: validity, as: Truth.unknown)
      return TextBlock(storage: storage, rows: rows, missing: missing)
    }
  }

  /// One text for every row.
  init(one text: String) {
    self.init { rows in
      TextBlock(
        storage: TextStorage(repeatElement(text, count: rows.count)), rows: 0..<rows.count,
        missing: [UInt8](repeating: 0, count: rows.count))
    }
  }

  /// The other's where these are missing.
  func otherwise(_ other: Texts) -> Texts {
    Texts { rows in
      let (first, second) = (block(rows), other.block(rows))
      var chosen = TextStorage()
      for index in 0..<rows.count {
        let source = first.missing[index] == 0 ? first : second
        chosen.append(source.storage.bytes[source.storage.range(source.rows.lowerBound + index)])
      }
      return TextBlock(
        storage: chosen, rows: 0..<rows.count, missing: Rows.map(first.missing, second.missing) { $0 & $1 })
    }
  }
}

/// The texts of a block of rows, and which of them are missing.
struct TextBlock {
  /// Where the texts stand.
  let storage: TextStorage

  /// The rows of `storage` that are in the block.
  let rows: Range<Int>

  /// ``Truth/unknown`` where a text is missing, and 0 elsewhere; one for each row of the block.
  let missing: [UInt8]

  /// An outcome of each text, by its place in the block and its bytes; unknown where it is missing.
  ///
  /// Invariant: the rows lie within the storage, whose ends ascend to the number of its bytes.
  @inline(__always)
  func outcomes(_ holds: (Int, UnsafeRawBufferPointer) -> Bool) -> [UInt8] {
    precondition(rows.lowerBound >= 0 && rows.upperBound <= storage.count, "rows \(rows) of \(storage.count)")
    return storage.bytes.withUnsafeBytes { bytes in
      storage.ends.withUnsafeBufferPointer { ends in
        var start = rows.lowerBound == 0 ? 0 : ends[rows.lowerBound - 1]
        return missing.indices.map { index in
          let end = ends[rows.lowerBound + index]
          defer { start = end }
          if missing[index] != 0 { return Truth.unknown }
          return Kleene.outcome(holds(index, UnsafeRawBufferPointer(rebasing: bytes[start..<end])))
        }
      }
    }
  }
}

/// Texts as runs of bytes, in the order of their bytes, which for UTF-8 is the order of their code points.
enum TextOrder {
  /// Negative, zero or positive as the first comes before, equals or comes after the second.
  static func compare(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Int {
    let common = min(left.count, right.count)
    if common > 0, let first = left.baseAddress, let second = right.baseAddress {
      let order = memcmp(first, second, common)
      if order != 0 { return Int(order) }
    }
    return left.count - right.count
  }
}

/// Some texts, to be looked up by their bytes.
struct TextSet {
  private let ordered: TextStorage

  init(_ texts: [String]) {
    ordered = TextStorage(texts.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
  }

  /// Whether a text is one of them, by halving.
  func contains(_ text: UnsafeRawBufferPointer) -> Bool {
    ordered.bytes.withUnsafeBytes { bytes in
      var range = 0..<ordered.count
      while !range.isEmpty {
        let middle = range.lowerBound + range.count / 2
        let order = TextOrder.compare(text, UnsafeRawBufferPointer(rebasing: bytes[ordered.range(middle)]))
        if order == 0 { return true }
        range = order < 0 ? range.lowerBound..<middle : (middle + 1)..<range.upperBound
      }
      return false
    }
  }
}

// MARK: - Conditions

extension Condition {
  /// A comparison with one text.
  static func texts(_ comparison: Comparison, _ texts: Texts, to literal: String) -> Condition {
    let literal = Array(literal.utf8)
    if comparison.isOrdering {
      return Condition { rows in
        literal.withUnsafeBytes { literal in
          texts.block(rows).outcomes { comparison.holds(TextOrder.compare($1, literal), 0) }
        }
      }
    }
    let wanted = comparison == .equal
    return Condition { rows in
      literal.withUnsafeBytes { literal in
        // Most texts that differ do so in length already.
        texts.block(rows).outcomes { ($1.count == literal.count && TextOrder.compare($1, literal) == 0) == wanted }
      }
    }
  }

  /// A comparison of two texts.
  static func texts(_ comparison: Comparison, _ left: Texts, _ right: Texts) -> Condition {
    Condition { rows in
      let (first, second) = (left.block(rows), right.block(rows))
      let outcomes = second.storage.bytes.withUnsafeBytes { bytes in
        first.outcomes { index, text in
          let range = second.storage.range(second.rows.lowerBound + index)
          return comparison.holds(TextOrder.compare(text, UnsafeRawBufferPointer(rebasing: bytes[range])), 0)
        }
      }
      return Rows.map(outcomes, second.missing) { $1 != 0 ? Truth.unknown : $0 }
    }
  }

  /// Whether texts are among some.
  static func texts(_ texts: Texts, among members: [String]) -> Condition {
    let wanted = TextSet(members)
    return Condition { rows in texts.block(rows).outcomes { wanted.contains($1) } }
  }

  /// Whether texts begin with one.
  static func texts(_ texts: Texts, startingWith prefix: String) -> Condition {
    let prefix = Array(prefix.utf8)
    return Condition { rows in texts.block(rows).outcomes { $1.starts(with: prefix) } }
  }

  /// Whether texts are missing.
  static func isMissing(_ texts: Texts) -> Condition {
    Condition { rows in Rows.map(texts.block(rows).missing, 0..<rows.count) { $0 >> 1 } }
  }
}
