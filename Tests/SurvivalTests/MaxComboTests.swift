import Analyses
import Statistics
import Survival
import TestSupport
import Testing

/// By R 4.2.2: the sums of Z and of their covariances written out over `survfit`'s risk sets, and mvtnorm's
/// `1 - pmvnorm(rep(-m, 4), rep(m, 4), corr = R, algorithm = GenzBretz(maxpts = 2e7, abseps = 1e-8))`.
@Suite("MaxCombo, against R") struct MaxComboTests {
  /// What R gave for one comparison: Z of (0, 0), (0, 1), (1, 1), (1, 0); correlations by columns of the lower triangle.
  struct Expected: Sendable {
    var z: [Double]
    var correlations: [Double]
    var pValue: Double
  }

  private static let lung = Expected(
    z: [-3.21352484896035, -1.86010326758789, -2.7685344459842, -3.56569087291055],
    correlations: [
      0.840680223222446, 0.926749176742413, 0.919348938396786, 0.871519863764597, 0.559816455597053, 0.784859166767913,
    ], pValue: 0.000983995198799326)
  private static let veteran = Expected(
    z: [0.0907047033088693, -0.898024314591002, 0.602346584211031, 0.933386036389648],
    correlations: [
      0.854704016531531, 0.922120449767454, 0.891172055196878, 0.836116925426125, 0.526183490392911, 0.779840032505893,
    ], pValue: 0.58791202267133)
  private static let stratified = Expected(
    z: [0.83770122767268, 0.385777066488904, 0.741740930885095, 1.0048281345961],
    correlations: [
      0.843412655621105, 0.920782228431133, 0.919705244846544, 0.8878726496017, 0.564755154474934, 0.765534851620528,
    ], pValue: 0.526687256048483)

  private static let names = ["FH (0, 0)", "FH (0, 1)", "FH (1, 1)", "FH (1, 0)"]

  private func expect(_ result: AnalysisResult, _ pair: String, _ expected: Expected) {
    for (name, z) in zip(Self.names, expected.z) {
      expectClose(result.number("z", group: pair, variable: name), z, relative: 1e-10, because: name)
    }
    var place = 0
    for column in 0..<4 {
      for row in (column + 1)..<4 {
        let both = "\(Self.names[column]) and \(Self.names[row])"
        expectClose(
          result.number("correlation", group: pair, variable: both), expected.correlations[place], relative: 1e-10,
          because: both)
        place += 1
      }
    }
    expectClose(
      result.number("p_value", variable: pair), expected.pValue, absolute: 1e-7, because: "mvtnorm's own error is 2e-8")
  }

  @Test("lung by sex: an early difference is the largest") func lungBySex() throws {
    let result = try ReferenceCohort.lung().ask("max_combo", ["endpoint": "os", "by": "sex"])
    expect(result, "2 vs 1", Self.lung)
    #expect(result.row("z", variable: "2 vs 1")?.note == "the largest is FH (1, 0)")
    let fewer = try ReferenceCohort.lung().ask(
      "max_combo", ["endpoint": "os", "by": "sex", "components": "late_or_early"])
    expectClose(fewer.number("p_value", variable: "2 vs 1"), 0.0008354081052101, absolute: 1e-7)
  }

  @Test("veteran by treatment, in one stratum and in those of cell type") func veteranByTreatment() throws {
    let cohort = try ReferenceCohort.veteran()
    expect(try cohort.ask("max_combo", ["endpoint": "os", "by": "trt"]), "2 vs 1", Self.veteran)
    expect(
      try cohort.ask("max_combo", ["endpoint": "os", "by": "trt", "strata": "celltype"]), "2 vs 1", Self.stratified)
    let late = try cohort.ask("max_combo", ["endpoint": "os", "by": "trt", "components": "late"])
    expectClose(
      late.number("p_value", variable: "2 vs 1"), 0.484021475687861, relative: 1e-9, because: "two variables are exact")
  }

  @Test("of more than two groups each two are compared, and the p-values adjusted") func severalGroups() throws {
    let result = try ReferenceCohort.veteran().ask("max_combo", ["endpoint": "os", "by": "celltype"])
    let pairs = result.rows.filter { $0.statistic == "p_adjusted" }
    #expect(pairs.count == 6)
    let raw = pairs.map { result.number("p_value", variable: $0.variable) }
    expectClose(
      pairs.compactMap(\.value.double), PValueAdjustment.holm.adjusted(raw).compactMap { $0 }, relative: 1e-12)
  }

  @Test("one weight is the weighted log-rank test, whose chi-squared is z squared") func oneWeight() throws {
    let followUp = try FollowUp(time: [1, 3, 5, 2, 4, 6], event: [true, true, true, false, true, true])
    let groups: [Int32] = [0, 0, 0, 1, 1, 1]
    for weight in [LogRankWeight.equal, .atRisk, .peto, .survival(rho: 0.3, gamma: 2)] {
      let combo = try MaxCombo(followUp, groups: groups, weights: [weight, weight])
      let test = try LogRank(followUp, groups: groups, groupCount: 2, weight: weight)
      let z = try #require(combo.statistic)
      expectClose(z * z, test.statistic, relative: 1e-12)
      expectClose(combo.pValue, try #require(test.pValue), relative: 1e-9, because: "a copy changes nothing")
    }
  }

  @Test("without events there is no test") func noEvents() throws {
    let combo = try MaxCombo(FollowUp(time: [1, 2, 3], event: [false, false, false]), groups: [0, 1, 1])
    #expect(combo.pValue == nil && combo.statistic == nil && combo.largest == nil)
  }
}
