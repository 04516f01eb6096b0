// The figures that are no charts, and their parts.

extension FigureShape {
  static let curveShapes = [curves, curvesPanel, curve, riskTable]

  static let curves = figure(
    "Curves", "curves", "Step curves over time, with numbers at risk.",
    [
      .value("y", axisType, "The vertical axis, or its label alone; Survival without it."),
      .value("direction", "\"falling\"|\"rising\"|nil", "Whether the curves fall from 1 or rise from 0."),
      .value("unit", unitType, "The unit of the times; days without it."),
      .value("axis_unit", unitType, "The unit in which the axis is labelled."),
      .value("level", "number?", "The confidence level of the bands, such as 0.95."),
      .value("origin", "string?", "What the time is counted from."),
      .value("curves", "workbench.Curve[]?", "The curves."),
      .value("risk_table", "workbench.RiskTable?", "The numbers under the axis."),
      .value("panels", "workbench.CurvesPanel[]?", "Panels side by side, in the place of curves."),
      .value("landmark", "number?", "The time of a landmark, from which on the curves count."), annotations,
    ])

  static let curvesPanel = part(
    "CurvesPanel", "A panel of a figure of curves.",
    [
      .value("title", "string", "What tells it from the others."),
      .value("origin", "string?", "What its time is counted from."),
      .value("curves", "workbench.Curve[]", "Its curves."),
      .value("risk_table", "workbench.RiskTable?", "The numbers under its axis."),
      .value("landmark", "number?", "The time of its landmark."), annotations,
    ])

  static let curve = part(
    "Curve", "A step curve.",
    [
      .value("group", "string", "The group that it is of."),
      .value("time", numbersType, "The times of its steps, ascending."),
      .value("estimate", numbersType, "Its height from each time on."),
      .value("lower", "\(numbersType)|nil", "The lower limits, one a time."),
      .value("upper", "\(numbersType)|nil", "The upper limits, one a time."),
      .value("censored", "\(numbersType)|nil", "The times of those who were censored, ascending."),
      .value("start", "number?", "Where it begins; at 0 without it."),
      .value("last", "number?", "Where it ends; at its last time without it."),
      .value("median", "number?", "Its median, to be marked."),
      .value("initial", "number?", "Its height before the first time."),
    ])

  static let riskTable = part(
    "RiskTable", "Numbers under the axis of curves.",
    [
      .value("times", numbersType, "The times at which numbers stand, ascending."),
      .value("at_risk", "any[][]?", "For each curve the numbers at risk, one a time."),
      .value("events", "any[][]?", "For each curve the events so far."),
      .value("censored", "any[][]?", "For each curve those censored so far."),
    ])
}

extension FigureShape {
  static let flowShapes = [flow, flowStep, flowBox, flowItem]

  static let flow = figure(
    "Flow", "flow", "Who came into an analysis, and who left it on the way.",
    [
      .value("steps", "workbench.FlowStep[]", "The boxes from top to bottom."),
      .value("groups", "workbench.FlowBox[]?", "The boxes side by side under the last step."),
    ])

  static let flowStep = part(
    "FlowStep", "A box of a flow, and who leaves it.",
    boxMembers + [.value("leaving", "workbench.FlowBox?", "Those who do not go on to the next step.")])

  static let flowBox = part("FlowBox", "A box of a flow.", boxMembers)

  static let flowItem = part("FlowItem", "A line in a box of a flow.", lineMembers)

  private static let lineMembers: [HostDeclaration.Member] = [
    .value("label", "string", "What the subjects are."), .value("count", "integer", "How many they are."),
  ]
  private static let boxMembers =
    lineMembers + [.value("items", "workbench.FlowItem[]?", "Of what they are made up, such as reasons.")]
}

extension FigureShape {
  static let forestShapes = [forest, forestColumn, forestLine]

  static let forest = figure(
    "Forest", "forest", "Estimates with their intervals, one below the other.",
    [
      .value("row_header", "string?", "What stands over the labels of the lines."),
      .value("axis", axisType, "The axis of the estimates, or its label alone."),
      .value("columns", "workbench.ForestColumn[]?", "Columns of numbers beside the lines."),
      .value("lines", "workbench.ForestLine[]", "The lines from top to bottom."),
      .value("level", "number?", "The confidence level of the intervals, such as 0.95."),
      .value(
        "no_effect", "number?", "Where the estimate says that there is no effect: 1 for ratios, 0 for differences."),
      .value("below", "string?", "The words for the side below no effect."),
      .value("above", "string?", "The words for the side above it."),
      .value("weight_header", "string?", "What stands over the weights."), annotations,
    ])

  static let forestColumn = part(
    "ForestColumn", "A column of numbers beside the lines of a forest.",
    [
      .value("header", "string", "What stands at its head."),
      .value("format", formatType, "How its numbers are written."),
      .value("side", "\"left\"|\"right\"|nil", "Beside the labels, or behind the intervals; left without it."),
    ])

  static let forestLine = part(
    "ForestLine", "A line of a forest.",
    [
      .value(
        "kind", "\"heading\"|\"estimate\"|\"pooled\"|\"prediction\"|nil",
        "What it is; a heading where it has no estimate."),
      .value("label", "string", "What stands at its head."), .value("indent", "integer?", "How far it is moved in."),
      .value("cells", "any[]?", "A number or a text for each column."),
      .value("estimate", "\(quantityType)|nil", "The estimate."),
      .value("lower", "\(quantityType)|nil", "The lower limit."),
      .value("upper", "\(quantityType)|nil", "The upper limit."),
      .value("level", "number?", "The confidence level of its interval, where it has one of its own."),
      .value("weight", "number?", "Its weight, which the size of its mark follows."), annotations,
    ])
}

extension FigureShape {
  static let laneShapes = [lanes, lane, segment, laneMark]

  static let lanes = figure(
    "Lanes", "lanes", "The course of each subject as a lane over time.",
    [
      .value("row_header", "string?", "What stands over the labels of the lanes; Subject without it."),
      .value("origin", "string?", "What the time is counted from."),
      .value("unit", unitType, "The unit of the times; days without it."),
      .value("axis_unit", unitType, "The unit in which the axis is labelled."),
      .value("series", "string|string[]|nil", "The names of the states, each with a colour."),
      .value("ordered", "boolean?", "Whether the states are ordered, so that their colours are shades of one."),
      .value("events", "string|string[]|nil", "The names of the events, each with a sign."),
      .value("lanes", "workbench.Lane[]", "The lanes from top to bottom."),
    ])

  static let lane = part(
    "Lane", "The course of a subject.",
    [
      .value("label", "string?", "The subject."), .value("group", "string?", "The group under which it stands."),
      .value("segments", "workbench.LaneSegment[]?", "Its states, one after the other."),
      .value("marks", "workbench.LaneMark[]?", "What happened."),
      .value("ongoing", "boolean?", "Whether it goes on, so that it ends in an arrow."),
    ])

  static let segment = part(
    "LaneSegment", "A state of a subject.",
    [
      .value("from", "number", "When it began."), .value("to", "number", "When it ended, or was last known to last."),
      .value("series", "string|integer|nil", "The state: its name in series, or its place from 1."),
    ])

  static let laneMark = part(
    "LaneMark", "An event of a subject.",
    [
      .value("at", "number", "When it happened."),
      .value("event", "string|integer", "The event: its name in events, or its place from 1."),
    ])
}
