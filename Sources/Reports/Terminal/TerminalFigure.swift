import Terminals

internal import Analyses

/// A figure as lines for a terminal, whatever its kind.
struct TerminalFigure {
  let figure: Figure
  let width: Int
  let style: TerminalStyle
  let rounding: Rounding

  /// The lines of the figure, with its title and what a reader must know.
  func lines(number: Int) -> [String] {
    let title = "Figure \(number). \(figure.title.neutralised)"
    return title.wrapped(to: width).map(style.bold) + body
      + FigureRemarks(figure).lines.flatMap { $0.wrapped(to: width) }
  }

  private var body: [String] {
    switch figure.content {
    case .curves(let curves):
      CurvesPanel.all(of: curves).flatMap { panel in
        let title = panel.panel.title.neutralised
        let head = title.isEmpty ? [] : ([""] + title.wrapped(to: width).map(style.bold))
        return head + TerminalPlot(panel, width: width, style: style, rounding: rounding).lines
      }
    case .forest(let forest): TerminalForest(forest, width: width, style: style, rounding: rounding).lines
    case .chart(let chart): TerminalChart(chart, width: width, style: style, rounding: rounding).lines
    case .flow(let flow): TerminalFlow(flow, width: width, rounding: rounding).lines
    case .lanes(let lanes): TerminalLanes(lanes, width: width, style: style, rounding: rounding).lines
    }
  }
}
