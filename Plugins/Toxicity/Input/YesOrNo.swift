import Cohorts

/// Columns that say yes or no, in the ways in which data do.
enum YesOrNo {
  private static let yes: Set<String> = ["y", "yes", "true", "1", "related"]
  private static let no: Set<String> = ["n", "no", "false", "0", "not related", "unrelated"]

  /// Whether something holds for each row: a flag, a number of which 1 is yes and 0 no, or a text such as `Y` and `N`.
  ///
  /// - Throws: ``EventError/notYesOrNo(_:column:)`` for a column with anything else in it.
  static func truth(of column: Column, named name: String) throws(EventError) -> Truth {
    func values(_ isYes: (Int) -> Bool?) throws(EventError) -> Truth {
      var values = [UInt8](repeating: Truth.unknown, count: column.count)
      for row in values.indices where column.validity[row] {
        guard let isYes = isYes(row) else {
          throw .notYesOrNo(column[row].description, column: name)
        }
        values[row] = isYes ? Truth.yes : Truth.no
      }
      return Truth(values)
    }
    switch column.storage {
    case .flag(let flags): return try values { flags[$0] }
    case .integer(let numbers): return try values { numbers[$0] == 1 ? true : numbers[$0] == 0 ? false : nil }
    case .number(let numbers): return try values { numbers[$0] == 1 ? true : numbers[$0] == 0 ? false : nil }
    case .category(let categories):
      let levels = categories.levels.map(isYes)
      return try values { levels[Int(categories.codes[$0])] }
    case .text(let texts): return try values { isYes(texts[$0]) }
    default: return try values { _ in nil }
    }
  }

  private static func isYes(_ text: String) -> Bool? {
    let text = text.lowercased()
    return yes.contains(text) ? true : no.contains(text) ? false : nil
  }
}
