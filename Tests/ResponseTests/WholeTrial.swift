import Analyses
import Cohorts
import OrderedCollections

@testable import Response

/// The forty invented subjects of ``RateCohort`` with their courses: all that the examples of the plugin ask for.
enum WholeTrial {
  static let count = 40

  static func relapse(_ i: Int) -> Int? { i % 4 == 1 ? 90 + i : nil }

  static func death(_ i: Int) -> Int? { i % 3 == 0 ? 140 + 5 * i : nil }

  static let columns: OrderedDictionary<String, Column> = RateCohort.columns.merging(
    [
      "dose_level": Column(
        categories: (0..<count).map { ["low", "middle", "high"][$0 * 5 % 3] }, levels: ["low", "middle", "high"]),
      "marrow_blasts": Column(numbers: (0..<count).map { $0 % 7 == 6 ? nil : Double($0 * 31 % 97) }),
      "relapse_day": Column(integers: (0..<count).map(relapse)), "death_day": Column(integers: (0..<count).map(death)),
      "os_days": Column(integers: (0..<count).map { death($0) ?? 400 + $0 }),
      "pfs_days": Column(integers: (0..<count).map { relapse($0) ?? death($0) ?? 400 + $0 }),
    ], uniquingKeysWith: { first, _ in first })

  /// An assessment on day 28 in the category of the best response, one on day 56, and one of the relapse.
  static func make() throws -> Cohort {
    let subjects = try Table(name: "subjects", columns: columns)
    var (ids, days, responses): ([Int], [Int], [String]) = ([], [], [])
    for i in 0..<count where i % 13 != 12 {
      let visits = [(28, RateCohort.responses[i]), (56, i % 6 == 5 ? "NE" : RateCohort.responses[i])]
      for (day, response) in visits + (relapse(i).map { [($0, "PD")] } ?? []) {
        ids.append(i)
        days.append(day)
        responses.append(response)
      }
    }
    let table = try Table(
      name: "assessments",
      columns: ["id": Column(integers: ids), "day": Column(integers: days), "response": Column(categories: responses)])
    var dictionary = RateCohort.dictionary
    for name in ["dose_level", "marrow_blasts"] { dictionary.columns[name] = ColumnDescription(knownAt: .baseline) }
    for name in ["response_day", "transplant_day", "relapse_day", "death_day", "os_days", "pfs_days"] {
      dictionary.columns[name] = ColumnDescription(knownAt: .onDay([name]))
    }
    dictionary.linked["assessments"] = ["response": ColumnDescription(vocabulary: "leukaemia")]
    return try Cohort(
      name: "whole", subjects: subjects,
      linked: ["assessments": LinkedTable(table, key: "id", subjects: subjects)], dictionary: dictionary)
  }
}
