import RealModule

/// Sums over a risk set, with r = w exp(xβ): Σ r, Σ r x and Σ r x xᵀ.
///
/// The lower triangle of the last is kept in tiles of four by four. Storage is in vectors of four, one buffer for all.
///
/// Rows are summed up some hundred at a time, and what rounding takes from Σ r and Σ r x is added with the next of these sums
/// (Kahan 1965, doi:10.1145/363707.363723). Ten million equal risks that are added one after the other are rounded the same
/// way each time: the likelihood would then be right to nine digits, and as a function of β so rough that no step near its top
/// seems to raise it.
struct RiskSums {
  let lanes: Int
  /// Σ r.
  var zeroth = 0.0
  /// Σ r x.
  var first: [SIMD4<Double>]
  /// Σ r x xᵀ: row i begins at vector `i · lanes`.
  var second: [SIMD4<Double>]
  /// What rounding added to `zeroth` and `first`.
  private var zerothExcess = 0.0
  private var firstExcess: [SIMD4<Double>]

  /// How many rows are summed up before they are added.
  private static let atOnce = 512

  init(lanes: Int) {
    self.lanes = lanes
    first = Array(repeating: .zero, count: lanes)
    firstExcess = first
    second = Array(repeating: .zero, count: 4 * lanes * lanes)
  }

  mutating func clear() {
    zeroth = 0
    zerothExcess = 0
    for i in first.indices {
      first[i] = .zero
      firstExcess[i] = .zero
    }
    for i in second.indices { second[i] = .zero }
  }

  /// Adds other sums of the same shape.
  mutating func add(_ other: RiskSums) {
    add(zeroth: other.zeroth)
    for i in first.indices { add(other.first[i], toFirst: i) }
    for i in second.indices { second[i] += other.second[i] }
  }

  @inline(__always)
  private mutating func add(zeroth term: Double) {
    let corrected = term - zerothExcess
    let sum = zeroth + corrected
    zerothExcess = (sum - zeroth) - corrected
    zeroth = sum
  }

  @inline(__always)
  private mutating func add(_ term: SIMD4<Double>, toFirst place: Int) {
    let corrected = term - firstExcess[place]
    let sum = first[place] + corrected
    firstExcess[place] = (sum - first[place]) - corrected
    first[place] = sum
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

  /// Adds rows.
  ///
  /// `row` gives places of rows for 0..<count; x holds `lanes` vectors and risk one number for each row.
  @inline(__always)
  private mutating func add(
    count: Int, _ x: UnsafeBufferPointer<SIMD4<Double>>, _ risk: UnsafeBufferPointer<Double>, sign: Double,
    row: (Int) -> Int
  ) {
    for start in stride(from: 0, to: count, by: Self.atOnce) {
      add(start..<min(start + Self.atOnce, count), x, risk, sign: sign, row: row)
    }
  }

  /// Adds some rows, tile by tile, so that the sums of a tile stay in registers.
  @inline(__always)
  private mutating func add(
    _ rows: Range<Int>, _ x: UnsafeBufferPointer<SIMD4<Double>>, _ risk: UnsafeBufferPointer<Double>, sign: Double,
    row: (Int) -> Int
  ) {
    var sum = 0.0
    for i in rows { sum += risk[row(i)] }
    add(zeroth: sign * sum)
    let lanes = lanes
    for upper in 0..<lanes {
      var sum = SIMD4<Double>.zero
      for i in rows { sum += x[row(i) &* lanes &+ upper] * (sign * risk[row(i)]) }
      add(sum, toFirst: upper)
    }
    second.withUnsafeMutableBufferPointer { second in
      for upper in 0..<lanes {
        for lower in 0...upper {
          var (a, b, c, d) = (SIMD4<Double>.zero, SIMD4<Double>.zero, SIMD4<Double>.zero, SIMD4<Double>.zero)
          for i in rows {
            let place = row(i)
            let left = x[place &* lanes &+ upper] * (sign * risk[place])
            let right = x[place &* lanes &+ lower]
            a += left[0] * right
            b += left[1] * right
            c += left[2] * right
            d += left[3] * right
          }
          let base = 4 * upper * lanes + lower
          second[base] += a
          second[base + lanes] += b
          second[base + 2 * lanes] += c
          second[base + 3 * lanes] += d
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
