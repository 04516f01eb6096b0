import Analyses
import Lua

/// A figure of estimates with their intervals, one below the other.
struct ForestReader {
  let forest: Figure.Forest

  init(_ fields: Fields) throws {
    let columns = try fields.each("columns", called: "column") { value, place in
      let one = try Fields(
        value, at: place, of: FigureShape.forestColumn, such: "{ header = \"n\", format = \"count\" }")
      return Figure.Forest.Column(
        try one.text("header", "what stands at its head."), try one.format() ?? .statistic,
        side: try one.choice("side", among: ["left", "right"]) == "right" ? .right : .left)
    }
    let lines = try fields.each("lines", called: "line") { try Self.line($0, at: $1, columns: columns.count) }
    guard !lines.isEmpty else {
      throw fields.missing(
        "lines", "what it shows, such as { { label = \"A\", estimate = 0.8, lower = 0.6, upper = 1.1 } }.")
    }
    forest = Figure.Forest(
      rowHeader: try fields.text("row_header") ?? "", columns: columns, lines: lines,
      axis: try fields.axis("axis", "Estimate"), level: try fields.number("level"),
      noEffect: try fields.number("no_effect"), below: try fields.text("below") ?? "",
      above: try fields.text("above") ?? "", weightHeader: try fields.text("weight_header"),
      annotations: try fields.annotations())
  }

  private static func line(_ value: LuaValue, at place: String, columns: Int) throws -> Figure.Forest.Line {
    let fields = try Fields(
      value, at: place, of: FigureShape.forestLine,
      such: "{ label = \"A\", estimate = 0.8, lower = 0.6, upper = 1.1 }")
    let kinds = ["heading", "estimate", "pooled", "prediction"]
    let kind = try fields.choice("kind", among: kinds).flatMap(Figure.Forest.Line.Kind.init(rawValue:))
    let cells = try (fields.list("cells", of: "values") ?? []).enumerated().map { place, value in
      try Fields(
        .table(LuaTable([], fields: [.init("cell", value)])), at: "\(fields.place): cell \(place + 1)", known: ["cell"],
        such: ""
      ).quantity("cell")
    }
    guard cells.count <= columns else {
      throw fields.fault("\"cells\" has \(cells.count) values, where there are \(columns) columns")
    }
    let interval = try fields.interval()
    let estimate = try fields.quantity("estimate")
    return Figure.Forest.Line(
      kind ?? (estimate == nil && interval == nil ? .heading : .estimate),
      try fields.text("label", "what stands at the head of the line."), indent: try fields.integer("indent") ?? 0,
      cells: cells, estimate: estimate, interval: interval, weight: try fields.number("weight"),
      annotations: try fields.annotations())
  }
}
