import Analyses
import Cohorts
import RealModule
import Statistics

/// The test that two outcomes of the same subjects are equally frequent.
enum PairedTest: String, Choice {
  case exact
  case midP = "mid_p"
  case mcNemar = "mcnemar"
  case mcNemarCorrected = "mcnemar_corrected"

  /// The test in a few words.
  var summary: String {
    switch self {
    case .exact: "the exact binomial test of the subjects in whom the outcomes differ"
    case .midP: "the same with half the probability of what was seen, less conservative"
    case .mcNemar: "McNemar's chi-square, without correction"
    case .mcNemarCorrected: "McNemar's chi-square with correction for continuity, R's default"
    }
  }

  /// The name as it stands in a table and in a sentence.
  var words: String {
    switch self {
    case .exact: "exact McNemar test"
    case .midP: "mid-p McNemar test"
    case .mcNemar: "McNemar's test"
    case .mcNemarCorrected: "McNemar's test with correction for continuity"
    }
  }
}

/// Two yes-or-no outcomes of the same subjects: how often they agree, and whether they are equally frequent.
struct PairedResponse {
  let first: SubjectOutcome
  let second: SubjectOutcome
  /// The subjects of whom both can be told.
  let table: FourfoldTable
  /// The subjects of whom one of them cannot be told.
  let unknown: Int

  init(_ first: SubjectOutcome, _ second: SubjectOutcome, missing: MissingOutcome) throws {
    self.first = first
    self.second = second
    var counts = [0, 0, 0, 0]
    var unknown = 0
    for (one, other) in zip(first.answers, second.answers) {
      if one < 0 || other < 0 {
        unknown += 1
        if missing == .exclude { continue }
      }
      counts[(one == 1 ? 0 : 2) + (other == 1 ? 0 : 1)] += 1
    }
    table = try FourfoldTable(counts[0], counts[1], counts[2], counts[3])
    self.unknown = unknown
  }

  static let statistics: [Analysis.Statistic] = [
    .init("n", "The number of subjects in whom both outcomes are told."),
    .init("both", "The number of them with both outcomes."),
    .init("first_only", "The number of them with the first outcome alone."),
    .init("second_only", "The number of them with the second outcome alone."),
    .init("neither", "The number of them with neither."),
    .init("first_rate", "The share of them with the first outcome."),
    .init("second_rate", "The share of them with the second outcome."),
    .init(
      "difference", "The share with the first outcome less that with the second.",
      estimated: .on(.plain, standardError: "difference_standard_error")),
    .init("difference_lower", "Its lower limit, by Wald for pairs."),
    .init("difference_upper", "Its upper limit, by Wald for pairs."),
    .init("difference_standard_error", "Its standard error."),
    .init(
      "odds_ratio",
      "The odds ratio of the first outcome against the second within subjects: first alone over second alone.",
      estimated: .on(.log, standardError: "log_odds_ratio_standard_error")),
    .init("odds_ratio_lower", "Its lower limit."), .init("odds_ratio_upper", "Its upper limit."),
    .init("log_odds_ratio_standard_error", "The standard error of its logarithm."),
    .init("agreement", "The share of subjects in whom both outcomes are the same."),
    .init(
      "kappa", "Cohen's kappa: agreement beyond chance.", estimated: .on(.plain, standardError: "kappa_standard_error")),
    .init("kappa_lower", "Its lower limit."), .init("kappa_upper", "Its upper limit."),
    .init("kappa_standard_error", "Its asymptotic standard error, by Fleiss, Cohen and Everitt."),
  ]

