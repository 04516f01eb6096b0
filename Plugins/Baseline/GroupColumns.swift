import Analyses
import Cohorts

/// The columns of a table that compares: one for each group of subjects, and one of them all, who are in any group.
struct GroupColumns {
  /// A column: some of the subjects.
  struct Column {
    /// The name of the group in the rows.
    let name: String
    /// The head of the column.
    let header: String
    /// What stands over the heads of the groups; empty over that of all subjects.
    let over: String
    /// The place of the group among them; `nil` for all of them.
    let code: Int?
    /// The positions of its subjects in the cohort, ascending.
    let positions: [Int32]

    /// The words for it where it stands alone.
    var label: String { code == nil ? header : name }

    /// The number of its subjects.
    var count: Int { positions.count }
  }

  /// What the groups were formed by; no sources where there is one group of everybody.
  let groups: ResolvedGroups
  /// The columns, in the order in which they are shown.
  let columns: [Column]

  /// The groups of a cohort, and all of them together.
  ///
  /// Whoever is in no group is in no column: that of all groups is not then one of all subjects, and does not say so.
  ///
  /// - Throws: `CohortError` where there is no such column, or there are too many groups.
  init(_ cohort: Cohort, by: [ColumnRequest], overall: OverallPlace) throws(CohortError) {
    let groups = try cohort.groups(by: by)
    self.groups = groups
    let codes = groups.grouping.codes
    let everyone = (0..<Int32(cohort.count)).filter { codes[Int($0)] >= 0 }
    guard !by.isEmpty else {
      columns = [Column(name: "All subjects", header: "All subjects", over: "", code: nil, positions: everyone)]
      return
    }
    let levels = groups.grouping.levels
    let members = groups.grouping.members
    let heads = try Self.heads(of: groups, by, in: cohort)
    let compared = levels.indices.map {
      Column(
        name: levels[$0], header: heads[$0].header, over: heads[$0].over, code: $0,
        positions: members[$0].map(Int32.init))
    }
    let header = groups.together
    let name = levels.contains(header) ? "\(header), whatever group" : header
    let all = Column(name: name, header: header, over: "", code: nil, positions: everyone)
    columns =
      switch overall {
      case .first: [all] + compared
      case .last: compared + [all]
      case .none: compared
      }
  }

  /// What stands at the head of each group and over it: of crossed ones the last value under the others.
  private static func heads(
    of groups: ResolvedGroups, _ by: [ColumnRequest], in cohort: Cohort
  ) throws(CohortError) -> [(header: String, over: String)] {
    let levels = groups.grouping.levels
    guard by.count > 1 else { return levels.map { (groups.sources.first?.words(for: $0) ?? $0, groups.label) } }
    let outer = try cohort.groups(by: Array(by.dropLast())).grouping.levels
    let inner = try cohort.groups(by: Array(by.suffix(1))).grouping.levels
    return levels.indices.map { (inner[$0 % inner.count], outer[$0 / inner.count]) }
  }

  /// The groups that are compared, without the column of all subjects.
  var compared: [Column] { columns.filter { $0.code != nil } }

  /// Subjects without a group, and groups without subjects.
  var cautions: [Caution] {
    var cautions: [Caution] = []
    let missing = groups.grouping.missing
    if !groups.sources.isEmpty, missing > 0 {
      cautions.append(
        Caution(
          .missingValues,
          "\(missing) of \(groups.grouping.codes.count) subjects are in no group, because \(groups.label) is missing: they are left out."
        ))
    }
    for column in compared where column.count == 0 {
      cautions.append(Caution(.emptyGroup, "There is nobody in group \"\(column.name)\"."))
    }
    return cautions
  }

  /// The number of subjects in each, as rows.
  var rows: [Row] { columns.map { Row("n", .count($0.count), group: $0.name) } }

  /// The columns of a table, each showing the same of its group.
  func tableColumns(_ cell: TableLayout.Cell, _ format: TableLayout.Format) -> [TableLayout.Column] {
    columns.map { .init($0.header, cell, format, group: $0.name, over: $0.over) }
  }
}
