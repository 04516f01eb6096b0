import Cohorts
import OrderedCollections

/// Writes tables as CDISC Dataset-JSON 1.1, as one object or in lines.
///
/// Texts and categories become `string`, real numbers `float` (or `decimal`, where that is asked for), whole numbers
/// `integer`, flags `boolean`, days, moments and times ISO 8601 with `targetDataType` `integer` where their format is that
/// of a SAS number. Missing values are `null`. What the format cannot hold is an error that names all of it: special missing
/// values, numbers that are not finite, empty texts (which are missing, to SAS and to us), times of more than a day.
///
/// What is written reads back as the same columns, but for the order of levels.
public enum DatasetJSONWriter {
  /// How a table is laid out.
  public enum Form: Sendable, Hashable {
    /// One object with all rows (`.json`).
    case object
    /// An object that describes the table, then a row a line (`.ndjson`).
    case lines
  }

  /// A date of creation for files that are to be the same whenever they are written.
  public static let noDate = "1970-01-01T00:00:00"

  /// A table as UTF-8.
  ///
  /// - Parameters:
  ///   - table: The table.
  ///   - form: How it is laid out.
  ///   - decimals: The columns of numbers that are written as decimals in quotes.
  ///   - created: When the file is made, as ISO 8601.
  /// - Returns: The bytes of the file.
  /// - Throws: ``WriteError/cannotHold(format:cases:)`` with all that Dataset-JSON cannot hold.
  public static func bytes(
    of table: DescribedTable, as form: Form = .object, decimals: Set<String> = [], created: String = noDate
  ) throws(WriteError) -> [UInt8] {
    let fields = table.table.columns.map { name, column in
      DatasetJSONField(
        name: name, column: column, description: table.descriptions[name] ?? ColumnDescription(),
        isDecimal: decimals.contains(name))
    }
    var limits = fields.flatMap { $0.limits(in: table.name) }
    if table.name.isEmpty { limits.insert(WriteLimit(table: "a table", what: "it has no name"), at: 0) }
    guard limits.isEmpty else { throw .cannotHold(format: "Dataset-JSON 1.1", cases: limits) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(table.table.count * fields.count * 8)
    appendHead(of: table, fields, created, to: &bytes)
    bytes += Array((form == .object ? ",\"rows\":[" : "}\n").utf8)
    let pieces = (table.table.count + rowsOfPiece - 1) / rowsOfPiece
    // As many pieces at once as processors, so that little is held twice.
    for first in stride(from: 0, to: pieces, by: 16) {
      let made = Workers.map(min(16, pieces - first)) { index in
        let start = (first + index) * rowsOfPiece
        return rows(start..<min(start + rowsOfPiece, table.table.count), of: fields, as: form)
      }
      for piece in made { bytes += piece }
    }
    if form == .object { bytes += Array("]}\n".utf8) }
    return bytes
  }

  /// The number of rows that one worker writes.
  private static let rowsOfPiece = 1 << 14

  /// Some rows, with what separates them from those before.
  private static func rows(_ rows: Range<Int>, of fields: [DatasetJSONField], as form: Form) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(rows.count * fields.count * 8)
    for row in rows {
      if form == .object, row > 0 { bytes.append(44) }
      bytes.append(UInt8(ascii: "["))
      for index in fields.indices {
        if index > 0 { bytes.append(44) }
        fields[index].write(row, to: &bytes)
      }
      bytes.append(UInt8(ascii: "]"))
      if form == .lines { bytes.append(10) }
    }
    return bytes
  }

  /// Writes a table to a file: to a temporary name first, then renamed.
  ///
  /// - Parameters:
  ///   - table: The table.
  ///   - path: The file.
  ///   - form: How it is laid out.
  ///   - overwrite: Whether a file that is there already is replaced.
  /// - Throws: ``WriteError``, also where the file is there and is not to be replaced.
  public static func write(
    _ table: DescribedTable, to path: String, as form: Form = .object, overwrite: Bool = false
  ) throws(WriteError) {
    let files = [(Paths.lastComponent(path), try bytes(of: table, as: form))]
    try StagedFiles(folder: Paths.folder(path), files: files).write(overwrite: overwrite)
  }

  /// What describes the table, up to its rows.
  private static func appendHead(
    of table: DescribedTable, _ fields: [DatasetJSONField], _ created: String, to bytes: inout [UInt8]
  ) {
    func member(_ key: String, _ value: String) {
      bytes.append(bytes.isEmpty ? UInt8(ascii: "{") : 44)
      bytes += Array("\"\(key)\":".utf8)
      JSONString.append(value.utf8, to: &bytes)
    }
    member("datasetJSONCreationDateTime", created)
    member("datasetJSONVersion", "1.1.0")
    member("itemGroupOID", "IG.\(table.name)")
    bytes += Array(",\"records\":\(table.table.count)".utf8)
    member("name", table.name)
    member("label", table.label ?? "")
    bytes += Array(",\"columns\":[".utf8)
    for (index, field) in fields.enumerated() {
      if index > 0 { bytes.append(44) }
      field.describe(in: table, to: &bytes)
    }
    bytes.append(UInt8(ascii: "]"))
  }
}

extension JSONString {
  /// Adds a text in quotes, with escapes where JSON wants them.
  static func append(_ text: some Collection<UInt8>, to bytes: inout [UInt8]) {
    bytes.append(34)
    guard text.contains(where: { $0 < 32 || $0 == 34 || $0 == 92 }) else {
      bytes.append(contentsOf: text)
      return bytes.append(34)
    }
    for byte in text {
      switch byte {
      case 34, 92: bytes += [92, byte]
      case 10: bytes += [92, UInt8(ascii: "n")]
      case 13: bytes += [92, UInt8(ascii: "r")]
      case 9: bytes += [92, UInt8(ascii: "t")]
      case 0..<32: bytes += Array("\\u00\(byte < 16 ? "0" : "")\(String(byte, radix: 16))".utf8)
      default: bytes.append(byte)
      }
    }
    bytes.append(34)
  }
}
