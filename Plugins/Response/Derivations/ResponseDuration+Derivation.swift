import Analyses
import Cohorts

extension ResponseDuration {
  /// Duration of response and time to response as endpoints, as scripts ask for them.
  static let derivation = Derivation(
    "response.derive_duration", "Duration of response and time to response as endpoints.",
    details: """
      Declares two endpoints. Duration of response runs from the first day of a response to progression or death, whichever comes \
      first, and is censored at the last assessment; it is of the responders alone, and compares groups only with the caution that \
      who responded was not known at their start. Time to response runs from day 0 to the first of response, progression and death; \
      which it was is its outcome, so that survival.cumulative_incidence shows responses with progression and death competing.

      Each of them is asked for as any endpoint is, with intercurrent events too: duration of response censored at transplant is \
      { endpoint = "duration_of_response", intercurrent = { transplant_day = "censor" } }.
      """,
    parameters: [
      firstResponse.any, responders.any, progression.any, death.any, last.any, origin.any, prefix.any,
    ],
    gives: [
      .init("duration_of_response_days", "The duration of response, missing for those without one."),
      .init("duration_of_response_event", "Whether the response ended with progression or death."),
      .init("duration_of_response_outcome", "What it ended with."),
      .init("time_to_response_days", "The time to response, progression or death."),
      .init("time_to_response_event", "Whether one of them came."),
      .init("time_to_response_outcome", "Which of them came first."),
      .init("duration_of_response", "From first response to progression or death.", .endpoint),
      .init("time_to_response", "From day 0 to response; progression and death are outcomes of their own.", .endpoint),
    ],
    example: [
      .init("first_response", .text("response_day")), .init("responders", .text("responder")),
      .init("progression", .text("relapse_day")), .init("death", .text("death_day")),
      .init("last_assessment", .text("pfs_days")),
    ],
    terms: ["DOR": "duration of response", "TTR": "time to response"]
  ) { cohort, arguments in
    let prefix = arguments[prefix] ?? ""
    for name in ["duration_of_response", "time_to_response"] {
      let taken = cohort.columnNames.first { $0.hasPrefix("\(prefix)\(name)_") }
      if let taken { throw AssessmentError.nameTaken(taken, cohort: cohort.name) }
    }
    let days = try Days(cohort, arguments)
    var derived = try days.added(to: cohort, prefix: prefix)
    let known = try cohort.dictionary.endpointNames.first.map { try cohort.definition(of: EndpointRequest(.named($0))) }
    let origin = arguments[origin] ?? known?.origin ?? "day 0"
    for endpoint in days.endpoints(prefix: prefix, origin: origin) { derived = derived.declaring(endpoint) }
    return derived
  }

  private static let firstResponse = Parameter.optionalColumn(
    "first_response",
    "The column of the day of first response; that of derive_best_overall, \"first_response_day\" without it.")
  private static let responders = Parameter.optionalText(
    "responders", "A flag or condition that says who responded; whoever has a day of response without it.")
  private static let progression = Parameter.texts(
    "progression",
    "The columns of the days of progression or relapse; the first of them counts. That of derive_best_overall, "
      + "\"first_progression_day\" without it.")
  private static let death = Parameter.optionalColumn("death", "The column of the day of death.")
  private static let last = Parameter.optionalColumn(
    "last_assessment",
    "The column of the day of last assessment, up to which a subject is known to be without progression; that of "
      + "derive_best_overall, \"last_assessment_day\" without it.")
  private static let origin = Parameter.optionalText(
    "origin", "What days are counted from, in words; as the cohort's first endpoint has it without it.")
  private static let prefix = Parameter.optionalText(
    "prefix", "What the names of the new variables and endpoints begin with; nothing without it.")
}

extension ResponseDuration {
  /// The days that durations follow from, of all subjects.
  private struct Days {
    private let times: [ResponseDuration]
    private let response: String
    private let unit: TimeUnit
    private let reads: [String]
    /// What each of the two runs from and ends with.
    private let words: (duration: String, toResponse: String)

