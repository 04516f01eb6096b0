import Analyses
import Survival
import TestSupport
import Testing

/// Against critical values found by other means, and limits written out.
///
/// Critical values for lung from day 100 to day 600, where n σ²/(1 + n σ²) is 0.136 and 0.849, found by other means: Hall-Wellner's by
/// integrating the density between two barriers over both ends (240 x 240 nodes, numpy), Nair's from Kummer's functions (mpmath). The
/// limits are written out from R's survfit (survival 3.5-3): S and its standard error.
@Suite("Simultaneous bands") struct SimultaneousBandTests {
  struct Expected: Sendable {
    var band: String
    var interval: String
    var critical: Double
    /// At days 180 and 365: lower, upper.
    var limits: [Double]
  }

  private static let cases = [
    Expected(
      band: "hall_wellner", interval: "log_log", critical: 1.3578071579202977,
      limits: [0.6197843115766996, 0.8005866539160903, 0.3078930168879791, 0.507818257049034]),
    Expected(
      band: "hall_wellner", interval: "plain", critical: 1.3578071579202977,
      limits: [0.6315259076994071, 0.8118153991201169, 0.30814819164689755, 0.5103350572732305]),
    Expected(
      band: "equal_precision", interval: "log_log", critical: 2.986066917674495,
      limits: [0.6211968463173526, 0.7997357273949237, 0.3020705331567165, 0.5133361075378995]),
    Expected(
      band: "equal_precision", interval: "arcsin", critical: 2.986066917674495,
      limits: [0.6288744215026727, 0.8057497195928143, 0.3052511009385888, 0.5175109463715296]),
  ]

  @Test("of lung, days 100 to 600", arguments: 0..<4) func lung(place: Int) throws {
    let expected = Self.cases[place]
    let result = try ReferenceCohort.lung().ask(
      "kaplan_meier",
      [
        "endpoint": "os", "times": [50, 180, 365, 700], "interval": .text(expected.interval),
        "band": .text(expected.band), "band_range": [100, 600],
      ])
    let everyone = "All subjects"
    expectClose(
      result.number("band_critical_value", group: everyone), expected.critical, relative: 1e-7,
      because: "the basis is finite")
    for (index, time) in [180.0, 365].enumerated() {
      for (name, value) in [("band_lower", expected.limits[2 * index]), ("band_upper", expected.limits[2 * index + 1])]
      {
        expectClose(result.number(name, group: everyone, time: time), value, relative: 1e-7, because: "\(name) \(time)")
      }
    }
    for time in [50.0, 700] {
      #expect(
        result.value("band_lower", group: everyone, time: time) == .notEstimable("outside of the range of the band"))
    }
    let curve = try #require(result.figures.first?.curves?.panels.first?.curves.first)
    let band = try #require(curve.simultaneous)
    #expect(band.lower.count == curve.time.count && band.lower.first == .some(nil))
    #expect(zip(band.lower, curve.lower).allSatisfy { ($0 ?? 0) <= ($1 ?? 1) }, "it holds more than the intervals do")
  }

  @Test("a range that is none is refused; without events there is no band") func wrongRanges() throws {
    let cohort = try ReferenceCohort.lung()
    #expect(
      try cohort.complaint("kaplan_meier", ["endpoint": "os", "band": "hall_wellner", "band_range": [600, 100]])
        == "survival.kaplan_meier: \"band_range\" should hold two times, the first before the second, such as { 30, 365 }; "
        + "found { 600, 100 }")
    let none = try PooledCohort.few((1...3).map { (Double($0), false, nil) }).ask(
      "kaplan_meier", ["endpoint": "os", "band": "equal_precision", "times": 2])
    #expect(
      none.value("band_lower", group: "All subjects", time: 2) == .notEstimable("no events in the range of the band"))
  }

  @Test("a change of the unit of time moves the range and nothing else") func scaling() throws {
    let days = [3.0, 5, 8, 13, 21, 34, 55, 89]
    let event = [true, false, true, true, true, false, true, false]
    let one = KaplanMeier(try EventTable(FollowUp(time: days, event: event)))
    let other = KaplanMeier(try EventTable(FollowUp(time: days.map { $0 / 7 }, event: event)))
    for kind in SimultaneousBand.Kind.allCases {
      let a = try #require(one.simultaneousBand(kind))
      let b = try #require(other.simultaneousBand(kind))
      #expect(a.from == 3 && a.to == 55)
      expectClose(a.criticalValue, b.criticalValue, relative: 1e-9)
      expectClose(a.lower.filter { !$0.isNaN }, b.lower.filter { !$0.isNaN }, relative: 1e-9)
    }
  }
}
