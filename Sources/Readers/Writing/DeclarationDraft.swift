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
  /// - Returns: A `cohort.toml` that, put into the folder, loads as the same cohort.
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
      inference.declaration.name ?? (isFolder ? Paths.lastComponent(path) : Paths.stem(path))
    if let subjects = inference.tables.first {
      inference.declaration.columns = CohortFolder.completed(
        inference.declaration.columns, by: subjects, mostLevels: mostLevels)
    }
    for table in inference.tables.dropFirst() where table.source is CSVFile {
      let name = table.table.name
      inference.declaration.linkedColumns[name] = CohortFolder.completed(
        inference.declaration.linkedColumns[name] ?? [], by: table, mostLevels: mostLevels)
    }
    let proposals = inference.tables.first.map { DraftProposals(inference.declaration, subjects: $0.table) }
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
