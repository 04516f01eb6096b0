/// Numbers of subjects as the bars of a waterfall: sorted, and so many of them as can be drawn.
struct Waterfall: Sendable, Hashable {
  /// One bar.
  struct Bar: Sendable, Hashable {
    /// The position of the subject.
    var subject: Int
    /// The number.
    var value: Double
  }

  /// The bars from the highest to the lowest; subjects of one number in their order.
  let bars: [Bar]
  /// The number of subjects without a number.
  let missing: Int

  /// Sorts numbers.
  ///
  /// - Parameter values: One number a subject; what is not finite is missing.
  /// - Complexity: O(*n* log *n*).
  init(_ values: [Double]) {
    bars = values.indices.filter { values[$0].isFinite }.map { Bar(subject: $0, value: values[$0]) }
      .sorted { ($1.value, $0.subject) < ($0.value, $1.subject) }
    missing = values.count - bars.count
  }

  /// Change from a baseline in percent: 100 (x − b) / b; NaN where the baseline is 0 or missing.
  static func percentChange(of values: [Double], from baseline: [Double]) -> [Double] {
    zip(values, baseline).map { value, base in base == 0 ? .nan : 100 * (value - base) / abs(base) }
  }

  /// So many of the bars, evenly from the highest to the lowest, the first and the last among them.
  func drawn(most: Int) -> [Bar] {
    guard bars.count > most, most > 1 else { return Array(bars.prefix(most)) }
    return (0..<most).map { bars[$0 * (bars.count - 1) / (most - 1)] }
  }
}
