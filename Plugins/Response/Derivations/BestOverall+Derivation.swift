import Analyses
import Cohorts

/// The best overall response of each subject as variables of the cohort.
enum BestOverallDerivation {
  /// The derivation, as scripts ask for it.
  static let derivation = Derivation(
    "response.derive_best_overall", "Best overall response of each subject, from their assessments.",
    details: """
      Finds the best category among the assessments of each subject, in the order of their vocabulary (leukaemia, lymphoma, myeloma, \
      recist, or your own), and the first day on which it was reached. Assessments before treatment, after progression, and after \
      the days named in until do not count.

      With confirmed = true a response counts only if a later assessment confirms it: at least confirmation_days later, with no more \
      than max_not_evaluable assessments between that could not be evaluated, and max_stable of stable disease. The defaults are those \
      of RECIST 1.1, without its least duration of stable disease (stable_from). For myeloma, where two consecutive assessments \
      confirm whatever the days between: confirmation_days = 1, max_not_evaluable = 0, after_complete = "accept".

      To compare the survival of responders with that of others, take response_known_day as the exposure of survival.landmark: who \
      responds is not known before.

      Progression and the last assessment are sought after the days named in until, too: a duration of response that is to end \
      there is asked for with an intercurrent event.

      The rule that was followed is written into the dictionary as numbered sentences, and stands in reports.
      """,
    parameters: AssessmentQuestion.parameters + [prefix.any],
    gives: names.map { Derivation.Given($0.name, $0.meaning) },
    example: [
      .init("vocabulary", .text("leukaemia")), .init("until", .list([.text("transplant_day")])),
    ],
    terms: ["BOR": "best overall response"]
  ) { cohort, arguments in
    let prefix = arguments[prefix] ?? ""
    for (name, _) in names where cohort.columnNames.contains(prefix + name) {
      throw AssessmentError.nameTaken(prefix + name, cohort: cohort.name)
    }
    let question = try AssessmentQuestion(cohort, arguments)
    return try BestOverallColumns(question, try question.answers(), prefix: prefix).added(to: cohort)
  }

  /// The variables, and what each is.
  fileprivate static let names: [(name: String, meaning: String)] = [
    ("best_response", "The best overall response, by the codes of its vocabulary; missing without an assessment."),
    ("best_response_day", "The first day on which it was reached."),
    ("confirmation_day", "The day of the assessment that confirmed it, where responses must be confirmed."),
    ("has_responded", "Whether it is a response; missing where it is not evaluable."),
    ("has_complete_response", "Whether it is a complete response; missing where it is not evaluable."),
    ("first_response_day", "The first day of any response, missing for those without."),
    (
      "response_known_day",
      "The day from which on a response is known: its first, or that of its confirmation; the exposure of landmark analyses."
    ),
    ("first_complete_response_day", "The first day of any complete response, missing for those without."),
    ("first_progression_day", "The day of the first assessment that showed progression, of all after treatment."),
    (
      "last_assessment_day",
      "The day of the last assessment that could be evaluated, up to progression, of all after treatment."
    ),
    ("response_evaluability", "Whether the best response could be evaluated, and if not, why."),
  ]

  private static let prefix = Parameter.optionalText(
    "prefix", "What the names of the new variables begin with; nothing without it.")
}

/// The variables that hold best responses.
private struct BestOverallColumns {
  private let question: AssessmentQuestion
  private let answers: BestResponses
  private let prefix: String

  init(_ question: AssessmentQuestion, _ answers: BestResponses, prefix: String) {
    (self.question, self.answers, self.prefix) = (question, answers, prefix)
  }

  func added(to cohort: Cohort) throws(CohortError) -> Cohort {
    let words = words
    var cohort = cohort
    if cohort.dictionary.vocabulary(named: vocabulary.name) != vocabulary { cohort = cohort.declaring(vocabulary) }
    for (name, _) in BestOverallDerivation.names {
      let isDay = name.hasSuffix("_day")
      let (column, label) = column(name)
      let description = ColumnDescription(
        label: label, unit: isDay ? (unit ?? .days).rawValue : nil, knownAt: knownAt(name),
        derivation: words, reads: question.until,
        vocabulary: name == "best_response" ? vocabulary.name : nil)
      cohort = try cohort.deriving(column, as: prefix + name, description: description)
    }
    return cohort
  }

