import Analyses
import Cohorts

/// The time from one event of a subject to another of the same subject.
///
/// 1. A subject of whom both days are known has a time: the second day less the first.
/// 2. A subject without the first has none, whatever the second; nor has one with the first and without the second.
/// 3. A negative time means that the second came before the first. It stops the analysis, unless it is asked to be kept or
///    left out, and is counted either way.
struct TimeBetween {
  /// What becomes of negative times.
  enum Negative: String, Choice {
    case error
    case keep
    case leaveOut = "leave_out"

    var summary: String {
      switch self {
      case .error: "they stop the analysis, with the subject named"
      case .keep: "they count as they are"
      case .leaveOut: "they are left out and counted"
      }
    }
  }

  /// What one subject has.
  enum State: UInt8 {
    case both
    case withoutFirst
    case withoutSecond
    case leftOut
  }

  /// The times; what stands where a subject has none means nothing.
  let times: [Double]
  /// What each subject has.
  let states: [State]
  /// The unit of the times.
  let unit: TimeUnit
  /// The words for the two events; `nil` for the origin.
  let from: String?
  let to: String
  /// What is done with negative times.
  let negative: Negative

  /// Reads the times of a cohort.
  ///
  /// - Parameters:
  ///   - first: The column of the first event; `nil` for the day that days are counted from.
  ///   - second: The column of the second event.
  ///   - negative: What becomes of negative times.
  ///   - cohort: The subjects.
  ///   - analysis: The full name of the analysis, for messages.
  /// - Throws: `CohortError`, `ArgumentError` where one is a date and the other a day, or `CannotAnalyse` for a negative time.
  init(
    from first: String?, to second: String, negative: Negative, in cohort: Cohort, for analysis: String
  ) throws {
    let to = try EventDays(second, in: cohort)
    let from = try first.map { try EventDays($0, in: cohort) }
    try Self.check(from, first, to, second, analysis)
    var times = to.days
    var states = [State](repeating: .both, count: cohort.count)
    for position in 0..<cohort.count {
      if let from {
        guard from.validity[position] else {
          states[position] = .withoutFirst
          continue
        }
        times[position] -= from.days[position]
      }
      guard to.validity[position] else {
        states[position] = .withoutSecond
        continue
      }
      guard times[position] < 0, negative != .keep else { continue }
      guard negative == .leaveOut else {
        throw CannotAnalyse(
          "subject \"\(cohort.subject(position))\": \"\(second)\" comes \(Value.number(-times[position])) \(to.unit.rawValue) "
            + "before \(first.map { "\"\($0)\"" } ?? "day 0"); correct the data, or say negative = \"keep\" or \"leave_out\""
        )
      }
      states[position] = .leftOut
    }
    self.times = times
    self.states = states
    self.negative = negative
    unit = to.unit
    self.from = from?.label
    self.to = to.label
  }

  private static func check(
    _ from: EventDays?, _ first: String?, _ to: EventDays, _ second: String, _ analysis: String
  ) throws {
    func invalid(_ reason: String) -> ArgumentError { .invalid(analysis: analysis, reason: reason) }
    switch (from?.calendar, to.calendar) {
    case (nil, .dates):
      throw invalid("\"\(second)\" is a date; name the date that it is counted from as \"from\"")
    case (.dates, .origin):
      throw invalid("\"\(first ?? "")\" is a date and \"\(second)\" a day counted from day 0; both must be of one kind")
    case (.origin, .dates):
      throw invalid("\"\(first ?? "")\" is a day counted from day 0 and \"\(second)\" a date; both must be of one kind")
    case (.origin(let unit), .origin(let other)) where unit != other:
      throw CohortError.unitsDiffer(column: first ?? "", unit: unit, endpoint: "\"\(second)\"", needed: other)
    default: break
    }
  }

  /// What the times are, as a title.
  var title: String { from.map { "Time from \($0) to \(to)" } ?? to }

  /// The times of some subjects who have one.
  func times(of positions: [Int32]) -> [Double] {
    positions.lazy.filter { states[Int($0)] == .both }.map { times[Int($0)] }
  }

  /// How many of some subjects are in a state.
  func count(_ state: State, of positions: [Int32]) -> Int { positions.count { states[Int($0)] == state } }

  /// How many of some subjects have a negative time, kept or left out.
  func negativeCount(of positions: [Int32]) -> Int {
    positions.count { states[Int($0)] == .leftOut || states[Int($0)] == .both && times[Int($0)] < 0 }
  }
}
