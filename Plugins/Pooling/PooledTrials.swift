import Analyses
import Statistics

/// Estimates of trials, and what they are together.
struct PooledTrials {
  let estimates: [TrialEstimate]
  /// The pooled estimates; nil of fewer than two trials.
  let effects: RandomEffects?
  let level: Double
  let estimation: Analysis.Estimation
  let prediction: PredictionRule
  let inference: RandomEffects.Inference
  let between: BetweenStudies

  init(_ estimates: [TrialEstimate], _ estimation: Analysis.Estimation, _ arguments: Arguments) {
    self.estimates = estimates
    self.estimation = estimation
    level = arguments[PoolingParameters.level]
    prediction = arguments[PoolingParameters.prediction]
    inference = arguments[PoolingParameters.interval]
    between = arguments[PoolingParameters.between]
    let scaled = estimates.compactMap(\.scaled)
    let studies = StudyEstimates(
      scaled.map(\.estimate), variances: scaled.map { $0.standardError * $0.standardError })
    let (between, inference) = (between, inference)
    effects = scaled.count > 1 ? studies.map { RandomEffects($0, method: between, inference: inference) } : nil
  }

  static let tooFew = "fewer than two trials have an estimate"
  static let noSpread = "undefined where the trials agree exactly, or out of range"

  /// The level as it stands in a heading.
  var percent: String { Argument.percent(level) }

  /// The limits of an estimate on its own scale.
  func limits(_ estimate: TrialEstimate) -> (lower: Double, upper: Double)? {
    estimate.scaled.map { scaled in
      let reach = Normal.reach(ofLevel: level) * scaled.standardError
      return estimation.scale.originals((scaled.estimate - reach, scaled.estimate + reach))
    }
  }

  /// The limits of a pooled estimate on its own scale.
  func limits(_ pooled: PooledEstimate) -> (lower: Double, upper: Double)? {
    pooled.limits(level: level).map(estimation.scale.originals)
  }

  /// Where the value of another trial would lie.
  var predicted: (lower: Double, upper: Double)? {
    guard let effects else { return nil }
    let limits =
      switch prediction {
      case .asInterval: effects.prediction(level: level)
      case .higgins: effects.prediction(level: level, degreesOfFreedom: Double(effects.studies.count - 2))
      }
    return limits.map(estimation.scale.originals)
  }

  /// The share of each trial in the sum of weights, with the variance between trials or without; nil for one without estimate.
  func shares(randomly isRandom: Bool) -> [Double?] {
    guard let effects else { return estimates.map { _ in nil } }
    let weights = effects.studies.weights(isRandom ? effects.betweenVariance : 0)
    let sum = weights.reduce(0, +)
    var next = 0
    return estimates.map { estimate in
      guard estimate.scaled != nil else { return nil }
      next += 1
      return weights[next - 1] / sum
    }
  }

  /// What was done, as sentences.
  var methods: [String] {
    let student =
      prediction == .higgins ? "; prediction interval by Student's t with two degrees of freedom fewer than trials" : ""
    return [
      "Estimates of trials pooled on \(estimation.scale.words), weighted by the inverse of their variance: with one common "
        + "value (fixed effect) and with values that vary (random effects), the variance between trials by "
        + "\(between.summary); interval by \(inference.summary)\(student). I squared and H squared compare that variance "
        + "with the typical variance within trials (Higgins and Thompson); their intervals by the Q-profile method "
        + "(Viechtbauer). Intervals of trials and of all subjects are Wald's on that scale, whatever else the analysis of each gives."
    ]
  }

  /// Why trials are not pooled, and which.
  private var without: [(reason: String, trials: [String])] {
    var found: [(reason: String, trials: [String])] = []
    for estimate in estimates {
      guard let reason = estimate.reason else { continue }
      if let place = found.firstIndex(where: { $0.reason == reason }) {
        found[place].trials.append(estimate.trial)
      } else {
        found.append((reason, [estimate.trial]))
      }
    }
    return found
  }

  /// Trials without an estimate, few trials, and trials that differ.
  func cautions(label: String) -> [Caution] {
    var cautions = without.map { reason, trials in
      let names = trials.map { "\"\($0)\"" }.joined(separator: ", ")
      return Caution(
        .emptyGroup, "\(label) \(names) \(trials.count == 1 ? "is" : "are") not among those pooled: \(reason).")
    }
    guard let effects else { return cautions }
    let count = effects.studies.count
    if count < 5 {
      cautions.append(
        Caution(
          .fewTrials,
          "Only \(count) trials are pooled: the variance between trials is hardly known from so few"
            + (inference == .wald ? ", and the random-effects interval is likely to be too narrow." : "."),
          remedy: inference == .wald
            ? "Set interval = \"hartung_knapp\", or read the estimates by trial." : "Read the estimates by trial."))
    }
    if inference == .hartungKnapp, effects.random.standardError < effects.standardErrorOfWald {
      cautions.append(
        Caution(
          .fewTrials,
          "The trials agree better than their standard errors lead one to expect, so that the interval by Hartung and Knapp "
            + "rests on a smaller standard error than Wald's, and may be too narrow.",
          remedy: "Report interval = \"wald\" beside it."))
    }
    if (effects.qPValue ?? 1) < 0.1 || (effects.iSquared ?? 0) >= 0.5 {
      cautions.append(
        Caution(
          .heterogeneity,
          "The trials differ by more than chance explains: the test that all share one value has p below 0.1, or half and more "
            + "of the variance lies between trials. One pooled number hides that.",
          remedy: "Read the estimates by trial and the prediction interval, and look for what the trials differ in."))
    }
    return cautions
  }
}
