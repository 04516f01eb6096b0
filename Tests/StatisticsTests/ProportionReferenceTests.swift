import Foundation
import Statistics
import TestSupport
import Testing

/// Every number that R, statsmodels and Newcombe's table give for intervals and tests of one and two proportions.
///
/// The environment variable `WORKBENCH_REFERENCE` names another folder with `expected` to compare with.
@Suite("Proportions give the numbers of R, statsmodels and the literature") struct ProportionReferenceTests {
  @Test("all intervals and tests of the reference") func matches() throws {
    var matched: [String: Int] = [:]
    for analysis in try ReferenceAnalysis.all(in: Self.folder) {
      guard let answer = ProportionAnswers.answer(analysis) else { continue }
      let comparison = ReferenceComparison(answer, with: analysis)
      #expect(comparison.differences == [], "\(analysis.id)")
      #expect(comparison.unanswered.filter { !ProportionAnswers.unanswered.contains($0) } == [], "\(analysis.id)")
      matched[analysis.kind, default: 0] += 1
    }
    let least = [
      "proportion_ci": 1, "proportion_ci_statsmodels": 1, "binomial_test": 5, "prop_test_2": 9, "two_proportions": 13,
      "published_difference_intervals": 1,
    ]
    #expect(matched == least)
  }

  private static var folder: URL {
    if let path = ProcessInfo.processInfo.environment["WORKBENCH_REFERENCE"] {
      return URL(fileURLWithPath: path).appending(path: "expected")
    }
    let bundled = Bundle.module.url(forResource: "Reference", withExtension: nil)
    return (bundled ?? URL(fileURLWithPath: "Reference")).appending(path: "proportions")
  }
}

/// Answers in the form of the reference.
private enum ProportionAnswers {
  /// Where statsmodels found no score limits of an odds ratio with an empty cell: there are such, in one direction.
  static let unanswered: Set = ["odds_ratio.miettinen_nurminen"]

  static func answer(_ analysis: ReferenceAnalysis) -> JSONValue? {
    let level = analysis.options["conf_level"]?.number ?? 0.95
    switch analysis.kind {
    case "proportion_ci":
      return grid(
        analysis,
        [
          "clopper_pearson": .clopperPearson, "wilson": .wilson, "wilson_cc": .wilsonCorrected,
          "jeffreys_qbeta": .jeffreysQuantiles,
        ])
    case "proportion_ci_statsmodels":
      return grid(
        analysis,
        [
          "normal": .wald, "agresti_coull": .agrestiCoull, "wilson": .wilson, "beta": .clopperPearson,
          "jeffreys": .jeffreysQuantiles,
        ])
    case "binomial_test": return binomial(analysis.inputs, level)
    case "prop_test_2": return chiSquared(pair(analysis.inputs), level)
    case "two_proportions": return two(analysis, level)
    case "published_difference_intervals": return published(analysis, level)
    default: return nil
    }
  }

  private static func grid(_ analysis: ReferenceAnalysis, _ methods: [String: ProportionMethod]) -> JSONValue {
    let levels = analysis.options["conf_levels"]?.numbers ?? []
    let cases = analysis.inputs["cases"]?.elements.map(\.numbers) ?? []
    let rows = cases.flatMap { pair in
      levels.map { level -> JSONValue in
        let proportion = Proportion(Int(pair[0]), of: Int(pair[1]))
        var fields = methods.mapValues { interval(proportion.limits($0, level: level)) }
        fields["x"] = .number(pair[0])
        fields["n"] = .number(pair[1])
        fields["conf_level"] = .number(level)
        fields["estimate"] = .optional(proportion.estimate)
        return .object(fields)
      }
    }
    return .object(["rows": .array(rows)])
  }

  private static func binomial(_ inputs: JSONValue, _ level: Double) -> JSONValue {
    let observed = Proportion(Int(inputs["x"]?.number ?? 0), of: Int(inputs["n"]?.number ?? 0))
    let test = BinomialTest(observed, against: inputs["p0"]?.number ?? 0)
    func fields(_ alternative: BinomialTest.Alternative) -> JSONValue {
      let limits = test.limits(alternative, level: level)
      return .object([
        "p": .number(test.pValue(alternative)), "lower": .optional(limits?.lower), "upper": .optional(limits?.upper),
      ])
    }
    return .object(["two.sided": fields(.twoSided), "less": fields(.less), "greater": fields(.greater)])
  }

  private static func chiSquared(_ pair: ProportionPair, _ level: Double) -> JSONValue {
    func fields(_ isCorrected: Bool) -> JSONValue {
      let test = TwoProportionTest(pair, isCorrected: isCorrected)
      let limits = pair.differenceLimits(isCorrected ? .waldCorrected : .wald, level: level)
      return .object([
        "chisq": .optional(test.statistic), "df": .number(1), "p": .optional(test.pValue),
        "difference_lower": .optional(limits?.lower), "difference_upper": .optional(limits?.upper),
      ])
    }
    return .object(["uncorrected": fields(false), "corrected": fields(true)])
  }

  private static func two(_ analysis: ReferenceAnalysis, _ level: Double) -> JSONValue {
    let pair = pair(analysis.inputs)
    var difference: [String: JSONValue] = ["estimate": .optional(pair.difference)]
    for method in DifferenceMethod.allCases {
      difference[method.rawValue] = interval(pair.differenceLimits(method, level: level))
    }
    var ratio: [String: JSONValue] = ["estimate": .optional(pair.ratio)]
    for method in RatioMethod.allCases { ratio[method.rawValue] = interval(pair.ratioLimits(method, level: level)) }
    var odds: [String: JSONValue] = [
      "logit": interval(pair.oddsRatioLimits(.log, level: level)),
      "logit_adjusted": interval(pair.oddsRatioLimits(.logAdjusted, level: level)),
    ]
    if analysis.results["odds_ratio"]?["miettinen_nurminen"]?.elements.first != .null {
      odds["miettinen_nurminen"] = interval(pair.oddsRatioLimits(.miettinenNurminen, level: level))
    }
    return .object(["difference": .object(difference), "ratio": .object(ratio), "odds_ratio": .object(odds)])
  }

  /// Newcombe's table has four decimals: ours are rounded to as many.
  private static func published(_ analysis: ReferenceAnalysis, _ level: Double) -> JSONValue {
    let rows = (analysis.results["rows"]?.elements ?? []).map { row -> JSONValue in
      let pair = pair(row)
      var fields: [String: JSONValue] = [:]
      for name in ["x1", "n1", "x2", "n2"] { fields[name] = row[name] }
      for method in [DifferenceMethod.mee, .miettinenNurminen, .newcombe] {
        let limits = pair.differenceLimits(method, level: level)
        fields[method.rawValue] = .array([limits?.lower, limits?.upper].map { .optional($0.map(rounded)) })
      }
      return .object(fields)
    }
    return .object(["rows": .array(rows)])
  }

  private static func rounded(_ limit: Double) -> Double { (limit * 1e4).rounded() / 1e4 }

  private static func pair(_ inputs: JSONValue) -> ProportionPair {
    func count(_ name: String) -> Int { Int(inputs[name]?.number ?? 0) }
    return ProportionPair(
      Proportion(count("x1"), of: count("n1")), against: Proportion(count("x2"), of: count("n2")))
  }

  private static func interval(_ limits: (lower: Double, upper: Double)?) -> JSONValue {
    .array([.optional(limits?.lower), .optional(limits?.upper)])
  }
}
