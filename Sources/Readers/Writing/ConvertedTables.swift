import Cohorts
import OrderedCollections

/// The tables of a file or a folder as they are to be converted: all that there are, under their files' names for them.
struct ConvertedTables {
  /// The tables.
  let tables: [ReadTable]
  /// What was passed over and decided in reading them, a sentence each.
  let notes: [String]
  private let folder: String
  private let declared: CohortFolder?

  /// Reads the tables at a path; those of a folder with a `cohort.toml` as it declares them.
  init(_ path: String, progress: (@Sendable (LoadProgress) -> Void)?) throws(DataFaults) {
    let isFolder = Paths.isFolder(path)
    folder = isFolder ? path : Paths.folder(path)
    if isFolder, Paths.exists(Paths.join(path, CohortFolder.fileName)) {
      let loading = try FolderLoading(path, progress: progress).tables()
      declared = loading.declared
      tables = loading.tables
      notes = []
    } else {
      declared = nil
      let loading =
        isFolder
        ? UndeclaredLoading(folder: path, progress: progress) : UndeclaredLoading(file: path, progress: progress)
      (tables, notes) = try loading.tables()
    }
  }

  /// What a `cohort.toml` would say of the tables, and those of them that it names; `nil` where they are no cohort's.
  ///
  /// - Throws: ``DataFaults`` where it cannot be told which holds the subjects.
  func declaration() throws(DataFaults) -> (CohortFolder, [ReadTable])? {
    if let declared { return (declared, tables) }
    let inference = try UndeclaredLoading.inference(from: tables, folder: folder)
    var declaration = inference.declaration
    declaration.name = declaration.name ?? Paths.lastComponent(folder)
    return (declaration, inference.tables)
  }

  /// The name under which a table of the declaration stands among these.
  func name(of table: ReadTable) -> String {
    tables.first { $0.source.name == table.source.name }?.table.name ?? table.table.name
  }
}
