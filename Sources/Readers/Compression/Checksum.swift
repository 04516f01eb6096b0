/// The checksums that stand behind compressed data.
enum Checksum {
  /// The CRC-32 of gzip (RFC 1952, 8): eight bytes at a time, each by its own table.
  static func crc32(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt32 {
    guard let base = bytes.baseAddress else { return 0 }
    return crcTables.withUnsafeBufferPointer { tables in
      guard let table = tables.baseAddress else { return 0 }
      var crc = UInt32.max
      var position = 0
      while bytes.count &- position >= 8 {
        let word = UnsafeRawPointer(base + position).loadUnaligned(as: UInt64.self).littleEndian ^ UInt64(crc)
        crc = 0
        for index in 0..<8 {
          let byte = Int(truncatingIfNeeded: word >> UInt64(index &* 8)) & 255
          crc ^= table[(7 &- index) &* 256 &+ byte]
        }
        position &+= 8
      }
      while position < bytes.count {
        crc = table[Int(truncatingIfNeeded: crc ^ UInt32(base[position])) & 255] ^ crc >> 8
        position &+= 1
      }
      return ~crc
    }
  }

  /// The Adler-32 of zlib (RFC 1950, 8.2): sums modulo 65521, taken at the longest runs that 32 bits hold.
  static func adler32(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt32 {
    var low: UInt32 = 1
    var high: UInt32 = 0
    var position = 0
    while position < bytes.count {
      let end = min(position + 5552, bytes.count)
      for index in position..<end {
        low &+= UInt32(bytes[index])
        high &+= low
      }
      low %= 65521
      high %= 65521
      position = end
    }
    return high << 16 | low
  }

  /// Table `k` holds what a byte contributes with `k` bytes after it.
  private static let crcTables: [UInt32] = {
    var tables = [UInt32](repeating: 0, count: 8 * 256)
    for byte in 0..<256 {
      tables[byte] = (0..<8).reduce(UInt32(byte)) { crc, _ in crc & 1 == 1 ? 0xEDB8_8320 ^ crc >> 1 : crc >> 1 }
    }
    for index in 256..<8 * 256 {
      let before = tables[index - 256]
      tables[index] = tables[Int(before & 255)] ^ before >> 8
    }
    return tables
  }()
}
