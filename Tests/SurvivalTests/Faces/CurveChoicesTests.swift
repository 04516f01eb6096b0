import Analyses
import Cohorts
import OrderedCollections
import Survival
import TestSupport
import Testing

@Suite("Estimators, weights and risk sets as scripts ask for them") struct CurveChoicesTests {
  private let everyone = "All subjects"

  @Test(
    "exp(-H) in place of the product, against R's stype = 2",
    arguments: [
      ("fleming_harrington", "km.lung.fleming_harrington_ties"), ("breslow", "km.lung.fleming_harrington_breslow"),
    ])
  func estimators(name: String, id: String) throws {
    let reference = try ReferenceCohort.results(id)["curves"]?.elements.first
    let result = try ReferenceCohort.lung().ask(
      "kaplan_meier", ["endpoint": "os", "times": 365, "estimator": .text(name)])
    result.expectCurve(reference, group: everyone, interval: "log")
  }

  @Test("case weights and clusters with robust standard errors, against R's robust = TRUE") func robust() throws {
    let weighted = try ReferenceCohort.results("km.lung.weights_frac_robust")["curves"]?.elements.first
    let cohort = try ReferenceCohort.lung()
    let result = try cohort.ask("kaplan_meier", ["endpoint": "os", "times": 365, "case_weights": "w_frac"])
    result.expectCurve(weighted, group: everyone, interval: "log", counts: false)
    #expect(result.value("n", group: everyone) == .count(228))
    let clustered = try ReferenceCohort.results("km.lung.robust_cluster")["curves"]?.elements.first
    let clusters = try cohort.ask("kaplan_meier", ["endpoint": "os", "times": 365, "cluster": "inst"])
    clusters.expectCurve(clustered, group: everyone, interval: "log")
  }

  @Test("what does not go with robust standard errors is refused or said") func robustLimits() throws {
    let cohort = try ReferenceCohort.lung()
    #expect(
      try cohort.complaint("kaplan_meier", ["endpoint": "os", "cluster": "inst", "band": "hall_wellner"])
        == "survival.kaplan_meier: \"band\" does not go with \"case_weights\" or \"cluster\": there is no such variance"
    )
    let result = try cohort.ask(
      "kaplan_meier", ["endpoint": "os", "by": "sex", "cluster": "inst", "strata": "ph.ecog"])
    #expect(result.row("p_value", variable: "log_rank") == nil)
    #expect(
      Array(result.methods.dropFirst()) == [
        "Strata (ph.ecog) enter a comparison of groups alone, and there is none here: the curve is of all strata together.",
        "No log-rank test is given: its variance does not hold under case weights or within clusters.",
      ])
  }

  @Test("strata without groups are said to play no part") func strataAlone() throws {
    let result = try ReferenceCohort.lung().ask("kaplan_meier", ["endpoint": "os", "strata": "sex"])
    #expect(result.methods.contains { $0.hasPrefix("Strata (sex) enter a comparison of groups alone") })
  }

  /// R 4.2.2: summary(survfit(Surv(time, status == 2) ~ 1, lung, ctype = 1 and 2), times = c(180, 365)), cumhaz and std.chaz.
  @Test(
    "the cumulative hazard of lung, against R",
    arguments: [
      ("nelson_aalen", [0.32482808952932, 0.888324574368183], [0.0411366442433621, 0.0869653876569276]),
      ("fleming_harrington", [0.32533463676351, 0.889630813827355], [0.0412012332020815, 0.0871055467383741]),
    ])
  func hazard(ties: String, hazard: [Double], error: [Double]) throws {
    let result = try ReferenceCohort.lung().ask(
      "nelson_aalen", ["endpoint": "os", "times": [180, 365], "hazard": .text(ties), "hazard_interval": "plain"])
    let z = 1.959963984540054
    for (place, time) in [180.0, 365].enumerated() {
      expectClose(result.number("cumulative_hazard", group: everyone, time: time), hazard[place], relative: 1e-12)
      expectClose(result.number("cumulative_hazard_se", group: everyone, time: time), error[place], relative: 1e-12)
      expectClose(
        result.number("cumulative_hazard_upper", group: everyone, time: time), hazard[place] + z * error[place],
        relative: 1e-12)
    }
    let figure = try #require(result.figures.first?.curves)
    #expect(figure.direction == .rising && figure.top == nil && figure.yLabel == "Cumulative hazard")
    let log = try ReferenceCohort.lung().ask("nelson_aalen", ["endpoint": "os", "times": [0, 365]])
    #expect(
      log.value("cumulative_hazard_lower", group: everyone, time: 0)
        == .notEstimable("undefined before the first event"))
    #expect(log.value("cumulative_hazard", group: everyone, time: 0) == .number(0))
  }

  /// Of 30 who end on days 1 to 30, all with the event, ten are at risk on day 21 and nine on day 22.
  @Test("the part of a curve that rests on fewer than ten is marked") func tail() throws {
    let result = try PooledCohort.few((1...30).map { (Double($0), true, nil) }).ask("kaplan_meier", ["endpoint": "os"])
    #expect(
      result.caution(.unstableTail)?.message
        == "Steps rest on few subjects (fewer than ten at risk, or a tenth of the group): \"All subjects\" after 21 days."
    )
    #expect(result.figures[0].curves?.panels[0].curves[0].unstableFrom == 21)
    let steady = try PooledCohort.few((1...30).map { ($0 <= 15 ? Double($0) : 40, $0 <= 15, nil) }).ask(
      "kaplan_meier", ["endpoint": "os"])
    #expect(steady.caution(.unstableTail) == nil && steady.figures[0].curves?.panels[0].curves[0].unstableFrom == nil)
  }

  @Test("with late entry, a first step that rests on few is marked too") func earlyTail() throws {
    let columns: OrderedDictionary<String, Column> = [
      "id": Column(integers: (0..<31).map { $0 }), "start": Column(numbers: [0, 0] + (0..<29).map { _ in 5 }),
      "stop": Column(numbers: [3, 60] + (0..<29).map { 10 + Double($0) }),
      "event": Column(flags: [true, false] + (0..<29).map { $0 < 10 }),
    ]
    let cohort = try Cohort(
      name: "late", subjects: Table(name: "subjects", columns: columns), dictionary: DataDictionary(subjectID: "id"))
    let result = try cohort.ask("kaplan_meier", ["endpoint": "Surv(start, stop, event)"])
    #expect(
      result.caution(.unstableTail)?.message
        == "With late entry the first steps rest on few subjects, and all that follows with them: \"All subjects\" with 2 at risk "
        + "at 3 days.")
    #expect(result.methods.contains { $0.hasPrefix("Late entry: at risk at t are those with entry < t <= time") })
  }
}

