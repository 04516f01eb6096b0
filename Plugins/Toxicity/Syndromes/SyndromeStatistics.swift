import Analyses

/// The statistics of one syndrome in one group.
struct SyndromeStatistics {
  /// A number of days of those with the syndrome.
  struct Days {
    let name: String
    let label: String
    let meaning: String
    let of: @Sendable (SyndromeCourse) -> Double?
  }

  static let onset = Days(name: "onset", label: "Day of onset", meaning: "the day of onset") { $0.onset }
  static let duration = Days(
    name: "duration", label: "Duration of the first episode, days",
    meaning: "the days of the first episode, first and last day counted"
  ) { $0.duration }
  static let total = Days(
    name: "days", label: "Days of all episodes", meaning: "the days of all episodes together"
  ) { $0.days }
  static let maximum = Days(
    name: "maximum_day", label: "Day of maximum grade",
    meaning: "the day on which an event of the worst grade first began"
  ) { $0.maximumDay }
  static let toMaximum = Days(
    name: "time_to_maximum", label: "Days from onset to maximum grade",
    meaning: "the days from onset to the onset of an event of the worst grade"
  ) { course in course.maximumDay.flatMap { day in course.onset.map { day - $0 } } }
  static let measured = [onset, duration, total, maximum, toMaximum]

  static let declared: [Analysis.Statistic] =
    [.init("subjects", "The number of subjects in the group: the denominator of all shares.")]
    + SyndromeMeasure.declared
    + [.init("grade_missing", "The number of subjects with the syndrome of whom the worst grade is missing.")]
    + measured.flatMap { SpreadRows.declared($0.name, $0.meaning) }
    + [
      .init(
        "ongoing",
        "The number of subjects with an episode of which the end is not recorded; not estimable where no ends are recorded at all."
      ),
      .init("second_episodes", "The number of subjects with two episodes or more."),
      .init("second_episodes_proportion", "Their share of the subjects with the syndrome."),
    ]

  let syndrome: SyndromeQuestion.Syndrome
  let group: SyndromeGroup
  let shares: ShareRows
  let spreads: SpreadRows

  /// Everything as rows.
  var rows: [Row] {
    let incidence = SyndromeMeasure.all.flatMap { measure in
      shares.rows(
        measure.name, group.count { syndrome.courses[$0].reached(measure.grades) }, of: group.members.count,
        group: group.name, variable: syndrome.name)
    }
    let affected = group.members.map { syndrome.courses[$0] }.filter { $0.happened == true }
    let missing = affected.filter { $0.grade == nil }.count
    return incidence + [count("grade_missing", missing, of: affected.count)]
      + Self.measured.flatMap { spread($0, affected) } + episodes(affected)
  }

  private func spread(_ days: Days, _ affected: [SyndromeCourse]) -> [Row] {
    let values = affected.compactMap(days.of)
    return spreads.rows(
      days.name, values, missing: affected.count - values.count, otherwise: reason(affected.isEmpty),
      group: group.name, variable: syndrome.name)
  }

  private func reason(_ isAbsent: Bool) -> String {
    if isAbsent { return group.members.isEmpty ? "no subjects" : "no subject with the syndrome" }
    if !syndrome.hasOnsets { return "days of onset are not recorded" }
    return syndrome.hasEnds ? "the days are missing" : "days of end are not recorded"
  }

  private func episodes(_ affected: [SyndromeCourse]) -> [Row] {
    let known = affected.compactMap(\.episodes)
    let second = known.filter { $0 > 1 }.count
    let missing = affected.count - known.count
    let isUnknown = known.isEmpty && !affected.isEmpty
    let share = known.isEmpty ? nil : Double(second) / Double(known.count)
    return [
      Row(
        "ongoing",
        syndrome.hasEnds || affected.isEmpty
          ? .count(affected.filter(\.isOngoing).count) : .notEstimable("days of end are not recorded"),
        group: group.name, variable: syndrome.name, n: affected.count),
      Row(
        "second_episodes", isUnknown ? .notEstimable("episodes are not told apart") : .count(second), group: group.name,
        variable: syndrome.name, n: known.count, missing: missing > 0 ? missing : nil),
      Row(
        "second_episodes_proportion",
        Quantity(share, otherwise: isUnknown ? "episodes are not told apart" : reason(true)), group: group.name,
        variable: syndrome.name, n: known.count, missing: missing > 0 ? missing : nil),
    ]
  }

  private func count(_ name: String, _ count: Int, of total: Int) -> Row {
    Row(name, .count(count), group: group.name, variable: syndrome.name, n: total)
  }
}
