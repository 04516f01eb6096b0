/// A place in a text, with the text that stands there.
public struct TextSpan: Sendable, Hashable {
  /// The line, from 1.
  ///
  /// A line ends at LF, CR or CRLF, inside quotes too.
  public let line: Int

  /// The character of the line, from 1.
  public let column: Int

  /// How many characters are concerned, at least 1.
  public let length: Int

  /// The text of the line, shortened with `…` where it is long.
  public let text: String

  /// Where the place begins in `text`, in characters from 0.
  public let textOffset: Int

  /// The most characters of a line that are shown.
  static let widest = 100

  /// The most bytes before and after the place's beginning that are looked at to show its line.
  public static let reach = 4096

  /// The line, with carets under the place.
  public var picture: String {
    let carets = String(repeating: "^", count: length)
    return "    \(text)\n    \(String(repeating: " ", count: textOffset))\(carets)"
  }

  /// A part of a text in quotes that stands here; `nil` where the text is not written as it is.
  public func narrowed(to source: String, offset: Int, length: Int) -> TextSpan? {
    guard text.dropFirst(textOffset + 1).hasPrefix(source), offset >= 0, offset + length <= source.count + 1 else {
      return nil
    }
    return TextSpan(
      line: line, column: column + 1 + offset, length: length, text: text, textOffset: textOffset + 1 + offset)
  }
}

extension TextSpan {
  /// The place of a range of bytes.
  ///
  /// - Parameters:
  ///   - range: The range.
  ///   - bytes: The file, or its beginning up to ``reach`` bytes after the range begins.
  public init(of range: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>) {
    let start = min(max(range.lowerBound, 0), bytes.count)
    let (line, lineStart) = Self.line(of: start, in: bytes)
    var lineEnd = start
    while lineEnd < bytes.count, bytes[lineEnd] != 10, bytes[lineEnd] != 13, lineEnd - start < Self.reach {
      lineEnd += 1
    }
    let before = Self.shown(bytes[max(lineStart, start - Self.reach)..<start])
    let found = Self.shown(bytes[start..<max(start, min(range.upperBound, lineEnd))])
    let after = Self.shown(bytes[min(max(start, range.upperBound), lineEnd)..<lineEnd])
    let isCut = start - lineStart > Self.reach
    // In a long line code points are counted, without a copy of it.
    let column = isCut ? bytes[lineStart..<start].count { $0 & 0xC0 != 0x80 } : before.count
    self.init(line: line, column: column + 1, before: before, found: found, after: after)
  }

  /// A place between what stands before and after it in its line.
  private init(line: Int, column: Int, before: [Character], found: [Character], after: [Character]) {
    let found = Array(found.prefix(Self.widest / 2))
    let room = Self.widest - found.count
    let keptAfter = after.prefix(max(room - before.count, room / 2))
    let keptBefore = before.suffix(room - keptAfter.count)
    let lead = keptBefore.count < before.count ? "…" : ""
    let trail = keptAfter.count < after.count ? "…" : ""
    self.init(
      line: line, column: column, length: max(found.count, 1),
      text: lead + String(keptBefore) + String(found) + String(keptAfter) + trail,
      textOffset: lead.count + keptBefore.count)
  }

  /// The line in which an offset stands, from 1, and where that line begins.
  private static func line(of offset: Int, in bytes: UnsafeBufferPointer<UInt8>) -> (line: Int, start: Int) {
    var line = 1
    var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? min(3, offset) : 0
    var position = start
    while position < offset {
      let byte = bytes[position]
      position += 1
      if byte == 10 || (byte == 13 && !(position < bytes.count && bytes[position] == 10)) {
        line += 1
        start = position
      }
    }
    return (line, start)
  }

  /// Characters that take one column each: what cannot be seen is shown as `·`, a tab as a space.
  private static func shown(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> [Character] {
    String(decoding: bytes, as: UTF8.self).map { character in
      guard let scalar = character.unicodeScalars.first, scalar.value < 32 || scalar.value == 127 else {
        return character
      }
      return scalar == "\t" ? " " : "·"
    }
  }
}
