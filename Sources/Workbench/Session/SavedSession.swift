import Analyses
import Scripting

/// What was entered at a prompt and evaluated to its end, as a script that shows the same.
public struct SavedSession: Sendable {
  private var entries: [(entry: SessionEntry, shown: Kind)] = []

  private enum Kind { case nothing, value, result, report }

  /// Nothing so far.
  public init() {}

  /// Whether there is nothing to save.
  public var isEmpty: Bool { entries.isEmpty }

  /// Takes an entry in, and what it showed.
  mutating func add(_ text: String, shown values: [Shown]) {
    guard let entry = try? SessionEntry(text), !entry.used.contains("help") else { return }
    let kind: Kind =
      switch values.first {
      case nil: .nothing
      case .text: .value
      case .result: .result
      case .report: .report
      }
    entries.append((entry, kind))
  }

  /// The script.
  ///
  /// - Parameter title: What its header says.
  /// - Returns: Its text.
  public func script(title: String) -> String {
    let used = Set(entries.flatMap { $0.entry.used + $0.entry.declared })
    let report = ["report", "shown", "session_report"].first { !used.contains($0) } ?? "report_of_session"
    let modules = BuiltIn.plugins.map(\.name).filter(used.contains)
    var lines = ["--- \(title)", "---", "--- Saved from a session.", "local workbench = require \"workbench\""]
    lines += modules.map { "local \($0) = require \"\($0)\"" }
    lines += ["", "local cohort = workbench.cohort()", "local \(report) = workbench.report \"Session\"", ""]
    let (hoisted, texts) = declared(["workbench", "cohort"] + modules)
    if !hoisted.isEmpty { lines.append("local \(hoisted.joined(separator: ", "))") }
    for (entry, text) in zip(entries, texts) { lines.append(shown(text, entry.entry, entry.shown, report)) }
    return (lines + ["return \(report)", ""]).joined(separator: "\n")
  }

  /// The texts of the entries, each variable declared once; and those that have to be declared before all.
  ///
  /// In a session a name is one variable throughout. So in the script a second `local` of a name assigns it, and a name
  /// that is used before its `local`, or is assigned without one, is declared at the beginning.
  private func declared(_ known: [String]) -> (hoisted: [String], texts: [String]) {
    var seen = Set(known)
    var usedEarlier: Set<String> = []
    var hoisted: [String] = []
    var texts: [String] = []
    for (entry, _) in entries {
      var kept: Set<Int> = []
      var inLocals: Set<String> = []
      for (place, names) in entry.declarations.enumerated() {
        let isNew = names.allSatisfy { !seen.contains($0) && !usedEarlier.contains($0) && !entry.used.contains($0) }
        if isNew, Set(names).count == names.count {
          kept.insert(place)
        } else {
          hoisted += names.filter { !seen.contains($0) }
        }
        seen.formUnion(names)
        inLocals.formUnion(names)
      }
      hoisted += entry.declared.filter { !seen.contains($0) && !inLocals.contains($0) }
      seen.formUnion(entry.declared)
      usedEarlier.formUnion(entry.used)
      texts.append(entry.assigning { !kept.contains($0) })
    }
    return (hoisted, texts)
  }

  private func shown(_ text: String, _ entry: SessionEntry, _ kind: Kind, _ report: String) -> String {
    if entry.isReturning { return "-- left out, since it returns:\n" + Self.comment(text) }
    guard entry.isExpression else { return Self.trimmed(text) }
    let end = text.contains("--") ? "\n)" : ")"
    switch kind {
    case .result: return "\(report):add(\(text)\(end)"
    case .value: return "print(\(text)\(end)"
    case .nothing: return text
    case .report: return "-- left out, since it is a report of its own:\n" + Self.comment(text)
    }
  }

  private static func comment(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { "-- \($0)" }.joined(separator: "\n")
  }

  /// Without the blanks in the place of `local`.
  private static func trimmed(_ text: String) -> String { String(text.drop { $0 == " " }) }
}
