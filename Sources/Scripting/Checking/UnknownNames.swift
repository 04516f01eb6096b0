import Cohorts

/// What is said of a name that nothing declares, by a check and by a run alike.
struct UnknownNames {
  /// The names of the modules that can be required.
  var modules: [String]
  /// The cohort, where there is one.
  var cohort: Cohort?

  /// The whole message; `nil` where nothing is known but names that are near.
  ///
  /// - Parameters:
  ///   - name: The name.
  ///   - quote: The sign in which the message sets it.
  /// - Returns: The message.
  func message(on name: String, in quote: String) -> String? {
    if let reason = UnavailableNames.reason(name) { return "\(name) is not available to scripts: \(reason)" }
    return advice(on: name).map { "unknown name \(quote)\(name)\(quote); \($0)" }
  }

  private func advice(on name: String) -> String? {
    if modules.contains(name) { return "write local \(name) = require \"\(name)\" above" }
    if let cohort, cohort.columnNames.contains(name) { return "it is a column of the cohort: write \"\(name)\"" }
    if let cohort, cohort.dictionary.endpointNames.contains(name) {
      return "it is an endpoint of the cohort: write \"\(name)\""
    }
    return Self.foreign[name]
  }

  /// How Lua writes what other languages have under a name.
  private static let foreign: [String: String] = {
    let list = "a list is written in braces, as in { \"CR\", \"PR\" }"
    let joining = "texts are joined with .."
    var words = [
      "c": list, "list": list, "paste": joining, "paste0": joining, "library": "modules are had with require",
    ]
    for name in ["TRUE", "True", "T"] { words[name] = "write true" }
    for name in ["FALSE", "False", "F"] { words[name] = "write false" }
    for name in ["NULL", "Null", "null", "NA", "None", "none"] { words[name] = "nothing is written nil" }
    return words
  }()
}

extension CohortObject {
  /// What is said where a column is read like a member; `nil` where the cohort has no such column.
  static func columnAsMember(_ name: String, of cohort: Cohort) -> ColumnAsMember? {
    cohort.columnNames.contains(name) ? ColumnAsMember(name: name) : nil
  }

  /// A column is read like a member of its cohort.
  struct ColumnAsMember: Error, CustomStringConvertible {
    let name: String

    var description: String { "no member '\(name)' on cohort; the column is cohort:column \"\(name)\"" }
  }
}
