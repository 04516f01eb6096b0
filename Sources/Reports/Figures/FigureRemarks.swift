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
      case .chart(let chart): Self.signs(of: chart)
      case .flow, .lanes: []
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
    reasons(forest.lines.flatMap { $0.cells + [$0.estimate, $0.interval?.lower, $0.interval?.upper] })
  }

  private static func signs(of chart: Figure.Chart) -> [String] {
    reasons(
      chart.panels.flatMap(\.marks).flatMap { mark -> [Quantity] in
        if case .cells(_, _, let values, _) = mark.shape { values } else { [] }
      })
  }

  /// Why values are not estimable, each reason once.
  private static func reasons(_ values: [Quantity?]) -> [String] {
    var reasons: [String] = []
    for case let reason? in values.map({ $0?.reason }) where !reasons.contains(reason) { reasons.append(reason) }
    guard !reasons.isEmpty else { return [] }
    return ["NE, not estimable: \(reasons.flatMap(paragraphs).joined(separator: "; "))."]
  }
}
