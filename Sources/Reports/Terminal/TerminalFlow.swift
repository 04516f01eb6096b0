internal import Analyses

/// A flow of subjects as lines of text.
struct TerminalFlow {
  let lines: [String]

  init(_ flow: Figure.Flow, width: Int, rounding: Rounding) {
    lines = flow.words(rounding).flatMap { $0.wrapped(to: width) }
  }
}
