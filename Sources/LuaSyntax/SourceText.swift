/// A text with its lines, in which places are byte offsets.
public struct SourceText: Sendable {
  /// A place as people count: lines and characters from 1.
  public struct Position: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The line, from 1.
    public let line: Int
    /// The character within the line, from 1.
    public let column: Int

    /// `line:column`.
    public var description: String { "\(line):\(column)" }

    /// Whether one place stands before another.
    public static func < (left: Position, right: Position) -> Bool {
      (left.line, left.column) < (right.line, right.column)
    }
  }

  /// The bytes of the text.
  public let bytes: [UInt8]

  /// The offset at which each line begins.
  private let lineStarts: [Int]

  /// A text.
  public init(_ text: String) {
    bytes = Array(text.utf8)
    var starts = [0]
    for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") { starts.append(offset + 1) }
    lineStarts = starts
  }

  /// How many lines there are; a text that ends with a line break has an empty last one.
  public var lineCount: Int { lineStarts.count }

  /// The place of a byte.
  public func position(of offset: Int) -> Position {
    var (low, high) = (0, lineStarts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    let before = bytes[lineStarts[low]..<min(max(offset, lineStarts[low]), bytes.count)]
    return Position(line: low + 1, column: before.count { $0 & 0xC0 != 0x80 } + 1)
  }

  /// The bytes of a line without its white space at both ends.
  public func range(ofLine number: Int) -> Range<Int> {
    guard (1...lineStarts.count).contains(number) else { return bytes.count..<bytes.count }
    var range = lineStarts[number - 1]..<(number < lineStarts.count ? lineStarts[number] - 1 : bytes.count)
    while let last = bytes[range].last, last.isSpace { range = range.lowerBound..<range.upperBound - 1 }
    while let first = bytes[range].first, first.isSpace { range = range.lowerBound + 1..<range.upperBound }
    return range
  }

  /// A line without its line break; empty where there is none of that number.
  public func line(_ number: Int) -> String {
    guard (1...lineStarts.count).contains(number) else { return "" }
    let end = number < lineStarts.count ? lineStarts[number] - 1 : bytes.count
    var line = bytes[lineStarts[number - 1]..<end]
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
    return String(decoding: line, as: UTF8.self)
  }

  /// The character that begins at a byte.
  func character(at offset: Int) -> Character? { text(offset..<offset + 4).first }

  /// The text of some bytes.
  public func text(_ range: Range<Int>) -> String {
    String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self)
  }
}
