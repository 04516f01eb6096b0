import Analyses
import Cohorts
import Statistics

/// Response rates of groups, each compared with that of a reference group.
struct ResponseDifference {
  /// What is asked.
  let question: ResponseQuestion
  /// How rates are compared.
  let style: ContrastStyle
  /// How rates become rows.
  let rates: RateRows
  /// The place of the reference group; nil where nobody is in any group.
  let reference: Int?
  /// Each other group compared with it.
  private let comparisons: [Comparison]

  /// The comparisons, as scripts ask for them.
  static let analysis = Analysis(
    "response.difference",
    "Difference, relative risk and odds ratio of response between groups, with intervals and a test.",
    details: """
      Each group is compared with the reference group: its response rate less that of the reference, over it, and the odds of a \
      response over those of the reference. The intervals are score intervals unless others are asked for, and the test of no \
      difference is the one that goes with the interval of the difference.

      With strata, such as trial in a pooled cohort, the difference is a weighted mean of the strata's with the stratified \
      Miettinen-Nurminen interval (or Newcombe's or Wald's), the ratios are Mantel and Haenszel's, and the test is the \
      Cochran-Mantel-Haenszel test without correction: at no difference and with Mantel-Haenszel weights it is the score test \
      itself.

      Where nobody responded in a group, a ratio has no estimate or a limit in one direction only: each such number is given with \
      its reason. The exact unconditional interval takes a moment, and is refused above 300 subjects.
      """,
    parameters: [
      ResponseParameters.outcome.any, ResponseParameters.countsAs.any, ResponseParameters.missing.any, groups.any,
      reference.any, ResponseParameters.strata.any, ContrastStyle.weights.any, ContrastStyle.differenceInterval.any,
      ContrastStyle.relativeRiskInterval.any, ContrastStyle.oddsRatioInterval.any, ResponseRate.interval.any,
      ResponseParameters.level.any, ResponseParameters.asBaseline.any,
    ],
    statistics: RateRows.statistics + ContrastRows.statistics + [
      .init("reference", "The group that the others are compared with."),
      .init("p_value", "The two-sided p-value of no difference."),
    ],
    example: [.init("outcome", .text("responder")), .init("by", .text("age >= 40"))],
    terms: ["RD": "risk difference", "RR": "relative risk", "OR": "odds ratio", "ORR": "overall response rate"]
  ) { cohort, arguments in
    let question = try ResponseQuestion(
      cohort, arguments, by: arguments[groups], strata: arguments[ResponseParameters.strata])
    let style = try ContrastStyle(arguments, isStratified: question.strata != nil)
    let comparison = try ResponseDifference(
      question, style,
      rates: RateRows(
        intervals: [arguments[ResponseRate.interval].first ?? .clopperPearson], level: style.level,
        missing: question.missing),
      reference: arguments[reference])
    var result = AnalysisResult(title: comparison.title, methods: comparison.methods)
    result.rows = comparison.rows
    result.tables = comparison.tables
    result.figures = [comparison.figure(title: result.title)].compactMap(\.self)
    result.cautions = try LateGroups(question: question, isAcknowledged: arguments[ResponseParameters.asBaseline])
      .cautions()
    result.cautions += question.cautions + comparison.cautions
    return result
  }

  /// A group compared with the reference.
  private struct Comparison {
    let name: String
    let words: String
    let contrast: RateContrast
    let n: Int
    /// The number of subjects in strata where one of the two groups is not.
    let alone: Int
  }

  init(
    _ question: ResponseQuestion, _ style: ContrastStyle, rates: RateRows, reference name: String?
  ) throws(CohortError) {
    let place = try question.reference(name)
    self.question = question
    self.style = style
    self.rates = rates
    reference = place
    comparisons = place.map { Self.comparisons(question, style, $0) } ?? []
  }

  private static func comparisons(
    _ question: ResponseQuestion, _ style: ContrastStyle, _ reference: Int
  ) -> [Comparison] {
    question.levels.indices.filter { $0 != reference }.map { group in
      let pairs = question.pairs(group, against: reference)
      let alone = pairs.filter { !$0.isComparable }.reduce(0) { $0 + $1.first.n + $1.second.n }
      let plain = ProportionPair(
        question.counts[group].proportion, against: question.counts[reference].proportion)
      func named(_ words: (String) -> String) -> String {
        "\(words(question.levels[group])) against \(words(question.levels[reference]))"
      }
      return Comparison(
        name: named { $0 }, words: named(question.words),
        contrast: question.strata == nil ? RateContrast(plain, style) : RateContrast(pairs, style),
        n: plain.first.n + plain.second.n, alone: question.strata == nil ? 0 : alone)
    }
  }

  private static let groups = Parameter.columns("by", ResponseParameters.by.declaration.prose, fallback: .required)

  static let reference = Parameter.optionalText(
    "reference", "The group that the others are compared with; the first without it.")
}

extension ResponseQuestion {
  /// The place of the group that others are compared with: the one named, or else the first.
  ///
  /// - Throws: `CohortError.unknownLevel` where there is no such group.
  func reference(_ name: String?) throws(CohortError) -> Int? {
    guard let name, !levels.isEmpty else { return levels.isEmpty ? nil : 0 }
    guard let place = levels.firstIndex(of: name) else {
      throw .unknownLevel(name, column: groups.label, levels: levels, nearest: Nearest.name(to: name, among: levels))
    }
    return place
  }

