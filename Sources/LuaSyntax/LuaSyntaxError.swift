/// Why a text is no Lua: the first thing that is wrong with it, and where.
public struct LuaSyntaxError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The bytes that it is about; empty at the end of the text.
  public let range: Range<Int>

  /// Where it is.
  public let position: SourceText.Position

  /// What is wrong: where there is something to expect, what was expected and what was found.
  public let message: String

  /// Whether the text merely ends too early, so that more of it could make it whole.
  public let isIncomplete: Bool

  /// `line:column: message`.
  public var description: String { "\(position): \(message)" }

  /// Whether it says what to write.
  public var isAdvising: Bool { message.contains("; ") }

  /// The same in a text that had so many bytes more before it.
  public func without(first bytes: Int, in text: String) -> LuaSyntaxError {
    let range = max(0, range.lowerBound - bytes)..<max(0, range.upperBound - bytes)
    return LuaSyntaxError(
      range: range, position: SourceText(text).position(of: range.lowerBound), message: message,
      isIncomplete: isIncomplete)
  }
}
