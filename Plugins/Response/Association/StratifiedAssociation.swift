import Analyses
import Cohorts
import Statistics

/// The association of an outcome with groups within strata: tests, common measures and their homogeneity.
struct StratifiedAssociation {
  let counts: OutcomeByGroup
  let level: Double

  private var strata: [FourfoldTable] { counts.fourfoldStrata }
  private var levels: [String] { counts.question.strata?.grouping.levels ?? [] }
  private var variable: String { counts.question.strata?.label ?? "" }
  private var hasPair: Bool { counts.pair != nil }

  static let statistics: [Analysis.Statistic] = [
    .init("stratum_n", "The number of evaluable subjects of a stratum."),
    .init("stratum_odds_ratio", "The conditional odds ratio within a stratum."),
    .init("stratum_odds_ratio_lower", "Its exact lower limit."),
    .init("stratum_odds_ratio_upper", "Its exact upper limit."),
    .init(
      "common_odds_ratio", "The odds ratio that the strata have in common, by Mantel and Haenszel.",
      estimated: .on(.log, standardError: "log_common_odds_ratio_standard_error", usesStrata: true)),
    .init("common_odds_ratio_lower", "Its lower limit, by Robins, Breslow and Greenland."),
    .init("common_odds_ratio_upper", "Its upper limit, by Robins, Breslow and Greenland."),
    .init("log_common_odds_ratio_standard_error", "The standard error of its logarithm."),
    .init("exact_common_odds_ratio", "The conditional maximum likelihood estimate of the common odds ratio."),
    .init("exact_common_odds_ratio_lower", "Its exact lower limit."),
    .init("exact_common_odds_ratio_upper", "Its exact upper limit."),
    .init(
      "common_risk_ratio", "The ratio of rates that the strata have in common, by Mantel and Haenszel.",
      estimated: .on(.log, standardError: "log_common_risk_ratio_standard_error", usesStrata: true)),
    .init("common_risk_ratio_lower", "Its lower limit, by Greenland and Robins."),
    .init("common_risk_ratio_upper", "Its upper limit, by Greenland and Robins."),
    .init("log_common_risk_ratio_standard_error", "The standard error of its logarithm."),
    .init(
      "common_risk_difference", "The difference of rates that the strata have in common, by Mantel and Haenszel.",
      estimated: .on(.plain, standardError: "common_risk_difference_standard_error", usesStrata: true)),
    .init("common_risk_difference_lower", "Its lower limit, by Sato."),
    .init("common_risk_difference_upper", "Its upper limit, by Sato."),
    .init("common_risk_difference_standard_error", "Its standard error, by Sato."),
  ]

  /// The largest number of possible sums for which the exact test of strata is done.
  private static let mostSums = 20_000

  var rows: [Row] {
    guard hasPair else {
      return AssociationRows.test(
        "cochran_mantel_haenszel", GeneralAssociation(counts.strata).test,
        "no stratum with two groups and both outcomes")
    }
    return stratumRows + commonRows + testRows
  }

  private var stratumRows: [Row] {
    zip(levels, strata).flatMap { level, table in
      let exact = ExactOddsRatio(table)
      let limits = exact.interval(level: self.level)
      let reason = OutcomeByGroup.reason(table)
      func row(_ statistic: String, _ value: Double?, _ missing: String) -> Row {
        Row(
          statistic, Quantity(exact.isInformative ? value : nil, otherwise: exact.isInformative ? missing : reason),
          group: level, variable: variable)
      }
      return [
        Row("stratum_n", .count(table.total), group: level, variable: variable),
        row("stratum_odds_ratio", exact.oddsRatio, "infinite: a count of zero"),
        row("stratum_odds_ratio_lower", limits.lower, "no lower limit"),
        row("stratum_odds_ratio_upper", limits.upper, "no upper limit: a count of zero"),
      ]
    }
  }

