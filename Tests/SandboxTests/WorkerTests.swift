import Sandbox
import Testing

@Suite struct WorkerTests {
  @Test func `frames come back as they were sent, whatever their size`() throws {
    let sizes = [0, 1, 5, 70_000, 1_000_000]
    let request = sizes.map { size in
      Frame(kind: 5, payload: (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 7) })
    }
    var received: [Frame] = []
    let end = try TestChild.worker("echo")
      .run(request: request + [Frame(kind: TestChild.last)], clock: WorkerClock(limit: .seconds(60))) {
        received.append($0)
      }
    #expect(end.outcome == .finished(status: 0))
    #expect(received == request + [Frame(kind: TestChild.last)])
  }

  @Test(arguments: [0, 1, 2, 124] as [Int32]) func `an exit status comes through`(status: Int32) throws {
    #expect(try TestChild.run("status", "\(status)").end.outcome == .finished(status: status))
  }

  @Test func `a worker inherits the working folder, a plain environment and no descriptor`() throws {
    let told = try TestChild.run("surroundings").told
    #expect(told.first == "environment LC_ALL=C SWIFT_BACKTRACE=enable=no TZ=UTC0")
    #expect(told.dropFirst().first?.hasPrefix("folder /") == true)
    #expect(told.last == "descriptors 0 1 2 3 4")
  }

  #if os(Linux)
    @Test func `a worker uses no more processors than it may, and its parent keeps its own`() throws {
      let all = try TestChild.run("processors").told
      var told: [String] = []
      var worker = TestChild.worker("processors")
      worker.processors = 1
      _ = try worker.run(clock: WorkerClock(limit: .seconds(60))) { told += $0.kind == TestChild.told ? [$0.text] : [] }
      #expect(told.count == 1 && told.allSatisfy { $0.dropFirst("processors".count).allSatisfy(\.isNumber) }, "\(told)")
      #expect(try TestChild.run("processors").told == all)
    }
  #endif

  @Test func `only the end of much output is kept`() throws {
    var worker = TestChild.worker("chatter")
    worker.tailSize = 30
    let end = try worker.run(clock: WorkerClock(limit: .seconds(60))) { _ in }
    #expect(end.outcome == .finished(status: 0))
    #expect(end.tail == "9999\nline 100000\nthe last line\n".suffix(30))
  }

  @Test func `a receiver that refuses a frame ends the worker and its error comes through`() {
    struct Refusal: Error {}
    #expect(throws: Refusal.self) {
      try TestChild.worker("hang").run(clock: WorkerClock(limit: .seconds(60))) { _ in throw Refusal() }
    }
  }

  @Test func `a binary that is not there is a fault with its name`() {
    let fault = #expect(throws: WorkerStartFault.self) {
      try Worker(arguments: [], executable: "/nowhere/at/all").run(clock: WorkerClock(limit: nil)) { _ in }
    }
    #expect(fault?.description == "cannot start a worker (/nowhere/at/all): No such file or directory")
  }

  @Test func `a claim of a frame beyond the cap ends the worker`() throws {
    let outcome = try TestChild.run("claim").end.outcome
    #expect(outcome == .brokenProtocol(.frameTooLong(length: 4_294_967_295, cap: 268_435_456)))
  }

  @Test func `an end inside a frame is a broken protocol`() throws {
    #expect(try TestChild.run("half").end.outcome == .brokenProtocol(.endedInsideFrame(received: 8, expected: 15)))
  }

  @Test func `after forty workers no descriptor is left open and no process unwaited for`() throws {
    #expect(try TestChild.run("household").told == ["descriptors 0, children 0"])
  }

  @Test func `progress is told while a worker works`() throws {
    var ticks: [Duration] = []
    let clock = WorkerClock(limit: .milliseconds(600), grace: .zero)
    _ = try TestChild.worker("hang").run(clock: clock, onFrame: { _ in }, onTick: { ticks.append($0) })
    #expect(!ticks.isEmpty)
    #expect(ticks == ticks.sorted())
  }
}
