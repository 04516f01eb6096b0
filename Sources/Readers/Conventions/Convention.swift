import Cohorts

/// A way in which the tables of a folder are usually named and written, so that they are understood without a
/// `cohort.toml`.
protocol Convention {
  /// What a person would have declared of these tables.
  ///
  /// - Parameters:
  ///   - tables: The tables, read by their content alone, under the names that their files give them.
  ///   - folder: The folder that they are in.
  ///   - faultyRows: What becomes of rows that have no subject, or whose subject stands twice: where they are left out, the subjects
  ///     may be a table that has some.
  /// - Returns: The declaration; `nil` where they do not follow the convention.
  /// - Throws: ``DataFaults`` where they follow it, but contradict themselves.
  static func inference(
    from tables: [ReadTable], folder: String, faultyRows: FaultyRows
  ) throws(DataFaults) -> Inference?
}

/// What was inferred of the tables of a folder: the declaration that a person would have written.
struct Inference {
  /// The declaration, as a `cohort.toml` would say it.
  var declaration: CohortFolder

  /// The tables of the declaration, the subjects first, under their names.
  var tables: [ReadTable]

  /// What was decided, a sentence each.
  var notes: [String] = []

  /// What a person should look at.
  var findings: [Finding] = []

  /// Why something was inferred, or what is to be decided, by where it stands in a `cohort.toml`: `columns.AGE`.
  var remarks: [String: String] = [:]
}
