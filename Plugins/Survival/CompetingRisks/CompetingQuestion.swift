import Analyses
import Cohorts
import Statistics

/// What an analysis of competing outcomes is asked, read from a cohort: the question, and the outcomes of its subjects.
struct CompetingQuestion {
  let question: SurvivalQuestion
  let outcomes: CompetingOutcomes

  /// Reads a question from a cohort.
  ///
  /// - Throws: what ``SurvivalQuestion`` throws; `CannotAnalyse` where the endpoint has one kind of event.
  init(
    _ cohort: Cohort, _ arguments: Arguments, by: [ColumnRequest] = [], strata: [ColumnRequest] = [],
    weighting: SurvivalQuestion.Weighting, alsoPresent: [(label: String, validity: Validity)] = []
  ) throws {
    question = try SurvivalQuestion(
      cohort, endpoint: arguments[SurvivalParameters.endpoint], event: .each, by: by, strata: strata,
      weighting: weighting, alsoPresent: alsoPresent)
    let found = question.outcomes ?? Outcomes(names: [], codes: [])
    outcomes = try CompetingOutcomes(question.followUp, codes: found.codes, names: found.names)
  }

  /// The name of an outcome that a script asks for; the first where it asks for none.
  ///
  /// - Throws: ``UnknownOutcome``.
  func outcome(_ asked: String?) throws -> String {
    guard let asked else { return outcomes.names.first ?? question.endpoint.label }
    guard outcomes.names.contains(asked) else {
      throw UnknownOutcome(asked, of: question.endpoint.label, among: outcomes.names)
    }
    return asked
  }

  /// The title's beginning: the endpoint, and the groups where there are any.
  func title(_ what: String) -> String {
    "\(question.endpoint.label): \(what)"
      + (question.groups.sources.isEmpty ? "" : " by \(question.groups.label)")
  }

  /// The outcomes that nobody had, said.
  var cautions: [Caution] {
    let absent = outcomes.names.indices.filter { !outcomes.codes.contains(Int32($0 + 1)) }.map {
      "\"\(outcomes.names[$0])\""
    }
    guard !absent.isEmpty, outcomes.count > 0 else { return question.cautions }
    return question.cautions + [
      Caution(.fewEvents, "Nobody had the outcome \(absent.joined(separator: ", ")).")
    ]
  }

  /// The parameter that names the outcomes.
  static let outcome = Parameter<String?>.outcome()

  /// The parameter of the outcome that a model is of.
  static let cause = Parameter.optionalText(
    "cause", "The outcome in question, by its name; the first of the endpoint's outcomes without it.")

  /// The parameter of the weights in Gray's test.
  static let rho = Parameter.number(
    "rho", "The power of 1 - F by which each time counts in Gray's test: 0 for all alike, more for early differences.",
    in: -10...10, default: 0)
}

/// A count where it is whole, as without case weights; otherwise a number.
func tally(_ value: Double) -> Quantity {
  value == value.rounded() && abs(value) < 1e15 ? .count(Int(value)) : .number(value)
}

extension CurveStyle {
  /// How many standard errors an interval of a level reaches to either side.
  static func reach(_ level: Double) -> Double { Normal.reach(ofLevel: level) }
}
