public import Cohorts

/// One statistic, prepared to be computed again and again for other counts of the same subjects.
///
/// What a resample changes is only how often each subject counts; all that does not depend on it, such as the order of
/// the times, is worked out once.
public protocol Replication: Sendable {
  /// How many numbers the computation needs to write to.
  var scratchCount: Int { get }

  /// The statistic where each subject of the cohort counts so many times.
  ///
  /// - Parameters:
  ///   - counts: One a subject of the cohort that it was prepared for, 0 or more.
  ///   - scratch: ``scratchCount`` numbers, whatever they hold; one set a thread.
  /// - Returns: The same as the analysis gives of a cohort with so many copies of each subject.
  func value(counts: [Int32], scratch: inout [Double]) -> Quantity
}

extension Analysis {
  /// Prepares the fast way of one row of the analysis; `nil` where the question is one that it does not cover.
  ///
  /// A column of frequency weights among the arguments is not to be read: counts take its place.
  public typealias Replicator =
    @Sendable (_ cohort: Cohort, _ arguments: Arguments, _ row: RowRequest) throws -> (any Replication)?

  /// The analysis with a fast way to compute some of its statistics again and again.
  public func replicated(by replicator: @escaping Replicator) -> Analysis {
    var analysis = self
    analysis.replicator = replicator
    return analysis
  }
}
