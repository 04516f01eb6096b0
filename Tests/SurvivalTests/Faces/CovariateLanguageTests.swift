import Analyses
import Cohorts
import Statistics
import Survival
import RealModule
import TestSupport
import Testing

/// Truth from R 4.2.2, survival 3.5-3 and rms: `coxph(…, control = coxph.control(eps = 1e-12))`.
///
/// The formula stands beside the numbers. Both fits are iterative, hence the tolerance.
@Suite("Covariates in R's language, against R") struct CovariateLanguageTests {
  private func expect(
    _ covariates: Argument, _ terms: KeyValuePairs<String, (Double, Double)?>, logLikelihood: Double,
    on cohort: Cohort? = nil, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let result = try (cohort ?? ReferenceCohort.lung()).ask("cox", ["endpoint": "os", "covariates": covariates])
    let named = result.rows.filter { $0.statistic == "coefficient" }.compactMap(\.variable)
    #expect(named == terms.map(\.key), sourceLocation: sourceLocation)
    for (name, truth) in terms {
      guard let truth else {
        #expect(result.number("coefficient", variable: name) == nil, sourceLocation: sourceLocation)
        continue
      }
      expectClose(
        result.number("coefficient", variable: name), truth.0, relative: 1e-7, because: name,
        sourceLocation: sourceLocation)
      expectClose(
        result.number("standard_error", variable: name), truth.1, relative: 1e-7, because: name,
        sourceLocation: sourceLocation)
    }
    expectClose(result.number("log_likelihood"), logLikelihood, relative: 1e-11, sourceLocation: sourceLocation)
  }

  @Test("a number and a category: ~ age * sex") func numberByCategory() throws {
    try expect(
      "age * sex",
      [
        "age": (0.0203426647444357, 0.0113950745097566), "sex: 2": (0.0953223158054931, 1.2287182630957325),
        "age × sex: 2": (-0.0096885590386896, 0.0194139422031816),
      ], logLikelihood: -742.7241399918507)
  }

  @Test("without main effects a category has all of its levels: ~ age:sex, ~ sex + age:sex") func marginality() throws {
    try expect(
      "age:sex",
      [
        "age × sex: 1": (0.0198212817933768, 0.00919125982373016),
        "age × sex: 2": (0.0116243484499304, 0.00953651557139448),
      ], logLikelihood: -742.7271461729940)
    try expect(
      ["sex", "age:sex"],
      [
        "sex: 2": (0.0953223158054958, 1.2287182630957367), "sex: 1 × age": (0.0203426647444357, 0.0113950745097565),
        "sex: 2 × age": (0.0106541057057461, 0.0157204058963575),
      ], logLikelihood: -742.7241399918508)
  }

  @Test("two categories: ~ ecog * sex, ~ ecog:sex with its last pair aliased, ~ sex + ecog:sex") func categories()
    throws
  {
    let cohort = try ReferenceCohort.lung().where("ph.ecog < '3'")
    try expect(
      "ph.ecog * sex",
      [
        "ph.ecog: 1": (0.4038283280802981, 0.235256444300096), "ph.ecog: 2": (0.8459497817155598, 0.268898991979673),
        "sex: 2": (-0.6769287705922621, 0.384350777114609),
        "ph.ecog: 1 × sex: 2": (0.0773226352833033, 0.451686148384828),
        "ph.ecog: 2 × sex: 2": (0.3291172012088487, 0.495756679658307),
      ], logLikelihood: -724.9959519816682, on: cohort)
    try expect(
      "ph.ecog:sex",
      [
        "ph.ecog: 0 × sex: 1": (-0.4981382123321565, 0.316885976567965),
        "ph.ecog: 1 × sex: 1": (-0.0943098842518541, 0.285246244663285),
        "ph.ecog: 2 × sex: 1": (0.3478115693834090, 0.315015739373624),
        "ph.ecog: 0 × sex: 2": (-1.1750669829244111, 0.417391745424506),
        "ph.ecog: 1 × sex: 2": (-0.6939160195608118, 0.316150394517392), "ph.ecog: 2 × sex: 2": nil,
      ], logLikelihood: -724.9959519816682, on: cohort)
    try expect(
      ["sex", "ph.ecog:sex"],
      [
        "sex: 2": (-0.676928770592250, 0.384350777114609),
        "sex: 1 × ph.ecog: 1": (0.403828328080309, 0.235256444300097),
        "sex: 2 × ph.ecog: 1": (0.481150963363600, 0.384115368316897),
        "sex: 1 × ph.ecog: 2": (0.845949781715571, 0.268898991979674),
        "sex: 2 × ph.ecog: 2": (1.175066982924407, 0.417391745424506),
      ], logLikelihood: -724.9959519816691, on: cohort)
  }

