import Analyses
import Cohorts

/// How the best overall response of a subject follows from their assessments.
///
/// The rule is a list of steps. Each step says what it does (``Step/sentence(_:)``) and is what is done
/// (``AssessmentCourse/apply(_:endingOn:)``), so that what a report prints cannot differ from what was computed.
///
/// Eisenhauer et al. (2009), *Eur J Cancer* 45, 228-247, doi:10.1016/j.ejca.2008.10.026, table 3, for responses that need
/// confirmation.
struct AssessmentRule: Sendable, Hashable {
  /// The categories, in their order of preference.
  let vocabulary: ResponseVocabulary
  /// The steps, in order.
  let steps: [Step]

  /// One step.
  enum Step: Sendable, Hashable {
    /// Assessments up to and including a day are set aside: they are of the time before treatment.
    case startAfter(Double)
    /// Of several assessments on one day one counts.
    case onePerDay(SameDay)
    /// Assessments after the earliest of some days, such as that of another therapy, are set aside; the days by their labels.
    case endAt([String])
    /// Assessments after the first that shows progression are set aside.
    case endWithProgression
    /// Responses must be confirmed.
    case confirm(ResponseConfirmation)
    /// Categories that are neither response nor progression count from a day on.
    case stableFrom(Double)
    /// The best of what is left counts.
    case best
  }

  /// A rule.
  ///
  /// - Parameters:
  ///   - vocabulary: The categories, in their order of preference.
  ///   - after: The day up to which assessments are of the time before treatment.
  ///   - sameDay: Which of several assessments on one day counts.
  ///   - until: The labels of days after which assessments do not count; empty for none.
  ///   - confirmation: How responses are confirmed; `nil` where they need not be.
  ///   - stableFrom: The day from which on stable disease counts; `nil` from the first on.
  init(
    _ vocabulary: ResponseVocabulary, after: Double = 0, sameDay: SameDay = .worst, until: [String] = [],
    confirmation: ResponseConfirmation? = nil, stableFrom: Double? = nil
  ) {
    self.vocabulary = vocabulary
    var steps: [Step] = [.startAfter(after), .onePerDay(sameDay)]
    if !until.isEmpty { steps.append(.endAt(until)) }
    if vocabulary.levels.contains(where: \.isProgression) { steps.append(.endWithProgression) }
    if let confirmation { steps.append(.confirm(confirmation)) }
    if let stableFrom, vocabulary.levels.contains(where: \.isStable) { steps.append(.stableFrom(stableFrom)) }
    self.steps = steps + [.best]
  }

  /// Whether responses must be confirmed.
  var isConfirmed: Bool {
    steps.contains { if case .confirm = $0 { true } else { false } }
  }
}

/// Which of several assessments on one day counts.
enum SameDay: String, Choice {
  /// The worst that could be evaluated.
  case worst
  /// The best that could be evaluated.
  case best
  /// None: assessments that contradict each other are an error.
  case refuse

  var summary: String {
    switch self {
    case .worst: "the worst that could be evaluated counts"
    case .best: "the best that could be evaluated counts"
    case .refuse: "an error where they differ"
    }
  }
}

/// What a response short of complete after a complete one means for the confirmation of a response.
enum LessThanComplete: String, Choice {
  /// It confirms neither the complete response nor one before it; what is found from then on is confirmed as any other.
  case refuse
  /// It confirms itself: the complete response before it counts as the lesser one.
  case accept

  var summary: String {
    switch self {
    case .refuse:
      "it confirms neither the complete response nor one before it; what is found from then on is confirmed as any other, for then the "
        + "complete response was none (RECIST 1.1, table 3)"
    case .accept: "the two count as the lesser one, confirmed"
    }
  }
}

/// How a response is confirmed by a later assessment.
struct ResponseConfirmation: Sendable, Hashable {
  /// The fewest days between the two.
  var minimumDays: Double = 28
  /// The most days between the two; `nil` for any number.
  var maximumDays: Double?
  /// The most assessments between the two that could not be evaluated.
  var mostNotEvaluable: Int = 1
  /// The most assessments of stable disease between the two, where the response is not complete.
  var mostStable: Int = 0
  /// What a lesser response after a complete one means.
  var afterComplete: LessThanComplete = .refuse
  /// The position of the category that an unconfirmed response counts as; `nil` for one that could not be evaluated.
  var unconfirmedAs: Int?

  /// The category that an unconfirmed response counts as where nobody says: stable disease, or what stands in its place.
  static func usualUnconfirmed(_ vocabulary: ResponseVocabulary) -> Int? {
    if let stable = vocabulary.position(of: "SD"), vocabulary.levels[stable].isStable { return stable }
    return vocabulary.levels.firstIndex(where: \.isStable)
  }
}
