import Analyses
import Cohorts
import OrderedCollections
import Testing

@testable import Response

/// Cohorts made of the counts of tables.
enum AssociationCohort {
  /// A cohort of one row a subject: for each stratum and group so many with the outcome, and so many without.
  ///
  /// - Parameter strata: For each stratum its groups, each with two counts.
  /// - Returns: The cohort.
  /// - Throws: Nothing, where the counts are such.
  static func counted(_ strata: [[[Int]]]) throws -> Cohort {
    var (stratum, group, answer): ([String], [String], [Bool]) = ([], [], [])
    for (s, groups) in strata.enumerated() {
      for (g, counts) in groups.enumerated() {
        for (place, count) in counts.enumerated() {
          stratum += Array(repeating: "S\(s + 1)", count: count)
          group += Array(repeating: "G\(g + 1)", count: count)
          answer += Array(repeating: place == 0, count: count)
        }
      }
    }
    let levels = (0..<(strata.map(\.count).max() ?? 0)).map { "G\($0 + 1)" }
    return try make([
      "id": Column(integers: Array(stratum.indices)), "stratum": Column(texts: stratum),
      "arm": Column(categories: group, levels: levels), "answer": Column(flags: answer),
    ])
  }

  /// A cohort of columns, all known at baseline but the answer.
  static func make(_ columns: OrderedDictionary<String, Column>) throws -> Cohort {
    let described = columns.keys.map { ($0, ColumnDescription(knownAt: $0 == "answer" ? .afterOrigin : .baseline)) }
    return try Cohort(
      name: "counted", subjects: Table(name: "subjects", columns: columns),
      dictionary: DataDictionary(subjectID: "id", columns: OrderedDictionary(uniqueKeysWithValues: described)))
  }

  /// Forty invented subjects with what the examples ask for.
  static func invented() throws -> Cohort {
    let n = 40
    let columns: OrderedDictionary<String, Column> = [
      "id": Column(texts: (0..<n).map { "p\($0)" }),
      "responder": Column(flags: (0..<n).map { ($0 * 7 % 11) < 7 ? true : $0 % 9 == 4 ? nil : false }),
      "diagnosis": Column(
        categories: (0..<n).map { ["B-ALL", "T-ALL", "B-ALL", "MPAL"][$0 % 4] }, levels: ["B-ALL", "T-ALL", "MPAL"]),
      "trial": Column(texts: (0..<n).map { $0 % 3 == 0 ? "ADAM" : "EVE" }),
      "age": Column(numbers: (0..<n).map { Double(18 + $0 * 13 % 50) }),
      "dose_level": Column(
        categories: (0..<n).map { ["low", "middle", "high"][$0 * 5 % 3] }, levels: ["low", "middle", "high"]),
      "transplanted": Column(flags: (0..<n).map { $0 % 5 == 0 }),
      "transplant_day": Column(numbers: (0..<n).map { $0 % 5 == 0 ? Double(30 + $0) : nil }),
    ]
    return try Cohort(
      name: "invented", subjects: Table(name: "subjects", columns: columns),
      dictionary: DataDictionary(
        subjectID: "id", trial: "trial",
        columns: [
          "responder": ColumnDescription(label: "Response", knownAt: .afterOrigin),
          "diagnosis": ColumnDescription(label: "Diagnosis", knownAt: .baseline),
          "trial": ColumnDescription(label: "Trial", knownAt: .baseline),
          "age": ColumnDescription(label: "Age", knownAt: .baseline),
          "dose_level": ColumnDescription(label: "Dose level", knownAt: .baseline),
          "transplanted": ColumnDescription(label: "Transplant", knownAt: .onDay(["transplant_day"])),
          "transplant_day": ColumnDescription(knownAt: .onDay(["transplant_day"])),
        ]))
  }
}

extension Analysis {
  /// The result on a cohort, asked as a script would.
  func asked(of cohort: Cohort, _ arguments: (String, Argument)...) throws -> AnalysisResult {
    try perform(on: cohort, with: arguments.map { .init($0.0, $0.1) })
  }

  /// What is said against a question.
  func refusal(on cohort: Cohort, _ arguments: (String, Argument)...) -> String? {
    do {
      _ = try perform(on: cohort, with: arguments.map { .init($0.0, $0.1) })
      return nil
    } catch { return "\(error)" }
  }
}

extension AnalysisResult {
  /// The number of a row, `nil` where there is none.
  func found(_ statistic: String, group: String? = nil, variable: String? = nil) -> Double? {
    row(statistic, group: group, variable: variable)?.value.double
  }

  /// Why a row has no value.
  func why(_ statistic: String, group: String? = nil, variable: String? = nil) -> String? {
    guard case .notEstimable(let reason)? = row(statistic, group: group, variable: variable)?.value else { return nil }
    return reason
  }
}
