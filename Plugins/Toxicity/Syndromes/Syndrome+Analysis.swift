import Analyses
import Cohorts

/// Syndromes such as CRS and ICANS: how many had them at which grade, when, and for how long.
enum SyndromeDescription {
  /// The description, as scripts ask for it.
  static let analysis = Analysis(
    "toxicity.syndrome", "Incidence by grade, onset, duration and episodes of CRS, ICANS or any other syndrome.",
    details: """
      For each syndrome the subjects of each group who had it at any grade, at grades 1 and 2, at grade 3 or more and at each worst \
      grade, with exact intervals (Clopper-Pearson); the day of onset, the duration, the time to the worst grade, and second \
      episodes. Denominators are the subjects of the cohort.

      Events of one syndrome that overlap, or begin no more than "gap" days after the one before ended, are one episode, which lasts from \
      its first onset to its last end, both days counted. An episode of which an end is missing is ongoing: it is counted, and has \
      no duration; where no ends are recorded at all, neither durations nor who is ongoing can be told. Any term fits, such as infection, prolonged cytopenia or haemophagocytic lymphohistiocytosis (IEC-HS).

      Grades are as recorded. Trials have used different scales (ASTCT, Lee 2014, Penn, CTCAE 5), whose grades do not mean the same: \
      where the scale is recorded and differs, it is said.
      """,
    parameters: SyndromeParameters.question + [EventShowing.overall.any, level.any],
    statistics: SyndromeStatistics.declared + [
      .init("in_group", "The number of subjects in the group, beside each syndrome.")
    ],
    example: [
      .init("terms", .list([.text("Cytokine release syndrome"), .text("ICANS")])), .init("by", .text("dose_level")),
    ],
    terms: ["CRS": "cytokine release syndrome", "ICANS": "immune effector cell-associated neurotoxicity syndrome"]
  ) { cohort, arguments in
    let question = try SyndromeQuestion(cohort, arguments)
    let groups = SyndromeGroup.groups(question.groups, overall: arguments[EventShowing.overall])
    let shares = ShareRows(level: arguments[level])
    let spreads = SpreadRows(definition: arguments.profile.quantiles)
    var result = AnalysisResult(
      title: question.title + question.titleEnd,
      methods: question.methods + methods(arguments), cautions: question.cautions)
    result.rows = groups.map { Row("subjects", .count($0.members.count), group: $0.name) }
    for syndrome in question.syndromes {
      for group in groups {
        result.rows.append(
          Row("in_group", .count(group.members.count), group: group.name, variable: syndrome.name))
        result.rows +=
          SyndromeStatistics(syndrome: syndrome, group: group, shares: shares, spreads: spreads).rows
      }
    }
    result.tables = SyndromeTables(question: question, groups: groups, level: arguments[level]).tables
    result.figures = [
      SyndromeBars(question: question, groups: groups).figure(
        title: "Worst grade of \(question.title)\(question.titleEnd)")
    ]
    return result
  }

  static let level = Parameter.level()

  private static func methods(_ arguments: Arguments) -> [String] {
    let days = arguments[SyndromeParameters.gap]
    let gap = "\(Argument.number(days).source) \(days == 1 ? "day" : "days")"
    return [
      "A subject counts at the worst grade; exact intervals of shares (Clopper and Pearson, "
        + "\(Argument.number(arguments[level] * 100).source)%).",
      "Events of one syndrome that overlap, or begin no more than \(gap) after the one before ended, are one episode, which lasts "
        + "from its first onset to its last end, both days counted; an episode without a recorded end is ongoing and has no duration.",
      "Days are described by those of the subjects with the syndrome of whom they are known, quantiles as in "
        + "\(arguments.profile == .sas ? "SAS" : "R").",
    ]
  }
}
