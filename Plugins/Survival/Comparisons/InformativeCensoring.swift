import Analyses

/// Whether groups are censored differently, which a comparison of them takes for granted that they are not.
///
/// The log-rank test with events and censorings exchanged: it compares the hazards of censoring. A difference need not bias an
/// estimate (groups that were recruited earlier are followed longer), but where patients leave because of how they fare, it does.
enum InformativeCensoring {
  /// Below this p-value groups are said to be censored differently.
  static let threshold = 0.05

  /// A caution where censoring differs between the groups of a question.
  static func cautions(for question: SurvivalQuestion) -> [Caution] {
    cautions(
      question.followUp, groups: question.codes, groupCount: question.levels.count, strata: question.strata?.codes,
      stratumCount: question.stratumCount)
  }

  /// A caution where censoring differs between groups; none where it cannot be tested.
  static func cautions(
    _ followUp: FollowUp, groups: [Int32], groupCount: Int, strata: [Int32]?, stratumCount: Int,
    where place: String = ""
  ) -> [Caution] {
    guard groupCount > 1,
      let tables = try? LogRank.tables(
        followUp.reversed, groups: groups, groupCount: groupCount, strata: strata, stratumCount: stratumCount)
    else { return [] }
    let test = LogRank(tables)
    guard test.whyNoTest == nil, let pValue = test.pValue, pValue < threshold else { return [] }
    return [
      Caution(
        .informativeCensoring,
        "Censoring differs between the groups\(place) (log-rank test with events and censorings exchanged, p < 0.05).",
        remedy:
          "Look at follow-up by group (survival.follow_up). Longer observation of one group does no harm by itself; patients "
          + "who leave because of how they fare do.")
    ]
  }
}
