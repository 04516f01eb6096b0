import Crypto

/// What the bytes of a file come to.
struct FileDigest: Sendable {
  /// Their SHA-256 digest, in hexadecimal.
  var sha256: String
  /// Why these are not the bytes of the file as it was opened, where they are not.
  var trouble: FileTrouble?
}

extension FileBytes {
  /// The SHA-256 digest of the bytes, in hexadecimal.
  func sha256() -> String {
    var hash = SHA256()
    for start in stride(from: 0, to: count, by: Self.digestedAtOnce) {
      let range = start..<min(start + Self.digestedAtOnce, count)
      withBytes(range) { hash.update(bufferPointer: UnsafeRawBufferPointer(start: $0, count: range.count)) }
    }
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in hash.finalize() { text += [digits[Int(byte >> 4)], digits[Int(byte & 15)]] }
    return String(decoding: text, as: UTF8.self)
  }

  /// The digest, which is computed while the caller goes on.
  func digest() -> Awaited<FileDigest> {
    Awaited {
      let text = self.sha256()
      return FileDigest(sha256: text, trouble: self.trouble)
    }
  }

  private static let digestedAtOnce = 1 << 18
}
