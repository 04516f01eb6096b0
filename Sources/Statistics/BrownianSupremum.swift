import RealModule

/// How far a Brownian bridge B strays from zero over a part of its way.
///
/// `bridge`: P(sup |B(t)| ≤ c over a ≤ t ≤ b). Given where it is at a and at b, a bridge stays between two barriers with a probability
/// that is a series of images (reflections); the integral over where it is at b is closed, that over a is taken by Gauss-Legendre.
/// With a = 0 and b = 1 it is the distribution of Kolmogorov.
///
/// `scaled`: P(sup |B(t)| / √(t (1 − t)) ≤ c over a ≤ t ≤ b). On the scale s = ½ log(t/(1 − t)) that is a stationary
/// Ornstein-Uhlenbeck process, and the probability that it stays within ±c is Σ exp(−λₖ τ) (∫ √φ ψₖ)² over the eigenfunctions of
/// −d²/dx² + x²/4 − 1/2 that vanish at ±c, found in a basis of cosines; τ = ½ log(b (1 − a) / (a (1 − b))).
///
/// Absolute accuracy about 1e-9 for `bridge` where b − a > 0.001, and 1e-8 for `scaled`.
///
/// Hall & Wellner (1980), *Biometrika* 67, 133-143, doi:10.1093/biomet/67.1.133. Nair (1984), *Technometrics* 26, 265-275,
/// doi:10.1080/00401706.1984.10487963; its critical values, and those of Borgan & Liestøl (1990), rest on an approximation of the
/// latter for large c, and are up to a half per cent smaller.
public enum BrownianSupremum: Sendable, Hashable {
  /// Of the bridge itself: the band of Hall and Wellner.
  case bridge(from: Double, to: Double)
  /// Of the bridge over its standard deviation: the band of equal precision.
  case scaled(from: Double, to: Double)

  /// The probability that the supremum stays at or below a height.
  public func cumulative(_ height: Double) -> Double {
    guard height > 0 else { return 0 }
    switch self {
    case .bridge(let start, let end): return Self.bridge(height, start, end)
    case .scaled(let start, let end):
      let length = 0.5 * .log(end * (1 - start) / (start * (1 - end)))
      return Self.stationary(height, length)
    }
  }

  /// The height below which the supremum stays with a given probability.
  ///
  /// - Parameter probability: strictly between 0 and 1.
  /// - Returns: NaN where the interval is empty or, for the scaled process, reaches 0 or 1.
  public func quantile(_ probability: Double) -> Double {
    guard isDefined, probability > 0, probability < 1 else { return .nan }
    var (low, high) = (0.0, 1.0)
    while cumulative(high) < probability { (low, high) = (high, 2 * high) }
    var (below, above) = (cumulative(low) - probability, cumulative(high) - probability)
    // The Illinois rule: false position that halves the weight of an end that stays.
    var side = 0
    for _ in 0..<200 where high - low > 1e-11 * high {
      let point = (low * above - high * below) / (above - below)
      let value = cumulative(point) - probability
      if value < 0 {
        (low, below) = (point, value)
        if side == -1 { above /= 2 }
        side = -1
      } else {
        (high, above) = (point, value)
        if side == 1 { below /= 2 }
        side = 1
      }
      if abs(value) < 1e-14 { return point }
    }
    return (low + high) / 2
  }

  private var isDefined: Bool {
    switch self {
    case .bridge(let start, let end): start >= 0 && start <= end && end <= 1
    case .scaled(let start, let end): start > 0 && start <= end && end < 1
    }
  }
}

// MARK: - The bridge

extension BrownianSupremum {
  private static let rule = GaussLegendre(count: 96)

  private static func bridge(_ height: Double, _ start: Double, _ end: Double) -> Double {
    let deviation = (start * (1 - start)).squareRoot()
    guard deviation > 0 else { return start == 0 ? staying(height, from: 0, end - start, 1 - end) : 1 }
    let reach = min(height, 9 * deviation)
    return rule.integral(from: -reach, to: reach) { x in
      Normal.density(x / deviation) / deviation * staying(height, from: x, end - start, 1 - end)
    }
  }

  /// The probability that a bridge from `x` to zero, over `length` and then `rest`, keeps within the barriers for `length`.
  private static func staying(_ height: Double, from x: Double, _ length: Double, _ rest: Double) -> Double {
    let whole = length + rest
    guard length > 0, whole > 0 else { return 1 }
    let deviation = (length * rest / whole).squareRoot()
    func image(_ place: Double) -> Double {
      let mean = place * rest / whole
      let within =
        deviation > 0
        ? Normal.cumulative((height - mean) / deviation) - Normal.cumulative((-height - mean) / deviation) : 1
      return .exp((x * x - place * place) / (2 * whole)) * within
    }
    var sum = 0.0
    for k in 0..<200 {
      let turn = 4 * Double(k) * height
      let direct = k == 0 ? image(x) : image(x + turn) + image(x - turn)
      let reflected = image(2 * height - x + turn) + image(-2 * height - x - turn)
      sum += direct - reflected
      if k > 0, abs(direct) + abs(reflected) < 1e-17 { break }
    }
    return max(sum, 0)
  }
}

// MARK: - The scaled bridge

extension BrownianSupremum {
  private static func stationary(_ height: Double, _ length: Double) -> Double {
    guard length > 0 else { return 1 - Normal.twoSided(height) }
    // Terms beyond this one have decayed by exp(−45).
    let terms = min(max(Int(height / .pi * (45 / length).squareRoot()) + 8, 32), 96)
    let eigen = SymmetricEigen(energy(height, terms))
    let ground = ground(height, terms)
    return (0..<terms).reduce(0) { sum, k in
      let part = eigen.projection(k, of: ground)
      return sum + .exp(-eigen.values[k] * length) * part * part
    }
  }

  /// −d²/dx² + x²/4 − 1/2 in the basis cos((k + ½) π x / c) / √c.
  private static func energy(_ height: Double, _ terms: Int) -> SymmetricMatrix {
    var matrix = SymmetricMatrix(size: terms)
    func moment(_ m: Int) -> Double {
      guard m != 0 else { return height * height / 12 }
      let angle = Double(m) * .pi
      return (m.isMultiple(of: 2) ? 1 : -1) * height * height / (2 * angle * angle)
    }
    for j in 0..<terms {
      for k in 0...j { matrix[j, k] = moment(j - k) + moment(j + k + 1) }
      let frequency = (Double(j) + 0.5) * .pi / height
      matrix[j, j] += frequency * frequency - 0.5
    }
    return matrix
  }

  /// The root of the normal density in that basis.
  private static func ground(_ height: Double, _ terms: Int) -> [Double] {
    let rule = GaussLegendre(count: 2 * terms + 32)
    return (0..<terms).map { k in
      let frequency = (Double(k) + 0.5) * .pi / height
      return 2 / height.squareRoot()
        * rule.integral(from: 0, to: height) { Normal.density($0).squareRoot() * .cos(frequency * $0) }
    }
  }
}
