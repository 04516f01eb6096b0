/// A running sum that remembers what rounding took away.
///
///     s + c, where c collects the part of each addend that the sum could not hold
///
/// Adding and later subtracting large values leaves small ones intact: a risk set that grows to a million and shrinks to
/// one again is still counted exactly.
///
/// Neumaier (1974), *ZAMM* 54, 39-51, doi:10.1002/zamm.19740540106.
public struct CompensatedSum: Sendable {
  private var sum: Double
  private var correction = 0.0

  /// A sum that begins with `value`.
  public init(_ value: Double = 0) {
    sum = value
  }

  /// The sum so far.
  public var value: Double { sum + correction }

  /// Adds `x`.
  public mutating func add(_ x: Double) {
    let total = sum + x
    correction += abs(sum) >= abs(x) ? (sum - total) + x : (x - total) + sum
    sum = total
  }
}
