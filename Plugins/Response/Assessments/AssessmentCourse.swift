import Cohorts

/// The assessments of one subject while a rule is applied to them, step by step.
///
/// One is used for subject after subject, so that nothing is allocated for each.
struct AssessmentCourse {
  /// What each level of the vocabulary counts as.
  let levels: [ResponseVocabulary.Level]
  /// The days of the assessments that are left, ascending.
  private(set) var days: [Double] = []
  /// The category of each, as it was assessed.
  private(set) var assessed: [Int32] = []
  /// The category that each counts as; ``notEvaluable`` where it counts as not evaluable whatever it was.
  private(set) var counted: [Int32] = []
  /// The place of the assessment that confirms each; -1 where none does.
  private(set) var confirming: [Int32] = []
  /// The day of the first assessment that shows progression, whatever ends what counts.
  private(set) var progressionDay: Double?
  /// The day of the last assessment that could be evaluated, up to progression, whatever ends what counts.
  private(set) var lastAssessmentDay: Double?
  /// How many assessments were set aside, for each reason.
  private(set) var setAside = SetAside()

  /// Stands for what counts as not evaluable.
  static let notEvaluable: Int32 = -1

  /// The numbers of assessments that a rule set aside.
  struct SetAside: Sendable, Hashable {
    /// Up to the day before which there is no treatment.
    var beforeStart = 0
    /// Others on the same day that agree.
    var repeated = 0
    /// Others on the same day that differ.
    var contradicted = 0
    /// After the end of what counts.
    var afterEnd = 0
    /// After progression.
    var afterProgression = 0
  }

  /// Two assessments on one day that differ, where they must not.
  struct Contradiction: Error, Hashable {
    /// The day.
    var day: Double
    /// The categories.
    var first: String
    var second: String
  }

  init(_ vocabulary: ResponseVocabulary) { levels = vocabulary.levels }

  /// Takes up the assessments of a subject.
  mutating func begin(_ assessments: Assessments, subject: Int) {
    let range = assessments.starts[subject]..<assessments.starts[subject + 1]
    days.removeAll(keepingCapacity: true)
    assessed.removeAll(keepingCapacity: true)
    days.append(contentsOf: assessments.days[range])
    assessed.append(contentsOf: assessments.levels[range])
    counted = assessed
    confirming.removeAll(keepingCapacity: true)
    confirming.append(contentsOf: repeatElement(-1, count: days.count))
  }

  /// Does what a step says, to all but ``AssessmentRule/Step/best``, which only reads.
  ///
  /// - Parameters:
  ///   - step: The step.
  ///   - end: The day after which assessments do not count; infinite for none.
  /// - Throws: ``Contradiction`` where assessments on one day must agree, and do not.
  mutating func apply(_ step: AssessmentRule.Step, endingOn end: Double) throws(Contradiction) {
    switch step {
    case .startAfter(let start):
      let count = days.prefix { $0 <= start }.count
      keep(count..<days.count)
      setAside.beforeStart += count
    case .onePerDay(let rule):
      try keepOnePerDay(rule)
      follow()
    case .endAt:
      let kept = days.firstIndex { $0 > end } ?? days.count
      setAside.afterEnd += days.count - kept
      keep(0..<kept)
    case .endWithProgression:
      guard let first = assessed.firstIndex(where: { levels[Int($0)].isProgression }) else { return }
      setAside.afterProgression += days.count - first - 1
      keep(0..<first + 1)
    case .confirm(let confirmation): confirm(confirmation)
    case .stableFrom(let start):
      for place in days.indices where days[place] < start && counted[place] >= 0 {
        if levels[Int(counted[place])].isStable { counted[place] = Self.notEvaluable }
      }
    case .best: return
    }
  }

  private mutating func keep(_ range: Range<Int>) {
    guard range.count < days.count else { return }
    days.replaceSubrange(0..<days.count, with: Array(days[range]))
    assessed.replaceSubrange(0..<assessed.count, with: Array(assessed[range]))
    counted = assessed
    confirming.removeLast(confirming.count - days.count)
  }

  private mutating func keepOnePerDay(_ rule: SameDay) throws(Contradiction) {
    var last = 0
    for place in days.indices.dropFirst() {
      guard days[place] == days[last] else {
        last += 1
        (days[last], assessed[last]) = (days[place], assessed[place])
        continue
      }
      let (one, other) = (assessed[last], assessed[place])
      guard one != other else {
        setAside.repeated += 1
        continue
      }
      setAside.contradicted += 1
      guard rule != .refuse else {
        throw Contradiction(
          day: days[place], first: levels[Int(one)].code, second: levels[Int(other)].code)
      }
      assessed[last] = chosen(one, other, rule)
    }
    keep(0..<min(last + 1, days.count))
    counted = assessed
  }

  /// Until when the disease was followed: a response that ends, ends whatever was given in between.
  private mutating func follow() {
    let progression = assessed.firstIndex { levels[Int($0)].isProgression }
    progressionDay = progression.map { days[$0] }
    let followed = assessed.prefix(progression.map { $0 + 1 } ?? assessed.count)
    lastAssessmentDay = followed.lastIndex { levels[Int($0)].isEvaluable }.map { days[$0] }
  }

  private func chosen(_ one: Int32, _ other: Int32, _ rule: SameDay) -> Int32 {
    switch (levels[Int(one)].isEvaluable, levels[Int(other)].isEvaluable) {
    case (true, false): one
    case (false, true): other
    default: rule == .best ? min(one, other) : max(one, other)
    }
  }

  private mutating func confirm(_ confirmation: ResponseConfirmation) {
    let confirmed = ConfirmedResponses(days: days, assessed: assessed, levels: levels, confirmation)
    for place in days.indices where levels[Int(assessed[place])].isResponse {
      counted[place] =
        confirmed.level[place] >= 0
        ? confirmed.level[place] : confirmation.unconfirmedAs.map(Int32.init) ?? Self.notEvaluable
      confirming[place] = confirmed.by[place]
    }
  }
}
