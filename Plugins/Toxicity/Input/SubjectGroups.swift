import Analyses
import Cohorts

/// The groups of subjects that events are counted in, and how many subjects each has.
struct SubjectGroups: Sendable {
  /// The group of each subject of the cohort, from 0; -1 where it is missing.
  let codes: [Int32]
  /// The names of the groups, in order.
  let names: [String]
  /// The number of subjects in each group: the denominators.
  let sizes: [Int]
  /// What the groups were formed by; empty where everybody is in one.
  let sources: [ResolvedGroups.Source]
  /// The number of subjects of whom the group is missing; they are counted nowhere.
  let missing: Int

  /// Groups by columns or expressions; one of everybody without any.
  ///
  /// - Throws: `CohortError` for a column that is none, or a wrong expression.
  init(_ cohort: Cohort, by requests: [ColumnRequest]) throws(CohortError) {
    let resolved = try cohort.groups(by: requests)
    codes = resolved.grouping.codes
    names = resolved.grouping.levels
    sources = resolved.sources
    var sizes = [Int](repeating: 0, count: names.count)
    for code in codes where code >= 0 { sizes[Int(code)] += 1 }
    self.sizes = sizes
    missing = codes.count - sizes.reduce(0, +)
  }

  private init(
    codes: [Int32], names: [String], sizes: [Int], sources: [ResolvedGroups.Source], missing: Int
  ) {
    (self.codes, self.names, self.sizes) = (codes, names, sizes)
    (self.sources, self.missing) = (sources, missing)
  }

  /// The groups that anybody is in, such as the arms that a restriction leaves.
  var withoutEmpty: SubjectGroups {
    let kept = sizes.indices.filter { sizes[$0] > 0 }
    guard kept.count < sizes.count else { return self }
    var place = [Int32](repeating: -1, count: sizes.count)
    for (new, old) in kept.enumerated() { place[old] = Int32(new) }
    return SubjectGroups(
      codes: codes.map { $0 < 0 ? -1 : place[Int($0)] }, names: kept.map { names[$0] }, sizes: kept.map { sizes[$0] },
      sources: sources, missing: missing)
  }

  /// The words for what the groups were formed by; empty where everybody is in one.
  var label: String { sources.map(\.label).joined(separator: ", ") }

  /// The words for a group by itself: of a yes or no, with what it is that is so or not.
  func title(_ place: Int) -> String {
    names == ["no", "yes"] ? "\(label): \(names[place])" : names[place]
  }

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
