import Cohorts
import OrderedCollections

/// Puts a cohort together from what is declared of it and its tables, read.
///
/// The one way from tables to a cohort, whether the declaration was written in a `cohort.toml` or inferred.
struct CohortAssembly {
  private let declared: CohortFolder
  private var tables: [ReadTable]

  /// The cohort's name where none is declared.
  var name = ""
  /// The file of the declaration, where there is one.
  var dictionarySource: Provenance.Source?
  /// What becomes of rows that have no subject, or whose subject stands twice.
  var faultyRows = FaultyRows.refused

  /// - Parameters:
  ///   - declared: What is said of the tables.
  ///   - tables: The tables, read as it was asked, the subjects first.
  init(_ declared: CohortFolder, tables: [ReadTable]) {
    self.declared = declared
    self.tables = tables
  }

  /// The cohort.
  ///
  /// - Throws: ``DataFaults`` for ids that do not fit together, derived columns, vocabularies and endpoints that cannot
  ///   be computed.
  func cohort() throws(DataFaults) -> LoadedCohort {
    guard faultyRows == .leftOut else { return try linked() }
    var sifting = Sifting(subjectID: declared.subjectID.name)
    var sifted = self
    sifted.tables = try sifting.sift(tables)
    let loaded = try sifted.linked()
    return LoadedCohort(
      cohort: loaded.cohort, notes: loaded.notes, findings: loaded.findings + sifting.findings, rowsKept: sifting.kept)
  }

  private func linked() throws(DataFaults) -> LoadedCohort {
    let linked = try Linking(subjectID: declared.subjectID.name).link(tables)
    let sources = tables.map(\.file.provenance) + [dictionarySource].compactMap(\.self)
    let cohort = Cohort(
      name: declared.name ?? name, verified: tables[0].table, linked: linked, dictionary: dictionary,
      provenance: Provenance(sources: sources, notice: declared.notice))
    let files = tables.map(\.file)
    var long = LongColumns(declared, files: files, faultyRows: faultyRows)
    let longer = try long.adding(to: cohort)
    let derived = try Derivations(declared, files: files).compute(in: longer)
    try VocabularyCheck(declared).run(on: derived)
    try PopulationCheck(declared).run(on: derived)
    let finished = try EndpointCheck(declared, subjects: tables[0].source, faultyRows: faultyRows).declaring(
      in: derived)
    return LoadedCohort(
      cohort: finished, notes: tables.flatMap(\.notes), findings: long.findings + declared.findingsOfMissing(tables))
  }

  /// What is said of the variables, by the declaration and else by their files, without the endpoints, which are
  /// declared once their columns are there.
  private var dictionary: DataDictionary {
    var linked: [String: OrderedDictionary<String, ColumnDescription>] = [:]
    for read in tables.dropFirst() {
      let described = Self.described(declared.linkedColumns[read.table.name] ?? [], read)
      if !described.isEmpty { linked[read.table.name] = described }
    }
    for part in declared.parts {
      for entry in declared.linkedColumns[part.name] ?? [] {
        linked[part.name, default: [:]][entry.name] = entry.description
      }
    }
    return DataDictionary(
      subjectID: declared.subjectID.name, trial: declared.trial?.name,
      columns: tables.first.map { Self.described(declared.columns, $0) } ?? [:], linked: linked,
      vocabularies: declared.vocabularies, populations: declared.populationsByName)
  }

  /// The declared descriptions, in their order, then those of the file alone; what both say, the declaration says.
  private static func described(
    _ entries: [CohortFolder.ColumnEntry], _ read: ReadTable
  ) -> OrderedDictionary<String, ColumnDescription> {
    let inFile = read.descriptions
    var described: OrderedDictionary<String, ColumnDescription> = [:]
    for entry in entries {
      let description = entry.description.completed(by: inFile[entry.name])
      if description != ColumnDescription() { described[entry.name] = description }
    }
    for (name, description) in inFile where described[name] == nil { described[name] = description }
    return described
  }
}

extension ColumnDescription {
  /// The description, with what it leaves open as another has it.
  func completed(by other: ColumnDescription?) -> ColumnDescription {
    guard let other else { return self }
    var whole = self
    whole.label = label ?? other.label
    whole.unit = unit ?? other.unit
    whole.knownAt = knownAt ?? other.knownAt
    whole.role = role ?? other.role
    whole.vocabulary = vocabulary ?? other.vocabulary
    whole.format = format ?? other.format
    whole.levelLabels = levelLabels.merging(other.levelLabels) { declared, _ in declared }
    return whole
  }
}
