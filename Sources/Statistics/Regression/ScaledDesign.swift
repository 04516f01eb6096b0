// In order of priority: no cancellation (covariates are centred and scaled), then speed (one pass a step, four rows at a
// time), then memory.

/// The rows of a regression as its likelihood needs them: an intercept where there is one, then the covariates, centred and
/// scaled to unit standard deviation.
///
/// Rows lie one after the other, padded with zeros to vectors of four; so do rows beyond the last, to a multiple of four.
struct ScaledDesign: Sendable {
  let rows: Int
  /// The number of coefficients, the intercept counted.
  let width: Int
  let hasIntercept: Bool
  /// Of each coefficient's column: 0 and 1 for the intercept, and 0 where nothing was centred.
  private(set) var means: [Double]
  let scales: [Double]
  /// The largest distance from zero in each scaled column.
  private(set) var spans: [Double]

  private let rowStride: Int
  private var x: [Double]

  /// Scales the columns of a design.
  ///
  /// - Parameters:
  ///   - matrix: the covariates.
  ///   - weights: what each row counts, nil where once.
  ///   - intercept: whether a column of ones comes first; without it nothing is centred, which would change the model.
  init(_ matrix: DesignMatrix, weights: [Double]?, intercept: Bool) {
    let first = intercept ? 1 : 0
    rows = matrix.rows
    hasIntercept = intercept
    width = matrix.columns + first
    rowStride = 4 * ((width + 3) / 4)
    var means = [Double](repeating: 0, count: first)
    var scales = [Double](repeating: 1, count: first)
    var spans = scales
    let total = weights?.reduce(0, +) ?? Double(matrix.rows)
    var x = [Double](repeating: 0, count: rowStride * 4 * ((matrix.rows + 3) / 4))
    if intercept { for row in 0..<matrix.rows { x[row * rowStride] = 1 } }
    for place in 0..<matrix.columns {
      let column = matrix.column(place)
      let (mean, scale) = Self.moments(column, weights, total)
      let centre = intercept ? mean : 0
      means.append(centre)
      scales.append(scale)
      spans.append(Self.gather(column, (centre, scale), into: &x, at: place + first, stride: rowStride))
    }
    self.means = means
    self.scales = scales
    self.spans = spans
    self.x = x
  }

  /// The same with the means put back.
  var uncentred: ScaledDesign {
    var result = self
    for place in 0..<width where means[place] != 0 {
      let shift = means[place] / scales[place]
      for row in 0..<rows { result.x[row * rowStride + place] += shift }
      result.means[place] = 0
      result.spans[place] += abs(shift)
    }
    return result
  }

  /// The mean and the standard deviation about it; 1 where the column is constant.
  private static func moments(_ column: ArraySlice<Double>, _ weights: [Double]?, _ total: Double) -> (Double, Double) {
    column.withUnsafeBufferPointer { column in
      var sum = 0.0
      for row in 0..<column.count { sum += (weights?[row] ?? 1) * column[row] }
      let mean = total > 0 ? sum / total : 0
      var squares = 0.0
      for row in 0..<column.count {
        let deviation = column[row] - mean
        squares += (weights?[row] ?? 1) * deviation * deviation
      }
      let deviation = total > 0 ? (squares / total).squareRoot() : 0
      return (mean, deviation > 1e-12 * abs(mean) ? deviation : 1)
    }
  }

  /// Writes one scaled column into the rows, and says how far from zero it goes.
  private static func gather(
    _ column: ArraySlice<Double>, _ scaling: (centre: Double, scale: Double), into x: inout [Double], at place: Int,
    stride: Int
  ) -> Double {
    let factor = 1 / scaling.scale
    var span = 0.0
    column.withUnsafeBufferPointer { column in
      x.withUnsafeMutableBufferPointer { x in
        // x holds `stride` numbers for each row of the column, and place < stride.
        for row in 0..<column.count {
          let value = (column[row] - scaling.centre) * factor
          x[row &* stride &+ place] = value
          span = max(span, abs(value))
        }
      }
    }
    return span
  }

  /// The coefficients of the covariates in their own units.
  func unscaled(_ beta: [Double]) -> [Double] {
    var result = zip(beta, scales).map { $0 / $1 }
    if hasIntercept { result[0] -= zip(result, means).dropFirst().reduce(0) { $0 + $1.0 * $1.1 } }
    return result
  }

  /// How far a step moves xβ of some row, for each coefficient in its own units.
  func reach(_ step: [Double]) -> [Double] {
    var result = zip(step, spans).map { abs($0 * $1) }
    if hasIntercept { result[0] = abs(unscaled(step)[0]) }
    return result
  }

  /// The variance of the coefficients in the covariates' own units.
  ///
  /// There may be several blocks of coefficients, one after the other. Where coefficients run off to infinity, directions
  /// without information are left out before it is inverted, so that the others have the variance to which theirs tends.
  func variance(_ search: NewtonSearch) -> SymmetricMatrix {
    let size = search.beta.count
    var result: SymmetricMatrix
    if search.infinite.isEmpty {
      result = search.decomposition.inverse()
      // The intercept of uncentred covariates is b₀ − Σ μⱼ bⱼ.
      for first in stride(from: 0, to: hasIntercept ? size : 0, by: width) {
        result.combine(first, with: (1..<max(width, 1)).map { (first + $0, -means[$0] / scales[$0]) })
      }
    } else {
      var information = search.information
      // βⱼ of uncentred covariates takes μⱼ times the intercept's information.
      for first in stride(from: 0, to: hasIntercept ? size : 0, by: width) {
        for place in 1..<max(width, 1) {
          information.combine(first + place, with: [(first, means[place] / scales[place])])
        }
      }
      result = LDLDecomposition(information, tolerance: 1e-9).inverse()
    }
    for i in 0..<size {
      for j in 0...i { result[i, j] /= scales[i % width] * scales[j % width] }
    }
    return result
  }
}

