import Cohorts
import OrderedCollections
import Testing

@Suite struct EndpointTests {
  private func cohort(
    time: [Double?], event: Column, entry: [Double?]? = nil,
    definition: EndpointDefinition.Event = .indicator(column: "event")
  ) throws -> Cohort {
    var columns: OrderedDictionary<String, Column> = [
      "id": Column(texts: time.indices.map { "s\($0)" }), "time": Column(numbers: time), "event": event,
    ]
    if let entry { columns["entry"] = Column(numbers: entry) }
    var dictionary = DataDictionary(subjectID: "id")
    dictionary.endpoints["pfs"] = EndpointDefinition(
      name: "pfs", time: "time", event: definition, entry: entry == nil ? nil : "entry")
    return try Cohort(name: "demo", subjects: Table(name: "subjects", columns: columns), dictionary: dictionary)
  }

  private let pfs = EndpointRequest(.named("pfs"))

  private func error(_ body: () throws -> Void) throws -> String {
    try #require(throws: CohortError.self, performing: body).description
  }

  @Test("those without a time or an event are left out and counted")
  func missing() throws {
    let times = try cohort(time: [5, nil, 0, 7], event: Column(integers: [1, 1, 0, nil])).times(of: pfs)
    #expect(times.time == [5, 0] && times.event == [true, false] && times.positions == [0, 2])
    #expect(times.missing == 2 && times.count == 2 && times.entry == nil)
    #expect(times.definition.label == "pfs")
  }

  @Test("events are 0 or 1, yes or no, or what a condition says; CNSR is 0 where the event happened")
  func events() throws {
    let expected = [true, false, false]
    let ones = try cohort(time: [1, 2, 3], event: Column(numbers: [1, 0, 0]))
    let flags = try cohort(time: [1, 2, 3], event: Column(flags: [true, false, false]))
    let censored = try cohort(
      time: [1, 2, 3], event: Column(integers: [0, 1, 3]), definition: .censoring(column: "event"))
    let coded = try cohort(time: [1, 2, 3], event: Column(integers: [2, 1, 1]), definition: .condition("event == 2"))
    for cohort in [ones, flags, censored, coded] { #expect(try cohort.times(of: pfs).event == expected) }
    let unknown = try cohort(
      time: [1, 2, 3], event: Column(integers: [2, nil, 1]), definition: .condition("event == 2"))
    #expect(try unknown.times(of: pfs).positions == [0, 2] && unknown.times(of: pfs).missing == 1)
  }

  @Test("what is no event, no time or no entry is refused, and the subject is named")
  func refused() throws {
    #expect(
      try error { _ = try cohort(time: [1, 2], event: Column(integers: [1, 2])).times(of: pfs) }
        == "subject \"s1\": event is 2, but an event must be 0 (censored) or 1 (event); for another coding declare a "
        + "condition, such as event = \"event == 2\"")
    #expect(
      try error { _ = try cohort(time: [1, -0.5], event: Column(integers: [1, 0])).times(of: pfs) }
        == "subject \"s1\": time is -0.5, but a time cannot be negative")
    #expect(
      try error { _ = try cohort(time: [1, 2], event: Column(integers: [1, 0]), entry: [0, 2]).times(of: pfs) }
        == "subject \"s1\" enters at 2 and leaves at 2; entry must come before exit")
    #expect(
      try error { _ = try cohort(time: [1], event: Column(texts: ["yes"])).times(of: pfs) }
        == "column \"event\" should be a number, but is text")
    #expect(
      try error {
        _ = try cohort(time: [1], event: Column(integers: [1]), definition: .condition("evnt == 1")).times(of: pfs)
      }
        == "column \"evnt\" is not in \"demo\"; did you mean \"event\"?\n  evnt == 1\n  ^^^^")
  }

  @Test("delayed entry comes along, and who has none is left out")
  func entry() throws {
    let times = try cohort(time: [5, 6], event: Column(integers: [1, 0]), entry: [2, nil]).times(of: pfs)
    #expect(times.entry == [2] && times.time == [5] && times.missing == 1)
  }

  @Test("an endpoint follows its cohort")
  func restricted() throws {
    let cohort = try cohort(time: [5, nil, 6, 8], event: Column(integers: [1, 1, 0, 1])).where("id ~= 's0'")
    let times = try cohort.times(of: pfs)
    #expect(times.time == [6, 8] && times.positions == [1, 2] && times.missing == 1)
  }

  @Test("columns may be named on the spot, the event as a condition too")
  func onTheSpot() throws {
    let cohort = try cohort(time: [5, 6], event: Column(integers: [2, 1]))
    let request = EndpointRequest(.columns(entry: nil, time: "time", event: "event == 2"))
    #expect(try cohort.times(of: request).event == [true, false])
    #expect(try cohort.definition(of: request).label == "Surv(time, event == 2)")
    #expect(
      try error { _ = try cohort.definition(of: EndpointRequest(.named("pgs"))) }
        == "endpoint \"pgs\" is not declared in cohort \"demo\"; did you mean \"pfs\"?")
    #expect(
      try error { _ = try cohort.definition(of: EndpointRequest(.named("response"))) }
        == "endpoint \"response\" is not declared in cohort \"demo\"; declared: pfs")
    #expect(
      try error { _ = try SmallCohort.make().definition(of: EndpointRequest(.named("os"))) }
        == "endpoint \"os\" is not declared in cohort \"demo\"; it declares none: write a formula such as "
        + "\"Surv(time, event)\", or declare it in cohort.toml")
  }

  @Test("durations convert by 7, 30.4375 and 365.25 days")
  func units() {
    #expect(TimeUnit.years.convert(1, to: .days) == 365.25 && TimeUnit.years.convert(1, to: .months) == 12)
    #expect(TimeUnit.days.convert(60.875, to: .months) == 2 && TimeUnit.weeks.convert(2, to: .days) == 14)
    #expect(TimeUnit.days.convert(0.1, to: .days) == 0.1)
  }
}

