import Analyses
import Cohorts
import Foundation
import OrderedCollections
import TestSupport
import Testing

@testable import Response

/// R 4.2.2, `glm(dead ~ …, binomial, control = glm.control(epsilon = 1e-14))` on survival's `veteran`, dead by day 90;
/// profile limits by `glm.fit` with an offset and `uniroot`.
@Suite("response.logistic") struct LogisticFaceTests {
  private let logistic = LogisticStatistics.analysis

  @Test("Coefficients, limits, tests of terms and the model are those of glm, drop1 and DeLong") func matchesGLM()
    throws
  {
    let result = try logistic.asked(
      of: Self.veteran(), ("outcome", .text("status == 1 and time <= 90")),
      ("covariates", .list(["age", "karno", "celltype"].map(Argument.text))),
      ("reference", .map([.init("celltype", .text("squamous"))])))
    let truths: [(String, Double, Double, Double, Double, Double)] = [
      ("age", 0.00919653055806234, 0.0210282664759477, 6.61863807808319e-01, 0.968291047237371, 1.052251671598648),
      ("karno", -0.08660906313986028, 0.0159745570681818, 5.90388867112031e-08, 0.885912310244552, 0.943703556499141),
      (
        "celltype: smallcell", 1.44478678672504768, 0.5906614271240094, 1.44431374134054e-02, 1.37170958262039,
        14.15196307221217
      ),
      (
        "celltype: adeno", 1.95620696453020071, 0.7163970366448860, 6.32156120358144e-03, 1.83368241682108,
        31.12847983051053
      ),
      (
        "celltype: large", -0.33745132849259302, 0.6975962195724406, 6.28574335874654e-01, 0.174468684025029,
        2.773633405596070
      ),
    ]
    for (name, coefficient, error, p, lower, upper) in truths {
      expectClose(result.found("coefficient", variable: name), coefficient, because: name)
      expectClose(
        result.found("standard_error", variable: name), error, relative: 1e-8, because: "\(name), glm stops early")
      expectClose(result.found("wald_p_value", variable: name), p, relative: 1e-7, because: "\(name), glm stops early")
      expectClose(result.found("odds_ratio", variable: name), exp(coefficient), because: name)
      expectClose(result.found("odds_ratio_lower", variable: name), lower, because: name)
      expectClose(result.found("odds_ratio_upper", variable: name), upper, because: name)
    }
    expectClose(result.found("coefficient", variable: "(intercept)"), 4.0282369095706)
    expectClose(result.found("coefficient_lower", variable: "(intercept)"), 1.0051556825099)
    expectClose(result.found("coefficient_upper", variable: "(intercept)"), 7.3248152068003)
    expectClose(result.found("coefficient_lower", variable: "karno"), log(0.885912310244552))
    for (name, ratio, p, df) in [
      ("age", 0.191425598648507, 6.61732743397904e-01, 1.0), ("karno", 48.992425523648080, 2.56952860077342e-12, 1),
      ("celltype", 16.364893860954027, 9.54448729497286e-04, 3),
    ] {
      expectClose(result.found("term_likelihood_ratio_chi_squared", variable: name), ratio, because: name)
      expectClose(result.found("term_likelihood_ratio_p_value", variable: name), p, because: name)
      #expect(result.found("term_df", variable: name) == df)
    }
    expectClose(result.found("log_likelihood"), -59.1718460201527)
    expectClose(result.found("aic"), 130.3436920403054)
    expectClose(result.found("bic"), 147.8635775952742)
    expectClose(result.found("null_deviance"), 189.3306605992031)
    expectClose(result.found("chi_squared", variable: "likelihood_ratio"), 189.3306605992031 - 118.3436920403054)
    expectClose(result.found("c_statistic"), 0.878852739726027)
    expectClose(result.found("c_statistic_standard_error"), 0.0280717276650326)
    #expect(result.found("n") == 137 && result.found("responders") == 73)
    #expect(result.row("reference", variable: "celltype: large")?.value == .text("squamous"))
    #expect(result.figures[0].forest?.lines.count == 5)
  }

  @Test("Effects within an interaction are tested as car::Anova does, type II") func typeTwo() throws {
    let result = try logistic.asked(
      of: Self.veteran(), ("outcome", .text("status == 1 and time <= 90")), ("covariates", .text("age * celltype")))
    expectClose(result.found("term_likelihood_ratio_chi_squared", variable: "age"), 0.511474266902297)
    expectClose(result.found("term_likelihood_ratio_chi_squared", variable: "celltype"), 20.917704582886415)
    expectClose(result.found("term_likelihood_ratio_chi_squared", variable: "age × celltype"), 2.816465749667856)
  }

  @Test("Polynomials are R's poly, splines those of rms") func bent() throws {
    let result = try logistic.asked(
      of: Self.veteran(), ("outcome", .text("status == 1 and time <= 90")),
      ("covariates", .list([.text("poly(age, 2)"), .text("rcs(karno, 3)")])), ("interval", .text("wald")))
    expectClose(result.found("coefficient", variable: "poly(age, 2): 1"), 1.43370997403358791, relative: 1e-8)
    expectClose(result.found("coefficient", variable: "poly(age, 2): 2"), 2.40655810029945894, relative: 1e-8)
    expectClose(result.found("coefficient", variable: "rcs(karno, 3): 1"), -0.07930597931521825, relative: 1e-8)
    expectClose(result.found("term_likelihood_ratio_chi_squared", variable: "poly(age, 2)"), 1.09561143182387)
    expectClose(result.found("term_likelihood_ratio_chi_squared", variable: "rcs(karno, 3)"), 51.39652831379578)
    #expect(result.figures.isEmpty)
  }