extension SymmetricMatrix {
  /// Adds multiples of other rows to a row, and of the same columns to its column: T A Tᵀ.
  fileprivate mutating func combine(_ place: Int, with others: [(place: Int, factor: Double)]) {
    var row = (0..<size).map { self[place, $0] }
    for (other, factor) in others {
      for column in 0..<size { row[column] += factor * self[other, column] }
    }
    var corner = row[place]
    for (other, factor) in others { corner += factor * row[other] }
    for column in 0..<size { self[place, column] = row[column] }
    self[place, place] = corner
  }
}

// MARK: - Kernels

extension ScaledDesign {
  /// xβ of each row, on top of its offset.
  func linearPredictor(_ beta: [Double], offset: [Double]?) -> [Double] {
    let lanes = rowStride / 4
    let packed = (0..<lanes).map { lane in
      SIMD4((0..<4).map { 4 * lane + $0 < beta.count ? beta[4 * lane + $0] : 0 })
    }
    return x.withUnsafeBytes { x in
      [Double](unsafeUninitializedCapacity: rows) { result, count in
        // x holds `lanes` vectors of four doubles for each row.
        for row in 0..<rows {
          var product = SIMD4<Double>.zero
          for lane in 0..<lanes {
            let place = (row &* lanes &+ lane) &* 32
            product += x.loadUnaligned(fromByteOffset: place, as: SIMD4<Double>.self) * packed[lane]
          }
          result[row] = (offset?[row] ?? 0) + product.sum()
        }
        count = rows
      }
    }
  }

  /// Xᵀ r.
  func transposedProduct(_ residuals: [Double]) -> [Double] {
    let lanes = rowStride / 4
    var sums = [SIMD4<Double>](repeating: .zero, count: lanes)
    x.withUnsafeBytes { x in
      for row in 0..<rows {
        for lane in 0..<lanes {
          let place = (row &* lanes &+ lane) &* 32
          sums[lane] += x.loadUnaligned(fromByteOffset: place, as: SIMD4<Double>.self) * residuals[row]
        }
      }
    }
    return (0..<width).map { sums[$0 / 4][$0 % 4] }
  }

  /// Xᵀ diag(w) X.
  func crossProduct(_ weights: [Double]) -> SymmetricMatrix {
    let lanes = rowStride / 4
    var sums = [SIMD4<Double>](repeating: .zero, count: rowStride * lanes)
    x.withUnsafeBytes { x in
      weights.withUnsafeBufferPointer { weights in
        sums.withUnsafeMutableBufferPointer { sums in
          // x holds `stride` doubles for each row, with rows of zeros up to a multiple of four; sums one vector for each
          // pair of a column and a lane.
          let scalars = x.assumingMemoryBound(to: Double.self)
          func vector(_ row: Int, _ lane: Int) -> SIMD4<Double> {
            x.loadUnaligned(fromByteOffset: (row &* lanes &+ lane) &* 32, as: SIMD4<Double>.self)
          }
          for row in stride(from: 0, to: rows, by: 4) {
            let w = SIMD4(
              weights[row], row + 1 < rows ? weights[row + 1] : 0, row + 2 < rows ? weights[row + 2] : 0,
              row + 3 < rows ? weights[row + 3] : 0)
            let base = row &* rowStride
            for i in 0..<width {
              let a = scalars[base &+ i] * w[0]
              let b = scalars[base &+ rowStride &+ i] * w[1]
              let c = scalars[base &+ 2 &* rowStride &+ i] * w[2]
              let d = scalars[base &+ 3 &* rowStride &+ i] * w[3]
              for lane in 0...(i / 4) {
                sums[i &* lanes &+ lane] +=
                  (vector(row, lane) * a + vector(row &+ 1, lane) * b)
                  + (vector(row &+ 2, lane) * c + vector(row &+ 3, lane) * d)
              }
            }
          }
        }
      }
    }
    var result = SymmetricMatrix(size: width)
    for i in 0..<width {
      for j in 0...i { result[i, j] = sums[i * lanes + j / 4][j % 4] }
    }
    return result
  }

  /// xᵀ V x of each row.
  func quadraticForms(_ variance: SymmetricMatrix) -> [Double] {
    x.withUnsafeBufferPointer { x in
      variance.values.withUnsafeBufferPointer { variance in
        [Double](unsafeUninitializedCapacity: rows) { result, count in
          // x holds `rowStride` numbers for each row, of which the first `width` count; variance holds width² numbers.
          for row in 0..<rows {
            let base = row &* rowStride
            var sum = 0.0
            for i in 0..<width {
              var product = 0.0
              for j in 0..<i { product += variance[i &* width &+ j] * x[base &+ j] }
              sum += x[base &+ i] * (2 * product + variance[i &* width &+ i] * x[base &+ i])
            }
            result[row] = sum
          }
          count = rows
        }
      }
    }
  }
}
