import Cohorts

/// The best overall response of one subject, and what else their assessments say.
struct BestResponse: Sendable, Hashable {
  /// The category, as a position among the levels of the vocabulary; `nil` where it is not evaluable or there is none.
  var level: Int?
  /// The first day on which it was reached; of one that is not evaluable the first day of an assessment.
  var day: Double?
  /// Whether there was anything to derive it from, and if there was, whether it could be evaluated.
  var standing: Standing
  /// The first day of a response, confirmed where responses must be.
  var firstResponseDay: Double?
  /// The day from which on a response is known: its first, or the first on which one is confirmed where that is required.
  var responseKnownDay: Double?
  /// The first day of a complete response, confirmed where responses must be.
  var firstCompleteDay: Double?
  /// The day of the assessment that confirms the best response, where it must be confirmed.
  var confirmationDay: Double?
  /// The day of the first assessment that shows progression, after the end of what counts, too.
  var progressionDay: Double?
  /// The day of the last assessment that could be evaluated, up to progression; after the end of what counts, too.
  var lastAssessmentDay: Double?

  /// Whether a best response could be derived, and why not.
  enum Standing: String, Sendable, Hashable, CaseIterable {
    /// It could.
    case evaluable = "evaluable"
    /// No assessment could be evaluated.
    case notEvaluable = "no assessment could be evaluated"
    /// Assessments could be evaluated, but none of them counts: stable disease too early, or an unconfirmed response.
    case tooEarly = "stable disease too early, or response without confirmation"
    /// There is no assessment that counts.
    case noAssessment = "no assessment"
  }
}

extension AssessmentCourse {
  /// The best of what is left.
  func best() -> BestResponse {
    var best = BestResponse(standing: days.isEmpty ? .noAssessment : .notEvaluable)
    best.progressionDay = progressionDay
    best.lastAssessmentDay = lastAssessmentDay
    var place: Int?
    for (next, code) in counted.enumerated() {
      guard code >= 0, levels[Int(code)].isEvaluable else { continue }
      let level = levels[Int(code)]
      if level.isResponse {
        let known = confirming[next] >= 0 ? days[Int(confirming[next])] : days[next]
        best.responseKnownDay = min(best.responseKnownDay ?? known, known)
        best.firstResponseDay = best.firstResponseDay ?? days[next]
      }
      if level.isComplete { best.firstCompleteDay = best.firstCompleteDay ?? days[next] }
      if place.map({ code < counted[$0] }) ?? true { place = next }
    }
    if let place {
      best.level = Int(counted[place])
      best.day = days[place]
      best.standing = .evaluable
      if confirming[place] >= 0 { best.confirmationDay = days[Int(confirming[place])] }
    } else {
      best.day = days.first
      if assessed.contains(where: { levels[Int($0)].isEvaluable }) { best.standing = .tooEarly }
    }
    return best
  }
}

/// The best overall responses of all subjects.
struct BestResponses: Sendable {
  /// The rule that was followed.
  let rule: AssessmentRule
  /// One for each subject.
  let subjects: [BestResponse]
  /// How many assessments were set aside.
  let setAside: AssessmentCourse.SetAside

  /// Assessments of a subject that contradict each other.
  struct Fault: Error, Hashable {
    /// The position of the subject.
    var subject: Int
    /// The assessments.
    var contradiction: AssessmentCourse.Contradiction
  }

  /// Follows a rule.
  ///
  /// - Parameters:
  ///   - rule: The rule.
  ///   - assessments: The assessments, in the categories of the rule's vocabulary.
  ///   - ends: For each subject, the day after which assessments do not count; infinite for none.
  /// - Throws: ``Fault`` where assessments on one day must agree, and do not.
  init(_ rule: AssessmentRule, _ assessments: Assessments, ends: [Double]) throws(Fault) {
    var course = AssessmentCourse(rule.vocabulary)
    var subjects: [BestResponse] = []
    subjects.reserveCapacity(assessments.count)
    for subject in 0..<assessments.count {
      course.begin(assessments, subject: subject)
      for step in rule.steps {
        do throws(AssessmentCourse.Contradiction) {
          try course.apply(step, endingOn: ends[subject])
        } catch { throw Fault(subject: subject, contradiction: error) }
      }
      subjects.append(course.best())
    }
    self.rule = rule
    self.subjects = subjects
    setAside = course.setAside
  }
}
