import Analyses
import Cohorts
import Designs
import Statistics

/// Cause-specific Cox and Fine-Gray models of every outcome with the same covariates, side by side.
struct CompetingModels {
  /// The models, as scripts ask for them.
  static let analysis = Analysis(
    "survival.competing_risks_models",
    "Cause-specific and subdistribution hazard ratios of every competing outcome, side by side.",
    details: """
      Fits for each outcome a Cox model in which the others are censorings, and a Fine-Gray model, with the same \
      covariates. The cause-specific ratio is of the rate among those who can still have the outcome: what a covariate does. \
      The subdistribution ratio is of the cumulative incidence: how many will have it, which also depends on what the covariate does \
      to the other outcomes. Neither can be read without all outcomes beside it.
      """,
    parameters: [
      SurvivalParameters.endpoint.any, CompetingQuestion.outcome.any, CoxQuestion.covariates.any,
      CoxQuestion.reference.any, SurvivalParameters.ties.any, FineGray.convention.any, SurvivalParameters.weights.any,
      CoxQuestion.cluster.any, CoxQuestion.caseWeights.any, SurvivalParameters.level.any,
      SurvivalParameters.asBaseline.any,
    ],
    statistics: [
      .init("n", "The number of subjects, frequency weights counted."),
      .init("events", "The number of events of the outcome."),
      .init("cause_specific_hazard_ratio", "The ratio of the rate of the outcome among those who can still have it."),
      .init("cause_specific_hazard_ratio_lower", "Its lower limit."),
      .init("cause_specific_hazard_ratio_upper", "Its upper limit."),
      .init("cause_specific_p_value", "The two-sided p-value of its Wald test."),
      .init(
        "subdistribution_hazard_ratio", "The ratio of the subdistribution hazard, that of the cumulative incidence."),
      .init("subdistribution_hazard_ratio_lower", "Its lower limit."),
      .init("subdistribution_hazard_ratio_upper", "Its upper limit."),
      .init("subdistribution_p_value", "The two-sided p-value of its Wald test."),
      .init("reference", "The level that the others are compared with."),
      .init("knot", "A knot of a restricted cubic spline."),
    ],
    example: [
      .init("endpoint", .text("pfs")), .init("intercurrent", .map([.init("transplant_day", .text("competing"))])),
      .init("covariates", .list([.text("age"), .text("diagnosis")])),
    ],
    terms: ["CSHR": "cause-specific hazard ratio", "SHR": "subdistribution hazard ratio"]
  ) { cohort, arguments in
    let asked = try FineGrayQuestion(cohort, arguments, strata: [], for: "survival.competing_risks_models")
    let level = arguments[SurvivalParameters.level]
    let models = try CompetingModels(
      asked, convention: arguments[FineGray.convention], ties: arguments[SurvivalParameters.ties], level: level)
    let question = asked.competing.question
    var result = AnalysisResult(
      title: "\(question.endpoint.label): models of each outcome", methods: models.methods)
    result.rows = [Row("n", tally(question.sizes.reduce(0, +)), missing: question.missing)]
    result.rows += (models.rows + asked.design.referenceRows).resting(onAllOf: question)
    result.tables = [models.table]
    result.cautions = try asked.guarded(arguments[SurvivalParameters.asBaseline])
    result.cautions += asked.design.cautions + asked.competing.cautions + models.cautions
    return result
  }

  private let asked: FineGrayQuestion
  private let level: Double
  private let causeSpecific: [CoxModel]
  private let subdistribution: [FineGray]

  private init(_ asked: FineGrayQuestion, convention: FineGrayConvention, ties: CoxTies, level: Double) throws {
    self.asked = asked
    self.level = level
    let outcomes = asked.competing.outcomes
    let hasCaseWeights = if case .cases = outcomes.followUp.weights { true } else { false }
    let clusters =
      asked.competing.question.clusters ?? (hasCaseWeights ? outcomes.codes.indices.map { Int32($0) } : nil)
    do {
      causeSpecific = try outcomes.names.map { name in
        try CoxModel(try outcomes.causeSpecific(name), asked.matrix, clusters: clusters, ties: ties)
      }
    } catch let error as FollowUpError { throw CannotAnalyse(error.description) }
    subdistribution = try outcomes.names.map { try asked.fit($0, convention: convention, ties: ties) }
  }

  private var names: [String] { asked.competing.outcomes.names }

  private var methods: [String] {
    let ties = causeSpecific.first.map { ", \($0.ties.words)" } ?? ""
    return [
      "For each outcome a cause-specific Cox model, the other outcomes as censorings\(ties), and a Fine-Gray model of the "
        + "subdistribution hazard\(subdistribution.first.map { ", \($0.convention.words), \($0.ties.words)" } ?? ""); Wald "
        + "intervals. Outcomes: \(names.joined(separator: ", "))."
    ] + asked.design.methods
  }

  private var rows: [Row] {
    names.indices.flatMap { place in
      [Row("events", tally(subdistribution[place].eventCount), group: names[place])]
        + asked.design.terms.indices.flatMap { term in
          rows("cause_specific", causeSpecific[place].coefficients[term], place, term)
            + rows("subdistribution", subdistribution[place].coefficients[term], place, term)
        }
    }
  }

  private func rows(_ kind: String, _ coefficient: RegressionCoefficient, _ place: Int, _ term: Int) -> [Row] {
    let hasEvents = subdistribution[place].eventCount > 0
    let isEstimated = hasEvents && coefficient.state == .estimated
    let reason = hasEvents ? CoxStatistics.reason(coefficient) : "no events"
    let limits = coefficient.ratioLimits(level: level)
    let method =
      kind == "subdistribution" ? "Fine-Gray, Wald interval" : "Cox, \(causeSpecific[place].ties.words), Wald interval"
    func row(_ statistic: String, _ value: Double?) -> Row {
      Row(
        "\(kind)_\(statistic)", Quantity(isEstimated ? value : nil, otherwise: reason), group: names[place],
        variable: asked.design.terms[term].name, method: method)
    }
    return [
      row("hazard_ratio", coefficient.ratio), row("hazard_ratio_lower", limits?.lower),
      row("hazard_ratio_upper", limits?.upper), row("p_value", coefficient.pValue),
    ]
  }

  private var table: TableLayout {
    let percent = Argument.percent(level)
    func ratio(_ header: String, _ kind: String) -> TableLayout.Column {
      .init(
        "\(header) (\(percent) CI)",
        .estimate("\(kind)_hazard_ratio", lower: "\(kind)_hazard_ratio_lower", upper: "\(kind)_hazard_ratio_upper"),
        .ratio)
    }
    return TableLayout(
      title: "Hazard ratios by outcome", rowHeader: "Outcome, term",
      lines: names.flatMap { name in
        zip(asked.design.terms, asked.design.labels).map { term, label in
          .init("\(name), \(label)", group: name, variable: term.name)
        }
      },
      columns: [
        ratio("Cause-specific HR", "cause_specific"), .init("p", .value("cause_specific_p_value"), .pValue),
        ratio("Subdistribution HR", "subdistribution"), .init("p", .value("subdistribution_p_value"), .pValue),
      ])
  }

  private var cautions: [Caution] {
    subdistribution.flatMap { fit in
      FineGrayStatistics(fit, names: asked.design.terms.map(\.name), level: level).cautions
    }
  }
}
