public import Analyses
public import Statistics

/// The parameters that the analyses of this plugin share.
enum PoolingParameters {
  static let called = Parameter.analysis("The analysis that is done in each trial.")
  static let given = Parameter.arguments("Its arguments, as it takes them.")
  static let statistic = Parameter.statistic("The statistic of that analysis, one that has a standard error.")
  static let of = Parameter.row(
    "of", "Which row of the statistic: its group, variable or time; needed where there are several.")
  static let trial = Parameter.optionalColumn(
    "trial", "The column that names the trial; that of the dictionary without it.")
  static let level = Parameter.level()
  static let between = Parameter<BetweenStudies>.choice(
    "between", "The estimator of the variance between trials, tau squared.", default: .restrictedLikelihood)
  static let interval = Parameter<RandomEffects.Inference>.choice(
    "interval", "How the interval of the random-effects estimate is found.", default: .wald)
  static let prediction = Parameter<PredictionRule>.choice(
    "prediction", "The distribution of the prediction interval.", default: .asInterval)
}

/// The distribution that a prediction interval follows.
enum PredictionRule: String, Choice {
  case asInterval = "as_interval"
  case higgins

  /// The rule in a few words.
  var summary: String {
    switch self {
    case .asInterval: "that of the random-effects interval, as in R's metafor"
    case .higgins: "Student's t with two degrees of freedom fewer than trials (Higgins, Thompson and Spiegelhalter)"
    }
  }
}

extension BetweenStudies: Choice {
  /// The estimator in a few words.
  public var summary: String {
    switch self {
    case .restrictedLikelihood: "restricted maximum likelihood (REML)"
    case .derSimonianLaird: "the moment estimator of DerSimonian and Laird"
    case .pauleMandel: "the estimator of Paule and Mandel"
    }
  }
}

extension RandomEffects.Inference: Choice {
  /// The method in a few words.
  public var summary: String {
    switch self {
    case .wald: "Wald: normal, as though the variance between trials were known"
    case .hartungKnapp: "Hartung and Knapp: Student's t, from the spread of the trials"
    }
  }
}
