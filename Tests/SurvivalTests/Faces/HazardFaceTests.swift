import Analyses
import Cohorts
import TestSupport
import Testing

@Suite("Hazards, log-minus-log curves and risk tables as scripts ask for them") struct HazardFaceTests {
  @Test("the hazard is given in the unit asked for, with its bandwidth stated") func units() throws {
    let lung = try ReferenceCohort.lung()
    let days = try lung.ask("hazard", ["endpoint": "os", "by": "sex", "times": [300, 2000]])
    let months = try lung.ask(
      "hazard", ["endpoint": "os", "by": "sex", "times": 300, "per": "months", "display_unit": "years"])
    // By NumPy, as the mathematics.
    days.expect("hazard", .number(0.00342580777634424), group: "1", time: 300, relative: 1e-10)
    days.expect("bandwidth", .number(192.137646664289), group: "1")
    months.expect("hazard", .number(0.00342580777634424 * 30.4375), group: "1", time: 300, relative: 1e-10)
    // h exp(± 1.959964 se/h), by Python.
    expectClose(days.number("hazard_upper", group: "1", time: 300), 0.004507595506632789, relative: 1e-9)
    #expect(days.row("hazard", group: "1", time: 300)?.unit == "per day")
    #expect(months.row("hazard", group: "1", time: 300)?.unit == "per month")
    #expect(
      days.value("hazard", group: "1", time: 2000) == .notEstimable("outside of the time in which enough are at risk"))
    let panel = try #require(months.figures.first?.chart?.panels.first)
    #expect(panel.y.label == "Hazard per month" && panel.x.unit == "years" && panel.marks.count == 4)
    #expect(
      months.figures[0].notes[0].hasPrefix("Bandwidth, days: 192.1 (1), 70 (2)"), "\(months.figures[0].notes)")
    let wide = try lung.ask("hazard", ["endpoint": "os", "bandwidth": 100])
    #expect(wide.number("bandwidth", group: "All subjects") == 100)
    #expect(wide.methods[0].contains("bandwidth 100 days"))
  }

  @Test("a bandwidth is one number above 0") func bandwidth() throws {
    #expect(
      try ReferenceCohort.lung().complaint("hazard", ["endpoint": "os", "bandwidth": [1, 2]])
        == "survival.hazard: \"bandwidth\" should be one number above 0; found { 1, 2 }")
    #expect(try ReferenceCohort.lung().complaint("hazard", ["endpoint": "os", "bandwidth": 0]) != nil)
  }

  /// By R 4.2.2, survival 3.5-3: survfit(Surv(time, status) ~ sex, lung, conf.type = "log-log"); log(-log()) of surv, lower
  /// and upper.
  @Test(
    "log(-log S) of lung by sex",
    arguments: [
      ("1", 100.0, -1.655192695034587, 0.204434743611534, -2.055877429701874, -1.2545079603673004),
      ("1", 900, 1.203637590755646, 0.181484174356268, 0.847935145253374, 1.5593400362579182),
      ("2", 5, -4.494228221802722, 1.000005201785048, -6.454202401654149, -2.5342540419513173),
      ("2", 300, -0.930834378708426, 0.196729066228715, -1.316416263228902, -0.5452524941879495),
    ] as [(String, Double, Double, Double, Double, Double)])
  func logMinusLog(group: String, time: Double, value: Double, error: Double, lower: Double, upper: Double) throws {
    let result = try ReferenceCohort.lung().ask(
      "log_minus_log", ["endpoint": "os", "by": "sex", "times": [5, 100, 300, 900, 5000]])
    expectClose(result.number("log_minus_log", group: group, time: time), value, relative: 1e-9)
    expectClose(result.number("log_minus_log_se", group: group, time: time), error, relative: 1e-9)
    expectClose(result.number("log_minus_log_lower", group: group, time: time), lower, relative: 1e-9)
    expectClose(result.number("log_minus_log_upper", group: group, time: time), upper, relative: 1e-9)
    #expect(
      result.value("log_minus_log", group: "1", time: 5) == .notEstimable("undefined before the first event"))
    #expect(
      result.value("log_minus_log", group: "1", time: 5000) == .notEstimable("beyond the last observation"))
    let panel = try #require(result.figures.first?.chart?.panels.first)
    #expect(panel.x.scale == .log && panel.marks.count == 2)
  }

  /// By R 4.2.2, survival 3.5-3: summary(survfit(Surv(time, status) ~ sex, lung), times = seq(0, 1000, 200)).
  @Test("the table beneath the curves shows what is asked for") func riskTable() throws {
    func table(_ content: Argument?) throws -> Figure.RiskTable {
      let lung = try ReferenceCohort.lung()
      let result =
        try content.map {
          try lung.ask("kaplan_meier", ["endpoint": "os", "by": "sex", "risk_table": $0])
        } ?? lung.ask("kaplan_meier", ["endpoint": "os", "by": "sex"])
      #expect(result.figures[0].curves?.level == 0.95)
      return try #require(result.figures[0].curves?.panels[0].riskTable)
    }
    let all = try table("all")
    #expect(all.times == [0, 200, 400, 600, 800, 1000])
    #expect(all.atRisk == [[138, 78, 31, 13, 6, 2], [90, 66, 26, 11, 2, 0]])
    #expect(all.events == [[0, 54, 89, 103, 110, 112], [0, 18, 37, 45, 53, 53]])
    #expect(all.censored == [[0, 6, 18, 22, 22, 24], [0, 6, 27, 34, 35, 37]])
    #expect(try table("events").censored.isEmpty && table("events").events == all.events)
    #expect(try table(nil).events.isEmpty && table("at_risk") == table(nil))
  }

  /// Of the sixteen, those on days 105, 240 and 330 are censored and not transplanted before.
  @Test("beneath incidences stand events, and censorings where they are asked for") func incidenceTable() throws {
    func curves(_ arguments: KeyValuePairs<String, Argument>) throws -> Figure.Curves {
      try #require(try PooledCohort.make().ask("cumulative_incidence", arguments).figures.first?.curves)
    }
    let all = try curves([
      "endpoint": "pfs", "intercurrent": ["transplant_day": "competing"], "risk_table": "all",
    ])
    let table = all.panels[0].riskTable
    let censored = table.times.map { time in Double([105.0, 240, 330].count { $0 <= time }) }
    #expect(table.censored == [censored, censored] && table.events.count == 2)
    #expect(all.top == nil && all.level == 0.95)
    let usual = try curves(["endpoint": "pfs", "intercurrent": ["transplant_day": "competing"]])
    #expect(usual.panels[0].riskTable.censored.isEmpty && usual.panels[0].riskTable.events == table.events)
  }
}
