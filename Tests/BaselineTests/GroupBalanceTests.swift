import Analyses
import Cohorts
import TestSupport
import Testing

@testable import Baseline

/// Standardised differences of `lung` by sex, by the formulas in R (`CharacteristicComparisonTests` has the calls).
@Suite("Balance of groups") struct GroupBalanceTests {
  @Test("is the standardised difference of each variable, with its standard error and limits") func lung() throws {
    let result = try LungSubjects.make().ask(
      "balance", ["variables": ["age", "weight_loss", "ecog", "age >= 65"], "by": "sex"])
    func number(_ statistic: String, _ variable: String) -> Double? {
      result.number(statistic, group: "male vs female", variable: variable)
    }
    expectClose(number("standardised_difference", "age"), 0.251577565185634)
    expectClose(number("standardised_difference", "weight_loss"), 0.263840075774101)
    expectClose(number("standardised_difference", "ecog"), 0.164977598016392)
    expectClose(number("standardised_difference", "age >= 65"), 0.242075452391896)
    let d = 0.251577565185634
    let error = (228.0 / (138 * 90) + d * d / (2 * 228)).squareRoot()
    expectClose(number("standard_error", "age"), error, because: "Hedges and Olkin's formula")
    expectClose(number("lower", "age"), d - 1.959963984540054 * error)
    expectClose(number("upper", "age"), d + 1.959963984540054 * error)
    #expect(
      result.caution(.imbalance)?.message
        == "The groups differ by more than 0.1 standard deviations in 4 of 4 variables: Age, years; Weight loss in six months, "
        + "pounds; ECOG performance status; Age ≥ 65.")
  }

  @Test("compares each two groups, and within each trial what it compares in a cohort of that trial") func trials()
    throws
  {
    let cohort = try SmallTrials.make()
    let result = try cohort.ask(
      "balance", ["variables": ["age", "diagnosis"], "by": "transplanted", "by_trial": true])
    let alone = try cohort.where("trial == 'EVE'").ask("balance", ["variables": ["age"], "by": "transplanted"])
    expectClose(
      result.number("standardised_difference", group: "no vs yes, EVE", variable: "age"),
      try #require(alone.number("standardised_difference", group: "no vs yes", variable: "age")))
    // All of trial ADAM were transplanted.
    #expect(
      result.value("standardised_difference", group: "no vs yes, ADAM", variable: "age")
        == .notEstimable("too few values, or groups that differ and do not vary"))
    let four = try cohort.ask("balance", ["variables": "age", "by": "response"])
    #expect(four.rows.filter { $0.statistic == "standardised_difference" }.count == 6)
    #expect(four.figures.first?.chart?.panels.count == 6)
  }

  @Test("of one group, or of too many, is said in words") func edges() throws {
    let one = try SmallTrials.make().where("trial == 'EVE'").ask("balance", ["variables": "age", "by": "trial"])
    #expect(one.value("standardised_difference", variable: "age") == .notEstimable("fewer than two groups"))
    #expect(one.figures == [])
    #expect(
      try SmallTrials.make().complaint("balance", ["by": "age"])
        == "baseline.balance: \"by\" gives 16 groups; name at most 12, of which each two are compared")
    #expect(
      try LungSubjects.make().complaint("balance", ["by": "sex", "by_trial": true])
        == "baseline.balance: \"by_trial\" needs the column of the trial, which the dictionary does not name")
  }
}
