import Analyses
import Cohorts

extension KaplanMeier {
  /// The estimate by group, as scripts ask for it.
  static let analysis = Analysis(
    "survival.kaplan_meier", "Kaplan-Meier estimate of survival, by group.",
    details: """
      Estimates the survivor function of each group, with pointwise confidence intervals, the median and other \
      quantiles, survival at milestones and the numbers at risk. With two groups or more the log-rank test stands \
      beside it, stratified where strata are given. A simultaneous band (band) holds the whole curve over a range of times. The \
      estimator can be exp(-H) of the cumulative hazard instead.

      A subject censored at an event time counts as at risk for it; with late entry, who enters at an event time does not. \
      Under case weights (inverse-probability weights, for one), and where subjects of a cluster depend on each other, standard \
      errors are robust, and there is no log-rank test: its variance would not hold. Groups formed by something that becomes known \
      only after the origin are flagged: that comparison has immortal time in it.
      """,
    parameters: [
      SurvivalParameters.endpoint.any, SurvivalParameters.by.any, SurvivalParameters.strata.any,
      SurvivalParameters.weights.any, CurveWeighting.caseWeights.any, CurveWeighting.cluster.any, estimator.any,
      SurvivalParameters.level.any, SurvivalParameters.interval.any, BandRequest.kind.any, BandRequest.range.any,
      SurvivalParameters.plateau.any, SurvivalParameters.beyond.any, SurvivalParameters.times.any, quantiles.any,
      SurvivalParameters.displayUnit.any, riskTable.any, SurvivalParameters.asBaseline.any,
    ],
    statistics: CurveStatistics.declared + BandRequest.statistics + LogRank.testStatistics,
    example: [.init("endpoint", .text("pfs")), .init("by", .text("diagnosis"))],
    terms: [
      "KM": "Kaplan-Meier estimate", "PFS": "progression-free survival", "OS": "overall survival",
      "EFS": "event-free survival", "DFS": "disease-free survival", "RFS": "relapse-free survival",
      "TTE": "time to event", "DOR": "duration of response", "GRFS": "GvHD-free, relapse-free survival",
    ]
  ) { cohort, arguments in
    let weighting = CurveWeighting(arguments)
    let question = try SurvivalQuestion(
      cohort, endpoint: arguments[SurvivalParameters.endpoint], by: arguments[SurvivalParameters.by],
      strata: arguments[SurvivalParameters.strata], weighting: weighting.columns)
    let guarding = ImmortalTime(
      cohort: cohort, endpoint: question.endpoint, isAcknowledged: arguments[SurvivalParameters.asBaseline])
    var style = CurveStyle(arguments, quantiles: arguments[quantiles])
    style.estimator = arguments[estimator]
    style.isRobust = weighting.isRobust
    style.band = try BandRequest(arguments)
    style.riskTable = arguments[riskTable]
    try check(style)
    let curves = zip(question.levels, try weighting.curves(question, style.estimator)).map { level, estimate in
      CurveStatistics(
        group: level, label: question.label(of: level), estimate: estimate, style: style,
        endpoint: question.endpoint, atRisk: estimate.table.atRisk(at:))
    }
    let compared = question.levels.count > 1 && !weighting.isRobust ? try question.tables() : nil
    let test = compared.map { LogRank($0) }
    var result = AnalysisResult(title: title(question), methods: [style.method] + conventions(question, weighting))
    if let band = style.band { result.methods.append(band.method(style)) }
    result.rows = curves.flatMap(\.rows)
    result.tables = CurveStatistics.tables(
      of: curves, rowHeader: question.groups.sources.isEmpty ? "" : question.groups.label,
      times: arguments.times(in: question.endpoint.unit))
    if let test {
      result.methods.append(LogRank.method(question))
      result.rows += test.testRows.resting(onAllOf: question)
      result.tables.append(LogRank.testTable)
    }
    result.figures = CurveStatistics.figures(
      of: curves, title: result.title, endpoint: question.endpoint,
      axisUnit: arguments[SurvivalParameters.displayUnit], annotations: test.map { [$0.annotation] } ?? [])
    result.cautions = try guarding.cautions(for: question) + question.cautions
    result.cautions += CurveStatistics.medianCautions(of: curves) + CurveStatistics.supportCautions(of: curves)
    result.cautions += CurveStatistics.horizonCautions(of: curves)
    result.cautions += compared.map { InformativeCensoring.cautions($0) } ?? []
    return result
  }.replicated { cohort, arguments, row in
    guard arguments[estimator] == .kaplanMeier, !CurveWeighting(arguments).isRobust else { return nil }
    let question = try SurvivalQuestion(
      cohort, endpoint: arguments[SurvivalParameters.endpoint], by: arguments[SurvivalParameters.by],
      strata: arguments[SurvivalParameters.strata])
    return try CurveReplication(question, row, style: CurveStyle(arguments, quantiles: arguments[quantiles]))
  }

  private static let quantiles = Parameter.numbers(
    "quantiles", "The shares of subjects with the event whose times are given; 0.5 is the median.", in: 0.001...0.999,
    fallback: .value(.list([.number(0.25), .number(0.5), .number(0.75)])))

  private static let estimator = Parameter<CurveEstimator>.choice(
    "estimator", "How survival follows from the counts of events and of those at risk.", default: .kaplanMeier)

  private static let riskTable = RiskTableContent.parameter(default: .atRisk)

  /// - Throws: `ArgumentError` for what does not go with robust standard errors.
  private static func check(_ style: CurveStyle) throws {
    guard style.isRobust else { return }
    func refuse(_ name: String) -> ArgumentError {
      ArgumentError.invalid(
        analysis: "survival.kaplan_meier",
        reason: "\"\(name)\" does not go with \"case_weights\" or \"cluster\": there is no such variance")
    }
    if style.estimator != .kaplanMeier { throw refuse("estimator") }
    if style.band != nil { throw refuse("band") }
  }

  /// What else has to be said of how the counts were made, as sentences.
  private static func conventions(_ question: SurvivalQuestion, _ weighting: CurveWeighting) -> [String] {
    var sentences: [String] = []
    if question.followUp.entry != nil {
      sentences.append(
        "Late entry: at risk at t are those with entry < t <= time; who enters at t is not at risk for an event at t, and "
          + "who is censored at t is.")
    }
    if let strata = question.strata, question.levels.count < 2 || weighting.isRobust {
      sentences.append(
        "Strata (\(strata.label)) enter a comparison of groups alone, and there is none here: the curve is of all strata "
          + "together.")
    }
    if weighting.isRobust, question.levels.count > 1 {
      sentences.append(
        "No log-rank test is given: its variance does not hold under case weights or within clusters.")
    }
    return sentences
  }

  private static func title(_ question: SurvivalQuestion) -> String {
    question.endpoint.label + (question.groups.sources.isEmpty ? "" : " by \(question.groups.label)")
  }
}
