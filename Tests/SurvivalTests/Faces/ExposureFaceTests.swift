import Analyses
import Cohorts
import TestSupport
import Testing

/// The Stanford heart transplant data, and the simulated trial `myeloid`, seen in every way; values by R 4.2.2, survival 3.5-3, whose search ends some 1e-9 short.
@Suite("An exposure seen in every way, against R") struct ExposureFaceTests {
  private func heart() throws -> AnalysisResult {
    try ReferenceCohort.jasa().ask("exposure", ["endpoint": "os", "exposure": "wait.time", "label": "transplant"])
  }

  @Test("the naive hazard ratio is 0.266, that of the time-dependent model 1.133") func heartModels() throws {
    let result = try heart()
    // coxph(Surv(futime, fustat) ~ transplant, jasa): exp(coef) and its confidence interval.
    expectClose(result.number("hazard_ratio", variable: "naive"), 0.266216644632, relative: 1e-10)
    expectClose(result.number("hazard_ratio_lower", variable: "naive"), 0.165085917997, relative: 1e-10)
    expectClose(result.number("hazard_ratio_upper", variable: "naive"), 0.429299498947, relative: 1e-10)
    expectClose(result.number("p_value", variable: "naive"), 8.1e-9, relative: 0.01)
    #expect(result.number("median_unexposed", variable: "naive") == 20)
    #expect(result.number("median_exposed", variable: "naive") == 284)
    let model = try ReferenceCohort.results("cox.jasa1.transplant.efron")
    result.expect("hazard_ratio", model["exp_coef"]?.elements[0], variable: "time_dependent_cox", relative: 1e-7)
    result.expect("p_value", model["p"]?.elements[0], variable: "time_dependent_cox", relative: 1e-7)
  }

  @Test("landmarks at 30, 60 and 90 days: 0.915, 0.774, 0.573") func heartLandmarks() throws {
    let result = try heart()
    // For k <- futime > L: coxph(Surv(futime[k] - L, fustat[k]) ~ x), x the wait of L days or fewer; survfit's medians.
    for (day, n, exposed, ratio, upper, before, after) in [
      (30, 78.0, 35.0, 0.915045866556, 1.588854330618, 188.0, 312.0),
      (60, 63, 44, 0.774002254430, 1.543323482677, 202, 614), (90, 51, 40, 0.573100820146, 1.447588498433, 249, 889),
    ] {
      let view = "landmark: day \(day)"
      #expect(result.number("n", variable: view) == n && result.number("exposed", variable: view) == exposed)
      expectClose(result.number("hazard_ratio", variable: view), ratio, relative: 1e-8)
      expectClose(result.number("hazard_ratio_upper", variable: view), upper, relative: 1e-8)
      #expect(result.number("median_unexposed", variable: view) == before)
      #expect(result.number("median_exposed", variable: view) == after)
    }
  }

  @Test("Mantel-Byar: p 0.680121 and the one-step ratio exp((45 - 43.615235) / 11.280536)") func heartTest() throws {
    let result = try heart()
    expectClose(result.number("p_value", variable: "mantel_byar"), 0.680121, absolute: 5e-7)
    expectClose(result.number("hazard_ratio", variable: "mantel_byar"), 1.13061, absolute: 5e-6)
    #expect(result.number("median_unexposed", variable: "simon_makuch") == 148)
    #expect(result.number("median_exposed", variable: "simon_makuch") == 89)
  }

  @Test("person-time: 2599.5 days are in the wrong place") func heartTime() throws {
    let result = try heart()
    #expect(result.number("person_time_naive", group: "Before transplant") == 3253.5)
    #expect(result.number("person_time_naive", group: "After transplant") == 28598)
    #expect(result.number("person_time", group: "Before transplant") == 5853)
    #expect(result.number("person_time", group: "After transplant") == 25998.5)
    #expect(result.number("person_time_moved") == 2599.5)
    #expect(result.number("events", group: "Before transplant") == 30)
    #expect(result.number("events_naive", group: "After transplant") == 45)
    // pyears: deaths per year.
    expectClose(result.number("rate", group: "Before transplant"), 1.8721, absolute: 5e-5)
    expectClose(result.number("rate", group: "After transplant"), 0.6322, absolute: 5e-5)
    #expect(
      result.caution(.immortalTime)?.message
        == "The naive view credits the exposed with 2599.5 person-days before their exposure, 9% of the time that "
        + "it counts as theirs; nobody can have the event in it and be among the exposed.")
  }

  @Test("every view says which question it answers, and those with a ratio are in the forest") func shown() throws {
    let result = try heart()
    let views = [
      "naive", "landmark: day 30", "landmark: day 60", "landmark: day 90", "mantel_byar", "time_dependent_cox",
    ]
    for view in views + ["simon_makuch"] {
      guard case .text = result.value("question", variable: view) else {
        Issue.record("\(view) asks nothing")
        continue
      }
    }
    #expect(result.figures[0].forest?.lines.count == views.count)
    #expect(result.figures[1].curves?.panels.count == 5)
  }

  @Test("landmarks that are asked for, in the unit of the endpoint") func landmarks() throws {
    let result = try ReferenceCohort.myeloid().ask(
      "exposure", ["endpoint": "os", "exposure": "txtime", "landmarks": [90, 180, 365]])
    // The same as above in `myeloid`: 0.785, 0.835 and 0.899; naive 0.743, time-dependent 1.802.
    for (view, ratio) in [
      ("landmark: day 90", 0.785), ("landmark: day 180", 0.835), ("landmark: day 365", 0.899), ("naive", 0.743),
      ("time_dependent_cox", 1.802),
    ] { expectClose(result.number("hazard_ratio", variable: view), ratio, absolute: 5e-4, because: view) }
  }

  @Test("of three states the log-rank test on (start, stop] rows: 63.7273 on 2 df") func threeStates() throws {
    let result = try ReferenceCohort.myeloid().ask(
      "mantel_byar", ["endpoint": "os", "exposure": ["crtime", "txtime"]])
    // Summed over event times in R: expected events and the multivariate hypergeometric variance of rows cut at both days.
    let states = [
      ("Before all", 63.0, 40.7072827082388, 56956.0), ("After crtime", 81, 143.0138804346028, 281195.5),
      ("After txtime", 176, 136.2788368571583, 314343.5),
    ]
    for (state, observed, expected, time) in states {
      #expect(result.number("observed", group: state) == observed)
      expectClose(result.number("expected", group: state), expected, relative: 1e-12)
      #expect(result.number("person_time", group: state) == time)
    }
    expectClose(result.number("chi_squared", variable: "mantel_byar"), 63.7272576562001, relative: 1e-12)
    #expect(result.number("df", variable: "mantel_byar") == 2)
    expectClose(result.number("p_value", variable: "mantel_byar"), 1.45144915387894e-14, relative: 1e-9)
  }

  @Test("nobody exposed, nobody with the event: reasons, and no trap") func edges() throws {
    for condition in ["txtime < 0", "death == 'x' or futime < 0", "death == false", "futime < 20"] {
      guard let part = try? ReferenceCohort.myeloid().where(condition) else { continue }
      let result = try part.ask("exposure", ["endpoint": "os", "exposure": "txtime"])
      #expect(result.rows.allSatisfy { $0.value.double?.isFinite ?? true })
    }
  }
}
