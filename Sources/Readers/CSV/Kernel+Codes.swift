/// Flags, categories and texts.
///
/// A code is what a field stands for: a flag as 0 or 1, the number of a level, or ``code(ofToken:)``.
extension Kernel {
  /// Reads flags.
  mutating func readFlags(_ block: FieldBlock, _ values: UnsafeMutablePointer<Bool>) {
    guard let cache else { return }
    for row in 0..<block.rows {
      let field = block.raw(row, task.column)
      let code: Int32
      if let known = Self.known(field, cache) {
        code = known
      } else {
        let text = FieldText(field, quote: block.quote)
        if let flag = Flags.parse(text, isDeclared: task.isDeclared, seen: &outcome.seen) {
          code = flag ? 1 : 0
        } else {
          let token = MissingToken.index(of: text)
          guard token >= 0 else {
            values[row] = false
            outcome.fail(block.firstRow + row)
            guard task.isDeclared else { return }
            continue
          }
          code = Self.code(ofToken: token)
        }
        Self.keep(code, for: field, cache)
      }
      values[row] = code > 0
      if code < 0 { miss(block.firstRow + row, token: Int(-1 - code)) }
    }
  }

  /// Reads categories.
  mutating func readCategories(_ block: FieldBlock, _ values: UnsafeMutablePointer<Int32>) {
    guard let cache, let levels = outcome.levels else { return }
    for row in 0..<block.rows {
      let field = block.raw(row, task.column)
      let code: Int32
      if let known = Self.known(field, cache) {
        code = known
      } else {
        let text = FieldText(field, quote: block.quote)
        let token = MissingToken.textIndex(of: text)
        code = token >= 0 ? Self.code(ofToken: token) : levels.code(of: text)
        if token < 0, Self.hasBlanks(field, around: text) { outcome.seen |= Self.seenBlanks }
        if levels.count > Self.mostLevels, !task.isDeclared { return outcome.fail(block.firstRow + row) }
        Self.keep(code, for: field, cache)
      }
      values[row] = max(code, 0)
      if code < 0 { miss(block.firstRow + row, token: Int(-1 - code)) }
    }
  }

  /// Reads texts: their bytes are added to the run's, and where each ends there.
  mutating func readTexts(_ block: FieldBlock, _ values: UnsafeMutablePointer<Int>) {
    guard let bytes = outcome.bytes else { return }
    for row in 0..<block.rows {
      let field = block.field(row, task.column)
      let token = MissingToken.textIndex(of: field)
      if token < 0 { bytes.append(padded: field) } else { miss(block.firstRow + row, token: token) }
      values[row] = bytes.count
    }
  }

  /// Among what was seen of categories: white space around a value.
  static let seenBlanks: UInt8 = 1

  /// Whether more stands around a text than its quotes, and than what is left of the end of a line.
  private static func hasBlanks(_ field: RawField, around text: FieldText) -> Bool {
    let end = field.count > 0 && field.base[field.count - 1] == 13 ? 1 : 0
    return text.count + (text.isQuoted ? 2 : 0) < field.count - end
  }

  // MARK: - Codes of short fields

  /// The code of a token for missing values.
  @inline(__always)
  private static func code(ofToken token: Int) -> Int32 { -1 - Int32(truncatingIfNeeded: token) }

  /// The code of a field that is empty, or was met before.
  @inline(__always)
  private static func known(_ field: RawField, _ cache: CodeCache) -> Int32? {
    guard field.count > 0 else { return code(ofToken: 0) }
    return field.count <= 16 ? cache.code(CodeCache.Key(field)) : nil
  }

  private static func keep(_ code: Int32, for field: RawField, _ cache: CodeCache) {
    if field.count <= 16 { cache.keep(code, for: CodeCache.Key(field)) }
  }
}
