import CSandbox

/// One of the locks on a worker, in the order in which they are reported.
public enum Lock: String, CaseIterable, Sendable {
  /// Memory beyond a bound is refused (address space).
  case memory
  /// Processor time beyond a bound ends the process, should the parent's clock fail.
  case processorTime
  /// No file can be made longer.
  case fileSize
  /// Hardly any descriptors can be opened.
  case openFiles
  /// A crash leaves no image of the memory, which holds data, on the disk.
  case coreDump
  /// No process can be started.
  case processes
  /// No program can give this process more rights.
  case privileges
  /// No other process of the same user can look into this one.
  case inspection
  /// Descriptors that are open can be written to only where the policy names them.
  case descriptors
  /// The kernel refuses all files.
  case landlockFiles
  /// The kernel refuses TCP.
  case landlockNetwork
  /// The kernel lets through a short list of system calls only.
  case systemCalls

  /// What it keeps from happening, in a few words.
  public var title: String {
    switch self {
    case .memory: "memory bound"
    case .processorTime: "processor time bound"
    case .fileSize: "no file grows"
    case .openFiles: "descriptors bound"
    case .coreDump: "no core dump"
    case .processes: "no new process"
    case .privileges: "no new privileges"
    case .inspection: "no inspection by others"
    case .descriptors: "open descriptors read-only"
    case .landlockFiles: "Landlock, files"
    case .landlockNetwork: "Landlock, network"
    case .systemCalls: "system call filter (seccomp)"
    }
  }

  /// The place of its result among those that C reports.
  var index: Int32 {
    switch self {
    case .memory: Int32(WBS_LOCK_MEMORY)
    case .processorTime: Int32(WBS_LOCK_PROCESSOR_TIME)
    case .fileSize: Int32(WBS_LOCK_FILE_SIZE)
    case .openFiles: Int32(WBS_LOCK_OPEN_FILES)
    case .coreDump: Int32(WBS_LOCK_CORE_DUMP)
    case .processes: Int32(WBS_LOCK_PROCESSES)
    case .privileges: Int32(WBS_LOCK_PRIVILEGES)
    case .inspection: Int32(WBS_LOCK_INSPECTION)
    case .descriptors: Int32(WBS_LOCK_DESCRIPTORS)
    case .landlockFiles: Int32(WBS_LOCK_LANDLOCK_FILES)
    case .landlockNetwork: Int32(WBS_LOCK_LANDLOCK_NETWORK)
    case .systemCalls: Int32(WBS_LOCK_SYSTEM_CALLS)
    }
  }
}

/// What became of a lock.
public enum LockState: Equatable, Sendable, CustomStringConvertible {
  /// It holds.
  case applied
  /// The policy did not ask for it.
  case notAsked
  /// It does not hold, for this reason.
  case unavailable(reason: String)

  /// Reads a result of the C functions.
  init(result: Int32) {
    self =
      switch result {
      case 0: .applied
      case Int32(WBS_NOT_ASKED): .notAsked
      case Int32(WBS_NOT_HERE): .unavailable(reason: "not on this system")
      case Int32(WBS_KERNEL_TOO_OLD): .unavailable(reason: "not in this kernel")
      default: .unavailable(reason: systemErrorText(result))
      }
  }

  /// The state in a few words.
  public var description: String {
    switch self {
    case .applied: "applied"
    case .notAsked: "not asked for"
    case .unavailable(let reason): "unavailable: \(reason)"
    }
  }
}
