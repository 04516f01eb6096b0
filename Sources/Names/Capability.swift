/// Something that a plugin may do only where it says so and its user has approved it.
///
/// A plugin that declares none computes from what it is handed, and nothing else.
public enum Capability: String, Sendable, Codable, CaseIterable {
  /// It may take the cohort itself; without this it sees only the cohorts that it is handed.
  case cohort
  /// It may change the defaults of the whole script.
  case defaults
  /// It may draw random numbers.
  case random
  /// It may print.
  case print

  /// What it allows, in words.
  public var meaning: String {
    switch self {
    case .cohort: "take the whole cohort itself, beside what it is handed"
    case .defaults: "change the defaults of the whole script"
    case .random: "draw random numbers"
    case .print: "print"
    }
  }
}
