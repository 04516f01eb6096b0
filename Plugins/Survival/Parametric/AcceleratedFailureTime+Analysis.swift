public import Analyses
import Cohorts

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

      Distributions may be compared by AIC: the smaller fits better. Follow-up must start at time zero (no delayed entry); follow-up \
      of no days counts as half a day.
      """,
    parameters: [
      SurvivalParameters.endpoint.any, covariates.any, distributionParameter.any, CoxQuestion.reference.any,
      SurvivalParameters.weights.any, CoxQuestion.caseWeights.any, CoxQuestion.cluster.any,
      SurvivalParameters.level.any, SurvivalParameters.asBaseline.any,
    ],
    statistics: AcceleratedStatistics.termStatistics + AcceleratedStatistics.modelStatistics + LogRank.testStatistics,
    example: [
      .init("endpoint", .text("pfs")), .init("covariates", .list([.text("age"), .text("diagnosis")])),
      .init("distribution", .text("log_logistic")),
    ]
  ) { cohort, arguments in
    let asked = try Asked(cohort, arguments)
    let fit = try asked.fit(arguments[distributionParameter])
    let statistics = AcceleratedStatistics(
      fit, names: asked.design.terms.map(\.name), labels: asked.design.labels,
      level: arguments[SurvivalParameters.level])
    var result = AnalysisResult(
      title: "\(asked.question.endpoint.label): accelerated failure time model, \(fit.distribution.words)",
      methods: asked.methods(fit))
    result.rows = statistics.termRows + asked.design.referenceRows + statistics.testRows
    result.rows += statistics.modelRows(
      subjects: asked.question.sizes.reduce(0, +), missing: asked.question.missing)
    result.tables = statistics.tables
    result.cautions = asked.cautions + statistics.cautions
    return result
  }

  private static let covariates = Parameter.columns(
    "covariates",
    "What the time depends on: columns or expressions, interactions a * b and a:b, poly(x, 2), rcs(x, 4), cluster(x); none "
      + "for the distribution alone.")

  private static let distributionParameter = Parameter<TimeDistribution>.choice(
    "distribution", "The distribution of times to the event.", default: .weibull)

  /// What a script asked.
  private struct Asked {
    let question: SurvivalQuestion
    let design: CovariateDesign
    let cautions: [Caution]
    private let cluster: String?

    init(_ cohort: Cohort, _ arguments: Arguments) throws {
      let name = "survival.accelerated_failure_time"
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

    private var withoutFollowUp: Int { question.followUp.time.filter { $0 == 0 }.count }

    /// Case weights are no counts: each subject is then its own cluster, unless others are named.
    private var clusters: [Int32]? {
      guard case .cases = question.followUp.weights else { return question.clusters }
      return question.clusters ?? question.positions.indices.map(Int32.init)
    }

    func methods(_ fit: AcceleratedFailureTime) -> [String] {
      var methods = [
        "Accelerated failure time model with \(fit.distribution.words) times, by maximum likelihood; Wald intervals, "
          + "of ratios on the logarithmic scale."
      ]
      if fit.distribution == .weibull {
        methods.append("Hazard ratios are exp(-coefficient / scale), their standard errors by the delta method.")
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
