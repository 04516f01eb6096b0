internal import Analyses

extension ChartMarks {
  /// The place of a bar in the plot.
  struct Bar {
    var left: Double
    var right: Double
    var top: Double
    var bottom: Double
    /// Whether it goes to the right, or up.
    var isForward: Bool
  }

  /// The bars of a shape; `nil` for one that has no place.
  func places(
    _ direction: Figure.Chart.Direction, _ places: [Double], _ from: [Double], _ to: [Double]
  ) -> [Bar?] {
    let half = extent.barWidth(direction) / 2
    // A bar of no length goes where the others go.
    let lean = zip(from, to).reduce(0) { $0 + ($1.1 - $1.0) }
    return zip(places, zip(from, to)).map { place, ends -> Bar? in
      let isUpright = direction == .vertical
      let sides = isUpright ? [across(place - half), across(place + half)] : [down(place - half), down(place + half)]
      let reach = isUpright ? [down(ends.0), down(ends.1)] : [across(ends.0), across(ends.1)]
      guard let first = sides[0], let second = sides[1], let begin = reach[0], let end = reach[1] else { return nil }
      let (low, high) = (min(first, second), max(first, second))
      let isForward = ends.1 > ends.0 || (ends.1 == ends.0 && lean >= 0)
      return isUpright
        ? Bar(left: low, right: high, top: min(begin, end), bottom: max(begin, end), isForward: isForward)
        : Bar(left: min(begin, end), right: max(begin, end), top: low, bottom: high, isForward: isForward)
    }
  }

  /// Draws bars, and what is written at them.
  func bars(
    _ direction: Figure.Chart.Direction, _ at: [Double], _ from: [Double], _ to: [Double],
    _ labels: Figure.Chart.BarLabels?, series: Int?, _ markup: inout SVGMarkup
  ) {
    let bars = places(direction, at, from, to)
    let path = bars.compactMap(\.self).map { bar in
      "M\(bar.left.coordinate) \(bar.bottom.coordinate)V\(bar.top.coordinate)H\(bar.right.coordinate)"
        + "V\(bar.bottom.coordinate)Z"
    }
    // Wide bars are parted from those that stand on them by a thin line, narrow ones would be eaten by it.
    let thickness = bars.compactMap(\.self).map { direction == .vertical ? $0.right - $0.left : $0.bottom - $0.top }
    let isWritten = labels?.place == .middle
    markup.path(path.joined(), class: "ground")
    markup.path(
      path.joined(), class: palette.bar(series, isEdged: (thickness.max() ?? 0) >= 8, isWritten: isWritten))
    guard let labels else { return }
    for (bar, value) in zip(bars, labels.values) {
      guard let bar, let text = rounding.written(value, as: labels.format) else { continue }
      switch labels.place {
      case .middle: write(text, within: bar, series, &markup)
      case .end: write(text, beyond: bar, direction, &markup)
      }
    }
  }

  private func write(_ text: String, within bar: Bar, _ series: Int?, _ markup: inout SVGMarkup) {
    guard let size = labelSize, bar.right - bar.left > TextMeasure.width(text, size: size) + 2,
      bar.bottom - bar.top > size
    else { return }
    markup.text(
      text, x: (bar.left + bar.right) / 2, y: (bar.top + bar.bottom) / 2 + size * 0.36, anchor: "middle",
      class: palette.ink(series), size: size)
  }

  private func write(
    _ text: String, beyond bar: Bar, _ direction: Figure.Chart.Direction, _ markup: inout SVGMarkup
  ) {
    let size = size - 1
    let length = TextMeasure.width(text, size: size)
    guard direction == .horizontal else {
      let y = bar.isForward ? max(bar.top - 5, size) : min(bar.bottom + size + 2, height - 2)
      guard bar.right - bar.left > length * 0.6 else { return }
      markup.text(text, x: (bar.left + bar.right) / 2, y: y, anchor: "middle", class: "said", size: size)
      return
    }
    let y = (bar.top + bar.bottom) / 2 + size * 0.36
    if bar.isForward {
      markup.text(text, x: min(bar.right + 5, width - length - 2), y: y, class: "said", size: size)
    } else {
      markup.text(text, x: max(bar.left - 5, length + 2), y: y, anchor: "end", class: "said", size: size)
    }
  }

