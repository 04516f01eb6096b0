import Cohorts

/// Loads a cohort from disk.
public enum CohortLoader {
  /// The cohort at a path; what files and folders may hold is described in <doc:CohortFolder>.
  ///
  /// - Parameters:
  ///   - path: A file of comma- or tab-separated values, or a folder with a `cohort.toml`.
  ///   - faultyRows: What becomes of rows that have no subject, or whose subject stands twice.
  ///   - progress: Is told how far each file is read, now and then, one call at a time, from any thread.
  /// - Returns: The cohort, and what was inferred.
  /// - Throws: ``DataFaults`` with the first ten faults, each with its file, line, column and text.
  public static func load(
    path: String, faultyRows: FaultyRows = .refused, progress: (@Sendable (LoadProgress) -> Void)? = nil
  ) throws(DataFaults) -> LoadedCohort {
    func load(folder: String) throws(DataFaults) -> LoadedCohort {
      var loading = FolderLoading(folder, progress: progress)
      loading.faultyRows = faultyRows
      return try loading.load()
    }
    guard Paths.isFolder(path) else {
      if Paths.lastComponent(path) == CohortFolder.fileName, Paths.exists(path) {
        return try load(folder: Paths.folder(path))
      }
      return try SingleFileLoading(path, progress: progress).load()
    }
    guard Paths.exists(Paths.join(path, CohortFolder.fileName)) else {
      throw DataFaults(DataFault(.noDictionary(holds: Paths.entries(of: path)), file: path))
    }
    return try load(folder: path)
  }
}
