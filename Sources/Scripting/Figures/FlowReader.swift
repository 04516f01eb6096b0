import Analyses
import Lua

/// A figure of who came into an analysis and who left it on the way.
struct FlowReader {
  let flow: Figure.Flow

  init(_ fields: Fields) throws {
    let steps = try fields.each("steps", called: "step") { try Self.step($0, at: $1) }
    guard !steps.isEmpty else {
      throw fields.missing(
        "steps",
        "the boxes from top to bottom, such as { { label = \"Screened\", count = 40 }, { label = \"Treated\", count = 34 } }."
      )
    }
    try Self.check(steps, fields)
    flow = Figure.Flow(steps: steps, groups: try fields.each("groups", called: "group") { try Self.box($0, at: $1) })
  }

  private static func step(_ value: LuaValue, at place: String) throws -> Figure.Flow.Step {
    let fields = try Fields(
      value, at: place, of: FigureShape.flowStep,
      such: "{ label = \"Screened\", count = 40, leaving = { label = \"Left out\", count = 6 } }")
    return Figure.Flow.Step(
      try box(fields), leaving: try fields["leaving"].map { try box($0, at: "\(place): \"leaving\"") })
  }

  private static func box(_ value: LuaValue, at place: String) throws -> Figure.Flow.Box {
    try box(
      Fields(
        value, at: place, of: FigureShape.flowBox,
        such: "{ label = \"Left out\", count = 6, items = { { label = \"No dose\", count = 6 } } }"))
  }

  private static func box(_ fields: Fields) throws -> Figure.Flow.Box {
    let items = try fields.each("items", called: "item") { value, place in
      let item = try Fields(value, at: place, of: FigureShape.flowItem, such: "{ label = \"No dose\", count = 6 }")
      return Figure.Flow.Item(try label(item), count: try count(item))
    }
    return Figure.Flow.Box(try label(fields), count: try count(fields), items: items)
  }

  private static func label(_ fields: Fields) throws -> String { try fields.text("label", "what the subjects are.") }

  private static func count(_ fields: Fields) throws -> Int {
    guard let count = try fields.integer("count") else { throw fields.missing("count", "how many they are.") }
    guard count >= 0 else { throw fields.wrong("count", "a whole number from 0", .integer(count)) }
    return count
  }

  /// Where it is said how many leave, so many fewer go on.
  private static func check(_ steps: [Figure.Flow.Step], _ fields: Fields) throws {
    for (place, step) in steps.enumerated() {
      guard let leaving = step.leaving else { continue }
      let rest = step.box.count - leaving.count
      let next = place + 1 < steps.count ? steps[place + 1].box.count : rest
      guard rest >= 0, next == rest else {
        throw fields.fault(
          "step \(place + 1) has \(step.box.count), of whom \(leaving.count) leave"
            + (rest < 0 ? "" : "; the next step should have \(rest), found \(next)"))
      }
    }
  }
}
