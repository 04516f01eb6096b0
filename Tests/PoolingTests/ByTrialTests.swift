import Analyses
import AnalysisTesting
import Cohorts
import OrderedCollections
import Pooling
import Survival
import TestSupport
import Testing

/// R 4.2.2, survival 3.5-3, metafor 3.8-1; Cox models with `coxph.control(eps = 1e-13, iter.max = 100)`.
@Suite("Estimates by trial") struct ByTrialTests {
  @Test("hazard ratios are R's in each trial, and stratified: coxph(…, subset), coxph(… + strata(trial))")
  func hazardRatios() throws {
    let result = try FiveTrials.ask("by_trial", FiveTrials.cohort(), FiveTrials.hazard)
    let ratios = [1.0426532217910986, 1.2966390930524943, 1.1541933111396889, 0.77671671170065626, 0.62657305421791454]
    let errors = [
      0.18152353924664402, 0.24894619009549326, 0.25561657730821175, 0.2521105497624041, 0.20353435793868016,
    ]
    let events: [Double] = [24, 12, 12, 12, 24]
    for trial in 0..<5 {
      expectClose(
        result.numbers(["estimate", "standard_error", "n", "events"], group: "T\(trial)"),
        [ratios[trial], errors[trial], 24, events[trial]], relative: 1e-8)
    }
    expectClose(
      result.numbers(["estimate", "standard_error", "lower", "upper"], variable: "together"),
      [0.92651060840891142, 0.099566811857723689, 0.76225270178277849, 1.1261644668317337], relative: 1e-8)
    #expect(
      result.tables.first?.lines.map(\.label).suffix(3) == ["Stratified by Trial", "Fixed effect", "Random effects"])
  }

  @Test("pooled by REML with Hartung and Knapp's interval: metafor's rma(b, se^2, test = \"knha\"), predict, weights")
  func randomEffects() throws {
    let result = try FiveTrials.ask(
      "by_trial", FiveTrials.cohort(),
      [
        "analysis": "survival.cox", "statistic": "hazard_ratio", "arguments": ["endpoint": "os", "covariates": "x"],
        "interval": "hartung_knapp",
      ])
    expectClose(
      result.numbers(["estimate", "standard_error", "lower", "upper", "p_value"], variable: "random_effects")
        + result.numbers([
          "q", "q_p_value", "i_squared", "h_squared", "tau_squared", "prediction_lower", "prediction_upper",
        ]),
      [
        0.93492205826003594, 0.13376308280363577, 0.64488841972604816, 1.3553961092873945, 0.64135345246618991,
        7.1675366692579363, 0.12729514730246777, 0.44543643868652066, 1.8032198106047719, 0.040378219170378787,
        0.47830451781757377, 1.8274534788202805,
      ], relative: 1e-8)
    expectClose(
      (0..<5).flatMap { result.numbers(["weight"], group: "T\($0)") },
      [0.24925434564986684, 0.17857491472938991, 0.17288982220316546, 0.1758508397350679, 0.22343007768250986],
      relative: 1e-8)
    expectClose(
      result.numbers(["estimate", "standard_error", "lower", "upper"], variable: "fixed_effect"),
      [0.92790985236253243, 0.099179631129676787, 0.7639834152957069, 1.1270096665360101], relative: 1e-8)
  }

  @Test("survival at a time is pooled on log(-log S): rma(log(-log(S)), (se / |S log S|)^2, method = \"DL\")")
  func milestones() throws {
    let result = try FiveTrials.ask(
      "by_trial", FiveTrials.cohort(),
      [
        "analysis": "survival.kaplan_meier", "statistic": "survival", "between": "dersimonian_laird",
        "arguments": ["endpoint": "os", "by": "arm", "times": 80], "of": ["group": "A"],
      ])
    let survival = [0.5, 0.79139610389610393, 0.70346320346320346, 0.80769230769230771, 0.75]
    let errors = [
      0.36067376022224085, 0.58531452431592323, 0.51364152822414144, 0.57989251215742188, 0.50172597154659071,
    ]
    for trial in 0..<5 {
      expectClose(
        result.numbers(["estimate", "standard_error"], group: "T\(trial)"), [survival[trial], errors[trial]])
    }
    expectClose(
      result.numbers(["estimate", "standard_error", "lower", "upper"], variable: "random_effects")
        + result.numbers(["q", "tau_squared", "i_squared"]),
      [
        0.69188852324772099, 0.24017918641840205, 0.55445794450371422, 0.79450462166130342, 4.7812051204043566,
        0.047786230929617805, 0.16339083990989459,
      ])
    #expect(result.row("p_value", variable: "random_effects") == nil, "there is no value of no effect")
    #expect(result.tables.first?.lines[5].label == "All subjects together, not stratified")
  }

  @Test("each trial left out in turn: coxph and metafor's leave1out without it") func leaveOneOut() throws {
    let result = try FiveTrials.ask(
      "leave_one_out", FiveTrials.cohort(),
      [
        "analysis": "survival.cox", "statistic": "hazard_ratio", "between": "dersimonian_laird",
        "arguments": ["endpoint": "os", "covariates": "x"],
      ])
    let stratified = [
      [0.88164824348889548, 0.69903052194943682, 1.111973799197397],
      [0.86895676702138935, 0.70222949173435811, 1.0752693696862019],
      [0.88997887906267892, 0.71944816092457953, 1.1009304744900101],
      [0.95717015504123049, 0.77436276658995007, 1.1831337265041788],
      [1.0497723726666468, 0.84000758675902309, 1.3119191442854237],
    ]
    let random = [
      0.90693589336735492, 0.87060274465413701, 0.89517625331508643, 0.97575730027222285, 1.0485951986024924,
    ]
    let between = [0.067876090862516267, 0.032422364375369737, 0.052480742075684976, 0.057101993006706098, 0]
    for trial in 0..<5 {
      expectClose(
        result.numbers(["together", "together_lower", "together_upper"], group: "T\(trial)"), stratified[trial],
        relative: 1e-8)
      expectClose(
        result.numbers(["random_effects", "tau_squared", "n"], group: "T\(trial)"),
        [random[trial], between[trial], 96],
        relative: 1e-8)
    }
  }

  @Test("a trial without an estimate is a row with its reason, and the others are pooled") func withoutEvents() throws {
    let cohort = try FiveTrials.cohort { columns in
      columns["event"] = Column(flags: (0..<120).map { $0 % 5 != 3 && $0 * 29 % 10 < 7 })
    }
    let result = try FiveTrials.ask("by_trial", cohort, FiveTrials.hazard)
    #expect(result.row("estimate", group: "T3")?.value == .notEstimable("no events"))
    #expect(result.row("weight", group: "T3")?.value == .notEstimable("no events"))
    #expect(result.numbers(["trials", "q_df"]) == [4, 3])
    #expect(result.cautions.contains { $0.message == "Trial \"T3\" is not among those pooled: no events." })
    #expect(result.cautions.contains { $0.kind == .fewTrials })
  }

  @Test("a trial in which another level is the reference is not pooled") func otherReference() throws {
    let cohort = try FiveTrials.cohort { columns in
      columns["arm"] = Column(
        categories: (0..<120).map { row in
          if row % 5 == 2 { return row % 2 == 0 ? "B" : "C" }
          return ["A", "B", "C"][row / 5 % 3]
        }, levels: ["A", "B", "C"])
    }
    let result = try FiveTrials.ask(
      "by_trial", cohort,
      [
        "analysis": "survival.cox", "statistic": "hazard_ratio", "arguments": ["endpoint": "os", "covariates": "arm"],
        "of": ["variable": "arm: C"],
      ])
    guard case .notEstimable(let reason)? = result.row("estimate", group: "T2")?.value else {
      Issue.record("T2 compares C with B")
      return
    }
    #expect(reason.hasPrefix("compared with B here") || reason.contains("gives no hazard_ratio"))
    #expect(result.row("trials")?.value == .count(4))
  }

  @Test("trials that differ by more than chance are cautioned about") func heterogeneity() throws {
    let result = try FiveTrials.ask("by_trial", FiveTrials.cohort(), FiveTrials.hazard)
    #expect(!result.cautions.contains { $0.kind == .heterogeneity })
    let apart = try FiveTrials.cohort { columns in
      columns["time"] = Column(
        numbers: (0..<120).map { row in
          let x = Double(row * 31 % 17)
          return 200 + Double(row * 53 % 97) + (row % 5 < 2 ? 5 * x : -5 * x)
        })
    }
    let differing = try FiveTrials.ask("by_trial", apart, FiveTrials.hazard)
    #expect(differing.cautions.contains { $0.kind == .heterogeneity })
  }

  @Test("the guard, the cautions and the methods of the analysis are kept, each once") func kept() throws {
    let cohort = try FiveTrials.cohort().deriving(
      Column(flags: (0..<120).map { $0 % 2 == 0 }), as: "late", description: ColumnDescription(knownAt: .afterOrigin))
    let result = try FiveTrials.ask(
      "by_trial", cohort,
      [
        "analysis": "survival.cox", "statistic": "hazard_ratio",
        "arguments": ["endpoint": "os", "covariates": "late"],
      ])
    #expect(result.cautions.filter { $0.kind == .immortalTime }.count == 1)
    #expect(Set(result.cautions).count == result.cautions.count)
    #expect(result.methods.contains { $0.hasPrefix("Cox proportional hazards model") })
    #expect(Set(result.methods).count == result.methods.count)
    let medians = try FiveTrials.ask(
      "by_trial", cohort.part((0..<120).filter { $0 % 5 < 2 }),
      [
        "analysis": "survival.kaplan_meier", "statistic": "survival",
        "arguments": ["endpoint": "Surv(time, event) ~ arm", "times": 60], "of": ["group": "A"],
      ])
    #expect(Set(medians.cautions.map(\.message)).count == medians.cautions.count)
  }

  @Test("the forest has a box a trial, three diamonds and the prediction interval") func forest() throws {
    let result = try FiveTrials.ask("by_trial", FiveTrials.cohort(), FiveTrials.hazard)
    let forest = try #require(result.figures.first?.forest)
    #expect(
      forest.lines.map(\.kind)
        == [.estimate, .estimate, .estimate, .estimate, .estimate, .pooled, .pooled, .pooled, .prediction])
    #expect(forest.noEffect == 1 && forest.axis.scale == .log)
    let left = try FiveTrials.ask("leave_one_out", FiveTrials.cohort(), FiveTrials.hazard)
    let kinds = try #require(left.figures.first?.forest).lines.map(\.kind)
    #expect(kinds == [.estimate, .estimate, .estimate, .estimate, .estimate, .pooled])
  }
}
