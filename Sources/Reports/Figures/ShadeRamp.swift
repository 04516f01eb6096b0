/// Nine shades of one hue from pale to strong, for what has an order: each is told from the next by its lightness alone, so that
/// they hold apart in grey, too.
///
/// On a dark ground they run from dark to bright. What is written on a shade has a contrast of at least 4.5 to 1 with it.
struct ShadeRamp: Sendable, Hashable {
  /// The shade on white, and the ink of what is written on it.
  let light: (shade: String, ink: String)
  /// The shade on a dark ground, and the ink of what is written on it.
  let dark: (shade: String, ink: String)

  static func == (left: ShadeRamp, right: ShadeRamp) -> Bool { left.light == right.light && left.dark == right.dark }

  func hash(into hasher: inout Hasher) { hasher.combine(light.shade) }

  /// All shades, the palest first.
  static let all: [ShadeRamp] = zip(
    ["#EAF5FF", "#BCDCFE", "#90C2F7", "#68A8E9", "#478ED3", "#2F75B6", "#235C92", "#1F456B", "#1E2F42"],
    ["#12283B", "#123E5F", "#145583", "#206DA5", "#3786C3", "#57A0DB", "#7CB9ED", "#A5D3FB", "#D0ECFF"]
  ).enumerated().map { place, shades in
    ShadeRamp(
      light: (shades.0, place < 5 ? "#1C1E21" : "#FFFFFF"), dark: (shades.1, place < 4 ? "#FFFFFF" : "#14171A"))
  }

  /// Greys, the palest first, for what stands outside of an order.
  static let greys: [ShadeRamp] = [
    ShadeRamp(light: ("#DFE2E5", "#1C1E21"), dark: ("#32383F", "#FFFFFF")),
    ShadeRamp(light: ("#BCC1C6", "#1C1E21"), dark: ("#4C545C", "#FFFFFF")),
    ShadeRamp(light: ("#989FA6", "#1C1E21"), dark: ("#69727B", "#FFFFFF")),
    ShadeRamp(light: ("#7F868E", "#14171A"), dark: ("#8E97A0", "#14171A")),
  ]

  /// The shade of a share of the ramp, 0 to 1; what lies beyond its ends takes that of the end.
  static func step(_ share: Double) -> Int {
    share.isFinite ? Int((min(max(share, 0), 1) * Double(all.count - 1)).rounded()) : 0
  }
}

/// The classes of the colours of series: those of groups, or shades where the series have an order, and greys for those outside of it.
struct SeriesPalette: Sendable, Hashable {
  /// How many series have an order; `nil` where they have none.
  private let ordered: Int?

  /// The colours of so many series, of which the last ones may stand outside of the order.
  init(isOrdered: Bool = false, count: Int = 0, aside: Int = 0) { ordered = isOrdered ? max(count - aside, 0) : nil }

  /// The class of a surface.
  func fill(_ series: Int?) -> String {
    guard let series else { return "neutral" }
    if let grey = grey(series) { return "a\(grey)" }
    return shade(series).map { "r\($0)" } ?? "b\(GroupStyle.colour(series))"
  }

  /// The class of a line.
  func stroke(_ series: Int?) -> String {
    guard let series else { return "plain" }
    if let grey = grey(series) { return "e\(grey)" }
    return shade(series).map { "q\($0)" } ?? "g\(GroupStyle.colour(series))"
  }

  /// The classes of a bar: pale where its colour is that of a group, and paler where something is written on it.
  func bar(_ series: Int?, isEdged: Bool = false, isWritten: Bool = false) -> String {
    let isShade = series != nil && ordered != nil
    return (isEdged ? "edge" : "solid") + (isShade ? " " : isWritten ? " tint " : " wash ") + fill(series)
  }

  /// The class of what is written on a bar; `nil` for that of all text.
  func ink(_ series: Int?) -> String? {
    guard let series else { return nil }
    return grey(series).map { "u\($0)" } ?? shade(series).map { "i\($0)" }
  }

  /// The attribute of a line's pattern.
  func pattern(_ series: Int?) -> String { series.map { GroupStyle.pattern($0) } ?? "" }

  /// The grey of a series outside of the order; of more than there are, neighbours still differ.
  private func grey(_ series: Int) -> Int? {
    guard let ordered, series >= ordered else { return nil }
    return (series - ordered) % ShadeRamp.greys.count
  }

  /// The shade of a series: neither the palest, which could hardly be seen on white, nor the strongest, near to black.
  private func shade(_ series: Int) -> Int? {
    guard let ordered else { return nil }
    let last = ShadeRamp.all.count - 2
    guard ordered > 1 else { return last - 1 }
    let share = min(max(Double(series) / Double(ordered - 1), 0), 1)
    return 1 + Int((share * Double(last - 1)).rounded())
  }
}
