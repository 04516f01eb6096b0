import Analyses
import Cohorts
import TestSupport
import Testing

/// Truth from R 4.2.2 and survival 3.5-3: `anova` of `coxph` fits to `lung` without the rows that lack `wt.loss` or `ph.ecog`.
@Suite("Nested Cox models, against R") struct CompareModelsTests {
  @Test("no covariates, age, and poly(age, 2) + ecog + wt.loss, each with strata(sex)") func anova() throws {
    let result = try ReferenceCohort.lung().ask(
      "compare_models",
      ["endpoint": "os", "models": [[], "age", ["poly(age, 2)", "ph.ecog", "wt.loss"]], "strata": "sex"])
    for (name, df, logLikelihood, aic, bic) in [
      ("model 1", 0, -577.0800156667023, 1154.1600313334, 1154.1600313334),
      ("model 2", 1, -574.9808416839023, 1151.9616833678, 1154.97896320462),
      ("model 3", 6, -566.3871136856849, 1144.77422737137, 1162.87790639226),
    ] as [(String, Double, Double, Double, Double)] {
      #expect(result.number("df", variable: name) == df)
      expectClose(result.number("log_likelihood", variable: name), logLikelihood, relative: 1e-11)
      expectClose(result.number("aic", variable: name), aic, relative: 1e-11)
      expectClose(result.number("bic", variable: name), bic, relative: 1e-11)
    }
    expectClose(
      result.number("likelihood_ratio_p_value", variable: "model 2"), 0.0404634, relative: 1e-5,
      because: "printed with six digits")
    expectClose(result.number("likelihood_ratio_p_value", variable: "model 3"), 0.0041577, relative: 1e-4)
    #expect(result.number("likelihood_ratio_df", variable: "model 3") == 5)
    #expect(result.number("n") == 213 && result.row("n")?.missing == 15)
    #expect(result.tables[0].lines[2].label == "Model 3: age, polynomial of degree 2 + ph.ecog + wt.loss")
  }

  @Test("the larger model may come first") func order() throws {
    let cohort = try ReferenceCohort.veteran()
    let up = try cohort.ask("compare_models", ["endpoint": "os", "models": ["karno", ["karno", "celltype"]]])
    let down = try cohort.ask("compare_models", ["endpoint": "os", "models": [["karno", "celltype"], "karno"]])
    #expect(
      up.number("likelihood_ratio_chi_squared", variable: "model 2")
        == down.number("likelihood_ratio_chi_squared", variable: "model 2"))
  }

  @Test("what is not nested, has other strata, or is one model alone, is refused") func refusals() throws {
    let cohort = try ReferenceCohort.veteran()
    func complaint(_ models: Argument) throws -> String? {
      try cohort.complaint("compare_models", ["endpoint": "os", "models": models])
    }
    #expect(
      try complaint(["karno", ["age", "celltype"]])
        == "survival.compare_models: model 1 (karno) is not nested in model 2 (age + celltype); a likelihood ratio "
        + "compares a model with one that has all of its terms")
    #expect(
      try complaint([["karno", "strata(celltype)"], ["karno", "age"]])
        == "survival.compare_models: models 1 and 2 have different strata, so that their likelihoods cannot be compared"
    )
    #expect(
      try complaint([["karno", "cluster(trt)"], ["karno", "age"]])
        == "survival.compare_models: likelihoods cannot be compared where standard errors are robust: leave out cluster()"
    )
    #expect(
      try complaint([["karno"]])
        == "survival.compare_models: \"models\" holds one model; name two or more to compare")
    #expect(
      try complaint(["karno", ["karno", "age", "offset(diagtime)"]])
        == "survival.compare_models: models 1 and 2 have different offsets, so that neither is nested")
  }

  @Test("a line is nested in a curve, and a model in itself has nothing to test") func nesting() throws {
    let cohort = try ReferenceCohort.lung()
    let spline = try cohort.ask("compare_models", ["endpoint": "os", "models": ["age", "rcs(age, 4)"]])
    #expect(spline.number("likelihood_ratio_df", variable: "model 2") == 2)
    let same = try cohort.ask("compare_models", ["endpoint": "os", "models": ["sex", "sex == '2'"]])
    #expect(
      same.value("likelihood_ratio_p_value", variable: "model 2")
        == .notEstimable("the models have the same coefficients"))
  }
}
