import Analyses
import Cohorts
import TestSupport
import Testing

/// R's `myeloid`, death and transplant under every strategy: survfit, coxph, survdiff on recoded times by survival 3.5-3;
/// cuminc and crr by cmprsk 2.2-11.
@Suite("An endpoint under every strategy, against R") struct EstimandFaceTests {
  private func myeloid() throws -> AnalysisResult {
    try ReferenceCohort.myeloid().ask(
      "estimands", ["endpoint": "os", "event": "txtime", "by": "trt", "times": [365]])
  }

  @Test("events and medians: 707 days, 1915 censored at transplant, 180 with it") func medians() throws {
    let result = try myeloid()
    for (strategy, group, n, events, median, lower, upper) in [
      ("policy", "A", 317.0, 171.0, 707.0, 529.0, 1245.0), ("policy", "B", 329, 149, 2283, 1220, .nan),
      ("censor", "A", 317, 75, 1915, 779, .nan), ("censor", "B", 329, 65, .nan, .nan, .nan),
      ("composite", "A", 317, 250, 180, 155, 213), ("composite", "B", 329, 254, 230, 193, 295),
    ] {
      #expect(result.number("n", group: group, variable: strategy) == n)
      #expect(result.number("events", group: group, variable: strategy) == events)
      for (statistic, expected) in [("median", median), ("median_lower", lower), ("median_upper", upper)] {
        let found = result.value(statistic, group: group, variable: strategy)
        if expected.isNaN { #expect(found == .notEstimable("not reached")) } else { #expect(found?.double == expected) }
      }
    }
    #expect(result.number("events", group: "A", variable: "competing") == 75)
    #expect(result.number("events", group: "B", variable: "competing") == 65)
    #expect(result.number("intercurrent_events", variable: "policy") == 364)
  }

  @Test("the probability of death within a year under each") func milestones() throws {
    let result = try myeloid()
    for (strategy, group, estimate, lower, upper) in [
      ("policy", "A", 0.32402375652767, 0.26851017997723, 0.37532434597007),
      ("policy", "B", 0.21835255207363, 0.17177312199788, 0.26231235778822),
      ("censor", "A", 0.29167057334211, 0.21808228368822, 0.35833327957307),
      ("censor", "B", 0.17195444029524, 0.11981007901779, 0.22100965643684),
      ("composite", "A", 0.69809138487301, 0.64090903418666, 0.74616790572426),
      ("composite", "B", 0.59660903365617, 0.53924317269434, 0.64683264124515),
      ("competing", "A", 0.18487595141644, 0.145605821201941, 0.23473730054193),
      ("competing", "B", 0.12721310115417, 0.095568939723921, 0.16933507007623),
    ] {
      for (statistic, value) in [
        ("probability", estimate), ("probability_lower", lower), ("probability_upper", upper),
      ] {
        expectClose(
          result.number(statistic, group: group, variable: strategy, time: 365), value, relative: 1e-9,
          because: "\(strategy) \(group)")
      }
    }
    // The limits lie equally far from the estimate on the scale that is named: of S, or of F itself.
    #expect(
      result.row("probability_lower", group: "A", variable: "policy", time: 365)?.method
        == "One less Kaplan-Meier, 95% interval on the scale of log S")
    #expect(
      result.row("probability_lower", group: "A", variable: "competing", time: 365)?.method
        == "Aalen-Johansen, 95% interval on the scale of log F")
    expectClose(0.18487595141644 / 0.145605821201941, 0.23473730054193 / 0.18487595141644, relative: 1e-9)
    #expect(
      result.methods.contains { $0.contains("infinitesimal jackknife variance and intervals on the scale of log F") })
  }

  @Test("hazard ratios 0.708, 0.677, 0.810, and Fine-Gray's 0.774") func comparisons() throws {
    let result = try myeloid()
    for (strategy, ratio, lower, upper, pValue) in [
      ("policy", 0.70774838099295, 0.56805806735238, 0.88178973169553, 0.001956458839356),
      ("censor", 0.67682842603348, 0.48519051336076, 0.94415844018439, 0.020701309664063),
      ("composite", 0.80990570376645, 0.67994362348714, 0.96470828806272, 0.017996293123616),
      ("competing", 0.774097360941, 0.555640364281, 1.078443473038, 0.12931433300199),
    ] {
      for (statistic, value) in [
        ("hazard_ratio", ratio), ("hazard_ratio_lower", lower), ("hazard_ratio_upper", upper), ("p_value", pValue),
      ] {
        expectClose(
          result.number(statistic, variable: strategy), value, relative: 2e-8, because: "\(strategy) \(statistic)")
      }
    }
  }

  @Test("every analysis takes the strategy: the same numbers by kaplan_meier and cox") func everyAnalysis() throws {
    let cohort = try ReferenceCohort.myeloid()
    let curve = try cohort.ask(
      "kaplan_meier", ["endpoint": "os", "by": "trt", "intercurrent": ["txtime": "composite"]])
    #expect(curve.number("median", group: "A") == 180 && curve.number("median_upper", group: "B") == 295)
    #expect(curve.title == "Overall survival, or txtime by trt")
    #expect(
      curve.methods.first
        == "Intercurrent event txtime: it is itself the event where it comes first (composite strategy); it happened to 364 of "
        + "the subjects within their follow-up.")
    let model = try cohort.ask("cox", ["endpoint": "os", "covariates": "trt", "intercurrent": ["txtime": "censor"]])
    expectClose(model.number("hazard_ratio", variable: "trt: B"), 0.67682842603348, relative: 1e-9)
  }

  @Test("with strata there is no Fine-Gray ratio beside stratified ones, and the methods say how groups are compared")
  func strata() throws {
    let result = try ReferenceCohort.myeloid().ask(
      "estimands", ["endpoint": "os", "event": "txtime", "by": "trt", "strata": "sex"])
    #expect(
      result.value("hazard_ratio", variable: "competing")
        == .notEstimable("the Fine-Gray model is not stratified: leave strata out"))
    #expect(result.value("hazard_ratio", variable: "policy")?.double != nil)
    #expect(result.methods.last?.hasPrefix("Groups compared, stratified by sex: hazard ratio by Cox's model") == true)
  }

  @Test("the event in question cannot be treated twice") func twice() throws {
    #expect(
      try ReferenceCohort.myeloid().complaint(
        "estimands", ["endpoint": "os", "event": "txtime", "intercurrent": ["txtime": "censor"]])
        == "survival.estimands: \"intercurrent\" may treat other events than \"txtime\" by policy, censor or composite; that one "
        + "is shown in every way")
  }

  @Test("one group is one panel of four curves; two groups are a panel for each strategy") func figures() throws {
    let one = try ReferenceCohort.myeloid().ask("estimands", ["endpoint": "os", "event": "txtime"])
    #expect(one.figures.first?.curves?.panels.map(\.curves.count) == [4])
    #expect(try myeloid().figures.first?.curves?.panels.map(\.curves.count) == [2, 2, 2, 2])
    #expect(one.row("hazard_ratio", variable: "policy") == nil && one.row("p_value", variable: "policy") == nil)
  }

  @Test("that an endpoint names which of its outcomes came changes none of its estimates") func outcomes() throws {
    let plain = try ReferenceCohort.myeloid()
    var endpoint = try plain.definition(of: EndpointRequest(.named("os")))
    endpoint.outcome = "sex"
    let named = plain.declaring(endpoint)
    let arguments: KeyValuePairs<String, Argument> = [
      "endpoint": "os", "event": "txtime", "by": "trt", "times": [365],
    ]
    let (expected, found) = (try plain.ask("estimands", arguments), try named.ask("estimands", arguments))
    #expect(expected.rows.count == found.rows.count)
    for (one, other) in zip(expected.rows, found.rows) {
      #expect(one.statistic == other.statistic && one.value == other.value, "\(one.statistic), \(one.variable ?? "")")
    }
  }
}
