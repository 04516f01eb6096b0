import Analyses
import Cohorts
import Designs
import Statistics

extension CoxModel {
  private static let comparing = "survival.compare_models"

  /// The comparison of nested models, as scripts ask for it.
  static let comparison = Analysis(
    comparing, "Nested Cox models on the same subjects, compared by likelihood ratio.",
    details: """
      Each model is a list of terms as survival.cox takes them. All are fitted to the subjects who have a value of everything \
      that any of them uses, and each is tested against the one before it: the smaller of the two must be nested in the \
      larger, which is checked by the columns that they span. An empty list is the model without covariates. AIC and BIC \
      compare models that are not nested too; give those in calls of their own.
      """,
    parameters: [
      SurvivalParameters.endpoint.any, models.any, SurvivalParameters.strata.any, SurvivalParameters.ties.any,
      CoxQuestion.reference.any, SurvivalParameters.weights.any, SurvivalParameters.asBaseline.any,
    ],
    statistics: [
      .init("n", "The number of subjects, frequency weights counted; the same in all models."),
      .init("events", "The number of events."), .init("df", "The coefficients of a model that can be estimated."),
      .init("log_likelihood", "Its log partial likelihood."), .init("aic", "Akaike's information criterion."),
      .init("bic", "Schwarz's information criterion, with the number of events as the size of the sample."),
      .init("likelihood_ratio_chi_squared", "Twice the difference of log likelihoods from the model before."),
      .init("likelihood_ratio_df", "The difference of their coefficients."),
      .init("likelihood_ratio_p_value", "Its p-value."),
    ],
    example: [
      .init("endpoint", .text("pfs")),
      .init("models", .list([.text("age"), .list([.text("age"), .text("diagnosis")])])),
    ]
  ) { cohort, arguments in
    let questions = try asked(cohort, arguments)
    let fits = try questions.map { try $0.fit() }
    let names = questions.indices.map { "model \($0 + 1)" }
    let labels = zip(names, questions).map { "\($0.capitalizedFirst): \($1.words)" }
    let first = questions[0]
    var result = AnalysisResult(
      title: "\(first.question.endpoint.label): comparison of \(questions.count) Cox models",
      methods: first.methods("models compared by likelihood ratio, each with the one before it") + [
        "All models are fitted to the same subjects: those who have a value of every covariate of any model."
      ])
    result.rows = [
      Row("n", .count(Int(first.subjectCount)), missing: first.question.missing),
      Row("events", .count(Int(fits[0].eventCount))),
    ]
    for place in fits.indices {
      let test = place > 0 ? try compare(place, questions, fits) : nil
      result.rows += rows(names[place], fits[place], test)
    }
    result.tables = [table(names, labels)]
    result.cautions = try cautions(
      questions,
      ImmortalTime(
        cohort: cohort, endpoint: first.question.endpoint, isAcknowledged: arguments[SurvivalParameters.asBaseline]))
    return result
  }

  private static let models = Parameter.models(
    "models", "The models, the smallest first: for each a term or a list of terms as survival.cox takes them.")

  /// Those of all models, each once.
  private static func cautions(_ questions: [CoxQuestion], _ guarding: ImmortalTime) throws -> [Caution] {
    var sources: Set<String> = []
    let read = questions.flatMap(\.design.covariates.sources).filter { sources.insert($0.source).inserted }
    var seen: Set<String> = []
    return try guarding.cautions(for: read)
      + guarding.cautions(forStrata: questions.first?.question.strata?.sources ?? [])
      + questions.flatMap(\.ownCautions).filter { seen.insert($0.message).inserted }
  }

