import Analyses
import Cohorts
import OrderedCollections
import TestSupport
import Testing

@Suite("What a reader is told beside the numbers") struct CautionTests {
  /// Ten subjects; nobody of group B has the event.
  private func separated() throws -> Cohort {
    let cohort = try PooledCohort.few((0..<10).map { (Double($0 + 1), $0 % 2 == 0, nil) })
    return try cohort.deriving(
      Column(numbers: (0..<10).map { Double($0 % 3) }), as: "dose", description: ColumnDescription(knownAt: .baseline))
  }

  @Test("a group without events: no hazard ratio but a reason, and the tests that hold") func separation() throws {
    let result = try separated().ask("cox", ["endpoint": "os", "covariates": ["group", "dose"]])
    let reason = Quantity.notEstimable("no finite estimate: the hazard ratio tends to 0 (separation)")
    for statistic in [
      "coefficient", "standard_error", "hazard_ratio", "hazard_ratio_lower", "hazard_ratio_upper", "z", "wald_p_value",
    ] { #expect(result.value(statistic, variable: "group: B") == reason, "\(statistic)") }
    #expect(result.number("coefficient", variable: "dose") != nil)
    for test in ["likelihood_ratio", "score"] {
      #expect(result.number("chi_squared", variable: test) != nil && result.number("p_value", variable: test) != nil)
    }
    #expect(
      result.value("chi_squared", variable: "wald") == .notEstimable("undefined where a coefficient is infinite"))
    let caution = try #require(result.caution(.separation))
    #expect(
      caution.message
        == "The likelihood rises without end in \"group: B\": a group has no events, or all come first. There is no finite "
        + "hazard ratio; the likelihood ratio and score tests hold, the Wald test does not.")
    #expect(
      caution.remedy
        == "Ask for penalty = \"firth\", which has finite hazard ratios and intervals, merge levels, or leave the term out."
    )
    let turned = try separated().ask("cox", ["endpoint": "os", "covariates": "group", "reference": ["group": "B"]])
    #expect(
      turned.value("hazard_ratio", variable: "group: A")
        == .notEstimable("no finite estimate: the hazard ratio rises without end (separation)"))
  }

  /// The score test of one binary covariate with untied times is the log-rank test; here, by hand, of five deaths in A.
  @Test("with a group without events the score test is the log-rank test of untied times") func scoreTest() throws {
    let model = try separated().ask("cox", ["endpoint": "os", "covariates": "group"])
    // At risk in B and in all at the deaths of 1, 3, 5, 7, 9: 5/10, 4/8, 3/6, 2/4, 1/2, so E = 2.5 and V = 5/4.
    expectClose(model.number("chi_squared", variable: "score"), 2.5 * 2.5 / 1.25)
    let test = try separated().ask("log_rank", ["endpoint": "os", "by": "group"])
    expectClose(test.number("expected", group: "B"), 2.5)
    expectClose(test.number("chi_squared", variable: "log_rank"), 5)
  }

  @Test("a covariate that the others determine has no coefficient, with the reason") func aliased() throws {
    let cohort = try PooledCohort.make().deriving("years", from: "2 * age + 1")
    let result = try cohort.ask("cox", ["endpoint": "pfs", "covariates": ["age", "years"]])
    let alone = try cohort.ask("cox", ["endpoint": "pfs", "covariates": "age"])
    #expect(
      result.value("hazard_ratio", variable: "years")
        == .notEstimable("determined by the other terms, or the same for all at risk"))
    expectClose(
      result.number("coefficient", variable: "age"), alone.number("coefficient", variable: "age") ?? 0, relative: 1e-7)
    #expect(
      result.caution(.aliased)?.message
        == "No coefficient for \"years\": the other terms determine it, or it is the same for all at risk.")
    #expect(result.number("df", variable: "likelihood_ratio") == 1)
  }

  @Test("fewer than ten events for each coefficient are said, ten are not") func fewEvents() throws {
    let one = try PooledCohort.make().ask("cox", ["endpoint": "pfs", "covariates": ["age", "diagnosis"]])
    #expect(
      one.caution(.fewEvents)?.message
        == "10 events for 2 coefficients: fewer than ten each, so that estimates and their intervals are unsteady.")
    let ten = try PooledCohort.make().ask("cox", ["endpoint": "pfs", "covariates": "age"])
    #expect(ten.caution(.fewEvents) == nil)
  }

  @Test("a group that nobody is in is named, in curves, tests and models") func emptyGroup() throws {
    let cohort = try PooledCohort.make { columns in
      columns["diagnosis"] = Column(
        categories: (0..<16).map { $0 % 2 == 0 ? "B-ALL" : "T-ALL" }, levels: ["MPAL", "B-ALL", "T-ALL"])
    }
    for function in ["kaplan_meier", "log_rank"] {
      let result = try cohort.ask(function, ["endpoint": "pfs", "by": "diagnosis"])
      #expect(result.caution(.emptyGroup)?.message == "Group \"MPAL\" has no subjects with a time.")
      #expect(result.value("n", group: "MPAL") == .count(0))
      #expect(result.number("df", variable: "log_rank") == 1)
    }
    let model = try cohort.ask("cox", ["endpoint": "pfs", "covariates": "diagnosis"])
    #expect(
      model.caution(.emptyGroup)?.message == "Diagnosis: nobody has the level \"MPAL\"; it has no term.")
    #expect(model.value("reference", variable: "diagnosis: T-ALL") == .text("B-ALL"), "the first level that occurs")
  }

  @Test("levels are those of the subjects in the model: one whose subjects all lack the endpoint is no reference")
  func levelsInModel() throws {
    let cohort = try PooledCohort.make { columns in
      columns["diagnosis"] = Column(
        categories: ["MPAL", "MPAL"] + (2..<16).map { $0 % 2 == 0 ? "B-ALL" : "T-ALL" },
        levels: ["MPAL", "B-ALL", "T-ALL"])
      columns["pfs_event"] = Column(integers: [nil, nil] + (2..<16).map { $0 % 3 == 0 ? 0 : 1 })
    }
    let model = try cohort.ask("cox", ["endpoint": "pfs", "covariates": "diagnosis"])
    #expect(model.value("reference", variable: "diagnosis: T-ALL") == .text("B-ALL"))
    #expect(model.row("coefficient", variable: "diagnosis: B-ALL") == nil)
    #expect(model.number("coefficient", variable: "diagnosis: T-ALL") != nil)
    let named = try cohort.ask(
      "cox", ["endpoint": "pfs", "covariates": "diagnosis", "reference": ["diagnosis": "MPAL"]])
    #expect(
      named.caution(.emptyGroup)?.message == "Diagnosis: nobody has the level \"MPAL\"; another is the reference.")
    #expect(named.value("reference", variable: "diagnosis: T-ALL") == .text("B-ALL"))
  }

  @Test("what has no limits, or no subjects yet, says so for its own reason") func reasons() throws {
    let cohort = try PooledCohort.make()
    let makuch = try cohort.ask(
      "simon_makuch", ["endpoint": "pfs", "exposure": "transplant_day", "times": [10, 30]])
    #expect(makuch.value("survival", group: "After transplant", time: 10) == .notEstimable("nobody at risk"))
    #expect(makuch.number("survival", group: "After transplant", time: 30) == 1)
    let censoredFirst = try PooledCohort.few([(5, false, nil), (8, true, nil), (9, false, nil)])
    let level = try censoredFirst.ask("kaplan_meier", ["endpoint": "os", "times": 6, "interval": "log_log"])
    #expect(level.number("survival", group: "All subjects", time: 6) == 1)
    #expect(
      level.value("survival_lower", group: "All subjects", time: 6)
        == .notEstimable("undefined on the scale of log(-log S) where survival is 1"))
  }

  @Test("a median that is not reached is a reason, and a caution that names the group") func medianNotReached() throws {
    let cohort = try PooledCohort.few([
      (5, true, nil), (6, false, nil), (7, false, nil), (8, true, nil), (9, false, nil), (3, true, nil),
    ])
    let result = try cohort.ask("kaplan_meier", ["endpoint": "os", "by": "group"])
    #expect(result.value("median", group: "A") == .notEstimable("median not reached"))
    #expect(result.value("quantile", group: "A", variable: "75%") == .notEstimable("75% quantile not reached"))
    #expect(result.value("median_upper", group: "A") == .notEstimable("limit not reached"))
    #expect(result.caution(.medianNotReached)?.message == "The median is not reached: \"A\".")
    #expect(result.number("median", group: "B") == 8)
    #expect(result.cautions.filter { $0.kind == .medianNotReached }.count == 1)
  }

  private static func days(without missing: Range<Int>) -> Column {
    let days: [Double?] = (0..<16).map { missing.contains($0) ? nil : Double($0 * 10) }
    return Column(numbers: days)
  }

  private static func ages(without missing: Set<Int>) -> Column {
    let ages: [Double?] = (0..<16).map { missing.contains($0) ? nil : Double(40 + $0 % 5) }
    return Column(numbers: ages)
  }

  @Test("who is left out is counted once, by the first thing that is missing") func missing() throws {
    let cohort = try PooledCohort.make { columns in
      columns["pfs_days"] = Self.days(without: 0..<3)
      columns["diagnosis"] = Column(
        categories: [nil, nil, nil, nil, nil] + (5..<16).map { $0 % 2 == 0 ? "B-ALL" : "T-ALL" })
      columns["age"] = Self.ages(without: [0, 15])
    }
    #expect(
      try cohort.ask("kaplan_meier", ["endpoint": "pfs", "by": "diagnosis"]).caution(.missingValues)?.message
        == "5 of 16 subjects are left out: 3 without Progression-free survival, then 2 without Diagnosis.")
    let model = try cohort.ask("cox", ["endpoint": "pfs", "covariates": "age", "strata": "diagnosis"])
    #expect(
      model.caution(.missingValues)?.message
        == "6 of 16 subjects are left out: 3 without Progression-free survival, then 2 without Diagnosis, then 1 without Age."
    )
    #expect(model.row("n")?.value == .count(10) && model.row("n")?.missing == 6)
  }

  @Test("with frequency weights those left out are counted as the subjects that they stand for") func weightedMissing()
    throws
  {
    let cohort = try PooledCohort.make { columns in
      columns["count"] = Column(integers: [10, 10, 0, nil] + Array(repeating: 10, count: 12))
      columns["pfs_days"] = Self.days(without: 0..<1)
      columns["age"] = Self.ages(without: [1, 2])
    }
    let model = try cohort.ask("cox", ["endpoint": "pfs", "covariates": "age", "weights": "count"])
    #expect(
      model.caution(.missingValues)?.message
        == "21 of 141 subjects are left out: 10 without Progression-free survival, then 1 without a weight in count, then 10 without "
        + "Age.")
    #expect(model.row("n")?.value == .count(120))
  }

  @Test("a weight that is no frequency is refused, with the subject") func badWeights() throws {
    let cohort = try PooledCohort.make { $0["count"] = Column(numbers: (0..<16).map { $0 == 4 ? 1.5 : 1 }) }
    #expect(
      try cohort.complaint("kaplan_meier", ["endpoint": "pfs", "weights": "count"])
        == "subject \"p5\": weight count is 1.5, but a frequency must be a whole number, 0 or more")
  }
}
