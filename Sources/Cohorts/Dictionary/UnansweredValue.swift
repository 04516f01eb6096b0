import OrderedCollections

/// Texts that stand where nobody knows the value: `unknown`, `not done`, `ND`.
///
/// A text proves nothing: `unknown` may be an answer. What is told by it is asked of a person.
public enum UnansweredValue {
  /// Whether a text is one of them, whatever its case and its blanks.
  public static func isOne(_ text: String) -> Bool {
    guard text.utf8.count <= mostBytes else { return false }
    return words.contains(text.lowercased().filter { !$0.isWhitespace && $0 != "_" && $0 != "-" })
  }

  /// The most bytes that such a text has.
  fileprivate static let mostBytes = 24

  private static let words: Set<String> = [
    "unknown", "unk", "notknown", "notdone", "nd", "notassessed", "notperformed", "notevaluated", "notrecorded",
    "notreported", "notavailable", "unavailable", "notapplicable", "missing", "n/a", "pending", ".",
  ]
}

extension Column {
  /// The texts that stand where nobody knows the value, each with its number of rows and the first of them, from 0; none where
  /// somebody has declared the levels.
  public var unansweredValues: [(text: String, rows: Int, row: Int)] {
    var found: OrderedDictionary<String, (rows: Int, row: Int)> = [:]
    switch storage {
    case .category(let values) where !values.isOrderDeclared:
      let suspects = values.levels.map(UnansweredValue.isOne)
      guard suspects.contains(true) else { return [] }
      for row in 0..<count where validity[row] && suspects[Int(values.codes[row])] {
        found[values.levels[Int(values.codes[row])], default: (0, row)].rows += 1
      }
    case .text(let values):
      for row in 0..<count where validity[row] && values.range(row).count <= UnansweredValue.mostBytes {
        let text = values[row]
        if UnansweredValue.isOne(text) { found[text, default: (0, row)].rows += 1 }
      }
    default: break
    }
    return found.map { (text: $0.key, rows: $0.value.rows, row: $0.value.row) }
  }
}
