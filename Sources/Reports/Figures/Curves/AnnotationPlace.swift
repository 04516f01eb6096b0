internal import Analyses

/// Where the statements in a panel stand: the first corner that no curve, band or median line passes through.
struct AnnotationPlace {
  let x: Double
  /// The base of the first line.
  let y: Double
  let anchor: String

  /// The place for statements in a drawing; `nil` where all corners are taken.
  init?(_ lines: [String], in drawing: CurvesPanelDrawing) {
    let layout = drawing.layout
    let width = (lines.map { TextMeasure.width($0, size: layout.size) }.max() ?? 0) + 8
    let height = Double(lines.count) * 18
    let gap = 9.0
    let low = layout.bottom - gap - height
    let high = layout.top + gap
    let corners: [(left: Double, top: Double)] = [
      (layout.left + gap, low), (layout.right - gap - width, high), (layout.right - gap - width, low),
      (layout.left + gap, high), ((layout.left + layout.right - width) / 2, low),
      ((layout.left + layout.right - width) / 2, high),
    ]
    let free = corners.first { corner in
      drawing.isFree(left: corner.left, right: corner.left + width, top: corner.top, bottom: corner.top + height)
    }
    guard let corner = free else { return nil }
    let isRight = corner.left + width / 2 > (layout.left + layout.right) / 2
    anchor = isRight ? "end" : "start"
    x = isRight ? corner.left + width : corner.left
    y = corner.top + 13
  }
}

extension CurvesPanelDrawing {
  /// Whether nothing is drawn in a part of the plot.
  fileprivate func isFree(left: Double, right: Double, top: Double, bottom: Double) -> Bool {
    if let landmark = panel.panel.landmark, x(landmark) > left - 6, x(landmark) < right + 6 { return false }
    for curve in panel.curves {
      if let median = curve.median {
        let x = x(median)
        if bottom > layout.y(0.5), x > left - 6, x < right + 6 { return false }
        if top < layout.y(0.5), bottom > layout.y(0.5), left < x { return false }
      }
      let from = max(left, x(curve.start))
      let to = min(right, x(curve.end))
      guard from <= to else { continue }
      let times = [time(at: from), time(at: to)]
      let uppers = [curve.upper, curve.simultaneous?.upper ?? []]
      let lowers = [curve.lower, curve.simultaneous?.lower ?? []]
      let highest = uppers.flatMap { limits in times.map { layout.y(panel.bound(curve, limits, at: $0)) } }.min() ?? 0
      let lowest = lowers.flatMap { limits in times.map { layout.y(panel.bound(curve, limits, at: $0)) } }.max() ?? 0
      if highest - 6 < bottom, lowest + 6 > top { return false }
    }
    return true
  }

  private func time(at x: Double) -> Double {
    (x - layout.left) / (layout.right - layout.left) * axis.end
  }
}
