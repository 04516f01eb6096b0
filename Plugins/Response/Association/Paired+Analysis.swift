import Analyses
import Cohorts
import Statistics

extension PairedResponse {
  /// Two outcomes of the same subjects, as scripts ask for them.
  static let analysis = Analysis(
    "response.paired",
    "Two yes-or-no outcomes of the same subjects: McNemar's test, their difference, and Cohen's kappa.",
    details: """
      Compares two outcomes of the same subjects, such as response at two times, or response by two assessors. Only subjects in \
      whom the outcomes differ tell whether one is more frequent: the test is the exact one unless another is named (R's \
      mcnemar.test corrects for continuity). The difference has Wald's interval for pairs, the odds ratio is that within subjects, \
      and kappa measures agreement beyond chance, with its asymptotic standard error.
      """,
    parameters: [
      ResponseParameters.outcome.any, ResponseParameters.countsAs.any, second.any, secondCountsAs.any,
      ResponseParameters.missing.any, test.any, ResponseParameters.level.any,
    ],
    statistics: statistics + AssociationRows.statistics,
    example: [
      .init("outcome", .text("responder")), .init("second", .text("transplanted")),
    ]
  ) { cohort, arguments in
    let first = try SubjectOutcome(
      arguments[ResponseParameters.outcome], countsAs: arguments[ResponseParameters.countsAs], in: cohort,
      for: arguments.analysis)
    let other = try SubjectOutcome(
      arguments[second], countsAs: arguments[secondCountsAs], in: cohort, for: arguments.analysis)
    let missing = arguments[ResponseParameters.missing]
    let paired = try PairedResponse(first, other, missing: missing)
    let level = arguments[ResponseParameters.level]
    var result = AnalysisResult(
      title: "\(first.label) and \(other.label)",
      methods: [
        "First outcome: \(first.label); second outcome: \(other.label); in the same subjects.",
        "Equal frequency is tested by the \(arguments[test].words), two-sided; difference with Wald's interval for pairs; odds "
          + "ratio within subjects with the interval on the scale of its logarithm; kappa with its asymptotic interval.",
      ])
    result.rows = try paired.rows(level: level, test: arguments[test])
    result.tables = paired.tables(level: level, test: arguments[test])
    if paired.unknown > 0 {
      result.cautions.append(
        Caution(
          .missingValues,
          "Of \(paired.unknown) of \(cohort.count) subjects one of the outcomes cannot be told; they "
            + (missing == .exclude ? "are left out." : "count as without it.")))
    }
    return result
  }

  private static let second = Parameter.condition(
    "second", "The second outcome of the same subjects, as outcome is the first.")

  private static let secondCountsAs = Parameter.texts(
    "second_counts_as", "The levels of the second outcome that count, where it is a category.", levelsOf: "second")

  private static let test = Parameter<PairedTest>.choice(
    "test", "The test that both outcomes are equally frequent.", default: .exact)
}