  /// The size of what is written in bars: smaller where upright bars are narrow, and `nil` where they are too narrow for the
  /// longest text of all of them, so that either all long bars have their text or none has.
  func labelSize(_ marks: [Figure.Chart.Mark]) -> Double? {
    var fitting = size - 1
    for mark in marks {
      guard case .bars(.vertical, _, _, _, let labels?) = mark.shape, labels.place == .middle,
        let first = across(0), let second = across(extent.upright)
      else { continue }
      for text in labels.values.compactMap({ rounding.written($0, as: labels.format) }) {
        fitting = min(fitting, (second - first - 3) / max(TextMeasure.width(text, size: 1), 0.01))
      }
    }
    return fitting >= 9 ? fitting : nil
  }

  // MARK: - Cells

  /// Draws the cells of a heat map, each with its value; one without a value is hatched.
  func cells(
    _ x: [Double], _ y: [Double], _ values: [Quantity], _ format: TableLayout.Format, _ markup: inout SVGMarkup
  ) {
    for (value, (x, y)) in zip(values, zip(x, y)) {
      guard let left = across(x - 0.5), let right = across(x + 0.5), let first = down(y - 0.5),
        let second = down(y + 0.5)
      else { continue }
      let cell = Bar(
        left: left + 0.75, right: right - 0.75, top: min(first, second) + 0.75, bottom: max(first, second) - 0.75,
        isForward: true)
      let share = value.double.flatMap { shades?.fraction($0) }
      let step = share.map(ShadeRamp.step)
      if let step {
        markup.path(
          "M\(cell.left.coordinate) \(cell.bottom.coordinate)V\(cell.top.coordinate)H\(cell.right.coordinate)"
            + "V\(cell.bottom.coordinate)Z", class: "solid r\(step)")
      } else {
        markup.path(Self.hatch(cell), class: "hatch")
      }
      write(rounding.written(value, as: format) ?? "NE", cell, class: step.map { "i\($0)" } ?? "said", &markup)
    }
  }

  /// What stands in a cell, smaller where it must be, and not at all where it could not be read.
  private func write(_ text: String, _ cell: Bar, class name: String, _ markup: inout SVGMarkup) {
    let room = cell.right - cell.left - 4
    let fitting = min(size - 1, room / max(TextMeasure.width(text, size: 1), 0.01))
    guard fitting >= 8.5, cell.bottom - cell.top >= fitting else { return }
    markup.text(
      text, x: (cell.left + cell.right) / 2, y: (cell.top + cell.bottom) / 2 + fitting * 0.36, anchor: "middle",
      class: name, size: fitting)
  }

  /// Slanting lines within a cell, and its edge.
  private static func hatch(_ cell: Bar) -> String {
    var path =
      "M\(cell.left.coordinate) \(cell.bottom.coordinate)V\(cell.top.coordinate)H\(cell.right.coordinate)"
      + "V\(cell.bottom.coordinate)Z"
    let (width, height) = (cell.right - cell.left, cell.bottom - cell.top)
    guard width > 0, height > 0, width + height < 1e4 else { return path }
    for shift in stride(from: 6.0, to: width + height, by: 6) {
      // From the upper or right edge down to the left or lower one.
      let (startX, startY) = shift <= width ? (shift, 0) : (width, shift - width)
      let (endX, endY) = shift <= height ? (0, shift) : (shift - height, height)
      path += "M\((cell.left + startX).coordinate) \((cell.top + startY).coordinate)"
      path += "L\((cell.left + endX).coordinate) \((cell.top + endY).coordinate)"
    }
    return path
  }
}
