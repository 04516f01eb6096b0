import Analyses
import Cohorts

/// A number of an analysis in each trial of a pooled cohort, and pooled.
enum ByTrial {
  /// The analysis by trial, as scripts ask for it.
  static let analysis = Analysis(
    "pooling.by_trial", "Any estimate in each trial, stratified by trial, and pooled with its heterogeneity.",
    details: """
      Does an analysis in each trial, and over all trials stratified by trial where its strata enter the number. The \
      estimates of the trials are then pooled on the scale on which they are about normal, such as that of the logarithm for \
      hazard ratios: with one common value (fixed effect), and with values that vary from trial to trial (random effects). The \
      prediction interval says where the value of another such trial would lie.

      A trial in which the number cannot be had, such as one without events, stands in the table with the reason.
      """,
    parameters: [
      PoolingParameters.called.any, PoolingParameters.given.any, PoolingParameters.statistic.any,
      PoolingParameters.of.any, PoolingParameters.trial.any, PoolingParameters.between.any,
      PoolingParameters.interval.any, PoolingParameters.prediction.any, PoolingParameters.level.any,
    ],
    statistics: TrialRows.declared, example: example
  ) { cohort, arguments in
    let question = try TrialQuestion(cohort, arguments)
    let answers = question.trials.map { question.estimate($0.name, $0.cohort, by: question.call) }
    let pooled = PooledTrials(answers.map(\.0), question.estimation, arguments)
    let rows = TrialRows(question: question, pooled: pooled)
    var result = AnalysisResult(
      title: "\(question.together.title): \(question.number), by trial",
      methods: pooled.methods + question.together.methods, rows: rows.rows, tables: rows.tables,
      figures: rows.figures)
    result.cautions = pooled.cautions(label: question.label)
    result.cautions += question.cautions(of: zip(question.trials, answers).map { ($0.name, $1.1) })
    return result
  }

  /// The arguments of the example, which the analyses of this plugin share.
  static let example: [Argument.Entry] = [
    .init("analysis", .text("survival.cox")), .init("statistic", .text("hazard_ratio")),
    .init("arguments", .map([.init("covariates", .text("age")), .init("endpoint", .text("pfs"))])),
    .init("of", .map([.init("variable", .text("age"))])),
  ]
}
