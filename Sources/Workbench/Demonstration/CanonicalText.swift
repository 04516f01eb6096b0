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
    bytes.reserveCapacity((table.count + 1) * table.columns.count * 8)
    for name in table.columns.keys { Self.append(name, to: &bytes) }
    Self.endLine(&bytes)
    let columns = Array(table.columns.values)
    for row in 0..<table.count {
      for column in columns { Self.append(column[row].description, to: &bytes) }
      Self.endLine(&bytes)
    }
    self.bytes = bytes
  }

  /// The SHA-256 digest of the bytes, in hexadecimal.
  var sha256: String {
    let digits = Array("0123456789abcdef")
    return String(SHA256.hash(data: bytes).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
  }

  /// Adds a field and a comma.
  private static func append(_ field: String, to bytes: inout [UInt8]) {
    let quote = UInt8(ascii: "\"")
    if field.utf8.contains(where: { $0 == quote || $0 == UInt8(ascii: ",") || $0 == 0x0A || $0 == 0x0D }) {
      bytes.append(quote)
      for byte in field.utf8 {
        if byte == quote { bytes.append(quote) }
        bytes.append(byte)
      }
      bytes.append(quote)
    } else {
      bytes.append(contentsOf: field.utf8)
    }
    bytes.append(UInt8(ascii: ","))
  }

  /// Puts a line feed in the place of the last comma.
  private static func endLine(_ bytes: inout [UInt8]) {
    if !bytes.isEmpty { bytes[bytes.count - 1] = 0x0A }
  }
}
