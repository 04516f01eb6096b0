internal import Analyses

/// An axis of a chart: its ends, and the places along it.
struct ChartAxis {
  /// A labelled place.
  struct Tick: Sendable, Hashable {
    var value: Double
    var label: String
  }

  let low: Double
  let high: Double
  let ticks: [Tick]
  /// The names in place of numbers; `nil` where there are none.
  let categories: [String]?
  /// Whether names are written below it, at places of numbers or in place of them.
  let isNamed: Bool
  private let isLog: Bool

  /// An axis over what is drawn along it, with no more than so many ticks.
  init(_ axis: Figure.Axis, _ reach: ChartExtent.Reach, most: Int, rounding: Rounding) {
    if case .categories(let names) = axis.scale {
      categories = names.map(\.neutralised)
      isNamed = true
      isLog = false
      low = -0.5
      high = max(Double(names.count), 1) - 0.5
      ticks = names.enumerated().map { Tick(value: Double($0), label: $1.neutralised) }
      return
    }
    categories = nil
    isNamed = axis.tickNames != nil && axis.ticks?.count == axis.tickNames?.count
    let isLog = axis.scale == .log
    self.isLog = isLog
    let isUsable = axis.limits.map { $0.lower < $0.upper && (!isLog || $0.lower > 0) } ?? false
    let ends =
      axis.limits.flatMap { isUsable ? $0 : nil } ?? Self.ends(reach, isLog: isLog, isMirrored: axis.sides != nil)
    low = ends.lower
    high = ends.upper
    let round = isLog ? RoundTicks.log(low, high, most: most) : RoundTicks.linear(low, high, most: most)
    let isPercent = axis.format == .proportion
    let names = isNamed ? axis.tickNames : nil
    ticks = (axis.ticks ?? round).enumerated().map { place, value in
      let shown = axis.sides == nil ? value : value.magnitude
      let number = RoundTicks.label(shown, isPercent: isPercent, rounding: rounding)
      return Tick(value: value, label: names?[place].neutralised ?? number)
    }.filter { $0.value >= ends.lower - 1e-12 && $0.value <= ends.upper + 1e-12 }
  }

  /// How far along the axis a number is, 0 to 1 within it; `nil` for what has no place.
  func fraction(_ value: Double) -> Double? {
    guard isLog else { return value.isFinite ? (value - low) / (high - low) : nil }
    guard value > 0 else { return nil }
    let (first, last) = (low.decimalLogarithm, high.decimalLogarithm)
    return (value.decimalLogarithm - first) / (last - first)
  }

  /// The ends that hold all that is drawn, with a margin.
  private static func ends(_ reach: ChartExtent.Reach, isLog: Bool, isMirrored: Bool) -> Figure.Limits {
    if isLog {
      guard reach.leastPositive <= reach.greatest, reach.greatest > 0 else { return .init(0.1, 10) }
      let (low, high) = (reach.leastPositive.decimalLogarithm, reach.greatest.decimalLogarithm)
      let margin = max((high - low) * 0.04, high > low ? 0 : 0.3)
      return .init(.power(low - margin), .power(high + margin))
    }
    guard reach.least <= reach.greatest else { return .init(isMirrored ? -1 : 0, 1) }
    if isMirrored {
      // Two groups back to back are compared by length, and so have the same room.
      let far = max(reach.least.magnitude, reach.greatest.magnitude)
      let end = far > 0 ? far / (1 - 2 * max(reach.labelRoom, 0.02)) : 1
      return .init(-end, end)
    }
    let length = reach.greatest - reach.least
    guard length > 0 else {
      let half = max(reach.least.magnitude * 0.1, 0.5)
      return .init(reach.least - half, reach.greatest + half)
    }
    let room = max(reach.labelRoom, 0.04)
    let margin = length * room / (1 - room)
    // Bars stand on the axis; and what is never negative has no negative numbers on its axis.
    let isGrounded = reach.least >= 0 && (reach.hasBars || reach.least < length * 0.1)
    return .init(isGrounded ? min(reach.least, 0) : reach.least - margin, reach.greatest + margin)
  }
}

extension Figure.Axis {
  /// What the axis measures, and in which unit.
  var words: String {
    let unit = unit.map { ", \($0.neutralised)" } ?? ""
    return label.neutralised + unit + (format == .proportion && !label.isEmpty ? " (%)" : "")
  }

  /// The names in place of numbers; `nil` where there are none.
  var names: [String]? { if case .categories(let names) = scale { names } else { nil } }
}
