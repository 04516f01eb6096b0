/// What a plugin can offer, by the points of the host at which it is offered.
public enum ContributionKind: String, Sendable, Codable, CaseIterable {
  /// An analysis of cohorts.
  case analysis
  /// A time-to-event endpoint.
  case endpoint
  /// A vocabulary of responses.
  case vocabulary
  /// A scale of toxicity.
  case scale
  /// A section of reports.
  case section
  /// A check of data.
  case check
  /// A kind of figure.
  case figure
}
