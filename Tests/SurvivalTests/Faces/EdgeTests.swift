import Analyses
import Cohorts
import OrderedCollections
import TestSupport
import Testing

@Suite("Cohorts at the edge of what can be analysed") struct EdgeTests {
  private static let questions: [(String, KeyValuePairs<String, Argument>)] = [
    ("kaplan_meier", ["endpoint": "os", "by": "group", "times": [0, 5]]), ("kaplan_meier", ["endpoint": "os"]),
    ("log_rank", ["endpoint": "os", "by": "group", "strata": "day > 3"]),
    ("cox", ["endpoint": "os", "covariates": "group"]),
    ("cox", ["endpoint": "os", "time_dependent": ["exposure": "day"]]),
    ("landmark", ["endpoint": "os", "exposure": "day", "at": [0, 4, 1000], "times": 2]),
    ("mantel_byar", ["endpoint": "os", "exposure": "day"]),
    ("simon_makuch", ["endpoint": "os", "exposure": "day", "landmark": 2, "times": [1, 3]]),
    ("follow_up", ["endpoint": "os", "by": "group"]),
    ("kaplan_meier", ["endpoint": "os", "by": "group", "band": "hall_wellner", "times": 5, "interval": "log_log"]),
    ("kaplan_meier", ["endpoint": "os", "by": "group", "cluster": "group", "times": 5]),
    ("kaplan_meier", ["endpoint": "os", "by": "group", "band": "equal_precision", "estimator": "breslow", "times": 5]),
    (
      "log_rank",
      [
        "endpoint": "os", "by": "group", "test": "fleming_harrington", "rho": 0.5, "gamma": 1, "scores": [1, 2],
        "pairwise": true,
      ]
    ),
    ("max_combo", ["endpoint": "os", "by": "group"]), ("restricted_mean", ["endpoint": "os", "by": "group"]),
    ("restricted_mean", ["endpoint": "os", "by": "group", "horizon": [0, 3, 100]]),
    ("milestones", ["endpoint": "os", "by": "group", "times": [0, 3, 5, 9], "given": 2]),
    ("milestones", ["endpoint": "os", "by": "group", "times": [0, 3, 5, 9]]),
    ("quantiles", ["endpoint": "os", "by": "group"]),
    ("nelson_aalen", ["endpoint": "os", "by": "group", "times": [0, 5]]),
    ("observed_times", ["endpoint": "os", "by": "group"]),
    ("hazard", ["endpoint": "os", "by": "group", "times": [0, 3, 5], "minimum_at_risk": 1]),
    ("hazard", ["endpoint": "os", "times": [0, 5], "bandwidth": 2]),
    ("log_minus_log", ["endpoint": "os", "by": "group", "times": [0, 3, 5]]),
    ("kaplan_meier", ["endpoint": "os", "by": "group", "risk_table": "all"]),
    ("cox", ["endpoint": "os", "covariates": "group", "penalty": "firth"]),
    ("cox", ["endpoint": "os", "covariates": ["group", "poly(day, 2)"], "ties": "exact"]),
    ("compare_models", ["endpoint": "os", "models": [[], ["group"]]]),
    ("proportional_hazards", ["endpoint": "os", "covariates": "group", "scale": "log"]),
    ("residuals", ["endpoint": "os", "covariates": "group"]), ("residuals", ["endpoint": "os", "covariates": "day"]),
    ("baseline_hazard", ["endpoint": "os", "covariates": "group", "times": [0, 5]]),
    ("predicted_curves", ["endpoint": "os", "covariates": "day", "profiles": [["day": 2]], "times": [0, 5]]),
    (
      "accelerated_failure_time",
      ["endpoint": "os", "covariates": "day", "profiles": [["day": 2]], "times": [0, 5], "quantiles": [0.5, 0.9]]
    ),
    ("accelerated_failure_time", ["endpoint": "os", "profiles": [[:]], "distribution": "log_normal"]),
    ("accelerated_failure_time", ["endpoint": "os", "covariates": "group", "distribution": "exponential"]),
    ("subgroups", ["endpoint": "os", "by": "group", "subgroups": ["day > 3", "group"]]),
    ("subgroups", ["endpoint": "os", "by": "day", "subgroups": ["group"], "minimum_events": 1]),
    ("adjusted_curves", ["endpoint": "os", "by": "group", "covariates": "day", "times": [0, 5]]),
    (
      "adjusted_curves",
      ["endpoint": "os", "by": "group", "covariates": "day", "estimand": "att", "stabilised": false, "truncate": 0.1]
    ),
    ("adjusted_curves", ["endpoint": "os", "by": "group", "covariates": "day", "estimand": "overlap"]),
    ("adjusted_curves", ["endpoint": "os", "by": "group", "covariates": "day", "method": "standardisation"]),
  ]

