/// The follow-up of subjects as rows (start, stop], divided at every day on which one of their exposures begins.
///
/// With T the end of a subject's observation, e its entry (0 without one) and w the day of an exposure:
///
/// 1. w missing or w ≥ T: never exposed. w ≤ e: exposed from the beginning. Otherwise a row ends at w, unexposed, and the next
///    begins, exposed.
/// 2. w = T, as recorded: w counts half a day earlier, as in ``ExposureSplit``.
/// 3. T = 0: T is made half a day.
///
/// The event belongs to the last row of a subject. Exposures on one day divide once.
///
/// - Complexity: O(*n* *m* log *m*) for *n* subjects with *m* exposures.
struct ExposureRows {
  /// The rows; those that are not a subject's last are marked as continuing.
  let followUp: FollowUp
  /// For each row, the subject that it belongs to.
  let subject: [Int]
  /// For each exposure and row, 1 from its day on and 0 before.
  let exposed: [[Double]]

  /// Divides subjects at their exposures.
  ///
  /// - Parameters:
  ///   - whole: One row a subject.
  ///   - days: For each exposure the day of each subject; nil for never.
  ///   - half: Half a day in the unit of the times.
  init(_ whole: FollowUp, days: [[Double?]], half: Double) {
    var (start, stop): ([Double], [Double]) = ([], [])
    var (event, continues): ([Bool], [Bool]) = ([], [])
    var subject: [Int] = []
    var exposed = [[Double]](repeating: [], count: days.count)
    for row in whole.time.indices {
      let entry = whole.entry?[row] ?? 0
      let recorded = whole.time[row]
      let end = recorded == 0 && entry >= 0 ? entry + half : recorded
      guard end > entry else { continue }
      let begins = days.map { days -> Double in
        guard let day = days[row], !day.isNaN else { return .infinity }
        return day == recorded && day > entry ? day - half : day
      }
      let cuts = Set(begins.filter { $0 > entry && $0 < end }).sorted() + [end]
      var from = entry
      for cut in cuts {
        start.append(from)
        stop.append(cut)
        event.append(cut == end && whole.event[row])
        continues.append(cut < end)
        subject.append(row)
        for place in exposed.indices { exposed[place].append(begins[place] <= from && begins[place] < end ? 1 : 0) }
        from = cut
      }
    }
    self.subject = subject
    self.exposed = exposed
    followUp = FollowUp(
      agreeing: stop, event: event, entry: start, weights: whole.weights.selecting(subject), continues: continues)
  }
}
