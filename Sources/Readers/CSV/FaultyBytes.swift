/// Bytes that no text has: 0, and what is not UTF-8.
enum FaultyBytes {
  /// Whether there is one in a range.
  static func isAny(in bytes: FileBytes, _ range: Range<Int>) -> Bool {
    range.contains { bytes[$0] == 0 } || UTF8Check.firstFault(in: bytes, range) != nil
  }

  /// All of a file.
  static func all(in bytes: FileBytes, name: String) -> FaultList {
    var faults = FaultList()
    var position = 0
    var nextInvalid = UTF8Check.firstFault(in: bytes, 0..<bytes.count)
    while position < bytes.count {
      if position == nextInvalid {
        let range = position..<position + 1
        faults.add(DataFault(.notUTF8(byte: bytes[position]), at: Place(file: name, bytes: bytes, range: range)))
        nextInvalid = UTF8Check.firstFault(in: bytes, position + 1..<bytes.count)
      } else if bytes[position] == 0 {
        faults.add(DataFault(.nulByte, at: Place(file: name, bytes: bytes, range: position..<position + 1)))
      }
      position += 1
    }
    return faults
  }
}

/// What the first bytes of a file say of its format.
enum FileSignature {
  /// The format of a file, where it is a known one that is no text of comma-separated values.
  static func format(of bytes: FileBytes) -> String? {
    known.first { signature in
      bytes.count >= signature.bytes.count
        && signature.bytes.indices.allSatisfy { bytes[$0] == signature.bytes[$0] }
    }?.name
  }

  private static let known: [(bytes: [UInt8], name: String)] = [
    (Array("PK\u{3}\u{4}".utf8), "a zip archive or an Excel workbook"),
    ([0xD0, 0xCF, 0x11, 0xE0], "an old Excel workbook"),
    ([0xFF, 0xFE], "text in UTF-16 (save it as UTF-8)"),
    ([0xFE, 0xFF], "text in UTF-16 (save it as UTF-8)"),
    ([0x1F, 0x8B], "compressed with gzip"),
    (Array("**COMPRESSED** **COMPRESSED**".utf8), "a SAS CPORT file (write it with the XPORT engine)"),
    (Array("PAR1".utf8), "a Parquet file"),
    (Array("%PDF".utf8), "a PDF document"),
  ]
}
