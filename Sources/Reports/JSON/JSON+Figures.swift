package import Analyses
internal import Cohorts

private typealias JSON = JSONWriter.Value

extension Figure {
  /// The figure with all its data; its kind says which of the following members it has.
  package var json: JSONWriter.Value {
    let kind: String
    let members: [(String, JSON)]
    switch content {
    case .curves(let curves): (kind, members) = ("curves", curves.members)
    case .forest(let forest): (kind, members) = ("forest", forest.members)
    case .chart(let chart): (kind, members) = ("chart", chart.members)
    case .flow(let flow): (kind, members) = ("flow", flow.members)
    case .lanes(let lanes): (kind, members) = ("lanes", lanes.members)
    }
    return .object(
      [("kind", .string(kind)), ("title", .string(title)), ("notes", .array(notes.map { .string($0) }))] + members)
  }
}

// MARK: - Step curves

extension Figure.Curves {
  fileprivate var members: [(String, JSON)] {
    [
      ("y_label", .string(yLabel)), ("direction", .string(direction.rawValue)), ("format", .string(format.rawValue)),
      ("top", .optional(top)), ("unit", .string(unit.rawValue)), ("axis_unit", .string(axisUnit.rawValue)),
      ("level", .optional(level)), ("panels", .array(panels.map(\.json))),
    ]
  }
}

extension Figure.Curves.Panel {
  fileprivate var json: JSON {
    .object([
      ("title", .string(title)), ("origin", .string(origin)), ("landmark", .optional(landmark)),
      ("curves", .array(curves.map(\.json))), ("risk_table", riskTable.json),
      ("annotations", .array(annotations.map(\.json))),
    ])
  }
}

extension Figure.Curve {
  fileprivate var json: JSON {
    let band = simultaneous.map { band -> JSON in
      .object([("lower", .numbers(band.lower)), ("upper", .numbers(band.upper))])
    }
    return .object([
      ("group", .string(group)), ("start", .number(start)), ("end", .number(end)), ("initial", .optional(initial)),
      ("median", .optional(median)), ("unstable_from", .optional(unstableFrom)), ("time", .numbers(time)),
      ("estimate", .numbers(estimate)), ("lower", .numbers(lower)), ("upper", .numbers(upper)),
      ("simultaneous", band ?? .null), ("censored", .numbers(censored)),
    ])
  }
}

extension Figure.RiskTable {
  fileprivate var json: JSON {
    .object([
      ("times", .numbers(times)), ("at_risk", .array(atRisk.map { .numbers($0) })),
      ("events", .array(events.map { .numbers($0) })), ("censored", .array(censored.map { .numbers($0) })),
    ])
  }
}

// MARK: - Forest plots

extension Figure.Forest {
  fileprivate var members: [(String, JSON)] {
    [
      ("row_header", .string(rowHeader)), ("axis", axis.json), ("level", .optional(level)),
      ("no_effect", .optional(noEffect)), ("below", .string(below)), ("above", .string(above)),
      ("weight_header", .optional(weightHeader)), ("columns", .array(columns.map(\.json))),
      ("lines", .array(lines.map { .line($0.json) })), ("annotations", .array(annotations.map(\.json))),
    ]
  }
}

extension Figure.Forest.Column {
  fileprivate var json: JSON {
    .line(
      .object([
        ("header", .string(header)), ("format", .string(format.rawValue)), ("side", .string(side.rawValue)),
      ]))
  }
}

extension Figure.Forest.Line {
  fileprivate var json: JSON {
    .object([
      ("kind", .string(kind.rawValue)), ("label", .string(label)), ("indent", .integer(indent)),
      ("cells", .array(cells.map { $0?.cell ?? .null })), ("estimate", estimate?.cell ?? .null),
      ("interval", interval?.json ?? .null), ("weight", .optional(weight)),
      ("annotations", .array(annotations.map(\.json))),
    ])
  }
}

// MARK: - Charts

extension Figure.Chart {
  fileprivate var members: [(String, JSON)] {
    [
      ("series", .array(series.map { .string($0) })), ("ordered", .bool(isOrdered)), ("aside", .integer(aside)),
      ("ramp", ramp?.json ?? .null), ("panels", .array(panels.map(\.json))),
    ]
  }
}

