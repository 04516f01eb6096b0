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
      "onset_day": Column(integers: events.map(\.onset)),
      "end_day": Column(integers: events.map(\.end)),
      "serious": Column(flags: events.map(\.isSerious)),
      "related": Column(flags: events.map(\.isRelated)),
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
