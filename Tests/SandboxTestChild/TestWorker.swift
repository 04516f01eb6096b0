import Sandbox

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The worker that the tests start; its abilities are in the files beside this one.
struct TestWorker: Sendable {
  /// What the frames of this worker mean.
  enum Kind {
    static let ready: UInt8 = 1
    static let told: UInt8 = 2
    static let last: UInt8 = 9
  }

  let channel: MessageChannel

  func ready() {
    send(Frame(kind: Kind.ready))
  }

  func tell(_ text: String) {
    send(Frame(kind: Kind.told, text: text))
  }

  func send(_ frame: Frame) {
    do { try channel.send(frame) } catch { exit(66) }
  }

  /// Locks this process in, as a script's worker would be.
  @discardableResult
  func lockDown(
    memory: UInt64? = 1 << 30, processorSeconds: UInt64? = 60, alsoWritable: [Int32] = []
  ) -> LockReport {
    Lockdown.apply(
      .init(
        memory: memory, processorSeconds: processorSeconds,
        writableDescriptors: WorkerProcess.talkingDescriptors + alsoWritable))
  }
}

// MARK: - Talking

extension TestWorker {
  /// Sends each frame back, until one of the kind `last`.
  func echo() {
    while let frame = try? channel.receive() {
      send(frame)
      if frame.kind == Kind.last { return }
    }
  }

  /// Tells its environment, working folder and open descriptors.
  func tellSurroundings() {
    var variables: [String] = []
    #if canImport(Darwin)
      var next = _NSGetEnviron().pointee
    #else
      var next = environ
    #endif
    while let variable = next.pointee {
      variables.append(String(cString: variable))
      next += 1
    }
    tell("environment " + variables.sorted().joined(separator: " "))
    if let folder = getcwd(nil, 0) { tell("folder " + String(cString: folder)) }
    tell("descriptors " + openDescriptors.map(String.init).joined(separator: " "))
  }

  var openDescriptors: [Int32] { (0..<256).filter { fcntl($0, F_GETFD) >= 0 } }

  /// Writes a hundred thousand lines to standard error, and one to standard output.
  func chatter() {
    for line in 1...100_000 { put("line \(line)\n", on: 2) }
    put("the last line\n", on: 1)
  }

  private func put(_ text: String, on descriptor: Int32) {
    write(descriptor, text, text.utf8.count)
  }

  /// Says that a frame of 4 GiB follows, and sends nothing.
  func claimTooMuch() {
    write(4, [7, 255, 255, 255, 255] as [UInt8], 5)
    pause()
  }

  /// Ends, content, in the middle of a frame.
  func sendHalf() {
    write(4, [7, 10, 0, 0, 0, 1, 2, 3] as [UInt8], 8)
  }
}
