import Analyses
import Cohorts
import OrderedCollections

/// The events of a question with their days, and until when subjects are under observation.
struct DatedEvents {
  /// The events with a day of onset.
  let events: CurrentGrades.Events
  /// The last day of each subject; NaN where it is missing.
  let lastDay: [Double]
  /// What was done, in full sentences.
  let methods: [String]
  /// What a reader must know of missing days.
  let cautions: [Caution]

  /// Reads the days.
  ///
  /// - Parameters:
  ///   - question: The events.
  ///   - followUp: The subjects' column of the last day under observation, or an endpoint; without either the endpoint "os", and
  ///     where there is none, everybody always is.
  ///   - end: The events' column of the last day, where one was named.
  ///   - analysis: Who asks, for messages.
  /// - Throws: ``EventError`` for an event that ends before it begins, or a column that is none, and `CohortError`.
  init(_ question: EventQuestion, _ followUp: String?, end: String?, analysis: String) throws {
    let onset = try question.numbers(question.requiredName(.onset))
    let ends = try question.numbers(question.requiredName(.end, named: end))
    let grades =
      try question.columnName(.grade).map { try question.grades($0) } ?? [Int8](repeating: 0, count: question.count)
    var events = CurrentGrades.Events(subjects: [], grades: [], onset: [], end: [])
    var (undated, ongoing) = (0, 0)
    for row in 0..<question.count {
      guard onset.validity[row] else {
        undated += 1
        continue
      }
      let last = ends.validity[row] ? ends.values[row] : .infinity
      guard last >= onset.values[row] else {
        let place = question.place(of: row)
        throw EventError.endBeforeOnset(
          onset: onset.values[row], end: last, table: question.events.name, subject: place.subject, row: place.row)
      }
      ongoing += ends.validity[row] ? 0 : 1
      events.subjects.append(question.subjects[row])
      events.grades.append(grades[row])
      events.onset.append(onset.values[row])
      events.end.append(last)
    }
    self.events = events
    let cohort = question.events.cohort
    (lastDay, methods, cautions) = try Self.observation(cohort, followUp, undated: undated, ongoing: ongoing, analysis)
  }

  private static func observation(
    _ cohort: Cohort, _ followUp: String?, undated: Int, ongoing: Int, _ analysis: String
  ) throws -> (lastDay: [Double], methods: [String], cautions: [Caution]) {
    var methods = [
      "On each day the worst grade counts of a subject's events that last, from the day of onset to that of the end, both included; "
        + "\(ongoing) without a day of end \(ongoing == 1 ? "lasts" : "last") until the end of observation."
    ]
    var cautions: [Caution] = []
    if undated > 0 {
      cautions.append(
        Caution(
          .missingValues,
          "\(undated) \(undated == 1 ? "event has" : "events have") no day of onset and \(undated == 1 ? "is" : "are") not counted."
        ))
    }
    guard let (followUp, unit) = try lastDay(followUp, cohort, analysis) else {
      methods.append(
        "Everybody is counted as under observation on every day: no follow-up was named, and there is no endpoint \"os\"."
      )
      return ([Double](repeating: .infinity, count: cohort.count), methods, cautions)
    }
    let (days, validity) = try cohort.days(followUp)
    methods.append(
      "Subjects are under observation up to the day in \"\(cohort.dictionary.label(of: followUp))\", that day included."
    )
    if validity.missingCount > 0 {
      cautions.append(
        Caution(
          .missingValues,
          "\(validity.missingCount) of \(cohort.count) subjects have no last day under observation, and are not counted."
        ))
    }
    return (days.indices.map { validity[$0] ? unit.convert(days[$0], to: .days) : .nan }, methods, cautions)
  }

  /// The column of the last day, and its unit: the one that was named, or that of an endpoint; `nil` where nothing was named, and
  /// no endpoint "os" observes everybody from day 0.
  private static func lastDay(
    _ named: String?, _ cohort: Cohort, _ analysis: String
  ) throws -> (column: String, unit: TimeUnit)? {
    let endpoints = cohort.dictionary.endpoints
    if let named, endpoints[named] == nil { return (named, cohort.recordedUnit(of: named)) }
    let found = named.flatMap { endpoints[$0] } ?? endpoints.values.first { $0.name.lowercased() == "os" }
    guard let found else { return nil }
    if found.originDay == nil, found.entry == nil { return (found.time, found.unit) }
    guard let named else { return nil }
    throw ArgumentError.invalid(
      analysis: analysis,
      reason:
        "endpoint \"\(named)\" does not observe everybody from day 0; name one that does, or a column of the last day")
  }
}
