import Analyses
import Designs

/// What was done, as sentences.
struct AdjustedMethods {
  let asked: AdjustedQuestion
  let method: AdjustedCurves.Method
  let choice: GroupWeighting.Choice
  let ties: CoxTies
  let style: CurveStyle

  var sentences: [String] {
    (method == .weighting ? weighting : standardisation) + [
      "Unadjusted: Kaplan-Meier estimates with Greenwood's variance, log-rank test, and a Cox model of the groups alone, "
        + "\(ties.words). \(style.interval.capitalizedFirst); differences of survival have symmetric intervals. \(style.conventions)",
      "Standardised differences of covariates divide by the root of the \(spread), before and after; of "
        + "more than two groups the two furthest apart are compared.",
    ]
  }

  private var spread: String {
    choice.estimand == .treated ? "variance in the group \"\(target)\"" : "mean of the groups' unweighted variances"
  }

  private var target: String { asked.levels.indices.contains(choice.target) ? asked.levels[choice.target] : "" }

  private var covariates: String {
    asked.sources.map(\.label).joined(separator: ", ")
  }

  private var weighting: [String] {
    let model = asked.levels.count > 2 ? "multinomial" : "logistic"
    let kind =
      switch choice.estimand {
      case .everyone:
        "for the whole population (average treatment effect), \(choice.isStabilised ? "stabilised by the groups' shares" : "not stabilised")"
      case .treated: "for the subjects of the group \"\(target)\" (average treatment effect in the treated)"
      case .overlap: "for the overlap of the groups (Li, Morgan and Zaslavsky)"
      }
    let truncation =
      choice.truncation > 0
      ? " Weights were truncated at the quantiles \(Argument.number(choice.truncation).source) and "
        + "\(Argument.number(1 - choice.truncation).source)." : ""
    return [
      "Inverse probability of treatment weights \(kind), from a \(model) model of \(asked.question.groups.label) on "
        + "\(covariates) (Cole and Hernán).\(truncation)",
      "Weighted Kaplan-Meier estimates with robust variances (infinitesimal jackknife), weighted log-rank test (Xie and "
        + "Liu), and the marginal hazard ratio of a weighted Cox model of the groups alone, \(ties.words), with robust "
        + "standard errors. Weights are taken as known: that their model was estimated is left out, which for the whole "
        + "population makes intervals somewhat too wide rather than too narrow.",
    ]
  }

  private var standardisation: [String] {
    let over = choice.estimand == .treated ? "the subjects of the group \"\(target)\"" : "all subjects"
    return [
      "Direct standardisation (g-formula): a Cox model of \(asked.question.groups.label) and \(covariates), \(ties.words), "
        + "predicts the survival of each subject in each group; predictions are averaged over \(over). The hazard ratio is "
        + "that of the model, conditional on the covariates.",
      "Standard errors come from the influence of each subject on the coefficients, the baseline hazard and the sample of "
        + "covariates (Ozenne, Scheike, Staerk and Gerds).",
    ]
  }
}
