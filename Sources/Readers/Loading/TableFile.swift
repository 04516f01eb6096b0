import Cohorts
import OrderedCollections

/// A table's file: opened, its records found, its digest on the way.
struct TableFile {
  /// The name of the table.
  let table: String
  /// Its records.
  let csv: CSVFile
  /// The file's name, without folders.
  let fileName: String
  private let digest: Awaited<String>

  /// Opens the file of a table.
  ///
  /// - Parameters:
  ///   - table: The name of the table.
  ///   - path: Where the file is.
  ///   - shown: How faults call it.
  ///   - place: Where a dictionary names it.
  /// - Throws: ``DataFaults`` where it cannot be opened, or is not a table.
  init(table: String, path: String, shown: String, place: Place? = nil) throws(DataFaults) {
    let bytes: FileBytes
    do {
      bytes = try FileBytes.open(path)
    } catch {
      throw DataFaults(error.fault(path: path, shown: shown, place: place))
    }
    self.table = table
    fileName = Paths.lastComponent(path)
    digest = Awaited { bytes.sha256() }
    csv = try CSVFile(name: shown, bytes: bytes)
  }

  /// Reads the columns.
  func columns(
    _ requests: [ColumnRequest], progress: (@Sendable (LoadProgress) -> Void)?
  ) throws(DataFaults) -> CSVColumns {
    guard let progress else { return try CSVColumns(csv, requests: requests) }
    let counter = ProgressCounter(file: fileName, bytes: csv.bytes.count, tell: progress)
    return try CSVColumns(csv, requests: requests) { counter.add($0) }
  }

  /// Where the table comes from.
  var source: Provenance.Source {
    Provenance.Source(table: table, name: fileName, sha256: digest.wait() ?? "", rows: csv.rowCount)
  }
}

extension FileTrouble {
  /// The fault that a file cannot be opened.
  func fault(path: String, shown: String, place: Place?) -> DataFault {
    let kind: DataFault.Kind
    switch self {
    case .missing:
      let siblings = Paths.entries(of: Paths.folder(path))
      kind = .missingFile(nearest: Nearest.name(to: Paths.lastComponent(path), among: siblings))
    case .directory: kind = .isFolder
    case .unreadable(let reason): kind = .unreadable(reason: reason)
    }
    return place.map { DataFault(kind, at: $0) } ?? DataFault(kind, file: shown)
  }
}
