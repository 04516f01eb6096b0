import Analyses
import Cohorts

/// How curves are estimated and shown: what the arguments say of intervals, quantiles and milestones.
struct CurveStyle {
  let transform: IntervalTransform
  let level: Double
  let plateau: PlateauRule
  let beyond: BeyondLastObservation
  let times: [Double]
  let quantiles: [Double]
  /// How the curve follows from the counts.
  var estimator = CurveEstimator.kaplanMeier
  /// Whether standard errors hold under case weights and clusters.
  var isRobust = false
  /// The simultaneous band, where one is asked for.
  var band: BandRequest?
  /// What stands beneath the curves of the figure.
  var riskTable = RiskTableContent.atRisk

  /// The interval in words, such as "95% interval on the scale of log(-log S)".
  var interval: String { "\(Argument.percent(level)) interval on the scale of \(transform.name)" }

  /// The estimator and its conventions, as a sentence.
  var method: String {
    "\(estimator.method) \(isRobust ? "robust variance (infinitesimal jackknife)" : estimator.variance); \(interval). "
      + conventions
  }

  /// What quantiles are, and what is said beyond the last observation, as sentences.
  var conventions: String {
    "Quantiles invert the curve and its limits "
      + "(Brookmeyer and Crowley); where the curve is level at a quantile: \(plateau.summary). After a last observation "
      + "that was censored: \(beyond.summary)."
  }
}

extension CurveStyle {
  /// The style that the shared parameters ask for; the median alone where no quantiles are.
  init(_ arguments: Arguments, quantiles: [Double] = [0.5]) {
    transform = arguments[SurvivalParameters.interval]
    level = arguments[SurvivalParameters.level]
    plateau = arguments[SurvivalParameters.plateau]
    beyond = arguments[SurvivalParameters.beyond]
    times = arguments[SurvivalParameters.times].distinct
    self.quantiles = quantiles.distinct
  }
}

extension EndpointDefinition {
  /// What stands at an axis of survival: the endpoint's label where it says what the curve is the share of, as those of survival do;
  /// "Time to relapse" is not what stands in percent.
  var axisLabel: String {
    if label.hasPrefix("Surv(") { return "Survival" }
    return ["survival", "free"].contains(where: label.lowercased().contains) ? label : "Without the event"
  }
}

extension [Double] {
  /// The numbers in ascending order, each once.
  var distinct: [Double] { Set(self).sorted() }
}

extension IntervalTransform {
  /// The scale of an incidence F, as it stands in a sentence.
  var nameOfIncidence: String { name.replacing("S", with: "F") }

  /// The scale, as it stands in a sentence.
  var name: String {
    switch self {
    case .log: "log S"
    case .logLog: "log(-log S)"
    case .plain: "S"
    case .logit: "logit S"
    case .arcsine: "arcsin of the root of S"
    }
  }
}
