import RealModule

/// The Gauss-Legendre rule: exact for polynomials of degree 2n − 1.
///
/// The nodes are the roots of the Legendre polynomial of degree n, found by Newton's method.
///
/// - Complexity: O(*n*²) to make, O(*n*) to use.
///
/// Davis & Rabinowitz (1984), *Methods of Numerical Integration*, 2.7.
struct GaussLegendre {
  /// The nodes, on −1...1.
  let nodes: [Double]
  /// The weights; they sum to 2.
  let weights: [Double]

  init(count: Int) {
    var nodes = [Double](repeating: 0, count: count)
    var weights = nodes
    for i in 0..<((count + 1) / 2) {
      var x = Double.cos(.pi * (Double(i) + 0.75) / (Double(count) + 0.5))
      var slope = 1.0
      for _ in 0..<100 {
        let (value, derivative) = Self.legendre(count, at: x)
        slope = derivative
        let step = value / derivative
        x -= step
        if abs(step) < 1e-15 { break }
      }
      slope = Self.legendre(count, at: x).derivative
      nodes[i] = -x
      nodes[count - 1 - i] = x
      weights[i] = 2 / ((1 - x * x) * slope * slope)
      weights[count - 1 - i] = weights[i]
    }
    self.nodes = nodes
    self.weights = weights
  }

  /// The integral of a function over an interval.
  func integral(from low: Double, to high: Double, of function: (Double) -> Double) -> Double {
    let (middle, half) = ((low + high) / 2, (high - low) / 2)
    var sum = 0.0
    for i in nodes.indices { sum += weights[i] * function(middle + half * nodes[i]) }
    return half * sum
  }

  private static func legendre(_ degree: Int, at x: Double) -> (value: Double, derivative: Double) {
    var (before, value) = (1.0, x)
    for k in stride(from: 2, through: degree, by: 1) {
      let order = Double(k)
      (before, value) = (value, ((2 * order - 1) * x * value - (order - 1) * before) / order)
    }
    guard degree > 1 else { return (x, 1) }
    return (value, Double(degree) * (x * value - before) / (x * x - 1))
  }
}
