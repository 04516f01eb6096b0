import Foundation
import Statistics
import TestSupport
import Testing

/// Every number of R's `poisson.test`, and of statsmodels' `confint_poisson`, `confint_poisson_2indep` and
/// `test_poisson_2indep`, in `Reference/rates`.
@Suite("Rates give the numbers of R and statsmodels") struct RateReferenceTests {
  private static let kinds: Set = ["poisson_rate", "poisson_ci", "poisson_ratio"]

  @Test("all that they say of 11 questions") func matches() throws {
    let folder = try ReferenceFolder("rates", kinds: Self.kinds)
    if folder.isBundled { #expect(folder.analyses.count == 11) }
    #expect(!folder.analyses.isEmpty)
    for analysis in folder.analyses {
      let answer: [String: JSONValue]
      switch analysis.kind {
      case "poisson_rate": answer = try poissonTest(analysis)
      case "poisson_ci": answer = ["rows": .array(try (analysis.inputs["cases"]?.elements ?? []).map(intervals))]
      default: answer = try ratio(analysis)
      }
      let comparison = ReferenceComparison(.object(answer), with: analysis)
      // statsmodels finds mid-P limits with a root finder that stops 5e-8 events short; the limits themselves are checked
      // where the tails are the error, in RateTests.
      #expect(comparison.differences.filter { !$0.contains(".mid_p[") } == [], "\(analysis.id)")
      checkMidP(answer["rows"], analysis.results["rows"])
      #expect(comparison.unanswered == [], "\(analysis.id)")
      // Tails of 1e-161 are compared too.
      if let expected = analysis.results["p"]?.number {
        expectClose(answer["p"]?.number, expected, relative: 1e-9, absolute: 0, because: analysis.id)
      }
    }
  }

  private func checkMidP(_ answer: JSONValue?, _ expected: JSONValue?) {
    for (mine, theirs) in zip(answer?.elements ?? [], expected?.elements ?? []) {
      guard let limits = theirs["mid_p"]?.numbers, let time = theirs["time"]?.number else { continue }
      expectClose(
        mine["mid_p"]?.numbers.map { $0 * time } ?? [], limits.map { $0 * time }, relative: 1e-7, absolute: 6e-8)
    }
  }

  private func rate(_ events: JSONValue?, _ time: JSONValue?) throws -> PoissonRate {
    try #require(PoissonRate(events: Int(events?.number ?? -1), time: time?.number ?? 0))
  }

  private func poissonTest(_ analysis: ReferenceAnalysis) throws -> [String: JSONValue] {
    let inputs = analysis.inputs
    let level = analysis.options["conf_level"]?.number ?? 0.95
    let first = try rate(inputs["x"], inputs["time"])
    guard inputs["x2"] != nil else {
      let limits = try #require(first.limits(.exact, level: level))
      let p = first.exactPValue(against: inputs["r0"]?.number ?? 1)
      return [
        "rate": .number(first.rate), "lower": .number(limits.lower), "upper": .number(limits.upper), "p": .number(p),
      ]
    }
    let ratio = RateRatio(first, to: try rate(inputs["x2"], inputs["time2"]))
    let limits = try #require(ratio.limits(.exact, level: level))
    return [
      "rate_ratio": .optional(ratio.ratio), "lower": .number(limits.lower), "upper": .number(limits.upper),
      "p": .optional(ratio.pValue(.exact)),
    ]
  }

  private func intervals(_ example: JSONValue) throws -> JSONValue {
    let pair = example.numbers
    let rate = try #require(PoissonRate(events: Int(pair[0]), time: pair[1]))
    var row: [String: JSONValue] = ["x": .number(pair[0]), "time": .number(pair[1])]
    for method in RateInterval.allCases {
      row[method.rawValue] = rate.limits(method).map { .array([.number($0.lower), .number($0.upper)]) }
    }
    return .object(row)
  }

  private func ratio(_ analysis: ReferenceAnalysis) throws -> [String: JSONValue] {
    let inputs = analysis.inputs
    let ratio = RateRatio(try rate(inputs["x1"], inputs["time1"]), to: try rate(inputs["x2"], inputs["time2"]))
    func answer(_ test: RateRatio.Test, _ interval: RateRatio.Interval?) -> JSONValue {
      let limits = interval.flatMap { ratio.limits($0) }
      return .object([
        "p": .optional(ratio.pValue(test)),
        "ci": limits.map { .array([.number($0.lower), .number($0.upper)]) } ?? .null,
      ])
    }
    return [
      "wald_log": answer(.wald, .wald), "score": answer(.score, .score), "exact_cond": answer(.exact, nil),
    ]
  }
}
