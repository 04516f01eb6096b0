import Analyses
import Cohorts
import OrderedCollections

@testable import Toxicity

/// Eight invented subjects in two groups with thirteen events, few enough to count by hand.
///
///     subject   group   last day   died    fever on         rash on
///     p1        A       100                10, 60           20
///     p2        A       200        yes     40
///     p3        A        50        yes     70 (too late)
///     p4        A       400                100              100
///     p5        B       100                5, 50, 90
///     p6        B       300                no day
///     p7        B       150        yes                      30
///     p8        B       350                                 -3 (too early)
enum ExposureCohort {
  private static let ends: [Double] = [100, 200, 50, 400, 100, 300, 150, 350]

  static let subjects: OrderedDictionary<String, Column> = [
    "subject_id": Column(texts: (1...8).map { "p\($0)" }),
    "arm": Column(categories: (0..<8).map { $0 < 4 ? "A" : "B" }, levels: ["A", "B"]),
    "age": Column(numbers: [31, 45, 60, 22, 71, 39, 52, 44]),
    "os_days": Column(numbers: ends), "os_event": Column(integers: [0, 1, 1, 0, 0, 0, 1, 0]),
    "last_month": Column(numbers: ends.map { $0 / 30.4375 }),
  ]

  static let events: OrderedDictionary<String, Column> = [
    "subject_id": Column(
      texts: ["p1", "p1", "p1", "p2", "p4", "p4", "p5", "p5", "p5", "p7", "p3", "p6", "p8"]),
    "term": Column(
      categories: [
        "Fever", "Fever", "Rash", "Fever", "Rash", "Fever", "Fever", "Fever", "Fever", "Rash", "Fever", "Fever", "Rash",
      ], levels: ["Fever", "Rash"]),
    "soc": Column(
      categories: [
        "General", "General", "Skin", "General", "Skin", "General", "General", "General", "General", "Skin", "General",
        "General", "Skin",
      ], levels: ["General", "Skin"]),
    "onset_day": Column(numbers: [10, 60, 20, 40, 100, 100, 5, 50, 90, 30, 70, nil, -3]),
    "grade": Column(integers: [1, 3, 2, 4, 1, 2, 3, 3, 1, 2, 2, 1, 1]),
  ]

  static func make(
    _ change: (inout OrderedDictionary<String, Column>) -> Void = { _ in }, rows: [Int32]? = nil
  ) throws -> Cohort {
    var subjects = subjects
    change(&subjects)
    let table = try Table(
      name: "adverse_events", columns: rows.map { r in events.mapValues { $0.gathered(r) } } ?? events)
    let people = try Table(name: "subjects", columns: subjects)
    return try Cohort(
      name: "eight", subjects: people,
      linked: ["adverse_events": LinkedTable(table, key: "subject_id", subjects: people)],
      dictionary: DataDictionary(
        subjectID: "subject_id",
        columns: [
          "arm": ColumnDescription(label: "Arm", knownAt: .baseline), "age": ColumnDescription(knownAt: .baseline),
          "last_month": ColumnDescription(label: "Last month", unit: "months"),
        ],
        endpoints: [
          "os": EndpointDefinition(
            name: "os", label: "Overall survival", time: "os_days", event: .indicator(column: "os_event"))
        ]))
  }

  /// What an analysis of toxicity says of a cohort.
  static func ask(
    _ cohort: Cohort, _ name: String, _ arguments: KeyValuePairs<String, Argument> = [:]
  ) throws -> AnalysisResult {
    guard let analysis = ToxicityPlugin().analyses.first(where: { $0.function == name }) else {
      throw CannotAnalyse("there is no \(name)")
    }
    return try analysis.perform(on: cohort, with: arguments.map { Argument.Entry($0.key, $0.value) })
  }

  /// What is said against a question.
  static func complaint(
    _ cohort: Cohort, _ name: String, _ arguments: KeyValuePairs<String, Argument>
  ) throws -> String? {
    do {
      _ = try ask(cohort, name, arguments)
      return nil
    } catch let error as any Error & CustomStringConvertible {
      return error.description
    }
  }
}
