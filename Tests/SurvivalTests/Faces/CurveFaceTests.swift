import Analyses
import Cohorts
import OrderedCollections
import Survival
import TestSupport
import Testing

@Suite("Kaplan-Meier and follow-up as scripts ask for them, against R") struct CurveFaceTests {
  @Test(
    "lung by sex: quartiles and milestones with each type of interval",
    arguments: [
      ("log", "log", "km.lung.sex"), ("log_log", "log-log", "km.lung.sex"), ("plain", "plain", "km.lung.sex"),
      ("logit", "logit", "km.lung.sex.logit_arcsin"), ("arcsin", "arcsin", "km.lung.sex.logit_arcsin"),
    ])
  func lungBySex(ours: String, theirs: String, id: String) throws {
    let reference = try ReferenceCohort.results(id)
    let times = reference["curves"]?.elements.first?["at_times"]?["time"]?.numbers ?? []
    let result = try ReferenceCohort.lung().ask(
      "kaplan_meier",
      ["endpoint": "os", "by": "sex", "interval": .text(ours), "times": .list(times.map(Argument.number))])
    for (place, sex) in ["1", "2"].enumerated() {
      result.expectCurve(reference["curves"]?.elements[place], group: sex, interval: theirs)
    }
    #expect(result.row("censored", group: "1")?.value == .count(138 - 112))
  }

  /// By R 4.2.2, survival 3.5-3, to the six digits that were kept.
  @Test(
    "lung as a whole: S(365) with the five types of interval, and the median by each",
    arguments: [
      ("log", 0.344722, 0.485838, 285, 363), ("log_log", 0.338714, 0.478381, 284, 361),
      ("plain", 0.339029, 0.479455, 284, 361),
      ("logit", 0.341296, 0.480839, 284, 361), ("arcsin", 0.340191, 0.480140, 284, 361),
    ] as [(String, Double, Double, Double, Double)])
  func intervalTypes(name: String, lower: Double, upper: Double, medianLower: Double, medianUpper: Double) throws {
    let result = try ReferenceCohort.lung().ask(
      "kaplan_meier", ["endpoint": "os", "interval": .text(name), "times": 365])
    let everyone = "All subjects"
    let printed = "the published digits are six"
    expectClose(result.number("survival", group: everyone, time: 365), 0.409242, absolute: 5e-7, because: printed)
    expectClose(result.number("survival_se", group: everyone, time: 365), 0.035824, absolute: 5e-7, because: printed)
    expectClose(result.number("survival_lower", group: everyone, time: 365), lower, absolute: 5e-7, because: printed)
    expectClose(result.number("survival_upper", group: everyone, time: 365), upper, absolute: 5e-7, because: printed)
    #expect(result.number("median", group: everyone) == 310)
    #expect(result.number("median_lower", group: everyone) == medianLower)
    #expect(result.number("median_upper", group: everyone) == medianUpper)
  }

  @Test(
    "the level of an interval is the one asked for", arguments: [(0.9, "km.lung.sex.ci90"), (0.99, "km.lung.sex.ci99")])
  func level(level: Double, id: String) throws {
    let reference = try ReferenceCohort.results(id)
    let times = reference["curves"]?.elements.first?["at_times"]?["time"]?.numbers ?? []
    let result = try ReferenceCohort.lung().ask(
      "kaplan_meier",
      ["endpoint": "os", "by": "sex", "level": .number(level), "times": .list(times.map(Argument.number))])
    for (place, sex) in ["1", "2"].enumerated() {
      result.expectCurve(reference["curves"]?.elements[place], group: sex, interval: "log")
    }
  }

