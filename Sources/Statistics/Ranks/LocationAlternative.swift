/// Which departures from the null value of a location, or of a difference of locations, a test is to find.
public enum LocationAlternative: String, Sendable, CaseIterable {
  /// Larger or smaller.
  case twoSided = "two_sided"
  /// The first sample lies lower.
  case less
  /// The first sample lies higher.
  case greater

  /// The share of the error that each tail of an interval takes; zero for a tail that is not bounded.
  ///
  /// - Parameter level: the coverage, as in 0.95.
  /// - Returns: the error below the lower limit and above the upper one; a one-sided interval is open to one side.
  func errors(ofLevel level: Double) -> (lower: Double, upper: Double) {
    switch self {
    case .twoSided: ((1 - level) / 2, (1 - level) / 2)
    case .less: (0, 1 - level)
    case .greater: (1 - level, 0)
    }
  }
}
