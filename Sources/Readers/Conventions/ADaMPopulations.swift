import Cohorts

/// The populations that the flags of ADaM's subjects tell.
enum ADaMPopulations {
  /// The flags, and the populations of those for whom they are set.
  static let flags: [(flag: String, name: String, label: String)] = [
    ("SCRNFL", "screened", "Screened population"), ("ENRLFL", "enrolled", "Enrolled population"),
    ("RANDFL", "randomized", "Randomised population"), ("ITTFL", "intention_to_treat", "Intention-to-treat population"),
    ("MITTFL", "modified_intention_to_treat", "Modified intention-to-treat population"),
    ("FASFL", "full_analysis", "Full analysis set"), ("SAFFL", "safety", "Safety population"),
    ("EFFFL", "efficacy", "Efficacy population"), ("PPROTFL", "per_protocol", "Per-protocol population"),
    ("COMPLFL", "completers", "Completers"),
    ("DLTEVLFL", "dose_limiting_toxicity", "Evaluable for dose-limiting toxicity"),
    ("PKFL", "pharmacokinetics", "Pharmacokinetic population"),
    ("PDFL", "pharmacodynamics", "Pharmacodynamic population"),
  ]

  /// The populations of the subjects: of each flag that is set for anybody.
  static func populations(of subjects: ADaMTable) -> [CohortFolder.PopulationEntry] {
    flags.compactMap { flag, name, label in
      guard let written = subjects.written(flag), let column = subjects.column(flag),
        let condition = column.flagCondition(named: written)
      else { return nil }
      return CohortFolder.PopulationEntry(name: name, label: label, condition: (condition, subjects.place))
    }
  }
}

extension Column {
  /// The condition that a flag is set, in the expression language.
  ///
  /// - Parameter name: The flag's name.
  /// - Returns: The condition; `nil` where the flag is set nowhere.
  func flagCondition(named name: String) -> String? {
    switch storage {
    case .flag(let values): return values.indices.contains { validity[$0] && values[$0] } ? "\(name) == 'Y'" : nil
    case .number, .integer: return (0..<count).contains { number($0) == 1 } ? "\(name) == 1" : nil
    case .category, .text:
      let words: [String] = ["Y", "Yes", "YES", "y", "yes"]
      let yes: String? = words.first { word in (0..<count).contains { text($0) == word } }
      return yes.map { "\(name) == \($0.quotedInExpression)" }
    default: return nil
    }
  }
}
