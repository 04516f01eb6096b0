import Cohorts
import LuaSyntax

/// What is said of a name that nothing declares, by a check, a run and a session alike.
struct UnknownNames {
  /// The names of the modules that can be required.
  var modules: [String]
  /// The cohort, where there is one.
  var cohort: Cohort?
  /// The names that can be seen where the unknown one stands.
  var seen: [String]

  /// The whole message.
  ///
  /// - Parameter name: The name.
  /// - Returns: The message.
  func message(on name: String) -> String {
    if let reason = UnavailableNames.reason(name) { return "\(name) is not available to scripts: \(reason)" }
    let words = "unknown name \"\(name)\""
    if let advice = advice(on: name) { return "\(words); \(advice)" }
    // A short name is near to some word of Lua whatever it was meant to be.
    let keywords = name.count > 3 ? ForeignWords.keywords.filter { abs($0.count - name.count) <= 1 } : []
    let nearest = Nearest.name(to: name, among: (seen + keywords).sorted())
    return words + (nearest.map { "; did you mean \"\($0)\"?" } ?? "")
  }

  private func advice(on name: String) -> String? {
    if modules.contains(name) { return "write local \(name) = require \"\(name)\" above" }
    if let cohort, cohort.columnNames.contains(name) { return "it is a column of the cohort: write \"\(name)\"" }
    if let cohort, cohort.dictionary.endpointNames.contains(name) {
      return "it is an endpoint of the cohort: write \"\(name)\""
    }
    // f"…" of Python calls it.
    if name == "f" { return "values are put into a text with string.format, as in (\"n = %d\"):format(n)" }
    return ForeignWords.advice(on: name)
  }
}

extension CohortObject {
  /// What is said where a column is read like a member; `nil` where the cohort has no such column.
  static func columnAsMember(_ name: String, of cohort: Cohort) -> ColumnAsMember? {
    cohort.columnNames.contains(name) ? ColumnAsMember(name: name) : nil
  }

  /// A column is read like a member of its cohort.
  struct ColumnAsMember: Error, CustomStringConvertible {
    let name: String

    var description: String { "no member \"\(name)\" on cohort; the column is cohort:column \"\(name)\"" }
  }
}
