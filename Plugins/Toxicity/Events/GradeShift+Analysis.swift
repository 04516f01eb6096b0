import Analyses
import Cohorts

extension GradeShift {
  /// The shift table, as scripts ask for it.
  static let analysis = Analysis(
    "toxicity.shift", "Shift table: the grade at baseline against the worst grade after it.",
    details: """
      How many subjects of each group went from which grade at baseline to which worst grade after it, as laboratory values are \
      reported. The grades are 0 to 5; those that are missing have a line and a column of their own, so that the cells of a group add \
      up to all its subjects.

      The grades come from two columns of the subjects (baseline and worst), or from a linked table of visits: with visits, baseline \
      is a condition over its rows, such as "baseline_flag" or "day <= 0". The worst of the rows for which it holds is the grade at \
      baseline, the worst of the others that after it; narrow the rows to one test with where = "test == 'ALT'".
      """,
    parameters: [
      baseline.any, worst.any, visits.any, grade.any, condition.any, absent.any, EventParameters.by.any,
      EventShowing.overall.any, EventParameters.asBaseline.any,
    ],
    statistics: [.init("subjects", "The number of subjects in the group: the denominator of all shares.")]
      + toNames.indices.flatMap { place in
        let after =
          place == missing ? "of whom the grade after baseline is missing" : "whose worst grade after it is \(place)"
        return [
          Analysis.Statistic(toNames[place], "The number of subjects with this grade at baseline \(after)."),
          Analysis.Statistic("\(toNames[place])_proportion", "Their share of all subjects in the group."),
        ]
      }
      + changes.flatMap { change in
        [
          Analysis.Statistic(change.name, "The number of subjects \(change.meaning)."),
          Analysis.Statistic(
            "\(change.name)_proportion", "Their share of the subjects with both grades.",
            estimated: .on(.logit, standardError: "\(change.name)_standard_error", isEffect: false)),
          Analysis.Statistic("\(change.name)_standard_error", "The standard error of the logit of that share."),
        ]
      },
    example: [
      .init("visits", .text("adverse_events")), .init("baseline", .text("onset_day <= 1")),
      .init("where", .text("term == 'Thrombocytopenia'")), .init("absent_as_zero", .flag(true)),
    ]
  ) { cohort, arguments in
    let groups = try SubjectGroups(cohort, by: arguments[EventParameters.by])
    let grades = try ShiftGrades(
      cohort,
      ShiftGrades.Request(
        baseline: arguments[baseline], worst: arguments[worst], visits: arguments[visits], grade: arguments[grade],
        condition: arguments[condition], absentAsZero: arguments[absent], analysis: arguments.analysis))
    let shift = GradeShift(
      baseline: grades.baseline, worst: grades.worst, groups: groups.codes, groupCount: groups.names.count)
    let statistics = EventStatistics(groups, isGraded: true, overall: arguments[EventShowing.overall])
    let columns = statistics.columns
    let title = "Shift of grades" + (groups.isSplit ? " by \(groups.label)" : "")
    return AnalysisResult(
      title: title,
      methods: groups.methods + grades.methods + ["Percentages of cells are of all subjects in the group."],
      rows: statistics.sizes + columns.flatMap { shift.rows($0) }, tables: shift.tables(title: title, columns),
      cautions: groups.cautions + grades.cautions
        + (try LateGroups(cohort, isAcknowledged: arguments[EventParameters.asBaseline]).cautions(for: groups.sources)))
  }

  private static let baseline = Parameter<String>.column(
    "baseline",
    "The subjects' column of the grade at baseline; with visits, the condition for rows at baseline, such as \"day <= 0\".",
    names: .anyColumn)
  private static let worst = Parameter<String?>.optionalColumn(
    "worst", "The subjects' column of the worst grade after baseline; not with visits.")
  private static let visits = Parameter<String?>.optionalText(
    "visits", "The linked table of visits, a grade a row.", names: .table)
  private static let grade = Parameter<String?>.optionalColumn(
    "grade",
    "The column of the visits that holds the grade, 0 to 5; found by its role in the dictionary, or its usual name.")
  private static let condition = Parameter<String?>.optionalText(
    "where",
    "A condition over the columns of the visits; rows for which it does not hold, or is unknown, are not read.",
    names: .rowCondition)
  private static let absent = Parameter<Bool>.flag(
    "absent_as_zero", "Take subjects without any row as grade 0, where visits record only what is abnormal.",
    default: false)
}

