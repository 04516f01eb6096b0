import Analyses
import Cohorts
import Lua

/// What figures that scripts write are made of, declared once: what reads them, help, editor stubs and checks all go by it.
enum FigureShape {
  static let chart = figure(
    "Chart", "chart", isUsual: true, "Marks over two axes, in one panel or several.",
    [
      .value("x", axisType, "The horizontal axis, or its label alone."),
      .value("y", axisType, "The vertical axis, or its label alone."),
      .value(
        "series", "string|string[]|nil", "The names of the series, each with a colour; marks say which they are of."),
      .value("ordered", "boolean?", "Whether the series are ordered, so that their colours are shades of one."),
      .value("marks", "\(markType)[]?", "What is drawn, from the back to the front."),
      .value("panels", "workbench.ChartPanel[]?", "Panels side by side, in the place of marks."),
      annotations,
      .value("shades", axisType, "The scale of the shades of cells, with its label."),
    ])

  static let chartPanel = part(
    "ChartPanel", "A panel of a chart; axes that it does not give are those of the chart.",
    [
      .value("title", "string", "What tells it from the others."), .value("x", axisType, "Its horizontal axis."),
      .value("y", axisType, "Its vertical axis."),
      .value("marks", "\(markType)[]", "What is drawn."), annotations,
    ])

  static let axis = part(
    "Axis", "An axis of a figure.",
    [
      .value("label", "string?", "The words beside it."), .value("unit", "string?", "The unit of its numbers."),
      .value("scale", "\"linear\"|\"log\"|nil", "Its scale; linear without it."),
      .value(
        "categories", "string|string[]|nil", "Names in the place of numbers, in order; marks give places by them."),
      .value("limits", "number[]?", "The lower and the upper end, such as { 0, 365 }; those of the marks without it."),
      .value("format", formatType, "How its numbers are written."),
      .value("ticks", "number[]|workbench.Column|nil", "Where numbers stand."),
      .value("below", "string?", "The words for its lower side."),
      .value("above", "string?", "The words for its upper side."),
    ])

  static let annotation = part(
    "Annotation", "A short statement that stands in a figure, such as the p-value of a test.",
    [
      .value("label", "string", "The words before the number."), .value("value", quantityType, "The number."),
      .value("format", formatType, "How it is written."), .value("lower", "\(quantityType)|nil", "The lower limit."),
      .value("upper", "\(quantityType)|nil", "The upper limit."),
      .value("level", "number?", "The confidence level of the limits, such as 0.95."),
    ])

  static let all =
    [chart, chartPanel] + marks + [axis, annotation] + curveShapes + flowShapes + forestShapes + laneShapes

  /// The figures, by the word under `kind`.
  static let figures = [chart, curves, flow, forest, lanes]

  /// Any mark, as editors know it.
  static let markType = "workbench.Mark"

  /// What a table of a name may be, such as `workbench.Axis`; none where it is not the name of a part of a figure.
  static func named(_ name: String) -> [HostDeclaration] { name == markType ? marks : all.filter { $0.name == name } }

  /// What editors are told beside the tables.
  static let alias = "---@alias \(markType) \(marks.map(\.name).joined(separator: "|"))"
}

// MARK: - Marks

extension FigureShape {
  /// The kinds of marks, by the word under `mark`.
  static let marks = [points, line, step, ribbon, interval, bar, text, cells, reference]

  private static let points = mark("points", "Points.", [x, y])
  private static let line = mark("line", "A line from place to place, with gaps where a value is missing.", [x, y])
  private static let step = mark("step", "A line that keeps its height up to the next place.", [x, y])
  private static let ribbon = mark(
    "ribbon", "A band between two heights, such as a confidence band.",
    [
      x, list("lower", "The lower heights."), list("upper", "The upper heights."),
      .value("steps", "boolean?", "Whether it goes in steps, as the band of a step curve does."),
    ])
  private static let interval = mark(
    "interval", "Bars of error: upright with x, level with y, and not both.",
    [
      optional(x), optional(y), list("lower", "The lower ends."), list("upper", "The upper ends."),
    ])
  private static let bar = mark(
    "bar", "Bars: upright with x, level with y, and not both.",
    [
      optional(x), optional(y), .value("from", "\(numbersType)|nil", "Where they begin; 0 without it."),
      list("to", "Where they end."), .value("labels", "any[]?", "A number or a text on each."),
      .value("format", formatType, "How numbers of the labels are written."),
      .value("labels_at", "\"middle\"|\"end\"|nil", "Where the labels stand; at the end without it."),
    ])
  private static let text = mark("text", "Numbers or texts at places.", [x, y] + values)
  private static let cells = mark("cells", "Cells of a grid, shaded by their numbers.", [x, y] + values)
  private static let reference = mark(
    "reference", "One straight line: upright at x, or level at y.",
    [
      .value("x", "number?", "Where it stands upright."), .value("y", "number?", "The height at which it is level."),
      .value("label", "string?", "The words beside it."),
    ])

