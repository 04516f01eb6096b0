import Analyses
import Cohorts

/// The states of a cohort's subjects, group by group, wherever they were read from.
struct MultiStateReading {
  let endpoint: EndpointDefinition
  let groups: ResolvedGroups
  /// The rows of each group's subjects.
  let histories: [StateHistory]
  /// How subjects became rows, as sentences.
  let methods: [String]
  /// What a reader must know of what was read.
  let cautions: [Caution]
}

extension MultiStateQuestion {
  /// What was read from days.
  var reading: MultiStateReading {
    MultiStateReading(
      endpoint: question.endpoint, groups: question.groups, histories: groups.map(\.history), methods: methods,
      cautions: cautions)
  }
}

extension StateRowsQuestion {
  /// What was read from rows.
  var reading: MultiStateReading {
    MultiStateReading(endpoint: endpoint, groups: groups, histories: histories, methods: methods, cautions: cautions)
  }
}

extension ResolvedGroups {
  /// The words for a group where it stands alone: those of a flag are only "yes" and "no".
  func label(of level: String) -> String? { grouping.levels == ["no", "yes"] ? "\(label): \(level)" : nil }
}
