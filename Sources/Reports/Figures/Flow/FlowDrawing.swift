internal import Analyses

/// A flow of subjects as SVG.
struct FlowDrawing: FigureBody {
  let markup = SVGMarkup()
  let bottom: Double
  let width: Double
  let description: String

  init(_ flow: Figure.Flow, form: FigureForm, top: Double, rounding: Rounding) {
    (bottom, width) = (top, form.width)
    description = flow.words(rounding).joined(separator: " ")
  }
}

extension Figure.Flow {
  /// What the flow shows, box by box.
  func words(_ rounding: Rounding) -> [String] {
    steps.map { "\($0.box.label.neutralised): \(rounding.grouped(String($0.box.count)))." }
  }
}
