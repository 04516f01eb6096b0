/// How p-values of several tests are adjusted for being several.
///
/// Holm's, Hochberg's and Bonferroni's bound the probability of any false rejection; Benjamini and Hochberg's bounds the share of false
/// rejections among all. Hochberg's and Benjamini and Hochberg's hold for independent tests and some kinds of positive dependence.
public enum PValueAdjustment: String, Sendable, Hashable, CaseIterable {
  /// As they are.
  case none
  /// The j-th smallest of m times m − j + 1, and no smaller than one before it.
  ///
  /// Holm (1979), *Scandinavian Journal of Statistics* 6, 65-70, https://www.jstor.org/stable/4615733.
  case holm
  /// The j-th smallest of m times m − j + 1, and no larger than one after it.
  ///
  /// Hochberg (1988), *Biometrika* 75, 800-802, doi:10.1093/biomet/75.4.800.
  case hochberg
  /// The j-th smallest of m times m/j, and no larger than one after it: the false discovery rate.
  ///
  /// Benjamini & Hochberg (1995), *JRSS B* 57, 289-300, doi:10.1111/j.2517-6161.1995.tb02031.x.
  case benjaminiHochberg = "benjamini_hochberg"
  /// Each times m.
  case bonferroni

  /// The adjusted p-values, in the order of those given.
  ///
  /// A missing p-value stays missing and does not count among the m. None exceeds 1.
  ///
  /// - Parameter pValues: p-values, `nil` for a test that could not be done.
  /// - Returns: as many.
  /// - Complexity: O(*m* log *m*).
  public func adjusted(_ pValues: [Double?]) -> [Double?] {
    var result = pValues
    let order = pValues.indices.filter { pValues[$0] != nil }.sorted { (pValues[$0] ?? 1) < (pValues[$1] ?? 1) }
    let count = Double(order.count)
    func scaled(_ rank: Int, _ factor: Double) -> Double { min((pValues[order[rank]] ?? 1) * factor, 1) }
    switch self {
    case .none: break
    case .bonferroni:
      for rank in order.indices { result[order[rank]] = scaled(rank, count) }
    case .holm:
      var largest = 0.0
      for rank in order.indices {
        largest = max(largest, scaled(rank, count - Double(rank)))
        result[order[rank]] = largest
      }
    case .hochberg, .benjaminiHochberg:
      var smallest = 1.0
      for rank in order.indices.reversed() {
        let factor = self == .hochberg ? count - Double(rank) : count / Double(rank + 1)
        smallest = min(smallest, scaled(rank, factor))
        result[order[rank]] = smallest
      }
    }
    return result
  }
}
