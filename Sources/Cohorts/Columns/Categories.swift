/// Category values, one a row, as codes into ordered levels.
public struct Categories: Sendable, Hashable {
  /// The level of each row, counted from 0.
  ///
  /// What stands in a row without a value means nothing.
  public let codes: [Int32]

  /// The levels, in order, each once.
  public let levels: [String]

  /// Category values from codes.
  ///
  /// - Parameters:
  ///   - codes: A code from 0 to `levels.count - 1` for each row that is present.
  ///   - levels: The levels in order, each once.
  public init(codes: [Int32], levels: [String]) {
    self.codes = codes
    self.levels = levels
  }

  /// The code of a level, or `nil` where there is none of that name.
  public func code(of level: String) -> Int32? { levels.firstIndex(of: level).map(Int32.init) }
}
