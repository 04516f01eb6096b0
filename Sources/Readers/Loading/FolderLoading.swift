import Cohorts
import OrderedCollections
import TOML

/// Loads a cohort from a folder with a dictionary.
///
/// Faults are gathered over all tables, stage by stage: the dictionary, the tables' structure, the columns that the
/// dictionary names, their values, the subjects, the endpoints.
struct FolderLoading {
  private let folder: String
  private let progress: (@Sendable (LoadProgress) -> Void)?
  /// What becomes of rows that have no subject, or whose subject stands twice.
  var faultyRows = FaultyRows.refused

  init(_ folder: String, progress: (@Sendable (LoadProgress) -> Void)?) {
    self.folder = folder
    self.progress = progress
  }

  func load() throws(DataFaults) -> LoadedCohort {
    let (declared, tables, dictionary) = try tables()
    var assembly = CohortAssembly(declared, tables: tables)
    assembly.faultyRows = faultyRows
    assembly.name = Paths.nameOfFolder(folder)
    assembly.dictionarySource = dictionary
    return try assembly.cohort()
  }

  /// What the dictionary declares, the tables as it declares them, and where it comes from itself.
  func tables() throws(DataFaults) -> (declared: CohortFolder, tables: [ReadTable], dictionary: Provenance.Source) {
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
    let source = Provenance.Source(
      table: "dictionary", name: CohortFolder.fileName, sha256: bytes.sha256(), rows: 0)
    return (declared, try readTables(declared, files), source)
  }

  /// Opens all tables, the subjects first.
  private func openTables(_ declared: CohortFolder) throws(DataFaults) -> [TableFile] {
    var faults = FaultList()
    var files: [TableFile] = []
    for table in [declared.subjects] + declared.linked {
      let path = Paths.join(folder, TableFile.split(table.path, in: folder).path)
      guard !Paths.exists(path) || Paths.isInside(path, folder: folder) else {
        faults.add(DataFault(.outsideFolder(table.path), at: table.place))
        continue
      }
      do {
        files.append(try TableFile(named: table, in: folder, mayBeEmpty: table.name != declared.subjects.name))
      } catch {
        faults.add(error)
      }
    }
    try faults.throwIfAny()
    return files
  }

  /// Reads all tables.
  func readTables(_ declared: CohortFolder, _ files: [TableFile]) throws(DataFaults) -> [ReadTable] {
    var faults = FaultList()
    var tables: [ReadTable] = []
    for file in files {
      do {
        tables.append(try file.read(declared.requests(for: file), progress: progress))
      } catch {
        faults.add(error)
      }
    }
    try faults.throwIfAny()
    return tables
  }
}

extension CohortFolder {
  /// What is asked of the columns of a table, in the order of its header.
  func requests(for file: TableFile) -> [ColumnRequest] {
    let isSubjects = file.table == subjects.name
    let entries = isSubjects ? columns : linkedColumns[file.table] ?? []
    let days = Set(entries.flatMap(\.dayColumns).map(\.name))
    let numeric = isSubjects ? numericColumns : days.union(numericColumns(ofLinked: file.table))
    return file.source.header.map { name in
      var request = entries.first { $0.name == name }?.request ?? .byContent
      request.isNumeric = request.type == nil && numeric.contains(name)
      request.isIdentifier = name == subjectID.name
      request.missing = request.isIdentifier ? [] : request.missing + (missing?.texts ?? []).filter(request.isNew)
      return request
    }
  }

  /// The columns of the subjects that must hold numbers for what is declared: those of times, and of days.
  private var numericColumns: Set<String> {
    let times = endpoints.map(\.definition).flatMap { [$0.time, $0.entry, $0.originDay].compactMap(\.self) }
    return Set(times + columns.flatMap(\.dayColumns).map(\.name)).subtracting([subjectID.name])
  }

  /// The columns of a linked table that must hold numbers: the times of the endpoints that are made from its rows.
  private func numericColumns(ofLinked table: String) -> Set<String> {
    Set(endpoints.compactMap(\.long).filter { $0.rows.table.name == table }.compactMap { $0.time?.name })
  }
}
