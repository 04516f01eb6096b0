import Analyses

/// Whether groups are censored differently, which a comparison of them takes for granted that they are not.
///
/// The log-rank test with events and censorings exchanged: it compares the hazards of censoring. A difference need not bias an
/// estimate (groups that were recruited earlier are followed longer), but where patients leave because of how they fare, it does.
enum InformativeCensoring {
  /// Below this p-value groups are said to be censored differently.
  static let threshold = 0.05

  /// A caution where censoring differs between groups; none where it cannot be tested.
  ///
  /// - Parameters:
  ///   - tables: the table of each group in each stratum, stratum by stratum.
  ///   - place: what is said of the part of the follow-up that they come from, if it is not the whole.
  /// - Returns: one caution or none.
  static func cautions(_ tables: [[EventTable]], where place: String = "") -> [Caution] {
    guard (tables.first?.count ?? 0) > 1 else { return [] }
    let test = LogRank(tables.map { $0.map { $0.reversed() } })
    guard test.whyNoTest == nil, let pValue = test.pValue, pValue < threshold else { return [] }
    return [
      Caution(
        .differentCensoring,
        "Censoring differs between the groups\(place) (log-rank test with events and censorings exchanged, "
          + "p < 0.05).",
        remedy: "Look at follow-up by group (survival.follow_up). Longer observation of one group does no harm by "
          + "itself; patients who leave because of how they fare do.")
    ]
  }
}
