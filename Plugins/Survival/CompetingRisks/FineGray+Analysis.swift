public import Analyses
import Cohorts
import Designs

extension FineGray {
  /// The model, as scripts ask for it.
  static let analysis = Analysis(
    "survival.fine_gray", "Fine-Gray model of the cumulative incidence of one of several competing outcomes.",
    details: """
      Fits subdistribution hazard ratios: a ratio above 1 means a higher cumulative incidence of the outcome. They answer how many \
      will have it, not how fast those have it who still can; survival.competing_risks_models shows both side by side. \
      Whoever had another outcome stays at risk with the weight of not having been censored since. Only what is known at \
      the origin may be a covariate: an exposure that begins later has no place in a subdistribution.

      With profiles the incidence that the model predicts for them is given at times and drawn.
      """,
    parameters: [
      SurvivalParameters.endpoint.any, CompetingQuestion.outcome.any, CompetingQuestion.cause.any,
      CoxQuestion.covariates.any, CoxQuestion.reference.any, censoringStrata.any, convention.any, ties.any,
      SurvivalParameters.weights.any, CoxQuestion.caseWeights.any,
      CoxQuestion.cluster.any, profiles.any, SurvivalParameters.times.any, SurvivalParameters.level.any,
      SurvivalParameters.displayUnit.any, SurvivalParameters.asBaseline.any,
    ],
    statistics: FineGrayStatistics.declared + LogRank.testStatistics,
    example: [
      .init("endpoint", .text("pfs")), .init("intercurrent", .map([.init("transplant_day", .text("competing"))])),
      .init("covariates", .list([.text("age"), .text("diagnosis")])),
    ],
    terms: ["SHR": "subdistribution hazard ratio", "NRM": "non-relapse mortality"]
  ) { cohort, arguments in
    let asked = try FineGrayQuestion(cohort, arguments, strata: arguments[censoringStrata], for: "survival.fine_gray")
    let fit = try asked.fit(
      try asked.competing.outcome(arguments[CompetingQuestion.cause]), convention: arguments[convention],
      ties: arguments[ties])
    let statistics = FineGrayStatistics(
      fit, names: asked.design.terms.map(\.name), level: arguments[SurvivalParameters.level])
    let question = asked.competing.question
    var result = AnalysisResult(
      title: "\(question.endpoint.label): Fine-Gray model of \(fit.outcome)", methods: asked.methods(fit))
    result.rows = statistics.termRows + asked.design.referenceRows + statistics.testRows
    result.rows += statistics.modelRows(missing: question.missing)
    result.tables = statistics.tables(labels: asked.design.labels)
    let predicted = try PredictedIncidences(
      fit, asked, arguments[profiles], times: arguments[SurvivalParameters.times].distinct)
    result.rows = (result.rows + predicted.rows).resting(on: Int(fit.count), missing: question.missing)
    result.tables += predicted.tables(arguments.times(in: question.endpoint.unit))
    result.figures = predicted.figures(
      title: result.title, endpoint: question.endpoint, axisUnit: arguments[SurvivalParameters.displayUnit])
    result.cautions = try asked.guarded(arguments[SurvivalParameters.asBaseline])
    result.cautions += asked.design.cautions + asked.competing.cautions + statistics.cautions
    return result
  }

  static let convention = Parameter<FineGrayConvention>.choice(
    "weights_convention",
    "Whose conventions the weights and standard errors follow; they differ where censorings and events "
      + "are tied.", default: .cmprsk)

  private static let ties = Parameter<CoxTies>.choice(
    "ties", "How events at the same time enter by survival's convention; cmprsk's has Breslow's method.",
    default: .efron,
    sas: .breslow)

  private static let censoringStrata = Parameter.columns(
    "censoring_strata", "Groups that are censored differently: the weights are estimated within each.")

  private static let profiles = Parameter.profiles(
    "profiles", "Subjects for whom the model's incidence is predicted, by the values of the covariates.",
    fallback: .none)
}

