/// Decompresses DEFLATE (RFC 1951).
///
/// Bits are taken from a register of 64, lowest first, which is filled with eight bytes at a time: at least 56 bits are
/// there then, more than a length and its distance can take (15 + 5 + 15 + 13). Near the end bytes are added one by one,
/// and zeros stand for those past it; `available` below zero tells that they were used.
///
/// Invariant: `position` is at most `end`, which is within the bytes that are there; `bits` holds the `available` bits that
/// come next, and above them what follows, or zeros.
struct Inflate {
  private let base: UnsafePointer<UInt8>
  private let end: Int
  private var position: Int
  private var bits: UInt64 = 0
  private var available = 0
  private let output: Inflated
  /// Where the data of this stream begin in the output: nothing before it can be repeated.
  private let start: Int

  /// The most bytes that one length can add, and what copying by eight may write past them.
  private static let longest = 258 + 16

  /// Decompresses one stream.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - position: Where the stream begins; then where it ends, or where the trouble is.
  ///   - output: What the bytes are added to.
  /// - Throws: ``InflateTrouble`` that says what is wrong at `position`.
  static func run(_ bytes: FileBytes, from position: inout Int, into output: Inflated) throws(InflateTrouble) {
    precondition(position >= 0 && position <= bytes.count, "offset \(position) of \(bytes.count) bytes")
    var inflate = Inflate(bytes, position, output)
    defer { position = inflate.consumed }
    var isLast = false
    while !isLast { isLast = try inflate.block() }
  }

  private init(_ bytes: FileBytes, _ position: Int, _ output: Inflated) {
    base = bytes.base
    end = bytes.count
    self.position = position
    self.output = output
    start = output.count
  }

  /// Where the first byte is that was not used.
  private var consumed: Int { min(end, position - max(available, 0) / 8) }

  // MARK: - Bits

  @inline(__always)
  private mutating func fill() {
    if end &- position >= 8 {
      let next = UnsafeRawPointer(base + position).loadUnaligned(as: UInt64.self).littleEndian
      bits |= next << UInt64(truncatingIfNeeded: available)
      position &+= (63 &- available) >> 3
      available |= 56
    } else {
      fillSlowly()
    }
  }

  @inline(never)
  private mutating func fillSlowly() {
    while available <= 56, position < end {
      bits |= UInt64(base[position]) << UInt64(max(available, 0))
      position += 1
      available += 8
    }
  }

  @inline(__always)
  private mutating func skip(_ count: Int) {
    bits = bits &>> UInt64(truncatingIfNeeded: count)
    available &-= count
  }

  private mutating func take(_ count: Int) throws(InflateTrouble) -> Int {
    fill()
    let value = Int(bits & (1 << UInt64(count) - 1))
    skip(count)
    guard available >= 0 else { throw .cutShort }
    return value
  }

  // MARK: - Blocks

  /// Decompresses a block, and says whether it was the last.
  private mutating func block() throws(InflateTrouble) -> Bool {
    let isLast = try take(1) == 1
    switch try take(2) {
    case 0: try stored()
    case 1:
      guard let fixed = HuffmanTable.fixed else { throw .badCode("fixed") }
      try compressed(fixed.lengths, fixed.distances)
    case 2:
      let (lengths, distances) = try tables()
      try compressed(lengths, distances)
    default: throw .blockKind
    }
    return isLast
  }

  /// A block that is stored as it is.
  private mutating func stored() throws(InflateTrouble) {
    position = consumed
    bits = 0
    available = 0
    guard end - position >= 4 else {
      position = end
      throw .cutShort
    }
    let count = Int(base[position]) | Int(base[position + 1]) << 8
    let check = Int(base[position + 2]) | Int(base[position + 3]) << 8
    guard count == ~check & 0xFFFF else { throw .storedLength }
    position += 4
    guard end - position >= count else {
      position = end
      throw .cutShort
    }
    try output.reserve(count)
    (output.base + output.count).update(from: base + position, count: count)
    output.count += count
    position += count
  }

  /// The two codes of a block that brings its own (RFC 1951, 3.2.7).
  private mutating func tables() throws(InflateTrouble) -> (HuffmanTable, HuffmanTable) {
    let lengthCount = try take(5) + 257
    let distanceCount = try take(5) + 1
    let codeCount = try take(4) + 4
    guard lengthCount <= 286, distanceCount <= 30 else { throw .badCode("too many codes") }
    var codeLengths = [UInt8](repeating: 0, count: 19)
    for symbol in Self.codeOrder.prefix(codeCount) { codeLengths[symbol] = UInt8(try take(3)) }
    guard let codes = HuffmanTable.codeLengths(codeLengths[...]) else { throw .badCode("code lengths") }
    let lengths = try self.lengths(lengthCount + distanceCount, codes)
    guard lengths[256] > 0 else { throw .badCode("no end of block") }
    guard let first = HuffmanTable.lengths(lengths[..<lengthCount]) else { throw .badCode("literals and lengths") }
    guard let second = HuffmanTable.distances(lengths[lengthCount...]) else { throw .badCode("distances") }
    return (first, second)
  }

  private static let codeOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

