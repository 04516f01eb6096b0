import Analyses
import Cohorts
import Survival
import TestSupport
import Testing

/// R 4.2.2, survival 3.5-3, on lung by sex: survfit(Surv(time, status == 2) ~ 1) of each sex and the sums below by hand.
@Suite("Restricted means, milestones and quantiles, group against group") struct GroupContrastTests {
  private let pair = "2 vs 1"

  /// summary(fit, rmean = tau)$table; the difference and the log ratio with the root of the summed variances.
  @Test("restricted means to day 365, and to the smallest of the last times, 965") func restrictedMeans() throws {
    let cohort = try ReferenceCohort.lung()
    let chosen = try cohort.ask("restricted_mean", ["endpoint": "os", "by": "sex", "horizon": 365])
    func expect(_ name: String, _ value: Double, group: String? = nil) {
      expectClose(
        chosen.number("restricted_mean" + name, group: group, variable: group == nil ? pair : nil, time: 365), value,
        relative: 1e-10, because: name)
    }
    expect("", 241.495085192057, group: "1")
    expect("_se", 10.3582264910969, group: "1")
    expect("", 297.465409532037, group: "2")
    expect("_difference", 55.9703243399798)
    expect("_difference_se", 14.9581258604241)
    expect("_difference_lower", 26.6529363773313)
    expect("_difference_upper", 85.2877123026282)
    expect("_difference_p_value", 0.000182706461311161)
    expect("_ratio", 1.2317658940987)
    expect("_ratio_lower", 1.10334339056206)
    expect("_ratio_upper", 1.37513600103398)
    expect("_ratio_p_value", 0.000206761222503229)
    #expect(chosen.caution(.horizonBeyondFollowUp) == nil)
    let usual = try cohort.ask("restricted_mean", ["endpoint": "os", "by": "sex"])
    expectClose(
      usual.number("restricted_mean_difference", variable: pair, time: 965), 131.855668449528, relative: 1e-10)
    #expect(usual.methods[0].contains("Horizon: 965 days, the smallest of the groups' last observed times."))
  }

