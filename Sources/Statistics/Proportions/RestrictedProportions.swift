// The most likely two proportions of which the difference, the ratio or the odds ratio is given. Each score statistic stands on
// them, and its limits are only as good as they are: the closed form of the cubic keeps eight digits where its roots nearly
// meet, so that it is but where the search begins.

import RealModule

extension ProportionPair {
  /// The most likely p₁ and p₂ with p₁ − p₂ = δ.
  ///
  /// p₂ is the zero of x₁/(p₂ + δ) − y₁/(1 − p₂ − δ) + x₂/p₂ − y₂/(1 − p₂), which falls; where it has none, an end of the
  /// range of p₂.
  ///
  /// Miettinen & Nurminen (1985), *Statistics in Medicine* 4, 213-226, doi:10.1002/sim.4780040211; Farrington & Manning (1990),
  /// *Statistics in Medicine* 9, 1447-1454, doi:10.1002/sim.4780091208, give the closed form.
  func restricted(difference delta: Double) -> (first: Double, second: Double) {
    var (low, high) = (max(0, -delta), min(1, 1 - delta))
    guard low < high, slope(at: low, delta).value > 0 else { return (low + delta, low) }
    guard slope(at: high, delta).value < 0 else { return (high + delta, high) }
    var p = cubicRoot(delta) - delta
    for _ in 0..<200 {
      if !(p > low && p < high) { p = low + (high - low) / 2 }
      guard p > low, p < high else { break }
      let (slope, fall) = slope(at: p, delta)
      if slope > 0 { low = p } else { high = p }
      let step = slope / fall
      guard abs(step) > 4e-16 * p else { break }
      p += step
    }
    p = min(max(p, low), high)
    return (min(max(p + delta, 0), 1), p)
  }

  /// The slope of the log likelihood in p₂ where p₁ = p₂ + δ, and how fast it falls.
  private func slope(at p: Double, _ delta: Double) -> (value: Double, fall: Double) {
    func share(_ count: Double, _ probability: Double) -> Double { count == 0 ? 0 : count / max(probability, 0) }
    let (p1, q1, q2) = (p + delta, 1 - p - delta, 1 - p)
    let (a, b) = (share(first.x, p1), share(first.y, q1))
    let (c, d) = (share(second.x, p), share(second.y, q2))
    return (a + c - b - d, share(a, p1) + share(b, q1) + share(c, p) + share(d, q2))
  }

  /// p₁ by the closed form of the cubic.
  private func cubicRoot(_ delta: Double) -> Double {
    let theta = second.size / first.size
    let (p, q) = (first.x / first.size, second.x / second.size)
    let a = 1 + theta
    let b = -(a + p + theta * q + delta * (theta + 2))
    let c = delta * delta + delta * (2 * p + a) + p + theta * q
    let d = -p * delta * (1 + delta)
    let third = b / (3 * a)
    let v = third * third * third - b * c / (6 * a * a) + d / (2 * a)
    let square = max(0, third * third - c / (3 * a))
    guard square > 0 else { return -third }
    let u = v < 0 ? -square.squareRoot() : square.squareRoot()
    let angle = (Double.pi + Double.acos(min(1, max(-1, v / (u * u * u))))) / 3
    return 2 * u * .cos(angle) - third
  }

  /// The most likely p₁ and p₂ with p₁ = θ p₂, and what each lacks to 1.
  ///
  /// Where θ is at most 1, what p₂ lacks is the larger root of a quadratic whose discriminant adds up without cancellation, and
  /// what p₁ lacks is (1 − θ) and θ times that; else the groups are exchanged.
  ///
  /// Koopman (1984), *Biometrics* 40, 513-517, doi:10.2307/2531405.
  func restricted(ratio theta: Double) -> (first: Split, second: Split) {
    guard theta <= 1 else {
      let turned = ProportionPair(second, against: first).restricted(ratio: 1 / theta)
      return (turned.second, turned.first)
    }
    let a = total * theta
    let linear = theta * (total + second.y) - first.x - second.size
    let constant = second.y * (1 - theta)
    let root = (linear * linear + 4 * a * constant).squareRoot()
    let lack = min(1, linear >= 0 ? (linear + root) / (2 * a) : 2 * constant / (root - linear))
    let b = theta * (first.size + second.x) + first.x + second.size
    let p = min(1, 2 * totalResponders / (b + root))
    return (Split(yes: theta * p, no: (1 - theta) + theta * lack), Split(yes: p, no: lack))
  }

  /// The most likely p₁ and p₂ of which the odds ratio is ψ, and what each lacks to 1: all four are roots of their own
  /// quadratics, since one from another loses its digits near 0 and 1.
  func restricted(oddsRatio psi: Double) -> (first: Split, second: Split) {
    func root(_ psi: Double, own: Double, other: Double, count: Double) -> Double {
      let a = own * (psi - 1)
      let b = other * psi + own - count * (psi - 1)
      let root = max(0, b * b + 4 * a * count).squareRoot()
      return min(1, max(0, b >= 0 ? 2 * count / (b + root) : (root - b) / (2 * a)))
    }
    let (yes, no) = (totalResponders, total - totalResponders)
    let (n, m) = (first.size, second.size)
    return (
      Split(yes: root(1 / psi, own: n, other: m, count: yes), no: root(psi, own: n, other: m, count: no)),
      Split(yes: root(psi, own: m, other: n, count: yes), no: root(1 / psi, own: m, other: n, count: no))
    )
  }
}

/// A probability and its complement, each with all of its digits.
struct Split {
  let yes: Double
  let no: Double

  /// How many of a proportion's responders there are beyond those to be expected, from the rarer outcome.
  func excess(_ seen: Proportion) -> Double {
    yes <= no ? seen.x - seen.size * yes : seen.size * no - seen.y
  }
}
