import Cohorts
import OrderedCollections

/// A folder of tables that tell by their ids alone which are the subjects.
///
/// 1. The subjects are the table in which each row has its own id, and in which the ids of all other tables are found. Of
///    several the one of a usual name, such as `subjects` or `demographics`.
/// 2. The column of ids is of a usual name, such as `USUBJID`, or, where no table has such a name, the one that all share and that fits.
/// 3. Where rows without a subject are left out, the subjects may have ids that repeat or are blank, and other tables ids that they lack:
///    they are the table of a usual name, or else the only one in which nearly every row has its own.
/// 4. Every other table that has the column is linked under its own name; one that has not is passed over, and noted.
/// 5. Endpoints are found by the names of the subjects' columns.
enum PlainFolder: Convention {
  /// Names of tables of subjects, the likelier first.
  private static let subjectNames = [
    "subjects", "adsl", "patients", "patient", "demographics", "dm", "demog", "baseline",
  ]

  /// The most rows of subjects that may repeat an id or have none, as a share of all.
  private static let mostFaulty = 0.1

  static func inference(
    from tables: [ReadTable], folder: String, faultyRows: FaultyRows
  ) throws(DataFaults) -> Inference? {
    guard !tables.isEmpty else { return nil }
    var tried: [SubjectsFault.Tried] = []
    for column in idColumns(of: tables) {
      let having = tables.filter { $0.table.columns[column] != nil }
      let looks = having.map { table in
        SubjectsFault.Tried(
          table, column: column, others: having.filter { $0.source.name != table.source.name })
      }
      let fit = zip(having, looks).filter(\.1.isFit).map(\.0)
      if let subjects = try choice(of: fit, column, folder) {
        return try inference(subjects, having, lacking: tables.filter { $0.table.columns[column] == nil }, column)
      }
      if faultyRows == .leftOut, let subjects = likeliest(having, looks) {
        return try inference(subjects, having, lacking: tables.filter { $0.table.columns[column] == nil }, column)
      }
      tried += looks
    }
    if tried.isEmpty { tried = tables.map { SubjectsFault.Tried($0, column: nil, others: []) } }
    throw DataFaults(DataFault(.subjects(.none(tried)), file: folder))
  }

  /// The columns that may hold ids: those of usual names, the likelier first, or else those that all tables share.
  private static func idColumns(of tables: [ReadTable]) -> [String] {
    let all = OrderedSet(tables.flatMap(\.table.columns.keys))
    let usual = SubjectIDName.candidates(among: all)
    guard usual.isEmpty, tables.count > 1 else { return usual }
    return all.filter { name in
      tables.allSatisfy { $0.table.columns[name] != nil }
        && tables.contains { $0.table.columns[name].map(SubjectIndex.isUnique) ?? false }
    }
  }

  private static func choice(
    of fit: [ReadTable], _ column: String, _ folder: String
  ) throws(DataFaults) -> ReadTable? {
    guard fit.count > 1 else { return fit.first }
    for name in subjectNames {
      if let subjects = fit.first(where: { $0.table.name.lowercased() == name }) { return subjects }
    }
    throw DataFaults(DataFault(.subjects(.several(fit.map(\.source.name), column: column)), file: folder))
  }

  /// The table that is meant for the subjects, though it has faults.
  private static func likeliest(_ having: [ReadTable], _ looks: [SubjectsFault.Tried]) -> ReadTable? {
    for name in subjectNames {
      if let subjects = having.first(where: { $0.table.name.lowercased() == name }) { return subjects }
    }
    let near = zip(having, looks).filter { table, look in
      Double(look.duplicates + look.missing) <= mostFaulty * Double(table.table.count)
    }
    return near.count == 1 ? near[0].0 : nil
  }

  /// What a draft says of a table of which no column is named like ids: the first of texts or whole numbers in which each row has a
  /// value of its own may hold them; where there is none, one has to be added.
  static func draft(_ table: ReadTable) throws(DataFaults) -> Inference {
    let kinds: Set<ColumnType> = [.text, .category, .integer]
    let column = table.table.columns.first { kinds.contains($0.value.type) && SubjectIndex.isUnique($0.value) }?.key
    var inference = try inference(table, [table], lacking: [], column ?? "subject_id")
    inference.remarks["subject_id"] =
      "decide: no column is named like subject ids, "
      + (column == nil
        ? "and none has one value for each row; add one to the file, such as the numbers 1, 2, 3, …"
        : "and this is the first in which each row has a value of its own")
    return inference
  }

  private static func inference(
    _ subjects: ReadTable, _ having: [ReadTable], lacking: [ReadTable], _ column: String
  ) throws(DataFaults) -> Inference {
    let place = Place(file: subjects.source.name)
    var inference = Inference(
      declaration: CohortFolder(
        subjectID: (column, place), subjects: .init(name: "subjects", path: subjects.path, place: place)),
      tables: [try subjects.named("subjects")])
    let isUnique = subjects.table.columns[column].map(SubjectIndex.isUnique) ?? false
    inference.remarks["subject_id"] =
      isUnique
      ? "each row of \(subjects.source.name) has its own"
      : "decide: rows of \(subjects.source.name) repeat one, or have none, and must be mended before a run"
    inference.notes.append("\(subjects.source.name) holds the subjects, by \"\(column)\"")
    for table in having where table.source.name != subjects.source.name {
      var name = table.table.name
      while name == "subjects" || inference.declaration.linked.contains(where: { $0.name == name }) { name += "_" }
      inference.declaration.linked.append(.init(name: name, path: table.path, place: Place(file: table.source.name)))
      inference.tables.append(try table.named(name))
    }
    for table in lacking {
      inference.notes.append("\(table.source.name) has no column \"\(column)\", and is passed over")
    }
    let endpoints = EndpointInference(subjects.table.columns)
    inference.notes += endpoints.notes
    for endpoint in endpoints.endpoints {
      inference.declaration.endpoints.append(.init(definition: endpoint, places: ["time": place, "event": place]))
      inference.remarks["endpoints.\(endpoint.name)"] =
        "by the names of its columns; decide: the unit, and what it is counted from"
    }
    return inference
  }
}

extension ReadTable {
  /// How a `cohort.toml` beside its file names it.
  var path: String {
    guard let member = source.tableName, source.name.hasSuffix(", \(member)") else { return source.name }
    return "\(source.name.dropLast(member.count + 2))#\(member)"
  }
}
