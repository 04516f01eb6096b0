import Cohorts
import OrderedCollections

/// Loads a cohort from one file without a dictionary.
struct SingleFileLoading {
  private let path: String
  private let progress: (@Sendable (LoadProgress) -> Void)?
  /// What becomes of rows that have no subject, or whose subject stands twice.
  var faultyRows = FaultyRows.refused

  init(_ path: String, progress: (@Sendable (LoadProgress) -> Void)?) {
    self.path = path
    self.progress = progress
  }

  func load() throws(DataFaults) -> LoadedCohort {
    let shown = Paths.exists(path) ? Paths.lastComponent(path) : path
    let opened = try OpenedFile(path: path, shown: shown)
    guard let source = opened.sources.first, opened.sources.count == 1, !(source is CBioPortalTable) else {
      var loading = UndeclaredLoading(file: path, progress: progress)
      loading.faultyRows = faultyRows
      return try loading.load()
    }
    let file = opened.table(source, as: "subjects")
    let header = source.header
    let candidates = SubjectIDName.candidates(among: header).compactMap { header.firstIndex(of: $0) }
    var requests = [ColumnRequest](repeating: .byContent, count: header.count)
    for candidate in candidates { requests[candidate].isIdentifier = true }
    let read = try file.read(requests, progress: progress)
    var columns = read.table.columns

    var notes: [String] = []
    let idColumn = candidates.first { read.table.columns[header[$0]].map(SubjectIndex.isUnique) ?? false }
    for candidate in candidates where candidate != idColumn {
      columns[header[candidate]] = columns[header[candidate]]?.categoriesOrTexts()
    }
    let subjectID = idColumn.map { header[$0] } ?? Self.numberRows(&columns, count: source.rowCount)
    if idColumn != nil {
      notes.append("subject ids are in \"\(subjectID)\"")
    } else {
      notes.append(Self.noIDNote(candidates.map { header[$0] }, subjectID))
    }
    notes += read.notes
    var dictionary = DataDictionary(subjectID: subjectID, columns: read.descriptions)
    let inferred = EndpointInference(columns)
    for endpoint in inferred.endpoints { dictionary.endpoints[endpoint.name] = endpoint }
    notes += inferred.notes
    let subjects = try Self.table(columns, file: shown)
    let cohort = Cohort(
      name: Paths.stem(path), verified: subjects, linked: [:], dictionary: dictionary,
      provenance: Provenance(sources: [file.provenance]))
    return LoadedCohort(cohort: cohort, notes: notes)
  }

  private static func table(_ columns: OrderedDictionary<String, Column>, file: String) throws(DataFaults) -> Table {
    do {
      return try Table(name: "subjects", columns: columns)
    } catch {
      throw DataFaults(DataFault(.cannotCompute(error.description), file: file))
    }
  }

  private static func noIDNote(_ candidates: [String], _ name: String) -> String {
    let reason =
      candidates.isEmpty
      ? "no column is named like subject ids (\(SubjectIDName.usual.joined(separator: ", ")))"
      : "\"\(candidates[0])\" does not hold one id for each row"
    return "\(reason); rows are numbered as subjects in the column \"\(name)\""
  }

  /// Puts row numbers before all columns, under a name that is free.
  private static func numberRows(_ columns: inout OrderedDictionary<String, Column>, count: Int) -> String {
    var name = "row"
    while columns[name] != nil { name += "_" }
    columns.updateValue(Column(.integer((0..<count).map { Int64($0 + 1) })), forKey: name, insertingAt: 0)
    return name
  }
}
