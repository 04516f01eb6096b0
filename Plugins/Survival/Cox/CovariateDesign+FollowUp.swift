import Designs

extension CovariateDesign {
  /// Makes the columns for the subjects of a question.
  ///
  /// - Parameters:
  ///   - covariates: What was asked for.
  ///   - question: The subjects.
  ///   - rows: The subjects' rows where exposures begin on a day; one row a subject without.
  /// - Throws: `CohortError` for a reference that is no level of its covariate.
  init(_ covariates: Covariates, for question: SurvivalQuestion, rows: ExposureSplit? = nil) throws {
    let weights = question.followUp.weights
    try self.init(
      covariates, positions: question.positions, frequencies: weights.replicates ? weights.values : nil,
      rows: rows?.subject, exposures: rows?.begun ?? [])
  }
}
