import Analyses
import Lua

/// A figure of marks over two axes, in one panel or several.
struct ChartReader {
  let chart: Figure.Chart

  init(_ fields: Fields) throws {
    let series = try fields.texts("series")
    var panels: [Figure.Chart.Panel]
    if fields["panels"] == nil {
      panels = [try Self.panel(fields, series, title: "")]
    } else {
      guard fields["marks"] == nil else {
        throw fields.fault("\"marks\" stand in the panels where there are \"panels\"")
      }
      panels = try fields.each("panels", called: "panel") { value, place in
        let one = try Fields(
          value, at: place, of: FigureShape.chartPanel, such: "{ title = \"A\", marks = { … } }")
        return try Self.panel(
          one, series, title: try one.text("title", "what tells it from the others."),
          x: try fields.axis("x"), y: try fields.axis("y"))
      }
    }
    chart = Figure.Chart(
      panels: panels, series: series, isOrdered: try fields.flag("ordered") ?? false,
      ramp: fields["shades"] == nil ? nil : try fields.axis("shades"))
  }

  /// A panel; axes that it does not give are those of the figure.
  private static func panel(
    _ fields: Fields, _ series: [String], title: String, x: Figure.Axis = .init(""), y: Figure.Axis = .init("")
  ) throws -> Figure.Chart.Panel {
    let (x, y) = (fields["x"] == nil ? x : try fields.axis("x"), fields["y"] == nil ? y : try fields.axis("y"))
    guard fields["marks"] != nil else {
      throw fields.missing("marks", "what is drawn, such as { { mark = \"line\", x = { … }, y = { … } } }.")
    }
    let marks = try fields.each("marks", called: "mark") { value, place in
      try MarkReader(value, at: place, x: x, y: y, series: series).mark
    }
    return .init(title: title, x: x, y: y, marks: marks, annotations: try fields.annotations())
  }
}
