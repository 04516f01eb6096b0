import Analyses
import Cohorts
import Designs

/// What a Cox model is asked, read from a cohort: the rows of follow-up, their covariates, strata, clusters and offset.
///
/// All analyses that fit a Cox model read their arguments through it, so that they take the same terms and leave out the same
/// subjects.
struct CoxQuestion {
  /// The subjects.
  let question: SurvivalQuestion
  /// The outcome whose hazard is modelled; `nil` for every event of the endpoint.
  let cause: String?
  /// The columns of the model.
  let design: CovariateDesign
  /// The exposures that begin on a day.
  let exposures: [Exposure]
  /// The rows: one a subject, or where an exposure begins on a day one for each state.
  let followUp: FollowUp
  /// For each row the subject that it belongs to; `nil` where each has one row.
  let subject: [Int]?
  /// The covariates of the rows.
  let matrix: CovariateMatrix
  /// The stratum of each row; `nil` without strata.
  let strata: [Int32]?
  /// The cluster of each row; `nil` where standard errors are not robust.
  let clusters: [Int32]?
  /// The column that names the clusters, where one was named.
  let cluster: String?
  /// The known part of the linear predictor of each row; `nil` without one.
  let offset: [Double]?
  /// How events at the same time enter.
  let ties: CoxTies
  /// The cautions of the guard.
  let guarded: [Caution]

  /// Reads a question from a cohort.
  ///
  /// - Parameters:
  ///   - cohort: The cohort.
  ///   - arguments: Arguments of an analysis that declares ``parameters``.
  ///   - analysis: The name of the analysis, for errors.
  /// - Throws: `ArgumentError`, `CohortError` or `CannotAnalyse` for a question that cannot be asked.
  init(_ cohort: Cohort, _ arguments: Arguments, for analysis: String) throws {
    let cause = arguments[Self.cause]
    if cause == nil, arguments[CompetingQuestion.outcome] != nil {
      throw ArgumentError.invalid(
        analysis: analysis,
        reason: "\"outcome\" tells events apart; say with \"cause\" of which of them the hazard is asked")
    }
    try self.init(
      cohort, arguments, arguments[Self.timeDependent], cause: cause, for: analysis, mayBeEmpty: false)
  }

  /// Reads a question of an analysis that declares ``fixedParameters``, without exposures that begin on a day.
  ///
  /// - Parameters:
  ///   - cohort: The cohort.
  ///   - arguments: The arguments.
  ///   - analysis: The name of the analysis, for errors.
  ///   - mayBeEmpty: Whether a model without any effect is a question too.
  /// - Throws: `ArgumentError`, `CohortError` or `CannotAnalyse` for a question that cannot be asked.
  init(fixed cohort: Cohort, _ arguments: Arguments, for analysis: String, mayBeEmpty: Bool = false) throws {
    try self.init(cohort, arguments, nil, cause: nil, for: analysis, mayBeEmpty: mayBeEmpty)
  }

  private init(
    _ cohort: Cohort, _ arguments: Arguments, _ exposures: [ExposureRequest]?, cause: String?, for analysis: String,
    mayBeEmpty: Bool
  ) throws {
    let asked = try Covariates(
      arguments[Self.covariates], references: arguments[Self.reference], exposures: exposures?.map(\.name) ?? [],
      in: cohort,
      for: analysis)
    guard mayBeEmpty || !asked.isEmpty else {
      throw ArgumentError.invalid(
        analysis: analysis,
        reason: exposures != nil
          ? "name at least one of \"covariates\" and \"time_dependent\"" : "name at least one covariate")
    }
    try self.init(
      cohort, asked, exposures ?? [], endpoint: arguments[SurvivalParameters.endpoint], cause: cause,
      strata: arguments[SurvivalParameters.strata],
      weighting: .init(
        frequency: arguments[SurvivalParameters.weights], cases: arguments[Self.caseWeights],
        cluster: arguments[Self.cluster]),
      ties: arguments[SurvivalParameters.ties], isAcknowledged: arguments[SurvivalParameters.asBaseline], for: analysis)
  }

