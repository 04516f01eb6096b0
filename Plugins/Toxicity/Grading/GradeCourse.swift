/// A syndrome in one subject over all assessments.
///
/// 1. The worst grade is the worst of all days.
/// 2. Onset is the first day on which the syndrome was there for certain, and the end the last such day.
/// 3. What is missing leaves a range of grades: the worst is at least the worst of what is certain.
struct GradeCourse: Sendable, Hashable {
  /// Days without a break at one grade.
  struct Stretch: Sendable, Hashable {
    /// The grade, as far as it is known.
    let grade: GradeRange
    /// The first day.
    let onset: Double
    /// The last day.
    var end: Double
  }

  /// The days on which the syndrome was there for certain, as stretches of one grade.
  private(set) var stretches: [Stretch] = []
  /// The worst grade, as far as it is known.
  private(set) var worst = GradeRange.none
  /// The first day with a grade of 1 or more.
  private(set) var onset: Double?
  /// The last day with a grade of 1 or more.
  private(set) var end: Double?
  /// The number of assessments.
  private(set) var assessments = 0

  /// The course of a subject of whom nothing is known.
  static var unknown: GradeCourse {
    var course = GradeCourse()
    course.worst = GradeRange(0, 5)
    return course
  }

  /// Takes the next assessment, in the order of days.
  mutating func take(_ grade: GradeRange, on day: Double) {
    assessments += 1
    worst = worst.worst(with: grade)
    guard grade.lower >= 1 else { return }
    if onset == nil { onset = day }
    end = day
    if let last = stretches.last, last.grade == grade, day - last.end <= 1 {
      stretches[stretches.count - 1].end = day
    } else {
      stretches.append(Stretch(grade: grade, onset: day, end: day))
    }
  }

  /// Whether it was there at all; `nil` where that is not known.
  var happened: Bool? { worst.lower >= 1 ? true : worst.upper >= 1 ? nil : false }
}

/// The days of CRS in one subject, of which each depends on those before: fever is required until therapy was given.
///
/// 1. Fever on any assessment of a day is fever on that day.
/// 2. Therapy counts from the day on which it is given, in a subject who has had CRS on an earlier day.
/// 3. CRS is over, and fever required again, when more days than `gap` have passed since the last with CRS.
struct CytokineReleaseCourse: Sendable {
  /// After how many days without CRS fever is required again.
  let gap: Double
  private var lastCertain: Double?
  private var lastPossible: Double?
  private var isTreated: Bool? = false

  init(gap: Double) { self.gap = gap }

  /// Whether fever is not required on a day on which, or before which, therapy may have been given.
  mutating func isFeverWaived(on day: Double, treated: Bool?) -> Bool? {
    let established = self.isEstablished(on: day)
    if established == false { isTreated = false }
    isTreated = Self.or(isTreated, treated)
    return Self.and(established, isTreated)
  }

  /// Takes what the day turned out to be.
  mutating func take(_ grade: GradeRange, on day: Double) {
    if grade.lower >= 1 { lastCertain = day }
    if grade.upper >= 1 { lastPossible = day }
  }

  private func isEstablished(on day: Double) -> Bool? {
    if let lastCertain, day - lastCertain <= gap { return true }
    if let lastPossible, day - lastPossible <= gap { return nil }
    return false
  }

  private static func or(_ a: Bool?, _ b: Bool?) -> Bool? {
    if a == true || b == true { return true }
    return a == nil || b == nil ? nil : false
  }

  private static func and(_ a: Bool?, _ b: Bool?) -> Bool? {
    if a == false || b == false { return false }
    return a == nil || b == nil ? nil : true
  }
}
