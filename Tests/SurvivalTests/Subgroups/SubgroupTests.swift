import Analyses
import Cohorts
import OrderedCollections
import TestSupport
import Testing

/// Truth from R 4.2.2 and survival 3.5-3, on `colon` with `etype == 2 & rx != "Lev"`: in each subset
/// `coxph(Surv(time, status) ~ rx + nodes + strata(adhere))`, and twice the difference of the log likelihoods of
/// `~ rx * factor + nodes + strata(adhere)` and `~ rx + factor + nodes + strata(adhere)`.
@Suite("Hazard ratios in subgroups, against R") struct SubgroupTests {
  private func forest() throws -> AnalysisResult {
    try ReferenceCohort.colon().ask(
      "subgroups",
      [
        "endpoint": "os", "by": "rx", "subgroups": ["age >= 60", "differ", "node4"], "covariates": "nodes",
        "strata": "adhere",
      ])
  }

  private static let levels: [(variable: String?, level: String, counts: [Double], estimate: (Double, Double))] = [
    (nil, "All subjects", [607, 285, 312, 167, 295, 118], (-0.391403435180143, 0.120629044313416)),
    ("age >= 60", "no", [274, 126, 147, 72, 127, 54], (-0.268964297303684, 0.185423260742816)),
    ("age >= 60", "yes", [333, 159, 165, 95, 168, 64], (-0.523272421964023, 0.163256009639215)),
    ("differ", "1", [53, 23, 27, 16, 26, 7], (-1.005987837936447, 0.469019997641171)),
    ("differ", "2", [438, 200, 226, 114, 212, 86], (-0.248440996566550, 0.143433653320025)),
    ("differ", "3", [103, 58, 52, 34, 51, 24], (-0.629249353819862, 0.279265469458421)),
    ("node4", "0", [452, 177, 228, 104, 224, 73], (-0.388180194097954, 0.153001279314448)),
    ("node4", "1", [155, 108, 84, 63, 71, 45], (-0.402448734446844, 0.198822088688166)),
  ]

