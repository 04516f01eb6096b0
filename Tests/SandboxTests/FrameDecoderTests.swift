import Testing

@testable import Sandbox

/// The bytes of these frames are written by hand from the format: kind, length in four bytes (lowest first), payload.
@Suite struct FrameDecoderTests {
  private let twoFrames: [UInt8] = [7, 3, 0, 0, 0, 10, 11, 12, 8, 0, 0, 0, 0]
  private let expected = [Frame(kind: 7, payload: [10, 11, 12]), Frame(kind: 8)]

  private func decode(_ pieces: [[UInt8]], cap: FrameCap = .standard) throws -> [Frame] {
    var decoder = FrameDecoder(cap: cap)
    var frames: [Frame] = []
    for piece in pieces {
      frames += try piece.withUnsafeBytes { try decoder.decode($0) }
    }
    try decoder.end()
    return frames
  }

  @Test func `frames in one piece are cut apart`() throws {
    #expect(try decode([twoFrames]) == expected)
  }

  @Test func `frames that come byte by byte are put together`() throws {
    #expect(try decode(twoFrames.map { [$0] }) == expected)
  }

  @Test(arguments: 1..<13) func `a cut at any place changes nothing`(place: Int) throws {
    #expect(try decode([Array(twoFrames[..<place]), Array(twoFrames[place...])]) == expected)
  }

  @Test func `an encoded frame has the bytes of the format`() throws {
    #expect(try Frame(kind: 7, payload: [10, 11, 12]).encoded(cap: .standard) == [7, 3, 0, 0, 0, 10, 11, 12])
    #expect(
      try Frame(kind: 1, payload: Array(repeating: 0, count: 258)).encoded(cap: .standard)[..<5] == [1, 2, 1, 0, 0])
  }

  @Test func `a length beyond the cap is a fault as soon as the header is there`() {
    #expect(throws: ChannelFault.frameTooLong(length: 0xFFFF_FFFF, cap: 1000)) {
      try decode([[7, 255, 255, 255, 255]], cap: FrameCap(bytes: 1000))
    }
    #expect(throws: ChannelFault.frameTooLong(length: 11, cap: 10)) {
      try Frame(kind: 1, payload: Array(repeating: 0, count: 11)).encoded(cap: FrameCap(bytes: 10))
    }
  }

  @Test func `an end inside a frame is a fault that says how far it came`() {
    #expect(throws: ChannelFault.endedInsideFrame(received: 7, expected: 8)) {
      try decode([[7, 3, 0, 0, 0, 10, 11]])
    }
    #expect(throws: ChannelFault.endedInsideFrame(received: 2, expected: 5)) { try decode([[7, 3]]) }
  }
}
