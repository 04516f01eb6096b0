import CSandbox

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The parent's side of one worker's life: a single loop that waits for whichever comes first, the worker's words, its
/// end, its deadline, or an interrupt.
///
/// Invariant: from ``init(worker:clock:outbox:)`` to the end of ``run(onFrame:onTick:)`` this value owns the process and
/// the descriptors in `child`; `run` is called once, and gives them all back on every path.
struct Supervision {
  private let child: wbs_child
  private let clock: WorkerClock
  private var interrupts: Int32
  private let started = ContinuousClock.now

  private var outbox: ArraySlice<UInt8>
  private var decoder: FrameDecoder
  private var tail: Tail
  private var messagesOpen = true
  private var errorsOpen = true
  private var deadline: ContinuousClock.Instant?
  private var askedToStop = false
  private var killed = false
  /// Whether an interrupt has been answered already.
  private var isDeaf = false
  private var lastTick = ContinuousClock.now
  private var chunk = [UInt8](repeating: 0, count: 64 << 10)

  init(worker: Worker, clock: WorkerClock, outbox: [UInt8]) throws(WorkerStartFault) {
    // Interrupts are watched before the worker exists: none can come in between and leave it behind.
    interrupts = wbs_interrupts_begin()
    do {
      child = try Self.start(worker)
    } catch {
      if interrupts >= 0 { wbs_interrupts_end() }
      throw error
    }
    self.clock = clock
    self.outbox = outbox[...]
    decoder = FrameDecoder(cap: worker.frameCap)
    tail = Tail(capacity: worker.tailSize)
    if case .atStart = clock.start { startClock() }
  }

  mutating func run(onFrame: (Frame) throws -> Void, onTick: (Duration) throws -> Void) throws -> WorkerEnd {
    defer { close() }
    do {
      let outcome = try watch(onFrame: onFrame, onTick: onTick)
      return WorkerEnd(outcome: outcome, tail: tail.text, elapsed: started.duration(to: .now))
    } catch let fault as ChannelFault {
      end()
      drainErrors()
      return WorkerEnd(outcome: .brokenProtocol(fault), tail: tail.text, elapsed: started.duration(to: .now))
    } catch {
      end()
      throw (error as? FrameRefusal)?.cause ?? error
    }
  }

  // MARK: The loop

  private mutating func watch(
    onFrame: (Frame) throws -> Void, onTick: (Duration) throws -> Void
  ) throws -> WorkerOutcome {
    while true {
      let ready = waitForNews()
      if ready.interrupted {
        end()
        drainErrors()
        return .interrupted(signal: wbs_interrupts_signal())
      }
      if ready.request { sendMore() }
      if ready.errors { errorsOpen = readErrors() }
      if ready.messages { messagesOpen = try readMessages(onFrame) != .ended }
      keepDeadline()
      try tick(onTick)
      if ready.quiet || !(messagesOpen || errorsOpen), let end = reap() {
        while try messagesOpen && readMessages(onFrame) == .more {}
        drainErrors()
        // One that came while the worker was ending is no less one.
        let signal = wbs_interrupts_signal()
        return interrupts >= 0 && signal != 0 ? .interrupted(signal: signal) : try outcome(of: end)
      }
    }
  }

  private func outcome(of end: wbs_end) throws(ChannelFault) -> WorkerOutcome {
    if askedToStop {
      return .timedOut(end.exited == 1 ? .answered(status: end.code) : .killed)
    }
    guard end.exited == 1 else { return .crashed(signal: end.code) }
    if end.code == 0 { try decoder.end() }
    return .finished(status: end.code)
  }
}

// MARK: - A talk of questions and answers

