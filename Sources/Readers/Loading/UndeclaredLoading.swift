import Cohorts
import OrderedCollections

/// Loads a cohort that nobody has declared: from a folder without a dictionary, or from a file of several tables.
///
/// The tables are read by what is in them; a convention that they follow then declares them, and they are fitted to what
/// it asks.
struct UndeclaredLoading {
  /// The conventions, the first that tables follow is taken.
  static var conventions: [any Convention.Type] { [ADaM.self, CBioPortal.self, PlainFolder.self] }

  private let folder: String
  private let files: [String]
  private let isFolder: Bool
  private let name: String
  private let progress: (@Sendable (LoadProgress) -> Void)?
  /// What becomes of rows that have no subject, or whose subject stands twice.
  var faultyRows = FaultyRows.refused
  private var notes: [String]

  /// The tables of a folder.
  init(folder: String, progress: (@Sendable (LoadProgress) -> Void)?) {
    let listing = FolderListing(folder)
    self.init(folder, listing.files, isFolder: true, name: Paths.nameOfFolder(folder), progress)
    notes = listing.passedOver
  }

  /// The tables of a file.
  init(file: String, progress: (@Sendable (LoadProgress) -> Void)?) {
    self.init(Paths.folder(file), [Paths.lastComponent(file)], isFolder: false, name: Paths.stem(file), progress)
  }

  private init(
    _ folder: String, _ files: [String], isFolder: Bool, name: String, _ progress: (@Sendable (LoadProgress) -> Void)?
  ) {
    self.folder = folder
    self.files = files
    self.isFolder = isFolder
    self.name = name
    self.progress = progress
    notes = []
  }

  /// The cohort.
  ///
  /// - Throws: ``DataFaults`` where a table cannot be read, or it cannot be told which holds the subjects.
  func load() throws(DataFaults) -> LoadedCohort {
    let inference = try inference()
    var assembly = CohortAssembly(inference.declaration, tables: inference.tables)
    assembly.name = name
    assembly.faultyRows = faultyRows
    let loaded = try assembly.cohort()
    return LoadedCohort(
      cohort: loaded.cohort, notes: inference.notes + loaded.notes, findings: inference.findings + loaded.findings,
      rowsKept: loaded.rowsKept)
  }

  /// What is inferred of the tables, fitted to it; its notes begin with what was passed over.
  ///
  /// - Parameter isDraft: Whether a person will look through it, so that a single table without ids of a usual name is no fault.
  /// - Returns: The declaration, and the tables.
  /// - Throws: ``DataFaults`` where a table cannot be read, or it cannot be told which holds the subjects.
  func inference(isDraft: Bool = false) throws(DataFaults) -> Inference {
    let (tables, notes) = try tables()
    var inference: Inference
    do {
      inference = try self.inference(from: tables)
    } catch {
      guard isDraft, tables.count == 1, let table = tables.first, let fault = error.faults.first,
        case .subjects(.none) = fault.kind
      else { throw error }
      inference = try PlainFolder.draft(table)
    }
    inference.notes = notes + inference.notes
    return inference
  }

  /// What is inferred of the tables; that it cannot be told which holds the subjects is a fault of a single file itself.
  private func inference(from tables: [ReadTable]) throws(DataFaults) -> Inference {
    do {
      return try Self.inference(from: tables, folder: folder, faultyRows: faultyRows)
    } catch {
      guard !isFolder, let fault = error.faults.first, case .subjects = fault.kind, let file = files.first else {
        throw error
      }
      throw DataFaults(DataFault(fault.kind, file: file))
    }
  }

  /// The tables, read by what is in them, and what was passed over.
  func tables() throws(DataFaults) -> (tables: [ReadTable], notes: [String]) {
    let (tables, passedOver) = try chosen(opened())
    var notes = self.notes + passedOver
    let (read, copies) = try SameTables.distinct(try read(tables, &notes))
    return (read, notes + copies)
  }

  /// What is inferred of tables, fitted to it.
  static func inference(
    from tables: [ReadTable], folder: String, faultyRows: FaultyRows = .refused
  ) throws(DataFaults) -> Inference {
    for convention in conventions {
      guard
        let inference = try convention.inference(from: tables, folder: folder, faultyRows: faultyRows)
      else { continue }
      return try fitted(inference)
    }
    throw DataFaults(DataFault(.subjects(.none([])), file: folder))
  }

