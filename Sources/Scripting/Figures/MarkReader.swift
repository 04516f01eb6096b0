import Analyses
import Lua

/// One mark of a chart.
struct MarkReader {
  private static let example = "{ mark = \"line\", x = { 0, 1 }, y = { 1, 0.5 } }"

  let mark: Figure.Chart.Mark

  init(_ value: LuaValue, at place: String, x: Figure.Axis, y: Figure.Axis, series: [String]) throws {
    // What fields there are depends on the kind.
    let open = try Fields(alone: "mark", of: value, at: place, such: Self.example)
    let names = FigureShape.marks.compactMap { $0.word(under: "mark") }
    let name = try open.text("mark", "one of \(names.joined(separator: ", ")).")
    guard let shape = FigureShape.marks.first(where: { $0.word(under: "mark") == name }) else {
      throw FieldFault.unknown("mark", name, among: names, at: place)
    }
    let fields = try Fields(value, at: "\(place) (\(name))", of: shape, such: Self.example)
    let reader = Reader(fields: fields, x: x, y: y)
    mark = .init(try reader.shape(name), series: try fields.index("series", among: series, called: "series"))
  }

  /// Reads what a mark is made of.
  private struct Reader {
    let fields: Fields
    let x: Figure.Axis
    let y: Figure.Axis

    func shape(_ name: String) throws -> Figure.Chart.Shape {
      switch name {
      case "points":
        let places = try places("x", x)
        return .points(x: places, y: try alike("y", places.count, self.places("y", y)))
      case "line":
        let places = try places("x", x)
        return .line(x: places, y: try gapped("y", places.count))
      case "step":
        let places = try places("x", x)
        return .steps(x: places, y: try gapped("y", places.count))
      case "ribbon":
        let places = try places("x", x)
        let (lower, upper) = (try gapped("lower", places.count), try gapped("upper", places.count))
        return try fields.flag("steps") == true
          ? .stepRibbon(x: places, lower: lower, upper: upper) : .ribbon(x: places, lower: lower, upper: upper)
      case "interval": return try interval()
      case "bar": return try bars()
      case "reference": return try reference()
      default:
        let places = try places("x", x)
        let heights = try alike("y", places.count, self.places("y", y))
        let values = try alike("values", places.count, required("values", fields.quantities("values")))
        let format = try fields.format() ?? .statistic
        return name == "text"
          ? .values(x: places, y: heights, values: values, format: format)
          : .cells(x: places, y: heights, values: values, format: format)
      }
    }

    /// The direction of what stands at places of one axis: upwards where they are of the horizontal one.
    private func direction() throws -> (direction: Figure.Chart.Direction, at: [Double]) {
      switch (fields["x"], fields["y"]) {
      case (.some, nil): return (.vertical, try places("x", x))
      case (nil, .some): return (.horizontal, try places("y", y))
      default:
        throw fields.fault("it should have \"x\" to stand upright, or \"y\" to lie, and not both")
      }
    }

    private func interval() throws -> Figure.Chart.Shape {
      let (direction, at) = try direction()
      return .intervals(
        direction, at: at, lower: try gapped("lower", at.count), upper: try gapped("upper", at.count))
    }

    private func bars() throws -> Figure.Chart.Shape {
      let (direction, at) = try direction()
      let to = try alike("to", at.count, required("to", fields.numbers("to")))
      let from = try fields.numbers("from").map { try alike("from", at.count, $0) } ?? to.map { _ in 0 }
      let labels = try fields.quantities("labels").map { try alike("labels", at.count, $0) }
      let isInside = try fields.choice("labels_at", among: ["middle", "end"]) == "middle"
      let format = try fields.format() ?? .statistic
      return .bars(
        direction, at: at, from: from, to: to,
        labels: labels.map { .init($0, format, at: isInside ? .middle : .end) })
    }

    private func reference() throws -> Figure.Chart.Shape {
      let label = try fields.text("label") ?? ""
      switch (try fields.number("x"), try fields.number("y")) {
      case (let at?, nil): return .reference(.vertical, at: at, label: label)
      case (nil, let at?): return .reference(.horizontal, at: at, label: label)
      default: throw fields.fault("it should have one number: \"x\" for an upright line, or \"y\" for a level one")
      }
    }

    // MARK: Lists of one length

    /// Places on an axis: numbers, or names where the axis has names.
    private func places(_ name: String, _ axis: Figure.Axis) throws -> [Double] {
      guard case .categories(let names) = axis.scale,
        let list = try fields.list(name, of: "places"), list.contains(where: { $0.string != nil })
      else { return try required(name, fields.numbers(name)) }
      return try list.enumerated().map { place, value in
        guard case .string(let text) = value else {
          throw fields.wrong("\(name)[\(place + 1)]", "a name of the axis", value)
        }
        guard let index = names.firstIndex(of: text) else {
          throw FieldFault.unknown("name of the axis", text, among: names, at: fields.place)
        }
        return Double(index)
      }
    }

    private func gapped(_ name: String, _ count: Int) throws -> [Double?] {
      try alike(name, count, required(name, fields.gappedNumbers(name)))
    }

    private func required<Value>(_ name: String, _ value: Value?) throws -> Value {
      guard let value else { throw fields.missing(name, "it needs a list of them.") }
      return value
    }

    /// A list that is as long as the mark has places.
    private func alike<Element>(_ name: String, _ count: Int, _ list: [Element]) throws -> [Element] {
      guard list.count == count else {
        throw fields.fault("\"\(name)\" has \(list.count) values, where there are \(count) places")
      }
      return list
    }
  }
}
