/// The ranks of a sample, tied values sharing the mean of the ranks that they take up.
///
/// Ranks are kept doubled, so that they are whole numbers and their sums exact. Values are tied where they are equal as
/// numbers. A missing value (NaN) must be left out beforehand.
///
/// - Complexity: O(*n* log *n*).
public struct MidRanks: Sendable {
  /// Twice the rank of each value, in the order of the values.
  public let doubled: [Int]
  /// How many values there are of each size, from the smallest value up.
  public let tieSizes: [Int]

  /// Whether any two values are equal.
  public var hasTies: Bool { tieSizes.count < doubled.count }

  /// Ranks the values from the smallest, which has rank 1.
  public init(_ values: [Double]) {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var doubled = Array(repeating: 0, count: values.count)
    var sizes: [Int] = []
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
      for place in start..<end { doubled[order[place]] = start + 1 + end }
      sizes.append(end - start)
      start = end
    }
    self.doubled = doubled
    tieSizes = sizes
  }

  /// Σ (t³ − t) over the groups of t tied values: zero without ties.
  public var tieTerm: Double {
    tieSizes.reduce(0) { sum, size in
      let t = Double(size)
      return sum + t * (t * t - 1)
    }
  }

  /// The ranks of so many values that all differ.
  static func untied(_ count: Int) -> MidRanks { MidRanks((0..<count).map(Double.init)) }
}