  @Test("polynomials, orthogonal and raw: ~ poly(age, 3) + sex, ~ poly(age, 2, raw = TRUE)") func polynomials() throws {
    try expect(
      ["poly(age, 3)", "sex"],
      [
        "poly(age, 3): 1": (2.614229381897243, 1.298156476952011),
        "poly(age, 3): 2": (0.171801609156498, 1.384994576189079),
        "poly(age, 3): 3": (2.288479653272124, 1.384409202766575), "sex: 2": (-0.505682699149500, 0.167839115146603),
      ], logLikelihood: -741.3552320782578)
    try expect(
      "poly(age, 2, raw)",
      [
        "poly(age, 2, raw): 1": (-0.031348076867366702, 0.106833533251603149),
        "poly(age, 2, raw): 2": (0.000408753976703343, 0.000869743335818456),
      ], logLikelihood: -747.6810919009871)
  }

  @Test("restricted cubic splines with Harrell's knots: ~ rcs(age, k)") func splines() throws {
    let result = try ReferenceCohort.lung().ask("cox", ["endpoint": "os", "covariates": "rcs(age, 4)"])
    for (place, knot) in [45.35, 59, 67, 75].enumerated() {
      expectClose(result.number("knot", variable: "rcs(age, 4): knot \(place + 1)"), knot, relative: 1e-12)
    }
    try expect(
      "rcs(age, 4)",
      [
        "rcs(age, 4): 1": (0.0424023871272206, 0.0361827448021502),
        "rcs(age, 4): 2": (-0.0765730453693989, 0.0714718673911155),
        "rcs(age, 4): 3": (0.4525798799589460, 0.3465776080322923),
      ], logLikelihood: -746.7437126552313)
    for (count, logLikelihood) in [(3, -747.6032872281593), (5, -746.5246409294248), (7, -746.1635357909681)] {
      let result = try ReferenceCohort.lung().ask("cox", ["endpoint": "os", "covariates": .text("rcs(age, \(count))")])
      expectClose(result.number("log_likelihood"), logLikelihood, relative: 1e-10)
    }
  }

  @Test("a spline with named knots, bent differently by sex: ~ rcs(age, c(50, 60, 70)) * sex") func splineByCategory()
    throws
  {
    try expect(
      "rcs(age, {50, 60, 70}) * sex",
      [
        "rcs(age, {50, 60, 70}): 1": (-0.00258012977646767, 0.0271706467793181),
        "rcs(age, {50, 60, 70}): 2": (0.02591032878606276, 0.0285515924174675),
        "sex: 2": (-2.19108665765100197, 2.6869342788275663),
        "rcs(age, {50, 60, 70}): 1 × sex: 2": (0.03342097804580353, 0.0491731557362121),
        "rcs(age, {50, 60, 70}): 2 × sex: 2": (-0.05127536977736188, 0.0549150719920230),
      ], logLikelihood: -742.1769882339535)
  }

