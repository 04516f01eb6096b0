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

/// Rows (start, stop] of subjects whose exposure begins at some time, each row in one state.
///
/// With w the time of the switch and T the end of observation:
///
/// 1. w missing, or w > T: one row (0, T], unexposed.
/// 2. w ≤ 0: one row (0, T], exposed.
/// 3. 0 < w < T: two rows, (0, w] unexposed without event and (w, T] exposed with the event, if there was one.
/// 4. w = T: as ``SwitchOnLastDay`` says. The default moves w half a day back, so that rule 3 (or 2) holds.
/// 5. T = 0: as ``NoFollowUp`` says. The default makes T half a day, *before* the other rules are applied; w = 0 then
///    means exposed from the beginning. T below zero is left out.
///
/// An event at the time of a switch thus belongs to the unexposed unless it ends observation, which by rule 4 it does: then it
/// belongs to the exposed by default, and to the unexposed under `.ignored`. With the defaults, R's `jasa` gives the rows of
/// `jasa1`.
///
/// Crowley & Hu (1977), *JASA* 72, 27-36, doi:10.2307/2286902.
public struct ExposureSplit: Sendable {
  /// The rows, with entries; those that a switch ends are marked as continuing.
  public let followUp: FollowUp
  /// For each row, 0 before and 1 after the switch.
  public let exposed: [Int32]
  /// For each row, the subject that it belongs to.
  public let subject: [Int]
  /// Subjects without a row, since they were observed for no time.
  public let leftOut: [Int]
  /// Subjects to whom rule 4 was applied.
  public let switchedOnLastDay: [Int]
  /// Subjects to whom rule 5 was applied.
  public let withoutFollowUp: [Int]

  /// Splits subjects at their switch.
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
    _ = try FollowUp(time: time, event: event, weights: weights)
    guard switchTime.count == time.count else {
      throw FollowUpError.lengths(column: "switch times", expected: time.count, found: switchTime.count)
    }
    var rows = Rows()
    for subject in time.indices {
      guard time[subject].isFinite else { throw FollowUpError.badTime(row: subject, value: time[subject]) }
      rows.add(subject, time[subject], event[subject], switchTime[subject], lastDay, noFollowUp)
    }
    followUp = FollowUp(
      agreeing: rows.stop, event: rows.event, entry: rows.start, weights: weights.selecting(rows.subject),
      continues: rows.continues)
    exposed = rows.exposed
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
    var exposed: [Int32] = []
    var continues: [Bool] = []
    var subject: [Int] = []
    var leftOut: [Int] = []
    var switchedOnLastDay: [Int] = []
    var withoutFollowUp: [Int] = []

    mutating func add(
      _ subject: Int, _ time: Double, _ event: Bool, _ switchTime: Double?, _ lastDay: SwitchOnLastDay,
      _ noFollowUp: NoFollowUp
    ) {
      guard let end = end(subject, time, noFollowUp) else {
        leftOut.append(subject)
        return
      }
      guard let when = moved(subject, switchTime, recordedEnd: time, lastDay), when < end else {
        append(subject, 0, end, event, 0)
        return
      }
      if when > 0 { append(subject, 0, when, false, 0, continues: true) }
      append(subject, max(when, 0), end, event, 1)
    }

    private mutating func end(_ subject: Int, _ time: Double, _ rule: NoFollowUp) -> Double? {
      guard time <= 0 else { return time }
      if time == 0 { withoutFollowUp.append(subject) }
      guard time == 0, case .lasted(let length) = rule, length > 0 else { return nil }
      return length
    }

    private mutating func moved(
      _ subject: Int, _ switchTime: Double?, recordedEnd: Double, _ rule: SwitchOnLastDay
    ) -> Double? {
      guard let switchTime, !switchTime.isNaN else { return nil }
      guard switchTime == recordedEnd, switchTime > 0 else { return switchTime }
      switchedOnLastDay.append(subject)
      if case .earlier(let share) = rule { return switchTime - share }
      return nil
    }

    private mutating func append(
      _ subject: Int, _ start: Double, _ stop: Double, _ event: Bool, _ exposed: Int32, continues: Bool = false
    ) {
      self.start.append(start)
      self.stop.append(stop)
      self.event.append(event)
      self.exposed.append(exposed)
      self.continues.append(continues)
      self.subject.append(subject)
    }
  }
}
