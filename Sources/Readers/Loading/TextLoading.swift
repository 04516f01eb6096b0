import Cohorts
import TOML

extension CohortLoader {
  /// A cohort of what would be a folder with a `cohort.toml`, and is text in memory, with all the checks of a folder.
  ///
  /// - Parameters:
  ///   - dictionary: The text of `cohort.toml`.
  ///   - tables: The texts of the tables that it names, by file name.
  /// - Returns: The cohort, and what was inferred.
  /// - Throws: ``DataFaults``.
  public static func load(dictionary: String, tables: [String: String]) throws(DataFaults) -> LoadedCohort {
    let bytes = FileBytes(Array(dictionary.utf8))
    let declared = try CohortFolder(TOMLDocument(name: CohortFolder.fileName, bytes: bytes))
    var faults = FaultList()
    var files: [TableFile] = []
    for table in [declared.subjects] + declared.linked {
      guard let text = tables[table.path] else {
        let nearest = Nearest.name(to: table.path, among: tables.keys.sorted())
        faults.add(DataFault(.missingFile(nearest: nearest), at: table.place))
        continue
      }
      do {
        let file = try OpenedFile(name: table.path, bytes: Array(text.utf8))
        if let source = file.sources.first { files.append(file.table(source, as: table.name)) }
      } catch { faults.add(error) }
    }
    try faults.throwIfAny()
    try DictionaryCheck(declared, files: files).run()
    let read = try FolderLoading("", progress: nil).readTables(declared, files)
    return try CohortAssembly(declared, tables: read).cohort()
  }
}
