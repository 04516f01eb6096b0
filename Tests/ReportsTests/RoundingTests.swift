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

  @Test("A statistic has about four digits, and what would vanish is said to be small")
  func statistics() {
    #expect(away.statistic(33.24199) == "33.24")
    #expect(away.statistic(0.169990) == "0.170")
    #expect(away.statistic(-0.12515104) == "\u{2212}0.125")
    #expect(away.statistic(250.04) == "250.0")
    #expect(away.statistic(0.0001) == "<0.001")
    #expect(away.statistic(-0.0001) == ">\u{2212}0.001")
    #expect(away.statistic(0) == "0.000")
  }

  @Test("What is not a number is nothing", arguments: [Double.nan, .infinity, -.infinity])
  func notFinite(value: Double) { #expect(away.fixed(value, decimals: 2).isEmpty) }

  @Test("The profile R rounds half to even, any other away from zero")
  func profiles() {
    #expect(Rounding(profile: "R").rule == .halfEven)
    #expect(Rounding(profile: "SAS").rule == .halfAwayFromZero)
  }
}
