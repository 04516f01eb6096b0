import Analyses
import Cohorts

/// The events that fall into their subject's observation, with their days.
struct PlacedEvents: Sendable {
  /// The place of each among the rows of the question, ascending.
  private(set) var rows: [Int32] = []
  /// The subject of each.
  private(set) var subjects: [Int32] = []
  /// The day of each.
  private(set) var days: [Double] = []
  /// The number of events whose day is missing.
  private(set) var withoutDay = 0
  /// The number of events before observation began.
  private(set) var before = 0
  /// The number of events after their subject's observation ended.
  private(set) var after = 0

  /// Places the events of a question.
  ///
  /// - Parameters:
  ///   - question: The events.
  ///   - onset: The day of onset of each row that counts.
  ///   - observation: From when until when their subjects were under observation.
  /// - Complexity: O(*m*) for *m* rows.
  init(_ question: EventQuestion, _ onset: (values: [Double], validity: Validity), _ observation: Observation) {
    for (row, subject) in question.subjects.enumerated() where observation.observes(Int(subject)) {
      let end = observation.ends[Int(subject)]
      guard onset.validity[row] else {
        withoutDay += 1
        continue
      }
      let day = onset.values[row]
      if day < observation.start {
        before += 1
      } else if day > end + 1e-9 * abs(end) {
        // A day that lies beyond by rounding alone, as after a conversion from months, is the last day.
        after += 1
      } else {
        rows.append(Int32(row))
        subjects.append(subject)
        days.append(min(day, end))
      }
    }
  }

  /// The cautions for events that could not be placed.
  var cautions: [Caution] {
    let parts = [
      (withoutDay, "without a day of onset"), (before, "before observation began"),
      (after, "after their subject's observation had ended"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
    guard !parts.isEmpty else { return [] }
    return [
      Caution(
        .missingValues, "Events that fall into nobody's person-time are not counted: \(parts.joined(separator: ", ")).")
    ]
  }
}
