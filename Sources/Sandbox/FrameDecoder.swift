/// Cuts a stream of bytes, in whatever pieces it comes, into frames.
///
/// A payload's storage grows with the bytes that have really come, never with the length that a header claims.
struct FrameDecoder {
  private let cap: FrameCap
  private var header: [UInt8] = []
  private var payload: [UInt8] = []
  private var expected = 0
  private var finished: [Frame] = []

  init(cap: FrameCap) {
    self.cap = cap
  }

  /// Takes bytes in, and returns the frames that they complete, in order.
  mutating func decode(_ bytes: UnsafeRawBufferPointer) throws(ChannelFault) -> [Frame] {
    var rest = bytes[...]
    while !rest.isEmpty {
      if header.count < Frame.headerSize {
        let taken = rest.prefix(Frame.headerSize - header.count)
        header.append(contentsOf: taken)
        rest = rest.dropFirst(taken.count)
        guard header.count == Frame.headerSize else { break }
        expected = Frame.payloadLength(header: header)
        try cap.check(expected)
      }
      let taken = rest.prefix(expected - payload.count)
      payload.append(contentsOf: UnsafeRawBufferPointer(rebasing: taken))
      rest = rest.dropFirst(taken.count)
      if payload.count == expected { finish() }
    }
    defer { finished = [] }
    return finished
  }

  /// To be called when the stream has ended: it must not have ended inside a frame.
  func end() throws(ChannelFault) {
    guard header.isEmpty else {
      let whole = Frame.headerSize + (header.count == Frame.headerSize ? expected : 0)
      throw .endedInsideFrame(received: header.count + payload.count, expected: whole)
    }
  }

  private mutating func finish() {
    finished.append(Frame(kind: header[0], payload: payload))
    header = []
    payload = []
    expected = 0
  }
}
