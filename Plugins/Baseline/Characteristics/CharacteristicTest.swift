import Analyses
import Statistics

/// The test by which groups are compared in one variable.
enum CharacteristicTest: String, Choice {
  case chiSquared = "chi_squared"
  case chiSquaredCorrected = "chi_squared_corrected"
  case fisher
  case rank
  case welch
  case student

  var summary: String {
    switch self {
    case .chiSquared: "Pearson's chi-squared test without correction for continuity"
    case .chiSquaredCorrected: "Pearson's chi-squared test, of two values in two groups with Yates's correction"
    case .fisher: "Fisher's exact test"
    case .rank: "Wilcoxon's rank sum test of two groups, Kruskal and Wallis's of more"
    case .welch: "Welch's t test of two groups, Welch's analysis of variance of more"
    case .student: "Student's t test of two groups, the analysis of variance with one variance of more"
    }
  }

  /// Whether it is a test of numbers; otherwise it is one of counts.
  var isOfNumbers: Bool {
    switch self {
    case .rank, .welch, .student: true
    case .chiSquared, .chiSquaredCorrected, .fisher: false
    }
  }

  /// What came of a test.
  struct Outcome {
    /// The test in full.
    var name: String
    /// Its statistic; nil where it has none.
    var statistic: Double?
    /// Its degrees of freedom, of the numerator where there are two.
    var degreesOfFreedom: Double?
    /// The p-value; nil where there is none.
    var pValue: Double?
    /// Why there is none.
    var reason = "nothing varies"
  }

  /// Compares groups by it.
  ///
  /// - Parameters:
  ///   - samples: The values.
  ///   - test: The test; without one that which suits the values: for counts Pearson's, or Fisher's where an expected count
  ///     is below 5.
  ///   - numberTest: The test of numbers where none is named.
  ///   - seed: Of what is drawn where Fisher's test is too large to be enumerated.
  /// - Returns: What came of it, with the test's name.
  static func compare(
    _ samples: ComparedSamples, by test: CharacteristicTest?, numberTest: CharacteristicTest, seed: UInt64
  ) -> Outcome {
    guard samples.filled > 1 else {
      return Outcome(
        name: (test ?? (samples.isNumeric ? numberTest : .chiSquared)).summary,
        reason: "fewer than two groups have a value")
    }
    switch samples.values {
    case .numbers(let values): return compare(values.filter { !$0.isEmpty }, by: test ?? numberTest)
    case .counts(let counts):
      guard let table = try? ContingencyTable(counts), !samples.isConstant else {
        return Outcome(name: (test ?? .chiSquared).summary, reason: "all have the same value")
      }
      return compare(table, by: test, seed: seed)
    }
  }

  private static func compare(_ table: ContingencyTable, by test: CharacteristicTest?, seed: UInt64) -> Outcome {
    let tests = IndependenceTests(table)
    let isSparse = (tests.smallestExpected ?? 0) < 5
    if test == .fisher || test == nil && isSparse, let outcome = fisher(table, seed: seed) { return outcome }
    guard test != .fisher else {
      return Outcome(
        name: "Fisher's exact test", reason: "the table is too large for an exact test; ask for \"chi_squared\"")
    }
    let isCorrected = test == .chiSquaredCorrected && tests.table.rows == 2 && tests.table.columns == 2
    let result = isCorrected ? tests.yates : tests.pearson
    let sparse = isSparse && test == nil ? ", though expected counts are below 5 (too large for an exact test)" : ""
    return Outcome(
      name: (isCorrected ? "Pearson's chi-squared test with Yates's correction" : "Pearson's chi-squared test")
        + sparse,
      statistic: result?.statistic, degreesOfFreedom: result.map { Double($0.degreesOfFreedom) }, pValue: result?.pValue
    )
  }

  /// How many steps an exact test may take before tables are drawn in its place.
  private static let mostSteps = 500_000
  /// How many tables are drawn, and how few are worth it.
  private static let replicates = 2_000...10_000
  /// How many subjects may be dealt anew in all.
  private static let mostDealt = 200_000_000

  /// Fisher's test, by enumeration or else by simulation; nil where there are too many subjects for either.
  private static func fisher(_ table: ContingencyTable, seed: UInt64) -> Outcome? {
    let exact = FisherExactTable(table)
    if let p = exact.pValue(bound: mostSteps) { return Outcome(name: "Fisher's exact test", pValue: p) }
    let affordable = min(mostDealt / max(table.total, 1), replicates.upperBound)
    guard affordable >= replicates.lowerBound else { return nil }
    return Outcome(
      name: "Fisher's exact test, simulated with \(affordable) tables",
      pValue: exact.simulatedPValue(replicates: affordable, seed: seed))
  }

  private static func compare(_ samples: [[Double]], by test: CharacteristicTest) -> Outcome {
    switch (test, samples.count) {
    case (.welch, 2):
      outcome("Welch's t test", TTest.welch(samples[0], samples[1]))
    case (.student, 2):
      outcome("Student's t test", TTest.pooled(samples[0], samples[1]))
    case (.welch, _):
      outcome("Welch's analysis of variance", OneWayAnalysisOfVariance.welch(samples))
    case (.student, _):
      outcome("Analysis of variance", OneWayAnalysisOfVariance.equalVariances(samples))
    case (_, 2): rankSum(WilcoxonRankSum(samples[0], samples[1]))
    default: kruskalWallis(samples)
    }
  }

  private static func outcome(_ name: String, _ test: TTest?) -> Outcome {
    Outcome(
      name: name, statistic: test?.statistic, degreesOfFreedom: test?.degreesOfFreedom, pValue: test?.pValue(),
      reason: "too few values, or nothing varies")
  }

  private static func outcome(_ name: String, _ test: OneWayAnalysisOfVariance?) -> Outcome {
    Outcome(
      name: name, statistic: test?.statistic, degreesOfFreedom: test?.numeratorDegreesOfFreedom, pValue: test?.pValue,
      reason: "too few values, or a group in which nothing varies")
  }

  private static func rankSum(_ test: WilcoxonRankSum) -> Outcome {
    if test.isExactByDefault, let p = test.exactPValue() {
      return Outcome(name: "Wilcoxon's rank sum test, exact", statistic: test.statistic, pValue: p)
    }
    return Outcome(
      name: "Wilcoxon's rank sum test, normal approximation corrected for ties and continuity",
      statistic: test.statistic,
      pValue: test.normalPValue())
  }

  private static func kruskalWallis(_ samples: [[Double]]) -> Outcome {
    let test = KruskalWallis(samples)
    return Outcome(
      name: "Kruskal-Wallis test", statistic: test?.statistic,
      degreesOfFreedom: test.map { Double($0.degreesOfFreedom) },
      pValue: test?.pValue)
  }
}

extension ComparedSamples {
  /// Whether the values are numbers.
  var isNumeric: Bool { if case .numbers = values { true } else { false } }
}