  func rows(level: Double, test: PairedTest) throws -> [Row] {
    let n = table.total
    let none = "no subjects of whom both outcomes are told"
    func share(_ count: Int) -> Quantity { Quantity(n > 0 ? Double(count) / Double(n) : nil, otherwise: none) }
    let pairs = PairedOutcomes(table)
    let ratioReason = n == 0 ? none : "nobody has one of the outcomes alone"
    let kappa = try CohenKappa(table.table)
    let kappaReason = n == 0 ? none : "everybody has the same answer in both"
    let rows = [
      Row("n", .count(n), missing: unknown), Row("both", .count(table.a)), Row("first_only", .count(table.b)),
      Row("second_only", .count(table.c)), Row("neither", .count(table.d)), Row("first_rate", share(table.first), n: n),
      Row("second_rate", share(table.yes), n: n), Row("agreement", share(table.a + table.d), n: n),
    ]
    return rows + scaled("difference", pairs.difference, "difference_standard_error", none, level)
      + scaled("odds_ratio", pairs.oddsRatio, "log_odds_ratio_standard_error", ratioReason, level) + [
        Row("kappa", Quantity(kappa?.estimate, otherwise: kappaReason), n: n),
        Row("kappa_lower", Quantity(kappa?.limits(level: level).lower, otherwise: kappaReason)),
        Row("kappa_upper", Quantity(kappa?.limits(level: level).upper, otherwise: kappaReason)),
        Row("kappa_standard_error", Quantity(kappa?.standardError, otherwise: kappaReason)),
      ] + testRows(pairs, test, n == 0 ? none : "the outcomes differ in nobody")
  }

  private func scaled(
    _ name: String, _ estimate: ScaledEstimate?, _ error: String, _ reason: String, _ level: Double
  ) -> [Row] {
    let limits = estimate?.limits(level: level)
    return [
      Row(name, Quantity(estimate?.value, otherwise: reason), n: table.total),
      Row("\(name)_lower", Quantity(limits?.lower, otherwise: reason)),
      Row("\(name)_upper", Quantity(limits?.upper, otherwise: reason)),
      Row(error, Quantity(estimate?.standardError, otherwise: reason)),
    ]
  }

  private func testRows(_ pairs: PairedOutcomes, _ test: PairedTest, _ reason: String) -> [Row] {
    func exact(_ p: Double) -> [Row] {
      [
        Row(
          "p_value", Quantity(pairs.discordant > 0 ? p : nil, otherwise: reason), variable: test.rawValue,
          method: test.words)
      ]
    }
    switch test {
    case .exact: return exact(pairs.exactPValue)
    case .midP: return exact(pairs.midP)
    case .mcNemar: return AssociationRows.test(test.rawValue, pairs.mcNemar, reason)
    case .mcNemarCorrected: return AssociationRows.test(test.rawValue, pairs.mcNemarCorrected, reason)
    }
  }

  func tables(level: Double, test: PairedTest) -> [TableLayout] {
    let percent = Argument.percent(level)
    func column(_ header: String, _ name: String, _ format: TableLayout.Format) -> TableLayout.Column {
      .init("\(header) (\(percent) CI)", .estimate(name, lower: "\(name)_lower", upper: "\(name)_upper"), format)
    }
    let pair = "\(first.label) and \(second.label)"
    return [
      TableLayout(
        title: "Both outcomes of the same subjects", rowHeader: "", lines: [.init(pair)],
        columns: [
          .init("n", .value("n"), .count), .init("Both", .value("both"), .count),
          .init("First alone", .value("first_only"), .count), .init("Second alone", .value("second_only"), .count),
          .init("Neither", .value("neither"), .count), .init("First", .value("first_rate"), .proportion),
          .init("Second", .value("second_rate"), .proportion),
        ]),
      TableLayout(
        title: "Difference and agreement", rowHeader: "", lines: [.init(pair)],
        columns: [
          column("Difference", "difference", .proportion), column("Odds ratio", "odds_ratio", .ratio),
          .init("Agreement", .value("agreement"), .proportion), column("Kappa", "kappa", .statistic),
        ]),
      AssociationRows.table(
        [.init(AssociationWords.capitalised(test.words), variable: test.rawValue)],
        areExact: test == .exact || test == .midP),
    ]
  }
}
