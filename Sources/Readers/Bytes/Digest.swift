import Cohorts
import Crypto

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

  /// The digest, which can be computed while others go on.
  ///
  /// - Parameter shown: How a fault calls the file, where it is not any more as it was opened.
  /// - Returns: The digest, which nobody computes yet.
  func digest(shown: String) -> SourceDigest {
    SourceDigest {
      let text = self.sha256()
      if let trouble = self.trouble { throw DataFaults(trouble.fault(shown: shown)) }
      return text
    }
  }

  private static let digestedAtOnce = 1 << 18
}