  @Test("A 2 × 2 table has the odds ratio of its counts, by Woolf, and the likelihood ratio is G") func fourfold()
    throws
  {
    let result = try logistic.asked(
      of: AssociationCohort.counted([[[45, 284], [51, 278]]]), ("outcome", .text("answer")),
      ("covariates", .text("arm")), ("interval", .text("wald")))
    expectClose(result.found("odds_ratio", variable: "arm: G2"), 1.15779376498801)
    expectClose(result.found("odds_ratio_lower", variable: "arm: G2"), 0.750428143586065)
    expectClose(result.found("odds_ratio_upper", variable: "arm: G2"), 1.78629548172239)
    let association = try OutcomeByGroup.analysis.asked(
      of: AssociationCohort.counted([[[45, 284], [51, 278]]]), ("outcome", .text("answer")), ("by", .text("arm")),
      ("test", .text("likelihood_ratio")))
    expectClose(
      result.found("term_likelihood_ratio_chi_squared", variable: "arm"),
      try #require(association.found("chi_squared", variable: "likelihood_ratio")))
  }

  @Test("Separation is said, profile limits hold, and Firth's penalty gives what logistf does") func separation() throws
  {
    let cohort = try AssociationCohort.counted([[[0, 20], [5, 17]]])
    let plain = try logistic.asked(of: cohort, ("outcome", .text("answer")), ("covariates", .text("arm")))
    #expect(plain.cautions.map(\.kind).contains(.separation))
    #expect(
      plain.why("odds_ratio", variable: "arm: G2")
        == "no finite estimate: the odds ratio rises without end (separation)")
    #expect(plain.why("odds_ratio_upper", variable: "arm: G2") == "no limit on this side (separation)")
    #expect((plain.found("odds_ratio_lower", variable: "arm: G2") ?? 0) > 1)
    #expect(plain.why("p_value", variable: "wald") == "undefined where a coefficient is infinite")
    // Of a saturated 2 × 2 table Firth's penalty adds ½ to each count: (5.5 · 20.5) / (17.5 · 0.5).
    let firth = try logistic.asked(
      of: cohort, ("outcome", .text("answer")), ("covariates", .text("arm")), ("penalty", .text("firth")))
    expectClose(firth.found("odds_ratio", variable: "arm: G2"), 5.5 * 20.5 / (17.5 * 0.5), relative: 1e-9)
    #expect(!firth.cautions.map(\.kind).contains(.separation))
    #expect((firth.found("term_likelihood_ratio_p_value", variable: "arm") ?? 1) < 0.05)
  }

  @Test("A covariate that another determines is said, and its term has no degrees of freedom") func aliased() throws {
    let result = try logistic.asked(
      of: Self.veteran(), ("outcome", .text("status == 1 and time <= 90")),
      ("covariates", .list([.text("age"), .text("(age * 2)"), .text("karno")])))
    #expect(result.cautions.map(\.kind).contains(.aliased))
    #expect(result.found("term_df", variable: "age") == 0)
    #expect(result.why("term_likelihood_ratio_p_value", variable: "age") == "the other terms say the same")
    expectClose(
      result.found("term_likelihood_ratio_chi_squared", variable: "karno"),
      try #require(
        try logistic.asked(
          of: Self.veteran(), ("outcome", .text("status == 1 and time <= 90")),
          ("covariates", .list([.text("age"), .text("karno")]))
        ).found("term_likelihood_ratio_chi_squared", variable: "karno")))
  }

  @Test("Nobody, or all, with the outcome: rows with their reason") func oneOutcome() throws {
    for (counts, reason) in [
      ([[0, 3], [0, 4]], "nobody responded"), ([[2, 0], [5, 0]], "everybody responded"),
      ([[0, 0], [0, 0]], "no evaluable subjects"),
    ] {
      let result = try logistic.asked(
        of: AssociationCohort.counted([counts]), ("outcome", .text("answer")), ("covariates", .text("arm")))
      #expect(result.why("log_likelihood") == reason)
      #expect(result.why("p_value", variable: "likelihood_ratio") == reason)
    }
  }

  @Test("Covariates that become known later are flagged; strata and clusters are refused in words") func guarded()
    throws
  {
    let cohort = try AssociationCohort.invented()
    let late = try logistic.asked(
      of: cohort, ("outcome", .text("responder")), ("covariates", .list([.text("age"), .text("transplanted")])))
    #expect(late.cautions.map(\.kind).contains(.immortalTime))
    #expect(
      logistic.refusal(
        on: cohort, ("outcome", .text("responder")), ("covariates", .list([.text("age"), .text("strata(trial)")])))
        == "response.logistic: a logistic regression takes no strata(): give the variable as a covariate")
  }

  @Test("Few outcomes for many coefficients are said") func few() throws {
    let result = try logistic.asked(
      of: AssociationCohort.invented(), ("outcome", .text("responder")),
      ("covariates", .list([.text("age"), .text("diagnosis")])))
    #expect(result.cautions.map(\.kind).contains(.fewEvents))
  }

  private static func veteran() throws -> Cohort {
    let bundled = try #require(Bundle.module.url(forResource: "Reference", withExtension: nil))
    let table = try ReferenceTable(bundled.appending(path: "veteran.csv"))
    func numbers(_ name: String) -> Column { Column(numbers: table.numbers(name).map { $0 }) }
    return try AssociationCohort.make([
      "id": Column(integers: Array(0..<table.count)), "time": numbers("time"), "status": numbers("status"),
      "age": numbers("age"), "karno": numbers("karno"),
      "celltype": Column(
        categories: table.texts("celltype"), levels: ["squamous", "smallcell", "adeno", "large"]),
    ])
  }
}