@Suite struct GroupingTests {
  @Test("groups come in the order of levels, of numbers, of days and of texts")
  func order() throws {
    let cohort = try SmallCohort.make()
    let diagnosis = try cohort.grouping("diagnosis")
    #expect(diagnosis.levels == ["B-ALL", "T-ALL", "MPAL"] && diagnosis.codes == [1, 1, 0, 2, -1, 0, 1, 0])
    #expect(diagnosis.missing == 1)
    #expect(try cohort.grouping("relapsed").levels == ["no", "yes"])
    #expect(try cohort.grouping("relapsed").codes == [1, 0, -1, 1, 0, 0, 1, -1])
    #expect(try cohort.grouping("age").levels == ["7", "17", "18", "30", "40", "52", "65"])
    #expect(try cohort.grouping("dose").levels == ["-1", "0", "0.5", "1.5", "2", "3.25", "10"])
    #expect(try cohort.grouping("infused").levels.prefix(2) == ["2019-06-15", "2020-02-28"])
    #expect(try cohort.grouping("site").levels == ["", "Basel", "Bern", "Köln", "Zürich"])
    #expect(try cohort.where("age >= 18").grouping("diagnosis").levels == SmallCohort.diagnoses, "empty levels stay")
  }

  @Test("groups cross, gather, and are not too many")
  func crossed() throws {
    let some = Grouping(codes: [0, 1, -1, 1], levels: ["a", "b"])
    let others = Grouping(codes: [1, 0, 0, -1], levels: ["x", "y"])
    #expect(some.crossed(with: others) == Grouping(codes: [1, 2, -1, -1], levels: ["a, x", "a, y", "b, x", "b, y"]))
    #expect(some.gathered([3, 0]) == Grouping(codes: [1, 0], levels: ["a", "b"]))
    #expect(Grouping(everyone: 2, name: "all") == Grouping(codes: [0, 0], levels: ["all"]))
    #expect(try Grouping(Column(integers: Array(0..<50)), named: "x").levels.count == 50)
    #expect(throws: CohortError.tooManyGroups(column: "x", most: 50)) {
      try Grouping(Column(integers: Array(0..<51)), named: "x")
    }
  }
}
