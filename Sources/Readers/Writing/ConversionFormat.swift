import OrderedCollections

/// A format into which tables are converted.
public enum ConversionFormat: String, Sendable, Hashable, CaseIterable {
  /// Comma-separated values.
  case csv
  /// Dataset-JSON 1.1, one object.
  case datasetJSON = "dataset-json"
  /// Dataset-JSON 1.1, a row a line.
  case ndjson
  /// SAS transport, version 5.
  case xpt5
  /// SAS transport, version 8.
  case xpt8

  /// The format that the ending of a file's name tells; `nil` where it tells none.
  public init?(ending path: String) {
    let name = Paths.lastComponent(path).lowercased()
    guard let found = Self.endings.first(where: { name.hasSuffix($0.ending) }) else { return nil }
    self = found.format
  }

  /// The endings of files' names, and the formats that they tell.
  static let endings: [(ending: String, format: ConversionFormat)] = [
    (".csv", .csv), (".json", .datasetJSON), (".ndjson", .ndjson), (".xpt", .xpt5), (".xpt5", .xpt5), (".xpt8", .xpt8),
  ]

  /// The ending of a file of tables that is read, but not written; `nil` for any other name.
  static func endingNotWritten(_ path: String) -> String? {
    let name = Paths.lastComponent(path).lowercased()
    return [".tsv", ".tab", ".txt", ".dsjc", ".gz", ".zip", ".sas7bdat", ".xlsx", ".parquet"].first(
      where: name.hasSuffix)
  }

  /// The ending of its files' names.
  var ending: String {
    switch self {
    case .csv: "csv"
    case .datasetJSON: "json"
    case .ndjson: "ndjson"
    case .xpt5, .xpt8: "xpt"
    }
  }

  /// Whether a file may hold several tables.
  var holdsSeveral: Bool { self == .xpt5 || self == .xpt8 }

  /// A file of tables.
  ///
  /// - Throws: ``WriteError/cannotHold(format:cases:)`` with all that the format cannot hold.
  func bytes(of tables: [DescribedTable]) throws(WriteError) -> [UInt8] {
    switch self {
    case .csv:
      let cases = tables.flatMap { CSVLimits.cases($0.table) }
      guard cases.isEmpty else { throw .cannotHold(format: title, cases: cases) }
      return try tables.first.map { table throws(WriteError) in try CSVWriter.bytes(of: table.table) } ?? []
    case .datasetJSON: return try Self.first(tables, .object)
    case .ndjson: return try Self.first(tables, .lines)
    case .xpt5: return try XPTWriter.bytes(of: tables, version: .v5)
    case .xpt8: return try XPTWriter.bytes(of: tables, version: .v8)
    }
  }

  private static func first(
    _ tables: [DescribedTable], _ form: DatasetJSONWriter.Form
  ) throws(WriteError) -> [UInt8] {
    guard let table = tables.first else { return [] }
    return try DatasetJSONWriter.bytes(of: table, as: form)
  }

  /// Its name, in words.
  var title: String {
    switch self {
    case .csv: "CSV"
    case .datasetJSON, .ndjson: "Dataset-JSON 1.1"
    case .xpt5: "XPT version 5"
    case .xpt8: "XPT version 8"
    }
  }
}
