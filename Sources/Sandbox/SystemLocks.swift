import CSandbox

/// Which locks this system offers.
public struct SystemLocks: Equatable, Sendable {
  /// What each lock would do here.
  public let report: LockReport

  /// The version of Landlock in the kernel; nil where there is none.
  public let landlockVersion: Int?

  /// Tries every lock in a child process that is thrown away; the calling process stays as it is.
  public static func probe() -> SystemLocks {
    let version = Int(wbs_landlock_version())
    return SystemLocks(report: LockReport { wbs_probe($0) }, landlockVersion: version > 0 ? version : nil)
  }
}
