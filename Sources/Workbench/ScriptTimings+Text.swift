import Reports
public import Scripting

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
    return lines.joined(separator: "\n")
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
