import Cohorts
import OrderedCollections

extension DemonstrationCohort {
  /// The variables of the subjects, in the order in which they are shown.
  static func columns(of people: [SyntheticSubject], ids: [String]) -> OrderedDictionary<String, Column> {
    [
      "subject_id": Column(texts: ids),
      "trial": Column(categories: people.map(\.trial), levels: SyntheticFollowUp.trialIDs),
      "diagnosis": levels(people.map(\.diagnosis)),
      "age": Column(integers: people.map(\.age)),
      "sex": Column(categories: people.map { $0.isMale ? "male" : "female" }, levels: ["male", "female"]),
      "prior_transplants": Column(integers: people.map(\.priorTransplants)),
      "relapse_after_transplant_day": Column(integers: people.map(\.relapseAfterPriorTransplant)),
      "involvement": levels(people.map(\.involvement)),
      "marrow_blasts": Column(numbers: people.map(\.marrowBlasts)),
      "dose_level": levels(people.map(\.doseLevel)),
      "dose": Column(numbers: people.map(\.dose)),
      "infusion_date": Column(dates: people.map { CalendarDate(daysSince1970: $0.infusion) }),
      "response": levels(people.map(\.response)),
      "responder": Column(flags: people.map(responder)),
      "response_day": Column(integers: people.map(\.responseDay)),
      "transplanted": Column(flags: people.map { $0.transplantDay != nil }),
      "transplant_day": Column(integers: people.map(\.transplantDay)),
      "pfs_days": Column(integers: people.map(\.pfsDays)),
      "pfs_event": Column(integers: people.map { $0.failed ? 1 : 0 }),
      "os_days": Column(integers: people.map(\.osDays)),
      "os_event": Column(integers: people.map { $0.died ? 1 : 0 }),
      "relapse_day": Column(integers: people.map(\.progressionDay)),
      "death_day": Column(integers: people.map { $0.died ? $0.osDays : nil }),
    ]
  }

  /// The variables of the adverse events.
  static func columns(
    of events: [SyntheticAdverseEvents.Episode], ids: [String]
  ) -> OrderedDictionary<String, Column> {
    let classes = SyntheticAdverseEvents.Term.allCases.map(\.organClass)
    return [
      "subject_id": Column(texts: events.map { ids[$0.subject] }),
      "soc": Column(categories: events.map(\.term.organClass), levels: Array(OrderedSet(classes))),
      "term": levels(events.map(\.term)),
      "grade": Column(integers: events.map(\.grade)),
      "scale": Column(categories: events.map(\.term.scale), levels: ["ASTCT", "CTCAE 5"]),
      "onset_day": Column(integers: events.map(\.onset)),
      "end_day": Column(integers: events.map(\.end)),
      "serious": Column(flags: events.map(\.isSerious)),
      "related": Column(flags: events.map(\.isRelated)),
    ]
  }

  /// The variables of the assessments.
  static func columns(
    of visits: [SyntheticAssessments.Visit], ids: [String]
  ) -> OrderedDictionary<String, Column> {
    [
      "subject_id": Column(texts: visits.map { ids[$0.subject] }),
      "day": Column(integers: visits.map(\.day)),
      "response": Column(categories: visits.map(\.response), levels: ["CR", "CRi", "PR", "NR", "PD", "NE"]),
    ]
  }

  /// The variables of the findings of CRS.
  static func columns(
    of findings: [SyntheticFindings.Release], ids: [String]
  ) -> OrderedDictionary<String, Column> {
    [
      "subject_id": Column(texts: findings.map { ids[$0.subject] }),
      "day": Column(integers: findings.map(\.day)),
      "temperature": Column(numbers: findings.map(\.temperature)),
      "hypotension": Column(categories: findings.map(\.hypotension), levels: SyntheticFindings.hypotension),
      "hypoxia": Column(categories: findings.map(\.hypoxia), levels: SyntheticFindings.hypoxia),
      "treated": Column(flags: findings.map(\.isTreated)),
    ]
  }

  /// The variables of the findings of ICANS.
  static func columns(
    of findings: [SyntheticFindings.Neurotoxicity], ids: [String]
  ) -> OrderedDictionary<String, Column> {
    [
      "subject_id": Column(texts: findings.map { ids[$0.subject] }),
      "day": Column(integers: findings.map(\.day)),
      "ice_score": Column(integers: findings.map(\.ice)),
      "capd_score": Column(integers: findings.map(\.capd)),
      "consciousness": Column(categories: findings.map(\.consciousness), levels: SyntheticFindings.consciousness),
      "seizure": Column(categories: findings.map(\.seizure), levels: SyntheticFindings.seizure),
    ]
  }

  /// Whether the best response was at least partial; missing for those not evaluable.
  private static func responder(_ person: SyntheticSubject) -> Bool? {
    person.response == .notEvaluable ? nil : person.response != .none
  }

  private static func levels<Level: RawRepresentable & CaseIterable>(_ values: [Level?]) -> Column
  where Level.RawValue == String {
    Column(categories: values.map { $0?.rawValue }, levels: Level.allCases.map(\.rawValue))
  }
}
