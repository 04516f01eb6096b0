import Analyses
import Cohorts
import Statistics

/// Response in subgroups, as a forest: rates, or comparisons of two groups with tests of interaction.
enum ResponseSubgroups {
  private static let name = "response.subgroups"

  /// The forest, as scripts ask for it.
  static let analysis = Analysis(
    name, "Response in subgroups as a forest plot: rates, or two groups compared, with tests of interaction.",
    details: """
      Without by, the response rate at every level of every factor with its interval, and the likelihood ratio test that a \
      factor's levels have one rate. With by, two groups are compared at every level: difference, relative risk or odds ratio, \
      with the test that the odds ratio is the same at all levels of the factor. That test, and not a subgroup's own interval, \
      is the evidence that subgroups differ.

      Levels in which one of the two groups has nobody are lines without an estimate. Subjects whose factor is missing are left \
      out of that factor alone.
      """,
    parameters: [
      ResponseParameters.outcome.any, ResponseParameters.countsAs.any, ResponseParameters.missing.any, subgroups.any,
      by.any, ResponseDifference.reference.any, effect.any, interaction.any, ContrastStyle.differenceInterval.any,
      ContrastStyle.relativeRiskInterval.any, ContrastStyle.oddsRatioInterval.any, ResponseRate.interval.any,
      ResponseParameters.level.any, ResponseParameters.asBaseline.any,
    ],
    statistics: SubgroupRateForest.statistics,
    example: [
      .init("outcome", .text("responder")), .init("by", .text("age >= 40")),
      .init("subgroups", .list([.text("diagnosis"), .text("trial")])),
    ],
    terms: ["ORR": "overall response rate", "forest plot": "effect in each subgroup"]
  ) { cohort, arguments in
    let question = try ResponseQuestion(cohort, arguments, by: arguments[by])
    let arms = try question.arms(arguments[ResponseDifference.reference], isCompared: !arguments[by].isEmpty, for: name)
    let test = arguments[interaction]
    let forest = SubgroupRateForest(
      overall: SubgroupRates(overall: question, arms: arms),
      factors: try arguments[subgroups].map { try SubgroupRates($0, question, arms: arms, test: test) },
      arms: arms.map { question.words(for: question.levels[$0]) },
      heads: .init(levels: arms.map { question.levels[$0] }, over: question.groups.label),
      words: question.outcome.words, effect: arguments[effect],
      style: ContrastStyle(
        arguments[ContrastStyle.differenceInterval], arguments[ContrastStyle.relativeRiskInterval],
        arguments[ContrastStyle.oddsRatioInterval], level: arguments[ResponseParameters.level]),
      rates: RateRows(
        intervals: [arguments[ResponseRate.interval].first ?? .clopperPearson],
        level: arguments[ResponseParameters.level], missing: question.missing))
    var result = AnalysisResult(
      title: title(question, forest), methods: question.methods + methods(question, forest, test))
    result.rows = forest.rows
    result.tables = [forest.table]
    result.figures = [forest.figure(title: result.title)]
    result.cautions = try LateGroups(question: question, isAcknowledged: arguments[ResponseParameters.asBaseline])
      .cautions(besides: forest.factors.compactMap(\.source))
    result.cautions += question.cautions + forest.cautions
    return result
  }

  private static func title(_ question: ResponseQuestion, _ forest: SubgroupRateForest) -> String {
    forest.arms.isEmpty
      ? question.outcome.words.title(" in subgroups")
      : "\(forest.effect.name(question.outcome.words)) in subgroups by \(question.groups.label) (\(question.outcome.label))"
  }

  private static func methods(
    _ question: ResponseQuestion, _ forest: SubgroupRateForest, _ test: InteractionTest
  ) -> [String] {
    let words = LevelWords(level: forest.style.level).percent
    guard forest.arms.count == 2 else {
      return [
        "Intervals (\(words)) of rates: \(forest.rates.intervals.map(\.interval).joined()). Whether the levels of a factor have one "
          + "rate is tested by likelihood ratio; tests are not adjusted for their number."
      ]
    }
    let style = forest.style
    return [
      "In each subgroup \(forest.arms[1]) is compared with \(forest.arms[0]); intervals (\(words)): difference "
        + "\(style.difference.name), relative risk \(style.relativeRisk.name), odds ratio \(style.oddsRatio.name).",
      "Whether the odds ratio is the same at all levels of a factor is tested by \(test.summary); tests are not adjusted for "
        + "their number.",
    ]
  }

  private static let by = Parameter.groups(
    "The two groups to compare in each subgroup: a column or an expression; only rates are shown without it.")

  private static let subgroups = Parameter.subgroups(
    "subgroups", "The factors by whose levels subgroups are formed: columns or expressions, or a table of named ones.")

  private static let effect = Parameter<SubgroupContrast>.choice(
    "effect", "What the forest shows where two groups are compared.", default: .difference)

  private static let interaction = Parameter<InteractionTest>.choice(
    "interaction", "How it is tested whether the two groups differ alike at all levels of a factor.",
    default: .likelihoodRatio)
}

extension ResponseQuestion {
  /// The places of the two groups that are compared, the reference first; empty where none are, or fewer than two have anybody.
  ///
  /// - Throws: `ArgumentError.invalid` where more than two groups have somebody.
  fileprivate func arms(_ reference: String?, isCompared: Bool, for analysis: String) throws -> [Int] {
    guard isCompared else { return [] }
    let base = try self.reference(reference)
    let occurring = levels.indices.filter { counts[$0].subjects > 0 }
    guard occurring.count <= 2 else {
      throw ArgumentError.invalid(
        analysis: analysis,
        reason: "\"by\" should be two groups; \"\(groups.label)\" has \(occurring.count): "
          + "\(occurring.map { "\"\(levels[$0])\"" }.joined(separator: ", ")); name two by an expression, or restrict the cohort"
      )
    }
    // A group that nobody has still stands in the comparison, where there are but two.
    let both = levels.count == 2 ? Array(levels.indices) : occurring
    guard both.count == 2, let first = both.first else { return [] }
    let start = base.flatMap { both.contains($0) ? $0 : nil } ?? first
    return [start] + both.filter { $0 != start }
  }
}
