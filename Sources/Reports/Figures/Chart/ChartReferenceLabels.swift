internal import Analyses

/// The labels of a panel's reference lines, each at a place along its line where it covers nothing.
struct ChartReferenceLabels {
  private let marks: ChartMarks
  private var taken: [Box] = []

  /// A rectangle of the plot.
  private struct Box {
    var left: Double
    var right: Double
    var top: Double
    var bottom: Double

    func meets(_ other: Box) -> Bool {
      left < other.right && other.left < right && top < other.bottom && other.top < bottom
    }
  }

  init(_ marks: ChartMarks) { self.marks = marks }

  /// Draws the labels of all reference lines among marks.
  mutating func draw(_ all: [Figure.Chart.Mark], on markup: inout SVGMarkup) {
    let labelled = all.compactMap { mark -> (Figure.Chart.Direction, Double, String)? in
      if case .reference(let direction, let place, let label) = mark.shape, !label.isEmpty {
        (direction, place, label)
      } else {
        nil
      }
    }
    guard !labelled.isEmpty else { return }
    for mark in all { take(mark.shape) }
    let size = marks.size - 1
    for (direction, place, label) in labelled {
      let shown = TextMeasure.fitted(label.neutralised, size: size, into: marks.width - 8)
      let length = TextMeasure.width(shown, size: size)
      let candidates = boxes(direction, place, length, size)
      guard let box = candidates.first(where: { box in !taken.contains { $0.meets(box) } }) ?? candidates.first
      else { continue }
      taken.append(box)
      markup.text(shown, x: box.left, y: box.bottom - 3, class: "soft said", size: size)
    }
  }

  /// Where a label could stand, the best first: by a line across above and below it from right to left; by an upright line
  /// right and left of it from top to bottom.
  private func boxes(
    _ direction: Figure.Chart.Direction, _ place: Double, _ length: Double, _ size: Double
  ) -> [Box] {
    let high = size + 3
    func box(_ left: Double, _ top: Double) -> Box? {
      guard left >= 0, left + length <= marks.width, top >= 0, top + high <= marks.height else { return nil }
      return Box(left: left, right: left + length, top: top, bottom: top + high)
    }
    if direction == .horizontal {
      guard let y = marks.down(place) else { return [] }
      let steps = stride(from: marks.width - 4 - length, through: 0, by: -12)
      return steps.flatMap { left in [box(left, y - high - 1), box(left, y + 2)].compactMap(\.self) }
    }
    guard let x = marks.across(place) else { return [] }
    let sides = x > marks.width / 2 ? [x - 5 - length, x + 5] : [x + 5, x - 5 - length]
    return stride(from: 2, to: marks.height, by: 12).flatMap { top in sides.compactMap { box($0, top) } }
  }

  // MARK: - What is in the way

  private mutating func take(_ shape: Figure.Chart.Shape) {
    switch shape {
    case .points(let x, let y), .values(let x, let y, _, _):
      for place in zip(x, y).compactMap({ marks.place($0, $1) }) { take(place, reach: 5) }
    case .line(let x, let y), .steps(let x, let y): take(along: x, y)
    case .ribbon(let x, let lower, let upper), .stepRibbon(let x, let lower, let upper):
      take(along: x, lower)
      take(along: x, upper)
    case .bars(let direction, let places, let from, let to, _):
      for bar in marks.places(direction, places, from, to).compactMap(\.self) {
        taken.append(Box(left: bar.left, right: bar.right, top: bar.top, bottom: bar.bottom))
      }
    case .intervals(let direction, let places, let lower, let upper):
      for (place, limits) in zip(places, zip(lower, upper)) {
        let ends = [limits.0 ?? place, limits.1 ?? place]
        let corners = ends.compactMap { direction == .vertical ? marks.place(place, $0) : marks.place($0, place) }
        if corners.count == 2 { take(corners[0], corners[1]) }
      }
    case .reference(.horizontal, let place, _):
      if let y = marks.down(place) { taken.append(Box(left: 0, right: marks.width, top: y - 1, bottom: y + 1)) }
    case .reference(.vertical, let place, _):
      if let x = marks.across(place) { taken.append(Box(left: x - 1, right: x + 1, top: 0, bottom: marks.height)) }
    case .cells: taken.append(Box(left: 0, right: marks.width, top: 0, bottom: marks.height))
    }
  }

  private mutating func take(_ place: (x: Double, y: Double), reach: Double) {
    taken.append(
      Box(left: place.x - reach, right: place.x + reach, top: place.y - reach, bottom: place.y + reach))
  }

  private mutating func take(_ first: (x: Double, y: Double), _ second: (x: Double, y: Double)) {
    taken.append(
      Box(
        left: min(first.x, second.x) - 2, right: max(first.x, second.x) + 2, top: min(first.y, second.y) - 2,
        bottom: max(first.y, second.y) + 2))
  }

  private mutating func take(along x: [Double], _ y: [Double?]) {
    let places = zip(x, y).compactMap { marks.place($0, $1) }
    for (first, second) in zip(places, places.dropFirst()) { take(first, second) }
  }
}
