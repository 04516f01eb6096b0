import OrderedCollections

/// An endpoint as it is asked for: one of the dictionary's, or columns named on the spot.
public struct EndpointRequest: Sendable, Hashable {
  /// The endpoint of the dictionary, or the columns that a formula names.
  public enum Source: Sendable, Hashable {
    /// An endpoint of the dictionary.
    case named(String)
    /// Columns, as in `Surv(time, event)` or `Surv(entry, time, event)`.
    case columns(entry: String?, time: String, event: String)
  }

  /// What was asked for.
  public var source: Source

  /// The column or expression that names which event it was; without it, what the dictionary says of the endpoint.
  public var outcome: String?

  /// What happens on the way, and how it is treated.
  public var intercurrent: [IntercurrentEvent]

  /// A request.
  public init(_ source: Source, outcome: String? = nil, intercurrent: [IntercurrentEvent] = []) {
    self.source = source
    self.outcome = outcome
    self.intercurrent = intercurrent
  }
}

/// The times of an endpoint, for the subjects who have one.
public struct EndpointTimes: Sendable {
  /// The definition that was followed.
  public let definition: EndpointDefinition

  /// The position in the cohort of each subject who has a time, an event status and, where it is used, an entry.
  public let positions: [Int32]

  /// The time from the origin to the event or to censoring, in `definition.unit`.
  public let time: [Double]

  /// Whether the event happened.
  public let event: [Bool]

  /// The time at which observation began, where entry was delayed.
  public let entry: [Double]?

  /// The number of subjects of the cohort whose time or event is missing.
  public let missing: Int

  /// Which outcome each subject had; `nil` where the endpoint's event is one and nothing competes with it.
  public let outcomes: Outcomes?

  /// What the intercurrent events did, in the order in which they were asked for.
  public let intercurrent: [IntercurrentEffect]

  /// The number of subjects who have a time.
  public var count: Int { time.count }
}

extension Cohort {
  /// The definition that a request means, without its intercurrent events.
  ///
  /// - Throws: ``CohortError/unknownEndpoint(_:cohort:known:nearest:)``.
  public func definition(of request: EndpointRequest) throws(CohortError) -> EndpointDefinition {
    var definition = try declared(request)
    if let outcome = request.outcome { definition.outcome = outcome }
    return definition
  }

  private func declared(_ request: EndpointRequest) throws(CohortError) -> EndpointDefinition {
    switch request.source {
    case .named(let name):
      guard let endpoint = dictionary.endpoints[name] else {
        let known = dictionary.endpoints.keys
        throw .unknownEndpoint(
          name, cohort: self.name, known: Array(known), nearest: Nearest.name(to: name, among: known))
      }
      return endpoint
    case .columns(let entry, let time, let event):
      let isColumn = stored.columns[event] != nil
      let rule: EndpointDefinition.Event = isColumn ? .indicator(column: event) : .condition(event)
      let declared = dictionary.endpoints.values.first { $0.time == time }
      try checkUnitCanBeTold(of: time)
      let text = "Surv(\([entry, time, event].compactMap { $0 }.joined(separator: ", ")))"
      return EndpointDefinition(
        name: text, label: declared.flatMap { $0.event == rule ? $0.label : nil } ?? text, time: time, event: rule,
        unit: recordedUnit(of: time), origin: declared?.origin ?? "start of observation",
        originDay: declared?.originDay, entry: entry)
    }
  }

  /// Whether the unit of a column of times is declared, by the dictionary or by an endpoint with the same times.
  public func declaresUnit(of time: String) -> Bool {
    dictionary.timeUnit(of: time) != nil || dictionary.endpoints.values.contains { $0.time == time }
  }

  /// The unit that a column of times is recorded in: that of a declared endpoint with the same times, or the one that the
  /// dictionary gives for the column, or else days.
  public func recordedUnit(of time: String) -> TimeUnit {
    dictionary.endpoints.values.first { $0.time == time }?.unit ?? dictionary.timeUnit(of: time) ?? .days
  }

  /// The times of an endpoint, for the subjects who have one.
  ///
  /// - Throws: A ``CohortError`` where there is no such endpoint or column, where a time is negative, an event is not
  ///   0 or 1, or a subject leaves no later than they enter.
  public func times(of request: EndpointRequest) throws(CohortError) -> EndpointTimes {
    let definition = try definition(of: request)
    let (time, timeValidity) = try numbers(definition.time)
    let (event, eventValidity) = try events(definition.event)
    var validity = timeValidity.intersection(eventValidity)
    var entry: [Double]?
    if let column = definition.entry {
      let (values, entryValidity) = try numbers(column)
      entry = values
      validity = validity.intersection(entryValidity)
    }
    for position in 0..<count where validity[position] {
      if time[position] < 0 {
        throw .negativeTime(column: definition.time, subject: subject(position), value: time[position])
      }
      if let entry, entry[position] >= time[position] {
        throw .entryNotBeforeExit(subject: subject(position), entry: entry[position], time: time[position])
      }
    }
    let all = validity.isComplete
    let kept = all ? (0..<Int32(count)).map { $0 } : (0..<Int32(count)).filter { validity[Int($0)] }
    var course = EndpointCourse(
      positions: kept, time: all ? time : kept.map { time[Int($0)] }, event: all ? event : kept.map { event[Int($0)] },
      entry: entry.map { entry in all ? entry : kept.map { entry[Int($0)] } }, outcomes: nil)
    course.outcomes = try definition.outcome.map { source throws(CohortError) in
      try outcomes(source, at: kept, event: course.event)
    }
    course.apply(try intercurrent(request, for: definition), label: definition.label)
    var shown = definition
    shown.label = EndpointTimes.label(definition.label, request.intercurrent)
    return EndpointTimes(
      definition: shown, positions: course.positions, time: course.time, event: course.event, entry: course.entry,
      missing: count - kept.count, outcomes: course.outcomes, intercurrent: course.effects)
  }