  /// When a variable becomes known: who responds from the day on which a response is known, which may be after its first.
  private func knownAt(_ name: String) -> KnownAt {
    let days =
      switch name {
      case "has_responded": ["response_known_day"]
      case "first_response_day" where answers.rule.isConfirmed: ["first_response_day", "response_known_day"]
      case "has_complete_response" where !answers.rule.isConfirmed: ["first_complete_response_day"]
      case _ where name.hasSuffix("_day"): [name]
      default: ["best_response_day"] + (answers.rule.isConfirmed ? ["confirmation_day"] : [])
      }
    return .onDay(days.map { prefix + $0 })
  }

  private var vocabulary: ResponseVocabulary { answers.rule.vocabulary }

  private var unit: TimeUnit? { question.source.unit }

  private func column(_ name: String) -> (column: Column, label: String) {
    let subjects = answers.subjects
    let confirmed = answers.rule.isConfirmed ? "confirmed " : ""
    func flags(_ isIn: (ResponseVocabulary.Level) -> Bool) -> Column {
      Column(flags: subjects.map { $0.level.map { isIn(vocabulary.levels[$0]) } })
    }
    switch name {
    case "best_response": return (categories, "Best \(confirmed)overall response")
    case "best_response_day": return (days(\.day), "Day of best \(confirmed)response")
    case "confirmation_day": return (days(\.confirmationDay), "Day of confirmation")
    case "has_responded": return (flags(\.isResponse), "Best response is a \(confirmed)response")
    case "has_complete_response": return (flags(\.isComplete), "Best response is a \(confirmed)complete response")
    case "first_response_day": return (days(\.firstResponseDay), "Day of first \(confirmed)response")
    case "response_known_day": return (days(\.responseKnownDay), "Day from which on \(confirmed)response is known")
    case "first_complete_response_day":
      return (days(\.firstCompleteDay), "Day of first \(confirmed)complete response")
    case "first_progression_day": return (days(\.progressionDay), "Day of first progression")
    case "last_assessment_day": return (days(\.lastAssessmentDay), "Day of last evaluable assessment")
    default:
      let standings = BestResponse.Standing.allCases.map(\.rawValue)
      return (
        Column(categories: subjects.map(\.standing.rawValue), levels: standings), "Evaluability of response"
      )
    }
  }

  /// The best responses by their codes; not evaluable by the vocabulary's code for it, where it has one.
  private var categories: Column {
    let unknown = vocabulary.levels.first { !$0.isEvaluable }?.code
    return Column(
      categories: answers.subjects.map { best in
        best.level.map { vocabulary.levels[$0].code } ?? (best.standing == .noAssessment ? nil : unknown)
      }, levels: vocabulary.codes)
  }

  private func days(_ day: KeyPath<BestResponse, Double?>) -> Column {
    Column(days: answers.subjects.map { $0[keyPath: day] })
  }

  /// What it is, the rule and how many assessments it set aside, a line each.
  private var words: String {
    let aside = answers.setAside
    let counts = [
      (question.source.unknown, "with the condition unknown"),
      (question.source.assessments.incomplete, "without a day or a category"),
      (aside.beforeStart, "before treatment"), (aside.repeated + aside.contradicted, "beside another on the day"),
      (aside.afterEnd, "after the end of what counts"), (aside.afterProgression, "after progression"),
    ].filter { $0.0 > 0 }
    let set = counts.isEmpty ? "none" : counts.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    let source = question.source
    let total = source.assessments.days.count + source.assessments.incomplete + source.unknown
    let what =
      "best overall response (\(vocabulary.label)) from \(source.table).\(source.response)"
      + (source.condition.map { " where \($0)" } ?? "")
    let counted =
      "Assessments: \(total), of which set aside: \(set)"
      + (aside.contradicted > 0 ? "; \(aside.contradicted) differed from another on the day" : "") + "."
    return ([what] + answers.rule.prose + [counted]).joined(separator: "\n")
  }
}
