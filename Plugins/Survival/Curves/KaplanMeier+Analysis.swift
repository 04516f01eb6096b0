import Analyses
import Cohorts

extension KaplanMeier {
  /// The estimate by group, as scripts ask for it.
  static let analysis = Analysis(
    "survival.kaplan_meier", "Kaplan-Meier estimate of survival, by group.",
    details: """
      Estimates the survivor function of each group, with pointwise confidence intervals, the median and other \
      quantiles, survival at milestones and the numbers at risk. With two groups or more the log-rank test stands \
      beside it, stratified where strata are given.

      A subject censored at an event time counts as at risk for it. Groups formed by something that becomes known only \
      after the origin are flagged: that comparison has immortal time in it.
      """,
    parameters: [
      SurvivalParameters.endpoint.any, SurvivalParameters.by.any, SurvivalParameters.strata.any,
      SurvivalParameters.weights.any, SurvivalParameters.level.any, SurvivalParameters.interval.any,
      SurvivalParameters.plateau.any, SurvivalParameters.beyond.any, SurvivalParameters.times.any, quantiles.any,
      SurvivalParameters.displayUnit.any, SurvivalParameters.asBaseline.any,
    ],
    statistics: CurveStatistics.declared + LogRank.testStatistics,
    example: [.init("endpoint", .text("pfs")), .init("by", .text("diagnosis"))]
  ) { cohort, arguments in
    let question = try SurvivalQuestion(
      cohort, endpoint: arguments[SurvivalParameters.endpoint], by: arguments[SurvivalParameters.by],
      strata: arguments[SurvivalParameters.strata], weights: arguments[SurvivalParameters.weights])
    let guarding = ImmortalTime(
      cohort: cohort, endpoint: question.endpoint, isAcknowledged: arguments[SurvivalParameters.asBaseline])
    let tables = try EventTable.tables(of: question.followUp, groups: question.codes, count: question.levels.count)
    let style = CurveStyle(arguments, quantiles: arguments[quantiles])
    let curves = zip(question.levels, tables).map { level, table in
      CurveStatistics(
        group: level, label: question.label(of: level), estimate: KaplanMeier(table), style: style,
        endpoint: question.endpoint, atRisk: table.atRisk(at:))
    }
    let test = question.levels.count > 1 ? try LogRank(question) : nil
    var result = AnalysisResult(title: title(question), methods: [style.method])
    result.rows = curves.flatMap(\.rows)
    result.tables = CurveStatistics.tables(
      of: curves, rowHeader: question.groups.sources.isEmpty ? "" : question.groups.label)
    if let test {
      result.methods.append(LogRank.method(question))
      result.rows += test.testRows
      result.tables.append(LogRank.testTable)
    }
    result.figures = CurveStatistics.figures(
      of: curves, title: result.title, endpoint: question.endpoint,
      axisUnit: arguments[SurvivalParameters.displayUnit], annotations: test.map { [$0.annotation] } ?? [])
    result.cautions = try guarding.cautions(for: question) + question.cautions
    result.cautions += CurveStatistics.medianCautions(of: curves)
    return result
  }.replicated { cohort, arguments, row in
    let question = try SurvivalQuestion(
      cohort, endpoint: arguments[SurvivalParameters.endpoint], by: arguments[SurvivalParameters.by],
      strata: arguments[SurvivalParameters.strata])
    return try CurveReplication(question, row, style: CurveStyle(arguments, quantiles: arguments[quantiles]))
  }

  private static let quantiles = Parameter.numbers(
    "quantiles", "The shares of subjects with the event whose times are given; 0.5 is the median.", in: 0.001...0.999,
    fallback: .value(.list([.number(0.25), .number(0.5), .number(0.75)])))

  private static func title(_ question: SurvivalQuestion) -> String {
    question.endpoint.label + (question.groups.sources.isEmpty ? "" : " by \(question.groups.label)")
  }
}
