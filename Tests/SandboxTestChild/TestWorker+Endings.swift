import Sandbox

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Set by the handler of the deadline's signal.
nonisolated(unsafe) var askedToStop = false

extension TestWorker {
  /// Waits, at full speed, for the deadline's handler. (The call keeps the flag from being read once only.)
  func waitUntilAsked() {
    while !askedToStop { sched_yield() }
  }
}

extension TestWorker {
  // MARK: Deadlines

  func hang() {
    signal(WorkerProcess.deadlineSignal, SIG_IGN)
    lockDown()
    ready()
    tell("\(getpid())")
    while true { pause() }
  }

  func hangUnprepared() {
    ready()
    while true { pause() }
  }

  func stopWhenAsked() {
    signal(WorkerProcess.deadlineSignal) { _ in askedToStop = true }
    ready()
    waitUntilAsked()
    tell("stopped")
    exit(3)
  }

  func closeAndHang() {
    for descriptor in [1, 2, 4] as [Int32] { close(descriptor) }
    while true { pause() }
  }

  /// Is itself the parent of a worker that hangs; tells both process numbers, and how it ended.
  func superviseHangingWorker() {
    do {
      let end = try Worker(arguments: ["hang"])
        .run(clock: WorkerClock(limit: .seconds(60))) { frame in
          if frame.kind == Kind.told { tell("\(getpid()) \(frame.text)") }
        }
      tell("\(end.outcome)")
      if case .interrupted(let signal) = end.outcome { exit(128 + signal) }
    } catch {
      tell("\(error)")
    }
  }

  /// Runs forty workers that end in four ways; tells how many descriptors and children are left of them.
  func keepHouse() {
    let before = openDescriptors.count
    for _ in 0..<10 {
      for (argument, limit) in [("status", 30_000), ("segv", 30_000), ("half", 30_000), ("hang", 20)] {
        let clock = WorkerClock(limit: .milliseconds(limit), grace: .zero)
        _ = try? Worker(arguments: [argument]).run(clock: clock) { _ in }
      }
    }
    let unwaited = waitpid(-1, nil, WNOHANG) == -1 && errno == ECHILD ? 0 : 1
    tell("descriptors \(openDescriptors.count - before), children \(unwaited)")
  }

  // MARK: Crashes

  func touchNothing() {
    try? CrashNotice.install { write("a.lua:42", $0, $1) }
    ready()
    UnsafeMutablePointer<Int>(bitPattern: 8)?.pointee = 1
  }

  func failCheck() {
    try? CrashNotice.install()
    fatalError("checked and found wanting")
  }

  func overflowStack() {
    try? CrashNotice.install { write("a.lua:7", $0, $1) }
    lockDown()
    _ = try? LargeStackThread.run(stackSize: 1 << 20) { depth(1 << 40) }
  }

  /// Two hundred thousand frames, of at least a hundred bytes each: more than the usual 8 MiB.
  func recurse() {
    let reached = try? LargeStackThread.run(stackSize: 256 << 20) { depth(200_000) }
    tell("\(reached ?? -1)")
  }

  @inline(never)
  @_optimize(none)
  private func depth(_ n: Int) -> Int {
    withUnsafeTemporaryAllocation(byteCount: 64, alignment: 8) { bytes in
      bytes[0] = UInt8(truncatingIfNeeded: n)
      return n == 0 ? 0 : 1 + depth(n - 1)
    }
  }

  /// Computes without end.
  ///
  /// It does not yield: on a loaded machine a process that does is given hardly any processor time.
  func burnProcessorTime() {
    lockDown(processorSeconds: 1)
    ready()
    while true {}
  }
}

/// Writes a place as far as there is room for it.
private func write(_ place: StaticString, _ room: UnsafeMutablePointer<CChar>?, _ size: Int) -> Int {
  let length = min(size, place.utf8CodeUnitCount)
  for at in 0..<length { room?[at] = CChar(bitPattern: place.utf8Start[at]) }
  return length
}
