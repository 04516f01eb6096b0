import Analyses
import AnalysisTesting
import Cohorts
import OrderedCollections
import TestSupport
import Testing

@testable import Response

@Suite("response.association") struct AssociationFaceTests {
  private let association = OutcomeByGroup.analysis

  @Test("Two groups: counts, the test that is asked for, and the odds ratios of R, scipy and statsmodels")
  func twoGroups() throws {
    // The reference G2 comes first in the tables of R and Python.
    let cohort = try AssociationCohort.counted([[[2, 12], [7, 3]]])
    let result = try association.asked(of: cohort, ("outcome", .text("answer")), ("by", .text("arm")))
    #expect(result.found("responders", group: "G1") == 2 && result.found("n", group: "G2") == 10)
    expectClose(result.found("rate", group: "G2"), 0.7)
    expectClose(result.found("chi_squared", variable: "chi_square"), 7.72571428571429)
    expectClose(result.found("p_value", variable: "chi_square"), 0.00544398180520246)
    expectClose(result.found("odds_ratio"), 14)
    expectClose(result.found("odds_ratio_lower"), 1.86191254882152)
    expectClose(result.found("odds_ratio_upper"), 105.268101943916)
    expectClose(result.found("log_odds_ratio_standard_error"), 1.02933172958178)
    expectClose(result.found("risk_ratio"), 4.9)
    expectClose(result.found("risk_ratio_upper"), 18.8207378462845)
    expectClose(result.found("conditional_odds_ratio"), 12.0975947912608)
    expectClose(result.found("conditional_odds_ratio_lower"), 1.40225570893739)
    expectClose(result.found("conditional_odds_ratio_upper"), 181.233187631793)
    #expect(result.cautions.map(\.kind).contains(.smallGroup))
    #expect(result.cautions.first { $0.kind == .smallGroup }?.remedy?.contains("fisher") == true)
  }

  @Test("Every test gives the p-value of its reference") func tests() throws {
    let cohort = try AssociationCohort.counted([[[2, 12], [7, 3]]])
    let truths: [(String, Double, Double)] = [
      ("chi_square_corrected", 0.0186778492974925, 1e-9), ("fisher", 0.0103724348070828, 1e-12),
      ("barnard", 0.00696873664855959, 1e-4), ("barnard_unpooled", 0.0100974255803435, 1e-4),
      ("boschloo", 0.00949355126628998, 1e-4),
    ]
    for (test, p, tolerance) in truths {
      let result = try association.asked(
        of: cohort, ("outcome", .text("answer")), ("by", .text("arm")), ("test", .text(test)))
      expectClose(result.found("p_value", variable: test), p, relative: tolerance, because: test)
    }
  }

  @Test("Three groups have a test, and no odds ratio") func threeGroups() throws {
    let cohort = try AssociationCohort.counted([[[10, 15], [20, 15], [30, 20]]])
    let result = try association.asked(
      of: cohort, ("outcome", .text("answer")), ("by", .text("arm")), ("test", .text("fisher")))
    expectClose(result.found("p_value", variable: "fisher"), 0.248738904710194, relative: 1e-9)
    #expect(result.row("odds_ratio") == nil)
    let barnard = try association.asked(
      of: cohort, ("outcome", .text("answer")), ("by", .text("arm")), ("test", .text("barnard")))
    #expect(barnard.why("p_value", variable: "barnard") == "the test is for two groups")
  }

  @Test("Naming the reference turns the odds ratio over") func reference() throws {
    let cohort = try AssociationCohort.counted([[[2, 12], [7, 3]]])
    let result = try association.asked(
      of: cohort, ("outcome", .text("answer")), ("by", .text("arm")), ("reference", .text("G2")))
    expectClose(result.found("odds_ratio"), 1 / 14.0)
    let refusal = association.refusal(
      on: cohort, ("outcome", .text("answer")), ("by", .text("arm")), ("reference", .text("G3")))
    #expect(refusal?.contains("\"G3\"") == true, "\(refusal ?? "")")
  }

