import Analyses
import Cohorts
import TestSupport
import Testing

@testable import Baseline

/// Counts of `lung` by R: `colSums(is.na(lung))`, `table(complete.cases(...), sex)`, `table(is.na(meal.cal), is.na(wt.loss))`.
@Suite("Missing values") struct MissingValuesTests {
  private static func lung() throws -> AnalysisResult {
    try LungSubjects.make().ask(
      "missing", ["variables": ["age", "ecog", "meal_calories", "weight_loss"], "by": "sex"])
  }

  @Test("are counted by variable and group, with those who lack none") func counts() throws {
    let result = try Self.lung()
    #expect(result.value("missing", group: "All subjects", variable: "meal_calories") == .count(47))
    #expect(result.value("missing", group: "female", variable: "meal_calories") == .count(23))
    #expect(result.value("missing", group: "male", variable: "weight_loss") == .count(10))
    #expect(result.value("missing", group: "male", variable: "age") == .count(0))
    #expect(result.value("missing_share", group: "female", variable: "weight_loss") == .number(4.0 / 90))
    #expect(result.value("complete", group: "All subjects") == .count(170))
    #expect(result.value("complete", group: "male") == .count(105))
  }

  @Test("make patterns, the commonest first, that add up to all subjects") func patterns() throws {
    let result = try Self.lung()
    let shown = result.rows.filter { $0.statistic == "pattern" }.map(\.value)
    let meals = "Calories at meals", weight = "Weight loss in six months"
    #expect(
      shown == ["none", meals, weight, "\(meals), \(weight)", "ECOG performance status"].map { .text($0) })
    let counts = result.rows.filter { $0.statistic == "pattern_count" }.compactMap(\.value.double)
    #expect(counts == [170, 43, 10, 4, 1])
  }

  @Test("of nobody, of no variable, and of more than 64 of them") func edges() throws {
    let nobody = try SmallTrials.make().part([]).ask("missing", [:])
    #expect(nobody.value("missing_share", group: "All subjects", variable: "age") == .notEstimable("no subjects"))
    let validities = (0..<130).map { place in Validity((0..<4).map { subject in place % 65 != 64 || subject > 1 }) }
    let patterns = MissingPatterns(validities, positions: [0, 1, 2, 3]).patterns
    #expect(patterns == [.init(missing: [], count: 2), .init(missing: [64, 129], count: 2)])
    #expect(MissingPatterns([], positions: [0, 1]).patterns == [.init(missing: [], count: 2)])
  }
}
