public import Cohorts
import OrderedCollections

/// Writes tables as comma-separated values that read back as the same columns.
///
/// RFC 4180 with LF at the end of each line. Numbers in the fewest digits that read back the same (a column of whole
/// real numbers keeps a decimal, `34.0`, so that it does not become one of whole numbers), days and moments as ISO 8601,
/// flags as `yes` and `no`, nothing where a value is missing, or the text of the data that tells why. Texts are quoted where they hold a comma, a quote or a line
/// end, begin or end with white space, or look like a missing value. What cannot be told apart in such a file, an
/// empty text from a missing one and a text `12` from a number, takes a dictionary or is lost.
public enum CSVWriter {
  /// A table as UTF-8.
  ///
  /// - Throws: ``WriteError/notFinite(column:row:)`` for an infinite number or one that is none, and
  ///   ``WriteError/nulInText(column:row:)``.
  public static func bytes(of table: Table) throws(WriteError) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(table.count * table.columns.count * 6)
    for (index, name) in table.columns.keys.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      append(name, to: &bytes)
    }
    bytes.append(10)
    let fields = table.columns.map { FieldWriter(name: $0.key, column: $0.value, isAlone: table.columns.count == 1) }
    for row in 0..<table.count {
      for (index, field) in fields.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        try field.write(row, to: &bytes)
      }
      bytes.append(10)
    }
    return bytes
  }

  /// Writes a table to a file: to a temporary name first, then renamed.
  ///
  /// - Parameters:
  ///   - table: The table.
  ///   - path: The file.
  ///   - overwrite: Whether a file that is there already is replaced.
  /// - Throws: ``WriteError``, also where the file is there and is not to be replaced.
  public static func write(_ table: Table, to path: String, overwrite: Bool = false) throws(WriteError) {
    let files = StagedFiles(folder: Paths.folder(path), files: [(Paths.lastComponent(path), try bytes(of: table))])
    try files.write(overwrite: overwrite)
  }

  /// Adds a text, quoted where it has to be.
  static func append(_ text: String, to bytes: inout [UInt8]) {
    guard needsQuotes(text) else { return bytes.append(contentsOf: text.utf8) }
    bytes.append(34)
    for byte in text.utf8 {
      if byte == 34 { bytes.append(34) }
      bytes.append(byte)
    }
    bytes.append(34)
  }

  private static func needsQuotes(_ text: String) -> Bool {
    guard let first = text.utf8.first, let last = text.utf8.last else { return false }
    let ends = [text.unicodeScalars.first, text.unicodeScalars.last]
    if first <= 32 || last <= 32 || ends.contains("\u{A0}") || MissingToken.isToken(text) { return true }
    return text.utf8.contains { $0 == 34 || $0 == 10 || $0 == 13 || CSVFormat.delimiters.contains($0) }
  }
}

/// Writes the values of one column.
private struct FieldWriter {
  let name: String
  let column: Column
  /// Whether it is the only column, so that a missing value must not leave an empty line.
  let isAlone: Bool
  private let keepsDecimal: Bool
  private let keepsReasons: Bool

  init(name: String, column: Column, isAlone: Bool) {
    self.name = name
    self.column = column
    self.isAlone = isAlone
    keepsReasons = !column.writtenReasons.isEmpty
    if case .number(let values) = column.storage {
      keepsDecimal = values.indices.allSatisfy { !column.validity[$0] || values[$0] == values[$0].rounded() }
    } else {
      keepsDecimal = false
    }
  }

  func write(_ row: Int, to bytes: inout [UInt8]) throws(WriteError) {
    guard column.validity[row] else {
      if keepsReasons, let reasons = column.reasons, !MissingReasons.isLetter(reasons.codes[row]),
        let text = reasons[row]
      {
        return CSVWriter.append(text, to: &bytes)
      }
      if isAlone { bytes += [34, 34] }
      return
    }
    switch column.storage {
    case .number(let values):
      guard values[row].isFinite else { throw .notFinite(column: name, row: row + 1) }
      let text = "\(values[row])"
      bytes.append(contentsOf: (keepsDecimal || !text.hasSuffix(".0") ? text[...] : text.dropLast(2)).utf8)
    case .category, .text:
      let text = column[row].description
      guard !text.utf8.contains(0) else { throw .nulInText(column: name, row: row + 1) }
      if text.isEmpty, isAlone { bytes += [34, 34] }
      CSVWriter.append(text, to: &bytes)
    case .integer, .flag, .date, .dateTime, .time: bytes.append(contentsOf: column[row].description.utf8)
    }
  }
}
