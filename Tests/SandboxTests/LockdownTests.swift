#if os(Linux)

  import Glibc
  import Sandbox
  import Testing

  @Suite struct LockdownTests {
    /// "name errno" lines as pairs.
    private func attempts(_ argument: String) throws -> [String: Int32] {
      let (end, told) = try TestChild.run(argument)
      #expect(end.outcome == .finished(status: 0), "\(end.tail)")
      return Dictionary(
        uniqueKeysWithValues: told.compactMap { line in
          guard let space = line.lastIndex(of: " "), let code = Int32(line[line.index(after: space)...]) else {
            return nil
          }
          return (String(line[..<space]), code)
        })
    }

    @Test func `a probe promises what a lockdown then delivers`() throws {
      let promised = SystemLocks.probe().report
      let told = try TestChild.run("locks").told
      #expect(told == Lock.allCases.map { "\($0.rawValue): \(promised[$0])" })
    }

    @Test func `a probe leaves this process as it was`() {
      _ = SystemLocks.probe()
      let file = open("/dev/null", O_WRONLY)
      #expect(file >= 0)
      close(file)
    }

    @Test func `files, network, processes and other processes' lives are refused as errors`() throws {
      let codes = try attempts("attempts")
      let allowed = codes.filter { $0.value == 0 }.keys
      #expect(Set(allowed) == ["kill self with nothing"])
      let refused = codes.filter { $0.key != "kill self with nothing" }
      #expect(refused.count == 15)
      #expect(refused.allSatisfy { $0.value == EPERM }, "\(refused)")
    }

    @Test func `what only an attack asks for ends the process`() throws {
      let (end, told) = try TestChild.run("attack")
      #expect(end.outcome == .crashed(signal: SIGSYS))
      #expect(told.isEmpty)
    }

    @Test func `memory beyond the bound is refused`() throws {
      let taken = try #require(try TestChild.run("memory").told.first.flatMap { Int($0) })
      #expect((128...256).contains(taken))
    }

    @Test func `an array that grows without end ends the worker alone, for want of memory`() throws {
      let end = try TestChild.run("growth").end
      #expect(end.outcome == .crashed(signal: SIGABRT))
      #expect(end.ranOutOfMemory)
      #expect(try !TestChild.run("segv").end.ranOutOfMemory)
    }

    @Test func `processor time is bound even where nobody keeps the clock`() throws {
      // The child may wait long for a processor on a loaded machine; the clock is there only for one that is never stopped.
      let clock = WorkerClock(limit: .seconds(1800))
      #expect(try TestChild.run("burn", clock: clock).end.outcome == .crashed(signal: SIGXCPU))
    }

    @Test func `a file that may be written cannot grow`() throws {
      #expect(try attempts("grow-file") == ["write": EFBIG])
    }

    @Test func `a descriptor that the policy does not name can no longer be written`() throws {
      #expect(try attempts("write-elsewhere") == ["write": EBADF])
    }

    @Test func `threads, Dispatch and dictionaries work under all locks`() throws {
      #expect(try TestChild.run("threads").told == ["4950 499500 55 1000"])
    }

    @Test func `more work than threads does not make Dispatch end the process`() throws {
      let (end, told) = try TestChild.run("busy-queue")
      #expect(end.outcome == .finished(status: 0), "\(end.tail)")
      #expect(told == ["12"])
    }

    @Test func `tasks work under all locks`() throws {
      #expect(try TestChild.run("concurrency").told == ["4950"])
    }
  }

#endif
