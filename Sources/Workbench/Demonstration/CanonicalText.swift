import Cohorts
import Crypto
import OrderedCollections

/// A table as comma-separated text in one fixed form, so that the same values always give the same bytes.
///
/// A line of names, then a line for each row, each ended by a line feed. Values as ``Cohorts/Value/description`` writes them,
/// nothing for a missing one; a field that holds a comma, a quote or a line break is quoted.
struct CanonicalText {
  /// The bytes, in UTF-8.
  let bytes: [UInt8]

  /// The text of a table.
  init(_ table: Table) {
    var bytes: [UInt8] = []
    Self.append(table.columns.keys.map { $0 }, to: &bytes)
    let columns = Array(table.columns.values)
    for row in 0..<table.count { Self.append(columns.map { $0[row].description }, to: &bytes) }
    self.bytes = bytes
  }

  /// The SHA-256 digest of the bytes, in hexadecimal.
  var sha256: String {
    let digits = Array("0123456789abcdef")
    return String(SHA256.hash(data: bytes).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
  }

  private static func append(_ fields: [String], to bytes: inout [UInt8]) {
    for (index, field) in fields.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      bytes += quoted(field).utf8
    }
    bytes.append(UInt8(ascii: "\n"))
  }

  private static func quoted(_ field: String) -> String {
    guard field.utf8.contains(where: { [0x2C, 0x22, 0x0A, 0x0D].contains($0) }) else { return field }
    return "\"" + field.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }
}
