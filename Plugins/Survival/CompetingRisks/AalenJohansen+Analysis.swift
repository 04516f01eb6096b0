public import Analyses
import Cohorts

extension AalenJohansen {
  /// The cumulative incidence of competing outcomes, as scripts ask for it.
  static let analysis = Analysis(
    "survival.cumulative_incidence", "Cumulative incidence of competing outcomes, by group, with Gray's test.",
    details: """
      Estimates the probability of each outcome by each time where subjects can have one of several: relapse, or death \
      without relapse. The incidences and the probability of being free of all outcomes add up to 1. With two groups or \
      more Gray's test stands beside them for each outcome, stratified where strata are given.

      One less Kaplan-Meier with the other outcomes censored is not the incidence but more: it is given beside it, as \
      one_minus_kaplan_meier, for comparison. Outcomes are found by their names: those of the endpoint in the dictionary, of the \
      column named by outcome, or of the events that compete by intercurrent.
      """,
    parameters: [
      SurvivalParameters.endpoint.any, CompetingQuestion.outcome.any, SurvivalParameters.by.any,
      SurvivalParameters.strata.any, SurvivalParameters.weights.any, CoxQuestion.caseWeights.any,
      CoxQuestion.cluster.any, SurvivalParameters.level.any, SurvivalParameters.interval.any, variance.any,
      SurvivalParameters.beyond.any, SurvivalParameters.times.any, CompetingQuestion.rho.any,
      SurvivalParameters.displayUnit.any, riskTable.any, SurvivalParameters.asBaseline.any,
    ],
    statistics: IncidenceStatistics.declared + LogRank.testStatistics,
    example: [
      .init("endpoint", .text("pfs")), .init("intercurrent", .map([.init("transplant_day", .text("competing"))])),
      .init("by", .text("diagnosis")), .init("times", .list([.integer(90), .integer(180)])),
    ],
    terms: [
      "CIF": "cumulative incidence function", "CIR": "cumulative incidence of relapse", "NRM": "non-relapse mortality",
      "TRM": "treatment-related mortality",
    ]
  ) { cohort, arguments in
    let weighting = SurvivalQuestion.Weighting(
      frequency: arguments[SurvivalParameters.weights], cases: arguments[CoxQuestion.caseWeights],
      cluster: arguments[CoxQuestion.cluster])
    let asked = try CompetingQuestion(
      cohort, arguments, by: arguments[SurvivalParameters.by], strata: arguments[SurvivalParameters.strata],
      weighting: weighting)
    let question = asked.question
    let style = IncidenceStyle(
      variance: arguments[variance], transform: arguments[SurvivalParameters.interval],
      level: arguments[SurvivalParameters.level], beyond: arguments[SurvivalParameters.beyond],
      times: arguments[SurvivalParameters.times].distinct, riskTable: arguments[riskTable])
    let curves = try Self.curves(asked, style)
    let groups = zip(question.levels, curves).map { level, curve in
      IncidenceStatistics(
        group: level, label: question.label(of: level), estimate: curve, outcomes: asked.outcomes.names, style: style)
    }
    var result = AnalysisResult(title: asked.title("cumulative incidence"), methods: methods(asked, style))
    result.rows = groups.flatMap(\.rows)
    result.tables = IncidenceStatistics.tables(
      of: groups, rowHeader: question.groups.sources.isEmpty ? "" : question.groups.label,
      times: arguments.times(in: question.endpoint.unit))
    var annotations: [Figure.Annotation] = []
    if question.levels.count > 1 {
      let tests = try GrayStatistics(asked, rho: arguments[CompetingQuestion.rho])
      result.methods.append(tests.method)
      result.rows += tests.testRows.resting(onAllOf: question)
      result.tables.append(tests.table)
      annotations = tests.annotations
    }
    result.figures = IncidenceStatistics.figures(
      of: groups, title: result.title, endpoint: question.endpoint,
      axisUnit: arguments[SurvivalParameters.displayUnit], tests: annotations)
    var guarding = ImmortalTime(
      cohort: cohort, endpoint: question.endpoint, isAcknowledged: arguments[SurvivalParameters.asBaseline])
    guarding.overstated = "freedom from events"
    result.cautions = try guarding.cautions(for: question) + asked.cautions
    return result
  }

  private static let variance = Parameter<IncidenceVariance>.choice(
    "variance", "How the variance of an incidence is estimated.", default: .infinitesimalJackknife)

  private static let riskTable = RiskTableContent.parameter(default: .events)

  private static func curves(_ asked: CompetingQuestion, _ style: IncidenceStyle) throws -> [AalenJohansen] {
    do {
      return try curves(
        of: asked.outcomes, groups: asked.question.codes, count: asked.question.levels.count,
        variance: style.variance, clusters: asked.question.clusters)
    } catch let error as FollowUpError { throw CannotAnalyse(error.description) }
  }

  private static func methods(_ asked: CompetingQuestion, _ style: IncidenceStyle) -> [String] {
    let clusters = asked.question.clusters == nil ? "" : ", by cluster"
    return [
      "Aalen-Johansen estimate of the cumulative incidence F of each outcome, the others competing; "
        + "\(style.variance.words)\(clusters); \(style.interval). After a last observation that was censored: "
        + "\(style.beyond.summary).",
      "Outcomes: \(asked.outcomes.names.joined(separator: ", ")). One less Kaplan-Meier with the other outcomes censored would "
        + "overstate the incidence: it is that of a world in which nobody has the others.",
    ]
  }
}

extension IncidenceVariance: Choice {
  /// The variance in a few words.
  public var summary: String {
    switch self {
    case .infinitesimalJackknife: "the infinitesimal jackknife, R's survfit"
    case .greenwood: "Greenwood's type, R's etm and prodlim"
    case .aalen: "Aalen's type by the delta method, R's cmprsk"
    }
  }

  /// The variance as it stands in a sentence.
  var words: String {
    switch self {
    case .infinitesimalJackknife: "infinitesimal jackknife variance"
    case .greenwood: "variance of Greenwood's type"
    case .aalen: "variance of Aalen's type by the delta method"
    }
  }
}
