import Analyses
import Cohorts

/// The courses of subjects as the lanes of a swimmer plot.
struct SwimmerLanes {
  /// What happens, by the words that stand for it in the legend.
  struct Event: Sendable, Hashable {
    /// The words.
    let name: String
    /// The day of each subject; infinite where it did not happen.
    let days: [Double]
  }

  /// The last day of each subject; NaN where it is not known.
  let ends: [Double]
  /// Whether each subject's course goes on beyond it.
  let isOngoing: [Bool]
  /// What happens.
  let events: [Event]
  /// The heading under which each lane stands, as a code; -1 for none.
  let headings: [Int32]
  /// The words for the headings.
  let headingNames: [String]
  /// The bars of each lane.
  let segments: [[Figure.Lanes.Segment]]

  /// The subjects in the order of their lanes: by heading, the longest course first, subjects of one end in their order.
  ///
  /// - Complexity: O(*n* log *n*).
  var order: [Int] {
    func heading(_ subject: Int) -> Int32 { headings[subject] < 0 ? .max : headings[subject] }
    return ends.indices.filter { ends[$0] >= 0 && ends[$0].isFinite }
      .sorted { (heading($0), -ends[$0], $0) < (heading($1), -ends[$1], $1) }
  }

  /// So many subjects of an order, evenly, the first and the last among them.
  static func drawn(_ order: [Int], most: Int) -> [Int] {
    guard order.count > most, most > 1 else { return Array(order.prefix(most)) }
    return (0..<most).map { order[$0 * (order.count - 1) / (most - 1)] }
  }

  /// The lane of a subject; what happened after its end is drawn at its day, too, so that nothing is hidden.
  func lane(of subject: Int, label: String) -> Figure.Lanes.Lane {
    let marks = events.enumerated().flatMap { place, event -> [Figure.Lanes.Mark] in
      event.days[subject].isFinite ? [.init(at: event.days[subject], event: place)] : []
    }
    return .init(
      label, group: headings[subject] < 0 ? "" : headingNames[Int(headings[subject])],
      segments: segments[subject], marks: marks, isOngoing: isOngoing[subject])
  }
}
