import Analyses
import Cohorts

/// Stacked bars of the categories of response, the best at the foot and in the strongest colour; what says nothing of the response is
/// in greys.
struct DepthChart {
  /// The chart.
  let chart: Figure.Chart

  /// Stacks shares.
  ///
  /// - Parameters:
  ///   - counts: For each bar, the number of subjects in each state; the categories of the vocabulary first, best to worst.
  ///   - states: The names of the states.
  ///   - vocabulary: The categories.
  ///   - groups: The names of the bars.
  ///   - direction: Where the bars go.
  ///   - groupLabel: What the bars are.
  init(
    _ counts: [[Int]], states: [String], _ vocabulary: ResponseVocabulary, groups: [String],
    direction: Figure.Chart.Direction, groupLabel: String
  ) {
    let occurring = states.indices.filter { state in counts.contains { $0[state] > 0 } }
    func isDepth(_ state: Int) -> Bool { state < vocabulary.levels.count && vocabulary.levels[state].isEvaluable }
    let (depths, others) = (occurring.filter(isDepth), occurring.filter { !isDepth($0) })
    let stacked = depths + others
    var panel = Figure.Chart.Panel.shares(
      of: counts.map { counts in stacked.map { counts[$0] } }, groups: groups, direction: direction,
      groupLabel: groupLabel)
    for place in panel.marks.indices {
      panel.marks[place].series = place < depths.count ? depths.count - 1 - place : place
    }
    chart = Figure.Chart(
      panels: [panel], series: (depths.reversed() + others).map { states[$0] }, isOrdered: true, aside: others.count)
  }
}
