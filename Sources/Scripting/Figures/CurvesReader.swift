import Analyses
import Cohorts
import Lua

/// A figure of step curves over time, with numbers at risk.
struct CurvesReader {
  let curves: Figure.Curves

  init(_ fields: Fields) throws {
    let unit = try fields.timeUnit("unit") ?? .days
    let axisUnit = try fields.timeUnit("axis_unit") ?? unit
    let direction = try fields.choice("direction", among: ["falling", "rising"])
    let y = try fields.axis("y", "Survival")
    let isFalling = direction != "rising"
    func panel(_ fields: Fields, title: String, origin: String?) throws -> Figure.Curves.Panel {
      let curves = try fields.each("curves", called: "curve", Self.curve)
      guard !curves.isEmpty else {
        throw fields.missing("curves", "what is drawn, such as { { group = \"A\", time = { … }, estimate = { … } } }.")
      }
      let end = curves.map(\.end).max() ?? 0
      return Figure.Curves.Panel(
        title: title, origin: try fields.text("origin") ?? origin ?? "the start", curves: curves,
        riskTable: try Self.riskTable(fields, of: curves, end: end, unit, axisUnit),
        annotations: try fields.annotations(), landmark: try fields.number("landmark"))
    }
    let panels: [Figure.Curves.Panel]
    if fields["panels"] == nil {
      panels = [try panel(fields, title: "", origin: nil)]
    } else {
      panels = try fields.each("panels", called: "panel") { value, place in
        let one = try Fields(
          value, at: place, of: FigureShape.curvesPanel, such: "{ title = \"A\", curves = { … } }")
        return try panel(
          one, title: try one.text("title", "what tells it from the others."), origin: try fields.text("origin"))
      }
    }
    curves = Figure.Curves(
      yLabel: y.label, direction: isFalling ? .falling : .rising,
      format: y.format == .statistic ? .proportion : y.format, top: y.limits?.upper ?? (isFalling ? 1 : nil),
      unit: unit, axisUnit: axisUnit, level: try fields.number("level"), panels: panels)
  }

  private static func curve(_ value: LuaValue, at place: String) throws -> Figure.Curve {
    var fields = try Fields(
      value, at: place, of: FigureShape.curve, such: "{ group = \"A\", time = { … }, estimate = { … } }")
    let group = try fields.text("group", "the group that it is of.")
    fields.place += " (\"\(group)\")"
    let time = try fields.ascending("time") ?? []
    func alike<Value>(_ name: String, _ list: [Value]) throws -> [Value] {
      guard list.count == time.count else {
        throw fields.fault("\"\(name)\" has \(list.count) values, where there are \(time.count) times")
      }
      return list
    }
    let censored = try fields.ascending("censored") ?? []
    return Figure.Curve(
      group: group, time: time, estimate: try alike("estimate", fields.numbers("estimate") ?? []),
      lower: try fields.gappedNumbers("lower").map { try alike("lower", $0) } ?? [],
      upper: try fields.gappedNumbers("upper").map { try alike("upper", $0) } ?? [], censored: censored,
      start: try fields.number("start") ?? 0,
      end: try fields.number("last") ?? max(time.last ?? 0, censored.last ?? 0), initial: try fields.number("initial"),
      median: try fields.number("median"))
  }

  /// The numbers under the axis; where none are given, its usual times alone.
  private static func riskTable(
    _ fields: Fields, of curves: [Figure.Curve], end: Double, _ unit: TimeUnit, _ axisUnit: TimeUnit
  ) throws -> Figure.RiskTable {
    guard let value = fields["risk_table"] else {
      return Figure.RiskTable(times: Figure.ticks(to: end, unit: unit, axisUnit: axisUnit), atRisk: [])
    }
    let table = try Fields(
      value, at: "\(fields.place): \"risk_table\"", of: FigureShape.riskTable,
      such: "{ times = { 0, 90 }, at_risk = { { 40, 31 } } }")
    guard let times = try table.ascending("times"), !times.isEmpty else {
      throw table.missing("times", "the times at which numbers stand.")
    }
    func rows(_ name: String) throws -> [[Double]] {
      let rows = try (table.list(name, of: "lists of numbers") ?? []).enumerated().map { place, value in
        let one = try Fields(
          .table(LuaTable([], fields: [.init("numbers", value)])), at: "\(table.place): \(name)[\(place + 1)]",
          known: ["numbers"], such: "{ 40, 31 }")
        return try one.numbers("numbers") ?? []
      }
      guard rows.isEmpty || rows.count == curves.count else {
        throw table.fault("\"\(name)\" has \(rows.count) lists, where there are \(curves.count) curves")
      }
      for row in rows where row.count != times.count {
        throw table.fault("\"\(name)\" has a list of \(row.count) numbers, where there are \(times.count) times")
      }
      return rows
    }
    return Figure.RiskTable(
      times: times, atRisk: try rows("at_risk"), events: try rows("events"), censored: try rows("censored"))
  }
}

extension Fields {
  /// Numbers that ascend; `nil` where there are none at all.
  func ascending(_ name: String) throws -> [Double]? {
    guard let numbers = try numbers(name) else { return nil }
    if let place = zip(numbers, numbers.dropFirst()).enumerated().first(where: { $1.1 < $1.0 })?.offset {
      throw fault(
        "\"\(name)\" should ascend, found \(Argument.number(numbers[place + 1]).source) after "
          + "\(Argument.number(numbers[place]).source)")
    }
    return numbers
  }
}
