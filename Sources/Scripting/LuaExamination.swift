import Lua

/// What is known of the Lua that is linked: its version, and the defects that probes find in it.
public enum LuaExamination {
  /// A defect that a Lua may have.
  public struct Defect: Sendable {
    /// The name of its probe.
    public let id: String
    /// What it is, in a few words.
    public let title: String
    /// What follows from it.
    public let meaning: String
  }

  /// How a probe ended.
  public enum Finding: Int32, Sendable {
    /// The defect is not there.
    case sound = 0
    /// The defect is there.
    case defective = 1
    /// The probe could not tell.
    case unclear = 2
  }

  /// The release of the linked Lua.
  public static var version: String { LuaLibrary.version }

  /// The defects that are probed for.
  public static var defects: [Defect] {
    LuaProbe.all.map { Defect(id: $0.id, title: $0.title, meaning: $0.meaning) }
  }

  /// Runs a probe, which may crash the process: a process of its own should run it.
  ///
  /// - Returns: What it found; `nil` where there is no probe of that name.
  public static func probe(_ id: String) -> Finding? {
    switch LuaProbe.named(id)?.run() {
    case .sound: .sound
    case .defective: .defective
    case .failed: .unclear
    case nil: nil
    }
  }
}
