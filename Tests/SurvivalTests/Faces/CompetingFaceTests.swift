import Analyses
import Cohorts
import OrderedCollections
import TestSupport
import Testing

@Suite("Competing outcomes and states as scripts ask for them, against R") struct CompetingFaceTests {
  /// R's `mgus2`: plasma cell malignancy, or death without it, by sex and age.
  private func mgus2(_ change: (inout OrderedDictionary<String, Column>) -> Void = { _ in }) throws -> Cohort {
    let table = try CompetingData.table("mgus2")
    let codes = table.numbers("event").map { Int($0) }
    var columns: OrderedDictionary<String, Column> = [
      "id": Column(texts: (1...table.count).map { "\($0)" }), "etime": Column(numbers: table.numbers("etime")),
      "any": Column(flags: codes.map { $0 > 0 }),
      "which": Column(categories: codes.map { [nil, "pcm", "death"][$0] }, levels: ["pcm", "death"]),
      "sex": Column(categories: table.texts("sex"), levels: ["F", "M"]), "age": Column(numbers: table.numbers("age")),
      "male": Column(integers: table.numbers("male").map { Int($0) }),
      "mspike": Column(numbers: table.numbers("mspike").map { $0.isNaN ? nil : $0 }),
    ]
    change(&columns)
    let known = ColumnDescription(knownAt: .baseline)
    var endpoint = EndpointDefinition(
      name: "pfs", label: "Progression", time: "etime", event: .indicator(column: "any"), unit: .months)
    endpoint.outcome = "which"
    return try Cohort(
      name: "mgus2", subjects: Table(name: "subjects", columns: columns),
      dictionary: DataDictionary(
        subjectID: "id", columns: ["sex": known, "age": known, "male": known, "mspike": known],
        endpoints: ["pfs": endpoint]))
  }

  @Test("cumulative incidence by sex, with Gray's test") func incidence() throws {
    let result = try mgus2().ask("cumulative_incidence", ["endpoint": "pfs", "by": "sex", "times": [60, 120, 240]])
    let reference = try ReferenceCohort.results("aj.mgus2.sex")
    for (place, group) in ["F", "M"].enumerated() {
      let curve = reference["curves"]?.elements[place]
      result.expect("n", curve?["n"], group: group)
      let times = curve?["at_times"]?["time"]?.numbers ?? []
      for (index, time) in times.enumerated() where [60, 120, 240].contains(time) {
        for outcome in ["pcm", "death"] {
          let cause = curve?["at_times"]?["causes"]?[outcome]
          func expect(_ statistic: String, _ column: JSONValue?) {
            result.expect(statistic, column?.elements[index], group: group, variable: outcome, time: time)
          }
          expect("cumulative_incidence", cause?["cif"])
          expect("cumulative_incidence_se", cause?["std_err"])
          expect("cumulative_incidence_lower", cause?["ci"]?["log"]?["lower"])
          expect("cumulative_incidence_upper", cause?["ci"]?["log"]?["upper"])
        }
      }
    }
    // 1 - survfit(Surv(etime, event == 1) ~ sex) at 120 months by R 4.2.2, survival 3.5-3.
    expectClose(
      result.number("one_minus_kaplan_meier", group: "F", variable: "pcm", time: 120), 0.1030109, absolute: 5e-8)
    let gray = try ReferenceCohort.results("gray.mgus2.sex")["gray_tests"]?.elements ?? []
    for (place, outcome) in ["pcm", "death"].enumerated() {
      result.expect("chi_squared", gray[place]["chisq"], variable: outcome)
      result.expect("p_value", gray[place]["p"], variable: outcome, relative: 1e-8)
    }
    let curves = try #require(result.figures.first?.curves)
    #expect(curves.direction == .rising && curves.panels.map(\.title) == ["pcm", "death"])
    #expect(curves.panels[0].curves.map(\.group) == ["F", "M"])
    #expect(result.methods[0].hasPrefix("Aalen-Johansen estimate of the cumulative incidence F of each outcome"))
    #expect(result.methods[1].hasPrefix("Outcomes: pcm, death. One less Kaplan-Meier"))
  }

