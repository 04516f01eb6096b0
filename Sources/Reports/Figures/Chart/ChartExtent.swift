internal import Analyses

/// How far the marks of a panel reach along both axes.
struct ChartExtent {
  private(set) var x = Reach()
  private(set) var y = Reach()

  /// The least and the greatest number along an axis, and the least one that a logarithm has.
  struct Reach: Sendable, Hashable {
    var least = Double.infinity
    var greatest = -Double.infinity
    var leastPositive = Double.infinity
    /// Whether bars stand on its zero.
    var hasBars = false

    mutating func add(_ numbers: some Sequence<Double>) {
      for number in numbers where number.isFinite {
        least = min(least, number)
        greatest = max(greatest, number)
        if number > 0 { leastPositive = min(leastPositive, number) }
      }
    }
  }

  /// The reach of marks.
  init(_ marks: [Figure.Chart.Mark]) { for mark in marks { add(mark.shape) } }

  private mutating func add(_ shape: Figure.Chart.Shape) {
    switch shape {
    case .points(let x, let y), .values(let x, let y, _, _): add(x, y)
    case .cells(let x, let y, _, _): add(x.flatMap { [$0 - 0.5, $0 + 0.5] }, y.flatMap { [$0 - 0.5, $0 + 0.5] })
    case .line(let x, let y), .steps(let x, let y): add(x, y.compactMap(\.self))
    case .ribbon(let x, let lower, let upper), .stepRibbon(let x, let lower, let upper):
      add(x, (lower + upper).compactMap(\.self))
    case .intervals(.vertical, let places, let lower, let upper): add(places, (lower + upper).compactMap(\.self))
    case .intervals(.horizontal, let places, let lower, let upper): add((lower + upper).compactMap(\.self), places)
    case .bars(.vertical, let places, let from, let to, _):
      add(Self.wide(places), from + to)
      y.hasBars = true
    case .bars(.horizontal, let places, let from, let to, _):
      add(from + to, Self.wide(places))
      x.hasBars = true
    case .reference(.horizontal, let place, _): y.add([place])
    case .reference(.vertical, let place, _): x.add([place])
    }
  }

  private mutating func add(_ x: [Double], _ y: [Double]) {
    self.x.add(x)
    self.y.add(y)
  }

  /// The places of bars with the room that their width takes.
  private static func wide(_ places: [Double]) -> [Double] {
    let half = barWidth(places) / 2
    return places.flatMap { [$0 - half, $0 + half] }
  }

  /// The width of bars at places: a share of the smallest distance of two.
  static func barWidth(_ places: [Double]) -> Double {
    let sorted = Set(places).sorted()
    return (zip(sorted, sorted.dropFirst()).map { $1 - $0 }.min() ?? 1) * 0.72
  }
}
