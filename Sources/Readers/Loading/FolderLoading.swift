import Cohorts
import OrderedCollections

/// Loads a cohort from a folder with a dictionary.
///
/// Faults are gathered over all tables, stage by stage: the dictionary, the tables' structure, the columns that the
/// dictionary names, their values, the subjects, the endpoints.
struct FolderLoading {
  private let folder: String
  private let progress: (@Sendable (LoadProgress) -> Void)?

  init(_ folder: String, progress: (@Sendable (LoadProgress) -> Void)?) {
    self.folder = folder
    self.progress = progress
  }

  func load() throws(DataFaults) -> LoadedCohort {
    let path = Paths.join(folder, CohortFolder.fileName)
    let bytes: FileBytes
    do {
      bytes = try FileBytes.open(path)
    } catch {
      throw DataFaults(error.fault(path: path, shown: CohortFolder.fileName, place: nil))
    }
    let declared = try CohortFolder(TOMLDocument(name: CohortFolder.fileName, bytes: bytes))
    let files = try openTables(declared)
    try DictionaryCheck(declared, files: files).run()
    let (tables, notes) = try readTables(declared, files)
    let linked = try Linking(subjectID: declared.subjectID.name).link(tables, files)
    var sources = files.map(\.source)
    sources.append(
      Provenance.Source(table: "dictionary", name: CohortFolder.fileName, sha256: bytes.sha256(), rows: 0))
    let cohort = Cohort(
      name: declared.name ?? Paths.lastComponent(folder), verified: tables[0], linked: linked,
      dictionary: declared.dictionary, provenance: Provenance(sources: sources, notice: declared.notice))
    let longer = try LongColumns(declared, files: files).adding(to: cohort)
    let derived = try Derivations(declared).compute(in: longer)
    try VocabularyCheck(declared).run(on: derived)
    try PopulationCheck(declared).run(on: derived)
    let finished = try EndpointCheck(declared, subjects: files[0].csv).declaring(in: derived)
    return LoadedCohort(cohort: finished, notes: notes)
  }

  /// Opens all tables, the subjects first.
  private func openTables(_ declared: CohortFolder) throws(DataFaults) -> [TableFile] {
    var faults = FaultList()
    var files: [TableFile] = []
    for table in [declared.subjects] + declared.linked {
      let path = Paths.join(folder, table.path)
      guard !Paths.exists(path) || Paths.isInside(path, folder: folder) else {
        faults.add(DataFault(.outsideFolder(table.path), at: table.place))
        continue
      }
      do {
        files.append(try TableFile(table: table.name, path: path, shown: table.path, place: table.place))
      } catch {
        faults.add(error)
      }
    }
    try faults.throwIfAny()
    return files
  }

  /// Reads all tables.
  private func readTables(
    _ declared: CohortFolder, _ files: [TableFile]
  ) throws(DataFaults) -> (tables: [Table], notes: [String]) {
    var faults = FaultList()
    var tables: [Table] = []
    var notes: [String] = []
    for (index, file) in files.enumerated() {
      let entries = index == 0 ? declared.columns : declared.linkedColumns[file.table] ?? []
      let days = Set(entries.flatMap(\.dayColumns).map(\.name))
      let numeric = index == 0 ? declared.numericColumns : days.union(declared.numericColumns(ofLinked: file.table))
      let requests = file.csv.header.map { name in
        var request = entries.first { $0.name == name }?.request ?? .byContent
        request.isNumeric = request.type == nil && numeric.contains(name)
        request.isIdentifier = name == declared.subjectID.name
        return request
      }
      do {
        let read = try file.columns(requests, progress: progress)
        var columns = OrderedDictionary<String, Column>()
        for (name, column) in zip(file.csv.header, read.columns) { columns[name] = column }
        tables.append(try Self.table(file, columns))
        notes += read.notes
      } catch {
        faults.add(error)
      }
    }
    try faults.throwIfAny()
    return (tables, notes)
  }

  private static func table(
    _ file: TableFile, _ columns: OrderedDictionary<String, Column>
  ) throws(DataFaults) -> Table {
    do {
      return try Table(name: file.table, columns: columns)
    } catch {
      throw DataFaults(DataFault(.cannotCompute(error.description), file: file.csv.name))
    }
  }
}

extension CohortFolder {
  /// The columns of the subjects that must hold numbers for what is declared: those of times, and of days.
  var numericColumns: Set<String> {
    let times = endpoints.map(\.definition).flatMap { [$0.time, $0.entry, $0.originDay].compactMap(\.self) }
    return Set(times + columns.flatMap(\.dayColumns).map(\.name)).subtracting([subjectID.name])
  }

  /// The columns of a linked table that must hold numbers: the times of the endpoints that are made from its rows.
  func numericColumns(ofLinked table: String) -> Set<String> {
    Set(endpoints.compactMap(\.long).filter { $0.rows.table.name == table }.compactMap { $0.time?.name })
  }

  /// What the folder says of the variables, without its endpoints, which are declared once their columns are there.
  var dictionary: DataDictionary {
    func described(_ entries: [ColumnEntry]) -> OrderedDictionary<String, ColumnDescription> {
      var described: OrderedDictionary<String, ColumnDescription> = [:]
      for entry in entries where entry.description != ColumnDescription() { described[entry.name] = entry.description }
      return described
    }
    var linked: [String: OrderedDictionary<String, ColumnDescription>] = [:]
    for (table, entries) in linkedColumns where !described(entries).isEmpty { linked[table] = described(entries) }
    return DataDictionary(
      subjectID: subjectID.name, trial: trial?.name, columns: described(columns), linked: linked,
      vocabularies: vocabularies,
      populations: OrderedDictionary(
        populations.map { ($0.name, Population(label: $0.label ?? $0.name, condition: $0.condition.source)) },
        uniquingKeysWith: { first, _ in first }))
  }
}
