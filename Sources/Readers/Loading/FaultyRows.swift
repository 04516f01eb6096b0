/// What becomes of rows that have no subject, or whose subject stands twice.
public enum FaultyRows: Sendable, Hashable {
  /// They are faults, and there is no cohort.
  case refused

  /// They are left out and told of as findings, and so are times and events that no endpoint can have: for an overview of
  /// what is wrong, never for results.
  case leftOut
}
