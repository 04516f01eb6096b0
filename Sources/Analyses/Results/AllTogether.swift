/// The names of all subjects of an analysis together, beside the groups that it tells apart.
///
/// The column or row of them all is over those who are in a group. Where somebody is in none that is not everybody, and its name says
/// so. Which of the two names it has may change from a trial or a resample to the next: one is found where the other was asked for.
public enum AllTogether {
  /// All subjects: everybody is in a group.
  public static let subjects = "All subjects"

  /// All groups: somebody is in none.
  public static let groups = "All groups"

  /// The name of them all.
  ///
  /// - Parameter leavesOut: Whether some subjects are in no group.
  /// - Returns: What rows, tables and figures call it.
  public static func name(leavesOut: Bool) -> String { leavesOut ? groups : subjects }

  /// Whether a row of this group is of them all.
  static func isName(_ group: String?) -> Bool { group == nil || group == subjects || group == groups }
}
