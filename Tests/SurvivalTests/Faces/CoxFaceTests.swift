import Analyses
import Cohorts
import RealModule
import TestSupport
import Testing

/// Truth from R 4.2.2 and survival 3.5-3, on `veteran`:
/// `coxph(Surv(time, status) ~ trt * celltype + karno + poly(age, 2), control = coxph.control(eps = 1e-12))`.
@Suite("The tests that a Cox model comes with, against R") struct CoxFaceTests {
  private func model(scale: String = "km") throws -> AnalysisResult {
    try ReferenceCohort.veteran().ask(
      "cox",
      [
        "endpoint": "os", "covariates": ["trt * celltype", "karno", "poly(age, 2)"],
        "proportional_hazards": .text(scale),
      ])
  }

  @Test("each term by likelihood ratio, without what contains it, and by Wald as it stands") func terms() throws {
    let result = try model()
    // 2 (logLik of the larger - logLik of the smaller); b' V[i, i]^-1 b.
    let truth: KeyValuePairs<String, (Double, Double, Double)> = [
      "trt": (1, 2.16275702070004, 0.605057506714444), "celltype": (3, 18.0267646686181, 5.65317878169491),
      "karno": (1, 32.4993262069157, 32.6208746812676), "poly(age, 2)": (2, 0.729197411225528, 0.738660198334417),
      "trt × celltype": (3, 6.39827217950301, 6.59137113271058),
    ]
    for (name, (df, ratio, wald)) in truth {
      #expect(result.number("term_df", variable: name) == df)
      expectClose(
        result.number("term_likelihood_ratio_chi_squared", variable: name), ratio, relative: 1e-9, absolute: 1e-9)
      expectClose(result.number("term_wald_chi_squared", variable: name), wald, relative: 1e-6)
    }
    #expect(result.tables.map(\.title).contains("Tests of terms"))
  }

  /// `cox.zph(fit, transform = …)$table`.
  @Test(
    "proportional hazards by term and for all",
    arguments: [
      (
        "km", [1.17634210347221, 12.61362920068782, 12.68981900977023, 2.87919740156485, 13.38405893566877],
        38.68225819123668
      ),
      (
        "rank", [1.20853309598362, 12.75079527218080, 13.28564059121694, 2.80250898057512, 13.29593915415624],
        39.52958859250577
      ),
      (
        "log", [1.02707064873749, 12.60338486893768, 9.67133638689564, 3.93731909513086, 15.56511553995560],
        37.65719795670944
      ),
      (
        "identity", [0.197293615647759, 14.789550518520908, 6.201104414671464, 1.819404711952382, 14.646684399241266],
        36.740250080255031
      ),
    ])
  func proportionalHazards(scale: String, terms: [Double], global: Double) throws {
    let result = try model(scale: scale)
    for (name, chi) in zip(["trt", "celltype", "karno", "poly(age, 2)", "trt × celltype"], terms) {
      expectClose(result.number("proportional_hazards_chi_squared", variable: name), chi, relative: 1e-6)
    }
    expectClose(result.number("proportional_hazards_chi_squared", variable: "all terms"), global, relative: 1e-6)
    #expect(result.number("proportional_hazards_df", variable: "all terms") == 10)
    let caution = try #require(result.caution(.nonProportionalHazards))
    #expect(caution.message.contains("for \"celltype\", \"karno\", \"trt × celltype\": each"))
    #expect(caution.remedy?.contains("survival.proportional_hazards") == true)
  }

  @Test("concordance with its standard error, AIC and BIC") func summaries() throws {
    let result = try model()
    expectClose(result.number("concordance"), 0.731940027260336, relative: 1e-9)
    expectClose(result.number("concordance_standard_error"), 0.000426450671199738.squareRoot(), relative: 1e-7)
    expectClose(result.number("aic"), 962.45406882288, relative: 1e-10)
    expectClose(result.number("bic"), 990.974371462076, relative: 1e-10)
  }

  /// `C %*% coef(fit)` with `C %*% vcov(fit) %*% t(C)`, of `~ celltype + karno`.
  @Test("contrasts, each and together") func contrasts() throws {
    let question: KeyValuePairs<String, Argument> = [
      "endpoint": "os", "covariates": ["celltype", "karno"],
      "contrasts": [
        "adeno against large": ["celltype: adeno": 1, "celltype: large": -1],
        "small against adeno": ["celltype: smallcell": 1, "celltype: adeno": -1],
      ],
    ]
    let result = try ReferenceCohort.veteran().ask("cox", question)
    let truth: [(String, [Double])] = [
      (
        "small against adeno",
        [
          -0.442398864406765, 0.255467959202879, 0.642493316625114, 0.389416091273341, 1.06004264117115,
          0.08332350454219040,
        ]
      ),
      (
        "adeno against large",
        [
          0.832088365104607, 0.293414710351426, 2.298113031467885, 1.293053014722756, 4.08438280972948,
          0.00456998784658303,
        ]
      ),
    ]
    let statistics = [
      "contrast", "contrast_standard_error", "contrast_hazard_ratio", "contrast_hazard_ratio_lower",
      "contrast_hazard_ratio_upper", "contrast_p_value",
    ]
    for (name, values) in truth {
      for (statistic, value) in zip(statistics, values) {
        expectClose(result.number(statistic, variable: name), value, relative: 1e-6, because: statistic)
      }
    }
    expectClose(result.number("contrast_chi_squared", variable: "all contrasts"), 8.07775517443402, relative: 1e-6)
    #expect(result.number("contrast_df", variable: "all contrasts") == 2)
  }

