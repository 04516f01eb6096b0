import Cohorts
import OrderedCollections
import Testing

/// Six invented subjects: an event at 10, censored at 10, event at 6, censored at 20, event at 8, event at 9; an operation on
/// day 5, 10, 6, never, 12 (after the end), -2 (before the origin).
@Suite("What happens on the way to an endpoint, by hand") struct EstimandTests {
  private func cohort(entry: [Double?]? = nil, origin: [Double?]? = nil, unit: String? = nil) throws -> Cohort {
    var columns: OrderedDictionary<String, Column> = [
      "id": Column(texts: ["a", "b", "c", "d", "e", "f"]),
      "time": Column(numbers: [10, 10, 6, 20, 8, 9]), "event": Column(integers: [1, 0, 1, 0, 1, 1]),
      "operation_day": Column(numbers: [5, 10, 6, nil, 12, -2]),
      "therapy_day": Column(numbers: [5, 4, nil, nil, nil, nil]),
      "cause": Column(
        categories: ["relapse", "none", "death", "none", "relapse", nil], levels: ["none", "death", "relapse", "other"]),
    ]
    if let entry { columns["entry"] = Column(numbers: entry) }
    if let origin { columns["origin"] = Column(numbers: origin) }
    var dictionary = DataDictionary(subjectID: "id")
    dictionary.columns["operation_day"] = ColumnDescription(unit: unit)
    dictionary.endpoints["pfs"] = EndpointDefinition(
      name: "pfs", label: "PFS", time: "time", event: .indicator(column: "event"),
      originDay: origin == nil ? nil : "origin", entry: entry == nil ? nil : "entry")
    return try Cohort(name: "demo", subjects: Table(name: "subjects", columns: columns), dictionary: dictionary)
  }

  private func times(
    _ strategy: IntercurrentEvent.Strategy, outcome: String? = nil, entry: [Double?]? = nil, origin: [Double?]? = nil
  ) throws -> EndpointTimes {
    try cohort(entry: entry, origin: origin).times(
      of: EndpointRequest(
        .named("pfs"), outcome: outcome, intercurrent: [IntercurrentEvent(day: "operation_day", strategy: strategy)]))
  }

  @Test("policy ignores it, and says to how many it happened") func policy() throws {
    let times = try times(.policy)
    #expect(times.time == [10, 10, 6, 20, 8, 9] && times.event == [true, false, true, false, true, true])
    #expect(times.definition.label == "PFS" && times.outcomes == nil)
    #expect(times.intercurrent.map(\.subjects) == [3] && times.intercurrent.map(\.beforeOrigin) == [1])
  }

  @Test("censoring ends follow-up on its day, but on the day of the event the event holds") func censor() throws {
    let times = try times(.censor)
    #expect(times.time == [5, 10, 6, 20, 8, 9] && times.event == [false, false, true, false, true, true])
    #expect(times.definition.label == "PFS, censored at operation" && times.outcomes == nil)
  }

  @Test("a composite is the event where it comes first, and at the end of follow-up") func composite() throws {
    let times = try times(.composite)
    #expect(times.time == [5, 10, 6, 20, 8, 9] && times.event == [true, true, true, false, true, true])
    #expect(times.definition.label == "PFS, or operation" && times.outcomes == nil)
  }

  @Test("a competing event is an outcome of its own; on one day the endpoint's event holds") func competing() throws {
    let times = try times(.competing)
    #expect(times.time == [5, 10, 6, 20, 8, 9] && times.event == [false, false, true, false, true, true])
    #expect(times.outcomes == Outcomes(names: ["PFS", "operation"], codes: [2, 2, 1, 0, 1, 1]))
    #expect(times.definition.label == "PFS, operation competing")
  }

  @Test("outcomes are told apart by the levels of a column; one that only the censored have is none") func outcomes()
    throws
  {
    let plain = try cohort().times(of: EndpointRequest(.named("pfs"), outcome: "cause"))
    #expect(plain.outcomes == Outcomes(names: ["death", "relapse", "other"], codes: [2, 0, 1, 0, 2, -1]))
    let competing = try times(.competing, outcome: "cause")
    #expect(competing.outcomes?.names == ["death", "relapse", "other", "operation"])
    #expect(competing.outcomes?.codes == [4, 4, 1, 0, 2, -1])
    let composite = try times(.composite, outcome: "cause")
    #expect(composite.outcomes?.names == ["death", "relapse", "other", "operation"])
    #expect(composite.outcomes?.codes == [4, 4, 1, 0, 2, -1] && composite.event[1])
    let condition = try cohort().times(of: EndpointRequest(.named("pfs"), outcome: "cause == 'death'"))
    #expect(condition.outcomes == Outcomes(names: ["no", "yes"], codes: [1, 0, 2, 0, 1, -1]))
  }

  @Test("of several events the first holds; on one day composite before competing before censoring") func several()
    throws
  {
    func both(
      _ operation: IntercurrentEvent.Strategy, _ therapy: IntercurrentEvent.Strategy
    ) throws -> EndpointTimes {
      try cohort().times(
        of: EndpointRequest(
          .named("pfs"),
          intercurrent: [
            IntercurrentEvent(day: "operation_day", strategy: operation),
            IntercurrentEvent(day: "therapy_day", strategy: therapy),
          ]))
    }
    let first = try both(.censor, .competing)
    #expect(first.time == [5, 4, 6, 20, 8, 9] && first.outcomes?.codes == [2, 2, 1, 0, 1, 1])
    #expect(first.outcomes?.names == ["PFS", "therapy"])
    let second = try both(.composite, .competing)
    #expect(second.outcomes?.codes == [1, 2, 1, 0, 1, 1] && second.event == [true, false, true, false, true, true])
    #expect(try both(.policy, .censor).time == [5, 4, 6, 20, 8, 9])
  }

  @Test("days count from the endpoint's origin; without it they count for nothing") func origin() throws {
    let times = try times(.censor, origin: [1, 1, 1, 1, 1, nil])
    #expect(times.time == [4, 9, 5, 20, 8, 9] && times.event == [false, false, false, false, true, true])
  }

  @Test("those whose follow-up it ended before they came under observation are left out and counted") func entry()
    throws
  {
    let times = try times(.censor, entry: [7, 0, 0, 0, 0, 0])
    #expect(times.positions == [1, 2, 3, 4, 5] && times.missing == 0)
    #expect(times.intercurrent.map(\.beforeEntry) == [1] && times.entry == [0, 0, 0, 0, 0])
  }

  @Test("the sentence for a paper says what was done, to how many, and who did not count") func statements() throws {
    #expect(
      try times(.competing).intercurrent.map(\.statement) == [
        "Intercurrent event operation: it is a competing event where it comes first; it happened to 3 of the subjects within "
          + "their follow-up; for 1 it lies before the origin and does not count."
      ])
    #expect(
      try times(.censor, entry: [7, 0, 0, 0, 0, 0]).intercurrent[0].statement.hasSuffix(
        "; 1 subject to whom it happened before they came under observation is left out."))
  }

  @Test("a day in another unit than the endpoint is refused") func units() throws {
    let cohort = try cohort(unit: "months")
    let request = EndpointRequest(
      .named("pfs"), intercurrent: [IntercurrentEvent(day: "operation_day", strategy: .censor)])
    let error = #expect(throws: CohortError.self) { try cohort.times(of: request) }
    #expect(
      error?.description
        == "\"operation_day\" is recorded in months, but PFS in days; derive one in the unit of the other")
  }
}
