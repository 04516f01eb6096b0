import Analyses
import RealModule

extension Analysis.Scale {
  /// An estimate on the scale; nil where the scale has no place for it.
  func transformed(_ x: Double) -> Double? {
    let y: Double =
      switch self {
      case .plain: x
      case .log: .log(x)
      case .logit: .log(x) - .log(onePlus: -x)
      case .logLog: .log(-.log(x))
      case .complementaryLogLog: .log(-.log(onePlus: -x))
      }
    return y.isFinite ? y : nil
  }

  /// The estimate of a value on the scale.
  func original(_ y: Double) -> Double {
    switch self {
    case .plain: y
    case .log: .exp(y)
    case .logit: y >= 0 ? 1 / (1 + .exp(-y)) : .exp(y) / (1 + .exp(y))
    case .logLog: .exp(-.exp(y))
    case .complementaryLogLog: -.expMinusOne(-.exp(y))
    }
  }

  /// How fast the scale rises or falls at an estimate.
  func slope(_ x: Double) -> Double {
    switch self {
    case .plain: 1
    case .log: 1 / x
    case .logit: 1 / (x * (1 - x))
    case .logLog: 1 / (x * .log(x))
    case .complementaryLogLog: -1 / ((1 - x) * .log(onePlus: -x))
    }
  }

  /// The limits of an interval on the scale as limits of the estimate, the lower first.
  func originals(_ limits: (lower: Double, upper: Double)) -> (lower: Double, upper: Double) {
    let (a, b) = (original(limits.lower), original(limits.upper))
    return (min(a, b), max(a, b))
  }

}

extension Analysis.Estimation {
  /// The estimate that stands for no effect; nil where there is none, as of a mean or a probability.
  var noEffect: Double? {
    guard isEffect else { return nil }
    return switch scale {
    case .plain: 0
    case .log: 1
    case .logit, .logLog, .complementaryLogLog: nil
    }
  }
}
