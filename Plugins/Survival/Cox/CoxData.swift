import Statistics

/// The rows of a Cox model as its likelihood needs them.
///
/// Sorted by stratum and then from the last time to the first, so that the risk set of each event time is the one before
/// with rows added (and, with late entries, rows taken out). Covariates are centred and scaled to unit standard deviation,
/// which changes nothing but the rounding, and lie row by row in vectors of four, padded with zeros.
struct CoxData {
  /// The risk set of one event time: the rows that come in, with those that have the event last, and those that go out.
  struct Block {
    /// When, near ties merged.
    var time: Double
    /// The first row that comes in.
    var first: Int
    /// The first of the rows that have the event.
    var firstEvent: Int
    /// Past the last row that comes in.
    var end: Int
    /// The rows that go out, as a range of ``CoxData/leavers``.
    var leavers: Range<Int>
    /// Whether the risk set is empty before.
    var opensStratum: Bool
    /// How many events count as tied.
    var tied: Double
    /// The weight of the events together.
    var eventWeight: Double
  }

  private(set) var covariates: Int
  /// Vectors of four for each row.
  private(set) var lanes: Int
  let rowCount: Int
  /// The covariates of each sorted row.
  private(set) var x: [SIMD4<Double>]
  /// The weight of each sorted row.
  let weights: [Double]
  /// The known part of each sorted row's log hazard, about its mean; nil for none.
  let offsets: [Double]?
  /// What was taken from them.
  let meanOffset: Double
  /// The rows of the given data, in sorted order.
  let source: [Int32]
  /// Sorted rows in the order in which they leave the risk set.
  let leavers: [Int32]
  let blocks: [Block]
  /// Of each covariate, over rows by weight.
  let means: [Double]
  let scales: [Double]
  /// The largest distance from the mean, in standard deviations.
  let spans: [Double]
  let hasLateEntries: Bool

  init(
    _ followUp: FollowUp, _ matrix: CovariateMatrix, strata: [Int32]?, stratumCount: Int, offset: [Double]? = nil
  ) throws {
    try Self.check(offset, of: followUp)
    let axis = try TimeAxis(followUp)
    let weights = followUp.weights.values
    covariates = matrix.columns
    lanes = (matrix.columns + 3) / 4
    let sorted = CoxOrder(followUp, axis, strata: strata, stratumCount: stratumCount)
    source = sorted.rows
    rowCount = sorted.rows.count
    self.weights = weights.map { w in sorted.rows.map { w[Int($0)] } } ?? Array(repeating: 1, count: sorted.rows.count)
    let rows = sorted.rows
    let meanOffset =
      offset.map { offset in rows.isEmpty ? 0 : rows.reduce(0) { $0 + offset[Int($1)] } / Double(rows.count) } ?? 0
    // A number that all rows share cancels from the likelihood; far from zero it would overflow.
    offsets = offset.map { offset in rows.map { offset[Int($0)] - meanOffset } }
    self.meanOffset = meanOffset
    (means, scales) = Self.moments(matrix, sorted.rows, self.weights)
    x = Self.gather(matrix, sorted.rows, lanes: lanes, means, scales)
    spans = Self.spans(x, lanes: lanes, matrix.columns)
    leavers = sorted.leavers
    hasLateEntries = followUp.entry != nil
    blocks = Self.weigh(sorted.blocks, self.weights, replicates: followUp.weights.replicates || weights == nil)
  }

  /// The same with one more covariate, given for each sorted row, as it is.
  func appendingColumn(_ column: [Double]) -> CoxData {
    var result = self
    result.covariates += 1
    result.lanes = (result.covariates + 3) / 4
    result.x = [SIMD4<Double>](repeating: .zero, count: rowCount * result.lanes)
    for row in 0..<rowCount {
      for lane in 0..<lanes { result.x[row * result.lanes + lane] = x[row * lanes + lane] }
      result.x[row * result.lanes + covariates / 4][covariates % 4] = column[row]
    }
    return result
  }

