/// A distribution given by some of its quantiles, straight lines between them.
///
/// Straight lines need no logarithm, whose last bit differs between systems.
struct Quantiles {
  /// Probabilities from 0, ascending, and the value at each.
  ///
  /// A distribution that ends below 1 leaves the rest without a value.
  let knots: [(probability: Double, value: Double)]

  /// A distribution from its quantiles.
  init(_ knots: (probability: Double, value: Double)...) { self.init(knots: knots) }

  /// A distribution from a list of its quantiles.
  init(knots: [(probability: Double, value: Double)]) { self.knots = knots }

  /// The value at a probability; `nil` beyond the last.
  func callAsFunction(_ probability: Double) -> Double? {
    guard let upper = knots.firstIndex(where: { probability <= $0.probability }) else { return nil }
    guard upper > 0 else { return knots[0].value }
    let (below, above) = (knots[upper - 1], knots[upper])
    let share = (probability - below.probability) / (above.probability - below.probability)
    return below.value + share * (above.value - below.value)
  }

  /// The day at a probability, whole; `nil` beyond the last.
  func day(_ probability: Double) -> Int? { self(probability).map { Int($0.rounded()) } }
}

/// Values in ascending order of which some are given by their rank, straight lines between them.
///
/// Median and range of what comes out are exact, for the ranks that decide them are given.
func ordered(_ count: Int, _ knots: [(rank: Int, value: Double)]) -> [Double] {
  let line = Quantiles(knots: knots.map { (Double($0.rank), $0.value) })
  return (1...count).map { line(Double($0)) ?? .nan }
}

/// Gives values to places: the first value to the place with the lowest score, and so on.
func ranked<Value>(_ values: [Value], by scores: [Double]) -> [Value] {
  let places = scores.indices.sorted { (scores[$0], $0) < (scores[$1], $1) }
  var given = values
  for (value, place) in zip(values, places) { given[place] = value }
  return given
}

/// So many of each value, one after the other.
func pool<Value>(_ counts: [(value: Value, count: Int)]) -> [Value] {
  counts.flatMap { Array(repeating: $0.value, count: $0.count) }
}
