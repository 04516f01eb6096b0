import Reports
public import Scripting
import Terminals

extension ScriptTimings {
  /// Where the time went, as a table for a terminal: the functions that were called, the longest first, and the rest.
  public var text: String {
    var lines = ["Where the time went: \(Self.words(total)) from the first line of the script to its last."]
    let rows =
      functions.sorted { $0.seconds == $1.seconds ? $0.name < $1.name : $0.seconds > $1.seconds }
      .map { ($0.name, "\($0.calls)", Self.words($0.seconds), share(of: $0.seconds)) }
    let rest = max(total - called, 0)
    let all =
      [("Analyses", "Calls", "Time", "Share")] + rows + [
        ("the script's own lines", "", Self.words(rest), share(of: rest))
      ]
    let widths = [all.map(\.0.count).max() ?? 0, all.map(\.1.count).max() ?? 0, all.map(\.2.count).max() ?? 0]
    for row in all {
      lines.append(
        "  \(row.0.padded(to: widths[0]))  \(row.1.padded(toRight: widths[1]))  \(row.2.padded(toRight: widths[2]))  "
          + row.3.padded(toRight: 5))
    }
    return (lines + slowest).joined(separator: "\n")
  }

  /// The most lines that are shown.
  private static let mostLines = 12

  /// A line of the script, and the time that it took.
  private struct TimedLine {
    let line: Line
    let seconds: Double
  }

  /// The lines that took time, the longest first: what they called, and their share of Lua's own by the samples.
  private var timedLines: [TimedLine] {
    let samples = Double(self.lines.reduce(0) { $0 + $1.samples })
    let own = max(total - self.lines.reduce(0.0) { $0 + $1.called }, 0)
    let timed = self.lines.map { line -> TimedLine in
      let inLua = samples > 0 ? own * Double(line.samples) / samples : 0
      return TimedLine(line: line, seconds: line.called + inLua)
    }
    return timed.filter { $0.seconds > 0 }.sorted { one, other in
      one.seconds == other.seconds ? one.line.place < other.line.place : one.seconds > other.seconds
    }
  }

  /// The lines that took most of the time.
  private var slowest: [String] {
    let shown = timedLines.prefix(Self.mostLines)
    let width = shown.map { $0.line.place.count }.max() ?? 0
    let rows = shown.map { timed -> String in
      let text = timed.line.text.count > 60 ? timed.line.text.prefix(59) + "…" : timed.line.text
      let time = Self.words(timed.seconds).padded(toRight: 8)
      return "  \(timed.line.place.padded(to: width))  \(time)  \(share(of: timed.seconds).padded(toRight: 5))  \(text)"
    }
    return rows.isEmpty ? [] : ["  By line of the script:"] + rows
  }

  private func share(of seconds: Double) -> String {
    total > 0 ? "\(Int((100 * seconds / total).rounded()))%" : ""
  }

  /// A time in the unit that suits it.
  static func words(_ seconds: Double) -> String {
    switch seconds {
    case ..<0.000_9995: "\(Int((seconds * 1e6).rounded())) µs"
    case ..<0.9995: "\(tenths(seconds * 1e3)) ms"
    default: "\(tenths(seconds)) s"
    }
  }

  /// A number with one digit after the point where it is small.
  private static func tenths(_ number: Double) -> String {
    guard number < 99.95 else { return "\(Int(number.rounded()))" }
    let tenths = Int((number * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }
}
