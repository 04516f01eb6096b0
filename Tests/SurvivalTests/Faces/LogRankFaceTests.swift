import Analyses
import Cohorts
import Survival
import TestSupport
import Testing

@Suite("The log-rank family as scripts ask for it") struct LogRankFaceTests {
  @Test(
    "lung by sex: each weight gives lifelines' chi-squared",
    arguments: [
      ("gehan", 0.0, 0.0, "gehan_wilcoxon"), ("tarone_ware", 0, 0, "tarone_ware"), ("peto_peto", 0, 0, "peto_peto"),
      ("fleming_harrington", 1, 0, "fleming_harrington_1_0"), ("fleming_harrington", 0, 1, "fleming_harrington_0_1"),
      ("fleming_harrington", 1, 1, "fleming_harrington_1_1"),
    ])
  func weights(test: String, rho: Double, gamma: Double, reference: String) throws {
    let expected = try ReferenceCohort.results("logrank_weighted.lung.sex")[reference]
    let result = try ReferenceCohort.lung().ask(
      "log_rank", ["endpoint": "os", "by": "sex", "test": .text(test), "rho": .number(rho), "gamma": .number(gamma)])
    result.expect("chi_squared", expected?["chisq"], variable: test)
    result.expect("p_value", expected?["p"], variable: test)
    #expect(result.value("observed", group: "1") == .count(112), "events are counted, not weighted")
    let first = try #require(result.number("weighted_difference", group: "1"))
    expectClose(result.number("weighted_difference", group: "2"), -first, relative: 1e-9)
  }

  /// R 4.2.2: survdiff of each two cell types of veteran; p.adjust(p, "holm") and (p, "BH").
  @Test("veteran by cell type: each two groups, adjusted by Holm and by Benjamini and Hochberg") func pairwise() throws
  {
    let expected = [
      ("smallcell vs squamous", 11.573673919989, 0.002675684900165881, 0.001337842450082941),
      ("adeno vs squamous", 12.0454836410801, 0.002595900746419790, 0.001337842450082941),
      ("adeno vs smallcell", 0.0968431919710046, 0.755651328687121149, 0.755651328687121149),
      ("large vs squamous", 0.822593978656156, 0.728845674968205848, 0.437307404980923520),
      ("large vs smallcell", 9.37090414818377, 0.006613702556885355, 0.003306851278442678),
      ("large vs adeno", 17.6693215293231, 0.000157699012708579, 0.000157699012708579),
    ]
    let cohort = try ReferenceCohort.veteran()
    let holm = try cohort.ask("log_rank", ["endpoint": "os", "by": "celltype", "pairwise": true])
    let rate = try cohort.ask(
      "log_rank", ["endpoint": "os", "by": "celltype", "pairwise": true, "adjustment": "benjamini_hochberg"])
    for (pair, statistic, byHolm, byRate) in expected {
      expectClose(holm.number("chi_squared", variable: pair), statistic, relative: 1e-10, because: pair)
      expectClose(holm.number("p_adjusted", variable: pair), byHolm, relative: 1e-9, because: pair)
      expectClose(rate.number("p_adjusted", variable: pair), byRate, relative: 1e-9, because: pair)
    }
    #expect(
      holm.methods.last == "Each two groups are compared by the same test; p-values are adjusted by Holm's method.")
    let stratified = try cohort.ask(
      "log_rank", ["endpoint": "os", "by": "celltype", "strata": "trt", "pairwise": true, "adjustment": "none"])
    expectClose(
      stratified.number("chi_squared", variable: "smallcell vs squamous"), 9.06037786752599, relative: 1e-10,
      because: "survdiff(Surv(time, status) ~ celltype + strata(trt))")
  }

  @Test("a trend needs a score for each group; two groups have but one trend") func trend() throws {
    let cohort = try ReferenceCohort.lung()
    let reference = try ReferenceCohort.results("trend.lung.ecog")
    let scores: Argument = [0, 1, 2, 3]
    let result = try cohort.ask("log_rank", ["endpoint": "os", "by": "ph.ecog", "scores": scores])
    result.expect("chi_squared", reference["score_test_exact"]?["chisq"], variable: "trend")
    #expect(
      try cohort.complaint("log_rank", ["endpoint": "os", "by": "sex", "scores": scores])
        == "survival.log_rank: \"scores\" should hold one number for each group (1, 2), found 4")
    let two = try cohort.ask("log_rank", ["endpoint": "os", "by": "sex", "scores": [3, 7]])
    expectClose(
      two.number("chi_squared", variable: "trend"), try #require(two.number("chi_squared", variable: "log_rank")),
      relative: 1e-10)
    #expect(
      try cohort.complaint("log_rank", ["endpoint": "os", "by": "sex", "rho": 1])
        == "survival.log_rank: \"rho\" and \"gamma\" are the exponents of test = \"fleming_harrington\"; here test = \"log_rank\""
    )
  }

  /// Ten rows of three states; R 4.2.2: the score test of coxph(Surv(start, stop, ev) ~ factor(z), ties = "exact").
  @Test("three states on (start, stop] rows give the score test of an exact Cox model: 3.489153") func threeStates()
    throws
  {
    let followUp = try FollowUp(
      time: [2, 6, 3, 5, 9, 4, 4, 8, 7, 7],
      event: [false, true, false, false, true, true, false, true, true, true],
      entry: [0, 2, 0, 3, 5, 0, 0, 4, 0, 1])
    let test = try LogRank(followUp, groups: [0, 1, 0, 1, 2, 0, 0, 2, 0, 1], groupCount: 3)
    expectClose(test.statistic, 3.48915325402379, relative: 1e-12)
    #expect(test.degreesOfFreedom == 2)
  }

  /// R 4.2.2: survdiff(Surv(time, status == 1) ~ sex, lung) gives 6.229, p = 0.013; of veteran by treatment 0.0003.
  @Test("censoring that differs between groups is said") func censoring() throws {
    let lung = try ReferenceCohort.lung().ask("log_rank", ["endpoint": "os", "by": "sex"])
    #expect(
      lung.caution(.differentCensoring)?.message
        == "Censoring differs between the groups (log-rank test with events and censorings exchanged, p < 0.05).")
    let veteran = try ReferenceCohort.veteran().ask("log_rank", ["endpoint": "os", "by": "trt"])
    #expect(veteran.caution(.differentCensoring) == nil)
  }
}
