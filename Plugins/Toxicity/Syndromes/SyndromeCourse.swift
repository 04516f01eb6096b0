/// One event of a syndrome in a subject: a row of a table of adverse events.
struct SyndromeEvent: Sendable {
  /// The position of the subject in the cohort.
  let subject: Int32
  /// The day on which it began; NaN where it is missing.
  let onset: Double
  /// The day on which it ended; NaN where it is missing.
  let end: Double
  /// Its grade; 0 where it is missing.
  let grade: Int
}

/// A syndrome in one subject.
///
/// 1. Events that overlap, or begin no more than `gap` days after the end of the one before, are one episode.
/// 2. An episode lasts from its first onset to its last end, both days counted.
/// 3. An episode of which an event has no end is ongoing, and its duration is not known.
/// 4. The grade is the worst of all events that have one; the day of the maximum is the first onset of an event of that grade.
struct SyndromeCourse: Sendable, Hashable {
  /// Whether the subject had it; `nil` where that is not known.
  var happened: Bool? = false
  /// The worst grade; 0 without it, `nil` where it is not known.
  var grade: Int? = 0
  /// The grade that is certain.
  var gradeAtLeast = 0
  /// The first day.
  var onset: Double?
  /// The last day of the first episode.
  var end: Double?
  /// The days of the first episode; `nil` where it is ongoing or its days are missing.
  var duration: Double?
  /// The days of all episodes together; `nil` where one is ongoing or days are missing.
  var days: Double?
  /// Whether an episode is ongoing.
  var isOngoing = false
  /// The number of episodes; `nil` where it is not known.
  var episodes: Int? = 0
  /// The first onset of an event of the worst grade.
  var maximumDay: Double?

  /// A subject without the syndrome.
  init() {}

  /// A subject with at least one event.
  ///
  /// - Parameters:
  ///   - events: The events by day of onset, those without one at the end.
  ///   - gap: The most days from the end of one event to the onset of the next of the same episode.
  ///   - hasEnds: Whether ends are recorded at all; otherwise an event counts for the day of its onset, and nothing lasts.
  init(_ events: ArraySlice<SyndromeEvent>, gap: Double, hasEnds: Bool) {
    let grades = events.map(\.grade)
    let worst = grades.max() ?? 0
    happened = true
    grade = worst > 0 ? worst : nil
    gradeAtLeast = max(worst, 1)
    let dated = events.prefix { !$0.onset.isNaN }
    var found: [(start: Double, end: Double, isOngoing: Bool)] = []
    for event in dated {
      let isOngoing = hasEnds && event.end.isNaN
      let end = event.end.isNaN ? event.onset : event.end
      if let last = found.last, last.isOngoing || event.onset - last.end <= gap {
        found[found.count - 1] = (last.start, max(last.end, end), last.isOngoing || isOngoing)
      } else {
        found.append((event.onset, end, isOngoing))
      }
    }
    episodes = dated.count == events.count ? found.count : found.isEmpty ? nil : found.count
    onset = found.first?.start
    isOngoing = found.contains { $0.isOngoing }
    maximumDay = dated.first { $0.grade == worst && worst > 0 }?.onset
    guard hasEnds, let first = found.first else { return }
    if !first.isOngoing {
      end = first.end
      duration = first.end - first.start + 1
    }
    if !isOngoing, dated.count == events.count { days = found.reduce(0) { $0 + $1.end - $1.start + 1 } }
  }

  /// Whether it reached a grade; `nil` where that is not known.
  func reached(_ grades: ClosedRange<Int>) -> Bool? {
    if let grade { return grades.contains(grade) }
    // The worst grade is somewhere from the certain one to 5, or there was none at all.
    if grades.upperBound >= 5, gradeAtLeast >= grades.lowerBound { return true }
    return grades.upperBound < gradeAtLeast ? false : nil
  }
}

extension SyndromeCourse {
  /// The courses of all subjects from the events of one syndrome.
  ///
  /// - Complexity: O(*n* log *n*) in the events.
  static func courses(
    of events: [SyndromeEvent], subjects count: Int, gap: Double, hasEnds: Bool
  ) -> [SyndromeCourse] {
    let sorted = events.sorted { first, second in
      if first.subject != second.subject { return first.subject < second.subject }
      if first.onset.isNaN || second.onset.isNaN { return !first.onset.isNaN && second.onset.isNaN }
      if first.onset != second.onset { return first.onset < second.onset }
      return (first.end.isNaN ? .infinity : first.end) < (second.end.isNaN ? .infinity : second.end)
    }
    var courses = [SyndromeCourse](repeating: SyndromeCourse(), count: count)
    var rest = sorted[...]
    while let first = rest.first {
      let own = rest.prefix { $0.subject == first.subject }
      courses[Int(first.subject)] = SyndromeCourse(own, gap: gap, hasEnds: hasEnds)
      rest = rest.dropFirst(own.count)
    }
    return courses
  }
}