  /// Reads a question whose covariates are known.
  ///
  /// Competing events count as censorings, so that the hazard is that of the event itself, or with a cause of that outcome alone.
  /// Subjects who lack one of the columns `alsoPresent` are left out too.
  init(
    _ cohort: Cohort, _ asked: Covariates, _ exposures: [ExposureRequest] = [], endpoint: EndpointRequest,
    cause: String? = nil, strata: [ColumnRequest] = [], weighting: SurvivalQuestion.Weighting = .init(), ties: CoxTies,
    isAcknowledged: Bool, alsoPresent: [(label: String, validity: Validity)] = [], for analysis: String
  ) throws {
    if weighting.cluster != nil, asked.cluster != nil {
      throw ArgumentError.invalid(
        analysis: analysis, reason: "cluster() stands among the covariates, and \"cluster\" is given; give it once")
    }
    var weighting = weighting
    weighting.cluster = weighting.cluster ?? asked.cluster
    let question = try SurvivalQuestion(
      cohort, endpoint: endpoint, event: .cause(cause), strata: (strata + asked.strata).distinct, weighting: weighting,
      alsoPresent: asked.presence + alsoPresent, exposures: exposures.map(\.day))
    let days = try exposures.map { try Exposure($0.day, label: $0.name, question) }
    let rows = days.isEmpty ? nil : try days.split(question)
    func spread<Value>(_ values: [Value]) -> [Value] { rows.map { $0.subject.map { values[$0] } } ?? values }
    self.question = question
    self.cause = cause
    self.exposures = days
    self.ties = ties
    design = try CovariateDesign(asked, for: question, rows: rows)
    followUp = rows?.followUp ?? question.followUp
    subject = rows?.subject
    matrix = try CovariateMatrix(columns: design.terms.map(\.values))
    self.strata = question.strata.map { spread($0.codes) }
    if case .cases = question.followUp.weights {
      clusters = spread(question.clusters ?? question.positions.indices.map(Int32.init))
    } else {
      clusters = question.clusters.map(spread)
    }
    cluster = weighting.cluster
    offset = Self.sum(asked.offsets.map { $0.column.gathered(question.positions).asNumbers ?? [] }).map(spread)
    let guarding = ImmortalTime(cohort: cohort, endpoint: question.endpoint, isAcknowledged: isAcknowledged)
    guarded = try guarding.cautions(for: asked.sources) + guarding.cautions(forStrata: question.strata?.sources ?? [])
  }

  private static func sum(_ columns: [[Double]]) -> [Double]? {
    guard let first = columns.first else { return nil }
    return columns.dropFirst().reduce(first) { sum, column in zip(sum, column).map { $0 + $1 } }
  }
}

// MARK: - Fitting

extension CoxQuestion {
  /// The model of all effects.
  func fit() throws -> CoxModel { try fit(matrix) }

  /// The rows in the order in which a likelihood takes them.
  func data() throws -> CoxData {
    try CoxData(followUp, matrix, strata: strata, stratumCount: question.stratumCount, offset: offset)
  }

  /// The model of all effects, on rows in order.
  func fit(_ data: CoxData) throws -> CoxModel {
    do {
      return try CoxModel(followUp, data, clusters: clusters, ties: ties)
    } catch let error as FollowUpError { throw CannotAnalyse(error.description) }
  }

  /// The model of other columns on the same rows, or on some of them.
  ///
  /// - Throws: `CannotAnalyse` for what cannot be had with exact ties.
  func fit(_ covariates: CovariateMatrix, rows: [Int]? = nil) throws -> CoxModel {
    do {
      return try CoxModel(
        rows.map(followUp.selecting) ?? followUp, covariates, strata: strata?.at(rows),
        stratumCount: question.stratumCount, clusters: clusters?.at(rows), offset: offset?.at(rows), ties: ties)
    } catch let error as FollowUpError { throw CannotAnalyse(error.description) }
  }

  /// A model of all effects with its rows, for residuals and predictions.
  func fitted(_ fit: CoxModel) throws -> FittedCox {
    try FittedCox(
      fit, followUp, matrix, strata: strata, stratumCount: question.stratumCount, offset: offset)
  }

  /// The columns of some effects.
  func matrix(of effects: some Sequence<Int>) throws -> CovariateMatrix {
    try CovariateMatrix(columns: effects.flatMap { design.effects[$0].columns.map { design.terms[$0].values } })
  }

  /// The linear predictor of each row, with the offset.
  func scores(_ fit: CoxModel) -> [Double] {
    let scores = matrix.columns == 0 ? [Double](repeating: 0, count: followUp.count) : fit.linearPredictor(matrix)
    return offset.map { zip(scores, $0).map { $0 + $1 } } ?? scores
  }

