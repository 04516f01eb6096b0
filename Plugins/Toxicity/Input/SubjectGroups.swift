import Analyses
import Cohorts

/// The groups of subjects that events are counted in, and how many subjects each has.
struct SubjectGroups: Sendable {
  /// The number of subjects in each group: the denominators.
  let sizes: [Int]
  private let resolved: ResolvedGroups

  /// Groups by columns or expressions; one of everybody without any.
  ///
  /// - Throws: `CohortError` for a column that is none, or a wrong expression.
  init(_ cohort: Cohort, by requests: [ColumnRequest]) throws(CohortError) {
    self.init(try cohort.groups(by: requests))
  }

  private init(_ resolved: ResolvedGroups) {
    self.resolved = resolved
    sizes = resolved.grouping.sizes
  }

  /// The groups that anybody is in, such as the arms that a restriction leaves.
  var withoutEmpty: SubjectGroups { SubjectGroups(resolved.withoutEmpty) }

  /// The group of each subject of the cohort, from 0; -1 where it is missing.
  var codes: [Int32] { resolved.grouping.codes }

  /// The names of the groups, in order.
  var names: [String] { resolved.grouping.levels }

  /// The positions in the cohort of the subjects of each group.
  var members: [[Int]] { resolved.grouping.members }

  /// What the groups were formed by; empty where everybody is in one.
  var sources: [ResolvedGroups.Source] { resolved.sources }

  /// Refuses groups of which nobody has said in which order they stand.
  func checkOrder(for analysis: String) throws(ArgumentError) { try resolved.checkOrder(for: analysis) }

  /// The name of all groups together.
  var together: String { resolved.together }

  /// The number of subjects of whom the group is missing; they are counted nowhere.
  var missing: Int { codes.count - subjects }

  /// The words for what the groups were formed by; empty where everybody is in one.
  var label: String { resolved.label }

  /// The words for a group by itself: of a yes or no, with what it is that is so or not.
  func title(_ place: Int) -> String { resolved.words(for: names[place]) }

  /// Whether subjects were asked to be told apart.
  var isSplit: Bool { !sources.isEmpty }

  /// The number of subjects in any group.
  var subjects: Int { sizes.reduce(0, +) }

  /// What is said of the groups.
  var methods: [String] {
    isSplit ? ["Groups: \(label); \(zip(names, sizes).map { "\($0) (\($1))" }.joined(separator: ", "))."] : []
  }

  /// The cautions for subjects without a group and for groups without subjects.
  var cautions: [Caution] {
    var cautions: [Caution] = []
    if missing > 0 {
      cautions.append(
        Caution(
          .missingValues,
          "\(missing) of \(codes.count) subjects are in no group, because \"\(label)\" is missing; they and their events are not "
            + "counted."))
    }
    let empty = zip(names, sizes).filter { $0.1 == 0 }.map { "\"\($0.0)\"" }
    if !empty.isEmpty, isSplit {
      cautions.append(
        Caution(.emptyGroup, "Nobody is in \(empty.joined(separator: ", ")); there are no percentages to give."))
    }
    return cautions
  }
}
