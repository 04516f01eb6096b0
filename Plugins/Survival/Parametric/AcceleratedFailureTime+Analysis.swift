public import Analyses
import Cohorts
import Designs

extension AcceleratedFailureTime {
  /// The model, as scripts ask for it.
  static let analysis = Analysis(
    "survival.accelerated_failure_time",
    "Accelerated failure time model: by how much covariates stretch or shrink the time to the event.",
    details: """
      Fits log T = xβ + σW by maximum likelihood, with times Weibull, exponential, log-normal or log-logistic. A time \
      ratio of 1.5 means that every quantile of the time to the event, the median among them, is half as long again. For Weibull and \
      exponential times the hazards are proportional too, and the hazard ratio is given beside it. Agrees with survreg in R.

      Covariates are those of survival.cox, interactions, polynomials and splines among them; "cluster(x)" gives robust \
      standard errors. Strata and offsets have no place here: a trial enters as a covariate.

      With profiles, such as { age = 30, diagnosis = "AML" }, the median or other quantiles that the model predicts for such \
      a subject are given, and survival at times, with intervals and a figure. What lies beyond the follow-up there is rests on \
      the distribution alone, and is said to.

      Distributions may be compared by AIC: the smaller fits better. Follow-up must start at time zero (no delayed entry); follow-up \
      of no days counts as half a day.
      """,
    parameters: [
      SurvivalParameters.endpoint.any, covariates.any, distributionParameter.any, CoxQuestion.reference.any,
      SurvivalParameters.weights.any, CoxQuestion.caseWeights.any, CoxQuestion.cluster.any,
      profiles.any, quantiles.any, SurvivalParameters.times.any, SurvivalParameters.level.any,
      SurvivalParameters.displayUnit.any, SurvivalParameters.asBaseline.any,
    ],
    statistics: AcceleratedStatistics.termStatistics + AcceleratedStatistics.modelStatistics + LogRank.testStatistics
      + AcceleratedCurve.statistics,
    example: [
      .init("endpoint", .text("pfs")), .init("covariates", .list([.text("age"), .text("diagnosis")])),
      .init("distribution", .text("log_logistic")),
      .init(
        "profiles",
        .list(
          [30, 60].map { age in .map([.init("age", .integer(age)), .init("diagnosis", .text("T-ALL"))]) })),
      .init("times", .list([.integer(90), .integer(180)])),
    ],
    terms: ["AFT": "accelerated failure time", "TR": "time ratio"]
  ) { cohort, arguments in
    let asked = try Asked(cohort, arguments)
    let fit = try asked.fit(arguments[distributionParameter])
    let statistics = AcceleratedStatistics(
      fit, names: asked.design.terms.map(\.name), labels: asked.design.labels,
      level: arguments[SurvivalParameters.level])
    var result = AnalysisResult(
      title: "\(asked.question.endpoint.label): accelerated failure time model, \(fit.distribution.words)",
      methods: asked.methods(fit, hasProfiles: !arguments[profiles].isEmpty))
    result.rows = statistics.termRows + asked.design.referenceRows + statistics.testRows
    result.rows += statistics.modelRows(
      subjects: asked.question.sizes.reduce(0, +), missing: asked.question.missing)
    let curves = try asked.curves(fit, arguments)
    result.rows = (result.rows + curves.flatMap(\.rows))
      .resting(on: Int(asked.question.sizes.reduce(0, +)), missing: asked.question.missing)
    result.tables =
      statistics.tables + AcceleratedCurve.tables(curves, arguments.times(in: asked.question.endpoint.unit))
    result.figures = AcceleratedCurve.figures(
      curves, title: "\(asked.question.endpoint.label): survival predicted, \(fit.distribution.words)",
      asked.question.endpoint, axisUnit: arguments[SurvivalParameters.displayUnit])
    result.cautions = asked.cautions + statistics.cautions + AcceleratedCurve.cautions(curves)
    return result
  }

  private static let covariates = Parameter.columns(
    "covariates",
    "What the time depends on: columns or expressions, interactions a * b and a:b, poly(x, 2), rcs(x, 4), cluster(x); none "
      + "for the distribution alone.")

  private static let distributionParameter = Parameter<TimeDistribution>.choice(
    "distribution", "The distribution of times to the event.", default: .weibull)

  private static let profiles = Parameter.profiles(
    "profiles", "The profiles for which is predicted: for each a value of every column that the covariates read.",
    fallback: .none)

  private static let quantiles = Parameter.numbers(
    "quantiles", "The shares with the event whose times are predicted for profiles; 0.5 is the median.",
    in: 0.001...0.999, fallback: .value(.list([.number(0.5)])))

  /// What a script asked.
  private struct Asked {
    let question: SurvivalQuestion
    let design: CovariateDesign
    let cautions: [Caution]
    private let cluster: String?
    private let name = "survival.accelerated_failure_time"

