import Crypto

extension FileBytes {
  /// The SHA-256 digest of the bytes, in hexadecimal.
  func sha256() -> String {
    var hash = SHA256()
    hash.update(bufferPointer: UnsafeRawBufferPointer(start: base, count: count))
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in hash.finalize() { text += [digits[Int(byte >> 4)], digits[Int(byte & 15)]] }
    return String(decoding: text, as: UTF8.self)
  }
}
