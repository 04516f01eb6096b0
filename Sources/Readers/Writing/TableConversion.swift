import Cohorts
import OrderedCollections

/// Converts the tables of a file, or of a folder, into another format.
///
/// The tables are converted as they are read, not as a cohort: none is left out, and nothing is derived. What the format
/// cannot hold is an error with all cases, and nothing is written then.
public struct TableConversion {
  /// What was written.
  public struct Outcome: Sendable {
    /// The files.
    public var files: [String]
    /// What is not in them, and what was decided, a sentence each.
    public var notes: [String]
  }

  /// Why it is not clear what is to be done.
  public enum Fault: Error, Sendable, Hashable, CustomStringConvertible {
    /// The format is not told, neither by name nor by the ending of the file.
    case noFormat(String)
    /// A file is to be written whose ending tells a format that is read, but not written.
    case notWritten(String, ending: String)
    /// Several tables are to be written into a file that holds one.
    case severalTables(String, tables: [String])
    /// Two tables would be written under one name.
    case sameName(String, sources: [String])

    /// What is needed.
    public var description: String {
      switch self {
      case .noFormat(let path):
        "\(path): the ending tells no format; choose one with --to: "
          + ConversionFormat.allCases.map(\.rawValue).joined(separator: ", ")
      case .notWritten(let path, let ending):
        "\(path): \(ending) is not written; what is written ends in "
          + ConversionFormat.endings.map { "\($0.ending) (\($0.format.title))" }.joined(separator: ", ")
      case .severalTables(let path, let tables):
        "\(path) can hold one table, but there are \(tables.count) (\(tables.prefix(8).joined(separator: ", "))"
          + "\(tables.count > 8 ? ", …" : "")); give a folder, or a transport file"
      case .sameName(let name, let sources):
        "\(sources.joined(separator: " and ")) would both be written as \(name); convert them one by one"
      }
    }
  }

  private let out: String
  private let format: ConversionFormat
  private let isFile: Bool
  private var notes: [String] = []

  /// Converts the tables at a path.
  ///
  /// - Parameters:
  ///   - path: A file of tables, or a folder of them, with or without a `cohort.toml`.
  ///   - out: A file, by its ending, or else a folder.
  ///   - format: The format; by the ending of `out` where `nil`.
  ///   - overwrite: Whether files that are there already are replaced.
  ///   - progress: Is told how far each file is read.
  /// - Returns: What was written.
  /// - Throws: ``Fault``, ``DataFaults`` where the tables cannot be read, and ``WriteError``.
  public static func convert(
    _ path: String, to out: String, as format: ConversionFormat? = nil, overwrite: Bool = false,
    progress: (@Sendable (LoadProgress) -> Void)? = nil
  ) throws -> Outcome {
    let told = ConversionFormat(ending: out)
    if !Paths.isFolder(out), let ending = ConversionFormat.endingNotWritten(out) {
      throw Fault.notWritten(out, ending: ending)
    }
    guard let format = format ?? told else { throw Fault.noFormat(out) }
    var conversion = TableConversion(out: out, format: format, isFile: told != nil && !Paths.isFolder(out))
    return try conversion.convert(ConvertedTables(path, progress: progress), overwrite: overwrite)
  }

  private init(out: String, format: ConversionFormat, isFile: Bool) {
    self.out = out
    self.format = format
    self.isFile = isFile
  }

  private mutating func convert(_ read: ConvertedTables, overwrite: Bool) throws -> Outcome {
    notes = read.notes
    let files = isFile ? try file(read) : try folder(read)
    let folder = isFile ? Paths.folder(out) : out
    try StagedFiles(folder: folder, files: files).write(overwrite: overwrite)
    return Outcome(files: files.map { Paths.join(folder, $0.name) }, notes: notes)
  }

  // MARK: - Files

  private typealias File = (name: String, bytes: [UInt8])
  private typealias Written = (table: DescribedTable, back: ReadTable)

  private mutating func file(_ read: ConvertedTables) throws -> [File] {
    guard read.tables.count == 1 || format.holdsSeveral else {
      throw Fault.severalTables(out, tables: read.tables.map(\.source.name))
    }
    let described = read.tables.map(read.described)
    let name = Paths.lastComponent(out)
    let bytes = try format.bytes(of: described)
    let back = try ReadBack(name, bytes, of: described, as: format).tables
    if let lost = losses(zip(described, back).map { ($0, $1) }) {
      notes.append("\(format.title) has no place for \(lost)")
    }
    return [(name, bytes)]
  }

  private mutating func folder(_ read: ConvertedTables) throws -> [File] {
    var names: OrderedDictionary<String, String> = [:]
    var files: [File] = []
    var written: [Written] = []
    var cases: [WriteLimit] = []
    for table in read.tables {
      let name = Self.fileName(table.table.name) + "." + format.ending
      if let other = names.updateValue(table.source.name, forKey: name) {
        throw Fault.sameName(name, sources: [other, table.source.name])
      }
      let described = read.described(table)
      do throws(WriteError) {
        let bytes = try format.bytes(of: [described])
        written += try ReadBack(name, bytes, of: [described], as: format).tables.map { (described, $0) }
        files.append((name, bytes))
      } catch {
        guard case .cannotHold(_, let found) = error else { throw error }
        cases += found
      }
    }
    guard cases.isEmpty else { throw WriteError.cannotHold(format: format.title, cases: cases) }
    addDictionary(of: read, written, &files)
    return files
  }

  private func losses(_ written: [Written]) -> String? {
    var losses = ConversionLosses()
    for (table, back) in written { losses.add(table, back, as: format) }
    return losses.words
  }

  private static func fileName(_ table: String) -> String {
    String(table.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber || "_-.".contains($0)) ? $0 : "_" })
  }

  // MARK: - Dictionary

  /// Adds a dictionary with types, levels and labels, so that the files read back as the same tables; none where they do
  /// without one.
  private mutating func addDictionary(of read: ConvertedTables, _ written: [Written], _ files: inout [File]) {
    var held: Set<String> = []
    do {
      guard let (inferred, tables) = try read.declaration() else { return }
      held = Set(tables.map(read.name))
      if format == .csv || !read.isInferred(from: written.map(\.back), in: out) {
        files.append((CohortFolder.fileName, dictionary(inferred, tables, of: read)))
        if let words = losses(written.filter { held.contains($0.table.name) }) {
          notes.append("\(CohortFolder.fileName) holds what \(format.title) has no place for: \(words)")
        }
      }
    } catch {
      if format == .csv { notes.append("no cohort.toml is written, which would hold types and labels: \(error)") }
    }
    if let words = losses(written.filter { !held.contains($0.table.name) }) {
      notes.append("\(format.title) has no place for \(words)")
    }
  }

  /// The text of a dictionary that declares all of some tables.
  private func dictionary(_ inferred: CohortFolder, _ tables: [ReadTable], of read: ConvertedTables) -> [UInt8] {
    var declared = inferred
    func path(_ table: ReadTable) -> String { Self.fileName(read.name(of: table)) + "." + format.ending }
    for table in tables {
      if table.table.name == declared.subjects.name { declared.subjects.path = path(table) }
      for index in declared.linked.indices where declared.linked[index].name == table.table.name {
        declared.linked[index].path = path(table)
      }
    }
    declared.declareTypes(of: tables)
    return Array(DeclarationText(declared).text.utf8)
  }
}
