import Statistics

/// The course of a coefficient over time: a smooth through its scaled Schoenfeld residuals.
///
/// Least squares on a natural cubic spline with four degrees of freedom in g(t), its inner knots at the thirds of the events,
/// as R's `plot.cox.zph` draws it; limits are ± z √(d V) times the root of the leverage, as if residuals were independent with
/// the variance that they have on average.
///
/// - Complexity: O(*n* log *n*).
///
/// Grambsch & Therneau (1994), *Biometrika* 81, 515-526, doi:10.1093/biomet/81.3.515.
public struct SchoenfeldSmooth: Sendable {
  private let spline: RestrictedCubicSpline
  private let start: Double
  private let length: Double
  private let coefficients: [Double]
  private let decomposition: LDLDecomposition
  private let variance: Double

  /// Fits a smooth; nil where the events have fewer than four different places.
  ///
  /// - Parameters:
  ///   - x: g(t) of each event.
  ///   - residuals: the scaled residual of each, about the coefficient.
  ///   - variance: d V, the events times the variance of the coefficient.
  public init?(_ x: [Double], residuals: [Double], variance: Double) {
    let ordered = x.sorted()
    guard let first = ordered.first, let last = ordered.last, last > first else { return nil }
    let inner = [1.0 / 3, 2.0 / 3].map { share -> Double in
      let place = share * Double(ordered.count - 1)
      let below = Int(place)
      return ordered[below] + (place - Double(below)) * (ordered[min(below + 1, ordered.count - 1)] - ordered[below])
    }
    // On the scale from 0 to 1 the normal equations keep their digits.
    let unit = { (x: Double) in (x - first) / (last - first) }
    guard let spline = RestrictedCubicSpline(knots: [0] + inner.map(unit) + [1]), spline.knots.count == 4 else {
      return nil
    }
    (self.spline, start, length, self.variance) = (spline, first, last - first, variance)
    let columns = [[Double](repeating: 1, count: x.count)] + spline.columns(x.map(unit))
    var cross = SymmetricMatrix(size: columns.count)
    for i in columns.indices {
      for j in 0...i { cross[i, j] = zip(columns[i], columns[j]).reduce(0) { $0 + $1.0 * $1.1 } }
    }
    decomposition = LDLDecomposition(cross)
    guard decomposition.rank == columns.count else { return nil }
    coefficients = decomposition.solve(columns.map { zip($0, residuals).reduce(0) { $0 + $1.0 * $1.1 } })
  }

  /// The smooth at some places, and its standard error.
  ///
  /// - Parameter x: g(t).
  /// - Returns: one pair for each place.
  public func values(at x: [Double]) -> [(value: Double, standardError: Double)] {
    let columns = [[Double](repeating: 1, count: x.count)] + spline.columns(x.map { ($0 - start) / length })
    return x.indices.map { place in
      let row = columns.map { $0[place] }
      let value = zip(row, coefficients).reduce(0) { $0 + $1.0 * $1.1 }
      return (value, (variance * max(decomposition.inverseQuadraticForm(row), 0)).squareRoot())
    }
  }
}
