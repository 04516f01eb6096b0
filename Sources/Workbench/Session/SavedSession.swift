import Analyses
import Scripting

/// What was entered at a prompt and evaluated to its end, as a script that shows the same.
///
/// Results that were shown are added to the script's report, other values are printed, and reports that were filled and not
/// shown are added at its end.
public struct SavedSession: Sendable {
  private var entries: [Entry] = []
  private var parameters: [ScriptParameter] = []

  private struct Entry {
    let entry: SessionEntry
    let shown: [Kind]
  }

  private enum Kind { case printed, added }

  /// Nothing so far.
  public init() {}

  /// Whether there is nothing to save.
  public var isEmpty: Bool { entries.isEmpty }

  /// Takes an entry in, and what it showed.
  mutating func add(_ entered: Entered, shown values: [Shown]) {
    // What asks for help alone has no part in a script.
    guard let entry = try? SessionEntry(entered.text), !(entry.isExpression && entry.used.contains("help")) else {
      return
    }
    let kinds = values.map { value -> Kind in if case .text = value { .printed } else { .added } }
    entries.append(Entry(entry: entry, shown: kinds))
    for parameter in entered.parameters where !parameters.contains(where: { $0.name == parameter.name }) {
      parameters.append(parameter)
    }
  }

  /// The script.
  ///
  /// - Parameters:
  ///   - title: What its header and its report are called.
  ///   - command: How it is run on the same data.
  ///   - reports: Variables that hold reports, which were filled.
  ///   - needs: What a script needs of its cohort.
  /// - Returns: Its text.
  func script(
    title: String, command: String, reports: [String], needs: (String) -> [ScriptHeader.Need]
  ) -> String {
    let report = unused("report", "shown", "session_report")
    let modules = BuiltIn.plugins.map(\.name).filter(names.contains)
    let variables = SavedVariables(entries.map(\.entry), known: ["workbench", "cohort"] + modules)
    var body: [String] = []
    if names.contains("help") { body.append("local function help() end -- it explains in a session alone") }
    body += variables.declarations
    for (entry, text) in zip(entries, variables.texts) { body.append(saved(entry, text, report)) }
    body += reports.map { "\(report):add(\($0))" }
    let own = body.joined(separator: "\n")
    var lines = ["local workbench = require \"workbench\""] + modules.map { "local \($0) = require \"\($0)\"" } + [""]
    if names.contains("cohort") { lines.append("local cohort = workbench.cohort()") }
    lines += ["local \(report) = workbench.report \(Self.quoted(title))", "", own, "", "return \(report)", ""]
    let code = lines.joined(separator: "\n")
    return header(title, command, needs(code)).joined(separator: "\n") + "\n\n" + code
  }

  private func header(_ title: String, _ command: String, _ needs: [ScriptHeader.Need]) -> [String] {
    var lines = ["--- \(title)", "---", "--- Saved from a session; to run it again: \(command)", "---", "--- Needs:"]
    lines += needs.isEmpty ? ["---   nothing"] : needs.map { "---   \($0.words)" }
    guard !parameters.isEmpty else { return lines }
    return lines + ["--- Parameters:"] + parameters.map { "---   \($0.declaration)" }
  }

  /// All names that entries use or declare.
  private var names: Set<String> { Set(entries.flatMap { $0.entry.used + $0.entry.declared }) }

  private func unused(_ wanted: String...) -> String {
    let taken = names
    return wanted.first { !taken.contains($0) } ?? "report_of_session"
  }

  // MARK: - One entry

  private func saved(_ entry: Entry, _ text: String, _ report: String) -> String {
    guard entry.entry.isExpression || entry.entry.isReturning else {
      return entry.entry.hasLabels ? "do\n\(text)\nend" : text
    }
    let values = entry.entry.isReturning ? "(function(...)\n\(Self.withoutHeader(text))\nend)()" : text
    // In a call, a comment at the end would hide the bracket.
    let end = text.contains("--") ? "\n)" : ")"
    switch entry.shown {
    case []: return values.hasPrefix("(") ? ";" + values : values
    case [.added]: return "\(report):add(\(values)\(end)"
    case let kinds where !kinds.contains(.added): return "print(\(values)\(end)"
    case let kinds:
      let names = kinds.indices.map { "\(report)_\($0 + 1)" }
      let uses = zip(kinds, names).map { $0 == .added ? "  \(report):add(\($1))" : "  print(\($1))" }
      return (["do", "  local \(names.joined(separator: ", ")) = \(values)"] + uses + ["end"]).joined(separator: "\n")
    }
  }

  /// What stands below the header of a script that was loaded.
  private static func withoutHeader(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).drop { $0.hasPrefix("---") || $0.isEmpty }
    return String(lines.joined(separator: "\n").reversed().drop { $0 == "\n" }.reversed())
  }

  private static func quoted(_ text: String) -> String {
    "\"" + text.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }.joined() + "\""
  }
}
