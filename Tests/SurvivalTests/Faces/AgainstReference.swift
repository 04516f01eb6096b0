import Analyses
import Cohorts
import TestSupport
import Testing

extension AnalysisResult {
  /// Expects a curve of `km`, `reverse_km` or `landmark`: sizes, quantiles and milestones, with limits of one type.
  func expectCurve(
    _ curve: JSONValue?, group: String, interval: String, counts: Bool = true,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    guard let curve else {
      Issue.record("the reference has no such curve", sourceLocation: sourceLocation)
      return
    }
    if counts {
      expect("n", curve["n"], group: group, sourceLocation: sourceLocation)
    }
    expect("events", curve["events"], group: group, sourceLocation: sourceLocation)
    let quantiles = curve["quantiles"]
    for (place, share) in (quantiles?["prob"]?.numbers ?? []).enumerated() where [0.25, 0.5, 0.75].contains(share) {
      let name = share == 0.5 ? "median" : "quantile"
      let variable = share == 0.5 ? nil : share == 0.25 ? "25%" : "75%"
      guard row(name, group: group, variable: variable) != nil || share == 0.5 else { continue }
      func expectPart(_ suffix: String, _ column: JSONValue?) {
        expect(name + suffix, column?.elements[place], group: group, variable: variable, sourceLocation: sourceLocation)
      }
      expectPart("", quantiles?["estimate"])
      expectPart("_lower", quantiles?["ci"]?[interval]?["lower"])
      expectPart("_upper", quantiles?["ci"]?[interval]?["upper"])
    }
    expectMilestones(curve["at_times"], group: group, interval: interval, sourceLocation: sourceLocation)
  }

  private func expectMilestones(
    _ table: JSONValue?, group: String, interval: String, sourceLocation: SourceLocation
  ) {
    for (place, time) in (table?["time"]?.numbers ?? []).enumerated() {
      func expectColumn(_ statistic: String, _ column: JSONValue?) {
        expect(statistic, column?.elements[place], group: group, time: time, sourceLocation: sourceLocation)
      }
      expectColumn("survival", table?["surv"])
      expectColumn("survival_se", table?["std_err"])
      expectColumn("survival_lower", table?["ci"]?[interval]?["lower"])
      expectColumn("survival_upper", table?["ci"]?[interval]?["upper"])
      if let atRisk = table?["n_risk"] { expectColumn("at_risk", atRisk) }
    }
  }

  /// Expects the coefficients and tests of a `cox` analysis; `terms` are our names in the order of R's.
  ///
  /// The tolerance is the reference's own: both fits are iterative.
  func expectModel(_ model: JSONValue, terms: [String], sourceLocation: SourceLocation = #_sourceLocation) {
    let columns = [
      ("coefficient", "coef"), ("standard_error", "se"), ("hazard_ratio", "exp_coef"),
      ("hazard_ratio_lower", "exp_coef_lower"), ("hazard_ratio_upper", "exp_coef_upper"), ("z", "z"),
      ("wald_p_value", "p"),
    ]
    #expect(model["names"]?.elements.count == terms.count, sourceLocation: sourceLocation)
    for (place, term) in terms.enumerated() {
      for (ours, theirs) in columns {
        expect(
          ours, model[theirs]?.elements[place], variable: term, relative: 1e-7, sourceLocation: sourceLocation)
      }
    }
    for (ours, theirs) in [("likelihood_ratio", "lr_test"), ("wald", "wald_test"), ("score", "score_test")] {
      for (statistic, field) in [("chi_squared", "chisq"), ("df", "df"), ("p_value", "p")] {
        expect(
          statistic, model[theirs]?[field], variable: ours, relative: 1e-7, sourceLocation: sourceLocation)
      }
    }
    for (ours, theirs) in [
      ("events", "n_event"), ("log_likelihood", "loglik"), ("log_likelihood_null", "loglik_null"), ("aic", "aic"),
    ] { expect(ours, model[theirs], relative: 1e-7, sourceLocation: sourceLocation) }
  }

  /// Expects the observed and expected events of each group, and the test.
  func expectLogRank(_ test: JSONValue, groups: [String], sourceLocation: SourceLocation = #_sourceLocation) {
    for (place, group) in groups.enumerated() {
      expect("n", test["group_n"]?.elements[place], group: group, sourceLocation: sourceLocation)
      expect("observed", test["observed"]?.elements[place], group: group, sourceLocation: sourceLocation)
      expect("expected", test["expected"]?.elements[place], group: group, sourceLocation: sourceLocation)
    }
    for (statistic, field) in [("chi_squared", "chisq"), ("df", "df"), ("p_value", "p")] {
      expect(statistic, test[field], variable: "log_rank", sourceLocation: sourceLocation)
    }
  }
}