  @Test("with robust standard errors there is no likelihood ratio test of interaction") func robust() throws {
    let result = try ReferenceCohort.veteran().ask(
      "subgroups", ["endpoint": "os", "by": "trt", "subgroups": "celltype", "covariates": "cluster(age)"])
    #expect(
      result.row("interaction_p_value", variable: "celltype")?.value
        == .notEstimable("not valid with robust standard errors"))
    #expect(result.tables.first?.columns.first.map { [$0.over, $0.header] } == ["trt: 1", "n"])
  }

  @Test("each level has its subjects, events and hazard ratio") func estimates() throws {
    let result = try forest()
    let counts = ["n", "events", "n_reference", "events_reference", "n_compared", "events_compared"]
    for (variable, level, numbers, (coefficient, error)) in Self.levels {
      for (statistic, number) in zip(counts, numbers) {
        #expect(result.number(statistic, group: level, variable: variable) == number, "\(statistic) of \(level)")
      }
      expectClose(result.number("coefficient", group: level, variable: variable), coefficient, relative: 1e-7)
      expectClose(result.number("standard_error", group: level, variable: variable), error, relative: 1e-7)
    }
  }

  @Test("each factor has its test of interaction") func interactions() throws {
    let result = try forest()
    for (factor, chi, df) in [
      ("age >= 60", 1.23348522521519, 1), ("differ", 4.6940558426636, 2), ("node4", 0.000303082667414856, 1),
    ] as [(String, Double, Double)] {
      expectClose(result.number("interaction_chi_squared", variable: factor), chi, relative: 1e-8, absolute: 1e-9)
      #expect(result.number("interaction_df", variable: factor) == df)
    }
    #expect(result.row("interaction_chi_squared", variable: "differ")?.n == 594)
    #expect(
      result.cautions.filter { $0.kind == .missingValues }.map(\.message) == [
        "12 of 619 subjects are left out: 12 without nodes.",
        "Subjects left out of their factor alone: 13 without differ.",
      ])
    #expect(result.caution(.multiplicity) != nil)
  }

  @Test("the figure has a line for all, a heading for each factor with its p, and a box for each level") func figure()
    throws
  {
    let result = try forest()
    let forest = try #require(result.figures.first?.forest)
    #expect(
      forest.lines.map(\.kind) == [
        .pooled, .heading, .estimate, .estimate, .heading, .estimate, .estimate, .estimate, .heading, .estimate,
        .estimate,
      ])
    #expect(forest.noEffect == 1 && forest.axis.scale == .log && forest.below == "Lower hazard: Lev+5FU")
    #expect(forest.lines[1].cells.last == result.value("interaction_p_value", variable: "age >= 60"))
    #expect(forest.lines[2].estimate == result.value("hazard_ratio", group: "no", variable: "age >= 60"))
    let weights = forest.lines.compactMap(\.weight)
    expectClose(weights[0], 1 / (0.120629044313416 * 0.120629044313416), relative: 1e-6)
  }

  @Test("a number has the hazard ratio of one unit, and no groups; named subgroups keep their names") func number()
    throws
  {
    let result = try ReferenceCohort.lung().ask(
      "subgroups", ["endpoint": "os", "by": "age", "subgroups": ["Women": "sex == '2'"]])
    let women = try ReferenceCohort.lung().where("sex == '2'").ask("cox", ["endpoint": "os", "covariates": "age"])
    let model = try ReferenceCohort.lung().ask("cox", ["endpoint": "os", "covariates": "age * (sex == '2')"])
    expectClose(
      result.number("coefficient", group: "yes", variable: "sex == '2'"),
      women.number("coefficient", variable: "age") ?? .nan)
    expectClose(
      result.number("interaction_chi_squared", variable: "sex == '2'"),
      model.number("term_likelihood_ratio_chi_squared", variable: "age × sex == '2'") ?? .nan)
    #expect(result.row("n_reference", group: "yes", variable: "sex == '2'") == nil)
    #expect(result.figures[0].forest?.lines[1].label == "Women")
    #expect(result.caution(.multiplicity) == nil)
  }

  @Test("levels that are codes are shown by what they mean, and asked for by what they are") func codes() throws {
    var dictionary = PooledCohort.dictionary
    dictionary.columns["diagnosis"]?.levelLabels = ["B-ALL": "B-cell leukaemia", "T-ALL": "T-cell leukaemia"]
    let cohort = try Cohort(
      name: "pooled", subjects: Table(name: "subjects", columns: PooledCohort.columns), dictionary: dictionary)
    let result = try cohort.ask(
      "subgroups", ["endpoint": "pfs", "by": "age >= 40", "subgroups": "diagnosis", "minimum_events": 2])
    #expect(
      result.tables[0].lines.map(\.label) == ["All subjects", "Diagnosis", "B-cell leukaemia", "T-cell leukaemia"])
    #expect(result.figures[0].forest?.lines.map(\.label) == result.tables[0].lines.map(\.label))
    let ratio = try #require(result.row("hazard_ratio", group: "T-ALL", variable: "diagnosis"))
    #expect(result.value("n", group: "T-ALL", variable: "diagnosis") == .count(ratio.n ?? -1))
    #expect(ratio.method == "Cox, Efron's method for ties")
    #expect(result.row("hazard_ratio_lower", group: "T-ALL", variable: "diagnosis")?.method == "Wald interval, 95%")
    #expect(result.row("interaction_p_value", variable: "diagnosis")?.n == 16)
    let cox = try cohort.ask(
      "cox", ["endpoint": "pfs", "covariates": "diagnosis", "reference": ["diagnosis": "T-ALL"]])
    #expect(cox.tables[0].lines.map(\.label) == ["Diagnosis: B-cell leukaemia (against T-cell leukaemia)"])
    #expect(cox.row("hazard_ratio", variable: "diagnosis: B-ALL") != nil)
  }

  @Test("few events, no events in a group, one group only: lines with reasons") func reasons() throws {
    let cohort = try PooledCohort.make()
    let result = try cohort.ask(
      "subgroups",
      ["endpoint": "pfs", "by": "age >= 40", "subgroups": ["diagnosis", "trial", "age >= 40"], "minimum_events": 9])
    #expect(
      result.value("hazard_ratio", group: "T-ALL", variable: "diagnosis")
        == .notEstimable("6 events, fewer than minimum_events = 9"))
    #expect(result.caution(.smallGroup)?.message.hasPrefix("Fewer than ten events in \"Diagnosis: B-ALL\" (") == true)
    #expect(
      result.value("hazard_ratio", group: "yes", variable: "age >= 40")
        == .notEstimable("Age ≥ 40 has fewer than two groups"))
    #expect(
      result.value("interaction_p_value", variable: "age >= 40")
        == .notEstimable("there is no interaction that can be estimated"))
  }

  @Test("three groups are refused; what becomes known later is flagged, as group and as factor") func questions() throws
  {
    #expect(
      try ReferenceCohort.veteran().complaint(
        "subgroups", ["endpoint": "os", "by": "celltype", "subgroups": "trt"])
        == "survival.subgroups: \"by\" should be two groups or a number; \"celltype\" has 4: \"squamous\", \"smallcell\", "
        + "\"adeno\", \"large\"; name two by an expression, or restrict the cohort")
    let late = try PooledCohort.make().ask(
      "subgroups", ["endpoint": "pfs", "by": "transplanted", "subgroups": "response"])
    #expect(late.cautions.filter { $0.kind == .immortalTime }.count == 2)
  }

  @Test("the reference may be named: the hazard ratio turns over") func reference() throws {
    let cohort = try ReferenceCohort.colon()
    let plain = try cohort.ask("subgroups", ["endpoint": "os", "by": "rx", "subgroups": "node4"])
    let turned = try cohort.ask(
      "subgroups", ["endpoint": "os", "by": "rx", "subgroups": "node4", "reference": ["rx": "Lev+5FU"]])
    for level in ["0", "1"] {
      expectClose(
        (plain.number("hazard_ratio", group: level, variable: "node4") ?? 0)
          * (turned.number("hazard_ratio", group: level, variable: "node4") ?? 0), 1, relative: 1e-7)
    }
  }
}
