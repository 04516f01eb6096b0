/// Texts that are written with escapes, as they are meant.
///
/// Invariant: what was added stays where it is as long as this object lives; one worker adds.
final class UnescapedTexts: @unchecked Sendable {
  private var pieces: [UnsafeMutableBufferPointer<UInt8>] = []
  private var used = 0

  deinit { for piece in pieces { piece.deallocate() } }

  /// What a string stands for, which must be well-formed.
  func text(_ escaped: FieldText) -> FieldText {
    // Room for as many bytes, and eight more that may be looked at together.
    if pieces.last.map({ $0.count - used < escaped.count + 8 }) ?? true {
      let piece = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(1 << 16, escaped.count + 8))
      piece.initialize(repeating: 0)
      pieces.append(piece)
      used = 0
    }
    guard let base = pieces.last?.baseAddress else { return escaped }
    let count = JSONString.unescape(escaped.base, escaped.count, into: base + used)
    defer { used += count }
    return FieldText(plain: base + used, count: count)
  }

  /// Where the readable bytes after the last text end.
  var limit: UnsafePointer<UInt8>? {
    pieces.last.flatMap { piece in piece.baseAddress.map { UnsafePointer($0 + piece.count) } }
  }

  /// Forgets the text that was added last.
  func forget(_ text: FieldText) { used -= text.count }
}
