internal import Analyses

/// What a reader must know to read a figure, in sentences: its own notes, and what its signs mean.
struct FigureRemarks {
  let lines: [String]

  /// The remarks on a figure.
  init(_ figure: Figure) {
    let signs: [String] =
      switch figure.content {
      case .curves(let curves): Self.signs(of: curves)
      case .forest(let forest): Self.signs(of: forest)
      case .chart, .flow, .lanes: []
      }
    lines = figure.notes.flatMap(paragraphs) + signs
  }

  private static func signs(of figure: Figure.Curves) -> [String] {
    let curves = figure.panels.flatMap(\.curves)
    var signs: [String] = []
    let isWide = curves.contains { $0.simultaneous != nil }
    if let level = figure.level, isWide || curves.contains(where: { !$0.lower.isEmpty }) {
      let percent = Rounding().upTo(level * 100, decimals: 2) + "%"
      let outer = isWide ? "; the paler ones about them hold for all times together" : ""
      signs.append("Bands are \(percent) confidence intervals at each time\(outer).")
    }
    if curves.contains(where: { $0.unstableFrom != nil }) {
      signs.append("A curve is pale from where too few are at risk to tell much.")
    }
    return signs
  }

  private static func signs(of forest: Figure.Forest) -> [String] {
    var reasons: [String] = []
    for value in forest.lines.flatMap({ $0.cells + [$0.estimate, $0.interval?.lower, $0.interval?.upper] }) {
      if let reason = value?.reason, !reasons.contains(reason) { reasons.append(reason) }
    }
    guard !reasons.isEmpty else { return [] }
    return ["NE, not estimable: \(reasons.flatMap(paragraphs).joined(separator: "; "))."]
  }
}
