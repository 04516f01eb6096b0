import Analyses
import Cohorts
import OrderedCollections
import Survival
import TestSupport
import Testing

@Suite("Adjusted curves as scripts ask for them") struct AdjustedFaceTests {
  private static let question: KeyValuePairs<String, Argument> = [
    "endpoint": "os", "by": "trt", "covariates": ["karno", "age", "celltype"], "times": [60, 180],
  ]

  private func veteran(_ more: KeyValuePairs<String, Argument> = [:]) throws -> AnalysisResult {
    let all = Self.question.map { ($0.key, $0.value) } + more.map { ($0.key, $0.value) }
    let registry = try Registry([SurvivalPlugin()])
    let analysis = try #require(registry.analysis("survival.adjusted_curves"))
    return try analysis.perform(on: ReferenceCohort.veteran(), with: all.map { Argument.Entry($0.0, $0.1) })
  }

  /// R: `summary(survfit(Surv(time, status) ~ g, weights = w, robust = TRUE), times = c(60, 180))` with stabilised weights,
  /// `quantile(…, 0.5)`, and `coxph(Surv(time, status) ~ g, weights = w, robust = TRUE)`.
  @Test(
    "what has no place among the covariates is refused, not ignored",
    arguments: ["offset(karno)", "strata(trt)", "cluster(trt)"])
  func refused(term: String) throws {
    #expect(
      try ReferenceCohort.veteran().complaint(
        "adjusted_curves", ["endpoint": "os", "by": "trt", "covariates": ["age", .text(term)]])
        == "survival.adjusted_curves: offset(), strata() and cluster() have no place among its covariates; name what they "
        + "name as a covariate")
  }

  @Test("weighting: curves, medians, differences, hazard ratio, test and balance, against R") func weighting() throws {
    let result = try veteran()
    for (group, time, survival, error, lower, upper) in [
      ("1", 60, 0.590609171659843, 0.061949702724969, 0.480857770520585, 0.725410329276968),
      ("1", 180, 0.19116842698179, 0.0484159223193991, 0.116369230691683, 0.314046653548119),
      ("2", 60, 0.486270920674977, 0.0624938088592073, 0.377993998926423, 0.625563921558759),
      ("2", 180, 0.225813984579455, 0.0527900787518279, 0.142810332689567, 0.357060687916006),
    ] as [(String, Double, Double, Double, Double, Double)] {
      expectClose(result.number("survival", group: group, time: time), survival)
      expectClose(result.number("survival_se", group: group, time: time), error)
      expectClose(result.number("survival_lower", group: group, time: time), lower)
      expectClose(result.number("survival_upper", group: group, time: time), upper)
    }
    #expect(result.number("median", group: "1") == 100 && result.number("median", group: "2") == 53)
    let difference = 0.486270920674977 - 0.590609171659843
    let error = (0.061949702724969 * 0.061949702724969 + 0.0624938088592073 * 0.0624938088592073).squareRoot()
    expectClose(result.number("survival_difference", variable: "2 against 1", time: 60), difference)
    expectClose(
      result.number("survival_difference_upper", variable: "2 against 1", time: 60),
      difference + 1.959963984540054 * error)
    expectClose(result.number("hazard_ratio", variable: "2 against 1"), 1.0067143472, relative: 1e-8)
    expectClose(result.number("effective_n", group: "1"), 64.2433197202248)
    expectClose(result.number("weight_maximum", group: "2") ?? 0, 1.88899975019799)
    expectClose(result.number("chi_squared", variable: "weighted_log_rank"), 0.000898866340889643, relative: 1e-8)
    expectClose(result.number("standardised_difference", variable: "celltype: adeno"), 0.342122106318516)
    expectClose(
      result.number("weighted_standardised_difference", variable: "celltype: squamous"), -0.00905904364210923,
      relative: 1e-6)
    expectClose(result.number("weighted_mean", group: "2", variable: "karno"), 58.168360197625)
    #expect(result.kinds == [])
  }

  @Test("unadjusted estimates are those of kaplan_meier, cox and log_rank") func unadjusted() throws {
    let cohort = try ReferenceCohort.veteran()
    let result = try veteran()
    let curves = try cohort.ask("kaplan_meier", ["endpoint": "os", "by": "trt", "times": [60, 180]])
    let model = try cohort.ask("cox", ["endpoint": "os", "covariates": "trt"])
    for group in ["1", "2"] {
      #expect(result.value("unadjusted_median", group: group) == curves.value("median", group: group))
      for suffix in ["", "_se", "_lower", "_upper"] {
        #expect(
          result.value("unadjusted_survival\(suffix)", group: group, time: 60)
            == curves.value("survival\(suffix)", group: group, time: 60))
      }
    }
    expectClose(
      result.number("unadjusted_hazard_ratio", variable: "2 against 1"),
      model.number("hazard_ratio", variable: "trt") ?? 0)
    #expect(
      result.value("p_value", variable: "unadjusted_log_rank") == curves.value("p_value", variable: "log_rank"))
  }

  /// R: see the tests of direct standardisation.
  @Test("standardisation: curves, intervals, differences and the conditional hazard ratio, against R")
  func standardisation() throws {
    let result = try veteran(["method": "standardisation"])
    expectClose(result.number("survival", group: "1", time: 60), 0.566718968728563)
    expectClose(result.number("survival_se", group: "2", time: 180), 0.038625089006333, relative: 1e-6)
    expectClose(
      result.number("survival_difference", variable: "2 against 1", time: 60), -0.082337781560144, relative: 1e-8)
    expectClose(
      result.number("survival_difference_se", variable: "2 against 1", time: 180), 0.0428342776331256, relative: 1e-6)
    #expect(result.number("median", group: "1") == 87)
    expectClose(
      result.number("hazard_ratio", variable: "2 against 1"), 1.35397958, relative: 1e-7, because: "R stops at 1e-9")
    #expect(
      result.row("effective_n", group: "1") == nil && result.row("weighted_mean", group: "1", variable: "age") == nil)
    let treated = try veteran(["method": "standardisation", "estimand": "att", "target": "2"])
    expectClose(treated.number("survival", group: "1", time: 60), 0.556889574004585)
  }

  @Test("the group that others are compared with can be named, and the target of att") func reference() throws {
    let plain = try veteran()
    let turned = try veteran(["reference": ["trt": "2"]])
    expectClose(
      turned.number("survival_difference", variable: "1 against 2", time: 60),
      -(plain.number("survival_difference", variable: "2 against 1", time: 60) ?? 0))
    expectClose(
      turned.number("survival", group: "1", time: 60), plain.number("survival", group: "1", time: 60) ?? 0)
    let treated = try veteran(["estimand": "att", "target": "2"])
    expectClose(treated.number("survival", group: "1", time: 60), 0.590152937989729)
    expectClose(treated.number("weight_minimum", group: "2"), 1)
  }

  @Test("a row that stands for three subjects gives what three rows give, by either method") func replication() throws {
    let cohort = try PooledCohort.make { columns in
      columns["count"] = Column(integers: (0..<16).map { 1 + $0 % 3 })
    }
    let rows = try cohort.replicated(by: "count")
    for method in ["iptw", "standardisation"] {
      let weighted = try cohort.ask(
        "adjusted_curves",
        [
          "endpoint": "pfs", "by": "diagnosis", "covariates": "age", "times": 100, "weights": "count",
          "method": .text(method),
        ])
      let replicated = try rows.ask(
        "adjusted_curves",
        ["endpoint": "pfs", "by": "diagnosis", "covariates": "age", "times": 100, "method": .text(method)])
      #expect(weighted.rows == replicated.rows)
    }
  }

  @Test("the report: tables, two panels of curves and the plot of balance") func report() throws {
    let result = try veteran()
    #expect(
      result.tables.map(\.title) == [
        "Survival by group", "Survival at milestones", "Differences of survival at milestones", "Hazard ratios",
        "Tests of equal survival", "Balance of covariates", "Covariates by group",
      ])
    let panels = try #require(result.figures.first?.curves?.panels)
    #expect(panels.map(\.title) == ["Weighted", "Unadjusted"])
    #expect(panels[0].riskTable == panels[1].riskTable)
    let chart = try #require(result.figures.last?.chart)
    #expect(chart.series == ["Before weighting", "After weighting"])
    #expect(try veteran(["method": "standardisation"]).figures.first?.curves?.panels.first?.title == "Standardised")
    #expect(
      result.methods[0]
        == "Inverse probability of treatment weights for the whole population (average treatment effect), stabilised by the "
        + "groups' shares, from a logistic model of trt on karno, age, celltype (Cole and Hernán).")
  }
}

