import Analyses
import Cohorts
import RealModule
import Statistics

extension TrendByGroup {
  /// Whether a rate rises or falls over ordered groups, as scripts ask for it.
  static let analysis = Analysis(
    "response.trend", "Whether the rate of an outcome rises or falls over ordered groups: Cochran-Armitage.",
    details: """
      Tests whether the share of subjects with an outcome rises or falls with a score of the groups, such as dose levels. Groups \
      stand in the order of their levels and have the scores 1, 2, 3, … unless others are named; only the distances of scores \
      to one another matter. More than two levels of which nobody has said in which order they stand are refused \
      without scores. The statistic is that of R's prop.trend.test, with the divisor N; Mantel's has N - 1, and the exact p-value is that of all tables with the same margins, as long as these can be listed.

      Beside it stands the odds ratio for one unit of the score, by logistic regression with a profile interval.
      """,
    parameters: [
      ResponseParameters.outcome.any, ResponseParameters.countsAs.any, ResponseParameters.missing.any, by.any,
      scores.any, ResponseParameters.level.any, ResponseParameters.asBaseline.any,
    ],
    statistics: statistics + AssociationRows.statistics,
    example: [.init("outcome", .text("responder")), .init("by", .text("dose_level"))]
  ) { cohort, arguments in
    let question = try ResponseQuestion(cohort, arguments, by: arguments[by])
    let trend = try TrendByGroup(question, scores: arguments[scores], for: arguments.analysis)
    let level = arguments[ResponseParameters.level]
    let named = zip(question.levels, trend.scores).map { "\($0) \(Argument.number($1).source)" }
    var result = AnalysisResult(
      title: "\(question.outcome.label): trend over \(question.groups.label)",
      methods: question.methods + [
        "Trend by the Cochran-Armitage test (two-sided, variance with the divisor N); scores: "
          + named.joined(separator: ", ") + ".",
        "Rates have exact (Clopper-Pearson) intervals. Odds ratio for one unit of the score by logistic regression, with the profile interval of its likelihood.",
      ])
    result.rows = trend.rows(level: level)
    result.tables = trend.tables(level: level)
    result.figures = [trend.figure(level: level)].compactMap { $0 }
    let guarding = LateGroups(question: question, isAcknowledged: arguments[ResponseParameters.asBaseline])
    result.cautions = try guarding.cautions() + question.cautions
    return result
  }

  private static let by = Parameter.groups(
    "The groups in their order: a column whose levels are ordered, such as \"dose_level\", or an expression.",
    fallback: .required)

  private static let scores = Parameter.numbers(
    "scores", "The score of each group, in the order of the groups; 1, 2, 3, … without them.", in: -1e12...1e12)
}
