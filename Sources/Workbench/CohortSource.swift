import Cohorts
public import Readers

/// Where a cohort is loaded from: a path, several that are pooled, or the demonstration cohort.
public struct CohortSource: Sendable {
  /// The paths of files or folders, each a trial; none for the demonstration cohort.
  public let paths: [String]

  /// A source.
  public init(paths: [String]) { self.paths = paths }

  /// Loads the cohort.
  ///
  /// - Throws: `DataFaults` where the data are not usable.
  public func load(progress: @escaping @Sendable (String) -> Void = { _ in }) throws -> LoadedCohort {
    guard !paths.isEmpty else { return LoadedCohort(cohort: try DemonstrationCohort.make(), notes: []) }
    return try CohortLoader.load(paths: paths, progress: { progress($0.words) })
  }
}

extension LoadProgress {
  /// How far the loading of a file has come, as a line.
  fileprivate var words: String {
    let share = bytes > 0 ? Double(bytesRead) / Double(bytes) : 1
    return "reading \(file): \(Int((share * 100).rounded(.down)))%"
  }
}
