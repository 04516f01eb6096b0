public import Cohorts
import OrderedCollections

/// The checks that a workbench comes with.
public enum BuiltInChecks {
  /// All of them, in the order in which their findings are shown.
  public static let all: [any DataCheck] = [
    // Keys
    RepeatedIDsCheck(), IDSpellingCheck(), DuplicateRowsCheck(), RepeatedEventsCheck(), ConflictingAssessmentsCheck(),
    MissingTrialCheck(),
    TrialPrefixCheck(), SubjectsWithoutRowsCheck(),
    // Endpoints
    EndpointUsableCheck(), EventNotBinaryCheck(), NegativeTimesCheck(), OneOutcomeCheck(), InvertedEventCheck(),
    CensoringReasonCheck(),
    EndpointOrderCheck(), DeathCensoredCheck(), TimeUnitCheck(), MeasuredUnitCheck(), TrialUnitCheck(),
    UndeclaredUnitCheck(),
    // The order of events
    DeathRecordCheck(), AfterDeathCheck(), EndBeforeStartCheck(), EmergentBeforeTreatmentCheck(),
    // Values
    AgeRangeCheck(), GradeScaleCheck(), DateRangeCheck(), NumbersAsTextCheck(), UnansweredValuesCheck(),
    SimilarLevelsCheck(),
    AbbreviatedLevelsCheck(), LateAtBaselineCheck(),
    PartialDatesCheck(),
    MissingReasonsCheck(), EmptyColumnsCheck(), MostlyMissingCheck(), ConstantColumnsCheck(),
  ]

  /// What all of them find in a cohort, the gravest first; those of one grade in the order of the checks.
  public static func findings(in cohort: Cohort) -> [Finding] {
    let findings = all.flatMap { $0.findings(in: cohort) }
    return Finding.Grade.allCases.flatMap { grade in findings.filter { $0.grade == grade } }
  }

  /// Whether reports on a cohort have to say what was found: all errors, and warnings on which numbers are likely to depend.
  ///
  /// A warning of a column of a linked table counts where analyses find that column by what it is for: such tables have many columns
  /// that nobody reads, such as the five levels of a dictionary of terms.
  public static func concernsReports(_ finding: Finding, on cohort: Cohort) -> Bool {
    switch finding.grade {
    case .error: true
    case .warning:
      all.contains { $0.name == finding.check && $0.altersNumbers } && isFoundByAnalyses(finding, in: cohort)
    case .note: false
    }
  }

  private static func isFoundByAnalyses(_ finding: Finding, in cohort: Cohort) -> Bool {
    guard let table = finding.table, let column = finding.column, cohort.linked[table] != nil else { return true }
    return ColumnRole.allCases.contains { cohort.column(playing: $0, inTable: table) == column }
  }

  /// What the findings of a check have in common; `nil` for a check that is not among these.
  public static func summary(of check: String) -> String? { all.first { $0.name == check }?.summary }
}
