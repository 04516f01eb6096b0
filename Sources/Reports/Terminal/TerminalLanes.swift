internal import Analyses

/// Lanes over time as lines of text.
struct TerminalLanes {
  let lines: [String]

  init(_ lanes: Figure.Lanes, width: Int, style: TerminalStyle, rounding: Rounding) {
    lines = lanes.description.wrapped(to: width)
  }
}
