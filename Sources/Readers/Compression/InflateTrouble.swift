/// Why bytes could not be decompressed.
enum InflateTrouble: Error, Hashable {
  /// The file ends before the data do.
  case cutShort
  /// A block of the fourth, reserved kind.
  case blockKind
  /// A block that is stored as it is, whose length and the check of it differ.
  case storedLength
  /// Code lengths that are no prefix code.
  case badCode(String)
  /// Bits that are no code.
  case noSuchCode
  /// A repetition of what would stand before the first byte.
  case distance(Int, have: Int)
  /// A header that its format does not allow.
  case header(String)
  /// A checksum that disagrees with the bytes.
  case checksum(String)
  /// A length that disagrees with the bytes.
  case length(said: UInt32, found: Int)
  /// Something after the end.
  case trailing
  /// More bytes than are made of such a file.
  case tooLarge(limit: Int)
  /// The system has no room for so many bytes.
  case noMemory(Int)

  /// What was found.
  var words: String {
    switch self {
    case .cutShort: "the file ends before the data do; it was cut short"
    case .blockKind: "a block is of a kind that there is not"
    case .storedLength: "the length of a block and its check differ"
    case .badCode(let which): "the codes of a block cannot be right (\(which))"
    case .noSuchCode: "the data hold a code that was not declared"
    case .distance(let distance, let have): "the data repeat what stands \(distance) bytes back, after \(have) bytes"
    case .header(let reason): "the header cannot be understood: \(reason)"
    case .checksum(let name): "the \(name) is not that of the data; the file is damaged"
    case .length(let said, let found): "the length is given as \(said) bytes, and \(found) were found"
    case .trailing: "something follows after the end of the data"
    case .tooLarge(let limit): "the data are longer than \(limit) bytes, the most that is made of such a file"
    case .noMemory(let bytes): "there is no memory for \(bytes) bytes"
    }
  }
}
