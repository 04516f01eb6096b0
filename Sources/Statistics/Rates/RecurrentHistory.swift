/// Events that each subject can have several of, the ends of follow-up, and who ended it by dying.
///
/// Everybody is under observation from the start until their end, the end itself included; a death comes after the events of
/// its day. Events after the end of their subject's follow-up do not count.
public struct RecurrentHistory: Sendable {
  /// When the follow-up of each subject ends.
  public let ends: [Double]
  /// Whether it ends by an event after which there can be no others, such as death.
  public let isTerminal: [Bool]
  /// The times of the events that count, ascending.
  public let eventTimes: [Double]
  /// Whose each event is.
  public let eventSubjects: [Int32]
  /// How many events lie after the end of their subject's follow-up, and do not count.
  public let beyondCount: Int

  /// A history.
  ///
  /// - Parameters:
  ///   - ends: when the follow-up of each subject ends.
  ///   - isTerminal: whether it ends by death; nobody does where it is empty.
  ///   - eventTimes: the time of each event, in any order.
  ///   - eventSubjects: the position among `ends` of the subject of each event.
  /// - Complexity: O(*m* log *m*) for *m* events.
  public init(ends: [Double], isTerminal: [Bool] = [], eventTimes: [Double], eventSubjects: [Int32]) {
    self.ends = ends
    self.isTerminal = isTerminal.count == ends.count ? isTerminal : Array(repeating: false, count: ends.count)
    let counted = zip(eventTimes, eventSubjects).filter { time, subject in
      ends.indices.contains(Int(subject)) && time <= ends[Int(subject)]
    }.sorted { $0.0 == $1.0 ? $0.1 < $1.1 : $0.0 < $1.0 }
    beyondCount = min(eventTimes.count, eventSubjects.count) - counted.count
    self.eventTimes = counted.map(\.0)
    self.eventSubjects = counted.map(\.1)
  }

  /// The subjects in the order in which their follow-up ends.
  var leaving: [Int] { ends.indices.sorted { ends[$0] == ends[$1] ? $0 < $1 : ends[$0] < ends[$1] } }
}
