import Analyses
import Cohorts
import OrderedCollections
import TestSupport
import Testing

@Suite("Differences of response as scripts ask for them") struct DifferenceTests {
  private let words = "yes against no"

  /// R: `prop.test(c(11, 5), c(23, 9))` with and without correction; the score test is its statistic times 31 / 32.
  @Test("two groups without strata") func plain() throws {
    let cohort = try RateCohort.make()
    let score = try cohort.ask("difference", ["outcome": "responder", "by": "age >= 40"])
    expectClose(score.found("difference", variable: words), 11.0 / 23 - 5.0 / 9)
    expectClose(score.found("relative_risk", variable: words), 99.0 / 115)
    expectClose(score.found("odds_ratio", variable: words), 44.0 / 60)
    expectClose(score.found("p_value", variable: words), 0.698766295123054)
    #expect(score.row("reference")?.value == .text("no"))
    for (method, p, lower, upper) in [
      ("wald", 0.694187611422843, -0.460786370402030, 0.306196998421354),
      ("wald_corrected", 1, -0.538081056392368, 0.383491684411692),
    ] {
      let wald = try cohort.ask(
        "difference", ["outcome": "responder", "by": "age >= 40", "difference_interval": Written(.text(method))])
      expectClose(wald.found("p_value", variable: words), p)
      expectClose(wald.found("difference_lower", variable: words), lower)
      expectClose(wald.found("difference_upper", variable: words), upper)
    }
    let turned = try cohort.ask("difference", ["outcome": "responder", "by": "age >= 40", "reference": "yes"])
    expectClose(
      turned.found("difference_upper", variable: "no against yes"),
      -(try #require(score.found("difference_lower", variable: words))))
  }

  /// R: `mantelhaen.test(table, correct = FALSE)` of age, response and trial.
  @Test("strata: Mantel and Haenszel's odds ratio with its interval, and the Cochran-Mantel-Haenszel test")
  func strata() throws {
    let result = try RateCohort.make().ask(
      "difference", ["outcome": "responder", "by": "age >= 40", "strata": "trial"])
    expectClose(result.found("p_value", variable: words), 0.744839909295614)
    expectClose(result.found("odds_ratio", variable: words), 0.764542936288089)
    expectClose(result.found("odds_ratio_lower", variable: words), 0.161570157814143)
    expectClose(result.found("odds_ratio_upper", variable: words), 3.617783811911628)
  }

  @Test("nobody responding in one group: each number, or its reason") func zero() throws {
    let cohort = try RateCohort.make { columns in
      columns["one"] = Column(flags: (0..<40).map { $0 % 2 == 1 && $0 % 5 == 0 })
    }
    let result = try cohort.ask("difference", ["outcome": "one", "by": "sex", "reference": "M"])
    #expect(result.found("relative_risk", variable: "F against M") == 0)
    #expect(result.found("relative_risk_lower", variable: "F against M") == 0)
    #expect(
      result.why("log_relative_risk_standard_error", variable: "F against M") == "none or all responded in one group"
    )
    let other = try cohort.ask("difference", ["outcome": "one", "by": "sex"])
    #expect(other.why("relative_risk", variable: "M against F") == "none or all responded in one group")
    #expect(
      other.why("relative_risk_upper", variable: "M against F")
        == "no upper limit: none or all responded in one group")
    expectClose(
      other.found("relative_risk_lower", variable: "M against F"),
      1 / (try #require(result.found("relative_risk_upper", variable: "F against M"))))
  }

  @Test("several groups are each compared with the reference") func several() throws {
    let result = try RateCohort.make().ask("difference", ["outcome": "responder", "by": "trial", "reference": "EVE"])
    #expect(result.found("difference", variable: "ADAM against EVE") != nil)
    #expect(result.found("difference", variable: "CAIN against EVE") != nil)
    #expect(result.cautions.contains { $0.kind == .multiplicity })
  }

  @Test("exact limits, and none above what can be computed") func exact() throws {
    let cohort = try RateCohort.make()
    let result = try cohort.ask(
      "difference", ["outcome": "responder", "by": "age >= 40", "difference_interval": "exact"])
    let lower = try #require(result.found("difference_lower", variable: words))
    #expect(lower < -0.4 && lower > -0.6)
    let large = cohort.resampled(Array(repeating: 20, count: 40))
    let refused = try large.ask(
      "difference", ["outcome": "responder", "by": "age >= 40", "difference_interval": "exact"])
    #expect(
      refused.why("difference_lower", variable: words)
        == "more than 300 subjects for an exact unconditional interval")
    expectClose(refused.found("difference", variable: words), 11.0 / 23 - 5.0 / 9)
  }

  @Test("what has no stratified form is refused") func refused() throws {
    let cohort = try RateCohort.make()
    #expect(
      cohort.complaint(
        "difference", ["outcome": "responder", "by": "sex", "strata": "trial", "difference_interval": "mee"])
        == "response.difference: the Mee interval has no stratified form; with strata choose one of: "
        + "\"miettinen_nurminen\", \"newcombe\", \"newcombe_corrected\", \"wald\"")
    #expect(
      cohort.complaint("difference", ["outcome": "responder", "by": "sex", "reference": "X"])
        == "column \"Sex\" has no level \"X\"; its levels: \"F\", \"M\"")
  }
}