    init(_ cohort: Cohort, _ arguments: Arguments) throws {
      let prefix = arguments[prefix] ?? ""
      func named(_ given: String?, _ usual: String, _ argument: String) throws(AssessmentError) -> String {
        if given == nil, !cohort.columnNames.contains(prefix + usual) {
          throw .notDerived(prefix + usual, argument: argument, cohort: cohort.name)
        }
        return given ?? prefix + usual
      }
      let response = try named(arguments[firstResponse], "first_response_day", "first_response")
      let last = try named(arguments[last], "last_assessment_day", "last_assessment")
      let death = arguments[death]
      var progressions = arguments[progression]
      let usual = "\(prefix)first_progression_day"
      if progressions.isEmpty, cohort.columnNames.contains(usual) { progressions = [usual] }
      guard !progressions.isEmpty || death != nil else {
        throw ArgumentError.invalid(
          analysis: arguments.analysis,
          reason: "nothing says when a response ends: name columns of days (progression = \"…\", death = \"…\")")
      }
      let unit = cohort.dictionary.timeUnit(of: response) ?? .days
      func earliest(_ columns: [String]) throws -> [Double] {
        try cohort.earliest(columns, unit: unit, besides: response)
      }
      var responses = try earliest([response])
      if let condition = arguments[responders] {
        let truth = try cohort.truth(of: condition)
        for position in responses.indices where truth.values[position] != Truth.yes { responses[position] = .infinity }
      }
      let (ends, deaths, lasts) = (
        try earliest(progressions), try earliest(death.map { [$0] } ?? []), try earliest([last])
      )
      times = responses.indices.map {
        ResponseDuration(response: responses[$0], progression: ends[$0], death: deaths[$0], last: lasts[$0])
      }
      for (position, times) in times.enumerated() {
        for (column, time) in [
          ("duration_of_response_days", times.duration), ("time_to_response_days", times.toResponse),
        ] {
          guard let time, time.days < 0 else { continue }
          throw CohortError.negativeTime(column: column, subject: cohort.subject(position), value: time.days)
        }
      }
      reads = [response] + progressions + (death.map { [$0] } ?? []) + [last]
      (self.response, self.unit) = (response, unit)
      let label = cohort.dictionary.label
      let start = label(response) + (arguments[responders].map { " of those with \($0)" } ?? "")
      let events = (progressions + (death.map { [$0] } ?? [])).map(label)
      func ending(_ names: [String]) -> String {
        "ending with \(names.isEmpty ? "nothing" : "the first of \(names.joined(separator: ", "))"), "
          + "censored at \(label(last))"
      }
      words = ("from \(start), \(ending(events))", "from day 0, \(ending([start] + events))")
    }

    func added(to cohort: Cohort, prefix: String) throws(CohortError) -> Cohort {
      let kinds: [(name: String, label: String, times: [Time?], ends: [End], words: String)] = [
        (
          "duration_of_response", "Duration of response", times.map(\.duration), [.progression, .death], words.duration
        ),
        (
          "time_to_response", "Time to response", times.map(\.toResponse), [.response, .progression, .death],
          words.toResponse
        ),
      ]
      var cohort = cohort
      for kind in kinds {
        let columns: [(suffix: String, label: String, column: Column)] = [
          ("days", kind.label, Column(days: kind.times.map { $0?.days })),
          ("event", "\(kind.label): event", Column(flags: kind.times.map { $0.map { $0.end != .censored } })),
          (
            "outcome", "\(kind.label): outcome",
            Column(categories: kind.times.map { $0.map { "\($0.end)" } }, levels: kind.ends.map { "\($0)" })
          ),
        ]
        for column in columns {
          let description = ColumnDescription(
            label: column.label, unit: column.suffix == "days" ? unit.rawValue : nil, knownAt: .afterOrigin,
            derivation: "\(kind.label.lowercased()) \(kind.words)", reads: reads)
          cohort = try cohort.deriving(
            column.column, as: "\(prefix)\(kind.name)_\(column.suffix)", description: description)
        }
      }
      return cohort
    }

    func endpoints(prefix: String, origin: String) -> [EndpointDefinition] {
      func endpoint(_ name: String, _ label: String, _ origin: String, _ day: String?) -> EndpointDefinition {
        EndpointDefinition(
          name: prefix + name, label: label, time: "\(prefix)\(name)_days",
          event: .indicator(column: "\(prefix)\(name)_event"), unit: unit, origin: origin, originDay: day,
          outcome: "\(prefix)\(name)_outcome")
      }
      return [
        endpoint("duration_of_response", "Duration of response", "first response", response),
        endpoint("time_to_response", "Time to response, progression or death", origin, nil),
      ]
    }
  }
}
