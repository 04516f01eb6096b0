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
}