  @Test("a horizon beyond the last observation is said, with the groups that do not reach it") func beyond() throws {
    let result = try ReferenceCohort.lung().ask("restricted_mean", ["endpoint": "os", "by": "sex", "horizon": 1000])
    #expect(
      result.caution(.horizonBeyondFollowUp)?.message
        == "The horizon of 1000 days lies beyond the last observation: \"2\" to 965 days. Survival is carried forward from there."
    )
  }

  @Test("a reference may be named, each two compared; a name that is none is refused") func references() throws {
    let cohort = try ReferenceCohort.lung()
    let other = try cohort.ask("restricted_mean", ["endpoint": "os", "by": "sex", "horizon": 365, "reference": "2"])
    expectClose(
      other.number("restricted_mean_difference", variable: "1 vs 2", time: 365), -55.9703243399798, relative: 1e-10)
    let veteran = try ReferenceCohort.veteran().ask(
      "milestones", ["endpoint": "os", "by": "celltype", "times": 100, "compare": "pairs"])
    #expect(veteran.rows.filter { $0.statistic == "survival_difference" }.count == 6)
    #expect(
      try cohort.complaint("quantiles", ["endpoint": "os", "by": "sex", "reference": "men"])
        == "survival.quantiles: \"reference\" should be one of the groups (\"1\", \"2\"), found \"men\"")
  }

  @Test(
    "survival at days 180 and 365: the difference, and the test on the log-log scale",
    arguments: [
      (
        180.0, [0.197936704046001, 0.0562116451910808, 0.0877639039597381, 0.308109504132263, 0.000429475725504781],
        9.57290109446278, 0.00197470484630876
      ),
      (
        365, [0.190375195546527, 0.0738518773801789, 0.045628175690708, 0.335122215402346, 0.00994322069068124],
        6.20657394771534, 0.012727672667574
      ),
    ])
  func milestones(time: Double, difference: [Double], statistic: Double, pValue: Double) throws {
    let result = try ReferenceCohort.lung().ask("milestones", ["endpoint": "os", "by": "sex", "times": [180, 365]])
    for (name, value) in zip(["", "_se", "_lower", "_upper"], difference) {
      expectClose(
        result.number("survival_difference" + name, variable: pair, time: time), value, relative: 1e-9, because: name)
    }
    expectClose(result.number("p_value", variable: pair, time: time), difference[4], relative: 1e-9)
    expectClose(result.number("chi_squared_log_log", variable: pair, time: time), statistic, relative: 1e-9)
    expectClose(result.number("p_value_log_log", variable: pair, time: time), pValue, relative: 1e-9)
  }

  /// summary(survfit(Surv(time, status == 2) ~ 1, subset(lung, sex == 1 and time > 180)), times = 365).
  @Test("survival to day 365 given day 180 is that of those still observed after it") func conditional() throws {
    let cohort = try ReferenceCohort.lung()
    let result = try cohort.ask("milestones", ["endpoint": "os", "by": "sex", "times": [100, 365], "given": 180])
    expectClose(result.number("survival", group: "1", time: 365), 0.521498970208375, relative: 1e-12)
    expectClose(result.number("survival_se", group: "1", time: 365), 0.0587425537664643, relative: 1e-12)
    expectClose(result.number("survival_lower", group: "1", time: 365), 0.418189022548408, relative: 1e-12)
    expectClose(result.number("survival", group: "2", time: 365), 0.624954848374349, relative: 1e-12)
    #expect(result.value("n", group: "1") == .count(88) && result.value("n", group: "2") == .count(71))
    #expect(result.value("survival", group: "1", time: 100) == .notEstimable("before the curve begins"))
    let whole = try cohort.ask("milestones", ["endpoint": "os", "by": "sex", "times": [180, 365]])
    let ratio =
      try #require(whole.number("survival", group: "1", time: 365))
      / #require(whole.number("survival", group: "1", time: 180))
    expectClose(result.number("survival", group: "1", time: 365), ratio, relative: 1e-12, because: "S(t)/S(s)")
  }

  /// Every pair of steps of both curves tried, in R.
  @Test(
    "differences and ratios of quartiles of lung by Su and Wei",
    arguments: [
      ("median", [156.0, 48, 297, 1.57777777777778, 1.15841584158416, 2.33183856502242, 0.00234086305849157]),
      ("25%", [82, 19, 187, 1.56944444444444, 1.11656441717791, 2.66363636363636, 0.0142742273772079]),
      ("75%", [230, 5, 357, 1.50328227571116, 1.00963391136802, 1.9622641509434, 0.0401868767239148]),
    ])
  func quantiles(share: String, expected: [Double]) throws {
    let result = try ReferenceCohort.lung().ask("quantiles", ["endpoint": "os", "by": "sex"])
    let names = [
      "quantile_difference", "quantile_difference_lower", "quantile_difference_upper", "quantile_ratio",
      "quantile_ratio_lower", "quantile_ratio_upper", "p_value",
    ]
    for (name, value) in zip(names, expected) {
      expectClose(result.number(name, variable: "\(pair), \(share)"), value, relative: 1e-9, because: name)
    }
  }

  @Test("of a group that does not reach its median there is no difference; of nobody nothing at all") func nothing()
    throws
  {
    let cohort = try PooledCohort.few((1...8).map { (Double($0), $0 % 2 == 1, nil) })
    let result = try cohort.ask("quantiles", ["endpoint": "os", "by": "group", "quantiles": 0.5])
    #expect(
      result.value("quantile_difference", variable: "B vs A, median")
        == .notEstimable("not reached in one of the groups, or its variance is undefined there"))
    let nobody = try PooledCohort.few([])
    for (function, arguments) in [
      ("restricted_mean", ["endpoint": "os", "by": "group"]), ("quantiles", ["endpoint": "os", "by": "group"]),
      ("milestones", ["endpoint": "os", "by": "group", "times": 3]),
      ("nelson_aalen", ["endpoint": "os", "by": "group", "times": 3]),
      ("max_combo", ["endpoint": "os", "by": "group"]),
    ] as [(String, KeyValuePairs<String, Argument>)] {
      let result = try nobody.ask(function, arguments)
      #expect(result.value("n", group: "A") == .count(0), "\(function)")
    }
  }
}
