/// One message between a worker and its parent: a kind, which the two have agreed upon, and bytes.
public struct Frame: Equatable, Sendable {
  /// What the payload is; its meaning belongs to those who talk.
  public var kind: UInt8

  /// The message itself.
  public var payload: [UInt8]

  /// A message of a kind.
  public init(kind: UInt8, payload: [UInt8] = []) {
    self.kind = kind
    self.payload = payload
  }

  /// A message of a kind that carries text as UTF-8.
  public init(kind: UInt8, text: String) {
    self.init(kind: kind, payload: Array(text.utf8))
  }

  /// The payload read as UTF-8; what is not valid is shown as U+FFFD.
  public var text: String { String(decoding: payload, as: UTF8.self) }
}

extension Frame {
  /// Bytes before the payload: the kind, then the payload's length as four bytes, lowest first.
  static let headerSize = 5

  /// The header that goes before the payload; the length must have been checked against a cap below 4 GiB.
  var header: [UInt8] {
    let length = UInt32(payload.count)
    return [kind] + (0..<4).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) }
  }

  /// Reads the length out of a header of five bytes.
  static func payloadLength(header: some Collection<UInt8>) -> Int {
    header.dropFirst().reversed().reduce(0) { $0 << 8 | Int($1) }
  }

  /// All bytes of the frame, as they travel.
  func encoded(cap: FrameCap) throws(ChannelFault) -> [UInt8] {
    try cap.check(payload.count)
    return header + payload
  }
}

/// The longest payload that a channel carries; a longer one is a fault and is never stored.
public struct FrameCap: Equatable, Sendable {
  /// The most bytes that a payload may have.
  public let bytes: Int

  /// A cap in bytes, at most 4 GiB less one.
  public init(bytes: Int) {
    self.bytes = min(max(bytes, 0), Int(UInt32.max))
  }

  /// 256 MiB, which no report should come near.
  public static let standard = FrameCap(bytes: 256 << 20)

  func check(_ length: Int) throws(ChannelFault) {
    guard length <= bytes else { throw .frameTooLong(length: length, cap: bytes) }
  }
}
