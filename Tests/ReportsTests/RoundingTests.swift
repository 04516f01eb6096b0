import Analyses
import Testing

@testable import Reports

/// Truths by hand.
@Suite("Rounding")
struct RoundingTests {
  let away = Rounding(.halfAwayFromZero)
  let even = Rounding(.halfEven)

  @Test(
    "A half goes away from zero, on the decimal value",
    arguments: [
      (16.1255, 3, "16.126"), (12.5, 0, "13"), (11.5, 0, "12"), (0.5, 0, "1"), (1.005, 2, "1.01"), (2.675, 2, "2.68"),
      (0.285, 2, "0.29"), (1.15, 1, "1.2"), (0.15, 1, "0.2"), (-12.5, 0, "\u{2212}13"), (99.95, 1, "100.0"),
      (9.995, 2, "10.00"), (0.05, 1, "0.1"), (0.049, 1, "0.0"), (0, 2, "0.00"), (1e21, 0, "1000000000000000000000"),
      (1e-7, 2, "0.00"), (123.456, 2, "123.46"), (0.004, 0, "0"),
    ])
  func awayFromZero(value: Double, decimals: Int, text: String) {
    #expect(away.fixed(value, decimals: decimals) == text)
  }

  @Test("A number that a computation left a hair beside a half counts as the half")
  func guarded() {
    #expect(away.fixed(16.1255.nextDown, decimals: 3) == "16.126")
    #expect(away.fixed(0.1 + 0.7 + 0.05, decimals: 1) == "0.9")
    #expect(away.fixed(1.1 * 1.1 * 100 - 108.5, decimals: 0) == "13")
  }

