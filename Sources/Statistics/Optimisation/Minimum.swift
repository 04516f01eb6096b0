/// What a search for the smallest value of a function of several numbers found.
public struct Minimum: Sendable, Equatable {
  /// The place.
  public var point: [Double]
  /// The function there.
  public var value: Double
  /// How many steps were taken.
  public var steps: Int
  /// How often the function was called.
  public var evaluations: Int
  /// Whether the search ended for the reason that nothing smaller is near.
  public var hasConverged: Bool
}

/// The simplex of Nelder and Mead: needs no derivative, and bears functions that are not smooth.
///
/// Reflection 1, expansion 2, contraction ½, shrinking ½, with the starting simplex of R's `optim`; it ends where the values at the
/// corners differ by no more than the tolerance, relative to the smallest, and begins once more from there with a fresh simplex, since
/// a simplex can collapse away from a minimum. The same start gives the same steps.
///
/// Nelder & Mead (1965), *The Computer Journal* 7, 308-313, doi:10.1093/comjnl/7.4.308.
public struct NelderMead: Sendable {
  /// When the values at the corners are the same.
  public var tolerance: Double
  /// The most calls of the function.
  public var mostEvaluations: Int

  /// A search with its bounds.
  public init(tolerance: Double = 1e-10, mostEvaluations: Int = 10_000) {
    self.tolerance = tolerance
    self.mostEvaluations = mostEvaluations
  }

  /// Searches.
  ///
  /// - Parameters:
  ///   - start: Where to begin.
  ///   - function: The function; what is no number counts as larger than all.
  /// - Returns: The smallest that it came upon.
  public func minimum(from start: [Double], of function: ([Double]) throws -> Double) rethrows -> Minimum {
    var found = try descent(from: start, before: nil, function)
    // A second descent must confirm the first.
    while found.hasConverged {
      let again = try descent(from: found.point, before: found, function)
      let gain = found.value - again.value
      found = again
      if !(gain > 100 * tolerance * (abs(again.value) + tolerance)) { break }
    }
    return found
  }

  private func descent(
    from start: [Double], before: Minimum?, _ function: ([Double]) throws -> Double
  ) rethrows -> Minimum {
    var evaluations = before?.evaluations ?? 0
    var steps = before?.steps ?? 0
    func value(_ x: [Double]) throws -> Double {
      evaluations += 1
      let value = try function(x)
      return value.isNaN ? .infinity : value
    }
    let n = start.count
    var corners: [(x: [Double], y: Double)] = [(start, try before?.value ?? value(start))]
    let size = start.map(abs).max().map { $0 > 0 ? 0.1 * $0 : 0.1 } ?? 0.1
    for axis in 0..<n {
      var corner = start
      corner[axis] += size
      corners.append((corner, try value(corner)))
    }
    var hasConverged = false
    while evaluations < mostEvaluations {
      // Stable: corners of one value keep their order.
      corners = corners.enumerated().sorted { ($0.element.y, $0.offset) < ($1.element.y, $1.offset) }.map(\.element)
      let (best, worst) = (corners[0], corners[n])
      if !(worst.y - best.y > tolerance * (abs(best.y) + tolerance)) {
        hasConverged = best.y < .infinity
        break
      }
      steps += 1
      let centroid = (0..<n).map { axis in corners[..<n].reduce(0) { $0 + $1.x[axis] } / Double(n) }
      func along(_ t: Double) throws -> (x: [Double], y: Double) {
        let x = zip(centroid, worst.x).map { $0 + t * ($1 - $0) }
        return (x, try value(x))
      }
      let reflected = try along(-1)
      if reflected.y < best.y {
        let expanded = try along(-2)
        corners[n] = expanded.y < reflected.y ? expanded : reflected
      } else if reflected.y < corners[n - 1].y {
        corners[n] = reflected
      } else {
        let contracted = try along(reflected.y < worst.y ? -0.5 : 0.5)
        if contracted.y < min(reflected.y, worst.y) {
          corners[n] = contracted
        } else {
          for place in 1...n {
            let x = zip(best.x, corners[place].x).map { $0 + 0.5 * ($1 - $0) }
            corners[place] = (x, try value(x))
          }
        }
      }
    }
    guard let best = corners.min(by: { $0.y < $1.y }) else {
      return before ?? Minimum(point: start, value: .infinity, steps: 0, evaluations: 0, hasConverged: false)
    }
    return Minimum(point: best.x, value: best.y, steps: steps, evaluations: evaluations, hasConverged: hasConverged)
  }
}

