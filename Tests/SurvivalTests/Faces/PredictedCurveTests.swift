import Analyses
import Cohorts
import TestSupport
import Testing

/// Truth from R 4.2.2 and survival 3.5-3 on `veteran`: `survfit(coxph(Surv(time, status) ~ karno + celltype + strata(trt)), newdata)`.
@Suite("Survival predicted for profiles, against R") struct PredictedCurveTests {
  private func curves(_ profiles: Argument, more: Argument = [50, 200]) throws -> AnalysisResult {
    try ReferenceCohort.veteran().ask(
      "predicted_curves",
      [
        "endpoint": "os", "covariates": ["karno", "celltype"], "strata": "trt", "profiles": profiles, "times": more,
      ])
  }

  @Test("a profile that names its stratum: median and milestones with limits") func named() throws {
    let result = try curves([
      ["karno": 60, "celltype": "large", "trt": 1], ["karno": 90, "celltype": "adeno", "trt": 2],
    ])
    let truth: [(String, [Double], [Double], [[Double]])] = [
      (
        "karno = 60, celltype = large, trt = 1", [117, 82, 177], [50, 200],
        [
          [0.759341659154810, 0.0623866152538218, 0.646403221057058, 0.892012503256205, 0.275303459056861],
          [0.249371960380770, 0.0809854906820309, 0.131951178661734, 0.471283206825815, 1.388809680361590],
        ]
      ),
      (
        "karno = 90, celltype = adeno, trt = 2", [95, 61, 242], [50, 200],
        [
          [0.735914038865052, 0.0724468506817412, 0.606779348474497, 0.892531154793306, 0.306641962094640],
          [0.245053603881647, 0.1030866955132460, 0.107444986257956, 0.558902475274286, 1.406278301015085],
        ]
      ),
    ]
    let statistics = ["survival", "survival_se", "survival_lower", "survival_upper", "cumulative_hazard"]
    for (name, median, times, values) in truth {
      let found = ["median", "median_lower", "median_upper"].map { result.number($0, group: name) }
      #expect(found == median)
      for (time, row) in zip(times, values) {
        for (statistic, value) in zip(statistics, row) {
          expectClose(result.number(statistic, group: name, time: time), value, relative: 1e-7, because: statistic)
        }
      }
    }
    let chart = try #require(result.figures.first?.chart)
    #expect(chart.series == truth.map(\.0) && chart.panels[0].marks.count == 4)
  }

  @Test("a profile without its stratum has a curve in each") func strata() throws {
    let result = try curves([["karno": 60, "celltype": "large"], ["karno": 90, "celltype": "adeno"]])
    for (name, median) in [
      ("karno = 60, celltype = large; 1", [117.0, 82, 177]), ("karno = 60, celltype = large; 2", [87, 52, 164]),
      ("karno = 90, celltype = adeno; 1", [132, 95, 392]), ("karno = 90, celltype = adeno; 2", [95, 61, 242]),
    ] {
      #expect(["median", "median_lower", "median_upper"].map { result.number($0, group: name) } == median)
    }
  }

  /// `survfit(coxph(Surv(time, status) ~ karno, ties = "breslow"), data.frame(karno = 30), conf.type = "log-log")`.
  @Test("Breslow, limits by log-log, an expression and its column: SAS's profile") func breslow() throws {
    let cohort = try ReferenceCohort.veteran()
    let result = try cohort.ask(
      "predicted_curves",
      ["endpoint": "os", "covariates": "karno", "profiles": [["karno": 30]], "times": [0.5, 100, 5000]], profile: .sas)
    let name = "karno = 30"
    for (statistic, value) in [
      ("survival", 0.0868113452622373), ("survival_lower", 0.0304945945466173), ("survival_upper", 0.180608332396796),
    ] { expectClose(result.number(statistic, group: name, time: 100), value, relative: 1e-7) }
    #expect(["median", "median_lower", "median_upper"].map { result.number($0, group: name) } == [25, 19, 42])
    #expect(result.number("survival", group: name, time: 0.5) == 1)
    #expect(result.value("survival", group: name, time: 5000) == .notEstimable("beyond the last observation"))
    let scaled = try cohort.ask(
      "predicted_curves",
      ["endpoint": "os", "covariates": "(karno / 10)", "profiles": [["karno": 30]], "times": 100], profile: .sas)
    expectClose(scaled.number("survival", group: name, time: 100), 0.0868113452622373, relative: 1e-7)
  }

  @Test("a spline and an interaction are worked out for the profile as for the subjects") func bases() throws {
    let cohort = try ReferenceCohort.lung()
    let spline = try cohort.ask(
      "predicted_curves",
      [
        "endpoint": "os", "covariates": ["rcs(age, {50, 60, 70}) * sex", "poly(age, 2)"],
        "profiles": [["age": 62, "sex": "2"]], "times": 365,
      ])
    let powers = try cohort.ask(
      "predicted_curves",
      [
        "endpoint": "os", "covariates": ["rcs(age, {50, 60, 70}) * sex", "poly(age, 2, raw)"],
        "profiles": [["age": 62, "sex": "2"]], "times": 365,
      ])
    for statistic in ["survival", "survival_lower", "survival_upper"] {
      expectClose(
        spline.number(statistic, group: "age = 62, sex = 2", time: 365),
        powers.number(statistic, group: "age = 62, sex = 2", time: 365) ?? .nan, relative: 1e-6)
    }
  }

  @Test("what is missing, not needed, of the wrong kind or no level is refused") func refusals() throws {
    let cohort = try ReferenceCohort.veteran()
    func complaint(_ profile: Argument) throws -> String? {
      try cohort.complaint(
        "predicted_curves", ["endpoint": "os", "covariates": ["karno", "celltype"], "profiles": [profile]])
    }
    #expect(
      try complaint(["karno": 60])
        == "survival.predicted_curves: profile 1 gives no value for \"celltype\", on which the model depends")
    #expect(
      try complaint(["karno": 60, "celltype": "adeno", "kerno": 3])
        == "survival.predicted_curves: profile 1 names \"kerno\", on which the model does not depend; did you mean \"karno\"?"
    )
    #expect(
      try complaint(["karno": "high", "celltype": "adeno"])
        == "survival.predicted_curves: profile 1 has \"high\" for \"karno\", where a number belongs")
    #expect(
      try complaint(["karno": 60, "celltype": "adena"])
        == "column \"celltype\" has no level \"adena\"; did you mean \"adeno\"?")
    #expect(
      try cohort.complaint("predicted_curves", ["endpoint": "os", "covariates": [], "profiles": [["karno": 1]]])
        == "survival.predicted_curves: name at least one covariate")
  }

  @Test("a level that nobody of the analysis has is a reason") func nobody() throws {
    let cohort = try ReferenceCohort.veteran().where("celltype ~= 'adeno'")
    let result = try cohort.ask(
      "predicted_curves",
      ["endpoint": "os", "covariates": "celltype", "profiles": [["celltype": "adeno"]], "times": 50])
    #expect(
      result.value("survival", group: "celltype = adeno", time: 50)
        == .notEstimable("nobody has the levels of the profile"))
    #expect(result.figures.isEmpty)
  }
}
