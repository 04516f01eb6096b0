import Analyses
import Cohorts

/// From when until when each subject was under observation for events.
///
/// 1. Observation begins on day 0, or with the window of days that was asked for.
/// 2. It ends with the time of an endpoint or on the last day of a column, or with the window.
/// 3. Whoever has no such time, or none left within the window, was not under observation, and counts nowhere.
struct Observation: Sendable {
  /// The day on which observation begins, the same for all.
  let start: Double
  /// The day on which that of each subject ends; NaN for those who were not under observation.
  private(set) var ends: [Double]
  /// Whether it ends with the endpoint's event, such as death; nobody where a column says when it ends.
  private(set) var isTerminal: [Bool]
  /// What the endpoint's event is, in words; `nil` where a column says when observation ends.
  let terminal: String?
  /// The unit of all days.
  let unit: TimeUnit
  /// What observation ends with, in words.
  let words: String
  /// The number of subjects of whom the end is missing.
  private(set) var missing = 0
  /// The number of subjects whose observation ends as it begins, or before.
  private(set) var without = 0

  /// Reads the ends.
  ///
  /// - Parameters:
  ///   - cohort: The subjects.
  ///   - source: An endpoint or a column; the endpoint named os where it is `nil`.
  ///   - unit: The unit of the days of events.
  ///   - window: The first and the last day of the events that count; empty without one.
  ///   - analysis: Who asks, for messages.
  /// - Throws: `ArgumentError` where nothing is known of that name, or `CohortError`.
  init(of cohort: Cohort, until source: String?, unit: TimeUnit, window: [Double], analysis: String) throws {
    let endpoints = cohort.dictionary.endpoints.map { $0.key }
    guard let name = source ?? endpoints.first(where: { $0.lowercased() == "os" }) else {
      throw ArgumentError.invalid(
        analysis: analysis,
        reason: "say until when subjects were observed (until = \"…\"): an endpoint, or a column of the last day")
    }
    self.unit = unit
    start = max(0, window.first ?? 0)
    if endpoints.contains(name) {
      let times = try cohort.times(of: EndpointRequest(.named(name)))
      guard times.entry == nil, times.definition.originDay == nil else {
        throw ArgumentError.invalid(
          analysis: analysis,
          reason:
            "endpoint \"\(name)\" does not observe everybody from day 0; name one that does, or a column of the last day"
        )
      }
      var ends = [Double](repeating: .nan, count: cohort.count)
      var isTerminal = [Bool](repeating: false, count: cohort.count)
      for (place, position) in times.positions.enumerated() {
        ends[Int(position)] = times.definition.unit.convert(times.time[place], to: unit)
        isTerminal[Int(position)] = times.event[place]
      }
      (self.ends, self.isTerminal) = (ends, isTerminal)
      terminal = times.definition.label
      words = "the time of \(times.definition.label) (\"\(times.definition.time)\")"
    } else {
      guard cohort.columnNames.contains(name) else {
        let known = endpoints + cohort.columnNames
        throw ArgumentError.invalid(
          analysis: analysis,
          reason: "until = \"\(name)\" is neither an endpoint nor a column of subjects"
            + (Nearest.name(to: name, among: known).map { "; did you mean \"\($0)\"?" }
              ?? "; endpoints: \(endpoints.map { "\"\($0)\"" }.joined(separator: ", "))"))
      }
      let (days, validity) = try cohort.numbers(name)
      let recorded = cohort.recordedUnit(of: name)
      ends = days.indices.map { validity[$0] ? recorded.convert(days[$0], to: unit) : .nan }
      isTerminal = [Bool](repeating: false, count: ends.count)
      terminal = nil
      words = "\"\(cohort.dictionary.label(of: name))\""
    }
    close(at: window.count == 2 ? window[1] : .infinity)
  }

  /// Ends observation with the window, and leaves out whoever has none.
  private mutating func close(at last: Double) {
    for subject in ends.indices {
      if ends[subject].isNaN {
        missing += 1
      } else {
        if ends[subject] > last { (ends[subject], isTerminal[subject]) = (last, false) }
        if !(ends[subject] > start) || !ends[subject].isFinite {
          ends[subject] = .nan
          without += 1
        }
      }
    }
  }

  /// Whether a subject was under observation.
  func observes(_ subject: Int) -> Bool { !ends[subject].isNaN }

  /// The person-time of a subject; 0 of one who was not under observation.
  func time(_ subject: Int) -> Double { observes(subject) ? ends[subject] - start : 0 }

  /// From when until when, as a sentence.
  var statement: String {
    let from = Argument.number(start).source
    return "Subjects were under observation from day \(from) to \(words), the last day included."
  }

  /// The cautions for subjects who were not under observation.
  var cautions: [Caution] {
    let parts = [
      missing > 0 ? "of \(missing) it is not known until when they were observed" : nil,
      without > 0 ? "of \(without) observation ended with its first day or before" : nil,
    ].compactMap { $0 }
    guard !parts.isEmpty else { return [] }
    return [
      Caution(
        .missingValues,
        "\(missing + without) of \(ends.count) subjects have no person-time, and neither they nor their events are counted: "
          + "\(parts.joined(separator: ", ")).")
    ]
  }
}
