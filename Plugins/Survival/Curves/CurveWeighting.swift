import Analyses
import Cohorts

/// How much each subject counts in a curve, and with whom: frequency weights, case weights, clusters.
struct CurveWeighting {
  let columns: SurvivalQuestion.Weighting

  static let caseWeights = Parameter.optionalColumn(
    "case_weights",
    "The column of case weights, such as inverse probabilities: how much each subject counts; standard errors are "
      + "robust.")

  static let cluster = Parameter.optionalColumn(
    "cluster", "The column of units within which subjects depend on each other; standard errors are robust.")

  init(_ arguments: Arguments) {
    columns = SurvivalQuestion.Weighting(
      frequency: arguments[SurvivalParameters.weights], cases: arguments[Self.caseWeights],
      cluster: arguments[Self.cluster])
  }

  /// Whether standard errors have to be robust.
  var isRobust: Bool { columns.cases != nil || columns.cluster != nil }

  /// The curve of each group of a question.
  func curves(_ question: SurvivalQuestion, _ estimator: CurveEstimator) throws -> [KaplanMeier] {
    guard isRobust else {
      let tables = try EventTable.tables(of: question.followUp, groups: question.codes, count: question.levels.count)
      return tables.map(estimator.curve)
    }
    var rows = [[Int]](repeating: [], count: question.levels.count)
    for (row, code) in question.codes.enumerated() { rows[Int(code)].append(row) }
    return try rows.map { rows in
      try KaplanMeier.robust(
        question.followUp.selecting(rows), clusters: question.clusters.map { clusters in rows.map { clusters[$0] } })
    }
  }
}
