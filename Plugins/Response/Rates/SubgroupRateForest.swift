import Analyses
import Statistics

/// The effect that a forest of subgroups shows, as scripts name it.
enum SubgroupContrast: String, Choice {
  case difference
  case relativeRisk = "relative_risk"
  case oddsRatio = "odds_ratio"

  /// The effect in a few words.
  var summary: String {
    switch self {
    case .difference: "the difference of the rates"
    case .relativeRisk: "the ratio of the rates"
    case .oddsRatio: "the ratio of the odds, on whose scale the interaction is tested"
    }
  }

  /// The effect as it stands at an axis.
  func name(_ words: OutcomeWords) -> String {
    switch self {
    case .difference: words.isResponse ? "Difference of response rates" : "Difference of rates"
    case .relativeRisk: words.isResponse ? "Relative risk of response" : "Relative risk"
    case .oddsRatio: words.isResponse ? "Odds ratio of response" : "Odds ratio"
    }
  }

  /// How it is written.
  var format: TableLayout.Format { self == .difference ? .proportion : .ratio }

  /// The effect of a comparison.
  func estimate(_ contrast: RateContrast) -> RateContrast.Estimate {
    switch self {
    case .difference: contrast.difference
    case .relativeRisk: contrast.relativeRisk
    case .oddsRatio: contrast.oddsRatio
    }
  }
}

/// Responses of subgroups as rows, a table, a forest plot and cautions.
struct SubgroupRateForest {
  let overall: SubgroupRates
  let factors: [SubgroupRates]
  /// The words for the two groups that are compared, the reference first; empty where none are.
  let arms: [String]
  /// The two groups as heads of columns.
  let heads: Heads
  /// What the outcome is called.
  let words: OutcomeWords
  let effect: SubgroupContrast
  let style: ContrastStyle
  let rates: RateRows

  static let statistics: [Analysis.Statistic] =
    RateRows.statistics + ContrastRows.statistics + [
      .init("n_reference", "The number in the denominator of the group compared with."),
      .init("responders_reference", "The number who responded in the group compared with."),
      .init("rate_reference", "The rate of the group compared with."),
      .init("n_compared", "The number in the denominator of the group that is compared."),
      .init("responders_compared", "The number who responded in the group that is compared."),
      .init("rate_compared", "The rate of the group that is compared."),
      .init(
        "interaction_chi_squared",
        "The statistic that all levels of a factor have one odds ratio, or where no groups are compared one rate."),
      .init("interaction_df", "Its degrees of freedom."), .init("interaction_p_value", "Its p-value."),
    ]

  /// Groups as heads of columns: their names, and above them what they are groups of.
  struct Heads {
    let levels: [String]
    let over: String
  }

  /// All subjects first, then one factor after the other.
  var rows: [Row] {
    ([overall] + factors).flatMap { factor -> [Row] in
      let variable = factor.source?.source
      let levels = factor.levels.flatMap { rows($0, variable) }
      return variable == nil ? levels : levels + interactionRows(factor)
    }
  }

  private func rows(_ level: SubgroupRates.Level, _ variable: String?) -> [Row] {
    let group = level.name ?? "All subjects"
    guard let pair = level.pair else { return rates.rows(level.all, group: group, variable: variable) }
    let arms = zip(level.arms, ["reference", "compared"]).flatMap { counts, name -> [Row] in
      func row(_ statistic: String, _ value: Quantity) -> Row {
        Row("\(statistic)_\(name)", value, group: group, variable: variable, n: counts.n)
      }
      let rate = Quantity(counts.proportion.estimate, otherwise: RateRows.reason(counts.proportion))
      return [row("n", .count(counts.n)), row("responders", .count(counts.responders)), row("rate", rate)]
    }
    return arms
      + ContrastRows.rows(
        RateContrast(pair, style), group: group, variable: variable,
        methods: (style.difference.name, style.relativeRisk.name, style.oddsRatio.name), n: pair.first.n + pair.second.n
      )
  }

  private func interactionRows(_ factor: SubgroupRates) -> [Row] {
    let (test, variable) = (factor.interaction, factor.source?.source)
    return [
      Row("interaction_chi_squared", Quantity(test.statistic, otherwise: test.reason), variable: variable),
      Row("interaction_df", .count(test.degreesOfFreedom), variable: variable),
      Row("interaction_p_value", Quantity(test.pValue, otherwise: test.reason), variable: variable),
    ].resting(on: factor.tested, missing: factor.missing)
  }

  private var testHeader: String { arms.isEmpty ? "p for differing rates" : "p for interaction" }

