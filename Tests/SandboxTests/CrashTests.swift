import Testing

@testable import Sandbox

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite struct CrashTests {
  @Test func `invalid memory ends the worker and not its parent, and the place is told`() throws {
    let end = try TestChild.run("segv").end
    #expect(end.outcome == .crashed(signal: SIGSEGV))
    #expect(end.tail == "crash: signal 11 at a.lua:42\n")
    #expect(CrashNotice.parse(end.tail)?.place == "a.lua:42")
  }

  @Test func `a stack overflow on a locked thread can still be told`() throws {
    let end = try TestChild.run("overflow").end
    #expect(end.outcome == .crashed(signal: SIGSEGV))
    #expect(end.tail == "crash: signal 11 at a.lua:7\n")
  }

  @Test func `a failed check in Swift leaves its message`() throws {
    let end = try TestChild.run("trap").end
    guard case .crashed(let signal) = end.outcome else { return #expect(Bool(false), "\(end.outcome)") }
    #expect([SIGILL, SIGTRAP].contains(signal))
    #expect(end.tail.contains("checked and found wanting"))
    #expect(CrashNotice.parse(end.tail)?.signal == signal)
  }

  @Test func `last words are found among other output`() throws {
    let words = try #require(CrashNotice.parse("warning: a\ncrash: signal 6 at look at.lua:12\n"))
    #expect(words == (6, "look at.lua:12"))
    let bare = try #require(CrashNotice.parse("crash: signal 11\n"))
    #expect(bare == (11, nil))
    #expect(CrashNotice.parse("no crash: signal\n") == nil)
  }

  @Test func `a trial tells an exit, a crash and a hang apart`() throws {
    let child = TestChild.path
    #expect(try Trial.run(arguments: ["status", "7"], executable: child).outcome == .exited(status: 7))
    #expect(try Trial.run(arguments: ["segv"], executable: child).outcome == .crashed(signal: SIGSEGV))
    #expect(try Trial.run(arguments: ["hang"], executable: child, timeout: .milliseconds(300)).outcome == .timedOut)
  }

  @Test func `a trial whose words cannot be understood is a fault`() {
    #expect(throws: TrialFault(outcome: .brokenProtocol(.endedInsideFrame(received: 8, expected: 15)))) {
      try Trial.run(arguments: ["half"], executable: TestChild.path)
    }
  }
}
