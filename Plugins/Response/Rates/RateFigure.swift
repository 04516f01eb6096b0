import Analyses
import Statistics

/// Rates with their intervals, a bar for each group.
struct RateFigure {
  /// The groups, in order: their words and numbers.
  let groups: [(words: String, counts: ResponseQuestion.Counts)]
  /// What the groups are.
  let groupLabel: String
  /// What the rate is of.
  let outcome: String
  /// How intervals are found.
  let interval: RateInterval
  /// Their level.
  let level: Double

  /// The figure; nil where fewer than two groups have anybody.
  func figure(title: String, annotations: [Figure.Annotation] = []) -> Figure? {
    let shown = groups.enumerated().filter { $0.element.counts.n > 0 }
    guard shown.count > 1 else { return nil }
    let places = shown.map { Double($0.offset) }
    let rates = shown.map { $0.element.counts.proportion.estimate ?? 0 }
    let limits = shown.map { $0.element.counts.proportion.limits(interval.method, level: level) }
    let names = groups.map { "\($0.words) (\($0.counts.responders)/\($0.counts.n))" }
    let bars = Figure.Chart.Shape.bars(
      .horizontal, at: places, from: rates.map { _ in 0 }, to: rates,
      labels: .init(rates.map { .number($0) }, .proportion, at: .middle))
    let whiskers = Figure.Chart.Shape.intervals(
      .horizontal, at: places, lower: limits.map { $0?.lower }, upper: limits.map { $0?.upper })
    let panel = Figure.Chart.Panel(
      x: Figure.Axis(outcome, limits: .init(0, 1), format: .proportion),
      y: Figure.Axis(groupLabel, scale: .categories(names)),
      marks: [.init(bars, series: 0), .init(whiskers)], annotations: annotations)
    return Figure(
      title: title, .chart(Figure.Chart(panels: [panel])),
      notes: [
        "Whiskers are \(LevelWords(level: level).percent) intervals (\(interval.name)); beside each name stand responders and "
          + "subjects in the denominator."
      ])
  }
}
