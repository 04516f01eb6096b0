import RealModule

/// An integral by Gauss and Kronrod's rule of 21 points, halving the piece with the largest error until the whole is near enough.
///
/// Piessens, de Doncker-Kapenga, Überhuber & Kahaner (1983), *QUADPACK*, the routines QAG and QAGI.
public struct AdaptiveIntegral: Sendable {
  /// What was found.
  public struct Found: Sendable, Equatable {
    /// The integral.
    public let value: Double
    /// A bound of its error, mostly a generous one.
    public let error: Double
    /// How often the function was called.
    public let evaluations: Int
    /// Whether the error is within the tolerance.
    public let hasConverged: Bool
  }

  /// The error that is near enough, relative to the integral.
  public var relative: Double
  /// The error that is near enough in itself.
  public var absolute: Double
  /// The most pieces.
  public var mostPieces: Int

  /// A rule with its tolerance.
  public init(relative: Double = 1e-10, absolute: Double = 0, mostPieces: Int = 1000) {
    self.relative = relative
    self.absolute = absolute
    self.mostPieces = mostPieces
  }

  /// The integral between two limits, which may be infinite.
  ///
  /// An infinite range is folded: x = a + (1 − t)/t; the whole line is both halves at once.
  ///
  /// - Parameters:
  ///   - low: Where to begin.
  ///   - high: Where to end; below `low`, the integral has the other sign.
  ///   - function: The function; it is not called at the limits themselves.
  /// - Returns: The integral; what is no number anywhere makes it none, not converged.
  public func integral(
    from low: Double, to high: Double, of function: (Double) throws -> Double
  ) rethrows -> Found {
    if low == high { return Found(value: 0, error: 0, evaluations: 0, hasConverged: true) }
    if low > high {
      let turned = try integral(from: high, to: low, of: function)
      return Found(
        value: -turned.value, error: turned.error, evaluations: turned.evaluations, hasConverged: turned.hasConverged)
    }
    switch (low.isInfinite, high.isInfinite) {
    case (false, false): return try adapted(low, high, function)
    case (false, true): return try adapted(0, 1) { t in try function(low + (1 - t) / t) / (t * t) }
    case (true, false): return try adapted(0, 1) { t in try function(high - (1 - t) / t) / (t * t) }
    case (true, true):
      return try adapted(0, 1) { t in
        let x = (1 - t) / t
        return (try function(x) + function(-x)) / (t * t)
      }
    }
  }

  private struct Piece {
    var low: Double
    var high: Double
    var value: Double
    var error: Double
  }

  private func adapted(
    _ low: Double, _ high: Double, _ function: (Double) throws -> Double
  ) rethrows -> Found {
    // Four pieces at first, so that a narrow peak between the nodes is less easily overlooked.
    let quarter = (high - low) / 4
    let ends = (0...4).map { $0 == 4 ? high : low + Double($0) * quarter }
    var pieces = try (0..<4).map { try piece(ends[$0], ends[$0 + 1], function) }
    while true {
      var (value, error) = (CompensatedSum(), CompensatedSum())
      for piece in pieces {
        value.add(piece.value)
        error.add(piece.error)
      }
      let bound = max(absolute, relative * abs(value.value))
      let hasConverged = error.value <= bound
      // The first of the largest: the same pieces on every run.
      let worst = pieces.indices.max { (pieces[$0].error, $1) < (pieces[$1].error, $0) } ?? 0
      let middle = pieces[worst].low + (pieces[worst].high - pieces[worst].low) / 2
      let isExhausted = pieces.count >= mostPieces || !(pieces[worst].low < middle && middle < pieces[worst].high)
      if hasConverged || isExhausted || !value.value.isFinite {
        return Found(
          value: value.value, error: error.value, evaluations: 21 * (2 * pieces.count - 4),
          hasConverged: hasConverged && value.value.isFinite)
      }
      let whole = pieces[worst]
      pieces[worst] = try piece(whole.low, middle, function)
      pieces.append(try piece(middle, whole.high, function))
    }
  }

  private func piece(_ low: Double, _ high: Double, _ function: (Double) throws -> Double) rethrows -> Piece {
    let (centre, half) = ((low + high) / 2, (high - low) / 2)
    let middle = try function(centre)
    var kronrod = Self.kronrodWeights[10] * middle
    var gauss = 0.0
    var size = Self.kronrodWeights[10] * abs(middle)
    var values: [Double] = []
    for (place, node) in Self.nodes.enumerated() {
      let (left, right) = (try function(centre - half * node), try function(centre + half * node))
      kronrod += Self.kronrodWeights[place] * (left + right)
      size += Self.kronrodWeights[place] * (abs(left) + abs(right))
      if place % 2 == 1 { gauss += Self.gaussWeights[place / 2] * (left + right) }
      values += [left, right]
    }
    let mean = kronrod / 2
    var spread = Self.kronrodWeights[10] * abs(middle - mean)
    for place in Self.nodes.indices {
      spread += Self.kronrodWeights[place] * (abs(values[2 * place] - mean) + abs(values[2 * place + 1] - mean))
    }
    var error = abs((kronrod - gauss) * half)
    spread *= half
    if spread > 0, error > 0 { error = spread * min(1, Double.pow(200 * error / spread, 1.5)) }
    // Rounding is never less than this.
    error = max(error, 50 * Double.ulpOfOne * size * half * 0.02)
    return Piece(low: low, high: high, value: kronrod * half, error: error)
  }

  private static let nodes = [
    0.995657163025808080735527280689003, 0.973906528517171720077964012084452, 0.930157491355708226001207180059508,
    0.865063366688984510732096688423493, 0.780817726586416897063717578345042, 0.679409568299024406234327365114874,
    0.562757134668604683339000099272694, 0.433395394129247190799265943165784, 0.294392862701460198131126603103866,
    0.148874338981631210884826001129720,
  ]
  private static let kronrodWeights = [
    0.011694638867371874278064396062192, 0.032558162307964727478818972459390, 0.054755896574351996031381300244580,
    0.075039674810919952767043140916190, 0.093125454583697605535065465083366, 0.109387158802297641899210590325805,
    0.123491976262065851077958109831074, 0.134709217311473325928054001771707, 0.142775938577060080797094273138717,
    0.147739104901338491374841515972068, 0.149445554002916905664936468389821,
  ]
  private static let gaussWeights = [
    0.066671344308688137593568809893332, 0.149451349150580593145776339657697, 0.219086362515982043995534934228163,
    0.269266719309996355091226921569469, 0.295524224714752870173892994651338,
  ]
}
