import Foundation
import Statistics
import TestSupport
import Testing

/// Every number of R's `wilcox.test`, `kruskal.test`, `t.test` and of exactRankTests' `wilcox.exact` for the data in
/// `Reference/ranks`.
@Suite("Ranks and means give R's numbers") struct RankReferenceTests {
  private static let kinds: Set = ["wilcoxon", "wilcoxon_exact_ties", "kruskal", "t_test"]

  @Test("all that R says of 22 tests") func matchesR() throws {
    let folder = try ReferenceFolder("ranks", kinds: Self.kinds)
    if folder.isBundled { #expect(folder.analyses.count == 22) }
    #expect(!folder.analyses.isEmpty)
    for analysis in folder.analyses {
      let samples = try folder.samples(analysis)
      let comparison = ReferenceComparison(.object(try answer(analysis, samples)), with: analysis)
      #expect(comparison.differences == [], "\(analysis.id)")
      let shiftFields: Set = ["location_shift", "lower", "upper"]
      let unanswered = comparison.unanswered.filter { analysis.kind != "wilcoxon" || !shiftFields.contains($0) }
      #expect(unanswered == [], "\(analysis.id)")
      if analysis.results["location_shift"] != nil { try checkShift(analysis, samples) }
    }
  }

  private func answer(_ analysis: ReferenceAnalysis, _ samples: [[Double]]) throws -> [String: JSONValue] {
    switch analysis.kind {
    case "kruskal":
      let test = try #require(KruskalWallis(samples))
      return [
        "n": .number(Double(test.count)), "chisq": .number(test.statistic),
        "df": .number(Double(test.degreesOfFreedom)), "p": .number(test.pValue),
      ]
    case "t_test": return try tTest(analysis, samples)
    default: return wilcoxon(analysis, samples)
    }
  }

  private func wilcoxon(_ analysis: ReferenceAnalysis, _ samples: [[Double]]) -> [String: JSONValue] {
    let question = RankQuestion(analysis)
    var name = question.isPaired ? "Wilcoxon signed rank" : "Wilcoxon rank sum"
    name += question.isExact ? " exact test" : question.isCorrected ? " test with continuity correction" : " test"
    let answer: (statistic: Double, p: Double?)
    if question.isPaired {
      let test = WilcoxonSignedRank(samples[0], samples[1])
      answer = (
        test.statistic,
        question.isExact
          ? test.exactPValue(question.alternative)
          : test.normalPValue(question.alternative, continuityCorrected: question.isCorrected)
      )
    } else {
      let test = WilcoxonRankSum(samples[0], samples[1])
      answer = (
        test.statistic,
        question.isExact
          ? test.exactPValue(question.alternative)
          : test.normalPValue(question.alternative, continuityCorrected: question.isCorrected)
      )
    }
    return [
      "n1": .number(Double(samples[0].count)), "n2": .number(Double(samples[1].count)),
      "statistic": .number(answer.statistic), "p": .optional(answer.p), "method": .text(name),
    ]
  }

  /// R finds limits, and the estimate by the normal approximation, with a root finder that stops 1e-4 short, or anywhere
  /// on the flat stretch between the two middle differences.
  private func checkShift(_ analysis: ReferenceAnalysis, _ samples: [[Double]]) throws {
    let question = RankQuestion(analysis)
    let shift: LocationShift
    if question.isPaired {
      let test = WilcoxonSignedRank(samples[0], samples[1])
      shift = try #require(
        question.isExact
          ? test.exactShift(level: question.level, question.alternative)
          : test.normalShift(level: question.level, question.alternative, continuityCorrected: question.isCorrected))
    } else {
      let test = WilcoxonRankSum(samples[0], samples[1])
      shift = try #require(
        question.isExact
          ? test.exactShift(level: question.level, question.alternative)
          : test.normalShift(level: question.level, question.alternative, continuityCorrected: question.isCorrected))
    }
    let finder = question.isExact ? 1e-12 : 1e-4
    let results = analysis.results
    expectClose(shift.lower, results["lower"]?.number ?? .nan, absolute: finder, because: analysis.id)
    expectClose(shift.upper, results["upper"]?.number ?? .nan, absolute: finder, because: analysis.id)
    let pairs = question.isPaired ? averages(samples[0], samples[1]) : differences(samples[0], samples[1])
    let (low, high) = (pairs[(pairs.count - 1) / 2], pairs[pairs.count / 2])
    expectClose(shift.estimate, (low + high) / 2, because: "\(analysis.id): the median of all pairs")
    let theirs = try #require(results["location_shift"]?.number)
    #expect(theirs > low - finder && theirs < high + finder, "\(analysis.id)")
  }

  private func differences(_ x: [Double], _ y: [Double]) -> [Double] { x.flatMap { a in y.map { a - $0 } }.sorted() }

  private func averages(_ x: [Double], _ y: [Double]) -> [Double] {
    let d = zip(x, y).map { $0 - $1 }.filter { $0 != 0 }
    return d.indices.flatMap { i in (i..<d.count).map { (d[i] + d[$0]) / 2 } }.sorted()
  }

  private func tTest(_ analysis: ReferenceAnalysis, _ samples: [[Double]]) throws -> [String: JSONValue] {
    let question = RankQuestion(analysis)
    let (x, y) = (samples[0], samples[1])
    let test =
      if let null = analysis.options["mu"]?.number { TTest.oneSample(x, mean: null) } else if question.isPaired {
        TTest.paired(x, y)
      } else if analysis.options["var_equal"]?.flag == true { TTest.pooled(x, y) } else { TTest.welch(x, y) }
    let found = try #require(test)
    let limits = found.limits(level: question.level, question.alternative)
    let isOneMean = question.isPaired || y.isEmpty
    let means = isOneMean ? [found.estimate] : samples.map { SampleMoments($0).mean ?? .nan }
    return [
      "n1": .number(Double(x.count)), "n2": .number(Double(y.count)), "t": .number(found.statistic),
      "df": .number(found.degreesOfFreedom), "p": .number(found.pValue(question.alternative)),
      "estimate": .column(means), "std_err": .number(found.standardError), "lower": .number(limits.lower),
      "upper": .number(limits.upper),
    ]
  }
}

/// What an analysis of the reference asks.
private struct RankQuestion {
  let isExact: Bool
  let isCorrected: Bool
  let isPaired: Bool
  let alternative: LocationAlternative
  let level: Double

  init(_ analysis: ReferenceAnalysis) {
    let options = analysis.options
    isExact = analysis.kind == "wilcoxon_exact_ties" || options["exact"]?.flag == true
    isCorrected = options["correct"]?.flag == true
    isPaired = options["paired"]?.flag == true
    level = options["conf_level"]?.number ?? 0.95
    alternative =
      switch options["alternative"]?.text {
      case "less": .less
      case "greater": .greater
      default: .twoSided
      }
  }
}
