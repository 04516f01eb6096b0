/// What happens to the invented subjects after infusion: response, transplant, progression, death.
///
/// Published: the counts of responses and transplants, median and range of the days to transplant. All else is invented:
/// 1. Who does not respond progresses within weeks; who responds relapses at a rate that falls with time.
/// 2. On each published day of transplant somebody is chosen among those who are then in remission and alive, as in life:
///    whoever has relapsed or died before can no longer be transplanted. That is where immortal time comes from.
/// 3. Among responders, transplant as drawn here brings early deaths and fewer relapses only after the first year. That the
///    time-dependent hazard ratio still lies below 1 is confounding: who does not respond is seldom transplanted in time.
/// 4. A few transplants are salvage, after progression.
struct SyntheticCourse {
  private(set) var subjects: [SyntheticSubject]

  private static let relapse = Quantiles(
    (0, 47), (0.04, 90), (0.1, 180), (0.18, 365), (0.25, 730), (0.28, 1694))
  private static let relapseAfterTransplant = Quantiles(
    (0, 18), (0.085, 60), (0.14, 120), (0.2, 365), (0.23, 730), (0.24, 1694))
  private static let progressionWithoutResponse = Quantiles((0, 46), (0.7, 51), (0.95, 60), (1, 90))
  private static let otherDeath = Quantiles((0, 48), (0.04, 250), (0.07, 900), (0.09, 1694))
  private static let deathAfterTransplant = Quantiles((0, 18), (0.065, 45), (0.09, 120), (0.105, 365), (0.11, 1694))
  private static let survivalAfterProgression = Quantiles(
    (0, 14), (0.25, 60), (0.5, 120), (0.75, 200), (0.9, 330), (0.97, 600), (1, 1694))

  /// Lets the subjects' illness take its course.
  init(_ baseline: SyntheticBaseline, _ random: inout SplitMix64) {
    subjects = baseline.subjects
    drawResponses(&random)
    for index in subjects.indices { drawUntransplanted(index, &random) }
    drawLastContacts(&random)
    drawTransplants(&random)
  }

  /// Published: 278 CR or CRi, 6 PR, 45 without response, 5 not evaluable.
  ///
  /// Invented: CR against CRi, and who.
  private mutating func drawResponses(_ random: inout SplitMix64) {
    let order = random.shuffled(Array(subjects.indices))
    let evaluable = order.dropFirst(5).sorted()
    let scores = evaluable.map { random.unit() + 0.35 * (risk(of: subjects[$0]) - 1) }
    let levels = pool([(true, 278), (false, 51)])
    for (index, responds) in zip(evaluable, ranked(levels, by: scores)) {
      subjects[index].response = responds ? .complete : .none
    }
    let partial = evaluable.filter { subjects[$0].response == .none && subjects[$0].isExtramedullary }
    for index in random.shuffled(partial).prefix(6) { subjects[index].response = .partial }
    let marrow = evaluable.filter { subjects[$0].response.isComplete && subjects[$0].marrowBlasts != nil }
    for index in random.shuffled(marrow).prefix(82) { subjects[index].response = .completeIncompleteRecovery }
    let days = Quantiles((0, 14), (0.4, 28), (0.6, 29), (1, 42))
    for index in evaluable { subjects[index].responseDay = days.day(random.unit()) }
  }

  /// How much worse than others a subject fares: 1 for the ordinary.
  private func risk(of subject: SyntheticSubject) -> Double {
    var risk = 0.7
    if subject.isExtramedullary { risk += 0.25 }
    if (subject.marrowBlasts ?? 0) >= 20 { risk += 0.25 }
    if subject.priorTransplants > 0 { risk += 0.2 }
    if subject.diagnosis == .aml || subject.diagnosis == .ptcl { risk += 0.5 }
    return risk
  }

  private mutating func drawUntransplanted(_ index: Int, _ random: inout SplitMix64) {
    let risk = risk(of: subjects[index])
    let (chance, other) = (random.unit() / risk, random.unit())
    switch subjects[index].response {
    case .complete, .completeIncompleteRecovery: subjects[index].progression = Self.relapse.day(chance)
    case .partial: subjects[index].progression = Self.relapse.day(chance / 2)
    case .none: subjects[index].progression = Self.progressionWithoutResponse.day(other)
    case .notEvaluable: subjects[index].death = 45 + random.below(40)
    }
    if subjects[index].response != .notEvaluable {
      drawDeath(index, other: Self.otherDeath.day(random.unit()), &random)
    }
  }

  /// The death of a subject: some time after progression, or before it from another cause.
  private mutating func drawDeath(_ index: Int, other: Int?, _ random: inout SplitMix64) {
    if let other, other < subjects[index].progression ?? .max {
      subjects[index].progression = nil
      subjects[index].death = other
    } else if let progression = subjects[index].progression {
      subjects[index].death = Self.survivalAfterProgression.day(random.unit()).map { progression + $0 }
    } else {
      subjects[index].death = nil
    }
  }

  /// Invented: how long subjects are followed.
  ///
  /// The first who was not evaluable dies on the first day on which anybody leaves.
  private mutating func drawLastContacts(_ random: inout SplitMix64) {
    let days = random.shuffled(
      ordered(subjects.count, [(1, 72), (60, 390), (120, 720), (190, 1030), (270, 1340), (334, 1680)]))
    for index in subjects.indices { subjects[index].lastContact = Int(days[index].rounded()) }
    if let first = subjects.firstIndex(where: { $0.response == .notEvaluable }) { subjects[first].death = 45 }
  }

  // MARK: Transplant

  private mutating func drawTransplants(_ random: inout SplitMix64) {
    let days = ordered(245, [(1, 28), (20, 37), (62, 46), (123, 57), (184, 73), (226, 104), (245, 227)])
    var candidates: [(index: Int, weight: Double)] = []
    for (rank, day) in days.enumerated() {
      let day = Int(day.rounded())
      let isSalvage = rank > 122 && rank % 8 == 4
      candidates.removeAll(keepingCapacity: true)
      for index in subjects.indices {
        let weight = willingness(subjects[index], on: day, salvage: isSalvage)
        if weight > 0 { candidates.append((index, weight)) }
      }
      if let index = random.pick(candidates) { transplant(index, on: day, &random) }
    }
  }

  /// How likely a subject is to be chosen on a day; 0 for whoever cannot be.
  private func willingness(_ subject: SyntheticSubject, on day: Int, salvage: Bool) -> Double {
    guard subject.transplantDay == nil, subject.osDays > day, subject.responseDay ?? .max < day else { return 0 }
    if salvage { return subject.progressionDay ?? .max < day - 5 ? 1 : 0 }
    guard subject.response != .none, subject.pfsDays > day else { return 0 }
    return (subject.priorTransplants > 0 ? 0.5 : 1) * (subject.age > 55 ? 0.4 : 1)
  }

  private mutating func transplant(_ index: Int, on day: Int, _ random: inout SplitMix64) {
    subjects[index].transplantDay = day
    let other = Self.deathAfterTransplant.day(random.unit()).map { day + $0 }
    if subjects[index].progressionDay ?? .max >= day {
      subjects[index].progression = Self.relapseAfterTransplant.day(random.unit() / risk(of: subjects[index]))
        .map { day + $0 }
      drawDeath(index, other: other, &random)
    } else {
      let later = Self.survivalAfterProgression.day(random.unit()).map { day + 2 * $0 }
      subjects[index].death = min(other ?? .max, later ?? .max)
    }
  }
}