extension GradeShift {
  fileprivate static let toNames = (0...5).map { "to_\($0)" } + ["to_missing"]

  fileprivate static let changes: [(name: String, meaning: String, holds: @Sendable (Int, Int) -> Bool)] = [
    ("worsened", "whose worst grade is above that at baseline", { $1 > $0 }),
    ("unchanged", "whose worst grade is that at baseline", { $1 == $0 }),
    ("improved", "whose worst grade is below that at baseline", { $1 < $0 }),
    ("became_severe", "with grade 3 or more after a grade below 3 at baseline", { $0 < 3 && $1 >= 3 }),
  ]

  /// The statistics of a group: a variable for each grade at baseline, and changes over all of them.
  fileprivate func rows(_ column: GroupColumn) -> [Row] {
    let cells = (0..<Self.gradeCount).flatMap { from in
      (0..<Self.gradeCount).flatMap { to -> [Row] in
        let count = counts[column.place][from][to]
        func row(_ name: String, _ value: Quantity) -> Row {
          Row(name, value, group: column.group, variable: Self.names[from], n: column.size)
        }
        return [
          row(Self.toNames[to], .count(count)),
          row("\(Self.toNames[to])_proportion", EventStatistics.share(count, of: column.size)),
        ]
      }
    }
    let known = count(group: column.place) { _, _ in true }
    return cells
      + Self.changes.flatMap { change -> [Row] in
        let count = count(group: column.place, where: change.holds)
        func row(_ name: String, _ value: Quantity) -> Row {
          Row(name, value, group: column.group, n: known, missing: column.size - known)
        }
        let share =
          known > 0 ? Quantity.number(Double(count) / Double(known)) : .notEstimable("nobody has both grades")
        return [
          row(change.name, .count(count)), row("\(change.name)_proportion", share),
          row(
            "\(change.name)_standard_error",
            known > 0 ? EventStatistics.logitError(count, of: known) : .notEstimable("nobody has both grades")),
        ]
      }
  }

  /// A table of cells for each group, and one of changes.
  fileprivate func tables(title: String, _ columns: [GroupColumn]) -> [TableLayout] {
    let all = counts.last ?? []
    // Grades that nobody has are left out, but for those of a shift table that everybody looks for.
    let from = (0..<Self.gradeCount).filter { $0 < 5 || all[$0].contains { $0 > 0 } }
    let to = (0..<Self.gradeCount).filter { place in place < 5 || all.contains { $0[place] > 0 } }
    let cells = TableLayout(
      title: title, rowHeader: "Grade at baseline",
      lines: columns.flatMap { column in
        (columns.count > 1 ? [TableLayout.Line(column.heading, variable: column.heading)] : [])
          + from.map {
            .init(Self.names[$0], group: column.group, variable: Self.names[$0], indent: columns.count > 1 ? 1 : 0)
          }
      },
      columns: to.map {
        .init(
          Self.names[$0], .share(count: Self.toNames[$0], of: nil, proportion: "\(Self.toNames[$0])_proportion"),
          .proportion, over: "Worst grade after baseline")
      })
    let words = [
      "worsened": "Worsened", "unchanged": "Unchanged", "improved": "Improved",
      "became_severe": "Grade 3 or more from below",
    ]
    let changes = TableLayout(
      title: "Changes of grade, of those with both", rowHeader: "Group",
      lines: columns.map { .init($0.heading, group: $0.group) },
      columns: Self.changes.map {
        .init(
          words[$0.name] ?? $0.name, .share(count: $0.name, of: nil, proportion: "\($0.name)_proportion"), .proportion)
      })
    return [cells, changes]
  }
}
