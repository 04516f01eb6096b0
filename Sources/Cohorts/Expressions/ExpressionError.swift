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

  /// The message, then the expression with a caret under the place.
  public var description: String {
    "\(message)\n  \(source)\n  \(String(repeating: " ", count: offset))\(String(repeating: "^", count: length))"
  }
}
