import Cohorts

/// What a column in a script was computed from: it goes with the column, so that the guard against immortal time holds for it too.
struct ColumnSource {
  /// When it becomes known; `nil` where that was not declared.
  var knownAt: KnownAt?
  /// The variables of the cohort that it reads.
  var reads: [String] = []

  /// What is computed from all of these: known as late as the latest.
  static func joined(_ sources: [ColumnSource]) -> ColumnSource {
    guard var joined = sources.first else { return ColumnSource() }
    for source in sources.dropFirst() {
      joined.knownAt = KnownAt.later(joined.knownAt, source.knownAt)
      joined.reads += source.reads.filter { !joined.reads.contains($0) }
    }
    return joined
  }
}
