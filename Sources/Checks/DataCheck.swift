public import Cohorts

/// A check of data: what it looks for, and what it finds in a cohort.
///
/// A check computes nothing that goes into a result; it tells a person where to look. Its findings depend on the cohort alone,
/// come in a fixed order, and take time that is linear in the rows, or linear but for sorting.
public protocol DataCheck: Sendable {
  /// The stable name under which its findings go, such as `age_range`.
  var name: String { get }

  /// What its findings have in common, in a few words without a full stop.
  var summary: String { get }

  /// Whether a warning of it means that numbers of a report are likely to be others than meant, so that the report has to say so.
  var altersNumbers: Bool { get }

  /// What it finds in a cohort: mostly one finding for each column concerned, however many its rows.
  ///
  /// All stored rows are read, whether or not their subjects are selected, so that rows are numbered as in the file.
  func findings(in cohort: Cohort) -> [Finding]
}

extension DataCheck {
  /// No, for a check that does not say so.
  public var altersNumbers: Bool { false }
}
