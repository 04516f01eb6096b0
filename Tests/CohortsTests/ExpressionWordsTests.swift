import Cohorts
import OrderedCollections
import Testing

@Suite("Expressions in words") struct ExpressionWordsTests {
  private func cohort() throws -> Cohort {
    try SmallCohort.make { dictionary in
      dictionary.columns["age"] = ColumnDescription(label: "Age")
      dictionary.columns["body weight"] = ColumnDescription(label: "Weight, kg")
      dictionary.columns["diagnosis"] = ColumnDescription(label: "Diagnosis")
    }
  }

  @Test(
    "labels stand in the place of names, and the signs of mathematics in that of the language's",
    arguments: [
      ("age >= 18", "Age ≥ 18"), ("age<=18", "Age≤18"), ("diagnosis ~= 'T-ALL'", "Diagnosis ≠ 'T-ALL'"),
      ("not (`body weight` / age < 2)", "not (Weight, kg / Age < 2)"),
      ("diagnosis == 'age' and dose > 1", "Diagnosis = 'age' and dose > 1"),
      ("is_missing(diagnosis)", "is_missing(Diagnosis)"),
    ])
  func words(_ source: String, _ words: String) throws {
    #expect(try cohort().words(for: source) == words)
  }

  @Test(
    "what reads nothing with a label, or cannot be read, stays as it was written",
    arguments: ["dose >= 1", "1 <= 2", "age >= 'x", "age(2) >= 1", "age >= 18 ? 1", ""])
  func asWritten(_ source: String) throws { #expect(try cohort().words(for: source) == source) }

  @Test("A restriction is recorded as it was written, with its words; a population with its name") func flow() throws {
    let some = try cohort().where("age >= 18").where("dose > 1")
    #expect(some.flow.map(\.condition) == ["age >= 18", "dose > 1"])
    #expect(some.flow.map(\.words) == ["Age ≥ 18", nil])
    let adults = try SmallCohort.make { dictionary in
      dictionary.populations["adults"] = Population(label: "Adults", condition: "age >= 18")
    }.population("adults")
    #expect(adults.flow.map(\.population) == ["Adults"] && adults.flow.map(\.condition) == ["Adults (age >= 18)"])
  }
}
