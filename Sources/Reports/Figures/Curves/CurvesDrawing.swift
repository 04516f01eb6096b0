internal import Analyses
internal import Cohorts

/// Step curves as SVG: their panels one below the other, over one scale of time and height.
struct CurvesDrawing: FigureBody {
  private(set) var markup = SVGMarkup()
  private(set) var bottom: Double
  let width: Double
  let description: String

  /// The drawing of step curves, or of one panel of them, that begins at a height of the picture.
  init(_ figure: Figure.Curves, part: Int? = nil, form: FigureForm, top: Double, rounding: Rounding) {
    width = form.width
    bottom = top
    var panels = CurvesPanel.all(of: figure)
    if let part {
      panels = panels.filter { $0.place == part }
      for place in panels.indices { panels[place].isAlone = true }
    }
    description = panels.map { $0.description(rounding) }.joined(separator: " ")
    for panel in panels {
      if panel.place > 0, part == nil { bottom += 26 }
      let drawing = CurvesPanelDrawing(panel, form: form, top: bottom, rounding: rounding)
      markup.add(drawing.markup)
      bottom = drawing.layout.end
    }
  }
}

extension CurvesPanel {
  /// What the panel shows, in words, for those who do not see it.
  func description(_ rounding: Rounding) -> String {
    let axis = TimeAxis(self, rounding: rounding)
    let height = HeightAxis(figure, rounding: rounding)
    var text = panel.title.isEmpty ? "" : panel.title.neutralised + ": "
    let isPercent = figure.format == .proportion
    text += "Step curves of \(figure.yLabel.neutralised)\(isPercent ? " in percent" : "") against \(axis.label)"
    text += isPercent && height.top == 1 ? "." : ", from 0 to \(height.labels.last ?? "")."
    for (place, curve) in curves.enumerated() { text += " " + words(curve, place, rounding) }
    return text
  }

  private func words(_ curve: Figure.Curve, _ place: Int, _ rounding: Rounding) -> String {
    var text = "\(curve.group.neutralised): "
    if place < riskTable.atRisk.count, let first = riskTable.atRisk[place].first, curve.start == 0 {
      text += "\(rounding.upTo(first, decimals: 1)) at risk at the start, "
    }
    func shown(_ time: Double) -> String { rounding.upTo(unit.convert(time, to: axisUnit), decimals: 1) }
    if figure.direction == .falling {
      text += curve.median.map { "median \(shown($0)) \(axisUnit.rawValue), " } ?? "median not reached, "
    }
    let last = curve.estimate.last ?? initial(curve)
    let height = figure.format == .proportion ? rounding.percent(last) : rounding.statistic(last)
    return text + "\(height) at the last observation after \(shown(curve.end)) \(axisUnit.rawValue)."
  }
}
