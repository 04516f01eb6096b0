internal import Analyses

/// The vertical axis of step curves: from 0 to its top, and where and how it is labelled.
struct HeightAxis {
  /// The greatest height shown.
  let top: Double
  /// The labelled heights, ascending from 0.
  let ticks: [Double]
  /// The labels, in the same order.
  let labels: [String]
  /// What the axis shows, such as "Overall survival (%)".
  let label: String

  /// The axis of a figure, with no more than so many labels.
  init(_ figure: Figure.Curves, most: Int = 6, rounding: Rounding) {
    let isPercent = figure.format == .proportion
    let asked = figure.top.flatMap { $0 > 0 && $0.isFinite ? $0 : nil }
    label = figure.yLabel.neutralised + (isPercent ? " (%)" : "")
    if isPercent, figure.top == 1 {
      top = 1
      ticks = [0, 0.25, 0.5, 0.75, 1]
    } else {
      let highest = figure.panels.flatMap(\.curves).map(\.highest).max() ?? 0
      let end = asked ?? (highest > 0 ? min(highest, isPercent ? 1 : .infinity) : 1)
      var round = RoundTicks.linear(0, end, most: most)
      if asked == nil, round.count > 1, let last = round.last, last < end { round.append(last + round[1]) }
      ticks = round
      top = max(round.last ?? end, end)
    }
    labels = ticks.map { RoundTicks.label($0, isPercent: isPercent, rounding: rounding) }
  }
}

extension Figure.Curve {
  /// The greatest height of the curve and of its band, but of that no more than does not squeeze the curve.
  fileprivate var highest: Double {
    let height = max(estimate.max() ?? 0, initial ?? 0)
    return max(height, min(upper.compactMap(\.self).max() ?? 0, height * 2))
  }
}
