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

  @Test("on cohorts as data sometimes are there is a result of finite numbers or an error with words")
  func awkward() throws {
    let cohort = try FiveTrials.cohort { columns in columns["age"] = columns["x"] }
    let pfs = EndpointDefinition(name: "pfs", time: "time", event: .indicator(column: "event"))
    let named: [(String, Argument, String)] = [
      ("survival.kaplan_meier", ["endpoint": "pfs", "times": 60], "survival"),
      ("survival.restricted_mean", ["endpoint": "pfs", "by": "arm", "horizon": 60], "restricted_mean_difference"),
      ("survival.cox", ["endpoint": "pfs", "covariates": ["x", "arm"]], "hazard_ratio"),
    ]
    let further = named.flatMap { name, arguments, statistic in
      [Argument.Entry("analysis", .text(name)), .init("arguments", arguments), .init("statistic", .text(statistic))]
    }
    let violations = Conformance(cohort: cohort.declaring(pfs), beside: [SurvivalPlugin()]).awkwardViolations(
      of: PoolingPlugin(), rounds: 60, seed: 4,
      adding: further + [
        .init("interval", "hartung_knapp"), .init("between", "paule_mandel"), .init("between", "dersimonian_laird"),
      ])
    #expect(violations.isEmpty, "\(violations.map(\.description).joined(separator: "\n"))")
  }

  @Test("a caution of trials is one, and none is of a median where survival at a time is asked for") func cautions()
    throws
  {
    let result = try FiveTrials.ask(
      "by_trial", FiveTrials.cohort(),
      ["analysis": "survival.kaplan_meier", "statistic": "survival", "arguments": ["endpoint": "os", "times": 60]])
    #expect(!result.cautions.contains { $0.kind == .medianNotReached })
    let model = try FiveTrials.ask(
      "by_trial", FiveTrials.cohort(),
      [
        "analysis": "survival.cox", "statistic": "hazard_ratio",
        "arguments": ["endpoint": "os", "covariates": ["x", "arm"]],
        "of": ["variable": "x"],
      ])
    let few = model.cautions.filter { $0.kind == .fewEvents }
    #expect(few.count == 1)
    #expect(few.first?.message.hasPrefix("In Trial \"T1\", \"T2\", \"T3\": 12 events for 2 coefficients") == true)
  }

  @Test("a horizon that each trial would take from its own data is one caution, and says what to name") func horizon()
    throws
  {
    let result = try FiveTrials.ask(
      "by_trial", FiveTrials.cohort(),
      [
        "analysis": "survival.restricted_mean", "statistic": "restricted_mean_difference",
        "arguments": ["endpoint": "os", "by": "arm"],
      ])
    let missing = result.cautions.filter { $0.kind == .emptyGroup }
    #expect(missing.count == 1)
    #expect(
      missing.first?.message.hasSuffix(
        "are not among those pooled: taken to another time here; name the time, such as horizon = 365, in \"arguments\"."
      )
        == true)
  }

  @Test("a mean has no p-value of being 0, and a difference has one; follow-up of all is that of subjects with a trial")
  func effects() throws {
    func pooled(_ statistic: String, _ of: Argument) throws -> AnalysisResult {
      try FiveTrials.ask(
        "by_trial", FiveTrials.cohort(),
        [
          "analysis": "survival.restricted_mean", "statistic": .text(statistic),
          "arguments": ["endpoint": "os", "by": "arm", "horizon": 80], "of": of,
        ])
    }
    let mean = try pooled("restricted_mean", ["group": "A"])
    #expect(mean.row("p_value", variable: "random_effects") == nil)
    #expect(mean.figures.first?.forest?.noEffect == nil)
    let difference = try pooled("restricted_mean_difference", [:])
    #expect(difference.row("p_value", variable: "random_effects")?.value.double != nil)
    #expect(difference.figures.first?.forest?.noEffect == 0)
    let cohort = try FiveTrials.cohort { columns in
      columns["trial"] = Column(texts: (0..<120).map { $0 < 10 ? nil : "T\($0 % 5)" })
    }
    let followUp = try FiveTrials.ask("follow_up", cohort, ["endpoint": "os", "date": "infused"])
    #expect(followUp.row("n")?.value == .count(110))
    #expect(followUp.cautions.contains { $0.kind == .missingValues })
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