  @Test("the order of an outcome's levels changes nothing: outcomes go by their names") func byName() throws {
    let turned = try mgus2 { columns in
      guard let codes = columns["which"] else { return }
      columns["which"] = Column(
        categories: (0..<codes.count).map { codes.validity[$0] ? codes[$0].description : nil },
        levels: ["death", "pcm"])
    }
    for function in ["cumulative_incidence", "gray"] {
      let plain = try mgus2().ask(function, ["endpoint": "pfs", "by": "sex"])
      let other = try turned.ask(function, ["endpoint": "pfs", "by": "sex"])
      for outcome in ["pcm", "death"] {
        #expect(
          plain.number("events", group: "F", variable: outcome) == other.number("events", group: "F", variable: outcome)
        )
        expectClose(
          other.number("chi_squared", variable: outcome), try #require(plain.number("chi_squared", variable: outcome)))
      }
    }
    let model = try turned.ask("fine_gray", ["endpoint": "pfs", "cause": "pcm", "covariates": ["age", "male"]])
    expectClose(model.number("coefficient", variable: "age"), -0.0173382, absolute: 5e-8)
  }

  @Test("Fine-Gray by either convention: -0.0173382 and -0.0173017 for age") func fineGray() throws {
    let reference = try ReferenceCohort.results("crr.mgus2.pcm")
    let full = try mgus2().ask(
      "fine_gray", ["endpoint": "pfs", "cause": "pcm", "covariates": ["age", "sex", "mspike"]])
    for (place, term) in ["age", "sex: M", "mspike"].enumerated() {
      for (ours, theirs) in [
        ("coefficient", "coef"), ("standard_error", "se"), ("subdistribution_hazard_ratio", "exp_coef"),
        ("subdistribution_hazard_ratio_lower", "exp_coef_lower"),
        ("subdistribution_hazard_ratio_upper", "exp_coef_upper"),
        ("z", "z"), ("wald_p_value", "p"),
      ] { full.expect(ours, reference[theirs]?.elements[place], variable: term, relative: 1e-6) }
    }
    for (ours, theirs) in [("events", "n_event"), ("competing_events", "n_competing"), ("log_likelihood", "loglik")] {
      full.expect(ours, reference[theirs], relative: 1e-6)
    }
    let result = try mgus2().ask(
      "fine_gray",
      [
        "endpoint": "pfs", "cause": "pcm", "covariates": ["age", "male"], "times": 120,
        "profiles": [["age": 60, "male": 1], ["age": 60, "male": 0]],
      ])
    expectClose(result.number("coefficient", variable: "age"), -0.0173382, absolute: 5e-8)
    expectClose(result.number("coefficient", variable: "male"), -0.2600382, absolute: 5e-8)
    // predict(crr(etime, event, cbind(age, male), failcode = 1), rbind(c(60, 1), c(60, 0))) by R 4.2.2, cmprsk 2.2-11.
    expectClose(
      result.number("predicted_incidence", variable: "age = 60, male = 1", time: 120), 0.065578844464212, relative: 1e-6
    )
    expectClose(
      result.number("predicted_incidence", variable: "age = 60, male = 0", time: 120), 0.084213089589812, relative: 1e-6
    )
    let other = try mgus2().ask(
      "fine_gray",
      ["endpoint": "pfs", "cause": "pcm", "covariates": ["age", "male"], "weights_convention": "survival"])
    expectClose(other.number("coefficient", variable: "age"), -0.0173017, absolute: 5e-8)
    expectClose(other.number("coefficient", variable: "male"), -0.2597568, absolute: 5e-8)
  }

