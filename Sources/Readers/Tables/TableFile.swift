import Cohorts

/// A file, opened: its tables found.
struct OpenedFile {
  /// The file's name, without folders.
  let fileName: String
  /// Its tables, in the order of the file.
  let sources: [any TableSource]
  private let bytes: FileBytes
  private let digest: SourceDigest

  /// Opens a file.
  ///
  /// - Parameters:
  ///   - path: Where the file is.
  ///   - shown: How faults call it.
  ///   - place: Where a dictionary names it.
  ///   - mayBeEmpty: Whether a text may have a header alone; otherwise it is taken for no table.
  /// - Throws: ``DataFaults`` where it cannot be opened, or holds no table.
  init(path: String, shown: String, place: Place? = nil, mayBeEmpty: Bool = false) throws(DataFaults) {
    do {
      bytes = try FileBytes.open(path)
    } catch {
      throw DataFaults(error.fault(path: path, shown: shown, place: place))
    }
    fileName = Paths.lastComponent(path)
    digest = bytes.digest(shown: shown)
    do {
      sources = try TableFormat.open(name: shown, bytes: bytes)
    } catch {
      throw bytes.trouble.map { DataFaults($0.fault(shown: shown)) } ?? error
    }
    if !mayBeEmpty, let text = sources.first as? CSVFile, text.rowCount == 0 {
      throw DataFaults(DataFault(.noRows, file: shown))
    }
  }

  /// Opens what is to be a file, and is in memory yet.
  ///
  /// - Throws: ``DataFaults`` where it holds no table.
  init(name: String, bytes: [UInt8]) throws(DataFaults) {
    let bytes = FileBytes(bytes)
    self.bytes = bytes
    fileName = name
    digest = bytes.digest(shown: name)
    sources = try TableFormat.open(name: name, bytes: bytes)
  }

  /// One of its tables, under a name of the cohort's.
  func table(_ source: any TableSource, as name: String) -> TableFile {
    TableFile(table: name, source: source, fileName: fileName, bytes: bytes, digest: digest)
  }
}

/// A table of the cohort, and the file that it comes from.
struct TableFile {
  /// The name of the table.
  var table: String
  /// Its values.
  let source: any TableSource
  /// The file's name, without folders.
  let fileName: String
  /// The bytes of the file.
  private let bytes: FileBytes
  /// The SHA-256 digest of the file.
  private let digest: SourceDigest

  fileprivate init(
    table: String, source: any TableSource, fileName: String, bytes: FileBytes, digest: SourceDigest
  ) {
    self.table = table
    self.source = source
    self.fileName = fileName
    self.bytes = bytes
    self.digest = digest
  }

  /// The table that a dictionary names, as `adsl.xpt`, or as `adam.xpt#ADSL` where the file holds several; `mayBeEmpty` where a
  /// text of a header alone is a table too.
  ///
  /// - Throws: ``DataFaults`` also where the file has several tables and none is named, or not the one that is.
  init(
    named entry: CohortFolder.NamedTable, in folder: String, mayBeEmpty: Bool = false
  ) throws(DataFaults) {
    let (path, member) = Self.split(entry.path, in: folder)
    let file = try OpenedFile(path: Paths.join(folder, path), shown: path, place: entry.place, mayBeEmpty: mayBeEmpty)
    let names = file.sources.map { $0.tableName ?? "" }
    if let member {
      guard let source = file.sources.first(where: { $0.tableName?.lowercased() == member.lowercased() }) else {
        throw DataFaults(DataFault(.unknownMember(member, names: names), at: entry.place))
      }
      self = file.table(source, as: entry.name)
    } else {
      guard let source = file.sources.first, file.sources.count == 1 else {
        throw DataFaults(DataFault(.severalMembers(path: entry.path, names: names), at: entry.place))
      }
      self = file.table(source, as: entry.name)
    }
  }

  /// The file that a dictionary names, and the table in it.
  static func split(_ path: String, in folder: String) -> (path: String, member: String?) {
    guard let mark = path.lastIndex(of: "#"), !Paths.exists(Paths.join(folder, path)) else { return (path, nil) }
    return (String(path[..<mark]), String(path[path.index(after: mark)...]))
  }

  /// Reads the table, and has the digest of the file computed from then on.
  ///
  /// - Parameters:
  ///   - requests: What is asked of each column, in the order of the header.
  ///   - progress: Is told how far the file is read.
  /// - Returns: The table under its name.
  /// - Throws: ``DataFaults`` for what is wrong with the values.
  func read(
    _ requests: [ColumnRequest], progress: (@Sendable (LoadProgress) -> Void)?
  ) throws(DataFaults) -> ReadTable {
    var told: (@Sendable (Int) -> Void)?
    if let progress {
      let counter = ProgressCounter(file: fileName, bytes: source.byteCount, tell: progress)
      told = { counter.add($0) }
    }
    let read = try source.read(requests.map(\.asRead), progress: told)
    if let trouble = bytes.trouble { throw DataFaults(trouble.fault(shown: source.name)) }
    digest.start()
    let (taken, notes) = try DeclaredMissing(source).taken(from: read.columns, requests)
    let columns = zip(taken, requests).map { $1.completed($0) }
    return try ReadTable(self, columns, notes: read.notes + notes)
  }

  /// Where the table comes from.
  var provenance: Provenance.Source {
    Provenance.Source(table: table, name: fileName, digest: digest, rows: source.rowCount)
  }
}

extension FileTrouble {
  /// The fault of a file that was there.
  func fault(shown: String) -> DataFault { fault(path: shown, shown: shown, place: nil) }

  /// The fault that a file cannot be opened.
  func fault(path: String, shown: String, place: Place?) -> DataFault {
    let kind: DataFault.Kind
    switch self {
    case .missing:
      let siblings = Paths.entries(of: Paths.folder(path))
      kind = .missingFile(nearest: Nearest.name(to: Paths.lastComponent(path), among: siblings))
    case .directory: kind = .isFolder
    case .cutShort: kind = .cutShort
    case .changed: kind = .changed
    case .unreadable(let reason): kind = .unreadable(reason: reason)
    }
    return place.map { DataFault(kind, at: $0) } ?? DataFault(kind, file: shown)
  }
}
