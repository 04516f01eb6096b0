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
    declaration.name = declaration.name ?? Paths.nameOfFolder(folder)
    return (declaration, inference.tables)
  }

  /// A table with what its file and the `cohort.toml` say of it.
  func described(_ read: ReadTable) -> DescribedTable {
    var descriptions = read.descriptions
    for entry in entries(of: read.table.name) where read.table.columns[entry.name] != nil {
      descriptions[entry.name] = entry.description.completed(by: descriptions[entry.name])
    }
    return DescribedTable(
      name: read.table.name, label: read.source.label, table: read.table, descriptions: descriptions,
      key: read.source.key)
  }

  /// What the `cohort.toml` says of the columns of a table.
  private func entries(of table: String) -> [CohortFolder.ColumnEntry] {
    guard let declared else { return [] }
    return table == declared.subjects.name ? declared.columns : declared.linkedColumns[table] ?? []
  }

  /// Whether tables that were read back are understood without a `cohort.toml`, just as these are.
  ///
  /// - Parameters:
  ///   - back: The tables as they are read from the files that were written, by what is in them.
  ///   - folder: The folder that those files are written to.
  /// - Returns: Whether all tables, and what is inferred of them, are the same.
  func isInferred(from back: [ReadTable], in folder: String) -> Bool {
    guard declared == nil, let before = try? UndeclaredLoading.inference(from: tables, folder: self.folder),
      let after = try? UndeclaredLoading.inference(from: back, folder: folder)
    else { return false }
    func columns(_ inference: Inference) -> [OrderedDictionary<String, Column>] {
      inference.tables.map(\.table.columns)
    }
    return columns(before) == columns(after)
      && DeclarationText(before.declaration.withoutPaths).text == DeclarationText(after.declaration.withoutPaths).text
  }

  /// The name under which a table of the declaration stands among these.
  func name(of table: ReadTable) -> String {
    tables.first { $0.source.name == table.source.name }?.table.name ?? table.table.name
  }
}

extension CohortFolder {
  /// The same of tables, whatever their files are called.
  fileprivate var withoutPaths: CohortFolder {
    var declared = self
    declared.subjects.path = declared.subjects.name
    for index in declared.linked.indices { declared.linked[index].path = declared.linked[index].name }
    return declared
  }
}