  @Test("Within strata: the numbers of mantelhaen.test and of StratifiedTable") func strata() throws {
    let cohort = try AssociationCohort.counted([[[3, 4], [0, 6]], [[0, 5], [2, 4]], [[3, 3], [1, 7]]])
    let result = try association.asked(
      of: cohort, ("outcome", .text("answer")), ("by", .text("arm")), ("strata", .text("stratum")))
    expectClose(result.found("chi_squared", variable: "cochran_mantel_haenszel"), 1.70333123442603)
    expectClose(result.found("p_value", variable: "cochran_mantel_haenszel_corrected"), 0.349991313841145)
    expectClose(result.found("p_value", variable: "exact_conditional"), 0.267607471993995, relative: 1e-9)
    expectClose(result.found("common_odds_ratio"), 0.389437229437229)
    expectClose(result.found("common_odds_ratio_lower"), 0.0873175353965492)
    expectClose(result.found("log_common_odds_ratio_standard_error"), 0.762846358923411)
    expectClose(result.found("common_risk_ratio"), 0.431656995486783)
    expectClose(result.found("chi_squared", variable: "breslow_day"), 6.47534385013879)
    expectClose(result.found("p_value", variable: "breslow_day_tarone"), 0.0398218242416042)
    expectClose(
      result.found("exact_common_odds_ratio"), 0.369676065858247, relative: 1e-3, because: "R's root finder is coarse")
    #expect(result.cautions.map(\.kind).contains(.heterogeneity))
    #expect(result.figures.count == 1 && result.figures[0].forest?.lines.count == 4)
  }

  @Test("Three groups within strata: the generalised test of mantelhaen.test") func generalised() throws {
    let cohort = try AssociationCohort.counted([[[5, 7], [8, 3], [9, 2]], [[4, 9], [6, 6], [7, 4]]])
    let result = try association.asked(
      of: cohort, ("outcome", .text("answer")), ("by", .text("arm")), ("strata", .text("stratum")))
    expectClose(result.found("chi_squared", variable: "cochran_mantel_haenszel"), 6.68291960558577)
    #expect(result.found("df", variable: "cochran_mantel_haenszel") == 2)
  }

  @Test("Nobody, one group, all or none with the outcome: rows with their reasons") func edges() throws {
    func why(_ strata: [[[Int]]]) throws -> String? {
      try association.asked(
        of: AssociationCohort.counted(strata), ("outcome", .text("answer")), ("by", .text("arm"))
      ).why("p_value", variable: "chi_square")
    }
    #expect(try why([[[0, 3], [0, 4]]]) == "nobody responded")
    #expect(try why([[[2, 0], [5, 0]]]) == "everybody responded")
    #expect(try why([[[2, 1], [0, 0]]]) == "only one group with evaluable subjects")
    let zero = try association.asked(
      of: AssociationCohort.counted([[[5, 17], [0, 20]]]), ("outcome", .text("answer")), ("by", .text("arm")))
    #expect(zero.found("conditional_odds_ratio") == 0)
    expectClose(zero.found("conditional_odds_ratio_upper"), 1.09191452941232)
    #expect(zero.why("odds_ratio") == "a count of zero")
  }

  @Test("Groups that form after day 0 are flagged, and knowingly so with as_baseline") func late() throws {
    let cohort = try AssociationCohort.invented()
    let late = try association.asked(of: cohort, ("outcome", .text("responder")), ("by", .text("transplanted")))
    #expect(late.cautions.map(\.kind).contains(.immortalTime))
    let known = try association.asked(
      of: cohort, ("outcome", .text("responder")), ("by", .text("transplanted")), ("as_baseline", .flag(true)))
    #expect(known.cautions.map(\.kind).contains(.asBaseline))
  }

  @Test("A group must be named") func noGroup() throws {
    let refusal = association.refusal(on: try AssociationCohort.invented(), ("outcome", .text("responder")))
    #expect(refusal?.hasPrefix("response.association: argument \"by\" is missing") == true)
  }
}