@Suite("Durations in another unit") struct DisplayUnitTests {
  @Test("an axis of survival says what its percentages are of, which a label such as that of a time does not")
  func heights() throws {
    func height(_ label: String) throws -> String? {
      let endpoint = EndpointDefinition(
        name: "asked", label: label, time: "pfs_days", event: .indicator(column: "pfs_event"))
      let result = try PooledCohort.make().declaring(endpoint).ask(
        "kaplan_meier", ["endpoint": "asked", "by": "diagnosis"])
      #expect(result.row("p_value", variable: "log_rank")?.n == 16)
      return result.figures.first?.curves?.yLabel
    }
    #expect(try height("Time to relapse") == "Without the event")
    #expect(try height("Duration of response") == "Without the event")
    #expect(try height("Relapse-free survival") == "Relapse-free survival")
    #expect(try height("Freedom from relapse") == "Freedom from relapse")
  }

  @Test(
    "follow-up and observed times are shown in the unit that is asked for, and kept as recorded",
    arguments: ["follow_up", "observed_times"])
  func followUpUnit(_ function: String) throws {
    let lung = try ReferenceCohort.lung()
    let result = try lung.ask(function, ["endpoint": "os", "display_unit": "months"])
    #expect(result.rows == (try lung.ask(function, ["endpoint": "os"]).rows))
    #expect(result.tables[0].durations == .months)
    #expect(result.tables[0].columns.last?.header.hasSuffix(", months") == true)
  }

  @Test("tables show months where they are asked for, while rows keep days") func months() throws {
    let cohort = try ReferenceCohort.lung()
    for (function, header) in [
      ("kaplan_meier", "Median (95% CI), months"), ("quantiles", "Median (95% CI), months"),
      ("restricted_mean", "Mean (95% CI), months"),
    ] {
      let result = try cohort.ask(function, ["endpoint": "os", "by": "sex", "display_unit": "months"])
      let table = try #require(result.tables.first)
      #expect(table.durations == .months && table.columns.contains { $0.header == header }, "\(function)")
      #expect(result.rows.allSatisfy { $0.unit == nil || $0.unit == "days" }, "\(function)")
      let plain = try cohort.ask(function, ["endpoint": "os", "by": "sex"])
      #expect(plain.tables[0].durations == nil && plain.rows == result.rows, "\(function)")
    }
  }
}
