import RealModule

/// Normal variables with mean zero that depend on each other.
///
/// Integrated in the manner of Genz: the variables are written as L y of independent y, as many as the rank of the matrix, so that
/// a singular matrix is nothing special; the innermost integral is closed, the others are taken by adaptive Gauss-Kronrod rules. What lies
/// outside is summed directly, never as one less what lies inside, and keeps its relative accuracy in the tail: about 1e-7.
///
/// - Complexity: exponential in the rank; meant for ranks up to four.
///
/// Genz (1992), *Journal of Computational and Graphical Statistics* 1, 141-149, doi:10.1080/10618600.1992.10477010.
public struct MultivariateNormal: Sendable {
  /// For each variable that varies, its coefficients on the independent ones.
  private let rows: [[Double]]
  /// For each independent variable, the rows of which it is the last with a coefficient.
  private let closing: [[Int]]

  /// The number of independent variables.
  public var rank: Int { closing.count }

  /// Variables with this covariance, each scaled to variance 1.
  ///
  /// - Parameter covariance: positive semidefinite; variables without variance are left aside.
  public init(covariance: SymmetricMatrix) {
    let varying = (0..<covariance.size).filter { covariance[$0, $0] > 0 }
    let scale = varying.map { covariance[$0, $0].squareRoot() }
    var correlation = SymmetricMatrix(size: varying.count)
    for i in varying.indices {
      for j in 0...i { correlation[i, j] = covariance[varying[i], varying[j]] / (scale[i] * scale[j]) }
    }
    let factor = Self.factor(correlation)
    rows = factor
    let rank = factor.first?.count ?? 0
    closing = (0..<rank).map { column in
      factor.indices.filter { row in factor[row].lastIndex { abs($0) > Self.tolerance } == column }
    }
  }

  /// The probability that at least one of the variables lies further than a limit from zero.
  ///
  /// - Parameter limit: in standard deviations, zero or more.
  /// - Returns: the p-value of the largest of several standardised statistics, two-sided.
  public func probability(anyBeyond limit: Double) -> Double {
    guard rank > 0 else { return 0 }
    guard limit > 0 else { return 1 }
    var point = [Double](repeating: 0, count: rank)
    let tolerance = max(1e-8 * Normal.twoSided(limit), .leastNormalMagnitude)
    return min(outside(0, &point, limit, tolerance), 1)
  }

  private static let tolerance = 1e-9

  /// L with its columns of rank, by Cholesky's method with the largest remaining variance first.
  private static func factor(_ correlation: SymmetricMatrix) -> [[Double]] {
    let size = correlation.size
    var rows = [[Double]](repeating: [], count: size)
    var left = correlation.diagonal
    for _ in 0..<size {
      guard let pivot = left.indices.max(by: { left[$0] < left[$1] }), left[pivot] > tolerance else { break }
      let root = left[pivot].squareRoot()
      let base = rows[pivot]
      for i in 0..<size {
        let known = zip(rows[i], base).reduce(0) { $0 + $1.0 * $1.1 }
        let value = i == pivot ? root : left[i] <= tolerance ? 0 : (correlation[i, pivot] - known) / root
        rows[i].append(value)
        left[i] -= value * value
      }
      left[pivot] = 0
    }
    return rows
  }

  /// The probability beyond the limit, given the first of the independent variables.
  private func outside(_ level: Int, _ point: inout [Double], _ limit: Double, _ tolerance: Double) -> Double {
    var (low, high) = (-Double.infinity, Double.infinity)
    for row in closing[level] {
      var known = 0.0
      for column in 0..<level { known += rows[row][column] * point[column] }
      let slope = rows[row][level]
      let ends = ((-limit - known) / slope, (limit - known) / slope)
      low = max(low, min(ends.0, ends.1))
      high = min(high, max(ends.0, ends.1))
    }
    guard low < high else { return 1 }
    let tails = Normal.cumulative(low) + Normal.upperTail(high)
    guard level + 1 < rank else { return tails }
    var inner = point
    // Beyond 38 standard deviations the density is zero.
    let inside = GaussKronrod.integral(from: max(low, -38), to: min(high, 38), tolerance: tolerance) { y in
      inner[level] = y
      return Normal.density(y) * outside(level + 1, &inner, limit, tolerance)
    }
    return tails + inside
  }
}

/// Adaptive integration by the pair of rules of Gauss (7 nodes) and Kronrod (15).
///
/// Piessens et al. (1983), *QUADPACK*, doi:10.1007/978-3-642-61786-7.
enum GaussKronrod {
  /// The integral of a function to an absolute tolerance; an interval is halved until both rules agree.
  static func integral(
    from low: Double, to high: Double, tolerance: Double, of function: (Double) -> Double
  ) -> Double {
    guard low < high else { return 0 }
    // Four parts at first, so that a narrow peak between the nodes is not overlooked.
    return (0..<4).reduce(0) { sum, part in
      let width = (high - low) / 4
      let start = low + Double(part) * width
      return sum + refine(start, start + width, tolerance / 4, 0, function)
    }
  }

  private static func refine(
    _ low: Double, _ high: Double, _ tolerance: Double, _ depth: Int, _ function: (Double) -> Double
  ) -> Double {
    let (middle, half) = ((low + high) / 2, (high - low) / 2)
    let center = function(middle)
    var kronrod = center * kronrodWeights[7]
    var gauss = center * gaussWeights[3]
    for i in 0..<7 {
      let pair = function(middle - half * nodes[i]) + function(middle + half * nodes[i])
      kronrod += kronrodWeights[i] * pair
      if i % 2 == 1 { gauss += gaussWeights[i / 2] * pair }
    }
    let difference = abs(kronrod - gauss) * half
    if difference <= tolerance || difference <= 1e-13 * abs(kronrod) * half || depth >= 30 { return kronrod * half }
    return refine(low, middle, tolerance / 2, depth + 1, function)
      + refine(middle, high, tolerance / 2, depth + 1, function)
  }

  private static let nodes = [
    0.991455371120812639206854697526329, 0.949107912342758524526189684047851, 0.864864423359769072789712788640926,
    0.741531185599394439863864773280788, 0.586087235467691130294144691693013, 0.405845151377397166906606412076961,
    0.207784955007898467600689403773245,
  ]
  private static let kronrodWeights = [
    0.022935322010529224963732008058970, 0.063092092629978553290700663189204, 0.104790010322250183839876322541518,
    0.140653259715525918745189590510238, 0.169004726639267902826583426598550, 0.190350578064785409913256402421014,
    0.204432940075298892414161999234649, 0.209482141084727828012999174891714,
  ]
  private static let gaussWeights = [
    0.129484966168869693270611432679082, 0.279705391489276667901467771423780, 0.381830050505118944950369775488975,
    0.417959183673469387755102040816327,
  ]
}
