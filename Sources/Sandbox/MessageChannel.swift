import CSandbox

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Frames over two descriptors, waiting where need be: the worker's side of the talk.
///
/// One thread at a time may send, and one receive; frames of two senders would run into each other.
public struct MessageChannel: Sendable {
  private let reading: Int32
  private let writing: Int32
  private let cap: FrameCap

  /// A channel over descriptors that are open and blocking; it does not close them.
  public init(reading: Int32, writing: Int32, cap: FrameCap = .standard) {
    self.reading = reading
    self.writing = writing
    self.cap = cap
  }

  /// Sends a frame whole; a reader that is gone is a fault, not a signal.
  public func send(_ frame: Frame) throws(ChannelFault) {
    try cap.check(frame.payload.count)
    try write(frame.header)
    try write(frame.payload)
  }

  /// Waits for the next frame; nil where the other side has ended between two frames.
  public func receive() throws(ChannelFault) -> Frame? {
    var header: [UInt8] = []
    guard try read(into: &header, upTo: Frame.headerSize) else {
      if header.isEmpty { return nil }
      throw .endedInsideFrame(received: header.count, expected: Frame.headerSize)
    }
    let length = Frame.payloadLength(header: header)
    try cap.check(length)
    var payload: [UInt8] = []
    guard try read(into: &payload, upTo: length) else {
      throw .endedInsideFrame(
        received: Frame.headerSize + payload.count, expected: Frame.headerSize + length)
    }
    return Frame(kind: header[0], payload: payload)
  }

  // MARK: Bytes

  private func write(_ bytes: [UInt8]) throws(ChannelFault) {
    var sent = 0
    while sent < bytes.count {
      let (count, code) = bytes.withUnsafeBytes { all in
        uninterrupted {
          Int(wbs_write_quietly(writing, all.baseAddress.map { $0 + sent }, all.count - sent))
        }
      }
      guard count >= 0 else { throw .system(operation: "send a message", code: code) }
      sent += count
    }
  }

  /// Appends until `count` bytes are there, a piece at a time; false where the stream ended first.
  private func read(into bytes: inout [UInt8], upTo count: Int) throws(ChannelFault) -> Bool {
    while bytes.count < count {
      let wanted = min(count - bytes.count, Self.largestPiece)
      let (got, code) = withUnsafeTemporaryAllocation(byteCount: wanted, alignment: 1) { piece in
        let (got, code) = uninterrupted { systemRead(reading, piece.baseAddress, wanted) }
        bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: piece.prefix(max(got, 0))))
        return (got, code)
      }
      guard got >= 0 else { throw .system(operation: "receive a message", code: code) }
      if got == 0 { return false }
    }
    return true
  }

  private static let largestPiece = 64 << 10
}

/// `read(2)`, under a name that the methods above do not hide.
func systemRead(_ descriptor: Int32, _ bytes: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  read(descriptor, bytes, count)
}
