import Analyses
import Cohorts
import Designs

extension CoxModel {
  /// The model, as scripts ask for it.
  static let analysis = Analysis(
    "survival.cox", "Cox proportional hazards model, with strata and exposures that begin on a day.",
    details: """
      Fits hazard ratios by partial likelihood. Numbers enter as they are, flags as yes against no, and each level of a \
      category against its reference, which is the first of its levels that occurs (of texts the first in the alphabet) unless another is named.

      Covariates may be interactions, "age * sex" for both and their product, "age:sex" for the product alone; \
      "poly(age, 2)", orthogonal polynomials as R's, or "poly(age, 2, raw)" for powers; "rcs(age, 4)", a restricted cubic \
      spline with knots at Harrell's quantiles of the subjects of the analysis, or "rcs(age, {40, 55, 70})" with these (R's rms \
      takes the quantiles before it drops subjects who lack another variable: name its knots for its numbers); "factor(ecog)" for numbers as \
      categories; "offset(x)", "strata(x)" and "cluster(x)". What is to be reckoned stands in brackets: "(age * 2)". In an \
      interaction categories have treatment contrasts, or all of their levels where main effects are left out, as in R.

      Exposures in time_dependent count from their day on, in intervals (start, stop], so that nobody is credited with \
      time that they had to survive to be exposed; an exposure's name may be part of an interaction.

      Where an endpoint has several outcomes, cause = "relapse" models the cause-specific hazard of that one, the others as \
      censorings; survival.competing_risks_models shows every outcome beside it.

      Each term has a test of all of its coefficients, by Wald and by likelihood ratio (without the interactions that contain \
      it, as R's car::Anova), and a test of proportional hazards. A coefficient without a finite estimate (separation) is \
      reported as such, with the likelihood ratio and score tests, which still hold; penalty = "firth" gives it a finite one. \
      Covariates that become known only after \
      the origin are flagged.
      """,
    parameters: CoxQuestion.parameters + [
      ProportionalHazardsStatistics.scaleParameter.any, contrasts.any, CoxPenalty.parameter.any,
      SurvivalParameters.level.any,
    ],
    statistics: CoxStatistics.termStatistics + EffectTests.statistics + CoxContrasts.statistics
      + ProportionalHazardsStatistics.statistics + CoxStatistics.modelStatistics + LogRank.testStatistics
      + FirthCox.statistics,
    example: [
      .init("endpoint", .text("pfs")), .init("covariates", .list([.text("age"), .text("diagnosis")])),
      .init("time_dependent", .map([.init("transplant", .text("transplant_day"))])), .init("strata", .text("trial")),
    ],
    terms: [
      "HR": "hazard ratio", "aHR": "adjusted hazard ratio", "PH": "proportional hazards",
      "PFS": "progression-free survival", "OS": "overall survival",
    ]
  ) { cohort, arguments in
    let asked = try CoxQuestion(cohort, arguments, for: "survival.cox")
    let level = arguments[SurvivalParameters.level]
    if arguments[CoxPenalty.parameter] == .firth {
      guard arguments[contrasts].isEmpty else {
        throw ArgumentError.invalid(
          analysis: "survival.cox", reason: "\"contrasts\" are not to be had with penalty = \"firth\"")
      }
      return try FirthCox.result(asked, level: level)
    }
    let data = try asked.data()
    let fit = try asked.fit(data)
    let statistics = CoxStatistics(fit, names: asked.design.terms.map(\.name), level: level)
    let effects = EffectTests(asked, fit, data)
    let proportional = try ProportionalHazardsStatistics(
      asked, fit, arguments[ProportionalHazardsStatistics.scaleParameter], data: data)
    let contrasts = try CoxContrasts(arguments[contrasts], of: fit, asked.design, level: level)
    var result = AnalysisResult(
      title: "\(asked.question.endpoint.label): \(asked.modelTitle)",
      methods: asked.methods() + asked.effectMethods)
    result.rows = statistics.termRows + asked.design.referenceRows
    result.rows += effects.rows(noRatio: asked.likelihoodObjection ?? "no finite coefficients to test")
    result.rows += contrasts.rows + statistics.testRows + proportional.rows
    result.rows += statistics.modelRows(subjects: asked.subjectCount, missing: asked.question.missing)
    result.rows += try statistics.concordanceRows(asked)
    result.rows = result.rows.resting(on: Int(asked.subjectCount), missing: asked.question.missing)
    result.tables = statistics.termTables(labels: asked.design.labels) + (effects.isTelling ? [effects.table] : [])
    result.tables += contrasts.tables + [statistics.modelTable, .modelTests, proportional.table]
    result.cautions = asked.cautions + statistics.cautions(events: fit.eventCount) + proportional.cautions
    return result
  }

  private static let contrasts = Parameter.contrasts(
    "contrasts", "Weighted sums of coefficients to be estimated, and tested together: for each a name, and weights.")
}
