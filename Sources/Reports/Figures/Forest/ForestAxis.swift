internal import Analyses

/// The axis of a forest plot: its ends, chosen so that one estimate far off does not squeeze all others, and its ticks.
struct ForestAxis {
  let low: Double
  let high: Double
  let isLog: Bool
  let ticks: [Double]
  let labels: [String]

  /// The axis of a forest plot with no more than so many ticks.
  init(_ forest: Figure.Forest, most: Int, rounding: Rounding) {
    let isLog = forest.axis.scale == .log
    self.isLog = isLog
    let isUsable = forest.axis.limits.map { $0.lower < $0.upper && (!isLog || $0.lower > 0) } ?? false
    let ends = forest.axis.limits.flatMap { isUsable ? $0 : nil } ?? Self.ends(of: forest, isLog: isLog)
    low = ends.lower
    high = ends.upper
    let found = (isLog ? RoundTicks.log(low, high, most: most) : RoundTicks.linear(low, high, most: most))
    ticks = forest.axis.ticks ?? found
    let isPercent = forest.axis.format == .proportion
    labels = ticks.map { RoundTicks.label($0, isPercent: isPercent, rounding: rounding) }
  }

  /// How far along the axis a value is: 0 to 1 within it, and beyond them outside; `nil` for what has no place.
  func fraction(_ value: Double) -> Double? {
    guard isLog else { return (value - low) / (high - low) }
    guard value > 0 else { return nil }
    let (first, last) = (low.decimalLogarithm, high.decimalLogarithm)
    return (value.decimalLogarithm - first) / (last - first)
  }

  /// Ends that hold all shares with their limits: none is wild, and none need be compared with 0.
  private static func shares(of forest: Figure.Forest) -> Figure.Limits {
    let values = forest.lines.flatMap { [$0.estimate?.double, $0.interval?.lower.double, $0.interval?.upper.double] }
      .compactMap(\.self).filter(\.isFinite)
    guard let least = values.min(), let greatest = values.max() else { return .init(0, 1) }
    let margin = max((greatest - least) * 0.06, 0.01)
    return .init(max(least - margin, min(least, 0)), min(greatest + margin, max(greatest, 1)))
  }

  /// Ends that hold all estimates but wild ones, and their limits as far as they are no more than once again as far off.
  private static func ends(of forest: Figure.Forest, isLog: Bool) -> Figure.Limits {
    func scaled(_ value: Double?) -> Double? {
      guard let value, value.isFinite else { return nil }
      return isLog ? (value > 0 ? value.decimalLogarithm : nil) : value
    }
    if forest.noEffect == nil, forest.axis.format == .proportion { return shares(of: forest) }
    let centre = scaled(forest.noEffect) ?? 0
    let estimates = forest.lines.compactMap { scaled($0.estimate?.double) }
    let limits = forest.lines.flatMap { [scaled($0.interval?.lower.double), scaled($0.interval?.upper.double)] }
      .compactMap(\.self)
    // Where nothing can be estimated the axis is there all the same.
    if isLog, estimates.isEmpty, limits.isEmpty { return .init(.power(centre - 0.4), .power(centre + 0.4)) }
    // On a logarithmic axis, an estimate more than a hundredfold from no effect has run off.
    let sane = isLog ? estimates.filter { abs($0 - centre) <= 2 } : estimates
    let all = (sane.isEmpty ? limits.filter { !isLog || abs($0 - centre) <= 2 } : sane) + [centre]
    let (least, greatest) = (all.min() ?? centre, all.max() ?? centre)
    let room = isLog ? max(greatest - least, 0.35) * 0.9 : max(greatest - least, 1e-9) * 1.5
    var low = max(min(limits.min() ?? least, least), least - room)
    var high = min(max(limits.max() ?? greatest, greatest), greatest + room)
    // Ratios for one unit of a number lie near 1 throughout; nearer than two per cent there is nothing to see.
    if isLog, high - low < 0.016 { (low, high) = (low - 0.008, high + 0.008) }
    if high <= low { (low, high) = (low - 1, high + 1) }
    let margin = (high - low) * 0.04
    (low, high) = (low - margin, high + margin)
    return isLog ? .init(.power(low), .power(high)) : .init(low, high)
  }
}
