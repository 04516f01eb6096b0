/// What bars are filled with, one character for each series: shades from pale to strong where the series have an order, and lines for
/// those outside of it.
struct TerminalFill {
  private let series: Int
  private let isOrdered: Bool

  private static let plain = Array("█▒▄░▓▀═┄")
  private static let shades = Array("·░▒▓█")
  private static let lines = Array("╱╲═┄")

  /// The fillings of so many series, of which the last ones may stand outside of the order.
  init(series: Int, isOrdered: Bool, aside: Int = 0) {
    (self.series, self.isOrdered) = (isOrdered ? series - aside : series, isOrdered)
  }

  /// The filling of a series; a line for what belongs to none.
  func character(_ place: Int?) -> Character {
    guard let place, place >= 0 else { return "─" }
    guard isOrdered else { return Self.plain[place % Self.plain.count] }
    guard place < series else { return Self.lines[(place - series) % Self.lines.count] }
    // The last series is the strongest; of many, neighbours share a shade.
    let first = max(Self.shades.count - max(series, 1), 0)
    let steps = Self.shades.count - 1 - first
    return Self.shades[first + min(place, series - 1) * steps / max(series - 1, 1)]
  }

  /// How strong a share is, 0 to 1, in five steps; blank for the first.
  static func shade(_ share: Double) -> Character {
    let steps = Array(" ░▒▓█")
    guard share.isFinite else { return " " }
    return steps[Int((min(max(share, 0), 1) * Double(steps.count - 1)).rounded())]
  }
}
