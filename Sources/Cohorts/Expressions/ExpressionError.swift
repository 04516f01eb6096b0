/// An expression that cannot be read, or that does not fit the columns.
public struct ExpressionError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong.
  public let message: String
  /// The whole expression.
  public let source: String
  /// Where in `source` it is wrong, in characters from 0.
  public let offset: Int
  /// How many characters are concerned, at least one.
  public let length: Int

  /// An error at a place of an expression.
  public init(_ message: String, source: String, offset: Int, length: Int = 1) {
    self.message = message
    self.source = source
    self.offset = offset
    self.length = max(length, 1)
  }

  /// The message, then the line of the expression that is concerned with carets under the place.
  public var description: String {
    let characters = Array(source)
    let place = min(max(offset, 0), characters.count)
    let start = characters[..<place].lastIndex(where: \.isNewline).map { $0 + 1 } ?? 0
    let end = characters[place...].firstIndex(where: \.isNewline) ?? characters.count
    let margin = String(characters[start..<place].map { $0 == "\t" ? "\t" : " " })
    let carets = String(repeating: "^", count: max(1, min(length, end - place)))
    return "\(message)\n  \(String(characters[start..<end]))\n  \(margin)\(carets)"
  }
}

extension ExpressionError {
  /// A fault at some bytes of an expression.
  init(_ fault: ExpressionFault, at span: Range<Int>, in source: String) {
    let bytes = Array(source.utf8)
    self.init(
      fault.message, source: source, offset: String(decoding: bytes[..<span.lowerBound], as: UTF8.self).count,
      length: String(decoding: bytes[span], as: UTF8.self).count)
  }
}
