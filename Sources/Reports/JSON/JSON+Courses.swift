internal import Analyses
internal import Cohorts

private typealias JSON = JSONWriter.Value

// MARK: - Flows

extension Figure.Flow {
  var members: [(String, JSONWriter.Value)] {
    [("steps", .array(steps.map(\.json))), ("groups", .array(groups.map { .line($0.json) }))]
  }
}

extension Figure.Flow.Step {
  fileprivate var json: JSON {
    .object([("box", .line(box.json)), ("leaving", (leaving?.json).map { .line($0) } ?? .null)])
  }
}

extension Figure.Flow.Box {
  fileprivate var json: JSON {
    let items = items.map { item -> JSON in
      .object([("label", .string(item.label)), ("count", .integer(item.count))])
    }
    return .object([("label", .string(label)), ("count", .integer(count)), ("items", .array(items))])
  }
}

// MARK: - Lanes

extension Figure.Lanes {
  var members: [(String, JSONWriter.Value)] {
    [
      ("row_header", .string(rowHeader)), ("origin", .string(origin)), ("unit", .string(unit.rawValue)),
      ("axis_unit", .string(axisUnit.rawValue)), ("series", .array(series.map { .string($0) })),
      ("ordered", .bool(isOrdered)), ("events", .array(events.map { .string($0) })),
      ("lanes", .array(lanes.map { .line($0.json) })),
    ]
  }
}

extension Figure.Lanes.Lane {
  fileprivate var json: JSON {
    let segments = segments.map { segment -> JSON in
      .object([("from", .number(segment.from)), ("to", .number(segment.to)), ("series", .optional(segment.series))])
    }
    let marks = marks.map { mark -> JSON in .object([("at", .number(mark.at)), ("event", .integer(mark.event))]) }
    return .object([
      ("label", .string(label)), ("group", .string(group)), ("segments", .array(segments)), ("marks", .array(marks)),
      ("ongoing", .bool(isOngoing)),
    ])
  }
}
