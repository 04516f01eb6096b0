import Sandbox
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Both ends of a pipe in this process.
private struct Pipe {
  let reader: Int32
  let writer: Int32

  init() {
    var ends: [Int32] = [-1, -1]
    _ = pipe(&ends)
    (reader, writer) = (ends[0], ends[1])
  }

  func channel(cap: FrameCap = .standard) -> MessageChannel {
    MessageChannel(reading: reader, writing: writer, cap: cap)
  }
}

@Suite struct MessageChannelTests {
  @Test func `what is sent is received, and an end between frames is an end`() throws {
    let pipe = Pipe()
    let channel = pipe.channel()
    try channel.send(Frame(kind: 3, text: "Zelltherapie für 334"))
    try channel.send(Frame(kind: 4))
    close(pipe.writer)
    #expect(try channel.receive()?.text == "Zelltherapie für 334")
    #expect(try channel.receive() == Frame(kind: 4))
    #expect(try channel.receive() == nil)
    close(pipe.reader)
  }

  @Test func `an end inside a frame is a fault`() throws {
    let pipe = Pipe()
    write(pipe.writer, [7, 3, 0, 0, 0, 1] as [UInt8], 6)
    close(pipe.writer)
    #expect(throws: ChannelFault.endedInsideFrame(received: 6, expected: 8)) { try pipe.channel().receive() }
    close(pipe.reader)
  }

  @Test func `a claim beyond the cap is a fault, on both sides`() throws {
    let pipe = Pipe()
    let channel = pipe.channel(cap: FrameCap(bytes: 4))
    write(pipe.writer, [7, 5, 0, 0, 0] as [UInt8], 5)
    #expect(throws: ChannelFault.frameTooLong(length: 5, cap: 4)) { try channel.receive() }
    #expect(throws: ChannelFault.frameTooLong(length: 5, cap: 4)) { try channel.send(Frame(kind: 1, text: "12345")) }
    close(pipe.reader)
    close(pipe.writer)
  }

  @Test func `a reader that is gone is a fault and not a signal`() throws {
    let pipe = Pipe()
    close(pipe.reader)
    #expect(throws: ChannelFault.system(operation: "send a message", code: EPIPE)) {
      try pipe.channel().send(Frame(kind: 1))
    }
    close(pipe.writer)
  }
}
