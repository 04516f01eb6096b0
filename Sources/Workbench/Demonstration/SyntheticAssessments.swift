/// The invented assessments of response: on the day of best response, and from then on every few weeks.
///
/// The best of each subject's assessments is the response that the published counts demand, on the day of best response; whoever was
/// not evaluable died before the first.
struct SyntheticAssessments {
  /// One assessment.
  struct Visit {
    var subject: Int
    var day: Int
    var response: String
  }

  /// The assessments, in the subjects' order and by day.
  private(set) var visits: [Visit] = []

  /// Draws the assessments of subjects.
  init(_ subjects: [SyntheticSubject], _ random: inout SplitMix64) {
    for index in subjects.indices { draw(index, subjects[index], &random) }
  }

  private mutating func draw(_ index: Int, _ subject: SyntheticSubject, _ random: inout SplitMix64) {
    guard let first = subject.responseDay else { return }
    visits.append(Visit(subject: index, day: first, response: subject.response.rawValue))
    let last = subject.pfsDays
    var day = first
    var weeks = 4
    while true {
      day += weeks * 7 + random.below(9) - 4
      weeks = day < 120 ? 4 : day < 400 ? 9 : 13
      guard day < last else { break }
      let isMissed = random.unit() < 0.04
      visits.append(Visit(subject: index, day: day, response: isMissed ? "NE" : subject.response.rawValue))
    }
    if let progression = subject.progressionDay {
      visits.append(Visit(subject: index, day: progression, response: "PD"))
    }
  }
}