  /// The days of intercurrent events from the origin of an endpoint, one for each subject that is in.
  private func intercurrent(
    _ request: EndpointRequest, for definition: EndpointDefinition
  ) throws(CohortError) -> [(event: IntercurrentEvent, day: [Double], validity: Validity)] {
    guard !request.intercurrent.isEmpty else { return [] }
    let origin = try definition.originDay.map { name throws(CohortError) in try numbers(name) }
    var events: [(event: IntercurrentEvent, day: [Double], validity: Validity)] = []
    for event in request.intercurrent {
      if let unit = dictionary.timeUnit(of: event.day), unit != definition.unit {
        throw .unitsDiffer(column: event.day, unit: unit, endpoint: definition.label, needed: definition.unit)
      }
      let (day, validity) = try days(event.day)
      guard let origin else {
        events.append((event, day, validity))
        continue
      }
      events.append((event, zip(day, origin.values).map(-), validity.intersection(origin.validity)))
    }
    return events
  }

  /// Which outcome the subjects at some positions had, by the levels of a column or an expression.
  ///
  /// A level that occurs among the censored alone, such as "censored", is no outcome.
  private func outcomes(
    _ source: String, at positions: [Int32], event: [Bool]
  ) throws(CohortError) -> Outcomes {
    let grouping = try groups(of: source)
    var among = [Int](repeating: 0, count: grouping.levels.count)
    var elsewhere = among
    for (row, position) in positions.enumerated() {
      let code = Int(grouping.codes[Int(position)])
      guard code >= 0 else { continue }
      if event[row] { among[code] += 1 } else { elsewhere[code] += 1 }
    }
    let kept = grouping.levels.indices.filter { among[$0] > 0 || elsewhere[$0] == 0 }
    var code = [Int32](repeating: -1, count: grouping.levels.count)
    for (place, level) in kept.enumerated() { code[level] = Int32(place + 1) }
    return Outcomes(
      names: kept.map { grouping.levels[$0] },
      codes: positions.enumerated().map { row, position in
        guard event[row] else { return 0 }
        let level = grouping.codes[Int(position)]
        return level < 0 ? -1 : code[Int(level)]
      })
  }

  /// A variable as real numbers, one for each subject that is in, and which of them are present.
  ///
  /// - Throws: ``CohortError/wrongType(column:expected:found:)`` for text, categories and dates.
  public func numbers(_ name: String) throws(CohortError) -> (values: [Double], validity: Validity) {
    let column = try column(name)
    switch column.storage {
    case .number(let values): return (values, column.validity)
    case .integer(let values): return (values.map(Double.init), column.validity)
    case .flag(let values): return (values.map { $0 ? 1 : 0 }, column.validity)
    case .date:
      throw .wrongType(column: name, expected: "a number, such as \(daysSinceOrigin(of: name)) gives", found: .date)
    default: throw .wrongType(column: name, expected: "a number", found: column.type)
    }
  }

  /// How a date becomes a day: by the first date that is known at baseline, where there is one.
  private func daysSinceOrigin(of date: String) -> String {
    let origin = stored.columns.first { $0.key != date && $0.value.type == .date && knownAt($0.key) == .baseline }?.key
    return "\(ColumnName.inExpression(date)) - \(origin.map(ColumnName.inExpression) ?? "the date of the origin")"
  }

  /// A variable as the day of something, one for each subject that is in, and for which of them it happened.
  ///
  /// - Throws: ``CohortError/wrongType(column:expected:found:)`` for what is no number, and
  ///   ``CohortError/notDays(column:)`` for a column that only says yes or no.
  public func days(_ name: String) throws(CohortError) -> (values: [Double], validity: Validity) {
    let column = try column(name)
    if case .flag = column.storage { throw .notDays(column: name) }
    let (values, validity) = try numbers(name)
    let isIndicator = validity.isComplete && values.contains(0) && values.contains(1)
    if isIndicator, values.allSatisfy({ $0 == 0 || $0 == 1 }) { throw .notDays(column: name) }
    return (values, validity)
  }

  private func events(_ event: EndpointDefinition.Event) throws(CohortError) -> (values: [Bool], validity: Validity) {
    switch event {
    case .indicator(let name):
      let column = try column(name)
      if case .flag(let values) = column.storage { return (values, column.validity) }
      let (values, validity) = try numbers(name)
      for position in 0..<count where validity[position] && values[position] != 0 && values[position] != 1 {
        throw .eventNotBinary(
          column: name, subject: subject(position), value: Value.number(values[position]).description)
      }
      return (values.map { $0 == 1 }, validity)
    case .censoring(let name):
      let (values, validity) = try numbers(name)
      return (values.map { $0 == 0 }, validity)
    case .condition(let source):
      let truth = try truth(of: source)
      return (truth.values.map { $0 == Truth.yes }, Validity(truth.values.lazy.map { $0 != Truth.unknown }))
    }
  }
}