@Suite("Response in subgroups") struct SubgroupRateTests {
  /// R: `anova(glm(r ~ old + f), glm(r ~ old * f), test = "LRT")`, and the deviance explained by `glm(r ~ f)`.
  @Test("the likelihood ratio tests of R's glm") func tests() throws {
    let cohort = try RateCohort.make()
    let compared = try cohort.ask(
      "subgroups", ["outcome": "responder", "by": "age >= 40", "subgroups": ["diagnosis", "trial"]])
    expectClose(compared.found("interaction_chi_squared", variable: "diagnosis"), 0.00430842153907207, relative: 1e-7)
    expectClose(compared.found("interaction_p_value", variable: "diagnosis"), 0.94766558290890746, relative: 1e-7)
    expectClose(compared.found("interaction_chi_squared", variable: "trial"), 0.418557116306410, relative: 1e-8)
    #expect(compared.found("interaction_df", variable: "trial") == 2)
    expectClose(compared.found("difference", group: "All subjects"), 11.0 / 23 - 5.0 / 9)
    #expect(compared.found("responders_compared", group: "EVE", variable: "trial") == 3)
    #expect(compared.found("n_reference", group: "EVE", variable: "trial") == 2)
    let rates = try cohort.ask("subgroups", ["outcome": "responder", "subgroups": ["diagnosis", "trial"]])
    expectClose(rates.found("interaction_chi_squared", variable: "diagnosis"), 0.50937586671965107)
    expectClose(rates.found("interaction_chi_squared", variable: "trial"), 0.202375597159502)
    expectClose(rates.found("rate", group: "T-ALL", variable: "diagnosis"), 8.0 / 14)
    #expect(rates.figures.first?.forest?.lines.count == 8, "all, and two factors of two and three levels")
  }

  @Test("one level, or nobody in one group, has a reason") func reasons() throws {
    let cohort = try RateCohort.make { columns in
      columns["same"] = Column(texts: Array(repeating: "a", count: 40))
    }
    let result = try cohort.ask("subgroups", ["outcome": "responder", "by": "sex", "subgroups": ["same", "sex"]])
    #expect(result.why("interaction_p_value", variable: "same") == "fewer than two levels with both groups")
    #expect(result.why("difference", group: "F", variable: "sex") == "no evaluable subjects in one group")
    #expect(
      cohort.complaint("subgroups", ["outcome": "responder", "by": "trial", "subgroups": "sex"])
        == "response.subgroups: \"by\" should be two groups; \"Trial\" has 3: \"ADAM\", \"CAIN\", \"EVE\"; name two by an "
        + "expression, or restrict the cohort")
  }

  @Test("Breslow and Day's test in its place") func breslowDay() throws {
    let result = try RateCohort.make().ask(
      "subgroups",
      [
        "outcome": "responder", "by": "age >= 40", "subgroups": "trial", "interaction": "breslow_day",
        "effect": "odds_ratio",
      ])
    #expect(result.found("interaction_df", variable: "trial") == 2)
    let p = try #require(result.found("interaction_p_value", variable: "trial"))
    #expect(abs(p - 0.811) < 0.02)
  }
}
