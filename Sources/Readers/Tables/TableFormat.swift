/// Tells the format of a file by what is in it, whatever its name, and opens its tables.
enum TableFormat {
  /// The tables of a file: one, or as many as it has members.
  ///
  /// - Parameters:
  ///   - name: The name under which faults show the file.
  ///   - bytes: Its bytes.
  /// - Returns: The tables, in the order of the file.
  /// - Throws: ``DataFaults`` where it is of no known format, or is damaged.
  static func open(name: String, bytes: FileBytes) throws(DataFaults) -> [any TableSource] {
    let bytes = try Compression.unwrapped(bytes, name: name)
    if XPTLibrary.recognises(bytes) { return try XPTTable.all(name: name, bytes: bytes) }
    if DatasetJSONFile.isJSON(bytes) {
      return try DatasetJSONFile(name: name, bytes: whole(bytes, name: name)).tables
    }
    if let table = try CBioPortalTable(name: name, bytes: bytes) { return [table] }
    return [try CSVFile.opening(name: name, bytes: bytes)]
  }

  private static func whole(_ bytes: FileBytes, name: String) throws(DataFaults) -> FileBytes {
    do {
      return try bytes.whole()
    } catch {
      throw DataFaults(error.fault(shown: name))
    }
  }
}
