import Terminals

/// What the signs of a figure stand for, as many in a line as it takes.
struct TerminalLegend {
  /// A sign with its name.
  private struct Entry {
    var sign: String
    /// The sign in the colour of its series.
    var styled: String
    var name: String
  }

  private var entries: [Entry] = []

  /// Adds a sign with its name.
  ///
  /// - Parameters:
  ///   - sign: The sign.
  ///   - styled: The sign in the colour of its series, where it has one.
  ///   - name: What it stands for.
  mutating func add(_ sign: String, styled: String? = nil, _ name: String) {
    entries.append(Entry(sign: sign, styled: styled ?? sign, name: name.neutralised))
  }

  /// The lines, each set in by two columns.
  func lines(width: Int) -> [String] {
    var lines: [String] = []
    var used = 0
    for entry in entries {
      let name = entry.name.cut(to: max(width - entry.sign.displayWidth - 3, 1))
      let length = entry.sign.displayWidth + 1 + name.displayWidth
      if let last = lines.last, used + 3 + length <= width {
        lines[lines.count - 1] = last + "   \(entry.styled) \(name)"
        used += 3 + length
      } else {
        lines.append("  \(entry.styled) \(name)")
        used = 2 + length
      }
    }
    return lines
  }
}
