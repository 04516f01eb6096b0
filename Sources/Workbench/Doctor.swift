import Sandbox
public import Scripting

/// What `workbench doctor` says: the Lua that is linked, its defects as probed, and the locks that this system offers.
public struct Doctor: Sendable {
  /// What a probe of Lua found.
  public enum Finding: Sendable, Equatable {
    /// The defect is not there.
    case sound
    /// The defect is there: Lua gives a wrong answer.
    case wrong
    /// The defect is there: Lua crashes.
    case crashes
    /// The probe could not tell.
    case unclear
  }

  /// The findings, in order.
  public let findings: [(defect: LuaExamination.Defect, finding: Finding)]

  /// The locks, each with whether it holds here.
  public let locks: [(title: String, state: String, holds: Bool)]

  /// The hidden argument with which the binary runs one probe.
  public static let probeArgument = "probe"

  /// Examines this system, each probe in a process of its own.
  ///
  /// - Throws: Where a process cannot be started.
  public static func examine(progress: (String) -> Void = { _ in }) throws -> Doctor {
    var findings: [(LuaExamination.Defect, Finding)] = []
    for defect in LuaExamination.defects {
      progress("probing Lua: \(defect.title)")
      let trial = try Trial.run(arguments: [probeArgument, defect.id], timeout: .seconds(10))
      findings.append((defect, finding(of: trial.outcome)))
    }
    progress("")
    let probe = SystemLocks.probe()
    let locks = Lock.allCases.map { lock in
      switch probe.report[lock] {
      case .applied: (lock.title, "yes", true)
      case .notAsked: (lock.title, "not asked for", false)
      case .unavailable(let reason): (lock.title, reason, false)
      }
    }
    return Doctor(findings: findings, locks: locks)
  }

  private static func finding(of outcome: Trial.Outcome) -> Finding {
    switch outcome {
    case .exited(let status):
      switch LuaExamination.Finding(rawValue: status) {
      case .sound: .sound
      case .defective: .wrong
      case .unclear, nil: .unclear
      }
    case .crashed: .crashes
    case .timedOut: .unclear
    }
  }

  /// Runs one probe in this process, which may crash.
  ///
  /// - Returns: The exit status that tells what was found.
  public static func runProbe(_ id: String) -> Int32 { (LuaExamination.probe(id) ?? .unclear).rawValue }

  /// The findings as text.
  public var text: String {
    let defects = findings.filter { $0.finding != .sound }.count
    var lines = ["workbench \(BuiltIn.version)", "", "Lua", "  \(LuaExamination.version)"]
    lines.append(
      defects == 0
        ? "  none of the \(findings.count) known defects was found"
        : "  \(defects) of \(findings.count) known defects found; scripts run in a worker process that contains them")
    for (defect, finding) in findings {
      lines.append("  \(mark(finding)) \(defect.title)")
      if finding != .sound { lines.append("      \(defect.meaning)") }
    }
    lines += ["", "Locks that a script's worker process is held by"]
    for lock in locks {
      lines.append("  \(lock.holds ? "yes" : "no ") \(lock.title)" + (lock.holds ? "" : ": \(lock.state)"))
    }
    let missing = locks.filter { !$0.holds }.count
    lines.append(
      missing == 0
        ? "  All hold: scripts can be run whoever wrote them."
        : "  \(missing) of \(locks.count) do not hold here: run only scripts that you trust.")
    return lines.joined(separator: "\n") + "\n"
  }

  private func mark(_ finding: Finding) -> String {
    switch finding {
    case .sound: "sound  "
    case .wrong: "WRONG  "
    case .crashes: "CRASHES"
    case .unclear: "unclear"
    }
  }
}
