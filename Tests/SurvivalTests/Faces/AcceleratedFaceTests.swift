import Analyses
import Cohorts
import Foundation
import TestSupport
import Testing

/// R 4.2.2, survival 3.5-3, `survreg.control(rel.tolerance = 1e-14, maxiter = 100)`.
@Suite("Accelerated failure time as scripts ask for it, against R") struct AcceleratedFaceTests {
  @Test("Weibull: survreg(Surv(time, status) ~ age + factor(sex), lung)") func weibull() throws {
    let result = try ReferenceCohort.lung().ask(
      "accelerated_failure_time", ["endpoint": "os", "covariates": ["age", "sex"]])
    expectClose(result.number("coefficient", variable: "intercept"), 6.6569381980925550)
    expectClose(result.number("coefficient", variable: "age"), -0.0122570255896658)
    expectClose(result.number("coefficient", variable: "sex: 2"), 0.3820851396766479)
    expectClose(result.number("standard_error", variable: "sex: 2"), 0.12747684050486155, relative: 1e-8)
    expectClose(result.number("time_ratio", variable: "sex: 2"), exp(0.3820851396766479))
    let reach = 1.959963984540054
    expectClose(
      result.number("time_ratio_lower", variable: "sex: 2"), exp(0.3820851396766479 - reach * 0.12747684050486155),
      relative: 1e-8)
    // −β/σ, and its error from vcov(fit) by the delta method.
    expectClose(result.number("hazard_ratio", variable: "sex: 2"), 0.602474475540210)
    expectClose(
      result.number("hazard_ratio_upper", variable: "sex: 2"), 0.602474475540210 * exp(reach * 0.167066171933019),
      relative: 1e-8)
    expectClose(result.number("wald_p_value", variable: "sex: 2"), 2.72390892508322e-03, relative: 1e-7)
    expectClose(result.number("scale"), 0.754050947662723)
    expectClose(result.number("scale_lower"), 0.754050947662723 * exp(-reach * 0.06188327212511103), relative: 1e-8)
    expectClose(result.number("log_likelihood"), -1147.05443143195, relative: 1e-12)
    expectClose(result.number("log_likelihood_null"), -1153.85118808941, relative: 1e-12)
    expectClose(result.number("aic"), 2302.1088628639, relative: 1e-12)
    expectClose(result.number("chi_squared", variable: "likelihood_ratio"), 13.5935133149119)
    #expect(result.row("reference", variable: "sex: 2")?.value == .text("1"))
    #expect(result.row("n")?.value == .count(228) && result.row("events")?.value == .count(165))
    #expect(result.tables.map(\.title) == ["Time ratios", "Model"])
    #expect(
      result.methods == [
        "Accelerated failure time model with Weibull times, by maximum likelihood; Wald intervals, of ratios on the "
          + "logarithmic scale.",
        "Hazard ratios are exp(-coefficient / scale), their standard errors by the delta method.",
      ])
  }

  @Test("log-logistic, with clusters: dist = \"loglogistic\", cluster = inst; no hazard ratio") func clusters() throws {
    let cohort = try ReferenceCohort.lung()
    let plain = try cohort.ask(
      "accelerated_failure_time",
      ["endpoint": "os", "covariates": ["age", "sex"], "distribution": "log_logistic"])
    expectClose(plain.number("coefficient", variable: "sex: 2"), 0.4775092249038437)
    expectClose(plain.number("scale"), 0.565578594745828)
    #expect(plain.row("hazard_ratio", variable: "sex: 2") == nil)
    let robust = try cohort.ask(
      "accelerated_failure_time",
      ["endpoint": "os", "covariates": ["age", "sex", "cluster(inst)"], "distribution": "log_logistic"])
    expectClose(robust.number("robust_standard_error", variable: "sex: 2"), 0.1154618645458473, relative: 1e-8)
    #expect(
      robust.row("p_value", variable: "likelihood_ratio")?.value
        == .notEstimable("not valid with robust standard errors"))
    #expect(
      robust.methods.last
        == "Standard errors are robust (sandwich estimator), with subjects of one inst taken as dependent.")
  }

  @Test("an interaction: dist = \"lognormal\", age * factor(sex)") func interaction() throws {
    let result = try ReferenceCohort.lung().ask(
      "accelerated_failure_time", ["endpoint": "os", "covariates": "age * sex", "distribution": "log_normal"])
    expectClose(result.number("coefficient", variable: "age"), -0.0308706361888082)
    expectClose(result.number("coefficient", variable: "age × sex: 2"), 0.0215048619131266)
  }

  @Test("frequency weights are replication") func frequencies() throws {
    let cohort = try ReferenceCohort.ties()
    let result = try cohort.ask(
      "accelerated_failure_time", ["endpoint": "os", "covariates": "x", "weights": "w_int"])
    #expect((result.number("n") ?? 0) > Double(cohort.count))
    #expect(result.number("coefficient", variable: "x")?.isFinite == true)
  }

  @Test("without covariates there is the distribution alone") func alone() throws {
    let result = try ReferenceCohort.lung().ask("accelerated_failure_time", ["endpoint": "os", "covariates": []])
    #expect(result.tables.map(\.title) == ["Model"])
    expectClose(result.number("log_likelihood"), -1153.85118808941, relative: 1e-12)
    #expect(result.row("p_value", variable: "likelihood_ratio")?.value == .notEstimable("no terms to test"))
  }

  @Test("what it has no place for is refused, in words") func refused() throws {
    let cohort = try ReferenceCohort.lung()
    #expect(
      try cohort.complaint(
        "accelerated_failure_time", ["endpoint": "os", "covariates": ["age", "strata(sex)"]])?.contains(
          "strata() and offset() have no place in this model; name them as covariates") == true)
    #expect(
      try ReferenceCohort.heart().complaint("accelerated_failure_time", ["endpoint": "os", "covariates": "age"])
        == "The accelerated failure time model takes follow-up from time zero, not late entries or (start, stop] rows")
  }

  @Test("follow-up of no days counts as half a day, and the methods say so") func noDays() throws {
    let answer = try PooledCohort.few([(0, true, nil), (2, false, nil), (3, true, nil)])
      .ask("accelerated_failure_time", ["endpoint": "os", "covariates": [], "distribution": "exponential"])
    // The rate is 2 events in 0.5 + 2 + 3 days.
    expectClose(answer.number("coefficient", variable: "intercept"), log(5.5 / 2), relative: 1e-12)
    #expect(
      answer.methods.last == "Follow-up of no days counts as half a day (1 subject): time zero has no logarithm.")
  }

  @Test("small and odd cohorts get reasons: nobody, no events, all at one time, a group without events") func edges()
    throws
  {
    let none = try PooledCohort.few((1...6).map { (Double($0), false, nil) })
      .ask("accelerated_failure_time", ["endpoint": "os", "covariates": "group"])
    #expect(none.row("scale")?.value == .notEstimable("no events"))
    #expect(none.kinds.contains(.fewEvents))
    let nobody = try PooledCohort.few([]).ask("accelerated_failure_time", ["endpoint": "os", "covariates": "group"])
    #expect(nobody.row("n")?.value == .count(0))
    let once = try PooledCohort.few((1...6).map { _ in (5, true, nil) })
      .ask("accelerated_failure_time", ["endpoint": "os", "covariates": []])
    #expect(once.kinds.contains(.separation))
    #expect(
      once.row("scale")?.value
        == .notEstimable("the terms foretell the events exactly, which leaves no spread to estimate"))
  }

  /// `survreg(Surv(time, status) ~ age + nodes + rx, dist = "lognormal")` on the deaths of `colon` without Lev alone, and
  /// `predict(type = "quantile")` with its standard errors, `type = "uquantile"` for those of log time.
  @Test("quantiles and survival of profiles") func profiles() throws {
    let result = try ReferenceCohort.colon().ask(
      "accelerated_failure_time",
      [
        "endpoint": "os", "covariates": ["age", "nodes", "rx"], "distribution": "log_normal",
        "profiles": [["age": 50, "nodes": 2, "rx": "Obs"], ["age": 70, "nodes": 6, "rx": "Lev+5FU"]],
        "quantiles": [0.25, 0.5], "times": 1000,
      ])
    let names = ["age = 50, nodes = 2, rx = Obs", "age = 70, nodes = 6, rx = Lev+5FU"]
    for (place, name) in names.enumerated() {
      let reference = Self.colon[place]
      for (statistic, variable, expected) in [
        ("quantile", "25%", reference.quarter), ("median", nil, reference.median),
      ] {
        let reach = exp(1.959963984540054 * expected.logError)
        func number(_ suffix: String) -> Double? {
          result.number(statistic + suffix, group: name, variable: variable)
        }
        expectClose(number(""), expected.time)
        expectClose(number("_se"), expected.error, relative: 1e-7)
        expectClose(number("_lower"), expected.time / reach, relative: 1e-7)
        expectClose(number("_upper"), expected.time * reach, relative: 1e-7)
      }
      expectClose(result.number("survival", group: name, time: 1000), reference.survival)
      // On the scale of z: pnorm(z ± 1.96 se), as R's survreg has z linear in its parameters.
      expectClose(result.number("survival_lower", group: name, time: 1000), reference.lower, relative: 1e-7)
      expectClose(result.number("survival_upper", group: name, time: 1000), reference.upper, relative: 1e-7)
    }
    #expect(
      result.tables.map(\.title)
        == ["Time ratios", "Model", "Predicted median", "Predicted quantiles", "Predicted survival at milestones"])
    #expect(result.figures.first?.chart?.series == names)
  }

  @Test("what is predicted beyond the follow-up is said to rest on the distribution") func beyond() throws {
    let result = try ReferenceCohort.lung().ask(
      "accelerated_failure_time",
      ["endpoint": "os", "covariates": "age", "profiles": [["age": 1]], "quantiles": 0.99, "times": [100, 2000]])
    #expect(
      result.caution(.horizonBeyondFollowUp)?.message
        == "Nobody was followed beyond 1022 days, so that the 99% quantile of \"age = 1\", survival at 2000 rest on the "
        + "distribution alone.")
    #expect(
      try ReferenceCohort.lung().complaint(
        "accelerated_failure_time", ["endpoint": "os", "covariates": "age", "profiles": [["agee": 1]]])
        == "survival.accelerated_failure_time: profile 1 gives no value for \"age\", on which the model depends")
  }

  private struct Predicted {
    let quarter, median: (time: Double, error: Double, logError: Double)
    let survival, lower, upper: Double
  }

  private static let colon = [
    Predicted(
      quarter: (1120.01672365923, 117.032701680997, 0.104491923387213),
      median: (2769.55671879917, 304.085336361057, 0.109795670295174), survival: 0.776053333536231,
      lower: 0.727604597262822, upper: 0.819189155423883),
    Predicted(
      quarter: (855.917642665488, 96.126567250084, 0.112308197025508),
      median: (2116.49737714469, 246.771899807225, 0.116594474659892), survival: 0.711775912002367,
      lower: 0.653635022274595, upper: 0.764855099407734),
  ]
}
