import Analyses
import Cohorts
import Lua

/// A figure of one lane a subject over time.
struct LanesReader {
  let lanes: Figure.Lanes

  init(_ fields: Fields) throws {
    let series = try fields.texts("series")
    let events = try fields.texts("events")
    let unit = try fields.timeUnit("unit") ?? .days
    let lanes = try fields.each("lanes", called: "lane") { value, place in
      let lane = try Fields(
        value, at: place, of: FigureShape.lane,
        such: "{ label = \"s1\", segments = { { from = 0, to = 90, series = \"CR\" } } }")
      return Figure.Lanes.Lane(
        try lane.text("label") ?? "", group: try lane.text("group") ?? "",
        segments: try lane.each("segments", called: "segment") { try Self.segment($0, at: $1, series) },
        marks: try lane.each("marks", called: "mark") { try Self.mark($0, at: $1, events) },
        isOngoing: try lane.flag("ongoing") ?? false)
    }
    guard fields["lanes"] != nil else {
      throw fields.missing(
        "lanes", "the courses, such as { { label = \"s1\", segments = { { from = 0, to = 90 } } } }.")
    }
    self.lanes = Figure.Lanes(
      rowHeader: try fields.text("row_header") ?? "Subject", origin: try fields.text("origin") ?? "the start",
      unit: unit, axisUnit: try fields.timeUnit("axis_unit") ?? unit, series: series,
      isOrdered: try fields.flag("ordered") ?? false, events: events, lanes: lanes)
  }

  private static func segment(_ value: LuaValue, at place: String, _ series: [String]) throws -> Figure.Lanes.Segment {
    let fields = try Fields(
      value, at: place, of: FigureShape.segment, such: "{ from = 0, to = 90, series = \"CR\" }")
    let from = try fields.number("from", "when it began.")
    let to = try fields.number("to", "when it ended, or was last known to last.")
    guard from <= to else {
      throw fields.fault(
        "\"to\" should not lie before \"from\", found \(Argument.number(from).source) to \(Argument.number(to).source)")
    }
    guard fields["series"] == nil || !series.isEmpty else {
      throw fields.fault("the figure names no \"series\", so that a segment can have none")
    }
    return .init(from: from, to: to, series: try fields.index("series", among: series, called: "series"))
  }

  private static func mark(_ value: LuaValue, at place: String, _ events: [String]) throws -> Figure.Lanes.Mark {
    let fields = try Fields(value, at: place, of: FigureShape.laneMark, such: "{ at = 30, event = \"Relapse\" }")
    guard !events.isEmpty else {
      throw fields.fault("the figure names no \"events\", so that a lane can have none")
    }
    guard let event = try fields.index("event", among: events, called: "events") else {
      throw fields.missing("event", "one of \(events.joined(separator: ", ")).")
    }
    return .init(at: try fields.number("at", "when it happened."), event: event)
  }
}
