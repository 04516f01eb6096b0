public import Cohorts
import OrderedCollections

/// Writes a cohort as a folder that loads back as the same cohort: a CSV file a table, and a `cohort.toml`.
///
/// Of a restricted cohort the subjects that are in are written, and their rows of linked tables. A derived column is
/// written as its values, with where it comes from for the record.
public enum CohortFolderWriter {
  /// Writes a cohort.
  ///
  /// - Parameters:
  ///   - cohort: The cohort.
  ///   - directory: The folder, which is made where it is not there.
  ///   - overwrite: Whether files that are there already are replaced.
  /// - Throws: ``WriteError``, also where one of the files is there and is not to be replaced. Nothing is left behind
  ///   then: files are written to temporary names first, then renamed.
  public static func write(_ cohort: Cohort, to directory: String, overwrite: Bool = false) throws(WriteError) {
    let tables = tables(of: cohort)
    var files: [(name: String, bytes: [UInt8])] = []
    for (file, table) in tables { files.append((file, try CSVWriter.bytes(of: table))) }
    let declared = CohortFolder(
      describing: cohort, tables: tables.map { (name: $0.table.name, file: $0.file, table: $0.table) })
    files.append((CohortFolder.fileName, Array(DeclarationText(declared).text.utf8)))
    try StagedFiles(folder: directory, files: files).write(overwrite: overwrite)
  }

  /// The tables, the subjects first, and the names of their files.
  private static func tables(of cohort: Cohort) -> [(file: String, table: Table)] {
    var columns: OrderedDictionary<String, Column> = [:]
    for name in cohort.columnNames { columns[name] = try? cohort.column(name) }
    var tables: [(file: String, table: Table)] = []
    if let subjects = try? Table(name: "subjects", columns: columns) { tables.append(("subjects.csv", subjects)) }
    var taken: Set<String> = ["subjects.csv", CohortFolder.fileName]
    for name in cohort.linked.keys {
      guard let table = linkedTable(name, of: cohort) else { continue }
      var file = fileName(name)
      while !taken.insert(file.lowercased()).inserted { file = "_" + file }
      tables.append((file, table))
    }
    return tables
  }

  /// A linked table, with the subjects' ids where it does not hold them.
  private static func linkedTable(_ name: String, of cohort: Cohort) -> Table? {
    guard let (table, subjects) = try? cohort.linkedTable(name) else { return nil }
    let id = cohort.dictionary.subjectID
    var columns = table.columns
    if columns[id] == nil {
      guard let ids = try? cohort.column(id) else { return nil }
      columns.updateValue(ids.gathered(subjects), forKey: id, insertingAt: 0)
    }
    return try? Table(name: name, columns: columns)
  }

  private static func fileName(_ table: String) -> String {
    let safe = table.map { character in
      character.isASCII && (character.isLetter || character.isNumber || "_-".contains(character)) ? character : "_"
    }
    return String(safe) + ".csv"
  }
}
