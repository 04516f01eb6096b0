import Crypto

extension FileBytes {
  /// The SHA-256 digest of the bytes, in hexadecimal.
  ///
  /// - Parameter progress: Is told up to where the bytes are digested.
  func sha256(progress: (Int) -> Void = { _ in }) -> String {
    var hash = SHA256()
    let base = base
    for start in stride(from: 0, to: count, by: Self.digestedAtOnce) {
      let end = min(start + Self.digestedAtOnce, count)
      hash.update(bufferPointer: UnsafeRawBufferPointer(start: base + start, count: end - start))
      progress(end)
    }
    progress(.max)
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in hash.finalize() { text += [digits[Int(byte >> 4)], digits[Int(byte & 15)]] }
    return String(decoding: text, as: UTF8.self)
  }

  private static let digestedAtOnce = 1 << 20
}
