import Analyses
import Cohorts

/// An exposure that begins on a day, such as a transplant, as analyses ask for it.
struct Exposure {
  /// The column of the day.
  let column: String
  /// What it is called in a sentence, such as "transplant".
  let name: String
  /// The day of each subject in a question, from the endpoint's origin; `nil` for those who are never exposed.
  let days: [Double?]
  /// How many days lie after the end of the subject's follow-up, so that they are never seen.
  let afterEnd: Int

  static let label = Parameter.optionalText(
    "label", "What the exposure is called, such as \"transplant\"; made from the column's name without it.")

  /// Reads the days of an exposure for the subjects of a question.
  init(_ column: String, label: String?, _ question: SurvivalQuestion) throws {
    let (values, validity) = try question.cohort.days(column)
    let origins = try question.endpoint.originDay.map { try question.cohort.numbers($0) }
    if let unit = question.cohort.dictionary.timeUnit(of: column), unit != question.endpoint.unit {
      throw CohortError.unitsDiffer(
        column: column, unit: unit, endpoint: question.endpoint.label, needed: question.endpoint.unit)
    }
    let days: [Double?] = question.positions.map { position in
      let row = Int(position)
      guard validity[row] else { return nil }
      // The question holds nobody who has a day but no origin to count it from.
      return values[row] - (origins?.values[row] ?? 0)
    }
    let weights = question.followUp.weights.replicates ? question.followUp.weights.values : nil
    afterEnd = days.indices.reduce(0) { count, row in
      guard let day = days[row], day > question.followUp.time[row] else { return count }
      return count + Int(weights?[row] ?? 1)
    }
    self.days = days
    self.column = column
    name = label ?? IntercurrentEvent.name(of: column)
  }

  /// The state before it.
  var before: String { "Before \(name)" }
  /// The state after it.
  var after: String { "After \(name)" }

  /// The subjects of a question as rows (start, stop] in one state each.
  func split(_ question: SurvivalQuestion) throws -> ExposureSplit { try [self].split(question) }

  /// The rules of the split, as a sentence.
  var rules: String {
    "Everybody counts as unexposed up to and including the day of the \(name) and as exposed after it, in intervals "
      + "(start, stop]: an event of somebody else on that day finds them unexposed. A \(name) recorded on a subject's last "
      + "day counts half a day earlier; follow-up of no days counts as half a day; a \(name) after the end of follow-up "
      + "does not count."
  }

  /// The rules of the split at several exposures, as a sentence.
  static let severalRules =
    "Everybody is before all exposures until one begins, and after that in the state of the one that began last, in intervals "
    + "(start, stop]: an event of somebody else on the day of an exposure finds the subject in the state before. An exposure "
    + "recorded on a subject's last day counts half a day earlier; follow-up of no days counts as half a day; an exposure after "
    + "the end of follow-up does not count."

  /// Cautions about the days themselves.
  var cautions: [Caution] {
    guard afterEnd > 0 else { return [] }
    return [
      Caution(
        .exposureAfterEnd,
        "\(afterEnd) \(afterEnd == 1 ? "subject has" : "subjects have") a \(name) after the end of their follow-up for "
          + "this endpoint; it does not count.")
    ]
  }
}

extension [Exposure] {
  /// The subjects of a question as rows (start, stop] in one state each, divided where each exposure begins.
  func split(_ question: SurvivalQuestion) throws -> ExposureSplit {
    let half = 0.5 / question.endpoint.unit.days
    return try ExposureSplit(
      question.followUp, switchTimes: map(\.days), lastDay: .earlier(by: half), noFollowUp: .lasted(half))
  }

  /// What they are called together, such as "transplant, relapse".
  var names: String { map(\.name).joined(separator: ", ") }

  /// The states: before the first, and after each of them.
  var states: [String] {
    count == 1 ? [self[0].before, self[0].after] : ["Before all"] + map(\.after)
  }
}
