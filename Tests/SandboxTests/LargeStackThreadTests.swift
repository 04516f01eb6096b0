import Sandbox
import Testing

@Suite struct LargeStackThreadTests {
  @Test func `the result of the work comes back`() throws {
    #expect(try LargeStackThread.run { (1...100).reduce(0, +) } == 5050)
  }

  @Test func `the error of the work comes back`() {
    struct Wrong: Error {}
    #expect(throws: Wrong.self) { try LargeStackThread.run { throw Wrong() } }
  }

  @Test func `a thread inside a thread works`() throws {
    let sum = try LargeStackThread.run { try LargeStackThread.run(stackSize: 1 << 20) { 20 } + 22 }
    #expect(sum == 42)
  }

  @Test func `what is not sendable may be handed over, and made there and returned`() throws {
    final class Tally { var count = 0 }
    let tally = Tally()
    tally.count = 41
    let counted = try LargeStackThread.run {
      tally.count += 1
      return tally.count
    }
    #expect(counted == 42)
    let made = try LargeStackThread.run { Tally() }
    #expect(made.count == 0)
  }

  @Test func `recursion deeper than a usual stack has room`() throws {
    #expect(try TestChild.run("depth").told == ["200000"])
  }

  @Test func `a stack that the system cannot give is a fault in words`() {
    let fault = #expect(throws: LockFault.self) { try LargeStackThread.run(stackSize: 1 << 60) { 1 } }
    #expect(fault?.operation == "start a thread with a stack of 1152921504606846976 bytes")
  }
}
