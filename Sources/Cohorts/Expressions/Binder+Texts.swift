extension Binder {
  /// Whether a text begins or ends with another, or holds it.
  func holding(_ node: Node, _ function: ExpressionFunction, _ partNode: Node) throws(ExpressionError) -> Condition {
    guard case .text(let part) = partNode.form else {
      throw error(.partNotLiteral(words(partNode), function: function.rawValue), at: partNode)
    }
    let wanted = TextPart(part, function)
    let term = try term(node)
    switch term {
    case .category(let codes, _): return .codes(codes, holds: codes.levels.map { $0.withBytes(wanted.isIn) })
    case .texts(let texts) where function == .startsWith: return .texts(texts, startingWith: part)
    case .texts(let texts): return Condition { rows in texts.block(rows).outcomes { wanted.isIn($1) } }
    case .literal(let text): return .constant(text.withBytes(wanted.isIn))
    case .condition, .numbers:
      throw error(.wrongOperand(words(node), term.kind, needs: "text", of: function.rawValue), at: node)
    }
  }

  /// Texts in small or capital letters, or without the blanks around them; categories stay categories.
  func rewritten(_ node: Node, _ function: ExpressionFunction) throws(ExpressionError) -> Term {
    let rewrite: @Sendable (String) -> String =
      switch function {
      case .lower: { $0.lowercased() }
      case .upper: { $0.uppercased() }
      default: { $0.trimmed }
      }
    let term = try term(node)
    switch term {
    case .category(let codes, let column): return .category(codes.renamed(rewrite), column: column)
    case .texts(let texts): return .texts(texts.map { rewrite(String(decoding: $0, as: UTF8.self)) })
    case .literal(let text): return .literal(rewrite(text))
    case .condition, .numbers:
      throw error(.wrongOperand(words(node), term.kind, needs: "text", of: function.rawValue), at: node)
    }
  }

  /// The number of code points of texts.
  func length(_ node: Node) throws(ExpressionError) -> Numbers {
    // Each code point has one byte that is not one of those that continue it.
    try textNumbers(node, .length) { bytes in
      bytes.reduce(0.0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
    }
  }

  /// The numbers that texts write, or 1 and 0 for yes and no.
  func number(_ node: Node) throws(ExpressionError) -> Term {
    switch try term(node) {
    case .numbers(let numbers, let quantity) where quantity.isNumber: return .numbers(numbers, quantity)
    case .condition(let condition):
      let numbers = Numbers(reckoned: { rows in
        .each(Rows.map(condition.outcomes(rows), 0..<rows.count) { $0 == Truth.unknown ? .nan : Double($0) })
      })
      return .numbers(numbers, .whole)
    default: return .numbers(try textNumbers(node, .number, NumberText.value), .real)
    }
  }

  private func textNumbers(
    _ node: Node, _ function: ExpressionFunction, _ number: @escaping @Sendable (UnsafeRawBufferPointer) -> Double
  ) throws(ExpressionError) -> Numbers {
    let term = try term(node)
    switch term {
    case .category(let codes, _): return codes.numbers(number)
    case .texts(let texts): return texts.numbers(number)
    case .literal(let text): return Numbers(text.withBytes(number))
    case .condition, .numbers:
      throw error(.wrongOperand(words(node), term.kind, needs: "text", of: function.rawValue), at: node)
    }
  }

  /// Values as texts.
  func text(_ node: Node) throws(ExpressionError) -> Texts {
    let term = try term(node)
    if let texts = term.asTexts { return texts }
    return Texts { rows in
      let column = term.column(rows)
      return TextBlock(
        storage: TextStorage((0..<rows.count).map { column[$0].description }), rows: 0..<rows.count,
        missing: (0..<rows.count).map { column.validity[$0] ? 0 : Truth.unknown })
    }
  }
}

/// A text to be looked for at the beginning, at the end or anywhere in others.
private struct TextPart: Sendable {
  let bytes: [UInt8]
  let function: ExpressionFunction

  init(_ text: String, _ function: ExpressionFunction) {
    bytes = Array(text.utf8)
    self.function = function
  }

  @Sendable func isIn(_ text: UnsafeRawBufferPointer) -> Bool {
    guard text.count >= bytes.count else { return false }
    return bytes.withUnsafeBytes { part in
      switch function {
      case .startsWith: TextOrder.compare(UnsafeRawBufferPointer(rebasing: text.prefix(part.count)), part) == 0
      case .endsWith: TextOrder.compare(UnsafeRawBufferPointer(rebasing: text.suffix(part.count)), part) == 0
      default: TextOrder.find(part, in: text)
      }
    }
  }
}

/// Numbers as texts write them.
private enum NumberText {
  /// The number that a text writes, decimal, with or without an exponent; NaN where it writes none that is finite.
  @Sendable static func value(_ text: UnsafeRawBufferPointer) -> Double {
    let word = String(decoding: text, as: UTF8.self).trimmed
    let signs = Array(".+-eE".utf8)
    guard word.utf8.allSatisfy({ Lexer.isDigit($0) || signs.contains($0) }), let number = Double(word), number.isFinite
    else { return .nan }
    return number
  }
}

extension String {
  /// The text without the blanks before and after it.
  fileprivate var trimmed: String {
    guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace }) else {
      return ""
    }
    return String(self[first...last])
  }
}
