import CSandbox

/// The path that starts this same binary again.
enum OwnExecutable {
  static func path() throws(WorkerStartFault) -> String {
    var failure: Int32 = 0
    let path = withUnsafeTemporaryAllocation(of: CChar.self, capacity: 4096) { buffer -> String? in
      guard let base = buffer.baseAddress else { return nil }
      failure = wbs_own_executable(base, buffer.count)
      return failure == 0 ? String(cString: base) : nil
    }
    guard let path else { throw WorkerStartFault(executable: "this program", code: failure) }
    return path
  }
}

extension Worker {
  /// The binary that will be started.
  func executablePath() throws(WorkerStartFault) -> String {
    guard let executable else { return try OwnExecutable.path() }
    return executable
  }
}
