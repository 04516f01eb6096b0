import Analyses
import Cohorts
import OrderedCollections

@testable import Toxicity

/// Six invented subjects and their events, few enough to count by hand.
///
/// | subject | arm | events                                                                             |
/// |---------|-----|------------------------------------------------------------------------------------|
/// | a1      | A   | nausea grade 1, days 1-3; nausea grade 3, days 5-6, serious; headache, no grade      |
/// | a2      | A   | headache grade 2 from day 10 on                                                     |
/// | a3      | A   | none                                                                               |
/// | b1      | B   | nausea grade 2, days 2-4; vomiting grade 4, days 4-9; one without a term, grade 1   |
/// | b2      | B   | none                                                                               |
/// | x       | -   | vomiting grade 5, day 3                                                             |
///
/// Nobody is in arm C.
enum SmallEvents {
  /// One row.
  struct Event {
    var subject: String
    var organClass: String?
    var term: String?
    var grade: Int?
    var onset: Int?
    var end: Int?
    var serious: Bool? = false
    var related: Bool? = true
  }

  static let (gut, nerves) = ("Gastrointestinal disorders", "Nervous system disorders")

  static let events: [Event] = [
    Event(subject: "a1", organClass: gut, term: "Nausea", grade: 1, onset: 1, end: 3),
    Event(subject: "a1", organClass: gut, term: "Nausea", grade: 3, onset: 5, end: 6, serious: true),
    Event(subject: "a1", organClass: nerves, term: "Headache", grade: nil, onset: nil, end: nil, related: false),
    Event(subject: "a2", organClass: nerves, term: "Headache", grade: 2, onset: 10, end: nil, related: nil),
    Event(subject: "b1", organClass: gut, term: "Nausea", grade: 2, onset: 2, end: 4),
    Event(
      subject: "b1", organClass: gut, term: "Vomiting", grade: 4, onset: 4, end: 9, serious: true, related: false),
    Event(subject: "b1", organClass: nil, term: nil, grade: 1, onset: 20, end: 21),
    Event(subject: "x", organClass: gut, term: "Vomiting", grade: 5, onset: 3, end: 3),
  ]

  /// The subjects with their events.
  static func cohort(_ events: [Event] = events) throws -> Cohort {
    let ids = ["a1", "a2", "a3", "b1", "b2", "x"]
    let baseline = ColumnDescription(knownAt: .baseline)
    return try cohort(
      subjects: [
        "id": Column(texts: ids),
        "arm": Column(categories: ["A", "A", "A", "B", "B", nil], levels: ["A", "B", "C"]),
        "male": Column(flags: [true, false, false, true, false, false]),
        "last_day": Column(integers: [30, 30, 2, 5, 30, 30]),
        "transplant_day": Column(integers: [nil, 40, nil, nil, 60, nil]),
        "before": Column(integers: [0, 1, 2, nil, 0, 0]),
        "after": Column(integers: [3, 1, 0, 2, nil, 0]),
      ], described: ["arm": baseline, "male": baseline, "last_day": baseline], events: events)
  }

  static func cohort(
    subjects: OrderedDictionary<String, Column>, described: OrderedDictionary<String, ColumnDescription> = [:],
    events: [Event], levels: [String]? = nil
  ) throws -> Cohort {
    let table = try Table(name: "subjects", columns: subjects)
    let rows = try Table(
      name: "adverse_events",
      columns: [
        "id": Column(texts: events.map(\.subject)), "soc": Column(categories: events.map(\.organClass)),
        "term": Column(categories: events.map(\.term), levels: levels), "grade": Column(integers: events.map(\.grade)),
        "onset_day": Column(integers: events.map(\.onset)), "end_day": Column(integers: events.map(\.end)),
        "serious": Column(flags: events.map(\.serious)), "related": Column(flags: events.map(\.related)),
      ])
    return try Cohort(
      name: "small", subjects: table,
      linked: ["adverse_events": LinkedTable(rows, key: "id", subjects: table)],
      dictionary: DataDictionary(subjectID: "id", columns: described))
  }

  /// The result of an analysis on them.
  static func result(
    _ analysis: Analysis, _ arguments: KeyValuePairs<String, Argument> = [:], on cohort: Cohort? = nil
  ) throws -> AnalysisResult {
    try analysis.perform(on: cohort ?? SmallEvents.cohort(), with: arguments.map { .init($0.key, $0.value) })
  }

  /// The words of the error that an analysis throws.
  static func words(
    _ analysis: Analysis, _ arguments: KeyValuePairs<String, Argument> = [:], on cohort: Cohort? = nil
  ) -> String {
    do {
      _ = try result(analysis, arguments, on: cohort)
      return "no error"
    } catch {
      return "\(error)"
    }
  }
}

extension AnalysisResult {
  /// The counts of a statistic by group, in order, and for all subjects at last.
  func counts(_ statistic: String, _ variable: String?, _ groups: String?...) -> [Int?] {
    groups.map { group in
      row(statistic, group: group, variable: variable).flatMap {
        if case .count(let count) = $0.value { count } else { nil }
      }
    }
  }
}