  private static func weigh(_ blocks: [Block], _ weights: [Double], replicates: Bool) -> [Block] {
    blocks.map { block in
      var block = block
      block.eventWeight = weights[block.firstEvent..<block.end].reduce(0, +)
      block.tied = replicates ? block.eventWeight : Double(block.end - block.firstEvent)
      return block
    }
  }

  private static func check(_ offset: [Double]?, of followUp: FollowUp) throws {
    guard let offset else { return }
    guard offset.count == followUp.count else {
      throw FollowUpError.lengths(column: "offset", expected: followUp.count, found: offset.count)
    }
    if let row = offset.firstIndex(where: { !$0.isFinite }) {
      throw FollowUpError.badOffset(row: row, value: offset[row])
    }
  }

  private static func moments(
    _ matrix: CovariateMatrix, _ rows: [Int32], _ weights: [Double]
  ) -> (means: [Double], scales: [Double]) {
    let total = weights.reduce(0, +)
    let found = matrix.values.withUnsafeBufferPointer { values in
      let columns = Columns(values: values, rows: matrix.rows)
      // Each column on its own, on all processors where there is work for them.
      return rows.count > 20_000
        ? Parallel.map(matrix.columns) { moments(columns[$0], rows, weights, total) }
        : (0..<matrix.columns).map { moments(columns[$0], rows, weights, total) }
    }
    return (found.map(\.0), found.map(\.1))
  }

  /// The columns of a matrix.
  ///
  /// Safe to share: nobody writes while it is alive.
  private struct Columns: @unchecked Sendable {
    let values: UnsafeBufferPointer<Double>
    let rows: Int

    subscript(place: Int) -> UnsafeBufferPointer<Double> {
      UnsafeBufferPointer(rebasing: values[(place * rows)..<((place + 1) * rows)])
    }
  }

  /// The mean, and the standard deviation about it in a second pass; 1 where the column is constant.
  private static func moments(
    _ column: UnsafeBufferPointer<Double>, _ rows: [Int32], _ weights: [Double], _ total: Double
  ) -> (Double, Double) {
    var sum = 0.0
    for (row, weight) in zip(rows, weights) { sum += weight * column[Int(row)] }
    let mean = total > 0 ? sum / total : 0
    var squares = 0.0
    for (row, weight) in zip(rows, weights) {
      let deviation = column[Int(row)] - mean
      squares += weight * deviation * deviation
    }
    let deviation = total > 0 ? (squares / total).squareRoot() : 0
    // A constant column may deviate from its mean by rounding: that is no spread.
    return (mean, deviation > 1e-12 * abs(mean) ? deviation : 1)
  }

  private static func spans(_ x: [SIMD4<Double>], lanes: Int, _ columns: Int) -> [Double] {
    var low = [SIMD4<Double>](repeating: .zero, count: lanes)
    var high = low
    for lane in 0..<lanes {
      var (least, most) = (SIMD4<Double>.zero, SIMD4<Double>.zero)
      for place in stride(from: lane, to: x.count, by: lanes) {
        least = pointwiseMin(least, x[place])
        most = pointwiseMax(most, x[place])
      }
      (low[lane], high[lane]) = (least, most)
    }
    return (0..<columns).map { (place: Int) -> Double in
      let (lane, element) = (place / 4, place % 4)
      return max(-low[lane][element], high[lane][element])
    }
  }

  private static func gather(
    _ matrix: CovariateMatrix, _ rows: [Int32], lanes: Int, _ means: [Double], _ scales: [Double]
  ) -> [SIMD4<Double>] {
    var x = [SIMD4<Double>](repeating: .zero, count: rows.count * lanes)
    x.withUnsafeMutableBytes { bytes in
      // A vector of four holds four doubles without a gap: row i begins at double 4·lanes·i.
      let doubles = bytes.bindMemory(to: Double.self)
      matrix.values.withUnsafeBufferPointer { values in
        for place in 0..<matrix.columns {
          let base = place * matrix.rows
          let mean = means[place]
          let scale = 1 / scales[place]
          for (i, row) in rows.enumerated() {
            doubles[i * lanes * 4 + place] = (values[base + Int(row)] - mean) * scale
          }
        }
      }
    }
    return x
  }
}
