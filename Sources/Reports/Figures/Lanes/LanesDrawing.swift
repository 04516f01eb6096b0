internal import Analyses

/// Lanes over time as SVG.
struct LanesDrawing: FigureBody {
  let markup = SVGMarkup()
  let bottom: Double
  let width: Double
  let description: String

  init(_ lanes: Figure.Lanes, form: FigureForm, top: Double, rounding: Rounding) {
    (bottom, width) = (top, form.width)
    description = lanes.description
  }
}

extension Figure.Lanes {
  /// What the lanes show, in words.
  var description: String { "\(lanes.count) lanes." }
}