  @Test("cause-specific and subdistribution ratios side by side are those of either model") func sideBySide() throws {
    let cohort = try mgus2()
    let result = try cohort.ask("competing_risks_models", ["endpoint": "pfs", "covariates": ["age", "male"]])
    for outcome in ["pcm", "death"] {
      let model = try cohort.ask(
        "fine_gray", ["endpoint": "pfs", "cause": .text(outcome), "covariates": ["age", "male"]])
      #expect(
        result.number("subdistribution_hazard_ratio", group: outcome, variable: "male")
          == model.number("subdistribution_hazard_ratio", variable: "male"))
    }
    // coxph(Surv(etime, event == 1) ~ age + male) by R 4.2.2, survival 3.5-3.
    expectClose(
      result.number("cause_specific_hazard_ratio", group: "pcm", variable: "male"), 0.97517553404899, relative: 1e-7)
  }

  /// R's `myeloid`, with the days of complete response, transplant, relapse and death.
  private func myeloid() throws -> Cohort {
    let table = try CompetingData.table("myeloid")
    func days(_ name: String) -> Column { Column(numbers: table.numbers(name).map { $0.isNaN ? nil : $0 }) }
    let (end, death) = (table.numbers("futime"), table.numbers("death"))
    let columns: OrderedDictionary<String, Column> = [
      "id": Column(texts: (1...table.count).map { "\($0)" }), "futime": Column(numbers: end),
      "death": Column(flags: death.map { $0 == 1 }), "crtime": days("crtime"), "txtime": days("txtime"),
      "rltime": days("rltime"), "death_day": Column(numbers: zip(end, death).map { $1 == 1 ? $0 : nil }),
      "trt": Column(categories: table.texts("trt"), levels: ["A", "B"]),
    ]
    return try Cohort(
      name: "myeloid", subjects: Table(name: "subjects", columns: columns),
      dictionary: DataDictionary(
        subjectID: "id", columns: ["trt": ColumnDescription(knownAt: .baseline)],
        endpoints: ["os": EndpointDefinition(name: "os", time: "futime", event: .indicator(column: "death"))]))
  }

  private let states: Argument = [
    "response": "crtime", "transplant": "txtime", "relapse": "rltime", "death": "death_day",
  ]

  /// By R 4.2.2, survival 3.5-3: survfit(Surv(tstart, tstop, event) ~ trt, id = id) of tmerge's rows of myeloid.
  @Test("states from the days of each: myeloid by treatment") func multiState() throws {
    let result = try myeloid().ask(
      "multi_state",
      [
        "endpoint": "os", "states": states, "order": ["response", "transplant", "relapse", "death"], "by": "trt",
        "times": 365, "horizon": 1000,
      ])
    let expected: [(String, Double, Double)] = [
      ("initial", 0.0136076849321701, 0.006753919089338), ("response", 0.232822612345331, 0.0246149014154789),
      ("transplant", 0.345121471876372, 0.0276526495550152), ("relapse", 0.0842606622134341, 0.0162881491587858),
      ("death", 0.324187568632692, 0.0272239646281984),
    ]
    for (state, probability, error) in expected {
      expectClose(result.number("probability", group: "A", variable: state, time: 365), probability)
      expectClose(result.number("probability_se", group: "A", variable: state, time: 365), error)
    }
    let transitions = ["A", "B"].map { result.number("transitions", group: $0, variable: "initial to response") ?? 0 }
    #expect(transitions.reduce(0, +) == 442)
    let total = expected.reduce(0) {
      $0 + (result.number("time_in_state", group: "B", variable: $1.0, time: 1000) ?? 0)
    }
    expectClose(total, 1000)
    #expect(result.figures.first?.curves?.panels.count == 2)
    #expect(result.methods[0].hasSuffix("States: initial, response, transplant, relapse, death; nobody leaves death."))
  }

  @Test("states that cannot be are refused in words, and death that is no state is said") func stateQuestions() throws {
    let cohort = try myeloid()
    #expect(
      try cohort.complaint("multi_state", ["endpoint": "os", "states": states, "absorbing": "deth"])
        == "survival.multi_state: \"absorbing\" names \"deth\", which is no state; did you mean \"death\"?")
    #expect(
      try cohort.complaint("multi_state", ["endpoint": "os", "states": states, "initial": "death"])
        == "survival.multi_state: \"death\" is both the initial state and one of \"states\"")
    let result = try cohort.ask(
      "multi_state", ["endpoint": "os", "states": ["relapse": "rltime", "death": "txtime"]])
    #expect(result.caution(.missingValues)?.message.contains("reached no absorbing state") == true)
  }

  @Test("questions that cannot be answered are refused in words") func refused() throws {
    let cohort = try mgus2()
    #expect(
      try cohort.complaint("fine_gray", ["endpoint": "pfs", "cause": "pcn", "covariates": "age"])
        == "Progression has no outcome \"pcn\"; did you mean \"pcm\"?")
    #expect(
      try cohort.complaint("fine_gray", ["endpoint": "pfs", "covariates": "age", "ties": "exact"])
        == "the Fine-Gray model has ties by Efron or Breslow, not exact ones")
    #expect(
      try cohort.complaint("fine_gray", ["endpoint": "pfs", "covariates": "age", "profiles": [["male": 1]]])
        == "a profile has no value for the covariate \"age\"")
    #expect(
      try myeloid().complaint("cumulative_incidence", ["endpoint": "os"])?.hasPrefix(
        "os has one kind of event; say which outcomes there are") == true)
    #expect(
      try cohort.complaint("cumulative_incidence", ["endpoint": "pfs", "variance": "aalen", "case_weights": "age"])
        == "the aalen variance of an incidence takes frequency weights, not case weights")
  }
}