  private static let cohorts: [(name: String, subjects: [(time: Double, event: Bool, exposed: Double?)])] = [
    ("nobody", []), ("one event", [(5, true, nil)]), ("one censored", [(5, false, 2)]),
    ("two", [(3, true, 1), (5, false, nil)]), ("all censored", (1...6).map { (Double($0), false, Double($0) / 2) }),
    ("all events at one time", (1...6).map { (5, true, $0 % 2 == 0 ? 2 : nil) }),
    ("nobody exposed", (1...6).map { (Double($0), $0 % 2 == 0, nil) }),
    ("everybody exposed from day 0", (1...6).map { (Double($0), true, 0) }),
    ("exposed on the last day", (1...6).map { (Double($0), true, Double($0)) }),
    ("exposed after the end", (1...6).map { (Double($0), true, Double($0) + 10) }),
    ("no follow-up", (1...4).map { (0, $0 % 2 == 0, 0) }),
    ("times apart by rounding", [(0.3, true, nil), (0.1 + 0.2, true, 0.1), (0.5, false, nil), (0.6, true, 0.5)]),
  ]

  @Test("every analysis answers for every one of them, with finite numbers or reasons", arguments: 0..<12)
  func answers(place: Int) throws {
    let (name, subjects) = Self.cohorts[place]
    let cohort = try PooledCohort.few(subjects)
    for (function, arguments) in Self.questions {
      let result = try cohort.ask(function, arguments)
      #expect(!result.rows.isEmpty, "\(function) of \(name)")
      for row in result.rows {
        if case .number(let number) = row.value { #expect(number.isFinite, "\(function) of \(name): \(row)") }
        if case .notEstimable(let reason) = row.value { #expect(!reason.isEmpty, "\(function) of \(name): \(row)") }
        if case .count(let count) = row.value { #expect(count >= 0, "\(function) of \(name): \(row)") }
      }
      for figure in result.figures.flatMap({ $0.curves?.panels ?? [] }) {
        let ticks = figure.riskTable.times
        #expect((2...9).contains(ticks.count) && figure.riskTable.atRisk.allSatisfy { $0.count == ticks.count })
      }
    }
  }

  @Test("of nobody there is a count of 0 and no more") func nobody() throws {
    let cohort = try PooledCohort.few([])
    let curves = try cohort.ask("kaplan_meier", ["endpoint": "os", "times": 5])
    #expect(curves.value("n", group: "All subjects") == .count(0))
    #expect(curves.value("median", group: "All subjects") == .notEstimable("no subjects"))
    #expect(curves.value("survival", group: "All subjects", time: 5) == .notEstimable("no subjects"))
    let model = try cohort.ask("cox", ["endpoint": "os", "time_dependent": ["exposure": "day"]])
    #expect(model.value("log_likelihood") == .notEstimable("no events"))
    #expect(
      model.value("hazard_ratio", variable: "exposure")
        == .notEstimable("no events"))
    let times = try cohort.ask("observed_times", ["endpoint": "os"])
    #expect(times.value("observed_median", group: "All subjects") == .notEstimable("no subjects"))
  }

  @Test("a landmark after everybody's last day has rows with reasons, and says that nobody is there")
  func lateLandmark() throws {
    let result = try PooledCohort.make().ask("landmark", ["endpoint": "pfs", "exposure": "transplant_day", "at": 1000])
    #expect(result.value("n", variable: "day 1000") == .count(0))
    #expect(result.value("earlier_events", variable: "day 1000") == .count(10))
    #expect(result.value("earlier_censored", variable: "day 1000") == .count(6))
    #expect(
      result.value("p_value", variable: "day 1000") == .notEstimable("fewer than two groups with events expected"))
    #expect(
      result.value("hazard_ratio", variable: "day 1000")
        == .notEstimable("no events"))
    #expect(result.value("median", group: "Transplant by day 1000") == .notEstimable("no subjects"))
    #expect(
      result.cautions.map(\.message) == [
        "Nobody is in the group \"No transplant by day 1000\".", "Nobody is in the group \"Transplant by day 1000\".",
      ])
  }

  /// Of ten who reach day 4, those who end on days 5 to 14 are at risk 10, 8 and 3 on days 4, 7 and 12.
  @Test("milestones and numbers at risk of a landmark analysis count from the landmark") func milestonesFromLandmark()
    throws
  {
    let cohort = try PooledCohort.few((1...14).map { (Double($0), true, nil) })
    let result = try cohort.ask("landmark", ["endpoint": "os", "exposure": "day", "at": 4, "times": [0, 3, 8]])
    let group = "No day by day 4"
    for (time, atRisk, survival) in [(0.0, 10, 1.0), (3, 8, 0.7), (8, 3, 0.2)] {
      #expect(result.value("at_risk", group: group, time: time) == .count(atRisk))
      expectClose(result.number("survival", group: group, time: time), survival)
    }
    let figure = try #require(result.figures.first?.curves?.panels.first)
    #expect(figure.origin == "day 4 after start of observation" && figure.curves[0].start == 0)
    #expect(figure.curves[0].end == 10 && figure.riskTable.atRisk[0][0] == 10)
    #expect(result.methods[0].contains("Milestones count from the landmark"))
  }

  @Test("Simon-Makuch says nothing of survival before its landmark, and counts who is at risk then")
  func beforeLandmark() throws {
    let cohort = try PooledCohort.few((1...10).map { (Double($0), true, $0 > 5 ? 2 : nil) })
    let result = try cohort.ask(
      "simon_makuch", ["endpoint": "os", "exposure": "day", "landmark": 4, "times": [1, 4, 6]])
    #expect(result.value("survival", group: "After day", time: 1) == .notEstimable("before the curve begins"))
    #expect(result.value("at_risk", group: "After day", time: 1) == .count(0))
    #expect(result.value("at_risk", group: "Before day", time: 1) == .count(10))
    #expect(result.value("survival", group: "After day", time: 4) == .number(1))
    expectClose(
      result.number("survival", group: "After day", time: 6), 0.8, because: "one of five had the event on day 6")
  }

  @Test(
    "an exposure on day 0 is one from the beginning; one on the last day counts half a day; one after the end does not")
  func exposureDays() throws {
    let cohort = try PooledCohort.few([(10, true, 0), (10, true, 10), (10, true, 20), (10, true, nil), (10, false, 4)])
    let result = try cohort.ask("mantel_byar", ["endpoint": "os", "exposure": "day", "label": "drug"])
    #expect(result.value("n", group: "After drug") == .count(3) && result.value("n", group: "Before drug") == .count(4))
    #expect(result.value("person_time", group: "After drug") == .number(16.5))
    #expect(result.value("person_time", group: "Before drug") == .number(33.5))
    #expect(result.value("observed", group: "After drug") == .count(2))
    #expect(
      result.caution(.exposureAfterEnd)?.message
        == "1 subject has a drug after the end of their follow-up for this endpoint; it does not count.")
    #expect(
      result.methods[1]
        == "Everybody counts as unexposed up to and including the day of the drug and as exposed after it, in intervals (start, "
        + "stop]: an event of somebody else on that day finds them unexposed. A drug recorded on a subject's last day counts "
        + "half a day earlier; follow-up of no days counts as half a day; a drug after the end of follow-up does not count."
    )
  }

  /// Four events at one time: S falls to 0, and the log-rank variance d(n−d)/(n−1) is 0.
  @Test("where all have the event at once there is a median and no test") func oneTime() throws {
    let cohort = try PooledCohort.few((1...4).map { _ in (5, true, nil) })
    let result = try cohort.ask("kaplan_meier", ["endpoint": "os", "by": "group", "times": 5])
    #expect(
      result.value("median", group: "A") == .number(5) && result.value("survival", group: "A", time: 5) == .number(0))
    #expect(
      result.value("chi_squared", variable: "log_rank")
        == .notEstimable("at each event time all at risk are in one group, or all have the event"), "0 / 0")
    let annotation = try #require(result.figures[0].curves?.panels[0].annotations.first)
    #expect(annotation.value.double == nil)
  }
}
