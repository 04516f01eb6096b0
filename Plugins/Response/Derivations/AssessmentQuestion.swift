import Analyses
import Cohorts

/// Which assessments are asked about, and by which rule the best of them is found.
struct AssessmentQuestion {
  /// The subjects.
  let cohort: Cohort
  /// The linked table of assessments.
  let table: String
  /// Its column of days.
  let day: String
  /// Its column of responses.
  let response: String
  /// The rule.
  let rule: AssessmentRule
  /// The assessments, by subject and day.
  let assessments: Assessments
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
    let found =
      arguments[Self.table]
      ?? cohort.table(holding: [.day, .response], usualNames: ["assessments", "responses", "ADRS", "adrs"])
    guard let found else { throw AssessmentError.noTable(known: cohort.linked.map { $0.key }) }
    let (rows, subjects) = try cohort.rows(ofTable: found)
    func column(_ role: ColumnRole, _ named: String?) throws -> String {
      guard let name = named ?? cohort.column(playing: role, inTable: found) else {
        throw AssessmentError.noColumn(role, table: found, columns: rows.columnNames)
      }
      return name
    }
    let (day, response) = (try column(.day, arguments[Self.day]), try column(.response, arguments[Self.response]))
    let categories = try rows.column(response)
    let vocabulary = try Self.vocabulary(
      arguments[Self.vocabulary], of: categories, named: "\(found).\(response)",
      declared: rows.vocabulary(of: response), in: cohort)
    let (days, validity) = try rows.numbers(day)
    assessments = Assessments(
      subjects: subjects, days: days.indices.map { validity[$0] ? days[$0] : .nan },
      levels: try vocabulary.positions(in: categories, of: "\(found).\(response)") {
        cohort.subject(Int(subjects[$0]))
      }, count: cohort.count)
    let until = arguments[Self.until]
    ends = try Self.earliest(until, of: cohort, unit: rows.dictionary.timeUnit(of: day), besides: "\(found).\(day)")
    rule = try Self.rule(arguments, vocabulary, until: until.map(cohort.dictionary.label))
    (self.cohort, self.table, self.day, self.response, self.until) = (cohort, found, day, response, until)
  }

  /// The best responses.
  ///
  /// - Throws: ``AssessmentError/contradiction(subject:day:first:second:)``.
  func answers() throws(AssessmentError) -> BestResponses {
    do throws(BestResponses.Fault) {
      return try BestResponses(rule, assessments, ends: ends)
    } catch {
      throw .contradiction(
        subject: cohort.subject(error.subject), day: error.contradiction.day, first: error.contradiction.first,
        second: error.contradiction.second)
    }
  }

  private static func vocabulary(
    _ name: String?, of column: Column, named: String, declared: ResponseVocabulary?, in cohort: Cohort
  ) throws -> ResponseVocabulary {
    if let name { return try cohort.vocabulary(named: name) }
    if let declared { return declared }
    let fitting = try cohort.dictionary.vocabularyNames.filter { name in
      let vocabulary = try cohort.vocabulary(named: name)
      return (try? vocabulary.positions(in: column, of: named) { "\($0)" }) != nil
    }
    throw AssessmentError.noVocabulary(column: named, fitting: fitting)
  }

  /// The earliest of some days of each subject; infinite where none of them came.
  static func earliest(
    _ columns: [String], of cohort: Cohort, unit: TimeUnit?, besides other: String
  ) throws(CohortError) -> [Double] {
    var earliest = [Double](repeating: .infinity, count: cohort.count)
    for name in columns {
      let (days, validity) = try cohort.days(name)
      if let unit, let own = cohort.dictionary.timeUnit(of: name), own != unit {
        throw .unitsDiffer(column: name, unit: own, endpoint: other, needed: unit)
      }
      for position in earliest.indices where validity[position] {
        earliest[position] = min(earliest[position], days[position])
      }
    }
    return earliest
  }

  private static func rule(
    _ arguments: Arguments, _ vocabulary: ResponseVocabulary, until: [String]
  ) throws(AssessmentError) -> AssessmentRule {
    var confirmation: ResponseConfirmation?
    if arguments[confirmed] {
      var unconfirmed = ResponseConfirmation.usualUnconfirmed(vocabulary)
      if let text = arguments[unconfirmedAs] {
        guard let position = vocabulary.position(of: text) else {
          throw .unknownCategory(
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

// MARK: - Parameters

extension AssessmentQuestion {
  /// What a derivation from assessments takes.
  static let parameters: [AnyParameter] = [
    table.any, day.any, response.any, vocabulary.any, confirmed.any, confirmationDays.any, confirmationWithin.any,
    maxNotEvaluable.any, maxStable.any, afterComplete.any, unconfirmedAs.any, stableFrom.any, after.any, until.any,
    sameDay.any,
  ]

  private static let table = Parameter.optionalText(
    "table", "The linked table of assessments; found by its name or its columns where left out.")
  private static let day = Parameter.optionalText(
    "day", "The table's column of the day of an assessment; found by its role or name where left out.")
  private static let response = Parameter.optionalText(
    "response", "The table's column of the response found; found by its role or name where left out.")
  private static let vocabulary = Parameter.optionalText(
    "vocabulary",
    "The vocabulary in which responses are written, such as \"leukaemia\" or \"recist\"; the one that the dictionary declares for "
      + "the column where left out.")
  private static let confirmed = Parameter.flag(
    "confirmed", "Whether a response counts only if a later assessment confirms it.", default: false)
  private static let confirmationDays = Parameter.wholeNumber(
    "confirmation_days", "The fewest days between a response and its confirmation.", in: 0...3650, default: 28)
  private static let confirmationWithin = Parameter.optionalWholeNumber(
    "confirmation_within", "The most days between a response and its confirmation; any number where left out.",
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
    "The category that an unconfirmed response counts as; stable disease, or no response, where left out.")
  private static let stableFrom = Parameter.optionalWholeNumber(
    "stable_from", "The day from which on stable disease counts; from the first assessment on where left out.",
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
