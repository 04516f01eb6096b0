import Sandbox
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite struct WorkerClockTests {
  private let clock = WorkerClock(limit: .milliseconds(200), start: .atFrame(kind: TestChild.ready))

  /// Runs the child, and checks that it is gone at most two seconds after its time was over.
  private func runPunctually(_ argument: String, grace: Duration = .seconds(1)) throws -> (WorkerEnd, [String]) {
    var readyAt: ContinuousClock.Instant?
    var told: [String] = []
    var clock = clock
    clock.grace = grace
    let end = try TestChild.worker(argument).run(clock: clock) { frame in
      if frame.kind == TestChild.ready { readyAt = .now } else { told.append(frame.text) }
    }
    let start = try #require(readyAt)
    #expect(start.duration(to: .now) < .milliseconds(200) + .seconds(2))
    return (end, told)
  }

  @Test func `a worker that heeds the signal stops by itself and its last words arrive`() throws {
    let (end, told) = try runPunctually("stop", grace: .seconds(2))
    #expect(end.outcome == .timedOut(.answered(status: 3)))
    #expect(told == ["stopped"])
  }

  @Test(arguments: ["hang", "unprepared"]) func `a worker that does not stop is killed`(argument: String) throws {
    #expect(try runPunctually(argument).0.outcome == .timedOut(.killed))
  }

  @Test func `a worker that closes its channels and hangs is killed`() throws {
    let clock = WorkerClock(limit: .milliseconds(200), grace: .zero)
    #expect(try TestChild.run("close-and-hang", clock: clock).end.outcome == .timedOut(.killed))
  }

  @Test func `no time is counted before the frame that starts the clock`() throws {
    let clock = WorkerClock(limit: .zero, start: .atFrame(kind: 200))
    #expect(try TestChild.run("status", "5", clock: clock).end.outcome == .finished(status: 5))
  }

  @Test(arguments: [SIGINT, SIGTERM]) func `an interrupted parent ends its worker and lives on`(signal: Int32) throws {
    var pids: [Int32] = []
    var said: [String] = []
    let end = try TestChild.worker("supervise").run(clock: WorkerClock(limit: .seconds(60))) { frame in
      if pids.isEmpty {
        pids = frame.text.split(separator: " ").compactMap { Int32($0) }
        kill(pids[0], signal)
      } else {
        said.append(frame.text)
      }
    }
    #expect(end.outcome == .finished(status: 128 + signal))
    #expect(said == ["\(WorkerOutcome.interrupted(signal: signal))"])
    #expect(pids.count == 2 && kill(pids[1], 0) == -1 && errno == ESRCH)
  }

  @Test func `a worker does not outlive its parent`() throws {
    var pids: [Int32] = []
    let end = try TestChild.worker("supervise").run(clock: WorkerClock(limit: .seconds(60))) { frame in
      pids = frame.text.split(separator: " ").compactMap { Int32($0) }
      kill(pids[0], SIGKILL)
    }
    #expect(end.outcome == .crashed(signal: SIGKILL))
    try #require(pids.count == 2)
    #expect(comesTrue { !isRunning(pids[1]) })
  }

  /// Waits for at most ten seconds.
  private func comesTrue(_ condition: () -> Bool) -> Bool {
    for _ in 0..<1000 {
      if condition() { return true }
      usleep(10_000)
    }
    return condition()
  }

  /// Whether a process runs; one that has ended and waits for its new parent does not.
  private func isRunning(_ pid: Int32) -> Bool {
    guard kill(pid, 0) == 0 else { return false }
    guard let file = fopen("/proc/\(pid)/stat", "r") else { return false }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    guard fgets(&line, 255, file) != nil else { return false }
    return !String(decoding: line.map(UInt8.init(bitPattern:)), as: UTF8.self).contains(") Z")
  }
}
