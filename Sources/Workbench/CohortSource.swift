public import Cohorts
public import Readers

/// Where a cohort is loaded from: paths, or the demonstration cohort.
public struct CohortSource: Sendable {
  /// The paths of files or folders, each a trial where they are several; none for the demonstration cohort.
  public let paths: [String]

  /// A source of paths, which are pooled.
  public init(paths: [String]) { self.paths = paths }

  /// Loads the cohort.
  ///
  /// - Parameters:
  ///   - faultyRows: What becomes of rows that have no subject, or whose subject stands twice.
  ///   - progress: Takes lines of progress.
  /// - Returns: The cohort, and what was decided in loading it.
  /// - Throws: `DataFaults` where the data are not usable.
  public func load(
    faultyRows: FaultyRows = .refused, progress: @escaping @Sendable (String) -> Void = { _ in }
  ) throws -> LoadedCohort {
    guard !paths.isEmpty else { return LoadedCohort(cohort: try DemonstrationCohort.make(), notes: []) }
    return try CohortLoader.load(paths: paths, faultyRows: faultyRows, progress: LoadingTeller(send: progress).tell)
  }

  /// Loads the cohort as scripts are lent it.
  ///
  /// - Parameter progress: Takes lines of progress.
  /// - Returns: The cohort.
  /// - Throws: `DataFaults` where the data are not usable.
  public func loadForScripts(progress: @escaping @Sendable (String) -> Void = { _ in }) throws -> Cohort {
    let loaded = try load(progress: progress)
    return paths.isEmpty ? loaded.cohort : loaded.forScripts
  }
}
