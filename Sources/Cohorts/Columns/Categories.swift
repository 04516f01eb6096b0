/// Category values, one a row, as codes into levels.
public struct Categories: Sendable {
  /// The level of each row, counted from 0.
  ///
  /// What stands in a row without a value means nothing.
  public let codes: [Int32]

  /// The levels, in order, each once.
  public let levels: [String]

  /// Whether somebody has said that the levels stand in this order, the lowest first: a dictionary, a file, or who made them.
  ///
  /// Otherwise they stand in the order of their names, which means nothing: `HIGH` before `LOW`.
  public let isOrderDeclared: Bool

  /// Category values from codes.
  ///
  /// - Parameters:
  ///   - codes: A code from 0 to `levels.count - 1` for each row that is present.
  ///   - levels: The levels in order, each once.
  ///   - isOrderDeclared: Whether somebody has said that they stand in this order.
  public init(codes: [Int32], levels: [String], isOrderDeclared: Bool = true) {
    self.codes = codes
    self.levels = levels
    self.isOrderDeclared = isOrderDeclared
  }

  /// The code of a level, or `nil` where there is none of that name.
  public func code(of level: String) -> Int32? { levels.firstIndex(of: level).map(Int32.init) }

  /// Whether one level can be said to be higher than another: somebody has said their order, there is only one, or they are the same
  /// but for a number, by which they ascend, such as `Grade 1` and `Grade 2`.
  public var hasOrder: Bool { isOrderDeclared || levels.count < 2 || Self.ascend(levels) }

  private static func ascend(_ levels: [String]) -> Bool {
    let split = levels.compactMap(NumberedLevel.init)
    return split.count == levels.count
      && zip(split, split.dropFirst()).allSatisfy { $0.words == $1.words && $0.number < $1.number }
  }
}

extension Categories: Hashable {
  /// Whether the values and levels are the same, whoever has put these in order.
  public static func == (left: Categories, right: Categories) -> Bool {
    left.codes == right.codes && left.levels == right.levels
  }

  /// Hashes what equality compares.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(codes)
    hasher.combine(levels)
  }
}

/// A level with one number in it, and the words around the number.
private struct NumberedLevel {
  let words: [Substring]
  let number: Double

  /// `nil` where there is no number, or several.
  init?(_ level: String) {
    func isPart(_ character: Character) -> Bool { character == "." || character.isASCII && character.isNumber }
    guard let start = level.firstIndex(where: { $0.isASCII && $0.isNumber }) else { return nil }
    let after = level[start...].drop(while: isPart)
    guard let value = Double(level[start..<after.startIndex]), !after.contains(where: \.isNumber) else { return nil }
    let isNegative = start > level.startIndex && level[..<start] == "-"
    number = isNegative ? -value : value
    words = [isNegative ? "" : level[..<start], after]
  }
}
