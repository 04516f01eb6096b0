import Analyses
import Statistics

/// The test that an outcome is independent of groups.
enum AssociationTest: String, Choice {
  case chiSquare = "chi_square"
  case chiSquareCorrected = "chi_square_corrected"
  case likelihoodRatio = "likelihood_ratio"
  case fisher
  case barnard
  case barnardUnpooled = "barnard_unpooled"
  case boschloo

  /// The test in a few words.
  var summary: String {
    switch self {
    case .chiSquare: "Pearson's chi-square, without correction for continuity"
    case .chiSquareCorrected:
      "Pearson's chi-square with Yates's correction where the table is 2 by 2, as R's chisq.test"
    case .likelihoodRatio: "the likelihood-ratio chi-square, G"
    case .fisher: "Fisher's exact test, for tables of any size"
    case .barnard: "Barnard's unconditional exact test by the pooled Wald statistic; two groups"
    case .barnardUnpooled: "Barnard's test by the Wald statistic with the variance of each group; two groups"
    case .boschloo: "Boschloo's unconditional exact test, twice the smaller side; two groups"
    }
  }

  /// The name as it stands in a table and in a sentence.
  var words: String {
    switch self {
    case .chiSquare: "Pearson's chi-square test"
    case .chiSquareCorrected: "Pearson's chi-square test with Yates's correction"
    case .likelihoodRatio: "likelihood-ratio chi-square test"
    case .fisher: "Fisher's exact test"
    case .barnard: "Barnard's exact test (pooled variance)"
    case .barnardUnpooled: "Barnard's exact test (unpooled variance)"
    case .boschloo: "Boschloo's exact test"
    }
  }

  /// Whether it compares a statistic with the chi-squared distribution.
  var isAsymptotic: Bool { self == .chiSquare || self == .chiSquareCorrected || self == .likelihoodRatio }

  /// What a test found: χ² where there is one, and p or why there is none.
  struct Answer {
    var chiSquared: ChiSquaredTest?
    var pValue: Quantity
    var note: String?
  }

  /// Tests a table.
  ///
  /// - Parameters:
  ///   - table: The groups, each with its subjects with and without the outcome.
  ///   - seed: Of the simulation that stands in where an exact test is out of reach.
  /// - Returns: The p-value, or why there is none.
  func answer(_ table: ContingencyTable, seed: UInt64) -> Answer {
    let full = table.withoutEmptyLines
    guard full.rows > 1, full.columns > 1 else {
      let reason = full.total == 0 ? "no evaluable subjects" : Self.reason(full, of: table)
      return Answer(pValue: .notEstimable(reason))
    }
    let tests = IndependenceTests(table)
    switch self {
    case .chiSquare: return Self.asymptotic(tests.pearson)
    case .chiSquareCorrected: return Self.asymptotic(tests.yates)
    case .likelihoodRatio: return Self.asymptotic(tests.likelihoodRatio)
    case .fisher: return Self.fisher(full, seed: seed)
    case .barnard: return Self.unconditional(full, .barnardPooled)
    case .barnardUnpooled: return Self.unconditional(full, .barnardUnpooled)
    case .boschloo: return Self.unconditional(full, .boschloo)
    }
  }

  private static func reason(_ full: ContingencyTable, of table: ContingencyTable) -> String {
    full.columns < 2
      ? (table.columnTotals.first == 0 ? "nobody responded" : "everybody responded")
      : "only one group with evaluable subjects"
  }

  private static func asymptotic(_ test: ChiSquaredTest?) -> Answer {
    Answer(chiSquared: test, pValue: Quantity(test?.pValue, otherwise: "the table has no degrees of freedom"))
  }

  private static let replicates = 10_000
  private static let mostSimulated = 10_000

  private static func fisher(_ table: ContingencyTable, seed: UInt64) -> Answer {
    let exact = FisherExactTable(table)
    if let p = exact.pValue() { return Answer(pValue: .number(p)) }
    guard table.total <= mostSimulated else {
      return Answer(
        pValue: .notEstimable("the table is too large for an exact test, and for its simulation: use chi_square"))
    }
    return Answer(
      pValue: .number(exact.simulatedPValue(replicates: replicates, seed: seed)),
      note:
        "The table is too large for an exact p-value: simulated, \(replicates) tables with the same margins, seed \(seed)."
    )
  }

  private static func unconditional(_ table: ContingencyTable, _ order: UnconditionalExact.Order) -> Answer {
    guard table.rows == 2 else { return Answer(pValue: .notEstimable("the test is for two groups")) }
    let counts = table.counts
    guard let fourfold = try? FourfoldTable(counts[0][0], counts[0][1], counts[1][0], counts[1][1]) else {
      return Answer(pValue: .notEstimable("the test is for two groups"))
    }
    return Answer(
      pValue: Quantity(
        UnconditionalExact(fourfold).pValue(order), otherwise: "the groups are too large for an unconditional test"))
  }
}
