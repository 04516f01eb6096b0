import Cohorts

/// What the variables of a table of adverse events (ADAE) are for.
enum ADaMEvents {
  /// The variables that may play each role, the one that is preferred first.
  ///
  /// A grade that was derived for analysis comes before the one that was collected, its number before its text, and either before a
  /// severity in words.
  static let roles: [(role: ColumnRole, names: [String])] = [
    (.term, ["AEDECOD", "AETERM"]), (.organClass, ["AEBODSYS", "AESOC"]),
    (.grade, ["ATOXGRN", "ATOXGR", "AETOXGRN", "AETOXGR", "ASEV", "AESEV"]), (.onset, ["ASTDY", "AESTDY"]),
    (.end, ["AENDY", "AEENDY"]), (.emergent, ["TRTEMFL"]), (.serious, ["AESER"]), (.related, ["AREL", "AEREL"]),
    (.fatal, ["AESDTH", "AEOUT"]),
  ]

  /// The variable for each role, of those that have a value in any row.
  static func roles(of table: ADaMTable) -> [String: ColumnRole] {
    var found: [String: ColumnRole] = [:]
    for (role, names) in roles {
      if let name = table.firstFilled(names) { found[name] = role }
    }
    return found
  }
}