  /// What is inferred, its tables read as it says.
  private static func fitted(_ inferred: Inference) throws(DataFaults) -> Inference {
    var inference = inferred
    for index in inference.tables.indices {
      let table = inference.tables[index]
      inference.tables[index] = try table.fitted(to: inferred.declaration.requests(for: table.file))
    }
    return inference
  }

  private var noTables: DataFaults {
    DataFaults(DataFault(.noDictionary(holds: Paths.entries(of: folder)), file: folder))
  }

  private static func noTable(_ name: String) -> String { "passed over: \(name), which is no table" }

  // MARK: - Opening

  /// All tables of the files, and those files that turned out to hold none.
  private func opened() throws(DataFaults) -> (tables: [TableFile], notes: [String]) {
    var faults = FaultList()
    var tables: [TableFile] = []
    var notes: [String] = []
    for name in files {
      do {
        let file = try OpenedFile(path: Paths.join(folder, name), shown: name)
        tables += file.sources.map { source in
          file.table(source, as: source.tableName ?? Self.stem(name))
        }
      } catch {
        if isFolder, !FolderListing.mustBeTable(name), !isDamaged(name, error) {
          notes.append(Self.noTable(name))
        } else {
          faults.add(error)
        }
      }
    }
    try faults.throwIfAny()
    return (tables, notes)
  }

  /// Whether a JSON file that cannot be read says that it is one of tables.
  private func isDamaged(_ name: String, _ faults: DataFaults) -> Bool {
    if let fault = faults.faults.first, case .notDatasetJSON = fault.kind { return false }
    guard let bytes = try? FileBytes.open(Paths.join(folder, name)) else { return true }
    let beginning = bytes.text(0..<min(bytes.count, 1 << 16))
    return beginning.contains("\"datasetJSONVersion\"") || beginning.contains("\"itemGroupData\"")
  }

  /// A file's name without its ending, and without `.gz` before.
  private static func stem(_ name: String) -> String {
    Paths.stem(name.lowercased().hasSuffix(".gz") ? String(name.dropLast(3)) : name)
  }

  // MARK: - What is no table after all

  /// The tables without those that are most likely text.
  private func chosen(_ opened: (tables: [TableFile], notes: [String])) -> (tables: [TableFile], notes: [String]) {
    let narrow = opened.tables.filter(isNarrow)
    let notes = narrow.map { "passed over: \($0.source.name), which has a single column" }
    return (opened.tables.filter { !isNarrow($0) }, opened.notes + notes)
  }

  /// Whether a table of a folder has one column only, and that is none of ids: text, most likely, that is no table.
  private func isNarrow(_ table: TableFile) -> Bool {
    let header = table.source.header
    return isFolder && header.count < 2 && !header.contains { SubjectIDName.place(of: $0) != nil }
  }

  // MARK: - Reading

  /// The tables; what turns out to be prose, in a file that need not be a table, is passed over.
  private func read(_ tables: [TableFile], _ notes: inout [String]) throws(DataFaults) -> [ReadTable] {
    var faults = FaultList()
    var read: [ReadTable] = []
    for table in tables {
      do {
        read.append(try table.read(table.source.undeclaredRequests, progress: progress))
      } catch {
        let mayBeProse = isFolder && table.source is CSVFile && !FolderListing.mustBeTable(table.fileName)
        if mayBeProse { notes.append(Self.noTable(table.fileName)) } else { faults.add(error) }
      }
    }
    try faults.throwIfAny()
    guard !read.isEmpty else { throw noTables }
    return read
  }
}

extension DataFaults {
  /// Whether it is that a file holds JSON of another kind than tables.
  fileprivate var isOtherJSON: Bool {
    faults.contains { if case .notDatasetJSON = $0.kind { true } else { false } }
  }
}

extension TableSource {
  /// What is asked of columns of which nobody has said anything: what is in them, but for ids of usual names.
  var undeclaredRequests: [ColumnRequest] {
    header.map { name in
      var request = ColumnRequest.byContent
      request.isIdentifier = SubjectIDName.place(of: name) != nil
      return request
    }
  }
}
