/// The size, mean and variance of a sample.
///
///     x̄ = Σ xᵢ / n,   s² = Σ (xᵢ − x̄)² / (n − 1)
///
/// The variance is taken about the mean in a second pass, so that a large mean costs no digits. A missing value must be left
/// out beforehand.
///
/// - Complexity: O(*n*).
public struct SampleMoments: Sendable, Equatable {
  /// How many values there are.
  public let count: Int
  /// The mean; nil for an empty sample.
  public let mean: Double?
  /// The variance with divisor n − 1; nil for fewer than two values.
  public let variance: Double?

  /// The standard deviation; nil for fewer than two values.
  public var standardDeviation: Double? { variance?.squareRoot() }

  /// Of these values.
  public init(_ values: [Double]) {
    count = values.count
    guard !values.isEmpty else {
      (mean, variance) = (nil, nil)
      return
    }
    let n = Double(values.count)
    var sum = CompensatedSum()
    for value in values { sum.add(value) }
    let first = sum.value / n
    var rest = CompensatedSum()
    for value in values { rest.add(value - first) }
    let mean = first + rest.value / n
    var squares = CompensatedSum()
    for value in values { squares.add((value - mean) * (value - mean)) }
    self.mean = mean
    variance = values.count > 1 ? squares.value / (n - 1) : nil
  }
}
