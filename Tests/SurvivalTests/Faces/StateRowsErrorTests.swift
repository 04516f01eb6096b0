import Analyses
import Cohorts
import OrderedCollections
import TestSupport
import Testing

@Suite("Rows of states that cannot be") struct StateRowsErrorTests {
  /// A row: its subject's place, when it begins and ends, its state, and where it leads.
  typealias Stay = (who: Int32, start: Double?, stop: Double?, state: String?, to: String?)

  /// Three subjects; the first of them is well from day 0 to 4 in the first row.
  private func cohort(_ stays: [Stay], origin: Bool = false) throws -> Cohort {
    let rows = [(0, 0, 4, "well", nil)] + stays
    let table = try Table(
      name: "stays",
      columns: [
        "start_day": Column(numbers: rows.map(\.start)), "stop_day": Column(numbers: rows.map(\.stop)),
        "state": Column(texts: rows.map(\.state)), "to": Column(texts: rows.map(\.to)),
      ])
    let subjects = try Table(
      name: "subjects",
      columns: [
        "id": Column(texts: ["P1", "P2", "P3"]), "days": Column(numbers: [9, 9, 9]),
        "dead": Column(flags: [false, false, false]), "arm": Column(texts: ["a", "b", "b"]),
        "count": Column(integers: [1, 2, 3]), "admission": Column(numbers: [0, 3, nil]),
      ])
    return try Cohort(
      name: "demo", subjects: subjects,
      linked: ["stays": LinkedTable(table: table, subjectRows: rows.map(\.who))],
      dictionary: DataDictionary(
        subjectID: "id",
        linked: ["stays": ["stop_day": ColumnDescription(unit: "days")]],
        endpoints: [
          "os": EndpointDefinition(
            name: "os", time: "days", event: .indicator(column: "dead"), originDay: origin ? "admission" : nil),
          "in_weeks": EndpointDefinition(
            name: "in_weeks", time: "days", event: .indicator(column: "dead"), unit: .weeks),
        ]))
  }

  private static let asked: KeyValuePairs<String, Argument> = [
    "endpoint": "os", "table": "stays", "start": "start_day", "stop": "stop_day", "state": "state", "event": "to",
  ]

  private func complaint(_ stays: Stay..., origin: Bool = false) throws -> String? {
    try cohort(stays, origin: origin).complaint("multi_state", Self.asked)
  }

