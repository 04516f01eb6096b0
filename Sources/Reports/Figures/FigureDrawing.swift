internal import Analyses

/// What a kind of figure draws below its title.
protocol FigureBody {
  /// The width that it takes, which may be more than that of the form.
  var width: Double { get }
  /// How far down it reaches.
  var bottom: Double { get }
  /// Its elements.
  var markup: SVGMarkup { get }
  /// What it shows, in words, for those who do not see it.
  var description: String { get }
}

/// A figure as SVG, whatever its kind.
enum FigureDrawing {
  /// A figure as an element of a page, or as a picture that stands alone.
  ///
  /// - Parameters:
  ///   - figure: The figure.
  ///   - part: Which of its ``parts(of:)`` alone is drawn; `nil` for all.
  ///   - form: For what it is drawn.
  ///   - id: What the names of elements begin with, so that a page may hold many figures.
  ///   - rounding: How its numbers are written.
  /// - Returns: The element, closed, without a line end after it.
  static func svg(
    _ figure: Figure, part: Int? = nil, form: FigureForm, id: String, rounding: Rounding
  ) -> String {
    let isFile = form == .file
    let title = isFile ? TextMeasure.lines(figure.title.neutralised, size: 16, room: 690) : []
    let top = Double(title.count) * 22 + (isFile ? 6 : 0)
    let body = body(figure, part: part, form: form, top: top, rounding: rounding)
    let notes =
      isFile ? FigureRemarks(figure).lines.flatMap { TextMeasure.lines($0, size: 12, room: body.width - 10) } : []
    var height = body.bottom + (notes.isEmpty ? 0 : 14 + Double(notes.count) * 17)
    var svg = SVGMarkup()
    for (place, line) in title.enumerated() {
      svg.text(line, x: 0, y: 14 + Double(place) * 22, class: "strong", size: 16)
    }
    if body.bottom <= top {
      svg.text("Nothing to draw.", x: 2, y: top + 16, class: "soft")
      height += 24
    }
    for (place, line) in notes.enumerated() {
      svg.text(line, x: 2, y: body.bottom + 20 + Double(place) * 17, class: "soft", size: 12)
    }
    return open(figure, body, form: form, height: height, id: id) + body.markup.text + svg.text + "</svg>"
  }

  /// A figure as the text of a file, on white, with all that it needs inside.
  static func file(_ figure: Figure, rounding: Rounding) -> String {
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      + svg(figure, form: .file, id: "figure", rounding: rounding) + "\n"
  }

  /// The parts of a figure that may be drawn as pictures of their own, one below the other; `nil` where it is one picture.
  static func parts(of figure: Figure) -> Range<Int>? {
    guard case .curves(let curves) = figure.content else { return nil }
    let count = CurvesPanel.all(of: curves).count
    return count > 1 ? 0..<count : nil
  }

  private static func body(
    _ figure: Figure, part: Int?, form: FigureForm, top: Double, rounding: Rounding
  ) -> any FigureBody {
    switch figure.content {
    case .curves(let curves): CurvesDrawing(curves, part: part, form: form, top: top, rounding: rounding)
    case .forest(let forest): ForestDrawing(forest, form: form, top: top, rounding: rounding)
    case .chart(let chart): ChartDrawing(chart, form: form, top: top, rounding: rounding)
    case .flow(let flow): FlowDrawing(flow, form: form, top: top, rounding: rounding)
    case .lanes(let lanes): LanesDrawing(lanes, form: form, top: top, rounding: rounding)
    }
  }

  private static func open(
    _ figure: Figure, _ body: any FigureBody, form: FigureForm, height: Double, id: String
  ) -> String {
    let isFile = form == .file
    let (width, height) = (body.width + (isFile ? 20 : 0), height + (isFile ? 16 : 0))
    let name = isFile ? "fig" : form == .narrow ? "fig narrow" : "fig wide"
    var svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"\(name)\" "
    if isFile { svg += "width=\"\(width.coordinate)\" height=\"\(height.coordinate)\" " }
    svg += "viewBox=\"\(isFile ? "-10 -6" : "0 0") \(width.coordinate) \(height.coordinate)\" role=\"img\" "
    svg += "aria-labelledby=\"\(id)-title \(id)-desc\" font-size=\"\(form.size.coordinate)\">\n"
    svg += "<title id=\"\(id)-title\">\(figure.title.neutralised.escapedForMarkup)</title>\n"
    svg += "<desc id=\"\(id)-desc\">\(body.description.escapedForMarkup)</desc>\n"
    if isFile {
      svg += "<style>\n\(FigureColours.standalone.rules)</style>\n"
      svg += "<rect x=\"-10\" y=\"-6\" width=\"100%\" height=\"100%\" fill=\"#FFFFFF\"/>\n"
    }
    return svg
  }
}
