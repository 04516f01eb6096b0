import Analyses
import Cohorts
import Lua
import OrderedCollections

/// An endpoint that is the first of several events, such as survival free of relapse and of graft-versus-host disease.
///
/// 1. An event is the day on which something happened, missing for those to whom it did not, or another endpoint.
/// 2. The time is that of the first event within follow-up. Of several at one time the one that is named first counts.
/// 3. Who has none is censored where the follow-up ends: the earliest of `followed_until` and of the times at which the endpoints among
///    the events are censored. What happens after that does not count; on that day it does.
/// 4. A day before the origin is no event on the way. Who has neither an event nor an end of follow-up has no time, and so has who lacks
///    the time of an endpoint among the events.
struct CompositeEndpoint {
  /// One of the events.
  private struct Part {
    let name: String?
    let source: String
    /// Whether it is an endpoint; `nil` where the cohort must tell.
    let isEndpoint: Bool?
  }

  private let parts: [Part]
  private let followedUntil: String?

  init(_ value: LuaValue, followedUntil: String?, at function: String) throws {
    let place = "\(function): \"first_of\""
    guard case .table(let table) = value, table.fields.isEmpty, table.array.count > 1 else {
      throw FieldFault(
        place: place,
        fault:
          "it should be a list of two events or more, such as { \"relapse_day\", { endpoint = \"os\", name = \"death\" } }"
      )
    }
    parts = try table.array.enumerated().map { number, value in
      if case .string(let source) = value { return Part(name: nil, source: source, isEndpoint: nil) }
      let fields = try Fields(
        value, at: "\(place): event \(number + 1)", known: ["day", "endpoint", "name"],
        such: "{ day = \"relapse_day\", name = \"relapse\" }")
      switch (try fields.text("day"), try fields.text("endpoint")) {
      case (let day?, nil): return Part(name: try fields.text("name"), source: day, isEndpoint: false)
      case (nil, let endpoint?): return Part(name: try fields.text("name"), source: endpoint, isEndpoint: true)
      default: throw fields.fault("it should have \"day\" or \"endpoint\", and not both")
      }
    }
    self.followedUntil = followedUntil
  }

  /// The columns that an endpoint adds.
  struct Columns {
    let time: String
    let event: String
    let first: String

    var all: [String] { [time, event, first] }
  }

  /// The columns that an endpoint of a name adds.
  static func columns(of name: String) -> Columns {
    Columns(time: "\(name)_time", event: "\(name)_event", first: "\(name)_first")
  }

  /// The cohort with the endpoint, and with the columns of its time, its event and which one that was.
  func added(to cohort: Cohort, _ frame: EndpointDefinition) throws -> Cohort {
    var definition = frame
    let names = Self.columns(of: frame.name)
    for name in names.all where cohort.columnNames.contains(name) {
      throw CallError.rowNameTaken("endpoint \"\(frame.name)\"", name, holder: "cohort \"\(cohort.name)\"")
    }
    if frame.entry != nil || frame.originDay != nil {
      for name in [frame.entry, frame.originDay].compactMap(\.self) { _ = try cohort.numbers(name) }
    }
    let courses = try parts.map { try course(of: $0, in: cohort, frame) }
    var ends = [Double?](repeating: nil, count: cohort.count)
    if let followedUntil {
      let (days, validity) = try sinceOrigin(followedUntil, in: cohort, frame)
      for row in days.indices where validity[row] { ends[row] = days[row] }
    }
    let levels = courses.map(\.name)
    var (time, event, first) = (
      ends, [Bool?](repeating: nil, count: cohort.count), [String?](repeating: nil, count: cohort.count)
    )
    for row in ends.indices {
      let end = courses.compactMap { $0.censored[row] }.reduce(ends[row] ?? .infinity, min)
      var found: (time: Double, name: String)?
      for course in courses {
        if let at = course.happened[row], at <= end, at < found?.time ?? .infinity { found = (at, course.name) }
      }
      let isKnown = courses.allSatisfy { !$0.isUnknown[row] }
      time[row] = isKnown ? found?.time ?? (end.isFinite ? end : nil) : nil
      event[row] = time[row] == nil ? nil : found != nil
      first[row] = time[row] == nil ? nil : found?.name
    }
    let words =
      "the first of \(parts.map(\.source).joined(separator: ", "))"
      + (followedUntil.map { "; followed until \($0)" } ?? "")
    func describe(_ label: String, unit: String? = nil) -> ColumnDescription {
      ColumnDescription(
        label: label, unit: unit, knownAt: .afterOrigin, derivation: words,
        reads: courses.flatMap(\.reads) + [followedUntil].compactMap(\.self))
    }
    definition.time = names.time
    definition.event = .indicator(column: names.event)
    definition.outcome = names.first
    return
      try cohort
      .deriving(
        Column(numbers: time), as: names.time,
        description: describe("Time to \(frame.label)", unit: frame.unit.rawValue)
      )
      .deriving(Column(flags: event), as: names.event, description: describe(frame.label))
      .deriving(
        Column(categories: first, levels: levels), as: names.first,
        description: describe("First event of \(frame.label)")
      )
      .declaring(definition)
  }

  /// One event of all subjects: when it happened, or until when it had not.
  private struct Course {
    let name: String
    var happened: [Double?]
    var censored: [Double?]
    var isUnknown: [Bool]
    let reads: [String]
  }

  private func course(of part: Part, in cohort: Cohort, _ frame: EndpointDefinition) throws -> Course {
    let none = [Double?](repeating: nil, count: cohort.count)
    let isEndpoint = part.isEndpoint ?? (cohort.dictionary.endpoints[part.source] != nil)
    guard isEndpoint else {
      let (days, validity) = try sinceOrigin(part.source, in: cohort, frame)
      let happened = days.indices.map { validity[$0] && days[$0] >= 0 ? days[$0] : nil }
      return Course(
        name: part.name ?? IntercurrentEvent.name(of: part.source), happened: happened, censored: none,
        isUnknown: none.map { _ in false }, reads: [part.source])
    }
    let times = try cohort.times(of: EndpointRequest(.named(part.source)))
    guard times.definition.unit == frame.unit else {
      throw CohortError.unitsDiffer(
        column: times.definition.time, unit: times.definition.unit, endpoint: frame.label, needed: frame.unit)
    }
    guard times.definition.originDay == frame.originDay else {
      throw CannotAnalyse(
        "endpoint \"\(frame.name)\" cannot count from another day than endpoint \"\(part.source)\", which is among its events"
      )
    }
    var course = Course(
      name: part.name ?? times.definition.label, happened: none, censored: none, isUnknown: none.map { _ in true },
      reads: times.definition.outcomeColumns)
    for (row, position) in times.positions.enumerated() {
      course.isUnknown[Int(position)] = false
      if times.event[row] {
        course.happened[Int(position)] = times.time[row]
      } else {
        course.censored[Int(position)] = times.time[row]
      }
    }
    return course
  }

  /// Days from the origin of the endpoint.
  private func sinceOrigin(
    _ column: String, in cohort: Cohort, _ frame: EndpointDefinition
  ) throws -> (values: [Double], validity: Validity) {
    if let unit = cohort.dictionary.timeUnit(of: column), unit != frame.unit {
      throw CohortError.unitsDiffer(column: column, unit: unit, endpoint: frame.label, needed: frame.unit)
    }
    let (days, validity) = try cohort.days(column)
    guard let originDay = frame.originDay else { return (days, validity) }
    let origin = try cohort.numbers(originDay)
    return (zip(days, origin.values).map(-), validity.intersection(origin.validity))
  }
}
