import Analyses
import Cohorts

/// The categories of response by group, with the rates of response and of complete response.
enum BestOverall {
  /// The analysis, as scripts ask for it.
  static let analysis = Analysis(
    "response.best_overall", "Best overall response: every category by group, and the rates of response.",
    details: """
      Counts the subjects of each group in each category of the response's vocabulary, best to worst; who could not be evaluated, and \
      who has no assessment, stand in rows of their own. Percentages of categories are of all subjects of the group. Below stand the \
      rates of response and of complete response, by what the vocabulary counts as such, with exact intervals; their denominators \
      stand beside them.

      The response is a column of the subjects: recorded, or derived from assessments by response.derive_best_overall, whose rule \
      the report prints with the variables that the script derived. The column's vocabulary is the one that the dictionary declares for it.
      """,
    parameters: [
      response.any, vocabulary.any, ResponseParameters.by.any, ResponseParameters.missing.any,
      ResponseParameters.level.any, ResponseParameters.asBaseline.any,
    ],
    statistics: [
      .init("n", "The number of subjects."),
      .init("count", "The number of subjects in the category, or with the response."),
      .init("denominator", "The number of subjects that the proportion is of."),
      .init(
        "proportion", "The share of subjects in the category, or with the response.",
        estimated: .on(.logit, standardError: "logit_standard_error", isEffect: false)),
      .init("proportion_lower", "The lower limit of the proportion."),
      .init("proportion_upper", "The upper limit of the proportion."),
      .init("logit_standard_error", "The standard error of the proportion's logit."),
    ],
    example: [
      .init("response", .text("response")), .init("vocabulary", .text("leukaemia")), .init("by", .text("diagnosis")),
    ],
    terms: ["BOR": "best overall response", "ORR": "overall response rate", "CR rate": "complete response rate"]
  ) { cohort, arguments in
    let categories = try ResponseCategories(
      cohort, column: arguments[response], vocabulary: arguments[vocabulary],
      by: arguments[ResponseParameters.by], missing: arguments[ResponseParameters.missing])
    let statistics = CategoryStatistics(categories, level: arguments[ResponseParameters.level])
    let question = categories.response
    var result = AnalysisResult(
      title: title(categories), methods: statistics.methods, rows: statistics.rows, tables: [statistics.table],
      figures: statistics.figures)
    result.cautions =
      try LateGroups(question: question, isAcknowledged: arguments[ResponseParameters.asBaseline]).cautions()
      + question.cautions
    return result
  }

  private static func title(_ categories: ResponseCategories) -> String {
    categories.cohort.dictionary.label(of: categories.column)
      + (categories.isGrouped ? " by \(categories.response.groups.label)" : "")
  }

  private static let response = Parameter.column(
    "response", "The column of responses, such as \"best_response\".")
  private static let vocabulary = Parameter.optionalText(
    "vocabulary",
    "The vocabulary in which the responses are written, such as \"leukaemia\"; the one that the dictionary declares for the column "
      + "without it.")
}
