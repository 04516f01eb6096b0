import Analyses
import Cohorts
import TestSupport
import Testing

/// Truth from R 4.2.2 and survival 3.5-3 on `veteran`.
@Suite("Baseline hazards and residuals as scripts ask for them, against R") struct FittedCoxFaceTests {
  /// `basehaz(coxph(Surv(time, status) ~ karno + age + strata(trt)))`, and with `centered = FALSE`.
  @Test("the cumulative hazard of each stratum, at the mean and at zero") func baseline() throws {
    for (place, first, second) in [
      ("mean", 0.71684144360906, 1.29526695872319), ("zero", 6.48197251529749, 11.71233178787247),
    ] {
      let result = try ReferenceCohort.veteran().ask(
        "baseline_hazard",
        ["endpoint": "os", "covariates": ["karno", "age"], "strata": "trt", "at": .text(place), "times": [99, 100]])
      expectClose(result.number("cumulative_hazard", group: "1", time: 100), first, relative: 1e-7)
      expectClose(result.number("cumulative_hazard", group: "2", time: 99), second, relative: 1e-7)
      #expect(result.figures.first?.chart?.series == ["1", "2"])
    }
  }

  /// `resid(fit, "dfbeta")`, `resid(fit, "deviance")` and `resid(fit)` of `coxph(Surv(time, status) ~ karno + age)`.
  @Test("the subjects who change a coefficient most, and those fitted worst") func residuals() throws {
    let result = try ReferenceCohort.veteran().ask(
      "residuals", ["endpoint": "os", "covariates": ["karno", "age"], "most": 3])
    for (term, subject, change, standardized) in [
      ("karno", "44", 0.00251637853280161, 0.484056592744520), ("karno", "13", 0.00192833715230654, 0.370939546431811),
      ("karno", "70", -0.00133306773453403, -0.256432097581828), ("age", "9", 0.00367495420520057, 0.404851110134238),
      ("age", "44", -0.00347638580369010, -0.382975834062681), ("age", "17", 0.00285733103926452, 0.314777702979328),
    ] as [(String, String, Double, Double)] {
      expectClose(result.number("dfbeta", group: subject, variable: term), change, relative: 1e-6)
      expectClose(
        result.number("dfbeta_standardized", group: subject, variable: term), standardized, relative: 1e-6)
    }
    for (subject, deviance, martingale) in [
      ("44", -2.67389024886381, -5.436890042269852), ("85", 2.61198621352727, 0.987709709260444),
      ("73", -2.36324539333555, -2.792464394560839),
    ] {
      expectClose(result.number("deviance_residual", group: subject), deviance, relative: 1e-6)
      expectClose(result.number("martingale_residual", group: subject), martingale, relative: 1e-6)
    }
    // resid(fit, "score").
    for (term, subject, score) in [
      ("karno", "44", 113.0932343905), ("karno", "13", 75.2842341018), ("karno", "70", -50.8408471718),
      ("age", "9", 41.7077630445), ("age", "44", -55.5346780585), ("age", "17", 34.6729344279),
    ] { expectClose(result.number("score_residual", group: subject, variable: term), score, relative: 1e-6) }
    #expect(result.rows.filter { $0.statistic == "dfbeta" }.count == 6)
  }

  @Test("rows of one subject are added up, and weigh on the sums no more than once") func split() throws {
    let result = try ReferenceCohort.myeloid().ask(
      "residuals", ["endpoint": "os", "covariates": "trt", "time_dependent": ["tx": "txtime"], "most": 2])
    #expect(result.rows.filter { $0.statistic == "dfbeta" }.count == 4)
    #expect((result.number("martingale_maximum") ?? 2) < 1)
  }
}