  /// Times 54, 75, 77, 84, 87 with and 92, 103, 105, 112, 118 without the event: S is one half from 87 on.
  private func plateau() throws -> Cohort {
    let columns: OrderedDictionary<String, Column> = [
      "id": Column(integers: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]),
      "time": Column(integers: [54, 75, 77, 84, 87, 92, 103, 105, 112, 118]),
      "event": Column(integers: [1, 1, 1, 1, 1, 0, 0, 0, 0, 0]),
    ]
    return try Cohort(
      name: "plateau", subjects: Table(name: "subjects", columns: columns), dictionary: DataDictionary(subjectID: "id"))
  }

  /// By R 4.2.2, and by the rule that SAS documents.
  @Test("on a plateau at one half R says 102.5 and SAS not estimable, each with its own interval")
  func profiles() throws {
    let question: KeyValuePairs<String, Argument> = ["endpoint": "Surv(time, event)", "times": 200]
    let r = try plateau().ask("kaplan_meier", question)
    #expect(r.value("median", group: "All subjects") == .number(102.5))
    expectClose(r.number("survival", group: "All subjects", time: 200), 0.5, because: "carried forward")
    let sas = try plateau().ask("kaplan_meier", question, profile: .sas)
    #expect(sas.value("median", group: "All subjects") == .notEstimable("median not reached"))
    #expect(sas.value("survival", group: "All subjects", time: 200) == .notEstimable("beyond the last observation"))
    #expect(sas.value("at_risk", group: "All subjects", time: 200) == .count(0))
    func setting(_ result: AnalysisResult, _ name: String) -> String? {
      result.settings.first { $0.name == name && $0.isDefault }?.value
    }
    #expect(setting(r, "interval") == "\"log\"" && setting(sas, "interval") == "\"log_log\"")
    #expect(
      setting(r, "plateau") == "\"midpoint_to_last_time\"" && setting(sas, "plateau") == "\"midpoint_to_next_event\"")
    #expect(setting(r, "beyond") == "\"carried\"" && setting(sas, "beyond") == "\"not_estimable\"")
  }

  @Test("after a last observation with the event survival is 0 under either profile", arguments: Profile.allCases)
  func lastEvent(profile: Profile) throws {
    let result = try ReferenceCohort.ties().ask(
      "kaplan_meier", ["endpoint": "os", "by": "group", "times": 1000], profile: profile)
    #expect(result.value("survival", group: "A", time: 1000) == .number(0), "group A ends with an event")
    #expect(
      result.value("survival_lower", group: "A", time: 1000) == .notEstimable("undefined where survival is 0"))
  }

  @Test("the median follow-up of lung by sex is 840 and 529 days, with R's limits") func followUp() throws {
    let reference = try ReferenceCohort.results("reverse_km.lung.sex")
    let result = try ReferenceCohort.lung().ask("follow_up", ["endpoint": "os", "by": "sex"])
    #expect(result.number("median", group: "1") == 840 && result.number("median", group: "2") == 529)
    for (place, sex) in ["1", "2"].enumerated() {
      let curve = try #require(reference["curves"]?.elements[place])
      result.expect("n", curve["n"], group: sex)
      result.expect("median_lower", curve["median_printed"]?["ci"]?["log"]?["lower"], group: sex)
      result.expect("median_upper", curve["median_printed"]?["ci"]?["log"]?["upper"], group: sex)
    }
    #expect(result.value("events", group: "1") == .count(112), "deaths, not the censorings that are waited for")
  }

  @Test("observed times are described as they stand: 5 to 1022 days in lung") func observedTimes() throws {
    let result = try ReferenceCohort.lung().ask("observed_times", ["endpoint": "os"])
    #expect(result.number("n", group: "All subjects") == 228)
    #expect(result.number("observed_min", group: "All subjects") == 5)
    #expect(result.number("observed_max", group: "All subjects") == 1022)
    #expect(result.number("observed_median", group: "All subjects") == 255.5, "R's median(lung$time)")
  }

  @Test("observed times of which some are censored carry a caution that points at Kaplan-Meier; without censoring none")
  func observedTimesAreNoSurvival() throws {
    let cohort = try ReferenceCohort.lung()
    let caution = try #require(
      try cohort.ask("observed_times", ["endpoint": "os", "by": "sex"]).caution(.descriptiveTimes))
    #expect(caution.message.hasPrefix("63 of 228 times end with censoring, not with the event"), "\(caution.message)")
    #expect(caution.remedy?.contains("survival.kaplan_meier") == true)
    let dead = try cohort.where("status == 2").ask("observed_times", ["endpoint": "os"])
    #expect(dead.caution(.descriptiveTimes) == nil)
  }

  @Test("frequency weights say what the rows that they stand for would say") func weights() throws {
    let weighted = try ReferenceCohort.lung()
    let replicated = try weighted.replicated(by: "w_int")
    for (function, arguments) in [
      ("kaplan_meier", ["endpoint": "os", "by": "ph.ecog", "times": [100, 365]]),
      ("log_rank", ["endpoint": "os", "by": "sex", "strata": "ph.ecog"]),
      (
        "log_rank",
        ["endpoint": "os", "by": "ph.ecog", "test": "tarone_ware", "scores": [0, 1, 2, 3], "pairwise": true]
      ),
      ("kaplan_meier", ["endpoint": "os", "band": "hall_wellner", "times": [100, 365], "estimator": "breslow"]),
      ("max_combo", ["endpoint": "os", "by": "sex", "strata": "ph.ecog"]),
      ("restricted_mean", ["endpoint": "os", "by": "sex"]), ("quantiles", ["endpoint": "os", "by": "ph.ecog"]),
      ("milestones", ["endpoint": "os", "by": "sex", "times": [200, 365], "given": 100]),
      ("nelson_aalen", ["endpoint": "os", "by": "sex", "times": [100, 365]]),
      ("cox", ["endpoint": "os", "covariates": ["age", "sex", "ph.ecog"]]),
      ("follow_up", ["endpoint": "os", "by": "sex"]),
      ("observed_times", ["endpoint": "os", "by": "sex"]),
      ("landmark", ["endpoint": "os", "exposure": "wt.loss", "at": [5, 200]]),
      ("mantel_byar", ["endpoint": "os", "exposure": "wt.loss"]),
      ("simon_makuch", ["endpoint": "os", "exposure": "wt.loss", "times": [5, 100]]),
    ] as [(String, Argument)] {
      guard case .map(let entries) = arguments else { continue }
      try expectSame(function, entries, weighted, replicated)
    }
  }

  private func expectSame(_ function: String, _ entries: [Argument.Entry], _ weighted: Cohort, _ replicated: Cohort)
    throws
  {
    let analysis = try #require(try Registry([SurvivalPlugin()]).analysis("survival.\(function)"))
    let some = try analysis.perform(on: weighted, with: entries + [.init("weights", "w_int")])
    let all = try analysis.perform(on: replicated, with: entries)
    #expect(some.rows.count == all.rows.count, "\(function)")
    for (ours, theirs) in zip(some.rows, all.rows) {
      #expect(ours.statistic == theirs.statistic && ours.group == theirs.group && ours.n == theirs.n, "\(function)")
      #expect(ours.missing == theirs.missing, "\(function): \(ours.statistic)")
      if let expected = theirs.value.double, ours.statistic != "iterations" {
        expectClose(
          ours.value.double, expected, relative: 1e-8, absolute: 1e-10, because: "\(function): \(ours.statistic)")
      } else if ours.statistic != "iterations" {
        #expect(ours.value == theirs.value, "\(function): \(ours.statistic)")
      }
    }
  }
}
