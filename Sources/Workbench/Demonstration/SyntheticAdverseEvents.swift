/// The invented adverse events: one row for each episode, several for some subjects, none for others.
///
/// Published: how many subjects have cytokine release syndrome (CRS) and neurotoxicity (ICANS) by worst grade. Invented: all
/// days, who has which grade, further episodes, and every other term.
struct SyntheticAdverseEvents {
  /// A kind of event and the system organ class that it belongs to.
  enum Term: String, CaseIterable {
    case crs = "Cytokine release syndrome"
    case icans = "ICANS"
    case neutropenia = "Neutropenia"
    case thrombocytopenia = "Thrombocytopenia"
    case hlh = "Haemophagocytic lymphohistiocytosis"
    case infection = "Infection"

    var organClass: String {
      switch self {
      case .crs: "Immune system disorders"
      case .icans: "Nervous system disorders"
      case .neutropenia, .thrombocytopenia, .hlh: "Blood and lymphatic system disorders"
      case .infection: "Infections and infestations"
      }
    }

    /// The scale by which it is graded.
    var scale: String { self == .crs || self == .icans ? "ASTCT" : "CTCAE 5" }
  }

  /// One episode.
  struct Episode {
    var subject: Int
    var term: Term
    var grade: Int
    var onset: Int
    var end: Int
    var isSerious: Bool
    var isRelated: Bool
  }

  private(set) var episodes: [Episode] = []
  private let subjects: [SyntheticSubject]

  /// Draws the events of subjects, in the subjects' order and by onset.
  init(_ subjects: [SyntheticSubject], _ random: inout SplitMix64) {
    self.subjects = subjects
    let crs = drawCRS(&random)
    drawICANS(after: crs, &random)
    drawCytopenias(&random)
    drawInfections(&random)
    episodes = episodes.indices.sorted { order($0) < order($1) }.map { episodes[$0] }
  }

  private func order(_ index: Int) -> (Int, Int, Int) { (episodes[index].subject, episodes[index].onset, index) }

  private mutating func add(
    _ term: Term, _ subject: Int, grade: Int, onset: Int, days: Int, isRelated: Bool = true
  ) {
    let last = subjects[subject].osDays
    guard onset <= last else { return }
    let isSerious = grade >= 3 && term != .neutropenia && term != .thrombocytopenia
    episodes.append(
      Episode(
        subject: subject, term: term, grade: grade, onset: onset, end: min(onset + days, last),
        isSerious: isSerious, isRelated: isRelated))
  }

  /// CRS in 320 subjects, 34 of them with grade 3 or more; a second, milder episode in 26.
  private mutating func drawCRS(_ random: inout SplitMix64) -> [Episode] {
    let affected = random.shuffled(Array(subjects.indices)).dropFirst(14).sorted()
    let scores = affected.map { index in
      let burden = (subjects[index].marrowBlasts ?? 0) >= 20 ? 0.2 : 0
      let dose = subjects[index].doseLevel == .low ? -0.15 : 0
      return burden + dose + random.unit()
    }
    let grades = ranked(pool([(1, 171), (2, 115), (3, 29), (4, 5)]), by: scores)
    let onsets = Quantiles((0, 0), (0.1, 1), (0.5, 3), (0.9, 7), (1, 11))
    for (index, grade) in zip(affected, grades) {
      let onset = onsets.day(random.unit()) ?? 0
      add(.crs, index, grade: grade, onset: onset, days: 2 + grade + random.below(4))
    }
    let first = episodes
    for episode in random.shuffled(first).prefix(26) {
      let onset = episode.end + 3 + random.below(5)
      add(.crs, episode.subject, grade: max(1, episode.grade - 1), onset: onset, days: 2 + random.below(4))
    }
    return first
  }

  /// ICANS in 11 of those with CRS, 8 of them with grade 3 or more; a second, mild episode in 2.
  private mutating func drawICANS(after crs: [Episode], _ random: inout SplitMix64) {
    let scores = crs.map { -Double($0.grade) - 2 * random.unit() }
    let grades = random.shuffled([1, 2, 2, 3, 3, 3, 3, 3, 3, 4, 4])
    for (rank, (episode, grade)) in zip(sorted(crs, by: scores), grades).enumerated() {
      let (onset, days) = (episode.onset + 2 + random.below(4), 1 + grade + random.below(4))
      add(.icans, episode.subject, grade: grade, onset: onset, days: days)
      if rank < 2 { add(.icans, episode.subject, grade: 1, onset: onset + days + 4, days: 2) }
    }
  }

  private func sorted(_ crs: [Episode], by scores: [Double]) -> [Episode] {
    crs.indices.sorted { (scores[$0], $0) < (scores[$1], $1) }.map { crs[$0] }
  }

  private mutating func drawCytopenias(_ random: inout SplitMix64) {
    for index in subjects.indices {
      if random.unit() < 0.93 {
        let grade = random.unit() < 0.6 ? 4 : 3
        add(.neutropenia, index, grade: grade, onset: random.below(6), days: 7 + random.below(28))
      }
      if random.unit() < 0.7 {
        let (grade, isRelated) = (1 + random.below(4), random.unit() < 0.8)
        add(
          .thrombocytopenia, index, grade: grade, onset: 1 + random.below(9), days: 6 + random.below(40),
          isRelated: isRelated)
      }
      if random.unit() < 0.04 {
        add(.hlh, index, grade: 2 + random.below(3), onset: 9 + random.below(14), days: 6 + random.below(14))
      }
    }
  }

  /// Up to three infections each; about half of those who die in remission die of one.
  private mutating func drawInfections(_ random: inout SplitMix64) {
    let grades = Quantiles((0, 0.6), (0.15, 1.5), (0.55, 2.5), (0.95, 3.5), (1, 4.4))
    for index in subjects.indices {
      let chances = [0.38, 0.3, 0.25]
      var onset = 0
      for chance in chances where random.unit() < chance {
        onset += 4 + random.below(70)
        add(
          .infection, index, grade: grades.day(random.unit()) ?? 1, onset: onset, days: 4 + random.below(20),
          isRelated: random.unit() < 0.3)
      }
      let subject = subjects[index]
      if subject.died, subject.progressionDay == nil, random.unit() < 0.5 {
        let illness = 3 + random.below(18)
        add(.infection, index, grade: 5, onset: subject.osDays - illness, days: illness, isRelated: false)
      }
    }
  }
}
