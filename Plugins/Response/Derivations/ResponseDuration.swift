/// How long a response lasted, and how long it took to come, of one subject.
///
/// 1. A response lasts from its first day to the first of progression and death, or is censored at the last assessment. Who has no
///    response has no duration. A progression before the first day of the response is none of that response's.
/// 2. The time to response ends with the first of response, progression and death, of which it is told which it was, or is censored
///    at the last assessment. Of several on one day the response counts before the progression, and that before the death.
struct ResponseDuration: Sendable, Hashable {
  /// What ended a time.
  enum End: Int, Sendable, CaseIterable {
    /// A response.
    case response
    /// Progression.
    case progression
    /// Death.
    case death
    /// The last assessment: the time is censored.
    case censored
  }

  /// A time and what ended it.
  struct Time: Sendable, Hashable {
    /// The days from the origin.
    var days: Double
    /// What ended it.
    var end: End
  }

  /// The duration of the response; `nil` for who has none, or whose last assessment is not known.
  let duration: Time?
  /// The time to the response; `nil` where nothing happened and the last assessment is not known.
  let toResponse: Time?

  /// The times of a subject; infinite days stand for what did not happen, and for a last assessment that is not known.
  init(response: Double, progression: Double, death: Double, last: Double) {
    func first(_ progression: Double, from origin: Double) -> Time? {
      let end = min(progression, death)
      if end.isFinite { return Time(days: end - origin, end: progression <= death ? .progression : .death) }
      return last.isFinite ? Time(days: last - origin, end: .censored) : nil
    }
    duration = response.isFinite ? first(progression < response ? .infinity : progression, from: response) : nil
    toResponse =
      response.isFinite && response <= min(progression, death)
      ? Time(days: response, end: .response) : first(progression, from: 0)
  }
}
