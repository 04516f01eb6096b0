import Analyses
import Cohorts
import TestSupport
import Testing

@Suite("The bootstrap") struct BootstrapTests {
  private func number(_ result: AnalysisResult, _ statistic: String) -> Double? { result.row(statistic)?.value.double }

  @Test("of a mean has the standard error that is known in closed form, and hardly any bias") func mean() throws {
    let result = try Samples.bootstrap(
      Samples.cohort(), ["analysis": "sample.mean", "statistic": "mean", "resamples": 40_000])
    let count = Double(Samples.values.count)
    let mean = Samples.values.reduce(0, +) / count
    let squares = Samples.values.reduce(0.0) { $0 + ($1 - mean) * ($1 - mean) }
    let error = (squares / count / count).squareRoot()
    expectClose(number(result, "estimate"), mean, relative: 1e-14)
    expectClose(
      number(result, "standard_error"), error, relative: 0.015, because: "of 40,000 resamples, within 4 standard errors"
    )
    expectClose(
      number(result, "bias"), 0, absolute: 4 * error / 200, because: "4 standard errors of the mean of 40,000")
  }

  @Test("of a mean has the acceleration of its influences: the skewness over six roots of n") func acceleration() throws
  {
    let result = try Samples.bootstrap(
      Samples.cohort(), ["analysis": "sample.mean", "statistic": "mean", "resamples": 200])
    let mean = Samples.values.reduce(0, +) / Double(Samples.values.count)
    var (squares, cubes) = (0.0, 0.0)
    for value in Samples.values {
      squares += (value - mean) * (value - mean)
      cubes += (value - mean) * (value - mean) * (value - mean)
    }
    expectClose(number(result, "acceleration"), cubes / (6 * squares * squares.squareRoot()), relative: 1e-10)
  }

  @Test("whether the analysis takes the draws as weights or as a cohort with copies, the numbers are the same")
  func ways() throws {
    let cohort = try Samples.cohort()
    for interval in ["bca", "percentile", "basic", "normal"] {
      let results = try ["sample.mean", "sample.plain_mean"].map {
        try Samples.bootstrap(
          cohort, ["analysis": .text($0), "statistic": "mean", "resamples": 300, "interval": .text(interval)])
      }
      for statistic in ["estimate", "lower", "upper", "standard_error", "bias"] {
        expectClose(
          number(results[0], statistic), number(results[1], statistic) ?? .nan, relative: 1e-12, because: statistic)
      }
    }
  }

  @Test("a row of weight 3 is three subjects") func weights() throws {
    let weights = [3, 1, 0, 2, 1, 1]
    let rows: [Double] = [4, 7, 100, 9, 12, 30]
    let subjects = zip(rows, weights).flatMap { Array(repeating: $0, count: $1) }
    let weighted = try Samples.bootstrap(
      Samples.cohort(rows, weights: weights),
      ["analysis": "sample.mean", "statistic": "mean", "resamples": 200, "arguments": ["weights": "w"]])
    let copied = try Samples.bootstrap(
      Samples.cohort(subjects), ["analysis": "sample.mean", "statistic": "mean", "resamples": 200])
    for statistic in ["estimate", "lower", "upper", "standard_error", "bias", "acceleration", "n"] {
      expectClose(
        number(weighted, statistic), number(copied, statistic) ?? .nan, relative: 1e-9, because: statistic)
    }
  }

  @Test("drawn within strata, what depends on the strata alone does not vary") func strata() throws {
    let half: [Double] = [1, 1, 1, 1, 9, 9, 9, 9]
    let result = try Samples.bootstrap(
      Samples.cohort(half), ["analysis": "sample.mean", "statistic": "mean", "resamples": 100, "strata": "half"])
    #expect(number(result, "standard_error") == 0)
    #expect(result.methods.first?.contains("drawn within half, seed 1") == true)
  }