extension Supervision {
  /// Asks something of the worker, and waits for the answer or for its end.
  ///
  /// At the deadline, and at SIGINT, the worker is asked to stop; when it has not answered after the grace, it is ended.
  ///
  /// - Returns: Why it was asked to stop, if it was; and how it ended, where it did.
  mutating func exchange(
    _ bytes: [UInt8], limit: Duration?, isAnswer: (Frame) throws -> Bool
  ) throws -> (stop: Conversation.Stop?, end: WorkerEnd?) {
    if interrupts < 0 { interrupts = wbs_interrupts_begin() }
    defer { pause() }
    outbox += bytes
    (askedToStop, killed, isDeaf) = (false, false, false)
    deadline = limit.map { .now + $0 }
    var stop: Conversation.Stop?
    var isAnswered = false
    let outcome = try self.outcome { supervision in
      while !isAnswered {
        let ready = supervision.waitForNews()
        if ready.interrupted {
          supervision.isDeaf = true
          let signal = wbs_interrupts_signal()
          guard signal == SIGINT else {
            supervision.end()
            return .interrupted(signal: signal)
          }
          stop = stop ?? .interrupt
          supervision.deadline = .now
        }
        if ready.request { supervision.sendMore() }
        if ready.errors { supervision.errorsOpen = supervision.readErrors() }
        if ready.messages {
          let stream = try supervision.readMessages { isAnswered = try isAnswer($0) || isAnswered }
          supervision.messagesOpen = stream != .ended
        }
        if isAnswered { break }
        supervision.keepDeadline()
        if supervision.askedToStop { stop = stop ?? .deadline }
        if ready.quiet || !(supervision.messagesOpen || supervision.errorsOpen), let end = supervision.reap() {
          supervision.drainErrors()
          return try supervision.outcome(of: end)
        }
      }
      return nil
    }
    return (stop, outcome.map { WorkerEnd(outcome: $0, tail: tail.text, elapsed: started.duration(to: .now)) })
  }

  /// What came of some waiting; a worker that does not keep to the frame format is ended.
  private mutating func outcome(
    _ wait: (inout Supervision) throws -> WorkerOutcome?
  ) throws -> WorkerOutcome? {
    do { return try wait(&self) } catch let fault as ChannelFault {
      end()
      drainErrors()
      return .brokenProtocol(fault)
    } catch {
      end()
      throw (error as? FrameRefusal)?.cause ?? error
    }
  }

  /// Until the next question, interrupts do what they do without us.
  mutating func pause() {
    if interrupts >= 0 { wbs_interrupts_end() }
    interrupts = -1
  }

  /// Ends the worker, and closes all that belongs to it.
  mutating func finish(isEnded: Bool) {
    if !isEnded { end() }
    close()
  }
}

// MARK: - Waiting

extension Supervision {
  private struct News {
    var request = false
    var messages = false
    var errors = false
    var interrupted = false
    /// Nothing came: a good moment to look whether the worker is still there.
    var quiet = false
  }

  private static let tickLength = Duration.milliseconds(100)

  /// Waits for at most a tick.
  ///
  /// Once both of the worker's channels have closed it is about to end: then for 2 ms.
  private func waitForNews() -> News {
    var watched = [
      pollfd(fd: outbox.isEmpty ? -1 : child.request, events: Int16(POLLOUT), revents: 0),
      pollfd(fd: messagesOpen ? child.messages : -1, events: Int16(POLLIN), revents: 0),
      pollfd(fd: errorsOpen ? child.errors : -1, events: Int16(POLLIN), revents: 0),
      pollfd(fd: isDeaf ? -1 : interrupts, events: Int16(POLLIN), revents: 0),
    ]
    let count = poll(&watched, nfds_t(watched.count), milliseconds(patience))
    return News(
      request: watched[0].revents != 0, messages: watched[1].revents != 0, errors: watched[2].revents != 0,
      interrupted: watched[3].revents != 0, quiet: count <= 0)
  }

  private var patience: Duration {
    guard messagesOpen || errorsOpen else { return .milliseconds(2) }
    guard let deadline, !killed else { return Self.tickLength }
    return min(Self.tickLength, max(.zero, ContinuousClock.now.duration(to: deadline)))
  }

  private func milliseconds(_ duration: Duration) -> Int32 {
    Int32((duration / .milliseconds(1)).rounded(.up))
  }

  private mutating func tick(_ onTick: (Duration) throws -> Void) rethrows {
    guard lastTick.duration(to: .now) >= Self.tickLength else { return }
    lastTick = .now
    try onTick(started.duration(to: lastTick))
  }
}

// MARK: - The clock

extension Supervision {
  private mutating func startClock() {
    if let limit = clock.limit, deadline == nil { deadline = .now + limit }
  }

