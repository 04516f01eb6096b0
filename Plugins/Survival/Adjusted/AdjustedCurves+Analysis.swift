public import Analyses
import Cohorts
import Designs
import Statistics

/// Curves of groups as though they were alike in their covariates.
enum AdjustedCurves {
  /// How groups are made alike.
  enum Method: String, Sendable, CaseIterable {
    /// Each subject counts by the inverse of the probability of the group that it is in.
    case weighting = "iptw"
    /// A Cox model says how each subject would fare in each group.
    case standardisation
  }

  /// The curves, as scripts ask for them.
  static let analysis = Analysis(
    "survival.adjusted_curves", "Survival by group, adjusted for covariates by weighting or by standardisation.",
    details: """
      Groups that were not randomised differ in more than what they are named after. With method "iptw" each subject is \
      weighted by the inverse of the probability of the group that it is in, given its covariates (logistic regression; \
      multinomial for three groups or more): weighted Kaplan-Meier curves with robust variances, a weighted log-rank test, \
      and a marginal hazard ratio. With "standardisation" a Cox model of group and covariates predicts how everybody would \
      fare in each group, and the predictions are averaged. Unadjusted estimates stand beside the adjusted ones, with the \
      balance of covariates before and after.

      Neither adjusts for what was not measured. Weighting rests on the model of who is in which group, and on every subject \
      having had a chance to be in each (positivity): the spread of the weights and their effective sample size say how \
      far that holds. Standardisation rests on the Cox model being right, proportional hazards included. Groups formed by \
      something that becomes known only after the origin are flagged: no adjustment removes immortal time.
      """,
    parameters: [
      SurvivalParameters.endpoint.any, groups.any, covariates.any, method.any, estimand.any, target.any, stabilised.any,
      truncate.any, SurvivalParameters.times.any, reference.any, SurvivalParameters.ties.any,
      SurvivalParameters.weights.any, SurvivalParameters.level.any, SurvivalParameters.interval.any,
      SurvivalParameters.plateau.any, SurvivalParameters.beyond.any, SurvivalParameters.displayUnit.any,
      SurvivalParameters.asBaseline.any,
    ],
    statistics: AdjustedStatistics.declared,
    example: [
      .init("endpoint", .text("pfs")), .init("by", .text("diagnosis")), .init("covariates", .list([.text("age")])),
      .init("times", .list([.integer(90), .integer(180)])),
    ],
    terms: [
      "IPTW": "inverse probability of treatment weighting", "SMD": "standardised mean difference",
      "PS": "propensity score",
    ]
  ) { cohort, arguments in
    let asked = try AdjustedQuestion(
      cohort, endpoint: arguments[SurvivalParameters.endpoint], by: arguments[groups],
      covariates: arguments[covariates], references: arguments[reference],
      weights: arguments[SurvivalParameters.weights])
    let choice = try choice(asked, arguments)
    let style = CurveStyle(arguments)
    let ties = arguments[SurvivalParameters.ties]
    let plain = try UnadjustedCurves(asked, style: style, ties: ties)
    let adjustment = try Adjustment(arguments[method], asked, choice, style: style, ties: ties, plain: plain)
    let statistics = AdjustedStatistics(
      asked: asked, style: style, plain: plain, adjustment: adjustment, choice: choice)
    var result = AnalysisResult(
      title: "\(asked.question.endpoint.label) by \(asked.question.groups.label), adjusted",
      methods: AdjustedMethods(asked: asked, method: arguments[method], choice: choice, ties: ties, style: style)
        .sentences)
    result.rows = statistics.rows
    result.tables = statistics.tables(arguments.times(in: asked.question.endpoint.unit))
    result.figures = statistics.figures(
      title: result.title, axisUnit: arguments[SurvivalParameters.displayUnit])
    let guarding = ImmortalTime(
      cohort: cohort, endpoint: asked.question.endpoint, isAcknowledged: arguments[SurvivalParameters.asBaseline])
    result.cautions =
      try guarding.cautions(for: asked.question.groups.sources + asked.sources) + asked.question.cautions
    result.cautions += asked.design.cautions + statistics.cautions(choice)
    return result
  }

  private static func choice(_ asked: AdjustedQuestion, _ arguments: Arguments) throws -> GroupWeighting.Choice {
    func invalid(_ reason: String) -> ArgumentError {
      .invalid(analysis: "survival.adjusted_curves", reason: reason)
    }
    if arguments[SurvivalParameters.ties] == .exact {
      throw invalid("exact ties take no weights and have no baseline hazard; ask for ties = \"efron\" or \"breslow\"")
    }
    let estimand = arguments[Self.estimand]
    if estimand == .overlap, arguments[method] == .standardisation {
      throw invalid("estimand = \"overlap\" is one of weights: ask for it with method = \"iptw\"")
    }
    if let name = arguments[target] {
      guard estimand == .treated else {
        throw invalid("\"target\" names the group of estimand = \"att\", which was not asked for")
      }
      guard asked.question.levels.contains(name) else {
        throw CohortError.unknownLevel(
          name, column: asked.question.groups.label, levels: asked.question.levels,
          nearest: Nearest.name(to: name, among: asked.question.levels))
      }
    }
    let place = arguments[target].flatMap(asked.levels.firstIndex) ?? asked.levels.count - 1
    return GroupWeighting.Choice(
      estimand: estimand, target: max(place, 0), isStabilised: arguments[stabilised], truncation: arguments[truncate])
  }
}

// MARK: - Parameters

extension AdjustedCurves {
  private static let groups = Parameter.columns("by", SurvivalParameters.by.declaration.prose, fallback: .required)

  private static let covariates = Parameter.columns(
    "covariates", "What the groups are to be made alike in: numbers, flags and categories known at the origin.",
    fallback: .required)

  private static let method = Parameter<Method>.choice("method", "How groups are made alike.", default: .weighting)

  private static let estimand = Parameter<TreatmentEstimand>.choice(
    "estimand", "For whom the comparison is to hold.", default: .everyone)

  private static let target = Parameter.optionalText(
    "target", "With estimand = \"att\", the group whose subjects the others are made like; the last one without it.")

  private static let stabilised = Parameter.flag(
    "stabilised",
    "Multiply weights for everybody by the share of the group, so that they are about 1; curves are the same without.",
    default: true)

  private static let truncate = Parameter.number(
    "truncate", "Set weights below this quantile, and above one less this, to it; 0 for none.", in: 0...0.25,
    default: 0)

  private static let reference = Parameter.levels(
    "reference",
    "For categories, the groups among them, the level that the others are compared with; the first that occurs without it."
  )
}

extension AdjustedCurves.Method: Choice {
  /// The method in a few words.
  var summary: String {
    switch self {
    case .weighting: "inverse probability of treatment weights"
    case .standardisation: "predictions of a Cox model, averaged (g-formula)"
    }
  }
}

extension TreatmentEstimand: Choice {
  /// The estimand in a few words.
  public var summary: String {
    switch self {
    case .everyone: "everybody: the average effect in the population"
    case .treated: "those of one group: the average effect in the treated"
    case .overlap: "those who might as well have been in any group; weighting only"
    }
  }
}
