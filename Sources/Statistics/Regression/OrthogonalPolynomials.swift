/// Polynomials that are orthogonal over a sample: R's `poly`.
///
///     p₀ = 1,   pₖ₊₁(x) = (x − αₖ) pₖ(x) − (νₖ/νₖ₋₁) pₖ₋₁(x),   αₖ = Σ x pₖ²/νₖ,   νₖ = Σ pₖ²
///
/// each divided by √νₖ. Where the sample has no more than k different values, pₖ is zero.
///
/// - Complexity: O(*n* *k*).
///
/// Kennedy & Gentle (1980), *Statistical Computing*, 343-344.
public struct OrthogonalPolynomials: Sendable, Hashable {
  /// The degree of the highest.
  public let degree: Int
  private var centres: [Double] = []
  private var norms: [Double] = []

  /// Finds the polynomials of a sample.
  ///
  /// - Parameters:
  ///   - values: the sample.
  ///   - weights: how often each counts; nil for once each.
  ///   - degree: the degree of the highest.
  public init(_ values: [Double], weights: [Double]? = nil, degree: Int) {
    self.degree = degree
    let rows = values.indices.filter { (weights?[$0] ?? 1) > 0 }
    let (x, w) = (rows.map { values[$0] }, rows.map { weights?[$0] ?? 1 })
    let distinct = Set(x).count
    func sum(_ term: (Int) -> Double) -> Double {
      var total = CompensatedSum()
      for row in x.indices { total.add(w[row] * term(row)) }
      return total.value
    }
    var (before, here) = ([Double](repeating: 0, count: x.count), [Double](repeating: 1, count: x.count))
    for power in 0...degree where power < distinct {
      let norm = sum { here[$0] * here[$0] }
      // About the mean the sums keep their digits.
      let centre =
        power == 0 ? sum { x[$0] } / norm : centres[0] + sum { (x[$0] - centres[0]) * here[$0] * here[$0] } / norm
      let share = power == 0 ? 0 : norm / norms[power - 1]
      centres.append(centre)
      norms.append(norm)
      let next = x.indices.map { (x[$0] - centre) * here[$0] - share * before[$0] }
      (before, here) = (here, next)
    }
  }

  /// The polynomials of degree 1 and up at some values.
  public func columns(_ x: [Double]) -> [[Double]] {
    var (before, here) = ([Double](repeating: 0, count: x.count), [Double](repeating: 1, count: x.count))
    return (1...max(degree, 1)).map { power in
      guard power < norms.count else { return [Double](repeating: 0, count: x.count) }
      let share = power == 1 ? 0 : norms[power - 1] / norms[power - 2]
      let next = x.indices.map { (x[$0] - centres[power - 1]) * here[$0] - share * before[$0] }
      (before, here) = (here, next)
      let length = norms[power].squareRoot()
      return here.map { $0 / length }
    }
  }
}
