public import Cohorts

/// A cohort as it was loaded, and what was decided in doing so.
public struct LoadedCohort: Sendable {
  /// The cohort.
  public let cohort: Cohort

  /// What nobody declared and was inferred, a sentence each.
  ///
  /// The column of subject ids, endpoints by their names, the levels of categories, what was read as missing.
  public let notes: [String]

  /// What a person should look at, as far as reading showed it.
  public let findings: [Finding]

  /// A cohort and what was decided.
  public init(cohort: Cohort, notes: [String], findings: [Finding] = []) {
    self.cohort = cohort
    self.notes = notes
    self.findings = findings
  }
}

/// How far a file is read.
public struct LoadProgress: Sendable, Hashable {
  /// The file's name, without folders.
  public let file: String

  /// The number of bytes that are read.
  public let bytesRead: Int

  /// The number of bytes of the file.
  public let bytes: Int

  /// How far a file is read.
  public init(file: String, bytesRead: Int, bytes: Int) {
    self.file = file
    self.bytesRead = bytesRead
    self.bytes = bytes
  }
}
