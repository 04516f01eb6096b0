import Cohorts
import OrderedCollections

/// The first `cohort.toml` of a folder or a file that has none: all that is inferred of it, with reasons, and with a comment
/// where a person must decide.
public enum DeclarationDraft {
  /// The most levels of a category that are written out without having been put in order.
  private static let mostLevels = 20

  /// The text for the data at a path.
  ///
  /// - Parameters:
  ///   - path: A folder, or a file.
  ///   - progress: Is told how far each file is read.
  /// - Returns: A `cohort.toml` that, put into the folder, loads as the same cohort, with the endpoints that its dates tell.
  /// - Throws: ``DataFaults`` where the tables cannot be read, or it cannot be told which holds the subjects.
  public static func text(
    for path: String, progress: (@Sendable (LoadProgress) -> Void)? = nil
  ) throws(DataFaults) -> String {
    let isFolder = Paths.isFolder(path)
    var loading =
      isFolder
      ? UndeclaredLoading(folder: path, progress: progress) : UndeclaredLoading(file: path, progress: progress)
    loading.faultyRows = .leftOut
    var inference = try loading.inference(isDraft: true)
    inference.declaration.name =
      inference.declaration.name ?? (isFolder ? Paths.nameOfFolder(path) : Paths.stem(path))
    if let subjects = inference.tables.first {
      inference.declaration.columns = CohortFolder.completed(
        inference.declaration.columns, by: subjects, mostLevels: mostLevels)
    }
    for table in inference.tables.dropFirst() where table.source is CSVFile {
      let name = table.table.name
      inference.declaration.linkedColumns[name] = CohortFolder.completed(
        inference.declaration.linkedColumns[name] ?? [], by: table, mostLevels: mostLevels)
    }
    let dated = inference.tables.first.flatMap { inference.declaration.endpointsByDates($0.table) }
    let proposals = inference.tables.first.map {
      DraftProposals(inference.declaration, subjects: $0.table, dated: dated)
    }
    if let dated, dated.doubt == nil { inference.add(dated) }
    return DeclarationText(inference.declaration, remarks: inference.remarks, proposals: proposals).text
  }

  /// Writes the text into the folder, or beside the file.
  ///
  /// - Returns: Where it was written.
  /// - Throws: ``DataFaults`` as ``text(for:progress:)``, and ``WriteError`` also where there is a `cohort.toml` already.
  public static func write(
    for path: String, progress: (@Sendable (LoadProgress) -> Void)? = nil
  ) throws -> String {
    let folder = Paths.isFolder(path) ? path : Paths.folder(path)
    let target = Paths.join(folder, CohortFolder.fileName)
    if Paths.exists(target) { throw WriteError.exists([target]) }
    let text = try text(for: path, progress: progress)
    try StagedFiles(folder: folder, files: [(CohortFolder.fileName, Array(text.utf8))]).write(overwrite: false)
    return target
  }
}

extension CohortFolder {
  /// The endpoints that the dates of the subjects tell, where there are no others.
  fileprivate func endpointsByDates(_ subjects: Table) -> DateEndpoints? {
    guard endpoints.isEmpty else { return nil }
    return DateEndpoints(subjects.columns.filter { $0.key != subjectID.name && $0.key != trial?.name })
  }
}

extension Inference {
  /// Declares endpoints that dates tell, and the columns that are computed for them.
  fileprivate mutating func add(_ dated: DateEndpoints) {
    let place = Place(file: CohortFolder.fileName)
    for endpoint in dated.endpoints {
      let (time, event) = ("\(endpoint.name)_days", "\(endpoint.name)_event")
      for (name, source) in [(time, endpoint.time), (event, endpoint.event)] {
        var entry = CohortFolder.ColumnEntry(name: name, place: place)
        entry.derive = (source, place)
        if name == time { entry.description.unit = TimeUnit.days.rawValue }
        declaration.columns.append(entry)
      }
      declaration.endpoints.append(
        CohortFolder.EndpointEntry(
          definition: EndpointDefinition(
            name: endpoint.name, label: endpoint.label, time: time, event: .indicator(column: event),
            origin: dated.originWords), places: [:]))
      remarks["endpoints.\(endpoint.name)"] = dated.remark(on: endpoint)
    }
  }
}
