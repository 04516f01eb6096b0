internal import Analyses

/// How far the marks of a panel reach along both axes, and how wide its bars are.
struct ChartExtent {
  var x = Reach()
  var y = Reach()
  /// The width of bars that stand on the horizontal axis, and of those that lie along it: one in all series of a panel.
  private(set) var upright = 1.0
  private(set) var lying = 1.0

  /// The least and the greatest number along an axis, and the least one that a logarithm has.
  struct Reach: Sendable, Hashable {
    var least = Double.infinity
    var greatest = -Double.infinity
    var leastPositive = Double.infinity
    /// Whether bars stand on its zero.
    var hasBars = false
    /// Whether something is written beyond the ends of bars.
    var hasLabels = false
    /// How much of the axis that takes at one of its ends, as a share.
    var labelRoom = 0.0

    mutating func add(_ numbers: some Sequence<Double>) {
      for number in numbers where number.isFinite {
        least = min(least, number)
        greatest = max(greatest, number)
        if number > 0 { leastPositive = min(leastPositive, number) }
      }
    }
  }

  /// The reach of marks.
  init(_ marks: [Figure.Chart.Mark]) {
    func width(_ direction: Figure.Chart.Direction) -> Double {
      Self.barWidth(
        marks.flatMap { mark -> [Double] in
          if case .bars(direction, let places, _, _, _) = mark.shape { places } else { [] }
        })
    }
    (upright, lying) = (width(.vertical), width(.horizontal))
    for mark in marks { add(mark.shape) }
  }

  /// The width of bars along a direction.
  func barWidth(_ direction: Figure.Chart.Direction) -> Double { direction == .vertical ? upright : lying }

  private mutating func add(_ shape: Figure.Chart.Shape) {
    switch shape {
    case .points(let x, let y), .values(let x, let y, _, _): add(x, y)
    case .cells(let x, let y, _, _): add(Self.wide(x, 1), Self.wide(y, 1))
    case .line(let x, let y), .steps(let x, let y): add(x, y.compactMap(\.self))
    case .ribbon(let x, let lower, let upper), .stepRibbon(let x, let lower, let upper):
      add(x, (lower + upper).compactMap(\.self))
    case .intervals(.vertical, let places, let lower, let upper): add(places, (lower + upper).compactMap(\.self))
    case .intervals(.horizontal, let places, let lower, let upper): add((lower + upper).compactMap(\.self), places)
    case .bars(.vertical, let places, let from, let to, let labels):
      add(Self.wide(places, upright), from + to)
      y.hasBars = true
      y.hasLabels = y.hasLabels || labels?.place == .end
    case .bars(.horizontal, let places, let from, let to, let labels):
      add(from + to, Self.wide(places, lying))
      x.hasBars = true
      x.hasLabels = x.hasLabels || labels?.place == .end
    case .reference(.horizontal, let place, _): y.add([place])
    case .reference(.vertical, let place, _): x.add([place])
    }
  }

  private mutating func add(_ x: [Double], _ y: [Double]) {
    self.x.add(x)
    self.y.add(y)
  }

  /// The places with the room that a width about them takes.
  private static func wide(_ places: [Double], _ width: Double) -> [Double] {
    places.flatMap { [$0 - width / 2, $0 + width / 2] }
  }

  /// The width of bars at places: a share of the smallest distance of two.
  private static func barWidth(_ places: [Double]) -> Double {
    let sorted = Set(places.filter(\.isFinite)).sorted()
    return (zip(sorted, sorted.dropFirst()).map { $1 - $0 }.min() ?? 1) * 0.72
  }
}
