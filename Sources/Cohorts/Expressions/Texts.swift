#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Texts, bound to the columns that they are read from.
struct Texts: Sendable {
  /// The texts of a block.
  let block: @Sendable (Range<Int>) -> TextBlock

  init(_ block: @escaping @Sendable (Range<Int>) -> TextBlock) { self.block = block }

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

  /// A number for each text, by its bytes; NaN where it is missing.
  func numbers(_ number: @escaping @Sendable (UnsafeRawBufferPointer) -> Double) -> Numbers {
    Numbers(reckoned: { rows in
      let block = block(rows)
      var numbers = [Double](repeating: .nan, count: rows.count)
      block.forEach { numbers[$0] = number($1) }
      return .each(numbers)
    })
  }

  /// Another text for each, by its bytes.
  func map(_ text: @escaping @Sendable (UnsafeRawBufferPointer) -> String) -> Texts {
    Texts { rows in
      let block = block(rows)
      var mapped = [String](repeating: "", count: rows.count)
      block.forEach { mapped[$0] = text($1) }
      return TextBlock(storage: TextStorage(mapped), rows: 0..<rows.count, missing: block.missing)
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

// MARK: - As a column

extension Texts {
  /// The texts of so many rows.
  func column(_ count: Int) -> Column {
    var storage = TextStorage()
    var missing: [UInt8] = []
    missing.reserveCapacity(count)
    for start in stride(from: 0, to: count, by: Rows.blockSize) {
      let block = block(start..<min(start + Rows.blockSize, count))
      for row in block.rows { storage.append(block.storage.bytes[block.storage.range(row)]) }
      missing += block.missing
    }
    return Column(.text(storage), validity: Validity(missing.lazy.map { $0 == 0 }))
  }

  /// The texts of a block of rows.
  func column(_ rows: Range<Int>) -> Column {
    let block = block(rows)
    return Column(
      .text(block.storage.gathered(block.rows.map(Int32.init))), validity: Validity(block.missing.lazy.map { $0 == 0 }))
  }
}

/// The texts of a block of rows, and which of them are missing.
struct TextBlock: Sendable {
  /// Where the texts stand.
  let storage: TextStorage

  /// The rows of `storage` that are in the block.
  let rows: Range<Int>

  /// ``Truth/unknown`` where a text is missing, and 0 elsewhere; one for each row of the block.
  let missing: [UInt8]

  /// An outcome of each text, by its place in the block and its bytes; unknown where it is missing.
  @inline(__always)
  func outcomes(_ holds: (Int, UnsafeRawBufferPointer) -> Bool) -> [UInt8] {
    var outcomes = missing
    forEach { outcomes[$0] = Kleene.outcome(holds($0, $1)) }
    return outcomes
  }

  /// Visits the texts that are not missing, each with its place in the block and its bytes.
  ///
  /// Invariant: the rows lie within the storage, whose ends ascend to the number of its bytes.
  @inline(__always)
  func forEach(_ visit: (Int, UnsafeRawBufferPointer) -> Void) {
    precondition(rows.lowerBound >= 0 && rows.upperBound <= storage.count, "rows \(rows) of \(storage.count)")
    storage.bytes.withUnsafeBytes { bytes in
      storage.ends.withUnsafeBufferPointer { ends in
        var start = rows.lowerBound == 0 ? 0 : ends[rows.lowerBound - 1]
        for index in missing.indices {
          let end = ends[rows.lowerBound + index]
          if missing[index] == 0 { visit(index, UnsafeRawBufferPointer(rebasing: bytes[start..<end])) }
          start = end
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

  /// Whether a text holds a part.
  static func find(_ part: UnsafeRawBufferPointer, in text: UnsafeRawBufferPointer) -> Bool {
    guard let first = part.first, let start = text.baseAddress, let wanted = part.baseAddress else {
      return part.isEmpty
    }
    var place = 0
    while place + part.count <= text.count {
      guard let found = memchr(start + place, Int32(first), text.count - part.count - place + 1) else { return false }
      if memcmp(found, wanted, part.count) == 0 { return true }
      place = start.distance(to: UnsafeRawPointer(found)) + 1
    }
    return false
  }
}

/// Some texts, to be looked up by their bytes.
struct TextSet: Sendable {
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
    guard comparison.isOrdering else { return .texts(texts, areEqual: comparison == .equal, to: literal) }
    let literal = Array(literal.utf8)
    return Condition { rows in
      literal.withUnsafeBytes { literal in
        texts.block(rows).outcomes { comparison.holds(TextOrder.compare($1, literal), 0) }
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

  /// Whether texts are missing.
  static func isMissing(_ texts: Texts) -> Condition {
    Condition { rows in Rows.map(texts.block(rows).missing, 0..<rows.count) { $0 >> 1 } }
  }
}
