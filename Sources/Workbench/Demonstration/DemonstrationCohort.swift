public import Cohorts
import OrderedCollections

/// The cohort that is built in, so that every script can be tried from any folder.
///
/// Synthetic: 334 subjects of 5 trials of CAR-T cells against CD7, drawn by a generator with a fixed seed so that every
/// count, median and range that the abstract of the pooled analysis publishes is met exactly. Nobody in it exists.
///
/// Invented, because nothing is published of it: who has which combination of findings, the trials' sizes, all dates, the days
/// of response, progression and death, which observed times end in an event, complete remission with against without recovery
/// of counts, all assessments and findings, and of the adverse events all but how many subjects had CRS and ICANS of which worst grade. The labels of columns
/// of which nothing is published end in "(invented)".
///
/// Two readings of the abstract were needed:
/// - Its medians of 547.5 and 567.5 days are met as descriptive medians of everybody's observed time, since half a day cannot be
///   a Kaplan-Meier median of whole days on a falling curve, and the range beside them is that of the data.
/// - An observed time of 1694 days cannot begin on 9 November 2020 or later and end by 21 May 2025; the two dates are met as
///   those of the first and the last infusion, and follow-up ends at the latest on 1 August 2025.
public enum DemonstrationCohort {
  /// The name of the cohort.
  public static let name = "CAR-T demonstration"

  /// What a reader of any report on this cohort must know.
  public static let notice = """
    Synthetic data. No subject exists. Counts, medians and ranges match the published abstract of a pooled analysis of \
    5 trials (334 patients); what it does not publish is invented: who has which findings, dates, days of response, relapse \
    and death, who is censored, and all days of adverse events. Draw no clinical conclusion.
    """

  /// The cohort: the same on every call and every machine.
  ///
  /// - Throws: A ``Cohorts/CohortError`` if its tables did not fit together; they do.
  public static func make() throws(CohortError) -> Cohort { try make(seed: seed) }

  static func make(seed: UInt64) throws(CohortError) -> Cohort {
    var random = SplitMix64(seed: seed)
    let baseline = SyntheticBaseline(&random)
    let course = SyntheticCourse(baseline, &random)
    let people = SyntheticFollowUp(course, &random).subjects
    let events = SyntheticAdverseEvents(people, &random).episodes
    let visits = SyntheticAssessments(people, &random).visits
    let findings = SyntheticFindings(events, of: people, &random)

    let ids = ids(of: people)
    let subjects = try Table(name: "subjects", columns: columns(of: people, ids: ids))
    let tables = [
      (columns(of: events, ids: ids), adverseEventsName, events.map(\.subject)),
      (columns(of: visits, ids: ids), assessmentsName, visits.map(\.subject)),
      (columns(of: findings.releases, ids: ids), releaseName, findings.releases.map(\.subject)),
      (columns(of: findings.neurotoxicities, ids: ids), neurotoxicityName, findings.neurotoxicities.map(\.subject)),
    ]
    var linked: OrderedDictionary<String, LinkedTable> = [:]
    for (columns, name, rows) in tables {
      linked[name] = LinkedTable(table: try Table(name: name, columns: columns), subjectRows: rows.map(Int32.init))
    }
    return try Cohort(
      name: name, subjects: subjects, linked: linked, dictionary: dictionary,
      provenance: Provenance(sources: ([subjects] + linked.values.map(\.table)).map(source), notice: notice))
  }

  static let adverseEventsName = "adverse_events"
  static let assessmentsName = "assessments"
  static let releaseName = "crs_findings"
  static let neurotoxicityName = "icans_findings"

  /// Chosen among the first 400 for what it teaches: about two in five progress or die, and the hazard ratio of transplant for
  /// progression-free survival is 0.45 if it is counted from day 0, but 0.76 from the day of transplant.
  private static let seed: UInt64 = 289

  /// Ids within each trial, in the order of infusion.
  private static func ids(of people: [SyntheticSubject]) -> [String] {
    var last: [String: Int] = [:]
    return people.map { person in
      last[person.trial, default: 0] += 1
      let number = String(last[person.trial, default: 0])
      return "\(person.trial)-\(String(repeating: "0", count: max(0, 3 - number.count)))\(number)"
    }
  }

  private static func source(_ table: Table) -> Provenance.Source {
    let text = CanonicalText(table)
    return Provenance.Source(
      table: table.name, name: "\(table.name).csv", sha256: text.sha256, rows: table.count)
  }
}
