import Cohorts

/// In which state of response each subject is at some times: the category of the last assessment, or what ended its course.
///
/// 1. Who has come to an end, such as death, by a time is in that end from then on; of several the earliest counts, and of several
///    on one day the first that was named.
/// 2. Anybody else is in the category of the last assessment by that time that could be evaluated; where none could, in that of one
///    that could not; and without any, not yet assessed. Of several on one day the
///    worst counts.
struct DepthOverTime: Sendable, Hashable {
  /// For each time, how many subjects are in each state: the levels of the vocabulary, not yet assessed, then the ends.
  let counts: [[Int]]

  /// Counts.
  ///
  /// - Parameters:
  ///   - assessments: The assessments.
  ///   - vocabulary: Their categories.
  ///   - start: The day up to which assessments are of the time before treatment.
  ///   - ends: For each end the day of each subject; infinite where it did not come.
  ///   - times: The times, ascending.
  /// - Complexity: O(*n* + *s* *t*), for *n* assessments of *s* subjects at *t* times.
  init(
    _ assessments: Assessments, _ vocabulary: ResponseVocabulary, after start: Double, ends: [[Double]], times: [Double]
  ) {
    let levels = vocabulary.levels
    var counts = [[Int]](repeating: [Int](repeating: 0, count: levels.count + 1 + ends.count), count: times.count)
    for subject in 0..<assessments.count {
      var end = (day: Double.infinity, place: -1)
      for (place, days) in ends.enumerated() where days[subject] < end.day { end = (days[subject], place) }
      var next = assessments.starts[subject]
      var state = levels.count
      var seen = -Double.infinity
      for (place, time) in times.enumerated() {
        while next < assessments.starts[subject + 1], assessments.days[next] <= time {
          let level = Int(assessments.levels[next])
          let day = assessments.days[next]
          next += 1
          guard day > start else { continue }
          let isKnown = state < levels.count && levels[state].isEvaluable
          if isKnown, !levels[level].isEvaluable { continue }
          state = day == seen && isKnown ? max(state, level) : level
          seen = day
        }
        counts[place][end.day <= time ? levels.count + 1 + end.place : state] += 1
      }
    }
    self.counts = counts
  }
}