  @Test("a contrast of what is no coefficient is refused; that of the reference is zero") func contrastNames() throws {
    let cohort = try ReferenceCohort.veteran()
    func contrasts(_ name: String) -> KeyValuePairs<String, Argument> {
      ["endpoint": "os", "covariates": "celltype", "contrasts": ["x": .map([.init(name, .integer(1))])]]
    }
    #expect(
      try cohort.complaint("cox", contrasts("celltype: adena"))
        == "survival.cox: contrast \"x\" names \"celltype: adena\", which is no coefficient; did you mean \"celltype: adeno\"?"
    )
    let zero = try cohort.ask("cox", contrasts("celltype: squamous"))
    #expect(zero.number("contrast", variable: "x") == 0)
    #expect(zero.number("contrast_df", variable: "all contrasts") == 0)
  }

  /// Truth by mpmath, as in `FirthCoxTests`: the efron model of a group `g` without events, beside `z`.
  @Test("Firth's penalty: finite hazard ratios of a group without events, with profile limits") func firth() throws {
    let time = [2.0, 3, 3, 5, 6, 6, 8, 9, 11, 12, 14, 15]
    let event = [true, true, true, false, true, true, true, false, true, false, false, false]
    let z = [0.5, -1.2, 0.3, 0.8, 1.1, -0.4, 0, 0.9, -0.7, -1.5, 0.2, 0.6]
    let cohort = try PooledCohort.few(zip(time, event).map { ($0, $1, nil) })
      .deriving(
        Column(flags: [3, 7, 9, 10].reduce(into: Array(repeating: false, count: 12)) { $0[$1] = true }), as: "g",
        description: ColumnDescription(knownAt: .baseline)
      )
      .deriving(Column(numbers: z), as: "z", description: ColumnDescription(knownAt: .baseline))
    let result = try cohort.ask("cox", ["endpoint": "os", "covariates": ["g", "z"], "penalty": "firth"])
    expectClose(result.number("coefficient", variable: "g"), -2.341291425913042, relative: 1e-9)
    expectClose(result.number("standard_error", variable: "g"), 1.521223826042319, relative: 1e-9)
    expectClose(
      result.number("hazard_ratio_lower", variable: "g").map { Double.log($0) }, -7.209659144083975, relative: 1e-8)
    expectClose(
      result.number("hazard_ratio_upper", variable: "g").map { Double.log($0) }, -0.2278396046557597, relative: 1e-8)
    expectClose(result.number("penalized_log_likelihood"), -10.86614381687314, relative: 1e-10)
    #expect(result.caution(.separation) == nil)
    #expect(result.tables[0].columns.last?.cell == .value("penalized_p_value"))
    #expect(
      try cohort.complaint("cox", ["endpoint": "os", "covariates": ["g"], "penalty": "firth", "case_weights": "time"])
        == "Firth's penalty has no robust standard errors; leave out clusters and case weights")
  }

  /// `coxph(Surv(time, status == 2) ~ age + sex, lung, weights = w_int, robust = TRUE)`, and with `cluster = inst`.
  @Test("case weights: robust standard errors by subject, or by cluster where one is named") func caseWeights() throws {
    let question: KeyValuePairs<String, Argument> = [
      "endpoint": "os", "covariates": ["age", "sex"], "case_weights": "w_int",
    ]
    let result = try ReferenceCohort.lung().ask("cox", question)
    for (statistic, value) in [
      ("coefficient", -0.6649860336990119), ("standard_error", 0.12221468480349736),
      ("robust_standard_error", 0.18012259451066295), ("hazard_ratio_lower", 0.361309686252871),
      ("hazard_ratio_upper", 0.732016491680678), ("z", -3.69185240477782), ("wald_p_value", 0.000222626654176187),
    ] { expectClose(result.number(statistic, variable: "sex: 2"), value, relative: 1e-6, because: statistic) }
    expectClose(result.number("chi_squared", variable: "wald"), 20.024957440176, relative: 1e-6)
    expectClose(result.number("concordance"), 0.618569730338485, relative: 1e-9)
    #expect(result.row("n")?.value == .count(228), "subjects, and not the sum of their weights")
    let clustered = try ReferenceCohort.lung().ask(
      "cox", ["endpoint": "os", "covariates": ["age", "sex"], "case_weights": "w_int", "cluster": "inst"])
    expectClose(clustered.number("coefficient", variable: "sex: 2"), -0.6641842972250567, relative: 1e-7)
    expectClose(clustered.number("robust_standard_error", variable: "sex: 2"), 0.16073839852724822, relative: 1e-6)
    #expect(clustered.row("n")?.value == .count(227))
  }
}