/// Newton's method with a Hessian that is learned from the gradients (Broyden, Fletcher, Goldfarb, Shanno): for smooth functions.
///
/// Gradients are central differences; a step is shortened until the function falls enough (Armijo). It ends where the gradient,
/// relative to the function and to the size of the point, is no more than the tolerance, or where no step makes the function
/// smaller by more than rounding.
///
/// Nocedal & Wright (2006), *Numerical Optimization*, 6.1.
public struct QuasiNewton: Sendable {
  /// When the relative gradient is zero.
  public var tolerance: Double
  /// The most calls of the function.
  public var mostEvaluations: Int

  /// A search with its bounds.
  public init(tolerance: Double = 1e-8, mostEvaluations: Int = 10_000) {
    self.tolerance = tolerance
    self.mostEvaluations = mostEvaluations
  }

  /// Searches.
  ///
  /// - Parameters:
  ///   - start: Where to begin.
  ///   - function: The function; what is no number counts as larger than all.
  /// - Returns: The smallest that it came upon.
  public func minimum(from start: [Double], of function: ([Double]) throws -> Double) rethrows -> Minimum {
    var evaluations = 0
    func value(_ x: [Double]) throws -> Double {
      evaluations += 1
      let value = try function(x)
      return value.isNaN ? .infinity : value
    }
    let n = start.count
    var found = Minimum(point: start, value: try value(start), steps: 0, evaluations: 0, hasConverged: false)
    guard found.value < .infinity else {
      found.evaluations = evaluations
      return found
    }
    let first = found.value
    var gradient = try Differences.gradient(at: found.point, of: value)
    var inverse = Self.identity(n)
    var isFresh = true
    while evaluations < mostEvaluations {
      let size = Self.size(gradient, at: found, fallen: first - found.value)
      if size <= tolerance {
        found.hasConverged = true
        break
      }
      var direction = inverse.map { row in -zip(row, gradient).reduce(0) { $0 + $1.0 * $1.1 } }
      var slope = zip(direction, gradient).reduce(0) { $0 + $1.0 * $1.1 }
      if !(slope < 0) {
        (inverse, isFresh) = (Self.identity(n), true)
        direction = gradient.map { -$0 }
        slope = -gradient.reduce(0) { $0 + $1 * $1 }
      }
      // The first step of a fresh Hessian is no longer than the point, or 1.
      let length = direction.reduce(0) { $0 + $1 * $1 }.squareRoot()
      let reach = max(1, found.point.reduce(0) { $0 + $1 * $1 }.squareRoot())
      guard slope < 0, slope.isFinite,
        let next = try Self.fall(
          from: found, along: direction, slope: slope, first: isFresh ? min(1, reach / length) : 1, value)
      else {
        if !isFresh {
          (inverse, isFresh) = (Self.identity(n), true)
          continue
        }
        found.hasConverged = size <= tolerance.squareRoot()
        break
      }
      let before = found
      (found.point, found.value) = next
      found.steps += 1
      let newGradient = try Differences.gradient(at: found.point, of: value)
      Self.learn(&inverse, zip(found.point, before.point).map(-), zip(newGradient, gradient).map(-), isFresh: isFresh)
      isFresh = false
      gradient = newGradient
    }
    found.evaluations = evaluations
    return found
  }

  private static func identity(_ n: Int) -> [[Double]] {
    (0..<n).map { row in (0..<n).map { $0 == row ? 1 : 0 } }
  }

  /// max |gᵢ| max(|xᵢ|, 1) over the size of the function: |f|, or, where f is about 0, how far it has fallen, but no more than 1.
  private static func size(_ gradient: [Double], at found: Minimum, fallen: Double) -> Double {
    let largest = zip(gradient, found.point).reduce(0) { max($0, abs($1.0) * max(abs($1.1), 1)) }
    return largest == 0 ? 0 : largest / max(abs(found.value), min(fallen, 1))
  }