  /// The number of subjects, frequency weights counted.
  var subjectCount: Double { question.sizes.reduce(0, +) }

  /// Why likelihoods cannot be compared; `nil` where they can.
  var likelihoodObjection: String? { clusters == nil ? nil : "not valid with robust standard errors" }
}

// MARK: - Words

extension CoxQuestion {
  /// The cautions that concern the question: the guard's, levels that nobody has, subjects left out, exposures never seen.
  var cautions: [Caution] { guarded + ownCautions }

  /// The same without the guard's.
  var ownCautions: [Caution] { design.cautions + question.cautions + exposures.flatMap(\.cautions) }

  /// What kind of model it is, for titles.
  var modelTitle: String {
    let model = cause.map { "Cox model of the cause-specific hazard of \($0)" } ?? "Cox model"
    guard !exposures.isEmpty else { return model }
    let names = exposures.map(\.name).joined(separator: ", ")
    let isAdjusted = design.effects.count > exposures.count
    return "\(model) with time-dependent \(names)" + (isAdjusted ? ", adjusted" : ", unadjusted")
  }

  /// The model as sentences; the first ends with what is said of intervals.
  func methods(_ interval: String = "Wald intervals") -> [String] {
    let strata = question.strata.map { ", a baseline hazard for each stratum of \($0.label)" } ?? ""
    let offsets = design.covariates.offsets.map(\.source.label).joined(separator: ", ")
    let offset = offsets.isEmpty ? "" : ", with \(offsets) as an offset"
    var methods = ["Cox proportional hazards model, \(ties.words)\(strata)\(offset); \(interval)."]
    if let cause {
      methods.append(
        "The hazard is the cause-specific one of \(cause): other outcomes count as censorings at their time, so that hazard "
          + "ratios are of the rate among those who can still have it, not of how many will.")
    }
    if case .cases = question.followUp.weights {
      methods.append("Subjects count by their case weights.")
    }
    if clusters != nil {
      methods.append(
        "Standard errors are robust (infinitesimal jackknife)"
          + (cluster.map { ", with subjects of one \($0) taken as dependent." } ?? "."))
    }
    return methods + design.methods + exposureRules
  }

  private var exposureRules: [String] {
    guard exposures.count > 1 else { return exposures.map(\.rules) }
    return exposures.map(\.rules).prefix(1) + [
      "The same holds for \(exposures.dropFirst().map(\.name).joined(separator: ", ")); follow-up is divided at each of the days."
    ]
  }
}

// MARK: - Parameters

extension CoxQuestion {
  static let covariates = Parameter.columns(
    "covariates",
    "What the hazard depends on: columns or expressions, interactions a * b and a:b, poly(x, 2), rcs(x, 4), offset(x), "
      + "strata(x), cluster(x).")

  static let timeDependent = Parameter.exposures(
    "time_dependent", "Exposures that begin on a day: for each a name, and the column of the day.")

  static let reference = Parameter.levels(
    "reference", "For categories among the covariates, the level that the others are compared with.")

  static let caseWeights = Parameter.optionalColumn(
    "case_weights",
    "The column of case weights, such as inverse probabilities: how much each subject counts; standard errors are robust."
  )

  static let cluster = Parameter.optionalColumn(
    "cluster", "The column of units within which subjects depend on each other; standard errors are robust.")

  static let cause = Parameter.optionalText(
    "cause",
    "The outcome whose hazard is modelled, by its name, the others as censorings; without it every event of the endpoint "
      + "counts.")

  /// What every analysis takes that fits a Cox model and predicts nothing from it.
  static let parameters: [AnyParameter] =
    Array(fixedParameters.prefix(1)) + [CompetingQuestion.outcome.any, cause.any, covariates.any, timeDependent.any]
    + Array(fixedParameters.dropFirst(2))

  /// The same without exposures that begin on a day and without a cause, whose hazard alone predicts no probability.
  static let fixedParameters: [AnyParameter] = [
    SurvivalParameters.endpoint.any, covariates.any, SurvivalParameters.strata.any,
    SurvivalParameters.ties.any, reference.any, SurvivalParameters.weights.any, caseWeights.any, cluster.any,
    SurvivalParameters.asBaseline.any,
  ]
}

extension [ColumnRequest] {
  /// Each once, in order.
  fileprivate var distinct: [ColumnRequest] {
    var seen: Set<ColumnRequest> = []
    return filter { seen.insert($0).inserted }
  }
}
