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