  @Test(
    "offset, strata and cluster: ~ age + offset(ph.karno/100) + strata(sex) + cluster(inst), as list and as formula")
  func specials() throws {
    let cohort = try ReferenceCohort.lung()
    let answers = [
      try cohort.ask(
        "cox",
        ["endpoint": "os", "covariates": ["age", "offset(ph.karno / 100)", "strata(sex)", "cluster(inst)"]]),
      try cohort.ask(
        "cox",
        [
          "endpoint": "Surv(time, status == 2) ~ age + offset(ph.karno / 100) + strata(sex) + cluster(inst)"
        ]),
      try cohort.ask(
        "cox", ["endpoint": "os", "covariates": ["age", "offset(ph.karno / 100)"], "strata": "sex", "cluster": "inst"]),
    ]
    for result in answers {
      expectClose(result.number("coefficient", variable: "age"), 0.0194527990437668, relative: 1e-7)
      expectClose(result.number("robust_standard_error", variable: "age"), 0.00691457433436014, relative: 1e-7)
      expectClose(result.number("standard_error", variable: "age"), 0.00929814679983425, relative: 1e-7)
      expectClose(result.number("log_likelihood"), -637.3031049252864, relative: 1e-11)
      #expect(result.row("n")?.value == .count(226))
      #expect(
        result.value("term_likelihood_ratio_p_value", variable: "age")
          == .notEstimable("not valid with robust standard errors"))
    }
  }

  @Test("numbers as a category are the category") func factor() throws {
    let cohort = try ReferenceCohort.veteran()
    let factor = try cohort.ask("cox", ["endpoint": "os", "covariates": ["factor(trt)", "karno"]])
    let flag = try cohort.ask("cox", ["endpoint": "os", "covariates": ["trt == 2", "karno"]])
    expectClose(
      factor.number("coefficient", variable: "factor(trt): 2"),
      flag.number("coefficient", variable: "trt == 2") ?? .nan, relative: 1e-12)
    #expect(factor.value("reference", variable: "factor(trt): 2") == .text("1"))
  }

  @Test("orders of terms and frequency weights change nothing") func properties() throws {
    let cohort = try ReferenceCohort.ties()
    let once = try cohort.replicated(by: "w_int").ask(
      "cox", ["endpoint": "os", "covariates": ["poly(x, 2)", "rcs(x, 3)"]])
    let weighted = try cohort.ask(
      "cox", ["endpoint": "os", "covariates": ["poly(x, 2)", "rcs(x, 3)"], "weights": "w_int"])
    for (left, right) in zip(once.rows, weighted.rows) where left.statistic != "iterations" {
      guard let number = left.value.double else { continue }
      expectClose(right.value.double, number, relative: 1e-8, absolute: 1e-9, because: "\(left)")
    }
    let lung = try ReferenceCohort.lung()
    let ways: [Argument] = [["age * sex"], ["sex * age"], ["age", "sex", "sex:age"], ["age", "age * sex"]]
    for way in ways {
      let result = try lung.ask("cox", ["endpoint": "os", "covariates": way])
      expectClose(result.number("log_likelihood"), -742.7241399918507, relative: 1e-11)
    }
  }

  @Test("a spline of fewer values than knots, and a polynomial of a constant, are said to be aliased") func degenerate()
    throws
  {
    let cohort = try PooledCohort.few((0..<12).map { (Double($0 + 1), true, nil) }).deriving(
      "two", from: "(time * 7) % 2")
    let result = try cohort.ask("cox", ["endpoint": "os", "covariates": ["rcs(two, 4)", "poly(two, 3)"]])
    #expect(result.caution(.aliased) != nil)
    #expect(result.number("coefficient", variable: "rcs(two, 4): 1") != nil)
    #expect(result.number("coefficient", variable: "rcs(two, 4): 3") == nil)
  }
}

@Suite("Harrell's knots, as Hmisc::rcspline.eval places them") struct SplineKnotTests {
  @Test("ties at the ends, fewer than a hundred values") func knots() throws {
    let zeros = [Double](repeating: 0, count: 10)
    let first = try #require(RestrictedCubicSpline(harrell: zeros + (1...90).map { pow($0, 1.1) }, count: 4))
    expectClose(first.knots, [1, 7.70791163917412, 67.45802388973733, 134.26051117823482], relative: 1e-12)
    let second = try #require(
      RestrictedCubicSpline(harrell: zeros + zeros + (1...150).map { pow($0, 1.1) }, count: 5))
    expectClose(
      second.knots, [1, 11.7626487211005, 80.1423047981690, 155.3542118981591, 234.1702718418513], relative: 1e-12)
    let third = try #require(
      RestrictedCubicSpline(harrell: [Double](repeating: 200, count: 20) + (1...50).map(Double.init), count: 3))
    expectClose(third.knots, [5, 44.2, 50], relative: 1e-12)
    #expect(RestrictedCubicSpline(harrell: [1, 1, 2, 2, 1, 2, 1], count: 3) == nil)
    #expect(RestrictedCubicSpline(harrell: [], count: 3) == nil)
  }

  @Test("linear beyond the outer knots, and x itself first") func linear() throws {
    let spline = try #require(RestrictedCubicSpline(knots: [1, 2, 4]))
    let columns = spline.columns([-3, 0, 1, 10, 11, 12])
    #expect(columns[0] == [-3, 0, 1, 10, 11, 12] && Array(columns[1].prefix(3)) == [0, 0, 0])
    expectClose(columns[1][5] - columns[1][4], columns[1][4] - columns[1][3], relative: 1e-12)
  }

  private func pow(_ base: Int, _ power: Double) -> Double { Double.exp(power * .log(Double(base))) }
}

@Suite("Orthogonal polynomials") struct OrthogonalPolynomialTests {
  /// R: `poly(c(1, 2, 4, 8), 2)`.
  @Test("are R's, orthogonal and of length one") func columns() throws {
    let columns = OrthogonalPolynomials([1, 2, 4, 8], degree: 2).columns([1, 2, 4, 8])
    for (i, a) in columns.enumerated() {
      expectClose(a.reduce(0, +), 0, absolute: 1e-14)
      for (j, b) in columns.enumerated() {
        expectClose(zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }, i == j ? 1 : 0, absolute: 1e-14)
      }
    }
    #expect(columns[0][0] < columns[0][3] && columns[1][3] > 0)
  }
}
