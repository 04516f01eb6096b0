import Analyses
import AnalysisTesting
import Cohorts
import OrderedCollections
import Pooling
import Survival
import TestSupport
import Testing

@Suite("Questions about trials") struct PoolingQuestionTests {
  @Test("wrong ones are told what was found and the nearest right thing") func words() throws {
    let cohort = try FiveTrials.cohort()
    #expect(
      FiveTrials.complaint(
        "by_trial", cohort,
        ["analysis": "survival.kaplan_meier", "statistic": "median", "arguments": ["endpoint": "os"]])
        == "pooling.by_trial: \"median\" of survival.kaplan_meier has no standard error to be pooled by; those that have one: "
        + "\"survival\"")
    #expect(
      FiveTrials.complaint("by_trial", cohort, ["analysis": "survival.coks", "statistic": "hazard_ratio"])
        == "pooling.by_trial: there is no analysis \"survival.coks\"; did you mean \"survival.cox\"?")
    #expect(
      FiveTrials.complaint("by_trial", try FiveTrials.cohort(trial: nil), FiveTrials.hazard)
        == "pooling.by_trial: the dictionary names no trial column; name it in the dictionary, or here as in "
        + "trial = \"study\"")
    #expect(
      FiveTrials.complaint(
        "by_trial", cohort,
        [
          "analysis": "survival.cox", "statistic": "hazard_ratio", "arguments": ["endpoint": "os", "covariates": "x"],
          "trial": "trail",
        ])?.contains("did you mean \"trial\"?") == true)
  }

  @Test("strata of a formula are kept when the trial is added to them") func formula() throws {
    let cohort = try FiveTrials.cohort()
    let formula = try FiveTrials.ask(
      "by_trial", cohort,
      [
        "analysis": "survival.cox", "statistic": "hazard_ratio",
        "arguments": ["endpoint": "Surv(time, event) ~ x + strata(arm)"],
      ])
    let named = try FiveTrials.ask(
      "by_trial", cohort,
      [
        "analysis": "survival.cox", "statistic": "hazard_ratio",
        "arguments": ["endpoint": "os", "covariates": "x", "strata": ["arm", "trial"]],
      ])
    expectClose(
      formula.numbers(["estimate", "standard_error"], variable: "together"),
      named.numbers(["estimate", "standard_error"], variable: "together"), relative: 1e-12)
  }

  @Test("subjects without a trial are left out and told") func missing() throws {
    let cohort = try FiveTrials.cohort { columns in
      columns["trial"] = Column(texts: (0..<120).map { $0 < 10 ? nil : "T\($0 % 5)" })
    }
    let result = try FiveTrials.ask("by_trial", cohort, FiveTrials.hazard)
    #expect(
      result.cautions.contains { $0.message == "10 of 120 subjects are left out: without Trial." })
    #expect(result.row("n", variable: "together")?.value == .count(110))
  }

  @Test("one trial alone is not pooled, and says why") func oneTrial() throws {
    let cohort = try FiveTrials.cohort { $0["trial"] = Column(texts: Array(repeating: "T0", count: 120)) }
    let result = try FiveTrials.ask("by_trial", cohort, FiveTrials.hazard)
    #expect(
      result.row("estimate", variable: "random_effects")?.value
        == .notEstimable("fewer than two trials have an estimate"))
    #expect(result.row("estimate", group: "T0")?.value.double != nil)
  }

  // R: survfit(Surv(time, !event) ~ trial), summary()$table[, c("records", "median", "0.95LCL")]
  @Test("the follow-up of each trial is R's reverse Kaplan-Meier, with events and dates") func followUp() throws {
    let result = try FiveTrials.ask("follow_up", FiveTrials.cohort(), ["endpoint": "os", "date": "infused"])
    for (trial, median, lower) in [("T1", 112.0, 84.0), ("T2", 117, 93), ("T3", 122, 105)] {
      #expect(result.numbers(["n", "events", "median", "median_lower"], group: trial) == [24, 12, median, lower])
    }
    guard case .notEstimable? = result.row("median", group: "T0")?.value else {
      Issue.record("all of T0 have the event")
      return
    }
    #expect(result.row("n")?.value == .count(120))
    #expect(result.row("first_date", group: "T2")?.value == .text("2019-10-31"))
    #expect(result.row("last_date", group: "T2")?.value == .text("2019-11-23"))
  }

  @Test("the plugin keeps the contract") func conformance() throws {
    let five = try FiveTrials.cohort()
    var columns = five.stored.columns
    columns["age"] = columns["x"]
    var dictionary = five.dictionary
    dictionary.endpoints["pfs"] = dictionary.endpoints["os"]
    dictionary.columns["age"] = ColumnDescription(knownAt: .baseline)
    let cohort = try Cohort(
      name: "five", subjects: Table(name: "subjects", columns: columns), dictionary: dictionary)
    #expect(Conformance(cohort: cohort, beside: [SurvivalPlugin()]).violations(of: PoolingPlugin()) == [])
  }
}
