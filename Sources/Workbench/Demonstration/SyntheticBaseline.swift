/// What is known of the invented subjects at infusion: published counts, medians and ranges exactly, the rest invented.
struct SyntheticBaseline {
  /// The number of subjects.
  static let count = 334

  private(set) var subjects: [SyntheticSubject] = []

  /// Draws the subjects.
  init(_ random: inout SplitMix64) {
    drawPeople(&random)
    drawPriorTransplants(&random)
    drawInvolvement(&random)
    drawBlasts(&random)
  }

  /// Published: diagnoses, sexes, and the age's median and range.
  ///
  /// Invented: that myeloid and peripheral disease is older.
  private mutating func drawPeople(_ random: inout SplitMix64) {
    let diagnoses = random.shuffled(
      pool([
        (SyntheticSubject.Diagnosis.tALL, 159), (.tLBL, 121), (.mpal, 24), (.aml, 21), (.ptcl, 9),
      ]))
    let ages = ordered(
      Self.count, [(1, 2), (34, 8), (84, 15), (167, 24), (168, 24), (251, 35), (301, 48), (334, 67)])
    let ageScores = diagnoses.map { diagnosis in
      let older =
        switch diagnosis {
        case .tALL: 0.0
        case .tLBL: 0.08
        case .mpal: 0.2
        case .aml: 0.3
        case .ptcl: 0.6
        }
      return older + random.unit()
    }
    let sexes = random.shuffled(pool([(true, 255), (false, 79)]))
    let agesGiven = ranked(ages, by: ageScores)
    subjects = diagnoses.indices.map { index in
      SyntheticSubject(
        diagnosis: diagnoses[index], age: Int(agesGiven[index].rounded()), isMale: sexes[index])
    }
  }

  /// Published: 88 relapsed after a prior transplant, 4 of them after a second; median and range of the days to relapse.
  private mutating func drawPriorTransplants(_ random: inout SplitMix64) {
    let days = random.shuffled(
      ordered(88, [(1, 31), (22, 128), (44, 265), (45, 265), (66, 498), (79, 905), (88, 2432)]))
    let chosen = random.shuffled(Array(subjects.indices)).prefix(days.count)
    for (rank, index) in chosen.enumerated() {
      subjects[index].priorTransplants = rank < 4 ? 2 : 1
      subjects[index].relapseAfterPriorTransplant = Int(days[rank].rounded())
    }
  }

  /// Published: how many have which involvement, and that 13 have none reported.
  ///
  /// Invented: that lymphoma reaches beyond the
  /// marrow more often.
  private mutating func drawInvolvement(_ random: inout SplitMix64) {
    let reported = random.shuffled(Array(subjects.indices)).dropFirst(13).sorted()
    let scores = reported.map { index in
      let spread =
        switch subjects[index].diagnosis {
        case .tALL: 0.0
        case .tLBL: 0.75
        case .mpal: 0.05
        case .aml: -0.2
        case .ptcl: 0.9
        }
      return spread + random.unit()
    }
    let kinds = pool([(SyntheticSubject.Involvement.marrow, 128), (.both, 137), (.extramedullary, 56)])
    for (index, kind) in zip(reported, ranked(kinds, by: scores)) { subjects[index].involvement = kind }
  }

  /// Published: that 79 of the 265 with marrow involvement have 20 % blasts or more.
  ///
  /// Invented: the percentages.
  private mutating func drawBlasts(_ random: inout SplitMix64) {
    let involved = subjects.indices.filter {
      subjects[$0].involvement == .marrow || subjects[$0].involvement == .both
    }
    let percentages = ordered(
      265, [(1, 0.1), (60, 1.2), (120, 5.5), (186, 19.6), (187, 20), (220, 41), (250, 74), (265, 96.5)])
    let scores = involved.map { index in
      let spared = subjects[index].diagnosis == .tLBL ? 0.45 : 0
      return random.unit() - spared - (subjects[index].involvement == .both ? 0.1 : 0)
    }
    for (index, percentage) in zip(involved, ranked(percentages, by: scores)) {
      subjects[index].marrowBlasts = (percentage * 10).rounded() / 10
    }
  }
}
