/// A prefix code of DEFLATE as a table: the next bits of the input are the index of what they mean (RFC 1951, 3.2).
///
/// Codes of up to ``rootBits`` bits are found at once; the entry of a longer one leads to a table of its remaining bits.
/// The table is complete: each index that can be asked for has an entry, so that the kernel needs no bounds.
struct HuffmanTable {
  /// What a code means, in 32 bits.
  ///
  /// Bits 0 to 7: the bits that the code takes. Bit 31: a literal, in bits 16 to 23. Otherwise bit 15: not a number, but the
  /// end of a block (bit 13), a further table (bit 14; its place in bits 16 to 30, the bits of its index in 8 to 12), or
  /// nothing at all. Otherwise a number: bits 16 to 30, plus as many bits of the input as bits 8 to 12 say.
  typealias Entry = UInt32

  static let literal: Entry = 1 << 31
  static let exceptional: Entry = 1 << 15
  static let further: Entry = 1 << 14
  static let endOfBlock: Entry = 1 << 13

  /// The entries: first those of the root.
  private(set) var entries: [Entry]

  /// The number of bits that index the root.
  let rootBits: Int

  /// The table of some code lengths, or `nil` where they are no prefix code: more codes than there is room for, or fewer
  /// (but for a single code of one bit, or none, which DEFLATE allows where `allowsSingle`).
  init?(lengths: ArraySlice<UInt8>, rootBits: Int, allowsSingle: Bool, meaning: (Int) -> Entry) {
    self.rootBits = rootBits
    entries = [Entry](repeating: Self.exceptional, count: 1 << rootBits)
    var counts = [Int](repeating: 0, count: 16)
    for length in lengths { counts[Int(length)] += 1 }
    counts[0] = 0
    var room = 1
    for length in 1...15 {
      room = room << 1 - counts[length]
      guard room >= 0 else { return nil }
    }
    let used = counts.reduce(0, +)
    guard room == 0 || allowsSingle && (used == 0 || used == 1 && counts[1] == 1) else { return nil }
    fill(lengths, counts, meaning)
  }

  private mutating func fill(_ lengths: ArraySlice<UInt8>, _ counts: [Int], _ meaning: (Int) -> Entry) {
    var next = [Int](repeating: 0, count: 16)
    for length in 1..<15 { next[length + 1] = (next[length] + counts[length]) << 1 }
    var long: [(code: Int, length: Int, symbol: Int)] = []
    for (symbol, length) in lengths.enumerated() where length > 0 {
      let length = Int(length)
      let code = Self.reversed(next[length], length)
      next[length] += 1
      if length > rootBits {
        long.append((code, length, symbol))
        continue
      }
      let entry = meaning(symbol) | Entry(length)
      for index in stride(from: code, to: 1 << rootBits, by: 1 << length) { entries[index] = entry }
    }
    if !long.isEmpty { fillFurther(long, meaning) }
  }

  /// Enters the codes that are longer than the root's index, in a table for each beginning.
  private mutating func fillFurther(_ codes: [(code: Int, length: Int, symbol: Int)], _ meaning: (Int) -> Entry) {
    let mask = 1 << rootBits - 1
    var bits = [Int](repeating: 0, count: 1 << rootBits)
    for code in codes { bits[code.code & mask] = max(bits[code.code & mask], code.length - rootBits) }
    for code in codes {
      let root = code.code & mask
      if entries[root] == Self.exceptional {
        entries[root] =
          Self.exceptional | Self.further | Entry(entries.count) << 16 | Entry(bits[root]) << 8 | Entry(rootBits)
        entries += [Entry](repeating: Self.exceptional, count: 1 << bits[root])
      }
      let start = Int(entries[root] >> 16)
      let entry = meaning(code.symbol) | Entry(code.length - rootBits)
      for index in stride(from: code.code >> rootBits, to: 1 << bits[root], by: 1 << (code.length - rootBits)) {
        entries[start + index] = entry
      }
    }
  }

  /// The lowest bits of a code in opposite order, as they follow each other in the input.
  private static func reversed(_ code: Int, _ length: Int) -> Int {
    (0..<length).reduce(0) { $0 | (code >> $1 & 1) << (length - 1 - $1) }
  }
}

extension HuffmanTable {
  /// The code of literals, lengths and the end of a block.
  static func lengths(_ lengths: ArraySlice<UInt8>) -> HuffmanTable? {
    HuffmanTable(lengths: lengths, rootBits: 11, allowsSingle: true) { symbol in
      switch symbol {
      case 0..<256: literal | Entry(symbol) << 16
      case 256: exceptional | endOfBlock
      case 257...285: Entry(lengthBases[symbol - 257]) << 16 | Entry(lengthExtras[symbol - 257]) << 8
      default: exceptional
      }
    }
  }

  /// The code of distances.
  static func distances(_ lengths: ArraySlice<UInt8>) -> HuffmanTable? {
    HuffmanTable(lengths: lengths, rootBits: 8, allowsSingle: true) { symbol in
      guard symbol < 30 else { return exceptional }
      return Entry(distanceBases[symbol]) << 16 | Entry(max(symbol / 2 - 1, 0)) << 8
    }
  }

  /// The code in which the lengths of the other two are written.
  static func codeLengths(_ lengths: ArraySlice<UInt8>) -> HuffmanTable? {
    HuffmanTable(lengths: lengths, rootBits: 7, allowsSingle: false) { Entry($0) << 16 }
  }

  /// The two codes of a block with fixed codes (RFC 1951, 3.2.6).
  static let fixed: (lengths: HuffmanTable, distances: HuffmanTable)? = {
    let sizes: [(UInt8, Int)] = [(8, 144), (9, 112), (7, 24), (8, 8)]
    let symbols = sizes.flatMap { [UInt8](repeating: $0.0, count: $0.1) }
    guard let lengths = lengths(symbols[...]), let distances = distances([UInt8](repeating: 5, count: 32)[...]) else {
      return nil
    }
    return (lengths, distances)
  }()

  private static let lengthBases: [UInt16] = [
    3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
  ]
  private static let lengthExtras: [UInt8] = [
    0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
  ]
  private static let distanceBases: [UInt16] = [
    1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145,
    8193, 12289, 16385, 24577,
  ]
}
