/// The invented findings of cytokine release syndrome and neurotoxicity, one row a day of each episode.
///
/// The findings of an episode amount to its grade on its worst days, and to a lower one before and after, by the consensus of ASTCT;
/// they begin on its first day and end on its last.
struct SyntheticFindings {
  /// What was found of CRS on one day.
  struct Release {
    var subject: Int
    var day: Int
    var temperature: Double
    var hypotension: String
    var hypoxia: String
    var isTreated: Bool
  }

  /// What was found of ICANS on one day.
  struct Neurotoxicity {
    var subject: Int
    var day: Int
    var ice: Int?
    var capd: Int?
    var consciousness: String
    var seizure: String
  }

  /// The findings of CRS, in the subjects' order and by day.
  private(set) var releases: [Release] = []

  /// The findings of ICANS, in the subjects' order and by day.
  private(set) var neurotoxicities: [Neurotoxicity] = []

  /// The levels of hypotension, in order.
  static let hypotension = ["none", "without vasopressors", "one vasopressor", "multiple vasopressors"]
  /// The devices of hypoxia, in order.
  static let hypoxia = ["none", "low-flow nasal cannula", "facemask", "positive pressure"]
  /// The levels of consciousness, in order.
  static let consciousness = [
    "not depressed", "awakens spontaneously", "awakens to voice", "awakens only to tactile stimulus", "unarousable",
  ]
  /// How seizures end, in order.
  static let seizure = ["none", "resolving", "prolonged or repetitive"]

  /// Draws the findings of episodes.
  init(
    _ episodes: [SyntheticAdverseEvents.Episode], of subjects: [SyntheticSubject], _ random: inout SplitMix64
  ) {
    for episode in episodes {
      switch episode.term {
      case .crs: drawRelease(episode, &random)
      case .icans: drawNeurotoxicity(episode, age: subjects[episode.subject].age, &random)
      default: break
      }
    }
  }

  /// The grade on each day of an episode: up to the worst within a third of it, and down again.
  private static func grades(_ episode: SyntheticAdverseEvents.Episode) -> [Int] {
    let last = episode.end - episode.onset
    let peak = last / 3
    return (0...last).map { day in
      let distance = day < peak ? peak - day : max(0, day - peak - 1)
      return max(1, episode.grade - distance)
    }
  }

  private mutating func drawRelease(_ episode: SyntheticAdverseEvents.Episode, _ random: inout SplitMix64) {
    var isTreated = false
    for (offset, grade) in Self.grades(episode).enumerated() {
      isTreated = isTreated || grade >= 2
      // On days of grade 1 it is the fever alone that makes CRS.
      let fever = 380 + random.below(25)
      let isCool = grade >= 2 && offset > 0 && random.unit() < 0.4
      let isPressure = random.unit() < 0.7
      let lesser = random.below(max(grade - 1, 1))
      releases.append(
        Release(
          subject: episode.subject, day: episode.onset + offset,
          temperature: Double(isCool ? 366 + random.below(12) : fever) / 10,
          hypotension: Self.hypotension[isPressure ? grade - 1 : lesser],
          hypoxia: Self.hypoxia[isPressure ? lesser : grade - 1], isTreated: isTreated))
    }
  }

  /// The score and consciousness of each day: ICE from 12 years on, CAPD below.
  private mutating func drawNeurotoxicity(
    _ episode: SyntheticAdverseEvents.Episode, age: Int, _ random: inout SplitMix64
  ) {
    for (offset, grade) in Self.grades(episode).enumerated() {
      var ice: Int?
      var capd: Int?
      var consciousness = Self.consciousness[random.below(grade)]
      if age >= 12 {
        ice = [7 + random.below(3), 3 + random.below(4), random.below(3), 0][grade - 1]
      } else {
        capd = grade <= 2 ? 1 + random.below(8) : grade == 3 ? 9 + random.below(12) : nil
        if grade == 2 { consciousness = Self.consciousness[2] }
      }
      if grade == 4 { consciousness = Self.consciousness[4] }
      let hasSeizure = grade >= 3 && random.unit() < 0.25
      neurotoxicities.append(
        Neurotoxicity(
          subject: episode.subject, day: episode.onset + offset, ice: ice, capd: capd, consciousness: consciousness,
          seizure: Self.seizure[hasSeizure ? 1 : 0]))
    }
  }
}
