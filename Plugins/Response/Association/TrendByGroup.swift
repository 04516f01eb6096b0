import Analyses
import Cohorts
import RealModule
import Statistics

/// Whether the rate of an outcome rises or falls over ordered groups.
struct TrendByGroup {
  /// The question.
  let question: ResponseQuestion
  /// The score of each group.
  let scores: [Double]
  /// The test.
  let test: CochranArmitage
  /// The logistic regression on the score; `nil` where there is no trend to speak of.
  let model: LogisticModel?

  /// Tests the trend over the groups of a question.
  ///
  /// - Parameters:
  ///   - question: The subjects, their outcome and groups.
  ///   - asked: The score of each group; empty for 1, 2, 3, …
  ///   - analysis: Who asks, for messages.
  /// - Throws: `ArgumentError` where there is not one score for each group, or none and nobody has said in which order the groups stand.
  init(_ question: ResponseQuestion, scores asked: [Double], for analysis: String) throws {
    let groups = question.counts
    guard asked.isEmpty || asked.count == groups.count else {
      throw ArgumentError.invalid(
        analysis: analysis,
        reason:
          "\"scores\" holds \(asked.count) \(asked.count == 1 ? "number" : "numbers"), and there are \(groups.count) groups: "
          + question.levels.map { "\"\($0)\"" }.joined(separator: ", "))
    }
    if asked.isEmpty { try question.groups.checkOrder(for: analysis) }
    let scores = asked.isEmpty ? groups.indices.map { Double($0 + 1) } : asked
    self.question = question
    self.scores = scores
    test = try CochranArmitage(responders: groups.map(\.responders), sizes: groups.map(\.n), scores: scores)
    model = test.z == nil ? nil : try Self.fit(groups, scores)
  }

  private static func fit(_ groups: [ResponseQuestion.Counts], _ scores: [Double]) throws -> LogisticModel {
    let design = try DesignMatrix(columns: [scores + scores])
    return try LogisticModel(
      groups.map { _ in true } + groups.map { _ in false }, design,
      weights: groups.map { Double($0.responders) } + groups.map { Double($0.n - $0.responders) })
  }

  static let statistics: [Analysis.Statistic] = [
    .init("n", "The number of evaluable subjects of a group."),
    .init("responders", "The number of them with the outcome."),
    .init("rate", "The share of them with the outcome."),
    .init("rate_lower", "Its lower limit, exact."), .init("rate_upper", "Its upper limit, exact."),
    .init("score", "The score of the group."),
    .init("z", "The Cochran-Armitage statistic: above zero where the rate rises with the score."),
    .init(
      "odds_ratio", "The odds ratio for one unit of the score, by logistic regression.",
      estimated: .on(.log, standardError: "log_odds_ratio_standard_error")),
    .init("odds_ratio_lower", "Its lower limit, by the profile of the likelihood."),
    .init("odds_ratio_upper", "Its upper limit, by the profile of the likelihood."),
    .init("log_odds_ratio_standard_error", "The standard error of its logarithm."),
  ]

  /// Why there is no test.
  private var reason: String {
    let total = question.total
    if total.n == 0 { return "no evaluable subjects" }
    if total.responders == 0 { return "nobody responded" }
    if total.responders == total.n { return "everybody responded" }
    return "evaluable subjects at only one score"
  }

  func rows(level: Double) -> [Row] {
    let groups = zip(zip(question.levels, scores), question.counts).flatMap { named, counts in
      let limits = limits(counts, level)
      return [
        Row("n", .count(counts.n), group: named.0, missing: counts.subjects - counts.n),
        Row("responders", .count(counts.responders), group: named.0, n: counts.n),
        Row(
          "rate", Quantity(rate(counts), otherwise: "no evaluable subjects"), group: named.0, n: counts.n),
        Row(
          "rate_lower", Quantity(limits?.lower, otherwise: "no evaluable subjects"), group: named.0,
          method: method(level), n: counts.n),
        Row(
          "rate_upper", Quantity(limits?.upper, otherwise: "no evaluable subjects"), group: named.0,
          method: method(level), n: counts.n),
        Row("score", .number(named.1), group: named.0),
      ]
    }
    let exact = test.exactPValue()
    return groups + [
      Row("z", Quantity(test.z, otherwise: reason), method: "Cochran-Armitage", n: question.total.n)
    ] + AssociationRows.test("cochran_armitage", test.test, reason)
      + AssociationRows.test("mantel_trend", test.conditional, reason)
      + [
        Row(
          "p_value",
          Quantity(exact, otherwise: test.z == nil ? reason : "too many subjects or scores for an exact p-value"),
          variable: "exact_trend")
      ] + slopeRows(level)
  }

