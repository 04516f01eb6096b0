import CSandbox

/// Locks a worker in, for good: what it has not opened by now it never will.
public enum Lockdown {
  /// What to lock, and how tightly.
  public struct Policy: Equatable, Sendable {
    /// Bytes of memory beyond what is in use; nil is no bound.
    ///
    /// What counts is address space: stacks of threads count in full.
    public var memory: UInt64?

    /// Processor seconds beyond those used, over all threads; nil is no bound.
    ///
    /// A backstop for the parent's clock, so it
    /// should be the time limit times the number of processors, and some more.
    public var processorSeconds: UInt64?

    /// How many descriptors there may be; those of Dispatch count.
    public var openFiles: UInt64

    /// The descriptors that may still be written to.
    public var writableDescriptors: [Int32]

    /// A policy whose defaults suit a process started by ``Worker``.
    public init(
      memory: UInt64? = nil, processorSeconds: UInt64? = nil, openFiles: UInt64 = 64,
      writableDescriptors: [Int32] = WorkerProcess.talkingDescriptors
    ) {
      self.memory = memory
      self.processorSeconds = processorSeconds
      self.openFiles = openFiles
      self.writableDescriptors = writableDescriptors
    }
  }

  /// Applies every lock that this system has and the policy asks for.
  ///
  /// All threads of the process are held by the limits and the system call filter; Landlock, beneath them, holds the
  /// calling thread and those that it starts afterwards.
  ///
  /// - Returns: what became of each lock. Whether a missing one matters is the caller's to judge: see
  ///   ``LockReport/missing``.
  public static func apply(_ policy: Policy) -> LockReport {
    LockReport { results in
      policy.writableDescriptors.withUnsafeBufferPointer { writable in
        var bounds = wbs_policy(
          memory: policy.memory ?? 0, processor_seconds: policy.processorSeconds ?? 0,
          open_files: policy.openFiles, writable: writable.baseAddress, writable_count: writable.count)
        wbs_lock_down(&bounds, results)
      }
      return 0
    }
  }
}
