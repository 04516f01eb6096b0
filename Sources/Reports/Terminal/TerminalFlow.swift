import Terminals

internal import Analyses

/// A flow of subjects in boxes of lines, those who leave to the right of the main line.
struct TerminalFlow {
  private(set) var lines: [String] = []
  private let width: Int
  private let rounding: Rounding
  /// The column of the line that joins the boxes.
  private let stem: Int
  /// How wide the boxes of the main line are.
  private let main: Int

  /// A flow in so many columns of a terminal.
  init(_ flow: Figure.Flow, width: Int, rounding: Rounding) {
    self.width = width
    self.rounding = rounding
    let longest = flow.steps.map { Self.width(of: $0.box, rounding) }.max() ?? 20
    main = min(max(longest, 20), width * 3 / 5)
    stem = min(main / 2, width / 5)
    for (place, step) in flow.steps.enumerated() {
      let isLast = place == flow.steps.count - 1
      add(step, isFirst: place == 0, goesOn: !isLast || step.leaving != nil || !flow.groups.isEmpty)
    }
    part(flow.groups, isFirst: flow.steps.isEmpty)
  }

  private static func width(of box: Figure.Flow.Box, _ rounding: Rounding) -> Int {
    let items = box.items.map { $0.words(rounding).displayWidth + 2 }
    return max(box.words(rounding).displayWidth, items.max() ?? 0) + 4
  }

  private mutating func add(_ step: Figure.Flow.Step, isFirst: Bool, goesOn: Bool) {
    if !isFirst { lines += [blanks(stem) + "│", blanks(stem) + "▼"] }
    lines += box(step.box, width: main)
    // The line leaves the box where it begins.
    if var rule = lines.popLast().map(Array.init) {
      if rule.indices.contains(stem), goesOn { rule[stem] = "┬" }
      lines.append(String(rule))
    }
    if let leaving = step.leaving { addBeside(leaving) }
  }

  /// A box to the right of the line, with an arrow at its middle; the line ends there below the last.
  private mutating func addBeside(_ box: Figure.Flow.Box, isLast: Bool = false) {
    let begin = stem + 5
    let drawn = self.box(box, width: min(Self.width(of: box, rounding), width - begin))
    lines.append(blanks(stem) + "│")
    for (place, line) in drawn.enumerated() {
      let middle = drawn.count / 2
      let lead = place == middle ? (isLast ? "└──▶ " : "├──▶ ") : isLast && place > middle ? "     " : "│    "
      lines.append(blanks(stem) + lead + line)
    }
  }

  /// The groups side by side where each has room for a few words, and otherwise one below the other.
  private mutating func part(_ groups: [Figure.Flow.Box], isFirst: Bool) {
    guard !groups.isEmpty else { return }
    let each = (width - groups.count + 1) / groups.count
    let longest = groups.map { Self.width(of: $0, rounding) }.max() ?? 0
    guard each >= min(longest, 15) else {
      for (place, group) in groups.enumerated() { addBeside(group, isLast: place == groups.count - 1) }
      return
    }
    let size = min(each, max(longest, 15))
    let centres = groups.indices.map { $0 * (size + 1) + size / 2 }
    if !isFirst {
      lines += [blanks(stem) + "│", branches(centres)]
      var arrows = Array(repeating: Character(" "), count: (centres.last ?? 0) + 1)
      for centre in centres { arrows[centre] = "▼" }
      lines.append(String(arrows))
    }
    let boxes = groups.map { box($0, width: size) }
    for row in 0..<(boxes.map(\.count).max() ?? 0) {
      let parts = boxes.map { row < $0.count ? $0[row] : blanks(size) }
      lines.append(parts.joined(separator: " ").withoutTrailingBlanks)
    }
  }

  /// The line from the stem to what lies below it on both sides.
  private func branches(_ centres: [Int]) -> String {
    let ends = centres + [stem]
    let (low, high) = (ends.min() ?? stem, ends.max() ?? stem)
    let cells = (low...high).map { column -> Character in
      switch (column == stem, centres.contains(column), column == low, column == high) {
      case (true, true, true, true): "│"
      case (true, true, true, false): "├"
      case (true, true, false, true): "┤"
      case (true, true, false, false): "┼"
      case (true, false, true, _): "└"
      case (true, false, _, true): "┘"
      case (true, false, _, _): "┴"
      case (false, true, true, _): "┌"
      case (false, true, _, true): "┐"
      case (false, true, _, _): "┬"
      default: "─"
      }
    }
    return blanks(low) + String(cells)
  }

  private func box(_ box: Figure.Flow.Box, width: Int) -> [String] {
    let inner = max(width - 4, 1)
    let texts =
      box.words(rounding).wrapped(to: inner)
      + box.items.flatMap { item in
        item.words(rounding).wrapped(to: max(inner - 2, 1)).map { "  " + $0 }
      }
    let rule = String(repeating: "─", count: inner + 2)
    return ["┌\(rule)┐"] + texts.map { "│ \($0.padded(to: inner)) │" } + ["└\(rule)┘"]
  }

  private func blanks(_ count: Int) -> String { String(repeating: " ", count: max(count, 0)) }
}
