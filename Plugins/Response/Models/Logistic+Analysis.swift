import Analyses
import Cohorts
import Designs
import Statistics

extension LogisticStatistics {
  /// The model, as scripts ask for it.
  static let analysis = Analysis(
    "response.logistic", "Logistic regression of a yes or no on covariates, with odds ratios.",
    details: """
      Fits odds ratios by maximum likelihood. Numbers enter as they are, flags as yes against no, and each level of a category \
      against its reference, which is the first of its levels that occurs unless another is named.

      Covariates may be interactions, "age * sex" for both and their product, "age:sex" for the product alone; "poly(age, 2)", \
      orthogonal polynomials as R's, or "poly(age, 2, raw)" for powers; "rcs(age, 4)", a restricted cubic spline with knots at \
      Harrell's quantiles of the subjects of the analysis, or "rcs(age, {40, 55, 70})" with these (R's rms takes the quantiles \
      before it drops subjects who lack another variable: name its knots for its numbers); "factor(ecog)" for numbers as categories; "offset(x)". What \
      is to be reckoned stands in brackets: "(age * 2)".

      Intervals are by the profile of the likelihood, or by Wald, as SAS's PROC LOGISTIC. The limits of the profile are solved for; \
      R's confint interpolates the profile between a few points, so that its limits may differ in the fifth digit. Each term has \
      a likelihood ratio test (R's drop1; with interactions car::Anova, type II) and a Wald test. Where covariates separate the \
      outcomes that is said, with the tests that still hold; penalty = "firth" gives finite estimates. Covariates that become \
      known only after day 0 are flagged.
      """,
    parameters: [
      ResponseParameters.outcome.any, ResponseParameters.countsAs.any, ResponseParameters.missing.any, covariates.any,
      reference.any, interval.any, LogisticPenalty.parameter.any, ResponseParameters.level.any,
      ResponseParameters.asBaseline.any,
    ],
    statistics: statistics + EffectTests.statistics + AssociationRows.statistics,
    example: [
      .init("outcome", .text("responder")), .init("covariates", .list([.text("age"), .text("diagnosis")])),
    ],
    terms: ["OR": "odds ratio", "aOR": "adjusted odds ratio"]
  ) { cohort, arguments in
    let asked = try LogisticQuestion(
      cohort, arguments, covariates: arguments[covariates], references: arguments[reference])
    let fit = try asked.fit()
    let statistics = LogisticStatistics(
      asked, fit, interval: arguments[interval], level: arguments[ResponseParameters.level])
    let effects = try EffectTests(asked, fit)
    var result = AnalysisResult(
      title: "\(asked.question.outcome.label): logistic regression"
        + (fit.penalty == .firth ? ", Firth's penalty" : ""),
      methods: asked.question.methods + statistics.methods)
    let rows =
      statistics.rows
      + effects.rows(
        noWald: asked.reason ?? "no finite coefficients to test",
        noRatio: asked.reason ?? "the other terms say the same")
    result.rows = rows.resting(on: asked.question.positions.count, missing: asked.question.excluded)
    result.tables = statistics.tables
    result.tables.insert(effects.table, at: 1)
    result.figures = [statistics.figure(result.rows)].compactMap { $0 }
    let guarding = LateGroups(
      question: asked.question, isAcknowledged: arguments[ResponseParameters.asBaseline])
    result.cautions = try guarding.cautions(besides: asked.design.covariates.sources)
    result.cautions += asked.design.cautions + asked.question.cautions + statistics.cautions
    return result
  }

  private static let covariates = Parameter.columns(
    "covariates",
    "What the outcome depends on: columns or expressions, interactions a * b and a:b, poly(x, 2), rcs(x, 4), factor(x), "
      + "offset(x).", fallback: .required)

  private static let reference = Parameter.levels(
    "reference", "For categories among the covariates, the level that the others are compared with.")

  private static let interval = Parameter<LogisticInterval>.choice(
    "interval", "The interval of an odds ratio.", default: .profile, sas: .wald)
}
