import Testing

@testable import Sandbox

/// The wording is part of what is delivered.
@Suite struct WordsTests {
  @Test(arguments: [
    (ChannelFault.frameTooLong(length: 12, cap: 10), "a message of 12 bytes is longer than the 10 bytes allowed"),
    (.endedInsideFrame(received: 3, expected: 8), "the other side ended after 3 of a message's 8 bytes"),
    (.system(operation: "send a message", code: 32), "cannot send a message: Broken pipe"),
    (.notStartedAsWorker, "this command is started by the workbench itself, not by hand"),
  ]) func `channel faults`(fault: ChannelFault, words: String) {
    #expect("\(fault)" == words)
  }

  @Test(arguments: [
    (WorkerOutcome.finished(status: 2), "the worker ended with status 2"),
    (.timedOut(.answered(status: 1)), "the worker's time was over, and it stopped when asked to"),
    (.timedOut(.killed), "the worker's time was over, and it had to be killed"),
    (.crashed(signal: 11), "the worker crashed: signal 11 (SIGSEGV, invalid memory or stack overflow)"),
    (.interrupted(signal: 2), "interrupted: signal 2 (SIGINT, interrupt)"),
    (.crashed(signal: 99), "the worker crashed: signal 99"),
  ]) func `outcomes`(outcome: WorkerOutcome, words: String) {
    #expect("\(outcome)" == words)
  }

  @Test func `the states of a lock`() {
    #expect("\(LockState(result: 0))" == "applied")
    #expect("\(LockState(result: -1))" == "unavailable: not on this system")
    #expect("\(LockState(result: -2))" == "not asked for")
    #expect("\(LockState(result: -3))" == "unavailable: not in this kernel")
    #expect("\(LockState(result: 1))" == "unavailable: Operation not permitted")
  }

  @Test func `a tail keeps the last bytes only`() {
    var tail = Tail(capacity: 5)
    for word in ["one ", "two ", "three ", "four"] { tail.append(word.utf8) }
    #expect(tail.text == " four")
  }
}
