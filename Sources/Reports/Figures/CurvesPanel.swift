internal import Analyses
internal import Cohorts

/// One panel of step curves, with what it shares with the others of its figure.
struct CurvesPanel {
  let title: String
  var figure: Figure.Curves
  var panel: Figure.Curves.Panel

  var yLabel: String { figure.yLabel }
  var unit: TimeUnit { figure.unit }
  var axisUnit: TimeUnit { figure.axisUnit }
  var origin: String { panel.origin }
  var curves: [Figure.Curve] { panel.curves }
  var riskTable: Figure.RiskTable { panel.riskTable }
  var annotations: [Figure.Annotation] { panel.annotations }

  /// The panels of a figure; none where it shows no curves.
  static func all(of figure: Figure) -> [CurvesPanel] {
    guard let curves = figure.curves else { return [] }
    return curves.panels.map { CurvesPanel(title: figure.title, figure: curves, panel: $0) }
  }
}
