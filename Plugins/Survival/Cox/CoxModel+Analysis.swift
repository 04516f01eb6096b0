import Analyses
import Cohorts

extension CoxModel {
  /// The model, as scripts ask for it.
  static let analysis = Analysis(
    "survival.cox", "Cox proportional hazards model, with strata and exposures that begin on a day.",
    details: """
      Fits hazard ratios by partial likelihood. Numbers enter as they are, flags as yes against no, and each level of a \
      category against its reference, which is the first level that occurs unless another is named. An exposure in \
      time_dependent counts from its day on, in intervals (start, stop], so that nobody is credited with time that they had to \
      survive to be exposed.

      A coefficient without a finite estimate (separation) is reported as such, with the likelihood ratio and score \
      tests, which still hold. Covariates that become known only after the origin are flagged.
      """,
    parameters: [
      SurvivalParameters.endpoint.any, covariates.any, timeDependent.any, SurvivalParameters.strata.any,
      SurvivalParameters.ties.any,
      reference.any, SurvivalParameters.weights.any, SurvivalParameters.level.any, SurvivalParameters.asBaseline.any,
    ],
    statistics: CoxStatistics.termStatistics + CoxStatistics.modelStatistics + LogRank.testStatistics,
    example: [
      .init("endpoint", .text("pfs")), .init("covariates", .list([.text("age"), .text("diagnosis")])),
      .init("time_dependent", .map([.init("transplant", .text("transplant_day"))])), .init("strata", .text("trial")),
    ]
  ) { cohort, arguments in
    let asked = try Covariates(arguments[covariates], references: arguments[reference], in: cohort)
    let exposures = arguments[timeDependent]
    guard !asked.columns.isEmpty || !exposures.isEmpty else {
      throw ArgumentError.invalid(
        analysis: "survival.cox", reason: "name at least one of \"covariates\" and \"time_dependent\"")
    }
    guard exposures.count <= 1 else {
      throw ArgumentError.invalid(
        analysis: "survival.cox",
        reason: "\"time_dependent\" takes one exposure, found \(exposures.map(\.name).joined(separator: ", "))")
    }
    let question = try SurvivalQuestion(
      cohort, endpoint: arguments[SurvivalParameters.endpoint], strata: arguments[SurvivalParameters.strata],
      weights: arguments[SurvivalParameters.weights],
      alsoPresent: asked.presence, exposure: exposures.first?.day)
    let design = try CovariateDesign(asked, for: question)
    if let exposure = exposures.first, design.terms.contains(where: { $0.name == exposure.name }) {
      throw ArgumentError.invalid(
        analysis: "survival.cox",
        reason: "\"\(exposure.name)\" stands in \"covariates\" and in \"time_dependent\"; give each a name of its own")
    }
    let exposure = try exposures.first.map { try Exposure($0.day, label: $0.name, question) }
    let rows = try CoxRows(question, design, exposure)
    let fit = try CoxModel(
      rows.followUp, rows.covariates, strata: rows.strata, stratumCount: question.stratumCount,
      ties: arguments[SurvivalParameters.ties])
    let statistics = CoxStatistics(
      fit, names: design.terms.map(\.name) + exposures.map(\.name), level: arguments[SurvivalParameters.level])
    var result = AnalysisResult(
      title: title(question, exposure, adjusted: !design.terms.isEmpty),
      methods: methods(question, fit, exposure))
    result.rows = statistics.termRows + design.referenceRows + statistics.testRows
    result.rows += statistics.modelRows(subjects: question.followUp.total, missing: question.missing)
    result.tables = statistics.tables(
      labels: design.labels + exposures.map { "\($0.name.capitalizedFirst), from its day on" })
    let guarding = ImmortalTime(
      cohort: cohort, endpoint: question.endpoint, isAcknowledged: arguments[SurvivalParameters.asBaseline])
    result.cautions =
      try guarding.cautions(for: asked.sources) + guarding.cautions(forStrata: question.strata?.sources ?? [])
    result.cautions += design.cautions + question.cautions
    result.cautions += statistics.cautions(events: fit.eventCount) + (exposure?.cautions ?? [])
    return result
  }

  private static let covariates = Parameter.columns(
    "covariates", "What the hazard depends on: numbers, flags and categories known at the origin.")

  private static let timeDependent = Parameter.exposures(
    "time_dependent", "An exposure that begins on a day: a name, and the column of the day.")

  private static let reference = Parameter.levels(
    "reference", "For categories among the covariates, the level that the others are compared with.")

  private static func title(_ question: SurvivalQuestion, _ exposure: Exposure?, adjusted: Bool) -> String {
    guard let exposure else { return "\(question.endpoint.label): Cox model" }
    return "\(question.endpoint.label): Cox model with time-dependent \(exposure.name)"
      + (adjusted ? ", adjusted" : ", unadjusted")
  }

  private static func methods(_ question: SurvivalQuestion, _ fit: CoxModel, _ exposure: Exposure?) -> [String] {
    let strata = question.strata.map { ", a baseline hazard for each stratum of \($0.label)" } ?? ""
    return ["Cox proportional hazards model, \(fit.ties.words)\(strata); Wald intervals."]
      + (exposure.map { [$0.rules] } ?? [])
  }
}

extension CovariateDesign {
  /// The reference level of each category, as rows.
  var referenceRows: [Row] {
    terms.compactMap { term in
      term.reference.map { Row("reference", .text($0), variable: term.name) }
    }
  }

  /// The words for each term, with what it is compared with.
  var labels: [String] {
    terms.map { term in term.reference.map { "\(term.label) (against \($0))" } ?? term.label }
  }
}

/// The rows of a model: one a subject, or where an exposure begins on a day one for each state.
private struct CoxRows {
  let followUp: FollowUp
  let covariates: CovariateMatrix
  let strata: [Int32]?

  init(_ question: SurvivalQuestion, _ design: CovariateDesign, _ exposure: Exposure?) throws {
    let columns = design.terms.map(\.values)
    guard let exposure else {
      followUp = question.followUp
      covariates = try CovariateMatrix(columns: columns)
      strata = question.strata?.codes
      return
    }
    let split = try exposure.split(question)
    followUp = split.followUp
    covariates = try CovariateMatrix(
      columns: columns.map { column in split.subject.map { column[$0] } } + [split.state.map(Double.init)])
    strata = question.strata.map { strata in split.subject.map { strata.codes[$0] } }
  }
}
