import Dispatch
import Sandbox

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A sum that several threads add to.
final class Counter: @unchecked Sendable {
  private let queue = DispatchQueue(label: "counter")
  private var sum = 0

  func add(_ n: Int) { queue.sync { sum += n } }
  var total: Int { queue.sync { sum } }
}

extension TestWorker {
  func tellLocks() {
    let report = lockDown()
    for lock in Lock.allCases { tell("\(lock.rawValue): \(report[lock])") }
  }

  // MARK: Forbidden things

  #if os(Linux)

    /// Tries what the locks forbid, and tells for each the errno value, or 0 where it was let through.
    func attemptForbidden() {
      let report = lockDown()
      guard report[.systemCalls] == .applied else { return tell("no filter") }
      attempt("open", { Int(open("/etc/passwd", O_RDONLY)) })
      attempt("open state of init", { Int(open("/proc/1/status", O_RDONLY)) })
      attempt("create", { Int(creat("sandbox-test-file", 0o600)) })
      attempt("unlink", { Int(unlink("/nowhere")) })
      attempt("rename", { Int(rename("/nowhere", "/elsewhere")) })
      attempt("mkdir", { Int(mkdir("/nowhere/at/all", 0o700)) })
      attempt("socket", { Int(socket(AF_INET, 1, 0)) })
      attempt("pipe", { Int(pipe(UnsafeMutablePointer.allocate(capacity: 2))) })
      attempt("duplicate", { Int(dup(0)) })
      attempt("kill another", { Int(kill(getppid(), 0)) })
      attempt("kill self with nothing", { Int(kill(getpid(), 0)) })
      attempt(
        "executable memory",
        { mmap(nil, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED ? -1 : 0 })
      attempt("exec", { Int(execv("/bin/true", [strdup("true"), nil])) })
      attempt(
        "fork",
        {
          typealias Fork = @convention(c) () -> pid_t
          guard let symbol = dlsym(nil, "fork") else { return 0 }
          let pid = unsafeBitCast(symbol, to: Fork.self)()
          if pid == 0 { _exit(0) }
          return Int(pid)
        })
      tell("spawn \(posix_spawn(nil, "/bin/true", nil, nil, [strdup("true"), nil], environ))")
      var limit = rlimit(rlim_cur: 1024, rlim_max: 1024)
      attempt("raise a limit", { Int(setrlimit(__rlimit_resource_t(7), &limit)) })
    }

    /// Does what only an attack does.
    func attack() {
      lockDown()
      ready()
      chroot("/")
      tell("still alive")
    }

  #endif

  /// Tells the errno value of a call that failed, or 0.
  private func attempt(_ name: String, _ call: () -> Int) {
    errno = 0
    let result = call()
    tell("\(name) \(result < 0 ? errno : 0)")
  }

  // MARK: Bounds

  /// Takes memory until the system refuses: the number of mebibytes.
  func fillMemory() {
    lockDown(memory: 256 << 20)
    var taken = 0
    while let block = malloc(1 << 20) {
      memset(block, 1, 1 << 20)
      taken += 1
    }
    tell("\(taken)")
  }

  /// Runs out of memory in Swift, which ends the process.
  func growArray() {
    lockDown(memory: 256 << 20)
    ready()
    var numbers = [1.0]
    while numbers.count > 0 { numbers += numbers }
  }

  /// Tries to make a file longer that is open for writing and that the policy lets be.
  func growFile() {
    let file = fileno(tmpfile())
    lockDown(alsoWritable: [file])
    attempt("write", { write(file, "x", 1) })
  }

  /// Writes to a file that the policy does not name.
  func writeElsewhere() {
    let file = fileno(tmpfile())
    lockDown()
    attempt("write", { write(file, "x", 1) })
  }

  // MARK: What must still work

  /// Threads of both kinds, under all locks.
  func runThreads() {
    let before = Counter()
    DispatchQueue.concurrentPerform(iterations: 100) { before.add($0) }
    lockDown()
    let after = Counter()
    DispatchQueue.concurrentPerform(iterations: 1000) { after.add($0) }
    let onThread = try? LargeStackThread.run { (1...10).reduce(0, +) }
    var table: [Int: String] = [:]
    for i in 0..<1000 { table[i] = "\(i)" }
    tell("\(before.total) \(after.total) \(onThread ?? -1) \(table.count)")
  }

  /// Keeps more work waiting in Dispatch than it has threads, for longer than the second after which it looks at them.
  func keepQueueBusy() {
    DispatchQueue.concurrentPerform(iterations: 100) { _ in usleep(100) }
    lockDown()
    let group = DispatchGroup()
    let done = Counter()
    for _ in 0..<12 {
      DispatchQueue.global().async(group: group) {
        let end = ContinuousClock.now + .milliseconds(500)
        while ContinuousClock.now < end {}
        done.add(1)
      }
    }
    group.wait()
    tell("\(done.total)")
  }

  /// Swift's own concurrency, under all locks.
  func runTasks() async {
    lockDown()
    let sum = await withTaskGroup(of: Int.self) { group in
      for i in 0..<100 { group.addTask { i } }
      return await group.reduce(0, +)
    }
    tell("\(sum)")
  }
}
