/// What a switch recorded on the last day of observation means.
public enum SwitchOnLastDay: Sendable, Equatable {
  /// It came before what ended observation: it counts this much earlier than recorded.
  ///
  /// Nobody is transplanted after death; the day of both is one day because days are not divided. Half a day is the convention of
  /// the Stanford heart transplant data (R's `jasa1`).
  case earlier(by: Double)
  /// It came too late to matter: the subject was never exposed.
  case ignored

  /// Half a day earlier, for times in days.
  public static let halfDayEarlier = SwitchOnLastDay.earlier(by: 0.5)
}

/// What observation that ends on the day on which it began means.
public enum NoFollowUp: Sendable, Equatable {
  /// It lasted this long: an event on the first day counts.
  case lasted(Double)
  /// The subject is left out: at risk at no time.
  case leftOut

  /// Half a day, for times in days.
  public static let halfADay = NoFollowUp.lasted(0.5)
}

/// Rows (start, stop] of subjects whose exposures begin at some time, each row in one state.
///
/// With w the time at which an exposure begins, T the end of observation and e its beginning (0 without delayed entry):
///
/// 1. w missing, or w > T: unexposed throughout.
/// 2. w ≤ e: exposed throughout.
/// 3. e < w < T: a row ends at w, unexposed and without event, and the next begins, exposed.
/// 4. w = T: as ``SwitchOnLastDay`` says. The default moves w half a day back, so that rule 3 (or 2) holds.
/// 5. T = 0: as ``NoFollowUp`` says. The default makes T half a day, *before* the other rules are applied; w = 0 then
///    means exposed from the beginning. T below zero is left out.
///
/// Of several exposures each divides the rows; the state of a row is the exposure that began last, on one day the later in
/// order. The event, if there was one, belongs to the last row of a subject. An event at the time of a switch thus belongs to
/// the unexposed unless it ends observation, which by rule 4 it does: then it belongs to the exposed by default, and to the
/// unexposed under `.ignored`. With the defaults, R's `jasa` gives the rows of `jasa1`.
///
/// - Complexity: O(*n* *m*) for *n* subjects and *m* exposures.
///
/// Crowley & Hu (1977), *JASA* 72, 27-36, doi:10.2307/2286902.
public struct ExposureSplit: Sendable {
  /// The rows, with entries; those that a switch ends are marked as continuing.
  public let followUp: FollowUp
  /// For each row, 0 before all exposures and *k* after the *k*-th.
  public let state: [Int32]
  /// For each exposure and row, 1 where it has begun and 0 where not.
  public let begun: [[Double]]
  /// For each row, the subject that it belongs to.
  public let subject: [Int]
  /// Subjects without a row, since they were observed for no time.
  public let leftOut: [Int]
  /// Subjects to whom rule 4 was applied.
  public let switchedOnLastDay: [Int]
  /// Subjects to whom rule 5 was applied.
  public let withoutFollowUp: [Int]

  /// The number of states: one more than there are exposures.
  public var stateCount: Int { begun.count + 1 }

  /// Splits subjects where one exposure begins.
  ///
  /// - Parameters:
  ///   - time: the end of each subject's observation, from its beginning.
  ///   - event: whether it ended with the event.
  ///   - switchTime: when each became exposed; nil for never.
  ///   - weights: what the subjects count for.
  ///   - lastDay: what a switch on the last day means.
  ///   - noFollowUp: what an end of observation on the first day means.
  /// - Throws: ``FollowUpError`` for columns of different lengths or a time that is not finite.
  public init(
    time: [Double], event: [Bool], switchTime: [Double?], weights: Weights = .none,
    lastDay: SwitchOnLastDay = .halfDayEarlier, noFollowUp: NoFollowUp = .halfADay
  ) throws {
    try self.init(
      FollowUp(time: time, event: event, weights: weights), switchTimes: [switchTime], lastDay: lastDay,
      noFollowUp: noFollowUp)
  }