  private static func asked(_ cohort: Cohort, _ arguments: Arguments) throws -> [CoxQuestion] {
    let requests = arguments[models]
    guard requests.count > 1 else {
      throw ArgumentError.invalid(
        analysis: comparing, reason: "\"models\" holds one model; name two or more to compare")
    }
    let references = arguments[CoxQuestion.reference]
    let covariates = try requests.map { terms in
      let known = try Covariates(terms, references: [:], in: cohort, for: comparing)
      let own = references.filter { entry in known.variables.contains { $0.name == entry.key } }
      return try Covariates(terms, references: own, in: cohort, for: comparing)
    }
    for name in references.keys.sorted()
    where !covariates.contains(where: { $0.variables.contains { $0.name == name } }) {
      throw ArgumentError.invalid(
        analysis: comparing, reason: "\"reference\" names \"\(name)\", which is not among the covariates")
    }
    for (place, other) in covariates.enumerated().dropFirst() where other.strata != covariates[0].strata {
      throw ArgumentError.invalid(
        analysis: comparing,
        reason: "models 1 and \(place + 1) have different strata, so that their likelihoods cannot be compared")
    }
    guard covariates.allSatisfy({ $0.cluster == nil }) else {
      throw ArgumentError.invalid(
        analysis: comparing,
        reason: "likelihoods cannot be compared where standard errors are robust: leave out cluster()")
    }
    let present = covariates.flatMap(\.presence)
    return try covariates.map { covariates in
      try CoxQuestion(
        cohort, covariates, endpoint: arguments[SurvivalParameters.endpoint],
        strata: arguments[SurvivalParameters.strata],
        weighting: .init(frequency: arguments[SurvivalParameters.weights]), ties: arguments[SurvivalParameters.ties],
        isAcknowledged: arguments[SurvivalParameters.asBaseline], alsoPresent: present, for: comparing)
    }
  }

  /// The test of two neighbours, whichever of them is the larger.
  private static func compare(
    _ place: Int, _ questions: [CoxQuestion], _ fits: [CoxModel]
  ) throws -> (test: LikelihoodTest?, reason: String) {
    let isLarger =
      fits[place].likelihoodRatioTest.degreesOfFreedom >= fits[place - 1].likelihoodRatioTest.degreesOfFreedom
    let (large, small) = isLarger ? (place, place - 1) : (place - 1, place)
    let columns = questions[large].design.terms.map(\.values) + questions[small].design.terms.map(\.values)
    let both = try questions[large].fit(CovariateMatrix(columns: columns))
    guard both.likelihoodRatioTest.degreesOfFreedom == fits[large].likelihoodRatioTest.degreesOfFreedom else {
      throw ArgumentError.invalid(
        analysis: comparing,
        reason: "model \(small + 1) (\(questions[small].words)) is not nested in model \(large + 1) "
          + "(\(questions[large].words)); a likelihood ratio compares a model with one that has all of its terms")
    }
    guard questions[large].sameOffset(as: questions[small]) else {
      throw ArgumentError.invalid(
        analysis: comparing,
        reason: "models \(place) and \(place + 1) have different offsets, so that neither is nested")
    }
    return (
      fits[large].test(against: fits[small]),
      fits[place].eventCount > 0 ? "the models have the same coefficients" : "no events"
    )
  }

  private static func rows(
    _ name: String, _ fit: CoxModel, _ comparison: (test: LikelihoodTest?, reason: String)?
  ) -> [Row] {
    func row(_ statistic: String, _ value: Double?, _ reason: String = "no events") -> Row {
      Row(statistic, Quantity(value, otherwise: reason), variable: name)
    }
    let hasEvents = fit.eventCount > 0
    let rows = [
      Row("df", .count(fit.likelihoodRatioTest.degreesOfFreedom), variable: name),
      row("log_likelihood", hasEvents ? fit.logLikelihood : nil), row("aic", hasEvents ? fit.akaike : nil),
      row("bic", hasEvents ? fit.bayes : nil),
    ]
    guard let comparison else { return rows }
    return rows + [
      row("likelihood_ratio_chi_squared", comparison.test?.statistic, comparison.reason),
      Row("likelihood_ratio_df", .count(comparison.test?.degreesOfFreedom ?? 0), variable: name),
      row("likelihood_ratio_p_value", comparison.test?.pValue, comparison.reason),
    ]
  }

  private static func table(_ names: [String], _ labels: [String]) -> TableLayout {
    TableLayout(
      title: "Models, each against the one before it", rowHeader: "Model",
      lines: zip(names, labels).map { .init($1, variable: $0) },
      columns: [
        .init("Coefficients", .value("df"), .count), .init("Log likelihood", .value("log_likelihood"), .statistic),
        .init("AIC", .value("aic"), .statistic), .init("BIC", .value("bic"), .statistic),
        .init("Chi-squared", .value("likelihood_ratio_chi_squared"), .statistic),
        .init("df", .value("likelihood_ratio_df"), .count), .init("p", .value("likelihood_ratio_p_value"), .pValue),
      ])
  }
}

extension CoxQuestion {
  /// The effects in words.
  fileprivate var words: String {
    design.effects.isEmpty ? "no covariates" : design.effects.map(\.label).joined(separator: " + ")
  }

  fileprivate func sameOffset(as other: CoxQuestion) -> Bool { offset == other.offset }
}
