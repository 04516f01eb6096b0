import Sandbox

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The worker that these tests start: the executable `SandboxTestChild`, which is built beside the tests.
enum TestChild {
  static let ready: UInt8 = 1
  static let told: UInt8 = 2
  static let last: UInt8 = 9

  /// Looks beside the tests' own binary, and beside the bundle that a test runner was given.
  static let path: String = {
    let own = realpath("/proc/self/exe", nil).map { String(cString: $0) }
    for start in [own].compactMap(\.self) + CommandLine.arguments {
      var folders = start.split(separator: "/", omittingEmptySubsequences: false)
      while !folders.isEmpty {
        folders.removeLast()
        let candidate = (folders + ["SandboxTestChild"]).joined(separator: "/")
        if access(candidate, X_OK) == 0 { return candidate }
      }
    }
    return "SandboxTestChild"
  }()

  static func worker(_ arguments: String...) -> Worker {
    Worker(arguments: arguments, executable: path)
  }

  /// Runs the child to its end; `told` is what it said.
  static func run(
    _ arguments: String..., request: [Frame] = [], clock: WorkerClock = WorkerClock(limit: .seconds(60))
  ) throws -> (end: WorkerEnd, told: [String]) {
    var told: [String] = []
    let end = try Worker(arguments: arguments, executable: path).run(request: request, clock: clock) { frame in
      if frame.kind == TestChild.told { told.append(frame.text) }
    }
    return (end, told)
  }
}