  @Test("the same seed gives the same numbers, another seed others; the script's seed holds where none is given")
  func seeds() throws {
    let cohort = try Samples.cohort()
    func limits(_ seed: Argument?, script: UInt64 = 1) throws -> [Double?] {
      var arguments: KeyValuePairs<String, Argument> = [
        "analysis": "sample.mean", "statistic": "mean", "resamples": 500, "seed": 7,
      ]
      if seed == nil { arguments = ["analysis": "sample.mean", "statistic": "mean", "resamples": 500] }
      let result = try Samples.bootstrap(cohort, arguments, seed: script)
      return [number(result, "lower"), number(result, "upper")]
    }
    #expect(try limits(7) == limits(7, script: 3))
    #expect(try limits(nil, script: 7) == limits(7))
    #expect(try limits(nil, script: 8) != limits(7))
  }

  @Test("resamples that could not be computed are counted, told why, and cautioned about") func failures() throws {
    let result = try Samples.bootstrap(
      Samples.cohort(),
      ["analysis": "sample.mean", "statistic": "unlucky", "resamples": 1000, "interval": "percentile"])
    let failed = try #require(number(result, "resamples_failed"))
    expectClose(failed, 1000 * 0.352, absolute: 61, because: "(11/12)^12 of 1,000, within 4 standard errors")
    #expect(number(result, "resamples") == 1000)
    let caution = try #require(result.cautions.first { $0.kind == .failedResamples })
    #expect(
      caution.message
        == "The number could not be computed in \(Int(failed)) of 1000 resamples (\(Int(failed)): nobody has 1); "
        + "the interval rests on the others and may be too narrow.")
    let accelerated = try Samples.bootstrap(
      Samples.cohort(), ["analysis": "sample.mean", "statistic": "unlucky", "resamples": 50])
    #expect(
      accelerated.row("lower")?.value
        == .notEstimable(
          "the statistic cannot be computed without some of the subjects (1: nobody has 1)"))
  }

  @Test("the methods and cautions of the analysis are kept, each once") func kept() throws {
    let result = try Samples.bootstrap(
      Samples.cohort(), ["analysis": "sample.mean", "statistic": "mean", "resamples": 9])
    #expect(result.methods.count == 2 && result.methods.last == "The mean of x.")
    #expect(result.cautions.filter { $0.kind == .smallGroup }.count == 1)
  }

  @Test("an analysis of many resamples says how far it is, from the first to the last") func progress() throws {
    let heard = Heard()
    _ = try Samples.bootstrap(
      Samples.cohort(), ["analysis": "sample.mean", "statistic": "mean", "resamples": 500, "interval": "percentile"]
    ) { heard.append($0) }
    #expect(heard.all.first == .init("resamples", done: 128, of: 500))
    #expect(heard.all.last == .init("resamples", done: 500, of: 500))
  }

  @Test("of more than 2,000 subjects the jackknife leaves out blocks, which changes the acceleration little")
  func blocks() throws {
    var state: UInt64 = 1
    let values = (0..<4000).map { _ -> Double in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let share = Double(state >> 11) * 0x1p-53
      return share * share * share
    }
    let result = try Samples.bootstrap(
      Samples.cohort(values), ["analysis": "sample.mean", "statistic": "mean", "resamples": 20])
    let mean = values.reduce(0, +) / 4000
    var (squares, cubes) = (0.0, 0.0)
    for value in values {
      squares += (value - mean) * (value - mean)
      cubes += (value - mean) * (value - mean) * (value - mean)
    }
    expectClose(
      number(result, "acceleration"), cubes / (6 * squares * squares.squareRoot()), relative: 0.3,
      because: "the skewness of 2,000 pairs has a standard error of its own")
    #expect(result.methods.first?.contains("by the jackknife over 2000 blocks of subjects") == true)
  }
}

/// What was heard of progress; the calls come one after the other, on the thread of the caller.
private final class Heard: @unchecked Sendable {
  private(set) var all: [Surroundings.Progress] = []
  func append(_ progress: Surroundings.Progress) { all.append(progress) }
}
