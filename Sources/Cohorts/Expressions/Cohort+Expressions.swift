extension Cohort {
  /// The outcome of a condition for each subject that is in.
  public func truth(of source: String) throws(CohortError) -> Truth {
    throw .expression(ExpressionError("not yet", source: source, offset: 0))
  }
}