@Suite("Adjusted curves at their limits") struct AdjustedLimitTests {
  private func ask(_ cohort: Cohort, _ more: KeyValuePairs<String, Argument> = [:]) throws -> AnalysisResult {
    let all: [(String, Argument)] =
      [("endpoint", "pfs"), ("by", "diagnosis"), ("covariates", "age"), ("times", 100)]
      + more.map { ($0.key, $0.value) }
    let analysis = try #require(try Registry([SurvivalPlugin()]).analysis("survival.adjusted_curves"))
    let last = Dictionary(all, uniquingKeysWith: { $1 })
    return try analysis.perform(
      on: cohort, with: last.sorted { $0.key < $1.key }.map { Argument.Entry($0.key, $0.value) })
  }

  @Test("groups formed by what becomes known later are flagged: adjustment does not remove immortal time")
  func immortalTime() throws {
    let result = try ask(try PooledCohort.make(), ["by": "transplanted"])
    let caution = try #require(result.caution(.immortalTime))
    #expect(
      caution.message.hasPrefix("Immortal time. \"Transplant\" becomes known only after the origin (CAR-T infusion)"))
    let covariate = try ask(try PooledCohort.make(), ["covariates": ["age", "response"]])
    #expect(covariate.caution(.immortalTime)?.message.contains("\"Response\"") == true)
    #expect(try ask(try PooledCohort.make(), ["by": "transplanted", "as_baseline": true]).caution(.asBaseline) != nil)
  }

  @Test("a group that nobody is in, one group alone, one subject, nobody", arguments: ["iptw", "standardisation"])
  func sizes(method: String) throws {
    let cohort = try PooledCohort.make { columns in
      columns["diagnosis"] = Column(
        categories: (0..<16).map { $0 % 2 == 0 ? "B-ALL" : "T-ALL" }, levels: ["MPAL", "B-ALL", "T-ALL"])
    }
    let result = try ask(cohort, ["method": .text(method)])
    #expect(result.value("survival", group: "MPAL", time: 100) == .notEstimable("no subjects"))
    #expect(result.number("survival", group: "T-ALL", time: 100) != nil)
    #expect(result.caution(.emptyGroup)?.message == "Group \"MPAL\" has no subjects with a time.")
    for count in [0, 1] {
      let few = try ask(cohort.part((0..<count).map { Int32($0) }), ["method": .text(method)])
      #expect(few.cautions.last?.message == "Nothing is adjusted: fewer than two groups have subjects.")
      #expect(
        few.value("survival", group: "B-ALL", time: 100)
          == .notEstimable(count == 0 ? "no subjects" : "fewer than two groups have subjects"))
    }
  }

  @Test("covariates that tell the groups apart: separation, positivity and imbalance are said") func separated() throws
  {
    let ages = (0..<16).map { (row: Int) -> Double in Double(row) + ([0, 3].contains(row % 5) ? 60 : 20) }
    let cohort = try PooledCohort.make { columns in columns["age"] = Column(numbers: ages) }
    let result = try ask(cohort)
    #expect(result.kinds == [.separation, .extremeWeights, .imbalance])
    #expect(
      result.caution(.separation)?.message
        == "The covariates tell the groups of Diagnosis apart without fail: such subjects have no counterpart, and weights "
        + "cannot make the groups alike.")
    #expect(
      result.caution(.extremeWeights)?.message
        == "16 of 16 subjects had a probability below 0.01 of being in some group, so that hardly anybody there stands for "
        + "them (positivity).")
    #expect(
      result.caution(.imbalance)?.message
        == "After weighting the groups still differ by more than 0.1 standard deviations in \"Age\".")
  }

  @Test("subjects without a covariate are left out, and said to be") func missing() throws {
    let ages = (0..<16).map { (row: Int) -> Double? in row < 3 ? nil : Double(20 + row * 7 % 40) }
    let cohort = try PooledCohort.make { columns in columns["age"] = Column(numbers: ages) }
    let result = try ask(cohort)
    #expect(result.caution(.missingValues)?.message == "3 of 16 subjects are left out: 3 without Age.")
    #expect(result.levelsTotal == 13)
  }

  @Test("few subjects who carry much weight are said, with what to do") func heavy() throws {
    // Of the treated one alone is young, and stands for all the young.
    let treated = (0..<200).map { $0 < 100 }
    let young = (0..<200).map { $0 == 0 || (100..<190).contains($0) }
    let columns: OrderedDictionary<String, Column> = [
      "id": Column(integers: (0..<200).map { $0 }),
      "pfs_days": Column(numbers: (0..<200).map { 1 + Double($0 * 37 % 200) }),
      "pfs_event": Column(flags: (0..<200).map { $0 % 3 != 0 }),
      "diagnosis": Column(flags: treated), "age": Column(flags: young),
    ]
    let cohort = try Cohort(
      name: "heavy", subjects: Table(name: "subjects", columns: columns), dictionary: PooledCohort.dictionary)
    let result = try ask(cohort)
    #expect(
      result.cautions.last?.message
        == "In the group \"yes\" 1 of 100 subjects carry half of the weight; it is as steady as 4 unweighted ones."
        || result.kinds == [.extremeWeights, .extremeWeights])
    #expect(result.caution(.extremeWeights)?.remedy?.contains("overlap") == true)
    let truncated = try ask(cohort, ["truncate": 0.02])
    #expect((truncated.number("truncated") ?? 0) > 0)
  }

  @Test("wrong questions are refused in words") func refusals() throws {
    let cohort = try PooledCohort.make()
    func words(_ more: KeyValuePairs<String, Argument>) -> String? {
      do {
        _ = try ask(cohort, more)
        return nil
      } catch { return "\(error)" }
    }
    #expect(
      words(["covariates": ["age", "diagnosis"]])
        == "survival.adjusted_curves: \"diagnosis\" stands in \"by\" and in \"covariates\"; groups are not adjusted for themselves"
    )
    #expect(
      words(["method": "standardisation", "estimand": "overlap"])
        == "survival.adjusted_curves: estimand = \"overlap\" is one of weights: ask for it with method = \"iptw\"")
    #expect(
      words(["target": "T-ALL"])
        == "survival.adjusted_curves: \"target\" names the group of estimand = \"att\", which was not asked for")
    #expect(words(["estimand": "att", "target": "T-AL"])?.contains("did you mean \"T-ALL\"?") == true)
    #expect(words(["reference": ["diagnosis": "T-AL"]])?.contains("did you mean \"T-ALL\"?") == true)
    #expect(
      words(["ties": "exact"])
        == "survival.adjusted_curves: exact ties take no weights and have no baseline hazard; ask for ties = \"efron\" or "
        + "\"breslow\"")
    #expect(words(["truncate": 0.4])?.contains("should be a number from 0 to 0.25, found 0.4") == true)
  }
}

extension AnalysisResult {
  /// The subjects of all groups together.
  fileprivate var levelsTotal: Double {
    rows.filter { $0.statistic == "n" }.reduce(0) { $0 + ($1.value.double ?? 0) }
  }
}