  private func slopeRows(_ level: Double) -> [Row] {
    let coefficient = model?.coefficients[1]
    let limits = model?.profileLimits(of: 1, level: level)
    let separated = "no finite estimate: groups are all or none with the outcome (separation)"
    let why = coefficient?.state == .infinite ? separated : reason
    return [
      Row(
        "odds_ratio", Quantity(coefficient?.ratio, otherwise: why),
        method: "logistic regression on the score, profile interval (\(Argument.percent(level)))"),
      Row("odds_ratio_lower", Quantity(limits.map { .exp($0.lower) }, otherwise: why)),
      Row("odds_ratio_upper", Quantity(limits.map { .exp($0.upper) }, otherwise: why)),
      Row("log_odds_ratio_standard_error", Quantity(coefficient?.standardError, otherwise: why)),
    ]
  }

  private func rate(_ counts: ResponseQuestion.Counts) -> Double? {
    counts.n > 0 ? Double(counts.responders) / Double(counts.n) : nil
  }

  private func limits(_ counts: ResponseQuestion.Counts, _ level: Double) -> (lower: Double, upper: Double)? {
    counts.proportion.limits(RateInterval.clopperPearson.method, level: level)
  }

  /// How the intervals of rates are found, in full.
  private func method(_ level: Double) -> String {
    "\(RateInterval.clopperPearson.interval) (\(LevelWords(level: level).percent))"
  }

  func tables(level: Double) -> [TableLayout] {
    [
      TableLayout(
        title: "\(question.outcome.label) by \(question.groups.label)", rowHeader: question.groups.label,
        lines: question.levels.map { .init($0, group: $0) },
        columns: [
          .init("Score", .value("score"), .count), .init("Evaluable", .value("n"), .count),
          .init("With the outcome", .value("responders"), .count), .init("Rate", .value("rate"), .proportion),
          .init(
            LevelWords(level: level).interval, .interval(lower: "rate_lower", upper: "rate_upper"), .proportion),
        ]),
      AssociationRows.table([
        .init("Cochran-Armitage", variable: "cochran_armitage"),
        .init("Mantel's test for trend (divisor N - 1)", variable: "mantel_trend"),
        .init("Exact, given the margins", variable: "exact_trend"),
      ]),
      TableLayout(
        title: "Trend", rowHeader: "", lines: [.init("For one unit of the score")],
        columns: [
          .init(
            "Odds ratio (\(Argument.percent(level)) CI)",
            .estimate("odds_ratio", lower: "odds_ratio_lower", upper: "odds_ratio_upper"), .ratio)
        ]),
    ]
  }

  /// The rates over the scores with their intervals, and the curve of the logistic regression.
  func figure(level: Double) -> Figure? {
    let shown = question.counts.indices.filter { question.counts[$0].n > 0 }
    guard let low = scores.min(), let high = scores.max(), low < high, !shown.isEmpty else { return nil }
    var marks: [Figure.Chart.Mark] = []
    var words = "Whiskers are \(LevelWords(level: level).percent) intervals (\(RateInterval.clopperPearson.name))"
    if let model, let intercept = model.coefficients[0].value, let slope = model.coefficients[1].value,
      intercept.isFinite, slope.isFinite
    {
      let places = (0...60).map { low + (high - low) * Double($0) / 60 }
      marks.append(.init(.line(x: places, y: places.map { 1 / (1 + .exp(-(intercept + slope * $0))) })))
      words += "; the curve is that of the logistic regression"
    }
    let intervals = shown.map { limits(question.counts[$0], level) }
    marks.append(
      .init(
        .intervals(
          .vertical, at: shown.map { scores[$0] }, lower: intervals.map { $0?.lower },
          upper: intervals.map { $0?.upper }),
        series: 0))
    marks.append(
      .init(
        .points(x: shown.map { scores[$0] }, y: shown.compactMap { rate(question.counts[$0]) }), series: 0))
    let panel = Figure.Chart.Panel(
      x: axis(low, high),
      y: .init("Rate", limits: .init(0, 1), format: .proportion), marks: marks,
      annotations: test.test.map { [.init("Cochran-Armitage test", .number($0.pValue), .pValue)] } ?? [])
    return Figure(
      title: "\(question.outcome.label) by \(question.groups.label)", .chart(.init(panels: [panel])),
      notes: [words + "."])
  }

  /// The scores, each with the names of its groups, and with its number where it is not the group's place.
  private func axis(_ low: Double, _ high: Double) -> Figure.Axis {
    let ticks = Set(scores).sorted()
    let isPlace = scores == scores.indices.map { Double($0 + 1) }
    let names = ticks.map { tick in
      let groups = question.levels.indices.filter { scores[$0] == tick }.map { question.levels[$0] }
      return groups.joined(separator: ", ") + (isPlace ? "" : " (\(Argument.number(tick).source))")
    }
    let margin = (zip(ticks, ticks.dropFirst()).map { $1 - $0 }.min() ?? 1) / 2
    return Figure.Axis(
      isPlace ? question.groups.label : "\(question.groups.label) (score)",
      limits: .init(low - margin, high + margin), ticks: ticks, tickNames: names)
  }
}
