import Analyses
import Cohorts
import Lua

/// A figure as a script writes it: `workbench.figure { title = …, x = …, y = …, marks = { … } }`.
struct FigureDefinition {
  static let function = "workbench.figure"

  let figure: Figure

  /// Reads a figure.
  ///
  /// - Throws: ``FieldFault``, which names the mark and the field.
  init(_ value: LuaValue) throws {
    let example =
      "{ title = \"…\", x = \"Days\", y = \"Share\", marks = { { mark = \"line\", x = { … }, y = { … } } } }"
    // What fields there are depends on the kind.
    let open = try Fields(alone: "kind", of: value, at: Self.function, such: example)
    let kind = try open.choice("kind", among: FigureShape.figures.compactMap { $0.word(under: "kind") })
    let shape = FigureShape.figures.first { $0.word(under: "kind") == kind } ?? FigureShape.chart
    let fields = try Fields(value, at: Self.function, of: shape, such: example)
    let content: Figure.Content =
      switch kind {
      case "curves": .curves(try CurvesReader(fields).curves)
      case "flow": .flow(try FlowReader(fields).flow)
      case "forest": .forest(try ForestReader(fields).forest)
      case "lanes": .lanes(try LanesReader(fields).lanes)
      default: .chart(try ChartReader(fields).chart)
      }
    figure = Figure(
      title: try fields.text("title", "what the figure shows."), content, notes: try fields.texts("notes"))
  }
}

// MARK: - What figures of every kind are made of

extension Fields {
  static let formats = ["count", "duration", "proportion", "ratio", "statistic", "p_value", "text"]

  /// How numbers are written.
  func format(_ name: String = "format") throws -> TableLayout.Format? {
    try choice(name, among: Self.formats).flatMap(TableLayout.Format.init(rawValue:))
  }

  /// A unit of time.
  func timeUnit(_ name: String) throws -> TimeUnit? {
    try choice(name, among: TimeUnit.allCases.map(\.rawValue)).flatMap(TimeUnit.init(rawValue:))
  }

  /// An axis: its label alone, or a table.
  func axis(_ name: String, _ usual: String = "") throws -> Figure.Axis {
    guard let value = self[name] else { return Figure.Axis(usual) }
    if case .string(let label) = value { return Figure.Axis(label) }
    let fields = try Fields(
      value, at: "\(place): \"\(name)\"",
      of: FigureShape.axis, such: "{ label = \"Time\", unit = \"days\", limits = { 0, 365 } }")
    var axis = Figure.Axis(try fields.text("label") ?? usual, unit: try fields.text("unit"))
    if try fields.choice("scale", among: ["linear", "log"]) == "log" { axis.scale = .log }
    if fields["categories"] != nil { axis.scale = .categories(try fields.texts("categories")) }
    axis.limits = try fields.limits("limits")
    axis.format = try fields.format() ?? .statistic
    axis.ticks = try fields.numbers("ticks")
    if fields["below"] != nil || fields["above"] != nil {
      axis.sides = .init(try fields.text("below") ?? "", try fields.text("above") ?? "")
    }
    return axis
  }

  /// Two numbers, the second above the first.
  private func limits(_ name: String) throws -> Figure.Limits? {
    guard let numbers = try numbers(name) else { return nil }
    guard numbers.count == 2, numbers[0] < numbers[1] else {
      throw fault("\"\(name)\" should be a lower and an upper end, such as { 0, 365 }")
    }
    return Figure.Limits(numbers[0], numbers[1])
  }

  /// A value to be written: a number, a count, a text; `nil` where there is none.
  func quantity(_ name: String) throws -> Quantity? {
    try self[name].map { try quantity($0, name) }
  }

  /// Values to be written; where one is missing it is said to be not there.
  func quantities(_ name: String) throws -> [Quantity]? {
    try list(name, of: "values")?.enumerated().map { place, value in
      value.isAbsent ? .notEstimable("missing") : try quantity(value, "\(name)[\(place + 1)]")
    }
  }

  private func quantity(_ value: LuaValue, _ name: String) throws -> Quantity {
    switch value {
    case .integer(let count): return .count(count)
    case .number(let number) where number.isFinite: return .number(number)
    case .number: throw wrong(name, "a finite number", value)
    case .string(let text): return .text(text)
    default: throw wrong(name, "a number or a text", value)
    }
  }

  /// Short statements that stand in a figure.
  func annotations() throws -> [Figure.Annotation] {
    try (list("annotations", of: "annotations") ?? []).enumerated().map { place, value in
      let fields = try Fields(
        value, at: "\(self.place): annotation \(place + 1)",
        of: FigureShape.annotation, such: "{ label = \"Log-rank test\", value = 0.03, format = \"p_value\" }")
      guard let quantity = try fields.quantity("value") else {
        throw fields.missing("value", "the number that is stated.")
      }
      return Figure.Annotation(
        try fields.text("label", "the words before the number."), quantity, try fields.format() ?? .statistic,
        interval: try fields.interval())
    }
  }

  /// The limits `lower` and `upper`; `nil` where there is neither.
  func interval() throws -> Figure.Interval? {
    let (lower, upper) = (try quantity("lower"), try quantity("upper"))
    guard lower != nil || upper != nil else { return nil }
    let none = Quantity.notEstimable("no limit")
    return Figure.Interval(lower ?? none, upper ?? none, level: self["level"] == nil ? nil : try number("level"))
  }

  /// The place of a name among some, by the name or by its place from 1; `nil` where nothing is said.
  func index(_ name: String, among names: [String], called what: String) throws -> Int? {
    switch self[name] {
    case nil: return nil
    case .string(let text):
      guard let place = names.firstIndex(of: text) else {
        throw FieldFault.unknown(name, text, among: names, at: place)
      }
      return place
    case .some(let value):
      guard let number = value.integer else { throw wrong(name, "a name or a place from 1", value) }
      guard number >= 1, names.isEmpty || number <= names.count else {
        throw wrong(name, "one of the \(names.count) \(what)", value)
      }
      return number - 1
    }
  }

  /// The elements of a list, each with its place for messages: `mark 2`.
  func each<Element>(_ name: String, called what: String, _ read: (LuaValue, String) throws -> Element) throws
    -> [Element]
  {
    try (list(name, of: "\(what)s") ?? []).enumerated().map { try read($1, "\(place): \(what) \($0 + 1)") }
  }
}
