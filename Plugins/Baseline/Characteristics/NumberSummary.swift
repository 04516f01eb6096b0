public import Statistics

/// What a sample of numbers is like: its range, its quartiles, its mean and its spread.
///
///     s² = Σ (xᵢ − x̄)² / (n − 1)
///
/// Quartiles and median are by the definition given, of which there are nine in use. Of an empty sample nothing is defined,
/// of one number its spread is not.
///
/// - Complexity: O(*n* log *n*).
///
/// Hyndman & Fan (1996), *The American Statistician* 50, 361-365, doi:10.2307/2684934.
public struct NumberSummary: Sendable, Equatable {
  /// How many numbers there are.
  public let count: Int
  /// The least.
  public let minimum: Double?
  /// The value that a quarter of them lie below.
  public let lowerQuartile: Double?
  /// The middle one.
  public let median: Double?
  /// The value that a quarter of them lie above.
  public let upperQuartile: Double?
  /// The greatest.
  public let maximum: Double?
  /// The arithmetic mean.
  public let mean: Double?
  /// The standard deviation; nil for fewer than two numbers.
  public let standardDeviation: Double?

  /// Describes a sample.
  ///
  /// - Parameters:
  ///   - values: finite numbers, in any order, none of them missing.
  ///   - quantiles: how quartiles and the median are defined.
  public init(_ values: [Double], quantiles: QuantileDefinition) {
    let sorted = values.sorted()
    count = sorted.count
    minimum = sorted.first
    maximum = sorted.last
    lowerQuartile = quantiles.quantile(0.25, ofSorted: sorted)
    median = quantiles.quantile(0.5, ofSorted: sorted)
    upperQuartile = quantiles.quantile(0.75, ofSorted: sorted)
    let moments = SampleMoments(sorted)
    mean = moments.mean
    standardDeviation = moments.standardDeviation
  }

  /// The standard error of the mean; nil for fewer than two numbers.
  public var standardErrorOfMean: Double? { standardDeviation.map { $0 / Double(count).squareRoot() } }
}