  @Test("a row by itself: table, row, subject, column and values are named") func rows() throws {
    #expect(try complaint((1, 0, 2, "well", "death")) == nil)
    #expect(
      try complaint((1, nil, 2, "well", nil)) == "row 2 of \"stays\", subject \"P2\": start_day is missing")
    #expect(try complaint((1, 0, nil, "well", nil)) == "row 2 of \"stays\", subject \"P2\": stop_day is missing")
    #expect(try complaint((1, 0, 2, nil, nil)) == "row 2 of \"stays\", subject \"P2\": state is missing")
    #expect(
      try complaint((1, -3, 2, "well", nil))
        == "row 2 of \"stays\", subject \"P2\": start_day is -3, but a time cannot be negative")
    #expect(
      try complaint((1, 0, .infinity, "well", nil))
        == "row 2 of \"stays\", subject \"P2\": stop_day is inf, but a time must be a finite number")
    #expect(
      try complaint((1, 5, 2, "well", nil))
        == "row 2 of \"stays\", subject \"P2\": it ends at stop_day 2, not after it begins at start_day 5")
    #expect(
      try complaint((1, 2, 2, "well", nil))
        == "row 2 of \"stays\", subject \"P2\": it ends at stop_day 2, not after it begins at start_day 2")
    #expect(
      try complaint((1, 0.3, 0.1 + 0.2, "well", nil))?.hasPrefix("row 2 of \"stays\", subject \"P2\": it ends at")
        == true,
      "rounding alone makes no time")
  }

  @Test("a row and the one before it") func between() throws {
    #expect(
      try complaint((1, 1, 5, "ill", nil), (1, 0, 2, "well", "ill"))
        == "row 2 of \"stays\", subject \"P2\": it begins at start_day 1, before row 3 of the same subject ends at stop_day 2"
    )
    #expect(
      try complaint((1, 3, 5, "ill", nil), (1, 0, 2, "well", "ill"))
        == "row 2 of \"stays\", subject \"P2\": it begins at start_day 3, but row 3 of the same subject ended at stop_day 2; "
        + "rows must follow one another without a gap")
    #expect(
      try complaint((1, 0, 2, "well", "ill"), (1, 2, 5, "well", nil))
        == "row 3 of \"stays\", subject \"P2\": state is \"well\", but row 2 of the same subject ended in \"ill\"")
    #expect(
      try complaint((1, 0, 2, "well", "death"), (1, 2, 5, "death", nil))
        == "row 3 of \"stays\", subject \"P2\": it begins at start_day 2 in \"death\", but nobody is followed in an "
        + "absorbing state")
    #expect(
      try complaint((1, 0, 0.3, "well", "ill"), (1, 0.1 + 0.2, 5, "ill", nil)) == nil,
      "days that differ by rounding alone")
  }

  @Test("the row is that of the stored table, whoever is left out, and one who is left out does not matter")
  func stored() throws {
    let cohort = try cohort([(2, 0, 2, "well", "ill"), (1, 0, 2, "well", "ill"), (1, 5, 9, "ill", nil)])
    let words = "row 4 of \"stays\", subject \"P2\": it begins at start_day 5, but row 3 of the same subject ended at"
    #expect(try cohort.where("id == 'P2'").complaint("multi_state", Self.asked)?.hasPrefix(words) == true)
    #expect(try cohort.where("id ~= 'P1'").complaint("multi_state", Self.asked)?.hasPrefix(words) == true)
    #expect(try cohort.where("id ~= 'P2'").complaint("multi_state", Self.asked) == nil)
  }

  @Test("a clock that starts on a day of its own, and a unit that is not the endpoint's") func clocks() throws {
    #expect(
      try complaint((1, 2, 9, "well", nil), origin: true)
        == "row 2 of \"stays\", subject \"P2\": start_day is 2, but the clock starts at 3")
    let shifted = try cohort([(1, 3, 7, "well", "death"), (2, 0, 5, "well", nil)], origin: true)
      .ask(
        "multi_state",
        ["endpoint": "os", "table": "stays", "start": "start_day", "stop": "stop_day", "event": "to", "times": 4])
    #expect(
      shifted.number("probability", group: "All subjects", variable: "death", time: 4) == 0.5,
      "one of two dies on day 4 of the clock")
    #expect(
      shifted.caution(.missingValues)?.message == "1 of 3 subjects are left out: 1 without admission.")
    #expect(
      try cohort([]).complaint(
        "multi_state",
        ["endpoint": "in_weeks", "table": "stays", "start": "start_day", "stop": "stop_day", "event": "to"])
        == "\"stop_day\" is recorded in days, but in_weeks in weeks; derive one in the unit of the other")
  }

  @Test("nobody, an empty group, one subject without an event, frequencies") func edges() throws {
    let cohort = try cohort([(1, 0, 2, "well", "death"), (2, 0, 3, "well", nil)])
    let nobody = try cohort.where("id == 'P9'").ask("multi_state", Self.asked)
    #expect(nobody.number("n", group: "All subjects") == 0)
    let one = try cohort.where("id == 'P1'").ask(
      "multi_state",
      ["endpoint": "os", "table": "stays", "start": "start_day", "stop": "stop_day", "event": "to", "times": 3])
    #expect(one.number("probability", group: "All subjects", variable: "initial", time: 3) == 1)
    let counted = try cohort.where("id ~= 'P1'").ask(
      "multi_state",
      [
        "endpoint": "os", "table": "stays", "start": "start_day", "stop": "stop_day", "event": "to", "weights": "count",
        "times": 2,
      ])
    #expect(counted.number("probability", group: "All subjects", variable: "death", time: 2) == 0.4, "two of five")
    let left = try self.cohort([(1, 0, 2, "well", "death")]).ask(
      "multi_state",
      [
        "endpoint": "os", "table": "stays", "start": "start_day", "stop": "stop_day", "event": "to", "weights": "count",
        "by": "arm == 'b' and id == 'P3'",
      ])
    #expect(
      left.caution(.missingValues)?.message == "3 of 6 subjects are left out: 3 without rows in \"stays\".",
      "a frequency counts as so many")
    #expect(left.caution(.emptyGroup)?.message == "Group \"yes\" has no subjects with rows in \"stays\".")
  }

  @Test("copies of a subject bring their rows, and count as a frequency does") func copies() throws {
    let cohort = try cohort([
      (1, 0, 2, "well", "ill"), (1, 2, 3, "ill", "death"), (2, 0, 2.5, "well", nil),
    ])
    let asked: KeyValuePairs<String, Argument> = [
      "endpoint": "os", "table": "stays", "start": "start_day", "stop": "stop_day", "state": "state", "event": "to",
      "times": [2, 3],
    ]
    let counted = try cohort.ask(
      "multi_state",
      [
        "endpoint": "os", "table": "stays", "start": "start_day", "stop": "stop_day", "state": "state", "event": "to",
        "times": [2, 3], "weights": "count",
      ])
    let copied = try cohort.resampled([1, 2, 3]).ask("multi_state", asked)
    for state in ["well", "ill", "death"] {
      for time in [2.0, 3] {
        for statistic in ["probability", "probability_se", "in_state"] {
          let copies = copied.number(statistic, group: "All subjects", variable: state, time: time) ?? .nan
          expectClose(
            counted.number(statistic, group: "All subjects", variable: state, time: time), copies, because: statistic)
        }
      }
    }
    #expect(copied.number("probability", group: "All subjects", variable: "death", time: 3) == 1.0 / 3)
  }
}
