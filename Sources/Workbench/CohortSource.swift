import Cohorts
public import Readers

/// Where a cohort is loaded from: a path, or the demonstration cohort.
public struct CohortSource: Sendable {
  /// The path of a file or folder; `nil` for the demonstration cohort.
  public let path: String?

  /// A source.
  public init(path: String?) { self.path = path }

  /// Loads the cohort.
  ///
  /// - Parameter progress: Is told lines, such as `reading big.csv: 34%, 812 MB/s, 3 s left`, and an empty one where the
  ///   last is to be taken away.
  /// - Returns: The cohort, and what was decided in loading it.
  /// - Throws: `DataFaults` where the data are not usable.
  public func load(progress: @escaping @Sendable (String) -> Void = { _ in }) throws -> LoadedCohort {
    guard let path else { return LoadedCohort(cohort: try DemonstrationCohort.make(), notes: []) }
    return try CohortLoader.load(path: path, progress: LoadingTeller(send: progress).tell)
  }
}
