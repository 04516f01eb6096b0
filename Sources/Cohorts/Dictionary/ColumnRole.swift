public import OrderedCollections

/// What a variable of a linked table is for, so that an analysis finds it whatever its name.
public enum ColumnRole: String, Sendable, Hashable, CaseIterable, Codable {
  /// The term of an adverse event, such as MedDRA's preferred term.
  case term
  /// The class that a term belongs to, such as MedDRA's system organ class.
  case organClass = "organ_class"
  /// The grade of an adverse event, 1 to 5.
  case grade
  /// The scale by which it was graded, such as ASTCT or CTCAE 5.
  case scale
  /// The day on which it began.
  case onset
  /// The day on which it ended.
  case end
  /// Whether it was serious.
  case serious
  /// Whether it was related to treatment.
  case related
  /// Whether it began or grew worse under treatment.
  case emergent = "treatment_emergent"
  /// Whether it led to death.
  case fatal
  /// The day of an assessment.
  case day
  /// The response found at an assessment.
  case response

  /// The names under which such a variable usually goes, ADaM's among them, the plainest first.
  var usualNames: [String] {
    switch self {
    case .term: ["term", "preferred_term", "AEDECOD", "AETERM"]
    case .organClass: ["organ_class", "soc", "system_organ_class", "AEBODSYS", "AESOC"]
    case .grade: ["grade", "ATOXGRN", "AETOXGRN", "ATOXGR", "AETOXGR", "severity", "ASEV", "AESEV"]
    case .scale: ["scale", "grading_scale", "grading"]
    case .onset: ["onset_day", "onset", "start_day", "ASTDY", "AESTDY"]
    case .end: ["end_day", "AENDY", "AEENDY"]
    case .serious: ["serious", "AESER"]
    case .related: ["related", "AREL", "AEREL"]
    case .emergent: ["treatment_emergent", "emergent", "TRTEMFL"]
    case .fatal: ["fatal", "led_to_death", "AESDTH", "AEOUT"]
    case .day: ["day", "assessment_day", "visit_day", "ADY"]
    case .response: ["response", "AVALC"]
    }
  }
}

extension Cohort {
  /// The variable of a linked table that plays a role: the one that the dictionary gives it, or else one that goes by a usual name
  /// for it; `nil` where there is none.
  public func column(playing role: ColumnRole, inTable name: String) -> String? {
    guard let table = linked[name]?.table else { return nil }
    let described = dictionary.linked[name] ?? [:]
    if let declared = table.columns.keys.first(where: { described[$0]?.role == role }) { return declared }
    if role == .response, table.mixesParameters { return nil }
    return role.usualNames.first { table.columns[$0] != nil && described[$0]?.role == nil }
  }

  /// The variable of a cohort of rows (``rows(ofTable:)``) that plays a role.
  func column(playing role: ColumnRole) -> String? {
    columnNames.first { dictionary.columns[$0]?.role == role }
      ?? role.usualNames.first { stored.columns[$0] != nil && dictionary.columns[$0]?.role == nil }
  }

  /// The linked table that holds what these roles are of: the one of a usual name, or else the only one that has them all.
  public func table(holding roles: [ColumnRole], usualNames: [String]) -> String? {
    let holding = linked.keys.filter { name in roles.allSatisfy { column(playing: $0, inTable: name) != nil } }
    return usualNames.first(where: holding.contains) ?? (holding.count == 1 ? holding.first : nil)
  }

  /// The rows of a linked table as a cohort of their own, so that they can be asked, grouped and restricted as subjects are.
  ///
  /// - Parameter name: The linked table.
  /// - Returns: The rows of the subjects who are in; and for each the position of its subject in this cohort. A message about a row
  ///   names its subject.
  /// - Throws: ``CohortError/unknownTable(_:known:nearest:)``.
  public func rows(ofTable name: String) throws(CohortError) -> (rows: Cohort, subjects: [Int32]) {
    let (table, subjects) = try linkedTable(name)
    let described = DataDictionary(
      subjectID: dictionary.subjectID, columns: dictionary.linked[name] ?? [:], vocabularies: dictionary.vocabularies)
    let rows = Cohort(
      name: table.name, verified: table, linked: [:], dictionary: described, provenance: provenance)
    return (rows, subjects)
  }

  /// The cohort with another linked table, or another in the place of one of that name.
  ///
  /// - Parameters:
  ///   - table: The rows.
  ///   - subjects: For each row, the position of its subject in this cohort.
  ///   - name: The name of the table.
  ///   - descriptions: What is known of its variables.
  /// - Returns: The same subjects with the table.
  public func linking(
    _ table: Table, of subjects: [Int32], as name: String,
    descriptions: OrderedDictionary<String, ColumnDescription>
  ) -> Cohort {
    let stored = subjects.map { Int32(selection.storedRow(Int($0))) }
    return linking(LinkedTable(table: table, subjectRows: stored), as: name, descriptions: descriptions)
  }
}

extension Table {
  /// Whether its rows are of several parameters, as the column PARAMCD of ADaM tells: what is an assessment and what was derived
  /// from assessments then stand one below the other, and must be told apart before they are counted.
  fileprivate var mixesParameters: Bool {
    guard let parameters = columns.first(where: { $0.key.uppercased() == "PARAMCD" })?.value else { return false }
    let first = (0..<count).first { parameters.validity[$0] }
    guard let first else { return false }
    if case .category(let values) = parameters.storage {
      return (first..<count).contains { parameters.validity[$0] && values.codes[$0] != values.codes[first] }
    }
    let value = parameters[first]
    return (first..<count).contains { parameters.validity[$0] && parameters[$0] != value }
  }
}
