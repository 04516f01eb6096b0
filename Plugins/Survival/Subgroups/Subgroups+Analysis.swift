import Analyses
import Cohorts
import Designs

extension SubgroupEffect {
  private static let name = "survival.subgroups"

  /// The forest, as scripts ask for it.
  static let analysis = Analysis(
    name, "Hazard ratios in subgroups, each with its interaction test, as a forest plot.",
    details: """
      For every level of every factor the Cox model is fitted to the subjects of that level: the hazard ratio of the second \
      group against the first, or of one unit of a number, with whatever is adjusted for and within strata. Whether it differs \
      between the levels of a factor is tested in all subjects, by the likelihood ratio of the model with the interaction \
      against the model without it. A subgroup's own p-value is no evidence that it differs from the others: the test of \
      interaction is.

      A level with fewer events than minimum_events, or without events in one group, is a line without an estimate. \
      Subjects whose factor is missing are left out of that factor alone.
      """,
    parameters: [
      SurvivalParameters.endpoint.any, by.any, subgroups.any, covariates.any, SurvivalParameters.strata.any,
      SurvivalParameters.ties.any, CoxQuestion.reference.any, minimumEvents.any, SurvivalParameters.weights.any,
      SurvivalParameters.level.any, SurvivalParameters.asBaseline.any,
    ],
    statistics: SubgroupForest.statistics,
    example: [
      .init("endpoint", .text("pfs")), .init("by", .text("age >= 40")),
      .init("subgroups", .list([.text("diagnosis"), .text("trial")])),
    ],
    terms: ["HR": "hazard ratio", "forest plot": "effect in each subgroup"]
  ) { cohort, arguments in
    let (contrast, overall, effects) = try estimates(cohort, arguments)
    let forest = SubgroupForest(
      overall: overall, effects: effects, contrast: contrast, level: arguments[SurvivalParameters.level])
    let endpoint = overall.asked.question.endpoint
    var result = AnalysisResult(
      title: "\(endpoint.label): hazard ratio of \(contrast.source.label) in subgroups",
      methods: methods(overall.asked, contrast))
    result.rows = forest.rows
    result.tables = [forest.table]
    result.figures = [forest.figure(title: result.title)]
    let guarding = ImmortalTime(
      cohort: cohort, endpoint: endpoint, isAcknowledged: arguments[SurvivalParameters.asBaseline])
    var seen: Set<ResolvedGroups.Source> = []
    let sources = ([overall] + effects).flatMap { $0.asked.design.covariates.sources }
    result.cautions = try guarding.cautions(for: sources.filter { seen.insert($0).inserted })
    result.cautions += try guarding.cautions(forStrata: overall.asked.question.strata?.sources ?? [])
    result.cautions += overall.asked.question.cautions + forest.cautions
    return result
  }

  private static func estimates(
    _ cohort: Cohort, _ arguments: Arguments
  ) throws -> (SubgroupContrast, overall: SubgroupEffect, factors: [SubgroupEffect]) {
    let request = arguments[by]
    let references = arguments[CoxQuestion.reference]
    func asked(_ terms: [String], _ references: [String: String]) throws -> CoxQuestion {
      let requests = terms.map(ColumnRequest.init) + arguments[covariates]
      let covariates = try Covariates(requests, references: references, in: cohort, for: name)
      return try CoxQuestion(
        cohort, covariates, endpoint: arguments[SurvivalParameters.endpoint],
        strata: arguments[SurvivalParameters.strata],
        weighting: .init(frequency: arguments[SurvivalParameters.weights]), ties: arguments[SurvivalParameters.ties],
        isAcknowledged: arguments[SurvivalParameters.asBaseline], for: name)
    }
    let isNumber = SubgroupContrast.isNumber(try cohort.resolve(request).column)
    let term = FormulaTerm.Variable(request.source, isNumber ? .plain : .factor).name
    var named = references
    if !isNumber, let reference = named.removeValue(forKey: request.source) { named[term] = reference }
    let all = try asked([isNumber ? "(\(request.source))" : term], named)
    let contrast = try SubgroupContrast(
      request, reference: references[request.source], in: cohort, all.question, for: name)
    let least = Int(arguments[minimumEvents])
    let factors = try arguments[subgroups].map { factor in
      let interaction = "\(isNumber ? "(\(request.source))" : term) * factor(\(factor.variable.source))"
      return try SubgroupEffect(factor, asked([interaction], named), contrast, minimumEvents: least)
    }
    return (contrast, try SubgroupEffect(overall: all, contrast, minimumEvents: least), factors)
  }

  private static func methods(_ asked: CoxQuestion, _ contrast: SubgroupContrast) -> [String] {
    let adjusted = asked.design.effects.dropFirst().map(\.label)
    let adjustment = adjusted.isEmpty ? "" : " adjusted for \(adjusted.joined(separator: ", ")),"
    return asked.methods("Wald intervals") + [
      "In each subgroup the model is fitted to its subjects alone,\(adjustment) with the hazard ratio of "
        + (contrast.levels.count == 2
          ? "\(contrast.words(for: contrast.levels[1])) against \(contrast.words(for: contrast.levels[0]))."
          : "one unit of \(contrast.source.label)."),
      "Interactions are tested by likelihood ratio in all subjects who have a value of the factor; tests are not adjusted for "
        + "their number.",
    ]
  }

  private static let by = Parameter.condition(
    "by", "What is compared: two groups (a column or an expression such as \"age >= 18\"), or a number.")

  private static let subgroups = Parameter.subgroups(
    "subgroups", "The factors by whose levels subgroups are formed: columns or expressions, or a table of named ones.")

  private static let covariates = Parameter.columns(
    "covariates", "What the hazard ratios are adjusted for: terms as survival.cox takes them.")

  private static let minimumEvents = Parameter.number(
    "minimum_events", "With fewer events than this a subgroup has no hazard ratio.", in: 1...1_000_000, default: 5)
}
