import Cohorts
import OrderedCollections
import Testing

@Suite("Checks of the order of events, and of dates")
struct DateTests {
  @Test("adverse events, assessments and transplants after death, on the axis that both have")
  func afterDeath() throws {
    let cohort = TestedCohort(
      2, ["death_day": Column(integers: [40, nil]), "transplant_day": Column(integers: [41, 900])]
    ).linking(
      "ae", of: [1, 1, 2], ["term": Column(texts: ["a", "b", "c"]), "onset_day": Column(integers: [40, 41, 99])]
    ).describing { $0.columns["transplant_day"] = ColumnDescription(knownAt: .onDay(["transplant_day"])) }
    #expect(
      try cohort.findings("after_death") == [
        "error subjects:1 transplant_day 1: \"transplant_day\" is after death by \"death_day\" in 1 subject: "
          + "S1 (day 41, dead on day 40)",
        "error ae:2 onset_day 1: \"onset_day\" is after death by \"death_day\" in 1 row: S1 (day 41, dead on day 40)",
      ])
  }

  @Test("death by overall survival counts from day 0 or from day 1: one day is let pass")
  func afterOverallSurvival() throws {
    let cohort = TestedCohort(2, ["t": Column(integers: [10, 10]), "e": Column(integers: [1, 0])])
      .endpoint("os", time: "t", event: .indicator(column: "e"))
      .linking("rs", of: [1, 1, 2], ["day": Column(integers: [11, 12, 30])])
    #expect(
      try cohort.findings("after_death") == [
        "error rs:2 day 1: \"day\" is after death by \"t\" in 1 row: S1 (day 12, dead on day 10)"
      ])
  }

  @Test("dates that are partly given are after death only where no choice of the rest would make them right")
  func partlyGiven() throws {
    let cohort = TestedCohort(2, ["DTHDT": dates(["2021-03-09", "2021-03-09"])]).linking(
      "ae", of: [1, 1, 1, 2, 2],
      ["AESTDTC": Column(texts: ["2021-03", "2021", "2021-03-10T08:00", "2021-04", "2021-03-09"])])
    #expect(
      try cohort.findings("after_death") == [
        "error ae:3 AESTDTC 2: \"AESTDTC\" is after death by \"DTHDT\" in 2 rows: S1 (2021-03-10T08:00, dead on "
          + "2021-03-09), S2 (2021-04, dead on 2021-03-09)"
      ])
  }

  @Test("numbers under the name of a date are no days of the study")
  func datesWithoutFormat() throws {
    let cohort = TestedCohort(1, ["t": Column(integers: [10]), "e": Column(integers: [1])])
      .endpoint("os", time: "t", event: .indicator(column: "e"))
      .linking("rs", of: [1], ["ADT": Column(integers: [22_054])])
    #expect(try cohort.findings("after_death").isEmpty)
  }

  @Test("ends before their starts, each row told once")
  func ends() throws {
    let cohort = TestedCohort(
      2, ["TRTSDT": dates(["2021-01-01", "2021-01-02"]), "TRTEDT": dates(["2021-01-01", "2021-01-01"])]
    ).linking(
      "ae", of: [1, 2],
      [
        "ASTDT": dates(["2021-01-05", nil]), "AENDT": dates(["2021-01-04", nil]), "ASTDY": Column(integers: [5, 7]),
        "AENDY": Column(integers: [4, 6]),
      ])
    #expect(
      try cohort.findings("end_before_start") == [
        "error subjects:2 TRTEDT 1: \"TRTEDT\" is before \"TRTSDT\" in 1 subject: S2 (2021-01-02 to 2021-01-01)",
        "error ae:1 AENDT 1: \"AENDT\" is before \"ASTDT\" in 1 row: S1 (2021-01-05 to 2021-01-04)",
        "error ae:2 AENDY 1: \"AENDY\" is before \"ASTDY\" in 1 row: S2 (day 7 to day 6)",
      ])
  }

  @Test("treatment-emergent events before treatment, by date")
  func emergent() throws {
    let cohort = TestedCohort(1, ["TRTSDT": dates(["2021-01-10"])]).linking(
      "ae", of: [1, 1, 1],
      [
        "ASTDT": dates(["2021-01-09", "2021-01-10", "2021-01-01"]),
        "TRTEMFL": Column(categories: ["Y", "Y", nil], levels: ["Y"]),
      ])
    #expect(
      try cohort.findings("emergent_before_treatment") == [
        "warning ae:1 ASTDT 1: an event is flagged as treatment-emergent and began before treatment in 1 row: "
          + "S1 (2021-01-09, treated 2021-01-10)"
      ])
  }

  @Test("the dead without a date, and contact after death")
  func deathRecord() throws {
    let cohort = TestedCohort(
      3,
      [
        "DTHFL": Column(categories: ["Y", "Y", nil], levels: ["Y"]), "DTHDT": dates(["2021-01-10", nil, nil]),
        "LSTALVDT": dates(["2021-01-11", "2021-01-11", "2021-01-11"]),
      ])
    #expect(
      try cohort.findings("death_record") == [
        "warning subjects:2 DTHDT 1: dead by \"DTHFL\" without \"DTHDT\" in 1 subject: S2",
        "error subjects:1 LSTALVDT 1: \"LSTALVDT\" is after \"DTHDT\" in 1 subject: S1 (2021-01-11 after 2021-01-10)",
      ])
  }

  @Test("partly given dates are counted by what is given")
  func partial() throws {
    let cohort = TestedCohort(1).linking(
      "ae", of: [1, 1, 1, 1, 1],
      ["AESTDTC": Column(texts: ["2021-03-09", "2021-03", "2021", nil, "2021-UN-UN"])])
    #expect(
      try cohort.findings("partial_dates") == [
        "note ae:2 AESTDTC 3: \"AESTDTC\": of 4 dates 3 are given in part (2 to the year, 1 to the month); they are kept "
          + "as written, and impute_date(AESTDTC, 'first') completes them where a script asks for it"
      ])
    #expect(try TestedCohort(2, ["year": Column(texts: ["2001", "2002"])]).findings("partial_dates").isEmpty)
  }

  @Test("dates before 1900 and after 2100")
  func range() throws {
    let cohort = TestedCohort(
      4, ["born": dates(["1899-12-31", "1900-01-01", "2100-12-31", "2101-01-01"])])
    #expect(
      try cohort.findings("date_range") == [
        "warning subjects:1 born 2: \"born\" is before 1900 or after 2100 in 2 subjects: S1 (1899-12-31), S4 (2101-01-01)"
      ])
  }
}