    init(_ cohort: Cohort, _ arguments: Arguments) throws {
      let asked = try Covariates(
        arguments[covariates], references: arguments[CoxQuestion.reference], in: cohort, for: name)
      guard asked.strata.isEmpty, asked.offsets.isEmpty else {
        throw ArgumentError.invalid(
          analysis: name, reason: "strata() and offset() have no place in this model; name them as covariates")
      }
      let cluster = arguments[CoxQuestion.cluster]
      if cluster != nil, asked.cluster != nil {
        throw ArgumentError.invalid(
          analysis: name, reason: "cluster() stands among the covariates, and \"cluster\" is given; give it once")
      }
      self.cluster = cluster ?? asked.cluster
      question = try SurvivalQuestion(
        cohort, endpoint: arguments[SurvivalParameters.endpoint],
        weighting: .init(
          frequency: arguments[SurvivalParameters.weights], cases: arguments[CoxQuestion.caseWeights],
          cluster: self.cluster),
        alsoPresent: asked.presence)
      design = try CovariateDesign(asked, for: question)
      let guarding = ImmortalTime(
        cohort: cohort, endpoint: question.endpoint, isAcknowledged: arguments[SurvivalParameters.asBaseline])
      cautions = try guarding.cautions(for: asked.sources) + design.cautions + question.cautions
    }

    /// The model; follow-up of no days counts as half a day, as it does with exposures.
    func fit(_ distribution: TimeDistribution) throws -> AcceleratedFailureTime {
      let followUp = question.followUp
      let half = 0.5 / question.endpoint.unit.days
      do {
        return try AcceleratedFailureTime(
          FollowUp(
            time: followUp.time.map { $0 == 0 ? half : $0 }, event: followUp.event, entry: followUp.entry,
            weights: followUp.weights),
          CovariateMatrix(columns: design.terms.map(\.values)), distribution: distribution, clusters: clusters)
      } catch let error as FollowUpError { throw CannotAnalyse(error.description) }
    }

    /// What the model predicts for the profiles.
    func curves(_ fit: AcceleratedFailureTime, _ arguments: Arguments) throws -> [AcceleratedCurve] {
      let style = AcceleratedCurve.Style(
        quantiles: arguments[quantiles].distinct, times: arguments[SurvivalParameters.times].distinct,
        level: arguments[SurvivalParameters.level], unit: question.endpoint.unit,
        lastTime: question.followUp.time.max() ?? 0)
      return try arguments[profiles].enumerated().map { place, request in
        let profile = try CovariateProfile(request, question, design, place: place + 1, for: name)
        return AcceleratedCurve(profile, fit, style)
      }
    }

    private var withoutFollowUp: Int { question.followUp.time.filter { $0 == 0 }.count }

    /// Case weights are no counts: each subject is then its own cluster, unless others are named.
    private var clusters: [Int32]? {
      guard case .cases = question.followUp.weights else { return question.clusters }
      return question.clusters ?? question.positions.indices.map(Int32.init)
    }

    func methods(_ fit: AcceleratedFailureTime, hasProfiles: Bool) -> [String] {
      var methods = [
        "Accelerated failure time model with \(fit.distribution.words) times, by maximum likelihood; Wald intervals, "
          + "of ratios on the logarithmic scale."
      ]
      if fit.distribution == .weibull {
        methods.append("Hazard ratios are exp(-coefficient / scale), their standard errors by the delta method.")
      }
      if hasProfiles {
        methods.append(
          "Intervals of predicted quantiles are symmetric on the logarithmic scale of time, those of survival on the scale "
            + "on which the model is linear, by the delta method.")
      }
      if withoutFollowUp > 0 {
        let subjects = withoutFollowUp == 1 ? "1 subject" : "\(withoutFollowUp) subjects"
        methods.append("Follow-up of no days counts as half a day (\(subjects)): time zero has no logarithm.")
      }
      if case .cases = question.followUp.weights { methods.append("Subjects count by their case weights.") }
      if clusters != nil {
        methods.append(
          "Standard errors are robust (sandwich estimator)"
            + (cluster.map { ", with subjects of one \($0) taken as dependent." } ?? "."))
      }
      return methods + design.methods
    }
  }
}

extension TimeDistribution: Choice {
  /// The distribution in a few words.
  public var summary: String {
    switch self {
    case .weibull: "Weibull: hazards rise or fall as a power of time, and are proportional"
    case .exponential: "exponential: a hazard that does not change with time"
    case .logNormal: "log-normal: log time is normal; the hazard rises, then falls"
    case .logLogistic: "log-logistic: odds of survival are proportional; the hazard falls, or rises and then falls"
    }
  }

  /// The distribution as it stands in a sentence.
  var words: String {
    switch self {
    case .weibull: "Weibull"
    case .exponential: "exponential"
    case .logNormal: "log-normal"
    case .logLogistic: "log-logistic"
    }
  }
}
