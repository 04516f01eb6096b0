/// The published medians and ranges of observed times, and the calendar.
///
/// The medians of 547.5 and 567.5 days count everybody's observed time, censored or not. They are met by moving the last
/// contact of a few subjects without an event by a few weeks.
struct SyntheticFollowUp {
  private(set) var subjects: [SyntheticSubject]

  /// The first infusion, 2020-11-09.
  static let firstInfusion: Int32 = 18_575
  /// The last infusion, 2025-05-21.
  static let lastInfusion: Int32 = 20_229
  /// The end of follow-up, 2025-08-01.
  static let cutoff: Int32 = 20_301

  /// Completes the follow-up of subjects.
  init(_ course: SyntheticCourse, _ random: inout SplitMix64) {
    subjects = course.subjects
    setLongest()
    setMedian(567, \.osDays)
    setMedian(547, \.pfsDays)
    setInfusions(&random)
    setTrials(&random)
    setDoses(&random)
    subjects = subjects.indices.sorted { order($0) < order($1) }.map { subjects[$0] }
  }

  /// The longest observed time, without an event, is 1694 days.
  private mutating func setLongest() {
    let longest = eventFree().max { subjects[$0].lastContact < subjects[$1].lastContact }
    if let longest { follow(longest, until: 1694) }
  }

  /// Makes half the observed times `day` or less, the rest more, and both `day` and the day after occur.
  private mutating func setMedian(_ day: Int, _ time: KeyPath<SyntheticSubject, Int>) {
    // 20 days above the median at most, so that the later call, for the lower median, leaves the earlier one as it is.
    let excess = subjects.count { $0[keyPath: time] <= day } - subjects.count / 2
    let nearest = eventFree().sorted { subjects[$0].lastContact < subjects[$1].lastContact }
    let below = nearest.filter { subjects[$0].lastContact <= day }
    let above = nearest.filter { subjects[$0].lastContact > day }
    let moved = excess > 0 ? below.suffix(excess) : above.prefix(-excess)
    for (step, index) in moved.enumerated() {
      let distance = 2 + step * 7 % 17
      follow(index, until: excess > 0 ? day + distance : day - distance)
    }
    let pair = eventFree().sorted { subjects[$0].lastContact < subjects[$1].lastContact }
    if let last = pair.last(where: { subjects[$0].lastContact <= day }) { follow(last, until: day) }
    if let first = pair.first(where: { subjects[$0].lastContact > day }) { follow(first, until: day + 1) }
  }

  /// Moves the last contact of a subject without an event, who stays without one.
  private mutating func follow(_ index: Int, until day: Int) {
    subjects[index].lastContact = day
    subjects[index].progression = nil
    subjects[index].death = nil
  }

  private func eventFree() -> [Int] { subjects.indices.filter { !subjects[$0].failed } }

  // MARK: The calendar

  /// Invented: infusion dates such that the last contact falls a few weeks before the end of follow-up.
  private mutating func setInfusions(_ random: inout SplitMix64) {
    let contacts = subjects.map(\.lastContact)
    let window = Int(Self.cutoff - Self.firstInfusion)
    for index in subjects.indices {
      let contact = contacts[index]
      let slack = min(45, window - contact)
      var lag = random.below(slack + 1)
      if contact == contacts.max() { lag = slack }
      if contact == contacts.min() { lag = 0 }
      subjects[index].infusion = Self.cutoff - Int32(contact + lag)
    }
  }

  private struct Trial {
    let id: String
    let opens: Int32
    let closes: Int32
    let weight: Double
  }

  /// The published registrations; when each was open, and how many each treated, is invented.
  private static let trials = [
    Trial(id: "NCT04572308", opens: firstInfusion, closes: 19_904, weight: 4),
    Trial(id: "NCT04916860", opens: 18_786, closes: 20_088, weight: 2),
    Trial(id: "NCT04928105", opens: 18_794, closes: 20_088, weight: 1.5),
    Trial(id: "NCT04938115", opens: 18_802, closes: lastInfusion, weight: 1),
    Trial(id: "NCT05626400", opens: 19_321, closes: lastInfusion, weight: 4),
  ]

  /// The ids of the trials, in order.
  static var trialIDs: [String] { trials.map(\.id) }

  private mutating func setTrials(_ random: inout SplitMix64) {
    for index in subjects.indices {
      let day = subjects[index].infusion
      let open = Self.trials.indices.filter { Self.trials[$0].opens <= day && day <= Self.trials[$0].closes }
      let chosen = random.pick(open.map { ($0, Self.trials[$0].weight) })
      if let chosen { subjects[index].trial = Self.trials[chosen].id }
    }
  }

  /// Published: how many had which dose level.
  ///
  /// Invented: that the lowest and the highest were mostly given early.
  private mutating func setDoses(_ random: inout SplitMix64) {
    let scores = subjects.map { Double($0.infusion - Self.firstInfusion) + random.unit() * 900 }
    let levels = pool([(SyntheticSubject.DoseLevel.low, 51), (.high, 5), (.middle, 278)])
    for (index, level) in ranked(levels, by: scores).enumerated() {
      subjects[index].doseLevel = level
      subjects[index].dose =
        switch level {
        case .low: 5e5
        case .middle: 1e6
        case .high: random.below(2) == 0 ? 1.5e6 : 2e6
        }
    }
  }

  /// By trial, then by infusion.
  private func order(_ index: Int) -> (String, Int32, Int) { (subjects[index].trial, subjects[index].infusion, index) }
}
