/// The grades that findings leave possible: one, where they settle it, or a range, where some are missing.
public struct GradeRange: Sendable, Hashable {
  /// The lowest grade possible; 0 is none.
  public let lower: Int
  /// The highest grade possible.
  public let upper: Int

  /// All grades from one to another.
  public init(_ lower: Int, _ upper: Int) {
    self.lower = min(lower, upper)
    self.upper = max(lower, upper)
  }

  /// One grade.
  public init(_ grade: Int) { self.init(grade, grade) }

  /// No grade at all: the syndrome is not there.
  public static let none = GradeRange(0)

  /// The grade, where the findings settle it.
  public var grade: Int? { lower == upper ? lower : nil }

  /// The worse of two findings, each as far as it is known.
  ///
  /// The worst of several grades is at least the worst of their lower ends, and at most the worst of their upper ends.
  public func worst(with other: GradeRange) -> GradeRange {
    GradeRange(max(lower, other.lower), max(upper, other.upper))
  }

  /// What can be concluded, in a few words: "grade 2", "at least grade 3", "at most grade 1", "grade 1 to 3" or "unknown".
  ///
  /// - Parameter most: The highest grade that the findings could have had at all.
  /// - Returns: The words.
  public func words(most: Int = 4) -> String {
    switch (lower, upper) {
    case (0, 0): "none"
    case (let lower, let upper) where lower == upper: "grade \(lower)"
    case (0, let upper) where upper >= most: "unknown"
    case (0, let upper): "at most grade \(upper)"
    case (let lower, let upper) where upper >= most: "at least grade \(lower)"
    default: "grade \(lower) to \(upper)"
    }
  }
}
