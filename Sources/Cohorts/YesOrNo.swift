/// A column read as yes or no, in the ways in which data say it: a flag, a number of which 1 is yes and 0 no, or words such as
/// `Y` and `N`.
public struct YesOrNo: Sendable {
  /// Whether it is so in each row; unknown where the value is missing, or is neither.
  public let truth: Truth
  /// The first row whose value is neither yes nor no; `nil` where there is none.
  public let firstOther: Int?

  private static let yes: Set<String> = ["y", "yes", "true", "1", "related"]
  private static let no: Set<String> = ["n", "no", "false", "0", "not related", "unrelated"]

  /// Reads a column.
  public init(_ column: Column) {
    var values = [UInt8](repeating: Truth.unknown, count: column.count)
    var firstOther: Int?
    func read(_ isYes: (Int) -> Bool?) {
      for row in values.indices where column.validity[row] {
        guard let isYes = isYes(row) else {
          firstOther = firstOther ?? row
          continue
        }
        values[row] = isYes ? Truth.yes : Truth.no
      }
    }
    switch column.storage {
    case .flag(let flags): read { flags[$0] }
    case .integer(let numbers): read { numbers[$0] == 1 ? true : numbers[$0] == 0 ? false : nil }
    case .number(let numbers): read { numbers[$0] == 1 ? true : numbers[$0] == 0 ? false : nil }
    case .category(let categories):
      let levels = categories.levels.map(Self.meaning)
      read { levels[Int(categories.codes[$0])] }
    case .text(let texts): read { Self.meaning(of: texts[$0]) }
    case .date, .dateTime: read { _ in nil }
    }
    truth = Truth(values)
    self.firstOther = firstOther
  }

  /// Whether words say yes or no; `nil` where they say something else.
  public static func meaning(of words: String) -> Bool? {
    let words = words.lowercased()
    return yes.contains(words) ? true : no.contains(words) ? false : nil
  }
}
