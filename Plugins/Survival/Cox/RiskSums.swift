import RealModule

/// Sums over a risk set, with r = w exp(xβ): Σ r, Σ r x and Σ r x xᵀ.
///
/// The lower triangle of the last is kept in tiles of four by four. Storage is in vectors of four, one buffer for all.
struct RiskSums {
  let lanes: Int
  /// Σ r.
  var zeroth = 0.0
  /// Σ r x.
  var first: [SIMD4<Double>]
  /// Σ r x xᵀ: row i begins at vector `i · lanes`.
  var second: [SIMD4<Double>]

  init(lanes: Int) {
    self.lanes = lanes
    first = Array(repeating: .zero, count: lanes)
    second = Array(repeating: .zero, count: 4 * lanes * lanes)
  }

  mutating func clear() {
    zeroth = 0
    for i in first.indices { first[i] = .zero }
    for i in second.indices { second[i] = .zero }
  }

  /// Adds other sums of the same shape.
  mutating func add(_ other: RiskSums) {
    zeroth += other.zeroth
    for i in first.indices { first[i] += other.first[i] }
    for i in second.indices { second[i] += other.second[i] }
  }

  /// Adds rows that lie one after the other.
  mutating func add(_ range: Range<Int>, _ x: UnsafeBufferPointer<SIMD4<Double>>, _ risk: UnsafeBufferPointer<Double>) {
    add(count: range.count, x, risk, sign: 1) { range.lowerBound &+ $0 }
  }

  /// Takes out rows given by their places.
  mutating func remove(
    _ places: UnsafeBufferPointer<Int32>, _ x: UnsafeBufferPointer<SIMD4<Double>>, _ risk: UnsafeBufferPointer<Double>
  ) {
    add(count: places.count, x, risk, sign: -1) { Int(places[$0]) }
  }

  /// Adds rows, tile by tile, so that the sums of a tile stay in registers.
  ///
  /// `row` gives places of rows for 0..<count; x holds `lanes` vectors and risk one number for each row.
  @inline(__always)
  private mutating func add(
    count: Int, _ x: UnsafeBufferPointer<SIMD4<Double>>, _ risk: UnsafeBufferPointer<Double>, sign: Double,
    row: (Int) -> Int
  ) {
    for i in 0..<count { zeroth += sign * risk[row(i)] }
    let lanes = lanes
    second.withUnsafeMutableBufferPointer { second in
      first.withUnsafeMutableBufferPointer { first in
        for upper in 0..<lanes {
          var sum = first[upper]
          for i in 0..<count { sum += x[row(i) &* lanes &+ upper] * (sign * risk[row(i)]) }
          first[upper] = sum
          for lower in 0...upper {
            let base = 4 * upper * lanes + lower
            var a = second[base]
            var b = second[base + lanes]
            var c = second[base + 2 * lanes]
            var d = second[base + 3 * lanes]
            for i in 0..<count {
              let place = row(i)
              let left = x[place &* lanes &+ upper] * (sign * risk[place])
              let right = x[place &* lanes &+ lower]
              a += left[0] * right
              b += left[1] * right
              c += left[2] * right
              d += left[3] * right
            }
            second[base] = a
            second[base + lanes] = b
            second[base + 2 * lanes] = c
            second[base + 3 * lanes] = d
          }
        }
      }
    }
  }
}

/// Risk sums from which rows are taken out again: what rounding takes away is kept beside them.
///
/// Early risk sets may hold a handful of rows after thousands have come and gone; plain sums would then hold little but
/// the rounding errors of those.
struct CompensatedRiskSums {
  private var sums: RiskSums
  private var corrections: RiskSums

  init(lanes: Int) {
    sums = RiskSums(lanes: lanes)
    corrections = RiskSums(lanes: lanes)
  }

  mutating func clear() {
    sums.clear()
    corrections.clear()
  }

  mutating func add(_ step: RiskSums) {
    let zeroth = Self.twoSum(SIMD4(sums.zeroth, 0, 0, 0), SIMD4(step.zeroth, 0, 0, 0))
    sums.zeroth = zeroth.sum[0]
    corrections.zeroth += zeroth.error[0]
    for i in step.first.indices {
      let pair = Self.twoSum(sums.first[i], step.first[i])
      sums.first[i] = pair.sum
      corrections.first[i] += pair.error
    }
    for i in step.second.indices {
      let pair = Self.twoSum(sums.second[i], step.second[i])
      sums.second[i] = pair.sum
      corrections.second[i] += pair.error
    }
  }

  /// The sums, corrected.
  func corrected(into result: inout RiskSums) {
    result = sums
    result.add(corrections)
  }

  /// The rounded sum, and exactly what was rounded off.
  ///
  /// Knuth, *The Art of Computer Programming*, volume 2, 4.2.2.
  private static func twoSum(
    _ a: SIMD4<Double>, _ b: SIMD4<Double>
  ) -> (sum: SIMD4<Double>, error: SIMD4<Double>) {
    let sum = a + b
    let back = sum - a
    return (sum, (a - (sum - back)) + (b - back))
  }
}
