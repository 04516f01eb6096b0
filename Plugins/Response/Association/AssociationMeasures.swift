import Analyses
import Statistics

/// The odds ratio and the risk ratio of two groups, as rows and a table.
struct AssociationMeasures {
  let table: FourfoldTable
  /// What the groups are.
  let variable: String
  let comparison: String
  let level: Double

  static let statistics: [Analysis.Statistic] = [
    .init(
      "odds_ratio", "The odds ratio ad / bc of the counts.",
      estimated: .on(.log, standardError: "log_odds_ratio_standard_error")),
    .init("odds_ratio_lower", "Its lower limit, by Woolf."), .init("odds_ratio_upper", "Its upper limit, by Woolf."),
    .init("log_odds_ratio_standard_error", "The standard error of its logarithm, by Woolf."),
    .init(
      "conditional_odds_ratio",
      "The conditional maximum likelihood estimate of the odds ratio, as Fisher's test has it.",
      estimated: .on(.log, standardError: "log_conditional_odds_ratio_standard_error")),
    .init("conditional_odds_ratio_lower", "Its exact lower limit; zero where a count is."),
    .init("conditional_odds_ratio_upper", "Its exact upper limit."),
    .init("log_conditional_odds_ratio_standard_error", "The standard error of its logarithm, from the information."),
    .init(
      "risk_ratio", "The ratio of the rates.", estimated: .on(.log, standardError: "log_risk_ratio_standard_error")),
    .init("risk_ratio_lower", "Its lower limit, by Katz."), .init("risk_ratio_upper", "Its upper limit, by Katz."),
    .init("log_risk_ratio_standard_error", "The standard error of its logarithm, by Katz."),
  ]

  var rows: [Row] {
    let exact = ExactOddsRatio(table)
    let limits = exact.interval(level: level)
    let percent = Argument.percent(level)
    let reason = OutcomeByGroup.reason(table)
    func conditional(_ statistic: String, _ value: Double?, _ missing: String) -> Row {
      Row(
        statistic, Quantity(exact.isInformative ? value : nil, otherwise: exact.isInformative ? missing : reason),
        method: "conditional maximum likelihood, exact interval (\(percent))", n: table.total)
    }
    return ratioRows("odds_ratio", table.oddsRatio, "Woolf's interval (\(percent))", reason) + [
      conditional("conditional_odds_ratio", exact.oddsRatio, "infinite: a count of zero"),
      conditional("conditional_odds_ratio_lower", limits.lower, "no lower limit"),
      conditional("conditional_odds_ratio_upper", limits.upper, "no upper limit: a count of zero"),
      conditional("log_conditional_odds_ratio_standard_error", exact.logStandardError, "a count of zero"),
    ] + ratioRows("risk_ratio", table.riskRatio, "Katz's interval (\(percent))", reason)
  }

  private func ratioRows(_ name: String, _ estimate: ScaledEstimate?, _ method: String, _ reason: String) -> [Row] {
    let limits = estimate?.limits(level: level)
    return [
      Row(name, Quantity(estimate?.value, otherwise: reason), method: method, n: table.total),
      Row("\(name)_lower", Quantity(limits?.lower, otherwise: reason), method: method),
      Row("\(name)_upper", Quantity(limits?.upper, otherwise: reason), method: method),
      Row("log_\(name)_standard_error", Quantity(estimate?.standardError, otherwise: reason)),
    ]
  }

  var layout: TableLayout {
    let percent = Argument.percent(level)
    func column(_ header: String, _ name: String) -> TableLayout.Column {
      .init("\(header) (\(percent) CI)", .estimate(name, lower: "\(name)_lower", upper: "\(name)_upper"), .ratio)
    }
    return TableLayout(
      title: "Association", rowHeader: variable, lines: [.init(comparison)],
      columns: [
        column("Odds ratio", "odds_ratio"), column("Conditional odds ratio, exact", "conditional_odds_ratio"),
        column("Ratio of rates", "risk_ratio"),
      ])
  }
}

/// Words that the analyses of association share.
enum AssociationWords {
  /// Words as they stand at the head of a line.
  static func capitalised(_ words: String) -> String { words.prefix(1).uppercased() + words.dropFirst() }
}
