internal import Analyses

/// Where the statements in a figure stand: the first corner that no curve, band or median line passes through.
struct AnnotationPlace {
  let x: Double
  /// The base of the first line.
  let y: Double
  let anchor: String

  /// The place for statements in a drawing; `nil` where all corners are taken.
  init?(_ lines: [String], in drawing: FigureDrawing) {
    let layout = drawing.layout
    let width = (lines.map { TextMeasure.width($0, size: layout.size) }.max() ?? 0) + 8
    let height = Double(lines.count) * 18
    let gap = 12.0
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

extension FigureDrawing {
  /// Whether nothing is drawn in a part of the plot.
  fileprivate func isFree(left: Double, right: Double, top: Double, bottom: Double) -> Bool {
    for curve in figure.curves {
      if let median = curve.median {
        let x = x(median)
        if bottom > layout.y(0.5), x > left - 6, x < right + 6 { return false }
        if top < layout.y(0.5), bottom > layout.y(0.5), left < x { return false }
      }
      let from = max(left, x(curve.start))
      let to = min(right, x(curve.end))
      guard from <= to else { continue }
      let begin = time(at: from)
      let end = time(at: to)
      let highest = layout.y(curve.bound(curve.upper, at: begin))
      let lowest = layout.y(curve.bound(curve.lower, at: end))
      if highest - 6 < bottom, lowest + 6 > top { return false }
    }
    return true
  }

  private func time(at x: Double) -> Double {
    (x - layout.left) / (layout.right - layout.left) * axis.end
  }
}

extension Figure.Curve {
  /// A limit of the curve at a time, or the curve itself where it has none.
  fileprivate func bound(_ limits: [Double?], at time: Double) -> Double {
    let height = height(at: time)
    guard let place = self.time.lastIndex(where: { $0 <= time }), place < limits.count else { return height }
    return limits[place] ?? height
  }
}

extension CurvesPanel {
  /// A number at risk as it is shown: a dash before the curve begins, where nobody was counted.
  func atRisk(_ place: Int, _ tick: FigureAxis.Tick, _ count: String) -> String {
    tick.time < curves[place].start && count == "0" ? "\u{2013}" : count
  }
}