extension Figure.Chart.Panel {
  fileprivate var json: JSON {
    .object([
      ("title", .string(title)), ("x", x.json), ("y", y.json), ("marks", .array(marks.map(\.json))),
      ("annotations", .array(annotations.map(\.json))),
    ])
  }
}

extension Figure.Chart.Mark {
  fileprivate var json: JSON {
    let (name, members) = shape.members
    return .line(.object([("shape", .string(name)), ("series", .optional(series))] + members))
  }
}

extension Figure.Chart.Shape {
  /// Its name, and its numbers under their names.
  fileprivate var members: (String, [(String, JSON)]) {
    switch self {
    case .points(let x, let y): ("points", [("x", .numbers(x)), ("y", .numbers(y))])
    case .line(let x, let y): ("line", [("x", .numbers(x)), ("y", .numbers(y))])
    case .steps(let x, let y): ("steps", [("x", .numbers(x)), ("y", .numbers(y))])
    case .ribbon(let x, let lower, let upper):
      ("ribbon", [("x", .numbers(x)), ("lower", .numbers(lower)), ("upper", .numbers(upper))])
    case .stepRibbon(let x, let lower, let upper):
      ("step_ribbon", [("x", .numbers(x)), ("lower", .numbers(lower)), ("upper", .numbers(upper))])
    case .intervals(let direction, let places, let lower, let upper):
      (
        "intervals",
        [
          ("direction", .string(direction.rawValue)), ("at", .numbers(places)), ("lower", .numbers(lower)),
          ("upper", .numbers(upper)),
        ]
      )
    case .bars(let direction, let places, let from, let to, let labels):
      (
        "bars",
        [
          ("direction", .string(direction.rawValue)), ("at", .numbers(places)), ("from", .numbers(from)),
          ("to", .numbers(to)), ("labels", labels?.json ?? .null),
        ]
      )
    case .cells(let x, let y, let values, let format):
      (
        "cells",
        [
          ("x", .numbers(x)), ("y", .numbers(y)), ("values", .array(values.map(\.cell))),
          ("format", .string(format.rawValue)),
        ]
      )
    case .reference(let direction, let place, let label):
      ("reference", [("direction", .string(direction.rawValue)), ("at", .numbers([place])), ("label", .string(label))])
    case .values(let x, let y, let values, let format):
      (
        "values",
        [
          ("x", .numbers(x)), ("y", .numbers(y)), ("values", .array(values.map(\.cell))),
          ("format", .string(format.rawValue)),
        ]
      )
    }
  }
}

extension Figure.Chart.BarLabels {
  fileprivate var json: JSON {
    .object([
      ("values", .array(values.map(\.cell))), ("format", .string(format.rawValue)), ("place", .string(place.rawValue)),
    ])
  }
}

// MARK: - Shared

extension Figure.Axis {
  fileprivate var json: JSON {
    let scale: String =
      switch self.scale {
      case .linear: "linear"
      case .log: "log"
      case .categories: "categories"
      }
    return .line(
      .object([
        ("label", .string(label)), ("unit", .optional(unit)), ("scale", .string(scale)),
        ("categories", .array((names ?? []).map { .string($0) })),
        ("limits", limits.map { .numbers([$0.lower, $0.upper]) } ?? .null), ("format", .string(format.rawValue)),
        ("ticks", ticks.map { .numbers($0) } ?? .null),
        ("tick_names", tickNames.map { .array($0.map { .string($0) }) } ?? .null),
        ("sides", sides.map { .array([.string($0.below), .string($0.above)]) } ?? .null),
      ]))
  }
}

extension Figure.Annotation {
  fileprivate var json: JSON {
    .line(
      .object([
        ("label", .string(label)), ("value", value.json), ("reason", .optional(value.reason)),
        ("format", .string(format.rawValue)), ("interval", interval?.json ?? .null),
      ]))
  }
}

extension Figure.Interval {
  fileprivate var json: JSON {
    .object([("lower", lower.cell), ("upper", upper.cell), ("level", .optional(level))])
  }
}

extension Quantity {
  /// The value with the reason why there is none.
  fileprivate var cell: JSON { .object([("value", json), ("reason", .optional(reason))]) }
}
