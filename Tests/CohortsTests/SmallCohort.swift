import Cohorts
import OrderedCollections

/// Eight invented subjects, with every kind of column and a missing value in most of them.
enum SmallCohort {
  static let diagnoses = ["B-ALL", "T-ALL", "MPAL"]

  static let columns: OrderedDictionary<String, Column> = [
    "id": Column(texts: ["a", "b", "c", "d", "e", "f", "g", "h"]),
    "age": Column(integers: [17, 18, 40, nil, 65, 7, 30, 52]),
    "dose": Column(numbers: [1.5, nil, 2, 0, -1, 3.25, 10, 0.5]),
    "diagnosis": Column(
      categories: ["T-ALL", "T-ALL", "B-ALL", "MPAL", nil, "B-ALL", "T-ALL", "B-ALL"], levels: diagnoses),
    "relapsed": Column(flags: [true, false, nil, true, false, false, true, nil]),
    "site": Column(texts: ["Köln", "Bern", nil, "Basel", "Bern", "", "Köln", "Zürich"]),
    "infused": Column(
      dates: [
        CalendarDate(year: 2020, month: 2, day: 28), CalendarDate(year: 2020, month: 3, day: 1),
        CalendarDate(year: 2021, month: 12, day: 31), nil, CalendarDate(year: 2022, month: 1, day: 1),
        CalendarDate(year: 2019, month: 6, day: 15), CalendarDate(year: 2021, month: 3, day: 1),
        CalendarDate(year: 2024, month: 2, day: 29),
      ]),
    "seen": Column(
      .dateTime([0, 86_399_999, 86_400_000, -1, 1_614_590_400_000, 0, 0, 0]),
      validity: Validity([true, true, true, true, true, false, true, true])),
    "transplant_day": Column(numbers: [30, nil, nil, 45, nil, 90, nil, nil]),
    "ph.ecog": Column(integers: [0, 1, 2, 0, 1, nil, 1, 0]),
    "body weight": Column(numbers: [70, 80, 65, 90, 72, 20, nil, 61]),
    "diagnosis_at_relapse": Column(
      categories: ["B-ALL", "T-ALL", nil, "MPAL", "T-ALL", "T-ALL", "B-ALL", nil], levels: ["MPAL", "B-ALL", "T-ALL"]),
  ]

  static func make(_ change: (inout DataDictionary) -> Void = { _ in }) throws -> Cohort {
    var dictionary = DataDictionary(subjectID: "id")
    change(&dictionary)
    return try Cohort(
      name: "demo", subjects: Table(name: "subjects", columns: columns), dictionary: dictionary)
  }

  /// The outcomes of a condition as a row of `1`, `0` and `?`.
  static func outcomes(_ condition: String) throws -> String {
    try make().truth(of: condition).values.map { $0 == Truth.yes ? "1" : $0 == Truth.no ? "0" : "?" }.joined()
  }

  /// The values of an expression as text, missing ones as `-`.
  static func values(_ expression: String) throws -> [String] {
    let column = try make().evaluate(expression).column
    return (0..<column.count).map { column[$0] == .missing ? "-" : column[$0].description }
  }
}
