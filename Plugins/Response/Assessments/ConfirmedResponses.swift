import Cohorts

/// Which responses of a subject are confirmed, as which category, and by which assessment.
///
/// For a category T, an assessment i that is T or better is confirmed as T by the first later assessment j that is T or better
/// and far enough from it, if the assessments between the two are T or better, but for so many as may be otherwise. Of the
/// categories as which i is confirmed the best counts. Later ones than the first j need not be looked at: what stands
/// between i and j stands between i and them, too.
///
/// - Complexity: O(*k* *c*), for *k* assessments and *c* categories of response: i and j move forwards together, and what lies
///   between them is a difference of running counts.
struct ConfirmedResponses {
  /// The category as which each assessment is confirmed; -1 for none.
  private(set) var level: [Int32]
  /// The place of the assessment that confirms it; -1 for none.
  private(set) var by: [Int32]

  init(days: [Double], assessed: [Int32], levels: [ResponseVocabulary.Level], _ confirmation: ResponseConfirmation) {
    level = [Int32](repeating: -1, count: days.count)
    by = [Int32](repeating: -1, count: days.count)
    guard days.count > 1, assessed.contains(where: { levels[Int($0)].isResponse }) else { return }
    for target in levels.indices where levels[target].isResponse {
      let counts = RunningCounts(assessed, target: target, levels)
      let isComplete = levels[target].isComplete
      let mayFall = confirmation.afterComplete == .accept || isComplete
      var next = 0
      for place in days.indices where level[place] < 0 && counts.isAsGood(place) {
        // A complete response is confirmed as complete, or as nothing, unless a lesser one may stand in for it.
        if !mayFall, levels[Int(assessed[place])].isComplete { continue }
        next = max(next, place + 1)
        while next < days.count,
          !counts.isAsGood(next) || days[next] - days[place] < confirmation.minimumDays
        { next += 1 }
        guard next < days.count else { break }
        if let most = confirmation.maximumDays, days[next] - days[place] > most { continue }
        let between = counts.between(place, next)
        guard between.other == 0, between.notEvaluable <= confirmation.mostNotEvaluable,
          between.stable <= (isComplete ? 0 : confirmation.mostStable),
          mayFall || !counts.falls(from: place, to: next)
        else { continue }
        level[place] = Int32(target)
        by[place] = Int32(next)
      }
    }
  }
}

/// How many assessments up to each place are as good as a category, not evaluable, stable, or anything else.
private struct RunningCounts {
  private var good: [Int32] = [0]
  private var notEvaluable: [Int32] = [0]
  private var stable: [Int32] = [0]
  /// The first place from each place on at which a complete response stands.
  private var nextComplete: [Int]
  /// The last place up to each place at which a response short of complete stands.
  private var lastPartial: [Int] = []

  init(_ assessed: [Int32], target: Int, _ levels: [ResponseVocabulary.Level]) {
    nextComplete = [Int](repeating: assessed.count, count: assessed.count)
    var partial = -1
    for (place, code) in assessed.enumerated() {
      let level = levels[Int(code)]
      let isGood = level.isResponse && Int(code) <= target
      good.append(good[place] + (isGood ? 1 : 0))
      notEvaluable.append(notEvaluable[place] + (level.isEvaluable ? 0 : 1))
      stable.append(stable[place] + (level.isStable ? 1 : 0))
      if level.isResponse, !level.isComplete { partial = place }
      lastPartial.append(partial)
    }
    for place in assessed.indices.reversed() {
      let isComplete = levels[Int(assessed[place])].isComplete
      nextComplete[place] = isComplete ? place : place + 1 < assessed.count ? nextComplete[place + 1] : assessed.count
    }
  }

  func isAsGood(_ place: Int) -> Bool { good[place + 1] > good[place] }

  /// What stands between two places, the two left out.
  func between(_ first: Int, _ last: Int) -> (notEvaluable: Int, stable: Int, other: Int) {
    func count(_ running: [Int32]) -> Int { Int(running[last] - running[first + 1]) }
    let (unknown, stable) = (count(notEvaluable), count(stable))
    return (unknown, stable, last - first - 1 - count(good) - unknown - stable)
  }

  /// Whether a response short of complete follows a complete one, from one place to another.
  func falls(from first: Int, to last: Int) -> Bool { nextComplete[first] < lastPartial[last] }
}
