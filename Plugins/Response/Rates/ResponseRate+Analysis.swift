import Analyses
import Cohorts
import Statistics

/// Response rates with their intervals, by group and of all subjects.
struct ResponseRate {
  /// What is asked.
  let question: ResponseQuestion
  /// How rates become rows.
  let rates: RateRows
  /// How strata are weighed; nil without strata.
  let stratified: StratifiedRate?
  /// What rates are tested against; nil where nobody asked.
  let null: NullRate?

  /// The rates, as scripts ask for them.
  static let analysis = Analysis(
    "response.rate", "Response rate with its confidence interval, by group and of all subjects.",
    details: """
      The share of subjects who responded, with an exact interval unless another is asked for; several methods at once give a \
      table of how much the interval depends on the method. The denominator is the evaluable subjects, or with missing = \
      "failure" all of them; who is not evaluable, and why, is said.

      With strata there is a stratified Wilson interval besides (Yan and Su), by size, equally or optimally weighted. Rates of \
      none and of all are estimated as any other; their logit is not, so that pooling on the logit leaves such a trial out.

      Against a rate given beforehand, as in a single-arm trial, each rate is tested exactly (null_rate).

      Groups that form only after day 0, such as transplanted subjects, are flagged: most who come into them have responded.
      """,
    parameters: [
      ResponseParameters.outcome.any, ResponseParameters.countsAs.any, ResponseParameters.missing.any,
      ResponseParameters.by.any, interval.any, ResponseParameters.strata.any, weights.any,
      NullRate.parameter.any, NullRate.side.any, ResponseParameters.level.any, ResponseParameters.asBaseline.any,
    ],
    statistics: RateRows.statistics + StratifiedRate.statistics + NullRate.statistics,
    example: [.init("outcome", .text("responder")), .init("by", .text("diagnosis"))],
    terms: [
      "ORR": "overall response rate", "CRR": "complete response rate", "CR rate": "complete response rate",
      "DCR": "disease control rate", "CBR": "clinical benefit rate", "MRD": "measurable residual disease",
    ]
  ) { cohort, arguments in
    let question = try ResponseQuestion(
      cohort, arguments, by: arguments[ResponseParameters.by], strata: arguments[ResponseParameters.strata])
    let intervals = arguments[interval]
    let level = arguments[ResponseParameters.level]
    let stratified =
      question.strata == nil
      ? nil
      : StratifiedRate(
        weights: arguments[weights], isCorrected: intervals.first == .wilsonCorrected, level: level)
    let rate = ResponseRate(
      question: question, rates: RateRows(intervals: intervals, level: level, missing: question.missing),
      stratified: stratified, null: try NullRate(arguments))
    var result = AnalysisResult(title: rate.title, methods: rate.methods)
    result.rows = rate.rows
    result.tables = rate.tables
    result.figures = [rate.figure(title: result.title)].compactMap(\.self)
    result.cautions = try LateGroups(question: question, isAcknowledged: arguments[ResponseParameters.asBaseline])
      .cautions()
    result.cautions += question.cautions + rate.rates.cautions(rate.groups.map { ($0.words, $0.counts) })
    return result
  }

  static let interval = Parameter.choices(
    "interval", "How confidence intervals of rates are found; of several, the first is that of the tables and figures.",
    default: [RateInterval.clopperPearson])

  private static let weights = Parameter<RateWeights>.choice(
    "stratum_weights", "How strata are weighed in the stratified Wilson interval.", default: .size)
}

extension ResponseRate {
  /// The groups, and all subjects after them where there are several.
  fileprivate var groups: [(name: String, words: String, counts: ResponseQuestion.Counts)] {
    let groups = zip(question.levels, question.counts).map { ($0, $0, $1) }
    guard !question.groups.sources.isEmpty else { return groups }
    return groups + [(question.together, question.together, question.total)]
  }

  fileprivate var title: String {
    let by = question.groups.sources.isEmpty ? "" : " by \(question.groups.label)"
    return question.outcome.words.title(by)
  }

  fileprivate var methods: [String] {
    let names = rates.intervals.map(\.interval).joined(separator: "; ")
    var methods = question.methods
    methods.append("Confidence intervals (\(LevelWords(level: rates.level).percent)): \(names).")
    if rates.intervals.contains(.jeffreys) {
      methods.append("Jeffreys' limits are 0 where nobody and 1 where everybody responded.")
    }
    if let stratified, let strata = question.strata {
      methods.append(
        "Stratified by \(strata.label): weighted mean of the strata's rates, \(stratified.weights.summary), with the stratified "
          + "Wilson interval of Yan and Su, \(stratified.isCorrected ? "with" : "without") correction for continuity.")
    }
    return methods + (null.map { ["\($0.method)."] } ?? [])
  }

  fileprivate var rows: [Row] {
    groups.enumerated().flatMap { place, group -> [Row] in
      var rows = rates.rows(group.counts, group: group.name) + rates.sensitivityRows(group.counts, group: group.name)
      if let null { rows.append(null.row(group.counts, group: group.name)) }
      if let stratified, let strata = question.strata {
        let group = place < question.levels.count ? place : nil
        rows += stratified.rows(
          question.byStratum(ofGroup: group), names: strata.grouping.levels, group: groups[place].name)
      }
      return rows
    }
  }

  fileprivate var tables: [TableLayout] {
    let lines = groups.map { TableLayout.Line($0.words, group: $0.name) }
    let rowHeader = question.groups.sources.isEmpty ? "" : question.groups.label
    let words = LevelWords(level: rates.level)
    var columns: [TableLayout.Column] = [
      .init("Subjects", .value("subjects"), .count), .init("Not evaluable", .value("not_evaluable"), .count),
      .init(question.outcome.words.share, .share(count: "responders", of: "n", proportion: "rate"), .proportion),
      .init(words.interval, .interval(lower: "rate_lower", upper: "rate_upper"), .proportion),
    ]
    if stratified != nil {
      columns.append(
        .init(
          "Stratified (\(words.interval))",
          .estimate("stratified_rate", lower: "stratified_lower", upper: "stratified_upper"), .proportion))
    }
    if null != nil { columns.append(.init("p", .value("p_value"), .pValue)) }
    var tables = [TableLayout(title: question.outcome.words.rate, rowHeader: rowHeader, lines: lines, columns: columns)]
    if rates.intervals.count > 1 {
      tables.append(
        TableLayout(
          title: "\(words.percent) intervals by method", rowHeader: "Method",
          lines: rates.intervals.map { .init($0.name, variable: $0.rawValue) },
          columns: groups.map {
            .init($0.words, .interval(lower: "rate_lower", upper: "rate_upper"), .proportion, group: $0.name)
          }))
    }
    return tables
  }

  fileprivate func figure(title: String) -> Figure? {
    RateFigure(
      groups: groups.map { ($0.words, $0.counts) }, groupLabel: question.groups.label,
      outcome: question.outcome.words.axis, interval: rates.intervals.first ?? .clopperPearson, level: rates.level
    ).figure(title: title)
  }
}

extension ResponseQuestion {
  /// The rate in each stratum, of one group or of all.
  func byStratum(ofGroup group: Int?) -> [Proportion] {
    let count = strata?.grouping.levels.count ?? 1
    var (responders, sizes) = ([Int](repeating: 0, count: count), [Int](repeating: 0, count: count))
    for (place, stratum) in stratumCodes.enumerated() where group == nil || Int(codes[place]) == group {
      sizes[Int(stratum)] += 1
      if responded[place] { responders[Int(stratum)] += 1 }
    }
    return zip(responders, sizes).map { Proportion($0, of: $1) }
  }
}
