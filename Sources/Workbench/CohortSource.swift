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
  /// - Parameters:
  ///   - faultyRows: What becomes of rows that have no subject, or whose subject stands twice.
  ///   - progress: Takes lines of progress.
  /// - Throws: `DataFaults` where the data are not usable.
  public func load(
    faultyRows: FaultyRows = .refused, progress: @escaping @Sendable (String) -> Void = { _ in }
  ) throws -> LoadedCohort {
    guard let path else { return LoadedCohort(cohort: try DemonstrationCohort.make(), notes: []) }
    return try CohortLoader.load(path: path, faultyRows: faultyRows, progress: { progress($0.words) })
  }
}

extension LoadProgress {
  /// How far the loading of a file has come, as a line.
  fileprivate var words: String {
    let share = bytes > 0 ? Double(bytesRead) / Double(bytes) : 1
    return "reading \(file): \(Int((share * 100).rounded(.down)))%"
  }
}
