/// Reads JSON value by value, in the order of the file, and builds nothing that is not asked for.
///
/// For what a file says of its tables; rows by the million are read by ``RowReader``, which keeps to the same rules.
struct JSONReader {
  /// The name under which faults show the file.
  let name: String
  /// The file.
  let bytes: FileBytes
  /// Where the next byte is.
  private(set) var position: Int

  /// How deep arrays and objects may be nested.
  static let deepest = 512

  /// A key of an object, and where it stands.
  struct Key {
    let name: String
    let range: Range<Int>
  }

  /// A value that is not taken apart further.
  enum Scalar: Hashable {
    case string(String)
    case number(String)
    case flag(Bool)
    case null
    /// An object or an array, which was skipped.
    case other(String)

    /// What it is, for a fault.
    var words: String {
      switch self {
      case .string(let text): "\"\(text.count > 40 ? text.prefix(39) + "…" : text)\""
      case .number(let text): text
      case .flag(let flag): flag ? "true" : "false"
      case .null: "null"
      case .other(let words): words
      }
    }
  }

  /// A reader from the first byte, after a byte order mark.
  init(_ bytes: FileBytes, name: String) {
    self.name = name
    self.bytes = bytes
    position = bytes.startsWithByteOrderMark ? 3 : 0
  }

  /// The next byte that is no white space, or `nil` at the end.
  mutating func next() -> UInt8? {
    while position < bytes.count, JSONReader.isSpace(bytes[position]) { position += 1 }
    return position < bytes.count ? bytes[position] : nil
  }

  /// Goes on from another place.
  mutating func move(to offset: Int) { position = min(max(offset, 0), bytes.count) }

  @inline(__always)
  static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || byte == 10 || byte == 13 || byte == 9 }

  // MARK: - Values

  /// Reads an object: `member` is called at each value, and must read it.
  mutating func object(_ member: (inout JSONReader, Key) throws(DataFaults) -> Void) throws(DataFaults) {
    try take(UInt8(ascii: "{"), "an object")
    if next() == UInt8(ascii: "}") {
      position += 1
      return
    }
    while true {
      guard next() == 34 else { throw expected("a key in quotes") }
      let start = position
      let key = Key(name: try string(), range: start..<position)
      try take(UInt8(ascii: ":"), "\":\" after a key")
      _ = next()
      try member(&self, key)
      guard try goesOn(until: UInt8(ascii: "}")) else { return }
    }
  }

  /// Reads an array: `element` is called at each value with its number from 0, and must read it.
  mutating func array(_ element: (inout JSONReader, Int) throws(DataFaults) -> Void) throws(DataFaults) {
    try take(UInt8(ascii: "["), "an array")
    if next() == UInt8(ascii: "]") {
      position += 1
      return
    }
    var number = 0
    while true {
      _ = next()
      try element(&self, number)
      number += 1
      guard try goesOn(until: UInt8(ascii: "]")) else { return }
    }
  }

  /// Reads a comma, or the end of what is read.
  private mutating func goesOn(until end: UInt8) throws(DataFaults) -> Bool {
    let found = next()
    guard found == 44 || found == end else {
      throw expected("\",\" or \"\(String(UnicodeScalar(end)))\"")
    }
    position += 1
    return found == 44
  }

  /// Reads a string.
  mutating func string() throws(DataFaults) -> String {
    guard next() == 34 else { throw expected("a text in quotes") }
    let start = position + 1
    switch JSONString.extent(bytes.base, start, bytes.count) {
    case .broken(let offset, let reason): throw fault(reason, at: offset)
    case .closed(let end, let isEscaped):
      if let bad = UTF8Check.firstFault(in: bytes, start..<end) {
        let place = Place(file: name, bytes: bytes, range: bad..<bad + 1)
        throw DataFaults(DataFault(.notUTF8(byte: bytes[bad]), at: place))
      }
      position = end + 1
      guard isEscaped else { return bytes.text(start..<end) }
      return String(unsafeUninitializedCapacity: end - start) { buffer in
        buffer.baseAddress.map { JSONString.unescape(bytes.base + start, end - start, into: $0) } ?? 0
      }
    }
  }

  /// Reads a value whose kind is not known; objects and arrays are skipped.
  mutating func scalar() throws(DataFaults) -> Scalar {
    guard let first = next() else { throw expected("a value") }
    switch first {
    case 34: return .string(try string())
    case UInt8(ascii: "{"):
      try skip()
      return .other("an object")
    case UInt8(ascii: "["):
      try skip()
      return .other("an array")
    default:
      if let end = JSONNumber.end(bytes.base, position, bytes.count) {
        defer { position = end }
        return .number(bytes.text(position..<end))
      }
      for (word, value) in [("true", Scalar.flag(true)), ("false", .flag(false)), ("null", .null)]
      where bytes.text(position..<min(position + word.utf8.count, bytes.count)) == word {
        position += word.utf8.count
        return value
      }
      throw expected("a value")
    }
  }

  /// Skips a value, however it is nested.
  mutating func skip() throws(DataFaults) {
    var open: [UInt8] = []
    repeat {
      guard let first = next() else { throw expected(open.isEmpty ? "a value" : "the end of what was opened") }
      if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
        guard open.count < Self.deepest else { throw fault("nested deeper than \(Self.deepest)", at: position) }
        position += 1
        let end = first + 2
        if next() == end {
          position += 1
        } else {
          open.append(end)
          if end == UInt8(ascii: "}") { try key() }
          continue
        }
      } else {
        _ = try scalar()
      }
      while let end = open.last {
        if try goesOn(until: end) {
          if end == UInt8(ascii: "}") { try key() }
          break
        }
        open.removeLast()
      }
    } while !open.isEmpty
  }

  private mutating func key() throws(DataFaults) {
    guard next() == 34 else { throw expected("a key in quotes") }
    _ = try string()
    try take(UInt8(ascii: ":"), "\":\" after a key")
  }

  private mutating func take(_ byte: UInt8, _ words: String) throws(DataFaults) {
    guard next() == byte else { throw expected(words) }
    position += 1
  }

  // MARK: - Faults

  /// That something else was expected here.
  mutating func expected(_ words: String) -> DataFaults {
    guard let found = next() else {
      return fault("expected \(words), but the file ends; it was cut short", at: position)
    }
    return fault("expected \(words), found \(Self.shown(found))", at: position)
  }

  /// A byte, for a fault.
  static func shown(_ byte: UInt8) -> String {
    byte < 32 || byte > 126 ? "byte \(byte)" : "\"\(String(UnicodeScalar(byte)))\""
  }

  /// That this is not JSON.
  func fault(_ reason: String, at offset: Int) -> DataFaults {
    let place = Place(file: name, bytes: bytes, range: offset..<min(offset + 1, max(bytes.count, offset)))
    return DataFaults(DataFault(.syntax("not JSON: \(reason)"), at: place))
  }
}