  /// Halves that binary holds exactly go to even; others are no halves: 0.15 lies below, and 0.65 above.
  @Test(
    "Under the R profile a number goes as R 4 rounds it",
    arguments: [
      (12.5, 0, "12"), (13.5, 0, "14"), (0.5, 0, "0"), (1.5, 0, "2"), (2.5, 0, "2"), (-1.5, 0, "\u{2212}2"),
      (0.15, 1, "0.1"), (0.25, 1, "0.2"), (0.35, 1, "0.3"), (0.65, 1, "0.7"), (-0.5, 0, "0"),
      (0.07, 1, "0.1"), (99.96, 1, "100.0"), (1234567.891, 2, "1234567.89"), (1e21, 0, "1000000000000000000000"),
    ])
  func asR(value: Double, decimals: Int, text: String) { #expect(even.fixed(value, decimals: decimals) == text) }

  @Test("Zero has no sign", arguments: [-0.0, -0.0001, -1e-300, -0.04])
  func negativeZero(value: Double) {
    for rounding in [away, even] {
      #expect(rounding.fixed(value, decimals: 1) == "0.0")
      #expect(rounding.upTo(value, decimals: 1) == "0")
    }
  }

  @Test(
    "A p-value has three decimals, and more where it would read 0.050 and is not",
    arguments: [
      (0.0009999, "<0.001"), (0.0, "<0.001"), (0.001, "0.001"), (0.0123, "0.012"), (0.0499, "0.0499"),
      (0.0504, "0.0504"),
      (0.04996, "0.04996"), (0.05, "0.050"), (0.0495, "0.0495"), (0.0494, "0.049"), (0.0505, "0.051"),
      (0.9994, ">0.999"),
      (1.0, "1.000"), (0.999, "0.999"), (0.6801, "0.680"), (0.050004, "0.050004"),
    ])
  func pValues(value: Double, text: String) { #expect(away.pValue(value) == text) }

  @Test(
    "A percentage has one decimal; only all and none have none",
    arguments: [
      (0.0, "0%"), (1.0, "100%"), (0.6338, "63.4%"), (0.0004, "<0.1%"), (0.9996, ">99.9%"), (0.9994, "99.9%"),
      (0.5, "50.0%"),
      (-0.125, "\u{2212}12.5%"), (1.5, "150.0%"),
    ])
  func percentages(value: Double, text: String) { #expect(away.percent(value) == text) }

  @Test(
    "A ratio has two decimals, and a third where it would read 1 and is not",
    arguments: [
      (0.7214, "0.72"), (2.3e-9, "<0.01"), (0.0, "0"), (1.0, "1.00"), (0.996, "0.996"), (1.004, "1.004"),
      (1.0001, "1.00"),
      (0.994, "0.99"), (12345.0, ">999.99"), (0.01, "0.01"),
    ])
  func ratios(value: Double, text: String) { #expect(away.ratio(value) == text) }

  @Test(
    "A count is bare up to 9999, and then has its thousands marked",
    arguments: [
      (5.0, "5"), (9999, "9999"), (10000, "10,000"), (1_234_567, "1,234,567"), (43.615235, "43.62"), (2.5, "2.5"),
    ])
  func counts(value: Double, text: String) { #expect(away.written(value, as: .count) == text) }

  @Test("A duration is bare where it is whole, and otherwise has one decimal")
  func durations() {
    #expect(away.written(186, as: .duration) == "186")
    #expect(away.written(186.25, as: .duration) == "186.3")
    #expect(away.written(.count(12), as: .duration) == "12")
  }

  @Test("A statistic has about four digits, three where it is small, and a power of ten where it is tiny")
  func statistics() {
    #expect(away.statistic(33.24199) == "33.24")
    #expect(away.statistic(0.169990) == "0.170")
    #expect(away.statistic(-0.12515104) == "\u{2212}0.125")
    #expect(away.statistic(250.04) == "250.0")
    #expect(away.statistic(0.1) == "0.100")
    #expect(away.statistic(0.0106) == "0.0106")
    #expect(away.statistic(0.09996) == "0.100")
    #expect(away.statistic(-0.000265) == "\u{2212}0.000265")
    #expect(even.statistic(0.00026549) == "0.000265")
    #expect(away.statistic(0.0000012345) == "0.00000123")
    #expect(away.statistic(2.654e-9) == "2.65e-9")
    #expect(away.statistic(-9.999e-8) == "\u{2212}1.00e-7")
    #expect(away.statistic(0) == "0")
  }

  @Test("An interval has one number of decimals, as many as tell its limits from the estimate")
  func intervals() {
    #expect(away.alike([0.7214, 0.5031, 1.0344], as: .ratio) == ["0.72", "0.50", "1.03"])
    #expect(away.alike([1.02014, 1.01733, 1.02296], as: .ratio) == ["1.020", "1.017", "1.023"])
    #expect(away.alike([1.00023, 1.00011, 1.00035], as: .ratio) == ["1.0002", "1.0001", "1.0004"])
    #expect(away.alike([1.004, 0.9904, 1.0188], as: .ratio) == ["1.004", "0.990", "1.019"])
    #expect(away.alike([0.9, 0.003, 1200], as: .ratio) == ["0.90", "<0.01", ">999.99"])
    #expect(away.alike([10.4, 4.9, 17], as: .duration) == ["10.4", "4.9", "17.0"])
    #expect(away.alike([186, 150, 220], as: .duration) == ["186", "150", "220"])
    #expect(away.alike([186, 186, 220], as: .duration) == ["186", "186", "220"])
    #expect(away.alike([0.4512, 0.4508, 0.4516], as: .proportion) == ["45.12%", "45.08%", "45.16%"])
    #expect(away.alike([1, 0.971, 1], as: .proportion) == ["100%", "97.1%", "100%"])
    #expect(away.alike([-0.0123, -0.2511, 0.2265], as: .statistic) == ["\u{2212}0.012", "\u{2212}0.251", "0.227"])
    #expect(
      away.alike([-0.000265, -0.0213, 0.0208], as: .statistic) == ["\u{2212}0.0003", "\u{2212}0.0213", "0.0208"])
    #expect(away.alike([2.5e-9, 1.25e-9, 5e-9], as: .statistic) == ["2.50e-9", "1.25e-9", "5.00e-9"])
  }

  @Test("Numbers in the hundreds that stand together have one decimal at most")
  func largeNumbers() {
    #expect(away.alike([132.5, 505.75], as: .count) == ["132.5", "505.8"])
    #expect(away.alike([24.5, 2, 67], as: .count) == ["24.5", "2", "67"])
    #expect(away.alike([11.25, 10.95], as: .count) == ["11.25", "10.95"])
  }

  @Test("Statistics below each other have one number of decimals, and what is next to nothing beside them is bounded")
  func statisticsTogether() {
    func written(_ values: [Double]) -> [String] {
      var policy = away
      policy.statisticDecimals = away.decimals(ofStatistics: values)
      return values.map(policy.statistic)
    }
    #expect(written([1.588, 0.000015, 3.868]) == ["1.588", "<0.001", "3.868"])
    #expect(written([1.588, -2.5e-9]) == ["1.588", ">\u{2212}0.001"])
    #expect(written([0.0000860, 0.0001004, 0.000167]) == ["0.000086", "0.000100", "0.000167"])
    #expect(written([0.0100, 0.0099]) == ["0.0100", "0.0099"])
    #expect(written([0, 2.25]) == ["0", "2.250"])
  }

  @Test("Estimates of one column have one number of decimals, enough for two digits of the smallest")
  func estimatesTogether() {
    let rates = [[17_928.04, 15_845.7, 20_208], [1.501, 0.603, 3.092]]
    #expect(away.decimals(ofEstimates: rates) == 1)
    #expect(away.decimals(ofEstimates: [[0.542, 0.163, 1.222], [-0.149, -0.881, 0.644]]) == nil)
    var policy = away
    policy.estimateDecimals = 1
    #expect(policy.alike(rates[0], as: .statistic) == ["17,928.0", "15,845.7", "20,208.0"])
    #expect(policy.alike(rates[1], as: .statistic) == ["1.5", "0.6", "3.1"])
    // A limit still reads otherwise than its estimate, and nothing that is not 0 as 0.
    #expect(policy.alike([0.612, 0.608, 0.616], as: .statistic) == ["0.612", "0.608", "0.616"])
    #expect(policy.alike([0.0231, 0.0104, 0.0512], as: .statistic) == ["0.02", "0.01", "0.05"])
    #expect(policy.alike([2.5e-9, 1.25e-9, 5e-9], as: .statistic) == ["2.50e-9", "1.25e-9", "5.00e-9"])
  }

  @Test("Where one number has its thousands marked, those beside it have")
  func together() {
    #expect(away.together(["9999", "8564"]).written(8564, as: .count) == "8564")
    #expect(away.together(["99,941", "8564"]).written(8564, as: .count) == "8,564")
    #expect(away.together(["99,941"]).written(999, as: .count) == "999")
  }

  @Test("What is not a number is nothing", arguments: [Double.nan, .infinity, -.infinity])
  func notFinite(value: Double) { #expect(away.fixed(value, decimals: 2).isEmpty) }

  @Test("The profile R rounds half to even, any other away from zero")
  func profiles() {
    #expect(Rounding(profile: "R").rule == .halfEven)
    #expect(Rounding(profile: "SAS").rule == .halfAwayFromZero)
  }
}