  /// A point along the direction where the function is smaller by enough; nil where there is none.
  private static func fall(
    from found: Minimum, along direction: [Double], slope: Double, first: Double, _ value: ([Double]) throws -> Double
  ) rethrows -> (point: [Double], value: Double)? {
    var t = first
    for _ in 0..<60 {
      let x = zip(found.point, direction).map { $0 + t * $1 }
      guard x != found.point else { return nil }
      let y = try value(x)
      if y <= found.value + 1e-4 * t * slope { return (x, y) }
      // The bottom of the parabola through what is known, kept within a tenth and a half of the step.
      let bottom = -slope * t * t / (2 * (y - found.value - slope * t))
      t = y < .infinity && bottom.isFinite ? min(max(bottom, 0.1 * t), 0.5 * t) : 0.1 * t
    }
    return nil
  }

  /// The update of the inverse Hessian by one step s and the change y of the gradient.
  private static func learn(_ inverse: inout [[Double]], _ s: [Double], _ y: [Double], isFresh: Bool) {
    let n = s.count
    let sy = zip(s, y).reduce(0) { $0 + $1.0 * $1.1 }
    let yy = y.reduce(0) { $0 + $1 * $1 }
    let ss = s.reduce(0) { $0 + $1 * $1 }
    // Without curvature along the step there is nothing to learn.
    guard sy > 1e-12 * (ss * yy).squareRoot() else { return }
    if isFresh { for i in 0..<n { inverse[i][i] = sy / yy } }
    let hy = inverse.map { row in zip(row, y).reduce(0) { $0 + $1.0 * $1.1 } }
    let yhy = zip(y, hy).reduce(0) { $0 + $1.0 * $1.1 }
    for i in 0..<n {
      for j in 0..<n {
        inverse[i][j] += (1 + yhy / sy) * s[i] * s[j] / sy - (hy[i] * s[j] + s[i] * hy[j]) / sy
      }
    }
  }
}

/// Derivatives by differences.
public enum Differences {
  /// The gradient, by central differences with one step of Richardson's extrapolation: errors of the fourth order.
  ///
  /// - Parameters:
  ///   - point: The place.
  ///   - function: The function.
  /// - Returns: A number for each coordinate.
  public static func gradient(at point: [Double], of function: ([Double]) throws -> Double) rethrows -> [Double] {
    try point.indices.map { axis in
      func slope(_ h: Double) throws -> Double {
        var (up, down) = (point, point)
        up[axis] += h
        down[axis] -= h
        return (try function(up) - function(down)) / (up[axis] - down[axis])
      }
      let h = step(point[axis], 1.0 / 5)
      return (try 4 * slope(h / 2) - slope(h)) / 3
    }
  }

  /// The second derivatives, by central differences with one step of Richardson's extrapolation.
  ///
  /// - Parameters:
  ///   - point: The place.
  ///   - function: The function.
  /// - Returns: A symmetric matrix.
  public static func hessian(
    at point: [Double], of function: ([Double]) throws -> Double
  ) rethrows -> SymmetricMatrix {
    let n = point.count
    var result = SymmetricMatrix(size: n)
    let middle = try function(point)
    let steps = point.map { step($0, 1.0 / 6) }
    func shifted(_ i: Int, _ a: Double, _ j: Int, _ b: Double) throws -> Double {
      var x = point
      x[i] += a
      x[j] += b
      return try function(x)
    }
    for i in 0..<n {
      for j in 0...i {
        func curvature(_ scale: Double) throws -> Double {
          let (h, k) = (steps[i] * scale, steps[j] * scale)
          guard i != j else {
            return (try shifted(i, h, j, 0) - 2 * middle + shifted(i, -h, j, 0)) / (h * h)
          }
          let same = try shifted(i, h, j, k) + shifted(i, -h, j, -k)
          let opposite = try shifted(i, h, j, -k) + shifted(i, -h, j, k)
          return (same - opposite) / (4 * h * k)
        }
        result[i, j] = (try 4 * curvature(0.5) - curvature(1)) / 3
      }
    }
    return result
  }

  /// A power of two, so that it adds no rounding of its own, near the given power of the rounding times the size of x.
  private static func step(_ x: Double, _ power: Double) -> Double {
    let relative = power == 1.0 / 5 ? 7.4e-4 : 2.5e-3
    let wanted = relative * max(abs(x), 0.1)
    return Double(sign: .plus, exponent: wanted.exponent, significand: 1)
  }
}
