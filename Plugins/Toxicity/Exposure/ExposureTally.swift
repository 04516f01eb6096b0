import Statistics

/// How events are counted against person-time.
struct ExposureCell: Sendable {
  /// The number of subjects with at least one event.
  var subjects = 0
  /// The number of events that count.
  var events = 0
  /// The person-time.
  var time = 0.0
  /// The sums over subjects that a variance with the subject as cluster needs; all events of all person-time.
  var sums = RecurrentRate.Sums()

  /// The rate; `nil` without person-time.
  var rate: PoissonRate? { PoissonRate(events: events, time: time) }

  /// The rate with a variance that allows for events of one subject to depend on each other.
  var recurrent: RecurrentRate? { RecurrentRate(sums) }
}

/// Counts the events of lines against the person-time of groups.
///
/// 1. First events: a subject with an event counts once, and the person-time ends with the first.
/// 2. All events: each counts, and person-time goes on to the end of observation.
struct ExposureTally {
  private let observation: Observation
  private let groups: SubjectGroups
  private let countsFirst: Bool
  /// Everybody's person-time, group by group and together, before any event.
  private let whole: [ExposureCell]

  init(_ observation: Observation, _ groups: SubjectGroups, countsFirst: Bool) {
    self.observation = observation
    self.groups = groups
    self.countsFirst = countsFirst
    var whole = [ExposureCell](repeating: ExposureCell(), count: groups.names.count + 1)
    var times = [CompensatedSum](repeating: CompensatedSum(), count: whole.count)
    for (subject, group) in groups.codes.enumerated() where group >= 0 && observation.observes(subject) {
      let time = observation.time(subject)
      for place in [Int(group), groups.names.count] {
        times[place].add(time)
        whole[place].sums.add(count: 0, time: time)
      }
    }
    for place in whole.indices { whole[place].time = times[place].value }
    self.whole = whole
  }

  /// The number of subjects under observation in each group, and in all together.
  var observed: [Int] { whole.map(\.sums.subjects) }

  /// The counts of a line, group by group and together.
  ///
  /// - Complexity: O(*m* log *m*) for its *m* events.
  func cells(of line: ExposureLines.Line, _ events: PlacedEvents) -> [ExposureCell] {
    var cells = whole
    let all = cells.count - 1
    let order = line.events.sorted {
      let (one, other) = (events.subjects[Int($0)], events.subjects[Int($1)])
      return one == other ? events.days[Int($0)] < events.days[Int($1)] : one < other
    }
    var start = 0
    while start < order.count {
      let subject = Int(events.subjects[Int(order[start])])
      var end = start + 1
      while end < order.count, Int(events.subjects[Int(order[end])]) == subject { end += 1 }
      let (first, count) = (events.days[Int(order[start])], end - start)
      start = end
      let group = groups.codes[subject]
      guard group >= 0 else { continue }
      for place in [Int(group), all] {
        cells[place].subjects += 1
        cells[place].events += countsFirst ? 1 : count
        if countsFirst { cells[place].time -= observation.ends[subject] - first }
        cells[place].sums.replace(count: 0, by: count, time: observation.time(subject))
      }
    }
    return cells
  }
}