extension FineGrayConvention: Choice {
  /// The convention in a few words.
  public var summary: String {
    switch self {
    case .cmprsk: "R's crr: Breslow's ties, standard errors that allow for the estimation of the weights"
    case .survival: "R's finegray and coxph: events before censorings at a time, robust standard errors"
    }
  }

  /// The convention as it stands in a sentence.
  var words: String {
    switch self {
    case .cmprsk:
      "weights as in cmprsk; sandwich standard errors that allow for their estimation (Fine and Gray)"
    case .survival:
      "weights as in survival's finegray, events before censorings at a time; robust standard errors by subject"
    }
  }
}

/// What a Fine-Gray model is asked, read from a cohort.
struct FineGrayQuestion {
  let competing: CompetingQuestion
  let design: CovariateDesign
  let matrix: CovariateMatrix

  /// Reads the covariates, outcomes and censoring groups of a call.
  init(_ cohort: Cohort, _ arguments: Arguments, strata: [ColumnRequest], for analysis: String) throws {
    let asked = try Covariates(
      arguments[CoxQuestion.covariates], references: arguments[CoxQuestion.reference], in: cohort, for: analysis)
    guard !asked.isEmpty else { throw ArgumentError.invalid(analysis: analysis, reason: "name \"covariates\"") }
    guard asked.offsets.isEmpty, asked.strata.isEmpty, asked.cluster == nil else {
      throw ArgumentError.invalid(
        analysis: analysis, reason: "offset(), strata() and cluster() have no place among its covariates")
    }
    competing = try CompetingQuestion(
      cohort, arguments, strata: strata,
      weighting: .init(
        frequency: arguments[SurvivalParameters.weights], cases: arguments[CoxQuestion.caseWeights],
        cluster: arguments[CoxQuestion.cluster]), alsoPresent: asked.presence)
    design = try CovariateDesign(asked, for: competing.question)
    matrix = try CovariateMatrix(columns: design.terms.map(\.values))
  }

  /// Fits the model of an outcome.
  ///
  /// - Throws: `CannotAnalyse` for late entries, exact ties, and case weights by cmprsk's convention.
  func fit(_ outcome: String, convention: FineGrayConvention, ties: CoxTies) throws -> FineGray {
    let question = competing.question
    guard ties != .exact else {
      throw CannotAnalyse("the Fine-Gray model has ties by Efron or Breslow, not exact ones")
    }
    do {
      return try FineGray(
        competing.outcomes, of: outcome, matrix, convention: convention, ties: ties,
        censoringGroups: question.strata?.codes, groupCount: question.stratumCount, clusters: question.clusters)
    } catch let error as CompetingRisksError {
      throw CannotAnalyse(error.description)
    } catch let error as FollowUpError { throw CannotAnalyse(error.description) }
  }

  /// The model as sentences.
  func methods(_ fit: FineGray) -> [String] {
    let strata = competing.question.strata.map { ", estimated within \($0.label)" } ?? ""
    let clusters = competing.question.clusters == nil ? "" : ", by cluster"
    return [
      "Fine-Gray model of the subdistribution hazard of \(fit.outcome), competing outcomes: "
        + "\(competing.outcomes.names.filter { $0 != fit.outcome }.joined(separator: ", ")); \(fit.convention.words)"
        + "\(clusters)\(strata); \(fit.ties.words); Wald intervals."
    ] + design.methods
  }

  /// The cautions of the guard against immortal time.
  func guarded(_ isAcknowledged: Bool) throws -> [Caution] {
    let guarding = ImmortalTime(
      cohort: competing.question.cohort, endpoint: competing.question.endpoint, isAcknowledged: isAcknowledged)
    return try guarding.cautions(for: design.covariates.sources)
      + guarding.cautions(forStrata: competing.question.strata?.sources ?? [])
  }
}
