/// How the name of a column is written: as it is where a name alone is asked for, in backquotes within an expression.
public enum ColumnName {
  /// The name that a text is where it stands alone: what is between its backquotes, or the text itself.
  public static func alone(_ text: String) -> String {
    let trimmed = text.drop { $0 == " " }
    guard trimmed.first == "`", let end = trimmed.dropFirst().firstIndex(of: "`"),
      trimmed[end...].dropFirst().allSatisfy({ $0 == " " })
    else { return text }
    let name = trimmed[..<end].dropFirst()
    return name.isEmpty ? text : String(name)
  }

  /// Whether a text can be nothing but a name: letters, digits, `_` and dots.
  public static func isWord(_ text: String) -> Bool {
    text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
  }

  /// Whether a text can be a name although it is no expression: words with blanks between them, and neither operators nor calls.
  public static func mayBeName(_ text: String) -> Bool {
    guard text.contains(" "), !text.contains(where: { "<>=~\"'`{}!&|*^$;\n".contains($0) }), !text.contains(", "),
      !zip(text, text.dropFirst()).contains(where: { $0.isLetter && $1 == "(" })
    else { return false }
    return !text.split(separator: " ").contains { ["and", "or", "not", "in", "+", "-", "/", "%"].contains($0) }
  }

  /// The name as an expression reads it: in backquotes, unless it can do without them.
  public static func inExpression(_ name: String) -> String {
    if let root = try? Parser.parse(name), root.form == .column(name) { return name }
    return "`\(name)`"
  }
}

extension ExpressionError {
  /// The same error; where it lies in the name of a column that an expression must have in backquotes, one that says so.
  func aware(of columns: [String]) -> ExpressionError {
    let written = source.lowercased()
    // Of names that hold each other the longest is meant.
    for name in columns.sorted(by: { $0.count > $1.count }) {
      let quoted = ColumnName.inExpression(name)
      guard quoted != name, written.count == source.count,
        let range = Self.range(of: Array(name.lowercased()), in: Array(written), around: offset)
      else { continue }
      let characters = Array(source)
      let corrected = String(characters[..<range.lowerBound]) + quoted + String(characters[range.upperBound...])
      return ExpressionError(
        "column \"\(name)\" stands in backquotes within an expression; write \(corrected)", source: source,
        offset: range.lowerBound, length: range.count)
    }
    return self
  }

  /// Where a name stands by itself, outside of quotes, and reaches to a place.
  private static func range(of name: [Character], in text: [Character], around place: Int) -> Range<Int>? {
    guard text.count >= name.count else { return nil }
    for start in 0...(text.count - name.count) {
      let end = start + name.count
      guard start <= place, place <= end + 1, text[start..<end].elementsEqual(name),
        start == 0 || !isPart(text[start - 1]), end == text.count || !isPart(text[end]),
        !["\"", "'", "`"].contains(where: { quote in text[..<start].count(where: { $0 == quote }) % 2 == 1 })
      else { continue }
      return start..<end
    }
    return nil
  }

  private static func isPart(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "_"
  }
}