  private var commonRows: [Row] {
    let estimates = MantelHaenszelEstimates(strata)
    let percent = Argument.percent(level)
    let reason = "no stratum tells of it"
    func rows(_ name: String, _ estimate: ScaledEstimate?, _ error: String, _ method: String) -> [Row] {
      let limits = estimate?.limits(level: level)
      return [
        Row(name, Quantity(estimate?.value, otherwise: reason), method: "\(method) (\(percent))"),
        Row("\(name)_lower", Quantity(limits?.lower, otherwise: reason)),
        Row("\(name)_upper", Quantity(limits?.upper, otherwise: reason)),
        Row(error, Quantity(estimate?.standardError, otherwise: reason)),
      ]
    }
    return rows(
      "common_odds_ratio", estimates.oddsRatio, "log_common_odds_ratio_standard_error",
      "Mantel-Haenszel, Robins-Breslow-Greenland interval")
      + exactRows
      + rows(
        "common_risk_ratio", estimates.riskRatio, "log_common_risk_ratio_standard_error",
        "Mantel-Haenszel, Greenland-Robins interval")
      + rows(
        "common_risk_difference", estimates.riskDifference, "common_risk_difference_standard_error",
        "Mantel-Haenszel, Sato's interval")
  }

  private var exact: ExactOddsRatio? {
    let exact = ExactOddsRatio(strata)
    return exact.isInformative && exact.high - exact.low <= Self.mostSums ? exact : nil
  }

  private var exactReason: String {
    ExactOddsRatio(strata).isInformative
      ? "too many subjects for an exact answer; the others hold" : "no stratum tells of it"
  }

  private var exactRows: [Row] {
    let limits = exact?.interval(level: level)
    let reason = exactReason
    func row(_ statistic: String, _ value: Double?, _ infinite: String) -> Row {
      Row(statistic, Quantity(value, otherwise: exact == nil ? reason : infinite), method: "conditional, exact")
    }
    return [
      row("exact_common_odds_ratio", exact?.oddsRatio, "infinite: a count of zero in every stratum"),
      row("exact_common_odds_ratio_lower", limits?.lower, "no lower limit"),
      row("exact_common_odds_ratio_upper", limits?.upper, "no upper limit: a count of zero in every stratum"),
    ]
  }

  private var testRows: [Row] {
    let tests = CochranMantelHaenszel(strata)
    let homogeneity = BreslowDay(strata)
    let none = "no stratum with two groups and both outcomes"
    let one = "fewer than two strata with two groups and both outcomes, or no finite common odds ratio"
    return AssociationRows.test("cochran_mantel_haenszel", tests.uncorrected, none)
      + AssociationRows.test("cochran_mantel_haenszel_corrected", tests.corrected, none)
      + [Row("p_value", Quantity(exact?.pValue(), otherwise: exactReason), variable: "exact_conditional")]
      + AssociationRows.test("breslow_day", homogeneity.uncorrected, one)
      + AssociationRows.test("breslow_day_tarone", homogeneity.tarone, one)
  }

  /// What was done, as sentences.
  var methods: [String] {
    guard hasPair else {
      return [
        "Association within strata of \(variable): generalised Cochran-Mantel-Haenszel test of general association."
      ]
    }
    return [
      "Within strata of \(variable): Cochran-Mantel-Haenszel test, without and with correction for continuity, and its exact "
        + "conditional form; common odds ratio by Mantel and Haenszel with the interval of Robins, Breslow and Greenland, and by "
        + "conditional maximum likelihood with an exact interval; common ratio and difference of rates by Mantel and Haenszel "
        + "with the variances of Greenland and Robins, and of Sato. That the strata have one odds ratio is tested by "
        + "Breslow and Day, without and with Tarone's correction."
    ]
  }

  var tables: [TableLayout] {
    guard hasPair else { return [] }
    let percent = Argument.percent(level)
    func column(_ header: String, _ name: String, _ format: TableLayout.Format) -> TableLayout.Column {
      .init("\(header) (\(percent) CI)", .estimate(name, lower: "\(name)_lower", upper: "\(name)_upper"), format)
    }
    return [
      TableLayout(
        title: "Odds ratio in each stratum", rowHeader: variable,
        lines: levels.map { .init($0, group: $0, variable: variable) },
        columns: [.init("n", .value("stratum_n"), .count), column("Odds ratio, exact", "stratum_odds_ratio", .ratio)]),
      TableLayout(
        title: "Association over strata", rowHeader: counts.question.groups.label,
        lines: [.init(counts.shortComparison ?? "")],
        columns: [
          column("Common odds ratio", "common_odds_ratio", .ratio),
          column("Exact", "exact_common_odds_ratio", .ratio),
          column("Common ratio of rates", "common_risk_ratio", .ratio),
          column("Common difference of rates", "common_risk_difference", .proportion),
        ]),
    ]
  }