  /// The rates of two groups, in each stratum.
  func pairs(_ group: Int, against reference: Int) -> [ProportionPair] {
    zip(byStratum(ofGroup: group), byStratum(ofGroup: reference)).map { ProportionPair($0, against: $1) }
  }
}

extension ResponseDifference {
  fileprivate var title: String { question.outcome.words.title(" compared by \(question.groups.label)") }

  fileprivate var methods: [String] {
    let words = LevelWords(level: style.level)
    guard let strata = question.strata else {
      return question.methods + [
        "Intervals (\(words.percent)) of the rates: \(rates.intervals.map(\.name).joined()); of the difference: "
          + "\(style.difference.name); of the relative risk: \(style.relativeRisk.name); of the odds ratio: "
          + "\(style.oddsRatio.name).",
        "p-values are two-sided: \(style.difference.test).",
      ]
    }
    return question.methods + [
      "Stratified by \(strata.label): the difference is weighted \(style.weights.summary), with the stratified "
        + "\(style.difference.name) interval (\(words.percent)); the relative risk and the odds ratio are Mantel and Haenszel's, with "
        + "the intervals of Greenland and Robins and of Robins, Breslow and Greenland. The rates of the groups themselves are not "
        + "stratified (\(rates.intervals.map(\.name).joined())).",
      "p-values are two-sided: \(test).",
    ]
  }

  /// The test of no difference.
  private var test: String {
    guard question.strata != nil else { return style.difference.test }
    return style.weights == .mantelHaenszel
      ? "Cochran-Mantel-Haenszel test, no continuity correction" : "Score test weighted by inverse variance"
  }

  private var names: (String, String, String) {
    guard question.strata == nil else {
      return ("Stratified \(style.difference.name)", "Mantel-Haenszel", "Mantel-Haenszel")
    }
    return (style.difference.name, style.relativeRisk.name, style.oddsRatio.name)
  }

  fileprivate var rows: [Row] {
    var rows = zip(question.levels, question.counts).flatMap { rates.rows($1, group: $0) }
    if let reference { rows.append(Row("reference", .text(question.levels[reference]))) }
    for comparison in comparisons {
      rows += ContrastRows.rows(comparison.contrast, variable: comparison.name, methods: names, n: comparison.n)
      rows.append(
        Row(
          "p_value", Quantity(comparison.contrast.pValue, otherwise: comparison.contrast.reason),
          variable: comparison.name, method: test, n: comparison.n))
    }
    return rows
  }

  fileprivate var tables: [TableLayout] {
    let interval = LevelWords(level: style.level).interval
    let groups = TableLayout(
      title: question.outcome.words.rate, rowHeader: question.groups.label,
      lines: question.levels.map { .init($0, group: $0) },
      columns: [
        .init("Subjects", .value("subjects"), .count), .init("Not evaluable", .value("not_evaluable"), .count),
        .init(question.outcome.words.share, .share(count: "responders", of: "n", proportion: "rate"), .proportion),
        .init(interval, .interval(lower: "rate_lower", upper: "rate_upper"), .proportion),
      ])
    func cell(_ name: String) -> TableLayout.Cell { .estimate(name, lower: "\(name)_lower", upper: "\(name)_upper") }
    let contrasts = TableLayout(
      title: question.strata.map { "Comparison, stratified by \($0.label)" } ?? "Comparison",
      rowHeader: question.groups.label,
      lines: comparisons.map { .init($0.name, variable: $0.name) },
      columns: [
        .init("Difference (\(interval))", cell("difference"), .proportion),
        .init("Relative risk (\(interval))", cell("relative_risk"), .ratio),
        .init("Odds ratio (\(interval))", cell("odds_ratio"), .ratio), .init("p", .value("p_value"), .pValue),
      ])
    return comparisons.isEmpty ? [groups] : [groups, contrasts]
  }

  fileprivate func figure(title: String) -> Figure? {
    var annotations: [Figure.Annotation] = []
    if comparisons.count == 1, let only = comparisons.first?.contrast {
      let estimate = only.difference
      func quantity(_ value: Double?) -> Quantity { Quantity(value, otherwise: estimate.reason) }
      annotations = [
        .init(
          "Difference", quantity(estimate.value), .proportion,
          interval: .init(quantity(estimate.lower), quantity(estimate.upper), level: style.level)),
        .init(test, Quantity(only.pValue, otherwise: only.reason), .pValue),
      ]
    }
    return RateFigure(
      groups: zip(question.levels, question.counts).map { ($0, $1) },
      groupLabel: question.groups.label, outcome: question.outcome.words.axis,
      interval: rates.intervals.first ?? .clopperPearson, level: style.level
    ).figure(title: title, annotations: annotations)
  }

  fileprivate var cautions: [Caution] {
    var cautions = rates.cautions(zip(question.levels, question.counts).map { (question.words(for: $0), $1) })
    for comparison in comparisons where comparison.alone > 0 {
      cautions.append(
        Caution(
          .missingValues,
          "\(comparison.words): \(comparison.alone) of \(comparison.n) subjects are in strata without evaluable subjects of the "
            + "other group, and take no part in the comparison."))
    }
    if comparisons.count > 1 {
      cautions.append(
        Caution(.multiplicity, "\(comparisons.count) comparisons with one reference; p-values are not adjusted."))
    }
    return cautions
  }
}
