import Cohorts

/// Loads a cohort from disk.
public enum CohortLoader {
  /// The cohort at a path; what files and folders may hold is described in <doc:CohortFolder>.
  ///
  /// - Parameters:
  ///   - path: A file of one or more tables, or a folder of them, with a `cohort.toml` or without.
  ///   - faultyRows: What becomes of rows that have no subject, or whose subject stands twice.
  ///   - progress: Is told how far each file is read, now and then, one call at a time, from any thread.
  /// - Returns: The cohort, and what was inferred.
  /// - Throws: ``DataFaults`` with the first ten faults, each with its file, line, column and text.
  public static func load(
    path: String, faultyRows: FaultyRows = .refused, progress: (@Sendable (LoadProgress) -> Void)? = nil
  ) throws(DataFaults) -> LoadedCohort {
    let isFolder = Paths.isFolder(path)
    let isDictionary = !isFolder && Paths.lastComponent(path) == CohortFolder.fileName && Paths.exists(path)
    guard isFolder || isDictionary else {
      var loading = SingleFileLoading(path, progress: progress)
      loading.faultyRows = faultyRows
      return try loading.load()
    }
    guard isDictionary || Paths.exists(Paths.join(path, CohortFolder.fileName)) else {
      var loading = UndeclaredLoading(folder: path, progress: progress)
      loading.faultyRows = faultyRows
      return try loading.load()
    }
    var loading = FolderLoading(isDictionary ? Paths.folder(path) : path, progress: progress)
    loading.faultyRows = faultyRows
    return try loading.load()
  }

  /// The cohorts at several paths as one, each a trial.
  ///
  /// Subjects stand below each other, in the order of the paths; ids must tell them apart across all. What was decided in
  /// doing so is noted.
  ///
  /// - Parameters:
  ///   - paths: What ``load(path:faultyRows:progress:)`` takes, at least one.
  ///   - faultyRows: What becomes of rows that have no subject, or whose subject stands twice.
  ///   - progress: Is told how far each file is read.
  /// - Returns: The cohort; with one path that which is there.
  /// - Throws: ``DataFaults`` where one cannot be loaded, and where they do not fit each other.
  public static func load(
    paths: [String], faultyRows: FaultyRows = .refused, progress: (@Sendable (LoadProgress) -> Void)? = nil
  ) throws(DataFaults) -> LoadedCohort {
    guard paths.count > 1 else { return try load(path: paths.first ?? ".", faultyRows: faultyRows, progress: progress) }
    var seen: Set<String> = []
    for path in paths where !seen.insert(Paths.resolved(path)).inserted {
      throw DataFaults(DataFault(.pooling(.sameData), file: path))
    }
    var members: [CohortPool.Member] = []
    for (name, path) in zip(TrialNames.names(of: paths), paths) {
      let loaded = try load(path: path, faultyRows: faultyRows, progress: progress)
      members.append(CohortPool.Member(name: name, loaded: loaded))
    }
    let pooled = try CohortPool.pooled(members)
    return faultyRows == .refused ? pooled : pooled.locatingRows(of: members.map(\.loaded))
  }
}
