/// Finds where the keys and values of a TOML document stand, and in what order.
///
/// TOMLKit, which reads them, tells neither. This runs over documents that TOMLKit has accepted, and so does not look
/// for faults.
struct TOMLScanner {
  /// The steps to a value: keys, and for an element of an array ``element(_:)``.
  typealias Path = [String]

  /// Where the key and the value of each path stand.
  ///
  /// A table that a header opens stands where the header names it.
  private(set) var places: [Path: (key: Range<Int>, value: Range<Int>)] = [:]

  private let bytes: FileBytes
  private var position: Int

  /// Scans a document.
  init(_ bytes: FileBytes) {
    self.bytes = bytes
    position = bytes.startsWithByteOrderMark ? 3 : 0
    var table: Path = []
    while true {
      skipSpace(lines: true)
      guard position < bytes.count else { return }
      if current == UInt8(ascii: "[") {
        while current == UInt8(ascii: "[") { position += 1 }
        table = keys(in: [])
        while let byte = current, byte != 10 { position += 1 }
      } else {
        assignment(in: table)
      }
    }
  }

  /// The step to an element of an array.
  static func element(_ index: Int) -> String { "\u{0}\(index)" }

  private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipSpace(lines: Bool) {
    while let byte = current {
      if byte == UInt8(ascii: "#") {
        while let byte = current, byte != 10 { position += 1 }
      } else if byte == 32 || byte == 9 || (lines && (byte == 10 || byte == 13)) {
        position += 1
      } else {
        return
      }
    }
  }

  private mutating func assignment(in table: Path) {
    let start = position
    let path = keys(in: table)
    let key = places[path]?.key
    skipSpace(lines: false)
    if current == UInt8(ascii: "=") { position += 1 }
    skipSpace(lines: false)
    value(path, key: key)
    if position == start { position += 1 }
  }

  /// Reads `a.b."c"`, and notes each step that was not met before.
  private mutating func keys(in table: Path) -> Path {
    var path = table
    while true {
      skipSpace(lines: false)
      let start = position
      let name = current == 34 || current == 39 ? quoted() : bare()
      path.append(name)
      if places[path] == nil { places[path] = (start..<position, start..<position) }
      skipSpace(lines: false)
      guard current == UInt8(ascii: ".") else { return path }
      position += 1
    }
  }

  private mutating func bare() -> String {
    let start = position
    while let byte = current, byte == 45 || byte == 95 || byte &- 48 < 10 || (byte | 32) &- 97 < 26 { position += 1 }
    return bytes.text(start..<position)
  }

  /// A key or a value between quotes, with the escapes that keys are likely to hold.
  private mutating func quoted() -> String {
    guard let quote = current else { return "" }
    let isLong = position + 2 < bytes.count && bytes[position + 1] == quote && bytes[position + 2] == quote
    position += isLong ? 3 : 1
    let start = position
    while let byte = current {
      if byte == 92, quote == 34 {
        position += 2
        continue
      }
      if byte == quote, !isLong || isClosingLong(quote) { break }
      position += 1
    }
    let text = bytes.text(start..<position)
    position = min(position + (isLong ? 3 : 1), bytes.count)
    guard quote == 34 else { return text }
    return text.split(separator: "\\\\", omittingEmptySubsequences: false)
      .map { $0.split(separator: "\\\"", omittingEmptySubsequences: false).joined(separator: "\"") }
      .joined(separator: "\\")
  }

  private func isClosingLong(_ quote: UInt8) -> Bool {
    guard position + 2 < bytes.count, bytes[position + 1] == quote, bytes[position + 2] == quote else { return false }
    return position + 3 >= bytes.count || bytes[position + 3] != quote
  }

  private mutating func value(_ path: Path, key: Range<Int>?) {
    let start = position
    switch current {
    case 34, 39: _ = quoted()
    case UInt8(ascii: "["): elements(path)
    case UInt8(ascii: "{"): inlineTable(path)
    default:
      while let byte = current, ![10, 13, 35, 44, 93, 125].contains(byte) { position += 1 }
    }
    var end = min(position, bytes.count)
    while end > start, bytes[end - 1] == 32 || bytes[end - 1] == 9 { end -= 1 }
    places[path] = (key ?? start..<end, start..<end)
  }

  private mutating func elements(_ path: Path) {
    position += 1
    var index = 0
    while true {
      skipSpace(lines: true)
      guard let byte = current, byte != UInt8(ascii: "]") else { break }
      if byte == UInt8(ascii: ",") {
        position += 1
        continue
      }
      let start = position
      value(path + [Self.element(index)], key: nil)
      index += 1
      if position == start { position += 1 }
    }
    position += 1
  }

  private mutating func inlineTable(_ path: Path) {
    position += 1
    while true {
      skipSpace(lines: true)
      guard let byte = current, byte != UInt8(ascii: "}") else { break }
      if byte == UInt8(ascii: ",") {
        position += 1
      } else {
        assignment(in: path)
      }
    }
    position += 1
  }
}