  /// At the deadline asks the worker to stop, and after the grace ends it.
  private mutating func keepDeadline() {
    guard let due = deadline, !killed, due <= .now else { return }
    if askedToStop {
      kill(child.pid, SIGKILL)
      killed = true
    } else {
      kill(child.pid, WorkerProcess.deadlineSignal)
      askedToStop = true
      deadline = .now + clock.grace
    }
  }
}

// MARK: - The channels

extension Supervision {
  private enum Stream { case more, later, ended }

  private mutating func sendMore() {
    let written = outbox.withUnsafeBytes { wbs_write_quietly(child.request, $0.baseAddress, $0.count) }
    if written > 0 {
      outbox = outbox.dropFirst(Int(written))
    } else if errno != EAGAIN && errno != EINTR {
      // A worker that no longer listens will say by its end why.
      outbox = []
    }
  }

  /// Reads one piece of messages; what `onFrame` throws is carried out as a refusal.
  private mutating func readMessages(_ onFrame: (Frame) throws -> Void) throws -> Stream {
    let (stream, count) = readChunk(child.messages)
    guard count > 0 else { return stream }
    let frames = try chunk.withUnsafeBytes { all throws(ChannelFault) in
      try decoder.decode(UnsafeRawBufferPointer(rebasing: all.prefix(count)))
    }
    for frame in frames {
      if clock.start == .atFrame(kind: frame.kind) { startClock() }
      do { try onFrame(frame) } catch { throw FrameRefusal(cause: error) }
    }
    return stream
  }

  private mutating func readErrors() -> Bool {
    let (stream, count) = readChunk(child.errors)
    if count > 0 { tail.append(chunk.prefix(count)) }
    return stream != .ended
  }

  private mutating func drainErrors() {
    while errorsOpen {
      let (stream, count) = readChunk(child.errors)
      if count > 0 { tail.append(chunk.prefix(count)) }
      errorsOpen = stream == .more
    }
  }

  private mutating func readChunk(_ descriptor: Int32) -> (Stream, Int) {
    let (count, code) = chunk.withUnsafeMutableBytes { all in
      uninterrupted { systemRead(descriptor, all.baseAddress, all.count) }
    }
    if count > 0 { return (.more, count) }
    return (count < 0 && code == EAGAIN ? .later : .ended, 0)
  }
}

// MARK: - Start and end

extension Supervision {
  private static func start(_ worker: Worker) throws(WorkerStartFault) -> wbs_child {
    let path = try worker.executablePath()
    let name = worker.executable ?? CommandLine.arguments.first ?? path
    var child = wbs_child()
    let failure = withCStrings([name] + worker.arguments) { arguments in
      withCStrings(worker.environment) { environment in
        wbs_spawn(path, arguments, environment, Int32(clamping: worker.processors ?? 0), &child)
      }
    }
    guard failure == 0 else { throw WorkerStartFault(executable: path, code: failure) }
    return child
  }

  private func reap() -> wbs_end? {
    var end = wbs_end()
    return wbs_reap(child.pid, 0, &end) == 1 ? end : nil
  }

  /// Ends the worker at once and waits for it.
  private func end() {
    var end = wbs_end()
    kill(child.pid, SIGKILL)
    _ = wbs_reap(child.pid, 1, &end)
  }

  private func close() {
    for descriptor in [child.request, child.messages, child.errors] { closeDescriptor(descriptor) }
    if interrupts >= 0 { wbs_interrupts_end() }
  }
}

/// What a receiver of frames threw, kept apart from the channel's own faults.
private struct FrameRefusal: Error {
  var cause: any Error
}

private func closeDescriptor(_ descriptor: Int32) {
  close(descriptor)
}

/// Lends strings as a null-terminated array of C strings.
private func withCStrings<Result>(
  _ strings: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
) -> Result {
  var pointers: [UnsafeMutablePointer<CChar>?] = strings.map { strdup($0) }
  pointers.append(nil)
  defer { for pointer in pointers { free(pointer) } }
  return pointers.withUnsafeBufferPointer { buffer in
    guard let base = buffer.baseAddress else { preconditionFailure("an array with its closing null is not empty") }
    return body(base)
  }
}
