import Analyses
import Cohorts

/// A yes or no of every subject of a cohort, and of whom it cannot be told, and why.
///
/// 1. Of a flag, a column of 0 and 1 and a condition it cannot be told where the value is missing, or unknown.
/// 2. Of a category those levels count that were asked for; of a level that says that nothing could be evaluated, such as
///    NE, it cannot be told, and neither where the value is missing.
struct SubjectOutcome {
  /// What was asked for.
  let source: ResolvedGroups.Source
  /// For each subject: 1 for yes, 0 for no, and -1 - r where it cannot be told for the reason at place r.
  let answers: [Int8]
  /// Why it cannot be told, in a few words, such as "NE" or "missing".
  let reasons: [String]
  /// The levels that count, where it is a category.
  let counted: [String]
  /// Whether it is called a response.
  let isResponse: Bool
  /// What it reads of columns that have a vocabulary, where it is a condition.
  var readings: [ConditionReading] = []

  /// Reads an outcome.
  ///
  /// - Parameters:
  ///   - request: The column or condition.
  ///   - countsAs: The levels of a category that count.
  ///   - cohort: The subjects.
  ///   - analysis: Who asks, for messages.
  /// - Throws: `ArgumentError` where it is no yes or no, `CohortError` where there is no such column or level.
  init(_ request: ColumnRequest, countsAs: [String], in cohort: Cohort, for analysis: String) throws {
    let (column, source) = try cohort.resolve(request)
    self.source = source
    isResponse = OutcomeWords.isResponse(source, in: cohort)
    let answers: [Int8]
    let reasons: [String]
    switch column.storage {
    case .flag(let values):
      try Self.refuse(countsAs, source, analysis)
      counted = []
      reasons = ["missing"]
      answers = values.indices.map { column.validity[$0] ? (values[$0] ? 1 : 0) : -1 }
      readings = try ConditionReading.readings(of: source.source, in: cohort)
    case .number(let values):
      try Self.refuse(countsAs, source, analysis)
      (counted, reasons) = ([], ["missing"])
      answers = try Self.answers(values, no: 0, yes: 1, column, source, cohort, analysis)
    case .integer(let values):
      try Self.refuse(countsAs, source, analysis)
      (counted, reasons) = ([], ["missing"])
      answers = try Self.answers(values, no: 0, yes: 1, column, source, cohort, analysis)
    case .category, .text:
      let meanings = try LevelMeanings(column, source, countsAs: countsAs, in: cohort, for: analysis)
      counted = meanings.counted
      reasons = meanings.reasons
      answers = meanings.answers
    case .date, .dateTime, .time:
      throw ArgumentError.invalid(
        analysis: analysis,
        reason: "\"outcome\" should be yes or no; \"\(source.source)\" holds dates: write a condition, such as "
          + "\"not is_missing(\(source.source))\"")
    }
    (self.answers, self.reasons) = column.telling(answers, reasons)
  }

  /// The answers of a column of 0 and 1.
  private static func answers<Value: Equatable>(
    _ values: [Value], no: Value, yes: Value, _ column: Column, _ source: ResolvedGroups.Source, _ cohort: Cohort,
    _ analysis: String
  ) throws(ArgumentError) -> [Int8] {
    var answers = [Int8](repeating: -1, count: values.count)
    for row in values.indices where column.validity[row] {
      guard values[row] == no || values[row] == yes else {
        let value = column[row]
        throw .invalid(
          analysis: analysis,
          reason:
            "\"outcome\" should be yes or no; \"\(source.source)\" is \(value) for subject \"\(cohort.subject(row))\": "
            + "write a condition, such as \"\(source.source) >= \(value)\"")
      }
      answers[row] = values[row] == yes ? 1 : 0
    }
    return answers
  }

  private static func refuse(_ countsAs: [String], _ source: ResolvedGroups.Source, _ analysis: String) throws {
    guard !countsAs.isEmpty else { return }
    throw ArgumentError.invalid(
      analysis: analysis,
      reason: "\"counts_as\" names levels of a category, and \"\(source.source)\" is yes or no by itself: leave it out")
  }

  /// The outcome in a few words, such as "Best response: CR or CRi".
  var label: String {
    counted.isEmpty ? source.label : "\(source.label): \(Self.either(counted))"
  }

  /// The words for it.
  var words: OutcomeWords { OutcomeWords(isResponse: isResponse, label: label) }

  /// Who responded, as a sentence.
  var definition: String {
    let whose = isResponse ? "Responders" : "Those with the outcome"
    return counted.isEmpty
      ? "\(whose) are the subjects for whom \"\(source.label)\" is true."
      : "\(whose) are the subjects whose \"\(source.label)\" is \(Self.either(counted))."
  }

  private static func either(_ levels: [String]) -> String {
    levels.count < 2 ? levels.joined() : "\(levels.dropLast().joined(separator: ", ")) or \(levels[levels.count - 1])"
  }
}

extension Column {
  /// Answers of which the last reason is that the value is missing, with the texts of the data that tell why it is.
  fileprivate func telling(_ answers: [Int8], _ reasons: [String]) -> ([Int8], [String]) {
    guard let why = self.reasons, !why.texts.isEmpty, reasons.count + why.texts.count < Int(Int8.max) else {
      return (answers, reasons)
    }
    let missing = -Int8(clamping: reasons.count)
    let told = answers.indices.map { row -> Int8 in
      let code = Int(why.codes[row])
      guard answers[row] == missing, (1...why.texts.count).contains(code) else { return answers[row] }
      return -Int8(clamping: reasons.count + code)
    }
    return (told, reasons + why.texts)
  }
}
