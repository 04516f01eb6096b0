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
    let loading =
      isFolder
      ? UndeclaredLoading(folder: path, progress: progress) : UndeclaredLoading(file: path, progress: progress)
    var inference = try loading.inference()
    inference.declaration.name =
      inference.declaration.name ?? (isFolder ? Paths.lastComponent(path) : Paths.stem(path))
    complete(&inference)
    return DeclarationText(inference.declaration, remarks: inference.remarks).text
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

  /// Adds what the data say of the subjects' columns: every column with its type, and its levels where they are few.
  private static func complete(_ inference: inout Inference) {
    guard let read = inference.tables.first else { return }
    var declared = inference.declaration.columns
    var columns: [CohortFolder.ColumnEntry] = []
    for (name, column) in read.table.columns {
      let known = declared.firstIndex { $0.name == name }
      var entry =
        known.map { declared.remove(at: $0) } ?? CohortFolder.ColumnEntry(name: name, place: Place(file: name))
      entry.description = entry.description.completed(by: read.descriptions[name])
      if entry.request.type == nil {
        entry.request.type = column.type
        if let levels = column.declaredLevels, levels.count <= mostLevels { entry.request.levels = levels }
      }
      columns.append(entry)
    }
    inference.declaration.columns = columns + declared
  }
}