  /// The code lengths of a block, which are themselves in a code.
  private mutating func lengths(_ count: Int, _ codes: HuffmanTable) throws(InflateTrouble) -> [UInt8] {
    var lengths: [UInt8] = []
    while lengths.count < count {
      fill()
      let entry = codes.entries[Int(bits & 127)]
      guard entry & HuffmanTable.exceptional == 0 else { throw available < 7 ? .cutShort : .noSuchCode }
      skip(Int(entry & 255))
      guard available >= 0 else { throw .cutShort }
      switch entry >> 16 {
      case 16:
        guard let last = lengths.last else { throw .badCode("repeats the length before the first") }
        lengths += [UInt8](repeating: last, count: 3 + (try take(2)))
      case 17: lengths += [UInt8](repeating: 0, count: 3 + (try take(3)))
      case 18: lengths += [UInt8](repeating: 0, count: 11 + (try take(7)))
      case let length: lengths.append(UInt8(length))
      }
    }
    guard lengths.count == count else { throw .badCode("repeats lengths past the last") }
    return lengths
  }

  // MARK: - The kernel

  private mutating func compressed(_ lengths: HuffmanTable, _ distances: HuffmanTable) throws(InflateTrouble) {
    while true {
      let ending = lengths.entries.withUnsafeBufferPointer { lengths in
        distances.entries.withUnsafeBufferPointer { distances in
          guard let lengths = lengths.baseAddress, let distances = distances.baseAddress else { return Ending.noCode }
          return symbols(lengths, distances)
        }
      }
      switch ending {
      case .block: return
      case .needsRoom: try output.reserve(max(Self.longest, 1 << 15))
      case .cutShort: throw .cutShort
      case .noCode: throw available < 15 ? .cutShort : .noSuchCode
      case .distance(let distance): throw .distance(distance, have: output.count - start)
      }
    }
  }

  /// Why the kernel stopped.
  private enum Ending {
    case block, needsRoom, cutShort, noCode
    case distance(Int)
  }

  /// Decompresses until the block ends, or the room for what comes out of it.
  private mutating func symbols(_ lengths: UnsafePointer<UInt32>, _ distances: UnsafePointer<UInt32>) -> Ending {
    var state = self
    let target = output.base
    let room = output.capacity - Self.longest
    var count = output.count
    defer {
      output.count = count
      self = state
    }
    while count <= room {
      state.fill()
      var entry = lengths[Int(truncatingIfNeeded: state.bits & 2047)]
      if entry & HuffmanTable.literal != 0 {
        state.skip(Int(entry & 255))
        if state.available < 0 { return .cutShort }
        target[count] = UInt8(truncatingIfNeeded: entry >> 16)
        count &+= 1
        // At least 41 bits are left in the middle of a file: enough for two more literals.
        entry = lengths[Int(truncatingIfNeeded: state.bits & 2047)]
        guard entry & HuffmanTable.literal != 0, state.available >= 30 else { continue }
        state.skip(Int(entry & 255))
        target[count] = UInt8(truncatingIfNeeded: entry >> 16)
        count &+= 1
        entry = lengths[Int(truncatingIfNeeded: state.bits & 2047)]
        guard entry & HuffmanTable.literal != 0 else { continue }
        state.skip(Int(entry & 255))
        target[count] = UInt8(truncatingIfNeeded: entry >> 16)
        count &+= 1
        continue
      }
      if entry & HuffmanTable.exceptional != 0 {
        if entry & HuffmanTable.further != 0 { entry = state.further(entry, lengths) }
        if entry & HuffmanTable.literal != 0 {
          state.skip(Int(entry & 255))
          if state.available < 0 { return .cutShort }
          target[count] = UInt8(truncatingIfNeeded: entry >> 16)
          count &+= 1
          continue
        }
        if entry & HuffmanTable.exceptional != 0 {
          guard entry & HuffmanTable.endOfBlock != 0 else { return .noCode }
          state.skip(Int(entry & 255))
          return state.available < 0 ? .cutShort : .block
        }
      }
      let length = state.number(entry)
      var second = distances[Int(truncatingIfNeeded: state.bits & 255)]
      if second & HuffmanTable.exceptional != 0 {
        if second & HuffmanTable.further != 0 { second = state.further(second, distances) }
        guard second & HuffmanTable.exceptional == 0 else { return .noCode }
      }
      let distance = state.number(second)
      if state.available < 0 { return .cutShort }
      guard distance <= count &- start else { return .distance(distance) }
      Self.repeatBytes(target + count, distance: distance, length: length)
      count &+= length
    }
    return .needsRoom
  }

  /// The entry in a further table.
  @inline(__always)
  private mutating func further(_ entry: UInt32, _ table: UnsafePointer<UInt32>) -> UInt32 {
    skip(Int(entry & 255))
    let mask: UInt64 = 1 << UInt64(entry >> 8 & 31) &- 1
    return table[Int(entry >> 16) &+ Int(truncatingIfNeeded: bits & mask)]
  }

  /// The number that an entry stands for, with its extra bits.
  @inline(__always)
  private mutating func number(_ entry: UInt32) -> Int {
    skip(Int(entry & 255))
    let extra = entry >> 8 & 31
    let value = Int(entry >> 16) &+ Int(truncatingIfNeeded: bits & (1 << UInt64(extra) &- 1))
    skip(Int(extra))
    return value
  }

  /// Repeats what stands `distance` bytes before `target`; up to 15 bytes past `length` may be written to.
  @inline(__always)
  private static func repeatBytes(_ target: UnsafeMutablePointer<UInt8>, distance: Int, length: Int) {
    let source = UnsafePointer(target - distance)
    if distance >= 8 {
      let from = UnsafeRawPointer(source)
      let to = UnsafeMutableRawPointer(target)
      var offset = 0
      repeat {
        to.storeBytes(
          of: from.loadUnaligned(fromByteOffset: offset, as: UInt64.self), toByteOffset: offset, as: UInt64.self)
        offset &+= 8
      } while offset < length
    } else {
      for offset in 0..<length { target[offset] = source[offset] }
    }
  }
}
