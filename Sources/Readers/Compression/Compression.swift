/// Compressed files: told by their content, whatever their names, and unwrapped into memory.
///
/// gzip (RFC 1952, of one or several members) and zlib (RFC 1950). Lengths and checksums are checked. At most
/// ``Inflated/mostBytes`` come out of a file, and past ``Inflated/freeBytes`` at most ``Inflated/mostTimes`` for each byte
/// that goes in, so that a small file made to burst is told from a large table.
enum Compression {
  /// What compressed data are wrapped in.
  enum Wrapping: String, Sendable, Hashable {
    case gzip, zlib
  }

  /// What a file is wrapped in, or `nil` where it is not compressed.
  static func wrapping(of bytes: FileBytes) -> Wrapping? {
    guard bytes.count >= 2 else { return nil }
    if bytes[0] == 0x1F, bytes[1] == 0x8B { return .gzip }
    // The two bytes of zlib may also begin a text ("x^"); what follows in one that is compressed is none.
    guard bytes[0] == 0x78, (Int(bytes[0]) << 8 | Int(bytes[1])) % 31 == 0, !isText(bytes) else { return nil }
    return .zlib
  }

  private static func isText(_ bytes: FileBytes) -> Bool {
    let end = min(bytes.count, 512)
    if (0..<end).contains(where: { bytes[$0] < 32 && !(9...13).contains(bytes[$0]) }) { return false }
    // A character may be cut by the end of what is looked at.
    guard let fault = UTF8Check.firstFault(in: bytes, 0..<end) else { return true }
    return end < bytes.count && fault > end - 4
  }

  /// The bytes of a file, decompressed where they are compressed.
  ///
  /// - Throws: ``DataFaults`` with what is wrong and at which byte of the file.
  static func unwrapped(_ bytes: FileBytes, name: String) throws(DataFaults) -> FileBytes {
    guard let wrapping = wrapping(of: bytes) else { return bytes }
    var position = 0
    do {
      return try unwrapped(bytes, wrapping, &position, most: Inflated.mostBytes)
    } catch {
      let kind = DataFault.Kind.compressed(wrapping: wrapping.rawValue, byte: position, reason: error.words)
      throw DataFaults(DataFault(kind, file: name))
    }
  }

  /// The same for a known wrapping and limit; `position` is where the trouble is.
  static func unwrapped(
    _ bytes: FileBytes, _ wrapping: Wrapping, _ position: inout Int, most: Int
  ) throws(InflateTrouble) -> FileBytes {
    guard let output = Inflated(compressed: bytes.count, most: most) else { throw .noMemory(bytes.count) }
    switch wrapping {
    case .gzip: try GzipMember.readAll(bytes, &position, into: output)
    case .zlib: try ZlibStream.read(bytes, &position, into: output)
    }
    guard output.count <= output.limit else { throw .tooLarge(limit: output.limit) }
    return output.taken()
  }
}

/// A member of a gzip file (RFC 1952, 2.3).
private enum GzipMember {
  static func readAll(_ bytes: FileBytes, _ position: inout Int, into output: Inflated) throws(InflateTrouble) {
    repeat {
      try read(bytes, &position, into: output)
      // Tapes and block devices leave zeros behind the last member.
      while position < bytes.count, bytes[position] == 0 { position += 1 }
    } while position < bytes.count
  }

  private static func read(_ bytes: FileBytes, _ position: inout Int, into output: Inflated) throws(InflateTrouble) {
    try skipHeader(bytes, &position)
    let start = output.count
    try Inflate.run(bytes, from: &position, into: output)
    let made = UnsafeBufferPointer(start: UnsafePointer(output.base + start), count: output.count - start)
    let checksum = try bytes.littleEndian(at: position)
    guard checksum == Checksum.crc32(made) else { throw .checksum("CRC-32") }
    position += 4
    let length = try bytes.littleEndian(at: position)
    guard length == UInt32(truncatingIfNeeded: made.count) else { throw .length(said: length, found: made.count) }
    position += 4
  }

  private static func skipHeader(_ bytes: FileBytes, _ position: inout Int) throws(InflateTrouble) {
    let start = position
    guard bytes.count - start >= 2, bytes[start] == 0x1F, bytes[start + 1] == 0x8B else { throw .trailing }
    guard bytes.count - start >= 10 else { throw .cutShort }
    position = start + 2
    guard bytes[position] == 8 else { throw .header("the method \(bytes[position]) is not known") }
    position += 1
    let flags = bytes[position]
    guard flags & 0xE0 == 0 else { throw .header("reserved flags are set") }
    position += 7
    if flags & 4 != 0 {
      guard bytes.count - position >= 2 else { throw .cutShort }
      let length = Int(bytes[position]) | Int(bytes[position + 1]) << 8
      guard bytes.count - position - 2 >= length else { throw .cutShort }
      position += 2 + length
    }
    for flag in [8, 16] as [UInt8] where flags & flag != 0 {
      while position < bytes.count, bytes[position] != 0 { position += 1 }
      guard position < bytes.count else { throw .cutShort }
      position += 1
    }
    guard flags & 2 != 0 else { return }
    guard bytes.count - position >= 2 else { throw .cutShort }
    let header = UnsafeBufferPointer(start: bytes.base + start, count: position - start)
    let said = UInt32(bytes[position]) | UInt32(bytes[position + 1]) << 8
    guard said == Checksum.crc32(header) & 0xFFFF else { throw .checksum("CRC-16 of the header") }
    position += 2
  }
}

/// A zlib stream (RFC 1950, 2.2).
private enum ZlibStream {
  static func read(_ bytes: FileBytes, _ position: inout Int, into output: Inflated) throws(InflateTrouble) {
    position = 1
    guard bytes[1] & 0x20 == 0 else { throw .header("it needs a preset dictionary") }
    position = 2
    try Inflate.run(bytes, from: &position, into: output)
    let made = UnsafeBufferPointer(start: UnsafePointer(output.base), count: output.count)
    let checksum = try bytes.littleEndian(at: position).byteSwapped
    guard checksum == Checksum.adler32(made) else { throw .checksum("Adler-32") }
    position += 4
    guard position == bytes.count else { throw .trailing }
  }
}

extension FileBytes {
  fileprivate func littleEndian(at offset: Int) throws(InflateTrouble) -> UInt32 {
    guard offset >= 0, count - offset >= 4 else { throw .cutShort }
    return UnsafeRawPointer(base + offset).loadUnaligned(as: UInt32.self).littleEndian
  }
}