  private static let x = HostDeclaration.Member.value(
    "x", placesType, "The places on the horizontal axis: numbers, or names where the axis has categories.")
  private static let y = HostDeclaration.Member.value(
    "y", placesType, "The places on the vertical axis, one for each of x.")
  private static let values: [HostDeclaration.Member] = [
    .value("values", "any[]", "A number or a text for each place."),
    .value("format", formatType, "How the numbers are written."),
  ]

  private static func mark(_ name: String, _ summary: String, _ members: [HostDeclaration.Member]) -> HostDeclaration {
    part(
      name.prefix(1).uppercased() + name.dropFirst() + "Mark", summary,
      [
        .value("mark", "\"\(name)\"", "The kind of mark."),
        .value("series", "string|integer|nil", "The series that it is of: its name, or its place from 1."),
      ] + members)
  }

  private static func list(_ name: String, _ prose: String) -> HostDeclaration.Member {
    .value(name, numbersType, prose)
  }

  private static func optional(_ member: HostDeclaration.Member) -> HostDeclaration.Member {
    .value(member.name, "\(member.luaType)|nil", member.prose)
  }
}

// MARK: - How shapes are declared

extension FigureShape {
  static let numbersType = "any[]|workbench.Column"
  static let quantityType = "number|string"
  static let axisType = "string|workbench.Axis|nil"
  static let unitType = TimeUnit.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: "|") + "|nil"
  static let formatType = Fields.formats.map { "\"\($0)\"" }.joined(separator: "|") + "|nil"
  static let annotations = HostDeclaration.Member.value(
    "annotations", "workbench.Annotation[]?", "Short statements that stand in it.")

  private static let placesType = numbersType

  /// A figure of a kind.
  static func figure(
    _ name: String, _ kind: String, isUsual: Bool = false, _ summary: String, _ members: [HostDeclaration.Member]
  ) -> HostDeclaration {
    part(
      name, summary,
      [
        .value(
          "kind", "\"\(kind)\"\(isUsual ? "|nil" : "")", "The kind of figure\(isUsual ? "; a chart without it" : "")."),
        .value("title", "string", "What the figure shows."),
        .value("notes", "string|string[]|nil", "Sentences under it."),
      ] + members)
  }

  /// A part of a figure.
  static func part(_ name: String, _ summary: String, _ members: [HostDeclaration.Member]) -> HostDeclaration {
    HostDeclaration(name: "workbench.\(name)", summary: summary, isModule: false, members: members)
  }
}

extension HostDeclaration {
  /// The one word that a field of it holds, by which it is told from others.
  func word(under field: String) -> String? {
    guard let member = members.first(where: { $0.name == field }) else { return nil }
    return LuaType(member.luaType).word
  }
}

extension Fields {
  /// Reads one field of a table, whatever others it has.
  init(alone field: String, of value: LuaValue, at place: String, such example: String) throws {
    guard case .table(let table) = value else {
      try self.init(value, at: place, known: [field], such: example)
      return
    }
    let alone = LuaTable([], fields: table.fields.filter { $0.key.string == field })
    try self.init(.table(alone), at: place, known: [field], such: example)
  }

  /// Reads a table whose fields are declared.
  init(_ value: LuaValue, at place: String, of shape: HostDeclaration, such example: String) throws {
    try self.init(value, at: place, known: shape.members.map(\.name), such: example)
  }
}
