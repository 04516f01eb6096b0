import Analyses
import Cohorts

/// The response of each subject over time, as stretches of one category each.
///
/// 1. A category lasts from the day of its assessment to that of the next one of another category.
/// 2. An assessment that could not be evaluated changes nothing. Of several on one day the worst counts.
/// 3. Nothing is known of the time before the first assessment after day 0, and after the end of what is known.
struct ResponseStretches: Sendable, Hashable {
  /// The categories that occur, as positions among the levels of the vocabulary, from the worst to the best.
  let occurring: [Int]
  /// The stretches of each subject in the order of time; their series are places in ``occurring``.
  let segments: [[Figure.Lanes.Segment]]

  /// Parts the time of each subject.
  ///
  /// - Parameters:
  ///   - assessments: The assessments.
  ///   - vocabulary: Their categories.
  ///   - known: For each subject, the day up to which its response is known; infinite for none.
  ///   - ends: For each subject, the end of its lane; it has no stretches where that is not finite.
  /// - Complexity: O(*n*), for *n* assessments.
  init(_ assessments: Assessments, _ vocabulary: ResponseVocabulary, known: [Double], ends: [Double]) {
    let levels = vocabulary.levels
    let stretches = ends.indices.map { subject -> [Stretch] in
      guard ends[subject].isFinite else { return [] }
      let end = min(known[subject], ends[subject])
      var stretches: [Stretch] = [Stretch(from: 0, level: nil)]
      var next = assessments.starts[subject]
      while next < assessments.starts[subject + 1], assessments.days[next] < end {
        let day = assessments.days[next]
        var worst: Int?
        while next < assessments.starts[subject + 1], assessments.days[next] == day {
          let level = Int(assessments.levels[next])
          if levels[level].isEvaluable { worst = max(worst ?? level, level) }
          next += 1
        }
        guard day > 0, let worst, worst != stretches[stretches.count - 1].level else { continue }
        stretches.append(Stretch(from: day, level: worst))
      }
      if end > 0, end < ends[subject] { stretches.append(Stretch(from: end, level: nil)) }
      return stretches
    }
    let found = Set(stretches.joined().compactMap(\.level))
    occurring = found.sorted(by: >)
    let series = Dictionary(uniqueKeysWithValues: occurring.enumerated().map { ($1, $0) })
    segments = zip(stretches, ends).map { stretches, end in
      stretches.indices.map { place in
        .init(
          from: stretches[place].from, to: place + 1 < stretches.count ? stretches[place + 1].from : end,
          series: stretches[place].level.flatMap { series[$0] })
      }
    }
  }

  /// A category from a day on; `nil` where nothing is known.
  private struct Stretch {
    var from: Double
    var level: Int?
  }
}
