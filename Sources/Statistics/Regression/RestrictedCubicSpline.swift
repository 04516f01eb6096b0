import RealModule

/// A cubic spline that is linear beyond its outer knots.
///
///     s₁(x) = x,   sⱼ₊₁(x) = [(x − tⱼ)₊³ − (x − tₖ₋₁)₊³ (tₖ − tⱼ)/(tₖ − tₖ₋₁) + (x − tₖ)₊³ (tₖ₋₁ − tⱼ)/(tₖ − tₖ₋₁)] / (tₖ − t₁)²
///
/// for the knots t₁ < … < tₖ and j = 1 … k − 2, as `rms::rcs` has them: k − 1 columns, the first of which is x itself.
///
/// Stone & Koo (1985), *Proceedings of the Statistical Computing Section of the ASA*, 45-48. Harrell (2015), *Regression
/// Modeling Strategies*, 2.4.5, doi:10.1007/978-3-319-19425-7.
public struct RestrictedCubicSpline: Sendable, Hashable {
  /// The knots, ascending.
  public let knots: [Double]

  /// A spline with these knots.
  ///
  /// - Parameter knots: at least three different numbers; nil otherwise.
  public init?(knots: [Double]) {
    let ordered = Set(knots).sorted()
    guard ordered.count >= 3, ordered.allSatisfy(\.isFinite) else { return nil }
    self.knots = ordered
  }

  /// Harrell's knots: quantiles at even distances between the outer ones; nil where there are too few different values for three.
  ///
  /// The outer quantiles are 0.10 and 0.90 for three knots, 0.05 and 0.95 for four to six, 0.025 and 0.975 for more; with
  /// fewer than 100 values the fifth smallest and the fifth largest. Where a twentieth or more of the values are equal to
  /// the smallest (or largest), the next value is the first (last) knot, and the others come from the values beyond it. As
  /// `Hmisc::rcspline.eval`.
  ///
  /// - Parameters:
  ///   - values: the values, in any order.
  ///   - weights: how many subjects each stands for, whole numbers; nil for one each.
  ///   - count: the number of knots.
  public init?(harrell values: [Double], weights: [Double]? = nil, count: Int) {
    let all = CountedSample(values, weights)
    guard all.count >= 6, count >= 3 else { return nil }
    if all.values.count - 2 <= count {
      self.init(knots: Array(all.values.dropFirst().dropLast()))
      return
    }
    let outer = count > 6 ? 0.025 : count > 3 ? 0.05 : 0.1
    var sample = all
    var (first, last): (Double?, Double?) = (nil, nil)
    let shares = all.counts.map { $0 / all.count }
    if shares.dropFirst().dropLast().allSatisfy({ $0 < 0.05 }) {
      if shares[0] >= 0.05 {
        first = all.values[1]
        sample = sample.dropping { $0 <= all.values[1] }
      }
      if let share = shares.last, share >= 0.05 {
        let next = sample.values[sample.values.count - 2]
        last = next
        sample = sample.dropping { $0 >= next }
      }
    }
    let inner = count - (first == nil ? 0 : 1) - (last == nil ? 0 : 1)
    var knots = Self.quantiles(sample, inner, outer)
    if sample.count < 100, sample.count >= 5, let end = knots.indices.last {
      if first == nil { knots[0] = sample.ordered(5) }
      if last == nil { knots[end] = sample.ordered(sample.count - 4) }
    }
    self.init(knots: knots + [first, last].compactMap { $0 })
  }

  private static func quantiles(_ sample: CountedSample, _ count: Int, _ outer: Double) -> [Double] {
    guard sample.count > 0 else { return [] }
    if count == 1 { return [sample.quantile(0.5)] }
    if sample.values.count <= count { return sample.values }
    let start = count == 2 ? 0.5 : outer
    return (0..<count).map { place in
      sample.quantile(start + (1 - outer - start) * Double(place) / Double(count - 1))
    }
  }

  /// The columns of the spline at some values: x, then k − 2 that bend.
  public func columns(_ x: [Double]) -> [[Double]] {
    let k = knots.count
    let (first, nextToLast, last) = (knots[0], knots[k - 2], knots[k - 1])
    let scale = Double.pow(last - first, 2.0 / 3)
    func cube(_ x: Double, _ knot: Double) -> Double {
      let part = max((x - knot) / scale, 0)
      return part * part * part
    }
    let bends = knots.prefix(k - 2).map { knot in
      x.map { x in
        cube(x, knot)
          + ((nextToLast - knot) * cube(x, last) - (last - knot) * cube(x, nextToLast)) / (last - nextToLast)
      }
    }
    return [x] + bends
  }
}

/// Different values in order, each with how many subjects have it.
private struct CountedSample {
  let values: [Double]
  let counts: [Double]
  let count: Double
  private let through: [Double]

  init(_ values: [Double], _ weights: [Double]?) {
    let order = values.indices.filter { (weights?[$0] ?? 1) > 0 }.sorted { values[$0] < values[$1] }
    var (distinct, counts): ([Double], [Double]) = ([], [])
    for row in order {
      if distinct.last != values[row] {
        distinct.append(values[row])
        counts.append(0)
      }
      counts[counts.count - 1] += weights?[row] ?? 1
    }
    self.init(distinct, counts)
  }

  private init(_ values: [Double], _ counts: [Double]) {
    self.values = values
    self.counts = counts
    var sum = 0.0
    through = counts.map { count in
      sum += count
      return sum
    }
    count = sum
  }

  func dropping(_ isDropped: (Double) -> Bool) -> CountedSample {
    let kept = values.indices.filter { !isDropped(values[$0]) }
    return CountedSample(kept.map { values[$0] }, kept.map { counts[$0] })
  }

  /// The k-th smallest, from 1: the first value that so many are not above.
  func ordered(_ k: Double) -> Double {
    var (low, high) = (0, values.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if through[middle] < k { low = middle + 1 } else { high = middle }
    }
    return values[low]
  }

  /// R's seventh definition.
  func quantile(_ share: Double) -> Double {
    let place = 1 + (count - 1) * share
    let below = (place + 4 * place.ulp).rounded(.down)
    let part = place - below
    let (low, high) = (ordered(below), ordered(min(below + 1, count)))
    return abs(part) < 4 * place.ulp ? low : low + part * (high - low)
  }
}