  /// One line for all subjects, then for each factor a heading with its test and a line for each level.
  var table: TableLayout {
    let lines = factors.flatMap { factor in
      [TableLayout.Line(factor.label, variable: factor.source?.source)]
        + factor.levels.map { .init($0.label, group: $0.name, variable: factor.source?.source, indent: 1) }
    }
    let interval = LevelWords(level: style.level).interval
    let columns: [TableLayout.Column]
    if arms.count == 2 {
      let name = effect.rawValue
      columns = [
        .init(
          heads.levels[0], .share(count: "responders_reference", of: "n_reference", proportion: "rate_reference"),
          .proportion, over: heads.over),
        .init(
          heads.levels[1], .share(count: "responders_compared", of: "n_compared", proportion: "rate_compared"),
          .proportion, over: heads.over),
        .init(
          "\(effect.name(words)) (\(interval))", .estimate(name, lower: "\(name)_lower", upper: "\(name)_upper"),
          effect.format),
      ]
    } else {
      columns = [
        .init(words.share, .share(count: "responders", of: "n", proportion: "rate"), .proportion),
        .init(interval, .interval(lower: "rate_lower", upper: "rate_upper"), .proportion),
      ]
    }
    return TableLayout(
      title: arms.isEmpty ? "\(words.rate) in subgroups" : "\(effect.name(words)) in subgroups", rowHeader: "Subgroup",
      lines: [.init("All subjects", group: "All subjects")] + lines,
      columns: columns + [.init(testHeader, .value("interaction_p_value"), .pValue)])
  }

  /// The forest plot.
  func figure(title: String) -> Figure {
    let counts: [Figure.Forest.Column] =
      arms.isEmpty
      ? [.init(words.counted, .count), .init("n", .count)]
      : arms.flatMap { [.init("\(words.counted), \($0)", .count), .init("n", .count)] }
    let lines = factors.flatMap { factor -> [Figure.Forest.Line] in
      let p = Quantity(factor.interaction.pValue, otherwise: factor.interaction.reason)
      return [.init(.heading, factor.label, cells: Array(repeating: nil, count: counts.count) + [p])]
        + factor.levels.map { line($0, .estimate, $0.label, indent: 1) }
    }
    let axis =
      arms.isEmpty
      ? Figure.Axis(words.axis, limits: .init(0, 1), format: .proportion)
      : Figure.Axis(effect.name(words), scale: effect == .difference ? .linear : .log, format: effect.format)
    return Figure(
      title: title,
      .forest(
        Figure.Forest(
          rowHeader: "Subgroup", columns: counts + [.init(testHeader, .pValue, side: .right)],
          lines: overall.levels.map { line($0, .pooled, overall.label, indent: 0) } + lines, axis: axis,
          level: style.level, noEffect: arms.isEmpty ? nil : effect == .difference ? 0 : 1,
          below: arms.count == 2 ? "\(words.isResponse ? "More response" : "Higher rate"): \(arms[0])" : "",
          above: arms.count == 2 ? "\(words.isResponse ? "More response" : "Higher rate"): \(arms[1])" : "")),
      notes: ["The area of a box grows with the number of subjects in its denominator."])
  }

  private func line(
    _ level: SubgroupRates.Level, _ kind: Figure.Forest.Line.Kind, _ label: String, indent: Int
  ) -> Figure.Forest.Line {
    var cells: [Quantity?]
    let estimate: (value: Double?, lower: Double?, upper: Double?, reason: String)
    let n: Int
    if let pair = level.pair {
      cells = level.arms.flatMap { [.count($0.responders), .count($0.n)] }
      let found = effect.estimate(RateContrast(pair, style))
      estimate = (found.value, found.lower, found.upper, found.reason)
      n = pair.first.n + pair.second.n
    } else {
      cells = [.count(level.all.responders), .count(level.all.n)]
      let proportion = level.all.proportion
      let limits = rates.intervals.first.flatMap { proportion.limits($0.method, level: style.level) }
      estimate = (proportion.estimate, limits?.lower, limits?.upper, RateRows.reason(proportion))
      n = level.all.n
    }
    // A ratio of 0 has no place on a logarithmic axis, nor has a limit at 0.
    let isLog = !arms.isEmpty && effect != .difference
    func quantity(_ value: Double?) -> Quantity {
      Quantity(isLog && value == 0 ? nil : value, otherwise: estimate.reason)
    }
    cells.append(nil)
    return Figure.Forest.Line(
      kind, label, indent: indent, cells: cells, estimate: quantity(estimate.value),
      interval: .init(quantity(estimate.lower), quantity(estimate.upper)), weight: Double(n))
  }

  /// What a reader of subgroups must know.
  var cautions: [Caution] {
    var cautions: [Caution] = []
    let missing = factors.filter { $0.missing > 0 }.map { "\($0.missing) without \($0.label)" }
    if !missing.isEmpty {
      cautions.append(
        Caution(.missingValues, "Subjects left out of their factor alone: \(missing.joined(separator: ", "))."))
    }
    let small = factors.flatMap { factor in
      factor.levels.filter { $0.all.n > 0 && $0.all.n < 10 }.map { "\(factor.label): \($0.name ?? "")" }
    }
    if !small.isEmpty {
      cautions.append(
        Caution(
          .smallGroup,
          "Fewer than ten evaluable subjects in \(small.joined(separator: ", ")): a rate there says little."))
    }
    if factors.count > 1 {
      cautions.append(
        Caution(
          .multiplicity,
          "\(factors.count) factors are tested, without adjustment: were there no difference at all, one in twenty tests would "
            + "still fall below 0.05.",
          remedy: "Name the subgroups before looking at the data, and read the tests, not single subgroups."))
    }
    return cautions
  }
}
