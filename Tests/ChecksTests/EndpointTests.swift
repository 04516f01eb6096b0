import Cohorts
import OrderedCollections
import Testing

@Suite("Checks of endpoints")
struct EndpointTests {
  private func survival(
    pfs: [Double?], _ progressed: [Int?], os: [Double?], _ died: [Int?]
  ) -> TestedCohort {
    TestedCohort(
      pfs.count,
      [
        "pfs_days": Column(numbers: pfs), "pfs_event": Column(integers: progressed), "os_days": Column(numbers: os),
        "os_event": Column(integers: died),
      ]
    ).endpoint("pfs", time: "pfs_days", event: .indicator(column: "pfs_event"))
      .endpoint("os", time: "os_days", event: .indicator(column: "os_event"))
  }

  @Test("progression-free survival longer than overall survival, censored at death, or alone")
  func order() throws {
    let cohort = survival(pfs: [120, 50, 70, 10], [1, 0, 0, 1], os: [100, 50, 90, nil], [0, 1, 0, nil])
    #expect(
      try cohort.findings("endpoint_order") == [
        "error subjects:1 pfs_days 1: \"pfs_days\" is longer than \"os_days\" in 1 subject: S1 (120 after 100)",
        "warning subjects:2 pfs_event 1: endpoint \"pfs\" is censored at the time of death, which is one of its events "
          + "in 1 subject: S2 (at 50)",
        "warning subjects:4 os_days 1: endpoint \"pfs\" is there and \"os\" is missing in 1 subject: S4",
      ])
    #expect(
      try survival(pfs: [0.1 + 0.2, 40], [1, 1], os: [0.3, 40], [1, 1]).findings("endpoint_order").isEmpty)
  }

  @Test("times below 0, of endpoints and of columns that are named like them")
  func negative() throws {
    let cohort = survival(pfs: [-1, 5], [1, 1], os: [5, 5], [1, 1])
    #expect(
      try cohort.findings("negative_time") == [
        "error subjects:1 pfs_days 1: \"pfs_days\" is negative: the event comes before start of observation in "
          + "1 subject: S1 (-1)"
      ])
    #expect(
      try TestedCohort(2, ["efs_months": Column(numbers: [3, -0.5])]).findings("negative_time") == [
        "error subjects:2 efs_months 1: \"efs_months\" is negative in 1 subject: S2 (-0.5)"
      ])
    #expect(try TestedCohort(1, ["change_from_baseline_days": Column(numbers: [-3])]).findings("negative_time").isEmpty)
  }

  @Test("events that are neither 0 nor 1, and halves of an endpoint")
  func notBinary() throws {
    let cohort = survival(pfs: [3, 4, nil], [1, 2, 1], os: [5, 5, 5], [1, 1, 0])
    #expect(
      try cohort.findings("event_not_binary") == [
        "error subjects:2 pfs_event 1: endpoint \"pfs\": \"pfs_event\" is neither 0 (censored) nor 1 (event) in "
          + "1 subject: S2 (2); for another coding declare a condition"
      ])
    #expect(
      try cohort.findings("endpoint_incomplete") == [
        "warning subjects:2 pfs_days 2: endpoint \"pfs\" lacks its time or its event in 2 subjects: S2 (time without event), "
          + "S3 (event without time); analyses leave them out"
      ])
  }

  @Test("an endpoint that all have reached, or none")
  func oneOutcome() throws {
    #expect(
      try survival(pfs: [3, 4], [1, 1], os: [5, 5], [0, 0]).findings("one_outcome") == [
        "warning subjects:- pfs_event 2: endpoint \"pfs\": every one of 2 subjects has the event",
        "warning subjects:- os_event 2: endpoint \"os\": every one of 2 subjects is censored",
      ])
    #expect(try survival(pfs: [3], [1], os: [5], [0]).findings("one_outcome").isEmpty)
  }

  @Test("an inverted CNSR, by a flag of death, a status or a date of death")
  func inverted() throws {
    // CNSR read as an event: 1 where the subject is alive.
    let base = survival(pfs: [1, 1, 1, 1], [1, 1, 1, 1], os: [9, 9, 9, 9], [0, 0, 1, 1])
    var flagged = base
    flagged.subjects["DTHFL"] = Column(categories: ["Y", "Y", nil, nil], levels: ["Y"])
    var status = base
    status.subjects["vital"] = Column(
      categories: ["1:DECEASED", "1:DECEASED", "0:LIVING", "0:LIVING"], levels: ["0:LIVING", "1:DECEASED"])
    var dated = base
    dated.subjects["DTHDT"] = dates(["2021-03-09", "2021-03-10", nil, nil])
    for (cohort, column) in [(flagged, "DTHFL"), (status, "vital"), (dated, "DTHDT")] {
      #expect(
        try cohort.findings("inverted_event") == [
          "error subjects:1 os_event 2: endpoint \"os\": the dead by \"\(column)\" are censored, which looks inverted in "
            + "2 subjects: S1, S2; ADaM's CNSR is 0 for an event: declare it with censor, not event"
        ])
      #expect(try cohort.findings("death_contradiction").isEmpty)
    }
    // Declared as what it is, all is well.
    for var cohort in [flagged, status, dated] {
      cohort = cohort.endpoint("os", time: "os_days", event: .censoring(column: "os_event"))
      #expect(try cohort.findings("inverted_event").isEmpty)
    }
  }

  @Test("single subjects of whom columns disagree on death")
  func contradictions() throws {
    var cohort = survival(pfs: [1, 1, 1, 1], [1, 1, 1, 1], os: [9, 9, 9, 9], [1, 1, 1, 0])
    cohort.subjects["DTHFL"] = Column(categories: ["Y", "Y", "N", "N"], levels: ["N", "Y"])
    #expect(
      try cohort.findings("death_contradiction") == [
        "error subjects:3 os_event 1: alive by \"DTHFL\" and dead in endpoint \"os\" in 1 subject: S3"
      ])
  }

  @Test("a fatal adverse event of a subject who is alive")
  func fatal() throws {
    let cohort = TestedCohort(2, ["DTHFL": Column(flags: [true, nil])]).linking(
      "ae", of: [1, 2, 2], ["AEOUT": Column(categories: ["FATAL", "RECOVERED/RESOLVED", "FATAL"])])
    #expect(
      try cohort.findings("death_contradiction") == [
        "error ae:3 AEOUT 1: fatal by \"AEOUT\", and the subject is alive by \"DTHFL\" in 1 row: S2"
      ])
  }

  @Test("words for censoring at events, and for events at censoring")
  func reasons() throws {
    let words = Column(categories: ["Death", "Study completion date", "Death", "Alive"])
    func long(_ censoring: [Int]) -> TestedCohort {
      TestedCohort(4).linking("adtte", of: [1, 2, 3, 4], ["CNSR": Column(integers: censoring), "EVNTDESC": words])
    }
    #expect(try long([0, 1, 0, 1]).findings("inverted_reason").isEmpty)
    #expect(
      try long([1, 0, 1, 0]).findings("inverted_reason") == [
        "error adtte:1 EVNTDESC 4: \"CNSR\" looks inverted: it says the contrary of \"EVNTDESC\" in 4 rows: "
          + "S1 (censored: Death), S2 (event: Study completion date), S3 (censored: Death), S4 (event: Alive)"
      ])
  }

  @Test("months where days are declared: by the name, and by the dates")
  func units() throws {
    let months = Column(numbers: [1, 2, 3, 4, 5, 6])
    // A month of 30.4375 days from 1 January: 31 January, 2 March, 2 April, 2 May, 2 June, 2 July.
    let deaths = dates(["2021-01-31", "2021-03-03", "2021-04-02", "2021-05-03", "2021-06-02", "2021-07-03"])
    let starts = dates(Array(repeating: "2021-01-01", count: 6))
    let cohort = TestedCohort(
      6,
      [
        "os_months": months, "died": Column(flags: Array(repeating: true, count: 6)), "infusion_date": starts,
        "death_date": deaths,
      ])
    let declared = cohort.endpoint("os", time: "os_months", event: .indicator(column: "died"))
    #expect(
      try declared.findings("time_unit") == [
        "warning subjects:- os_months 6: endpoint \"os\" is in days, and \"os_months\" is named in months; if it holds "
          + "months, declare unit = \"months\""
      ])
    let found = try declared.findings("measured_unit")
    #expect(
      found.count == 1 && found[0].hasPrefix("error subjects:- os_months 5: endpoint \"os\" is in days, and the days"))
    #expect(found.first?.hasSuffix("30.5 times as many: it holds months") ?? false)
    let right = cohort.endpoint("os", time: "os_months", event: .indicator(column: "died"), unit: .months)
    #expect(try right.findings("time_unit").isEmpty)
    #expect(try right.findings("measured_unit").isEmpty)
  }

  @Test("a time without a unit is noted; one with decimals that is taken as days is a warning")
  func undeclared() throws {
    let cohort = TestedCohort(2, ["time": Column(numbers: [1.5, 2.25]), "status": Column(integers: [0, 1])])
    #expect(
      try cohort.findings("undeclared_unit") == [
        "note subjects:- time 2: \"time\" has no unit; declare it in cohort.toml"
      ])
    #expect(
      try cohort.endpoint("time", time: "time", event: .indicator(column: "status")).findings("undeclared_unit") == [
        "warning subjects:- time 2: \"time\" has no unit; it is taken as days, and its values have decimals; declare it "
          + "in cohort.toml"
      ])
  }

  /// Two trials of six subjects each, the times of the second divided by so many days.
  private func trials(_ divisor: Double, dates: Bool) -> TestedCohort {
    let days = (0..<12).map { 100.0 + 40 * Double($0 % 6) }
    var columns: OrderedDictionary<String, Column> = [
      "trial": Column(categories: (0..<12).map { $0 < 6 ? "one" : "two" }, levels: ["one", "two"]),
      "os_time": Column(numbers: days.enumerated().map { $0 < 6 ? $1 : $1 / divisor }),
      "os_event": Column(integers: Array(repeating: 1, count: 12)),
    ]
    if dates {
      columns["os_origin_date"] = Column(dates: days.map { _ in CalendarDate(daysSince1970: 0) })
      columns["os_end_date"] = Column(dates: days.map { CalendarDate(daysSince1970: Int32($0)) })
    }
    return TestedCohort(12, columns).endpoint("os", time: "os_time", event: .indicator(column: "os_event"))
      .describing { $0.trial = "trial" }
  }

  @Test("Months in one trial and days in another are found by the dates of each, and by times that are far shorter")
  func unitsByTrial() throws {
    let months = 365.25 / 12
    #expect(
      try trials(months, dates: true).findings("measured_unit") == [
        #"error subjects:- os_time 6: endpoint "os" of trial "two" is in days, and the days between "os_origin_date" and "#
          + #""os_end_date" are 30.4 times as many: it holds months"#
      ])
    #expect(try trials(1, dates: true).findings("measured_unit").isEmpty)
    #expect(
      try trials(months, dates: false).findings("trial_unit") == [
        #"warning subjects:- os_time 6: endpoint "os" is in days, with a median time of 7.22793 in "two" and of 220 in "one": is "#
          + "one of them in another unit?"
      ])
    #expect(try trials(3, dates: false).findings("trial_unit").isEmpty)
  }
}
