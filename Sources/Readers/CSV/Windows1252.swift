/// Text in Windows-1252, as spreadsheets of Western Europe save it, brought to UTF-8.
///
/// Nearly all bytes are a character of Windows-1252, so that of itself says little. A file is taken for it only where nothing speaks
/// against it: it has no byte that Windows-1252 leaves open and no control character but tabs and ends of lines, and none of its
/// characters is UTF-8 of several bytes, for then it is a mixture, and a person must look.
struct Windows1252 {
  /// The text in UTF-8.
  let utf8: FileBytes
  /// How many of its characters are not ASCII.
  let characters: Int

  /// Brings bytes to UTF-8; `nil` where they are that already, or something speaks against Windows-1252.
  init?(_ bytes: FileBytes) {
    let count = bytes.count
    let base = bytes.base
    let text = UnsafeBufferPointer(start: base, count: count)
    var high = 0
    var position = 0
    while position < count {
      let byte = text[position]
      if byte >= 0x80 {
        guard !Self.open.contains(byte) else { return nil }
        high += 1
        let length = min(count - position, 4)
        if UTF8Check.firstFault(base + position, length) != 0 { return nil }
      } else if byte < 32 || byte == 127 {
        guard byte == 9 || byte == 10 || byte == 13 else { return nil }
      }
      position += 1
    }
    guard high > 0 else { return nil }
    var recoded: [UInt8] = []
    recoded.reserveCapacity(count + 2 * high)
    for byte in text { recoded += Self.characters[Int(byte)] }
    utf8 = FileBytes(recoded)
    characters = high
  }

  /// The bytes that stand for nothing.
  private static let open: Set<UInt8> = [0x81, 0x8D, 0x8F, 0x90, 0x9D]

  /// The UTF-8 of each byte.
  private static let characters: [[UInt8]] = (0..<256).map { byte in
    let byte = [UInt8(byte)]
    return byte.withUnsafeBufferPointer { Array(XPTEncoding.windows1252.text($0).utf8) }
  }
}