  /// Splits subjects where each of several exposures begins.
  ///
  /// - Parameters:
  ///   - whole: one row a subject.
  ///   - switchTimes: for each exposure, when it began for each subject; nil for never.
  ///   - lastDay: what a switch on the last day means.
  ///   - noFollowUp: what an end of observation on the first day means.
  /// - Throws: ``FollowUpError`` for columns of different lengths, a time that is not finite, or an entry that does not come
  ///   before the exit.
  public init(
    _ whole: FollowUp, switchTimes: [[Double?]], lastDay: SwitchOnLastDay = .halfDayEarlier,
    noFollowUp: NoFollowUp = .halfADay
  ) throws {
    for times in switchTimes where times.count != whole.count {
      throw FollowUpError.lengths(column: "switch times", expected: whole.count, found: times.count)
    }
    var rows = Rows(whole, switchTimes, lastDay, noFollowUp)
    for subject in 0..<whole.count { try rows.add(subject) }
    followUp = FollowUp(
      agreeing: rows.stop, event: rows.event, entry: rows.start, weights: whole.weights.selecting(rows.subject),
      continues: rows.continues)
    state = rows.state
    begun = rows.begun
    subject = rows.subject
    leftOut = rows.leftOut
    switchedOnLastDay = rows.switchedOnLastDay
    withoutFollowUp = rows.withoutFollowUp
  }

  /// The rows as they grow.
  private struct Rows {
    var start: [Double] = []
    var stop: [Double] = []
    var event: [Bool] = []
    var state: [Int32] = []
    var begun: [[Double]]
    var continues: [Bool] = []
    var subject: [Int] = []
    var leftOut: [Int] = []
    var switchedOnLastDay: [Int] = []
    var withoutFollowUp: [Int] = []
    private let whole: FollowUp
    private let switchTimes: [[Double?]]
    private let lastDay: SwitchOnLastDay
    private let noFollowUp: NoFollowUp
    /// When each exposure begins for the subject at hand; infinite for never.
    private var begins: [Double]

    init(_ whole: FollowUp, _ switchTimes: [[Double?]], _ lastDay: SwitchOnLastDay, _ noFollowUp: NoFollowUp) {
      self.whole = whole
      self.switchTimes = switchTimes
      self.lastDay = lastDay
      self.noFollowUp = noFollowUp
      begun = Array(repeating: [], count: switchTimes.count)
      begins = Array(repeating: .infinity, count: switchTimes.count)
    }

    mutating func add(_ subject: Int) throws {
      let (time, entry) = (whole.time[subject], whole.entry?[subject])
      guard time.isFinite else { throw FollowUpError.badTime(row: subject, value: time) }
      if let entry, !(entry < time) { throw FollowUpError.emptyInterval(row: subject, entry: entry, time: time) }
      guard let end = entry == nil ? end(subject, time) : time else {
        leftOut.append(subject)
        return
      }
      var from = entry ?? 0
      for place in begins.indices { begins[place] = begin(place, subject, recordedEnd: time, from: from) }
      while true {
        var next = end
        for begin in begins where begin > from && begin < next { next = begin }
        append(subject, from, next, next == end)
        guard next < end else { return }
        from = next
      }
    }

    private mutating func end(_ subject: Int, _ time: Double) -> Double? {
      guard time <= 0 else { return time }
      if time == 0 { withoutFollowUp.append(subject) }
      guard time == 0, case .lasted(let length) = noFollowUp, length > 0 else { return nil }
      return length
    }

    private mutating func begin(_ place: Int, _ subject: Int, recordedEnd: Double, from: Double) -> Double {
      guard let when = switchTimes[place][subject], !when.isNaN else { return .infinity }
      guard when == recordedEnd, when > from else { return when }
      if switchedOnLastDay.last != subject { switchedOnLastDay.append(subject) }
      if case .earlier(let share) = lastDay { return when - share }
      return .infinity
    }

    private mutating func append(_ subject: Int, _ from: Double, _ to: Double, _ isLast: Bool) {
      var current: Int32 = 0
      var latest = -Double.infinity
      for place in begins.indices {
        let hasBegun = begins[place] <= from
        begun[place].append(hasBegun ? 1 : 0)
        if hasBegun, begins[place] >= latest {
          current = Int32(place + 1)
          latest = begins[place]
        }
      }
      start.append(from)
      stop.append(to)
      event.append(isLast && whole.event[subject])
      state.append(current)
      continues.append(!isLast)
      self.subject.append(subject)
    }
  }
}