  /// The lines of the table of tests.
  var testLines: [TableLayout.Line] {
    let first = TableLayout.Line("Cochran-Mantel-Haenszel, over strata", variable: "cochran_mantel_haenszel")
    guard hasPair else { return [first] }
    return [
      first,
      .init("Cochran-Mantel-Haenszel with correction", variable: "cochran_mantel_haenszel_corrected"),
      .init("Exact conditional test, over strata", variable: "exact_conditional"),
      .init("Breslow-Day: one odds ratio in all strata", variable: "breslow_day"),
      .init("Breslow-Day with Tarone's correction", variable: "breslow_day_tarone"),
    ]
  }

  /// The odds ratios of the strata, and what they have in common.
  var figure: Figure? {
    guard hasPair, !levels.isEmpty, let common = MantelHaenszelEstimates(strata).oddsRatio else { return nil }
    let lines = zip(levels, strata).map { level, table -> Figure.Forest.Line in
      let exact = ExactOddsRatio(table)
      let limits = exact.interval(level: self.level)
      return .init(
        .estimate, level, cells: [.count(table.total)],
        estimate: Quantity(
          (exact.oddsRatio ?? 0) > 0 ? exact.oddsRatio : nil, otherwise: OutcomeByGroup.reason(table)),
        interval: exact.isInformative
          ? .init(
            Quantity(limits.lower > 0 ? limits.lower : nil, otherwise: "no lower limit"),
            Quantity(limits.upper, otherwise: "no upper limit")) : nil)
    }
    let limits = common.limits(level: level)
    let pooled = Figure.Forest.Line(
      .pooled, "Mantel-Haenszel", cells: [.count(strata.reduce(0) { $0 + $1.total })],
      estimate: .number(common.value), interval: .init(.number(limits.lower), .number(limits.upper)))
    return Figure(
      title: "Odds ratio by \(variable)\(counts.comparison.map { ": \($0)" } ?? "")",
      .forest(
        .init(
          rowHeader: variable, columns: [.init("n", .count)], lines: lines + [pooled],
          axis: .init("Odds ratio", scale: .log, format: .ratio), level: level, noEffect: 1)))
  }

  var cautions: [Caution] {
    guard let p = BreslowDay(strata).tarone?.pValue, p < 0.05 else { return [] }
    return [
      Caution(
        .heterogeneity, "The odds ratio differs between the strata of \(variable) by more than chance (Breslow-Day).",
        remedy: "Show the strata by themselves: one common odds ratio does not describe them.")
    ]
  }
}

/// Rows that tests are made of.
enum AssociationRows {
  static let statistics: [Analysis.Statistic] = [
    .init("chi_squared", "The statistic of a test, where it has one."), .init("df", "Its degrees of freedom."),
    .init("p_value", "The two-sided p-value."),
  ]

  static func test(_ name: String, _ test: ChiSquaredTest?, _ reason: String) -> [Row] {
    [
      Row("chi_squared", Quantity(test?.statistic, otherwise: reason), variable: name),
      Row("df", test.map { .count($0.degreesOfFreedom) } ?? .notEstimable(reason), variable: name),
      Row("p_value", Quantity(test?.pValue, otherwise: reason), variable: name),
    ]
  }

  /// The tests, one a line; exact ones have no statistic.
  static func table(_ lines: [TableLayout.Line], areExact: Bool = false) -> TableLayout {
    let statistics: [TableLayout.Column] = [
      .init("Chi-squared", .value("chi_squared"), .statistic), .init("df", .value("df"), .count),
    ]
    return TableLayout(
      title: "Tests", rowHeader: "Test", lines: lines,
      columns: (areExact ? [] : statistics) + [.init("p", .value("p_value"), .pValue)])
  }
}
