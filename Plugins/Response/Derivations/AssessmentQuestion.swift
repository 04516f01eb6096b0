import Analyses
import Cohorts

/// Which assessments are asked about, and by which rule the best of them is found.
struct AssessmentQuestion {
  /// The assessments.
  let source: AssessmentTable
  /// The rule.
  let rule: AssessmentRule
  /// For each subject, the day after which assessments do not count; infinite for none.
  let ends: [Double]
  /// The columns of the days after which assessments do not count.
  let until: [String]

  /// Reads the question.
  ///
  /// - Parameters:
  ///   - cohort: The subjects.
  ///   - arguments: The arguments of a derivation that declares ``parameters``.
  /// - Throws: ``AssessmentError``, `ArgumentError` or `CohortError`.
  init(_ cohort: Cohort, _ arguments: Arguments) throws {
    source = try AssessmentTable(cohort, arguments)
    until = arguments[Self.until]
    ends = try cohort.earliest(until, unit: source.unit, besides: "\(source.table).\(source.day)")
    rule = try Self.rule(arguments, source.vocabulary, until: until.map(cohort.dictionary.label))
  }

  /// The best responses.
  ///
  /// - Throws: ``AssessmentError/contradiction(subject:day:first:second:)``.
  func answers() throws(AssessmentError) -> BestResponses {
    do throws(BestResponses.Fault) {
      return try BestResponses(rule, source.assessments, ends: ends)
    } catch {
      throw .contradiction(
        subject: source.cohort.subject(error.subject), day: error.contradiction.day, first: error.contradiction.first,
        second: error.contradiction.second)
    }
  }

  private static func rule(
    _ arguments: Arguments, _ vocabulary: ResponseVocabulary, until: [String]
  ) throws -> AssessmentRule {
    try check(arguments)
    var confirmation: ResponseConfirmation?
    if arguments[confirmed] {
      var unconfirmed = ResponseConfirmation.usualUnconfirmed(vocabulary)
      if let text = arguments[unconfirmedAs] {
        guard let position = vocabulary.position(of: text) else {
          throw AssessmentError.unknownCategory(
            text, argument: unconfirmedAs.declaration.name, vocabulary: vocabulary.name, codes: vocabulary.codes)
        }
        unconfirmed = vocabulary.levels[position].isEvaluable ? position : nil
      }
      confirmation = ResponseConfirmation(
        minimumDays: Double(arguments[confirmationDays]), maximumDays: arguments[confirmationWithin].map(Double.init),
        mostNotEvaluable: arguments[maxNotEvaluable], mostStable: arguments[maxStable],
        afterComplete: arguments[afterComplete], unconfirmedAs: unconfirmed)
    }
    return AssessmentRule(
      vocabulary, after: arguments[after], sameDay: arguments[sameDay], until: until, confirmation: confirmation,
      stableFrom: arguments[stableFrom].map(Double.init))
  }
}

extension AssessmentQuestion {
  /// - Throws: `ArgumentError` where a confirmation is described that is not asked for, or that nothing could fulfil.
  private static func check(_ arguments: Arguments) throws(ArgumentError) {
    func refuse(_ reason: String) -> ArgumentError { .invalid(analysis: arguments.analysis, reason: reason) }
    let described = Set(confirmations.map(\.declaration.name))
    guard arguments[confirmed] else {
      guard let idle = arguments.given.first(where: { described.contains($0.name) }) else { return }
      throw refuse("\(idle.name) says how responses are confirmed, but they need not be; say confirmed = true, too")
    }
    let fewest = arguments[confirmationDays]
    if let most = arguments[confirmationWithin], most < fewest {
      throw refuse(
        "nothing could be confirmed: confirmation_within = \(most) is less than confirmation_days = \(fewest)")
    }
  }
}

// MARK: - Parameters

extension AssessmentQuestion {
  /// What a derivation from assessments takes.
  static let parameters: [AnyParameter] =
    AssessmentTable.parameters + [confirmed.any] + confirmations + [stableFrom.any, after.any, until.any, sameDay.any]

  /// What says how responses are confirmed.
  private static let confirmations: [AnyParameter] = [
    confirmationDays.any, confirmationWithin.any, maxNotEvaluable.any, maxStable.any, afterComplete.any,
    unconfirmedAs.any,
  ]

  private static let confirmed = Parameter.flag(
    "confirmed", "Whether a response counts only if a later assessment confirms it.", default: false)
  private static let confirmationDays = Parameter.wholeNumber(
    "confirmation_days", "The fewest days between a response and its confirmation.", in: 0...3650, default: 28)
  private static let confirmationWithin = Parameter.optionalWholeNumber(
    "confirmation_within", "The most days between a response and its confirmation; any number without it.",
    in: 0...3650)
  private static let maxNotEvaluable = Parameter.wholeNumber(
    "max_not_evaluable", "The most assessments between a response and its confirmation that could not be evaluated.",
    in: 0...100, default: 1)
  private static let maxStable = Parameter.wholeNumber(
    "max_stable",
    "The most assessments of stable disease between a response that is not complete and its confirmation.",
    in: 0...100, default: 0)
  private static let afterComplete = Parameter<LessThanComplete>.choice(
    "after_complete", "What a response short of complete after a complete one means for confirmation.",
    default: .refuse)
  private static let unconfirmedAs = Parameter.optionalText(
    "unconfirmed_as",
    "The category that an unconfirmed response counts as; stable disease, or no response without it.")
  private static let stableFrom = Parameter.optionalWholeNumber(
    "stable_from", "The day from which on stable disease counts; from the first assessment on without it.",
    in: 0...3650)
  private static let after = Parameter.number(
    "after", "The day up to which assessments are of the time before treatment, and do not count.",
    in: -36500...36500, unit: "days", default: 0)
  private static let until = Parameter.texts(
    "until",
    "Columns of days, such as those of another therapy, of relapse or of the data cut-off: later assessments do not count."
  )
  private static let sameDay = Parameter<SameDay>.choice(
    "same_day", "Which of several assessments of a subject on one day counts.", default: .worst)
}
