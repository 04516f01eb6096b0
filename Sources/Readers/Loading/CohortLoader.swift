import Cohorts

/// Loads a cohort from disk.
public enum CohortLoader {
  /// The cohort at a path; what files and folders may hold is described in <doc:CohortFolder>.
  ///
  /// - Parameters:
  ///   - path: A file of comma- or tab-separated values, or a folder with a `cohort.toml`.
  ///   - progress: Is told how far each file is read, now and then, one call at a time, from any thread.
  /// - Returns: The cohort, and what was inferred.
  /// - Throws: ``DataFaults`` with the first ten faults, each with its file, line, column and text.
  public static func load(
    path: String, progress: (@Sendable (LoadProgress) -> Void)? = nil
  ) throws(DataFaults) -> LoadedCohort {
    guard Paths.isFolder(path) else {
      if Paths.lastComponent(path) == CohortFolder.fileName, Paths.exists(path) {
        return try FolderLoading(Paths.folder(path), progress: progress).load()
      }
      return try SingleFileLoading(path, progress: progress).load()
    }
    guard Paths.exists(Paths.join(path, CohortFolder.fileName)) else {
      throw DataFaults(DataFault(.noDictionary(holds: Paths.entries(of: path)), file: path))
    }
    return try FolderLoading(path, progress: progress).load()
  }

  /// The cohorts at several paths as one, each a trial.
  ///
  /// Subjects stand below each other, in the order of the paths; ids must tell them apart across all. What was decided in
  /// doing so is noted.
  ///
  /// - Parameters:
  ///   - paths: What ``load(path:progress:)`` takes, at least one.
  ///   - progress: Is told how far each file is read.
  /// - Returns: The cohort; with one path that which is there.
  /// - Throws: ``DataFaults`` where one cannot be loaded, and where they do not fit each other.
  public static func load(
    paths: [String], progress: (@Sendable (LoadProgress) -> Void)? = nil
  ) throws(DataFaults) -> LoadedCohort {
    guard paths.count > 1 else { return try load(path: paths.first ?? ".", progress: progress) }
    var seen: Set<String> = []
    for path in paths where !seen.insert(Paths.resolved(path)).inserted {
      throw DataFaults(DataFault(.pooling(.sameData), file: path))
    }
    var members: [CohortPool.Member] = []
    for (name, path) in zip(TrialNames.names(of: paths), paths) {
      members.append(CohortPool.Member(name: name, loaded: try load(path: path, progress: progress)))
    }
    return try CohortPool.pooled(members)
  }
}
