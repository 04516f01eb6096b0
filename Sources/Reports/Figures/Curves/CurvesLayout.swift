internal import Analyses

/// Where everything in a panel of step curves stands.
struct CurvesLayout {
  let form: FigureForm
  let width: Double
  let size: Double
  let left: Double
  let right: Double
  /// Where the names under the axis begin, and how much room they have.
  let namesX: Double
  let namesRoom: Double
  /// The base of the panel's title; `nil` where it has none.
  let titleY: Double?
  /// The places of the samples in the legend; none where that of another panel holds.
  let legend: [LegendFlow.Place]
  /// The base of the first line above the plot, for statements that have no room in it.
  let aboveY: Double
  let top: Double
  let plotHeight: Double
  /// The greatest height shown.
  let greatest: Double
  /// How many blocks of numbers stand under the axis, and of how many groups.
  let blocks: Int
  let groups: Int

  /// The most room that the names of groups beside the numbers at risk are given; a longer one is cut.
  private static let mostOfNames = 190.0

  /// The places for a panel.
  ///
  /// - Parameters:
  ///   - panel: The panel.
  ///   - form: For what it is drawn.
  ///   - begin: Where it begins.
  ///   - above: The number of lines that stand between the legend and the plot.
  ///   - greatest: The greatest height shown.
  init(_ panel: CurvesPanel, form: FigureForm, begin: Double, above: Int = 0, greatest: Double) {
    self.form = form
    self.greatest = greatest
    let isNarrow = form == .narrow
    let (width, size) = (form.width, form.size)
    self.width = width
    self.size = size
    let all = panel.figure.panels
    let longest = all.flatMap(\.curves).map { TextMeasure.width($0.group.neutralised, size: size) }.max() ?? 0
    right = width - (isNarrow ? 14 : 20)
    let most = all.flatMap(\.riskTable.atRisk).compactMap(\.first).max() ?? 0
    let count = TextMeasure.width(Rounding().written(most, as: .count), size: 13) / 2
    let names = min(longest, Self.mostOfNames) + LegendFlow.sample + 8 + 10 + count
    left = isNarrow ? 40 : max(64, names + 2)
    namesX = isNarrow ? 2 : left - names
    namesRoom = isNarrow ? right - 50 : Self.mostOfNames
    let isTitled = !panel.panel.title.isEmpty
    titleY = isTitled ? begin + 12 : nil
    let legendTop = begin + (isTitled ? 22 : 0) + (isNarrow ? 0 : 2)
    legend =
      panel.sharesLegend
      ? []
      : LegendFlow.places(
        panel.curves.map(\.group.neutralised), size: size, from: isNarrow ? 2 : left, to: right, begin: legendTop)
    let last = legend.last?.y ?? (isTitled ? begin + 12 : begin)
    aboveY = last + 26
    top = last + (isNarrow ? 42 : 24) + Double(above) * 18
    plotHeight = all.count > 1 ? (isNarrow ? 190 : 230) : isNarrow ? 250 : 320
    blocks = panel.blocks(Rounding()).count
    groups = panel.curves.count
  }

  var bottom: Double { top + plotHeight }
  func x(_ fraction: Double) -> Double { left + fraction * (right - left) }
  func y(_ height: Double) -> Double { bottom - (height.isFinite ? min(max(height / greatest, 0), 1) : 0) * plotHeight }

  /// The line of the axis label.
  var axisLabelY: Double { bottom + 38 }

  /// How far one line of numbers is from the next.
  private var step: Double { form == .narrow ? 38 : 19 }
  private var blockHeight: Double { 20 + Double(groups) * step + 8 }

  /// The line of the head of a block under the axis, and of the numbers of each group in it.
  func headY(_ block: Int) -> Double { bottom + 66 + Double(block) * blockHeight }
  func countY(_ block: Int, _ group: Int) -> Double {
    headY(block) + (form == .narrow ? 38 : 20) + Double(group) * step
  }

  /// Where the panel ends.
  var end: Double { blocks == 0 || groups == 0 ? axisLabelY + 10 : countY(blocks - 1, groups - 1) + 9 }
}
