import Cohorts
import Foundation
import OrderedCollections
import Testing

@testable import Readers

@Suite("Endpoints of long tables")
struct LongEndpointTests {
  static let subjects = "USUBJID,SAFFL\nP1,Y\nP2,N\nP3,Y\nP4,Y\n"
  static let adtte = """
    USUBJID,PARAMCD,AVAL,CNSR,EVNTDESC,CNSDTDSC,STARTDT,ADT
    P1,OS,100,0,Death,,2020-01-01,2020-04-09
    P1,PFS,40,0,Progression,,2020-01-01,2020-02-09
    P2,OS,31,2,Alive,Lost to follow-up,2020-03-01,2020-03-31
    P2,PFS,31,1,No progression,Last assessment,2020-03-01,2020-03-31
    P4,OS,5,1,Alive,,2020-05-01,2020-05-05

    """
  static let dictionary = """
    subject_id = "USUBJID"

    [tables]
    subjects = "adsl.csv"
    adtte = "adtte.csv"

    [populations.safety]
    label = "Safety population"
    where = "SAFFL"

    [endpoints.os]
    label = "Overall survival"
    table = "adtte"
    where = "PARAMCD == 'OS'"
    time = "AVAL"
    censor = "CNSR"
    reason = ["EVNTDESC", "CNSDTDSC"]
    origin_date = "STARTDT"
    end_date = "ADT"

    """

  private func loaded(
    _ dictionary: String = dictionary, adtte: String = adtte, subjects: String = subjects
  ) throws -> Cohort {
    let folder = try TemporaryFolder(["cohort.toml": dictionary, "adsl.csv": subjects, "adtte.csv": adtte])
    defer { withExtendedLifetime(folder) {} }
    return try CohortLoader.load(path: folder.path).cohort
  }

  private func said(
    _ dictionary: String = dictionary, adtte: String = adtte, subjects: String = subjects
  ) -> String {
    faults { _ = try loaded(dictionary, adtte: adtte, subjects: subjects) }
  }

  @Test("A subject's row becomes columns of the subjects; without a row they are missing")
  func columns() throws {
    let cohort = try loaded()
    #expect(shown(try cohort.column("os_time")) == ["100", "31", "", "5"])
    #expect(shown(try cohort.column("os_cnsr")) == ["0", "2", "", "1"])
    #expect(shown(try cohort.column("os_origin_date")) == ["2020-01-01", "2020-03-01", "", "2020-05-01"])
    #expect(shown(try cohort.column("os_end_date")) == ["2020-04-09", "2020-03-31", "", "2020-05-05"])
    #expect(
      cohort.dictionary.endpoints["os"]
        == EndpointDefinition(
          name: "os", label: "Overall survival", time: "os_time", event: .censoring(column: "os_cnsr"),
          reason: "os_reason"))
    #expect(cohort.knownAt("os_time") == .afterOrigin && cohort.knownAt("os_reason") == .afterOrigin)
    #expect(cohort.knownAt("os_origin_date") == .baseline)
    #expect(cohort.dictionary.columns["os_time"]?.derivation == "AVAL of adtte where PARAMCD == 'OS'")
  }

  @Test("0 is the event and any other value is censored")
  func censoring() throws {
    let times = try loaded().times(of: EndpointRequest(.named("os")))
    #expect(times.time == [100, 31, 5])
    #expect(times.event == [true, false, false])
    #expect(times.missing == 1)
  }

  @Test("The reason of the censored is the second column's, where it has one")
  func reasons() throws {
    let cohort = try loaded()
    #expect(shown(try cohort.column("os_reason")) == ["Death", "Lost to follow-up", "", "Alive"])
    #expect(
      try cohort.reasons(of: "os") == [
        EndpointReason(words: "Death", isEvent: true, count: 1),
        EndpointReason(words: "Alive", isEvent: false, count: 1),
        EndpointReason(words: "Lost to follow-up", isEvent: false, count: 1),
      ])
  }

  @Test("Without a column of times both dates are counted, as ADaM counts days")
  func fromDates() throws {
    let cohort = try loaded(Self.dictionary.replacingOccurrences(of: "time = \"AVAL\"\n", with: ""))
    // 2020-01-01 to 2020-04-09 is day 100 of that leap year: 31 + 29 + 31 + 9.
    #expect(shown(try cohort.column("os_time")) == ["100", "31", "", "5"])
    #expect(cohort.dictionary.columns["os_time"]?.derivation == "ADT - STARTDT + 1 of adtte where PARAMCD == 'OS'")
  }

  @Test("Two rows of a subject name the subject, both rows and the place")
  func severalRows() {
    #expect(
      said(adtte: Self.adtte + "P2,OS,40,1,Alive,,2020-03-01,2020-04-09\n") == """
        adtte.csv:7:1: endpoint "os": subject "P2" has rows 3 and 6 of "adtte" where PARAMCD == 'OS'; at most one row a \
        subject is expected: narrow "where", such as by and ANL01FL == 'Y'
            P2,OS,40,1,Alive,,2020-03-01,2020-04-09
            ^^
        """)
  }

  @Test("A time below 0 is pointed at in the linked table")
  func negative() {
    #expect(
      said(adtte: Self.adtte.replacingOccurrences(of: ",100,0", with: ",-100,0")) == """
        adtte.csv:2:7: endpoint "os": "AVAL" should not be negative, found "-100"
            P1,OS,-100,0,Death,,2020-01-01,2020-04-09
                  ^^^^
        """)
  }

  @Test("Tables and columns that are not there, with the nearest right one")
  func unknown() {
    #expect(
      said(Self.dictionary.replacingOccurrences(of: "table = \"adtte\"", with: "table = \"adte\"")).hasPrefix(
        "cohort.toml:13:9: table \"adte\" is not among [tables]; did you mean \"adtte\"?"))
    #expect(
      said(Self.dictionary.replacingOccurrences(of: "\"AVAL\"", with: "\"AVLA\"")).hasPrefix(
        "cohort.toml:15:8: column \"AVLA\" is not in adtte; did you mean \"AVAL\"?"))
    #expect(
      said(Self.dictionary.replacingOccurrences(of: "'OS'\"", with: "'OX'\"")).hasPrefix(
        "cohort.toml:14:"))
    #expect(
      said(Self.dictionary.replacingOccurrences(of: "table = \"adtte\"\n", with: "")).contains(
        "[endpoints.os] needs the key \"table\""))
  }

  @Test("A condition on the rows can tell the event")
  func condition() throws {
    let dictionary = Self.dictionary.replacingOccurrences(
      of: "censor = \"CNSR\"", with: "event = \"EVNTDESC == 'Death'\"")
    let cohort = try loaded(dictionary)
    #expect(shown(try cohort.column("os_event")) == ["yes", "no", "", "no"])
    #expect(try cohort.times(of: EndpointRequest(.named("os"))).event == [true, false, false])
  }

  @Test("A column is taken from the rows of a linked table, and a part of a table is a table")
  func takenAndParts() throws {
    let cohort = try loaded(
      Self.dictionary + """
        [columns.first_event]
        label = "First event"
        table = "adtte"
        derive = "only(EVNTDESC) where PARAMCD == 'PFS' and CNSR == 0"

        [parts.pfs_rows]
        of = "adtte"
        where = "PARAMCD == 'PFS'"

        [linked.pfs_rows.AVAL]
        label = "Days"

        """)
    #expect(shown(try cohort.column("first_event")) == ["Progression", "", "", ""])
    #expect(cohort.dictionary.columns["first_event"]?.label == "First event")
    #expect(cohort.linked["pfs_rows"]?.subjectRows == [0, 1])
    #expect(cohort.linked["adtte"]?.table.count == 5)
    #expect(cohort.dictionary.linked["pfs_rows"]?["AVAL"]?.label == "Days")
  }

  @Test("The only row keeps the type, the levels and the label of its column")
  func onlyKeeps() throws {
    let cohort = try loaded(
      Self.dictionary + """
        [columns.pfs_event]
        table = "adtte"
        derive = "only(EVNTDESC) where PARAMCD == 'PFS'"

        [columns.pfs_end]
        table = "adtte"
        derive = "only(ADT) where PARAMCD == 'PFS'"

        [linked.adtte.EVNTDESC]
        label = "What happened"
        levels = ["Death", "Progression", "No progression", "Alive"]

        """)
    #expect(try cohort.column("pfs_event").type == .category)
    #expect(
      try cohort.column("pfs_event").declaredLevels == ["Death", "Progression", "No progression", "Alive"])
    #expect(shown(try cohort.column("pfs_event")) == ["Progression", "No progression", "", ""])
    #expect(cohort.dictionary.columns["pfs_event"]?.label == "What happened")
    #expect(
      cohort.derivation(of: "pfs_event") == "only(EVNTDESC) where PARAMCD == 'PFS', of adtte")
    #expect(try cohort.column("pfs_end").type == .date)
    #expect(shown(try cohort.column("pfs_end")) == ["2020-02-09", "2020-03-31", "", ""])
  }

  @Test("Two rows where the only one is asked for name the subject, both rows and the place")
  func severalForColumn() {
    let dictionary =
      Self.dictionary + "[columns.event]\ntable = \"adtte\"\nderive = \"only(EVNTDESC) where CNSR >= 0\"\n"
    #expect(
      said(dictionary) == """
        adtte.csv:3:1: column "event": subject "P1" has rows 1 and 2 of "adtte" where CNSR >= 0 (and 1 more subject has \
        several); at most one row a subject is expected: narrow "where", such as by and ANL01FL == 'Y'
            P1,PFS,40,0,Progression,,2020-01-01,2020-02-09
            ^^
        """)
    #expect(
      said(Self.dictionary + "[columns.event]\ntable = \"adtte\"\nvalue = \"EVNTDESC\"\n").contains(
        "[columns.event] has no key \"value\""))
  }

  @Test("A folder without rows for an endpoint, and one of a single subject")
  func edges() throws {
    let none = try loaded(adtte: "USUBJID,PARAMCD,AVAL,CNSR,EVNTDESC,CNSDTDSC,STARTDT,ADT\n" + "P1,OS,,,,,,\n")
    #expect(none.count == 4)
  }

  @Test("A unit that AVALU contradicts is a fault that names both, and a finding of an overview")
  func contradictedUnit() throws {
    let months = "USUBJID,PARAMCD,AVAL,AVALU,CNSR\nP1,OS,3,MONTHS,0\nP2,OS,4,MONTHS,1\n"
    let dictionary = Self.dictionary.components(separatedBy: "reason =")[0]
    #expect(
      said(dictionary, adtte: months).hasPrefix(
        "adtte.csv:2:9: endpoint \"os\" is declared in days, but AVALU says \"MONTHS\" of AVAL"))
    #expect(said(dictionary + "unit = \"months\"\n", adtte: months).isEmpty)
    let folder = try TemporaryFolder(["cohort.toml": dictionary, "adsl.csv": Self.subjects, "adtte.csv": months])
    let seen = try CohortLoader.load(path: folder.path, faultyRows: .leftOut)
    #expect(
      seen.findings.map(\.message) == [
        "endpoint \"os\" is declared in days, but AVALU says \"MONTHS\" of AVAL: a fault in a run"
      ])
  }

  @Test("A time below 0 is a fault of a run, and does not keep an overview from being made")
  func negativeTime() throws {
    let negative = Self.adtte.replacing("P4,OS,5", with: "P4,OS,-5")
    #expect(said(adtte: negative).contains("adtte.csv:6:"))
    let folder = try TemporaryFolder([
      "cohort.toml": Self.dictionary, "adsl.csv": Self.subjects, "adtte.csv": negative,
    ])
    let seen = try CohortLoader.load(path: folder.path, faultyRows: .leftOut).cohort
    #expect(shown(try seen.column("os_time")) == ["100", "31", "", "-5"])
  }
}

@Suite("Populations")
struct PopulationTests {
  private func cohort() throws -> Cohort {
    let folder = try TemporaryFolder([
      "cohort.toml": LongEndpointTests.dictionary, "adsl.csv": LongEndpointTests.subjects,
      "adtte.csv": LongEndpointTests.adtte,
    ])
    defer { withExtendedLifetime(folder) {} }
    return try CohortLoader.load(path: folder.path).cohort
  }

  @Test("A population is its subjects, and the flow names it")
  func restricts() throws {
    let safety = try cohort().population("safety")
    #expect(shown(try safety.column("USUBJID")) == ["P1", "P3", "P4"])
    #expect(safety.flow.map(\.condition) == ["Safety population (SAFFL)"])
    #expect(safety.flow.map(\.excluded) == [1])
  }

  @Test("One that there is not lists those that there are")
  func unknown() throws {
    let cohort = try cohort()
    #expect(
      faults { _ = try cohort.population("saftey") }
        == "population \"saftey\" is not declared in cohort \"\(cohort.name)\"; did you mean \"safety\"? Declared: safety"
    )
    #expect(
      faults { _ = try cohort.population("itt") }
        == "population \"itt\" is not declared in cohort \"\(cohort.name)\"; declared: safety")
  }

  @Test("A condition that cannot be computed is pointed at")
  func condition() throws {
    let folder = try TemporaryFolder([
      "cohort.toml": LongEndpointTests.dictionary.replacingOccurrences(of: "\"SAFFL\"", with: "\"SAFL\""),
      "adsl.csv": LongEndpointTests.subjects, "adtte.csv": LongEndpointTests.adtte,
    ])
    defer { withExtendedLifetime(folder) {} }
    let said = faults { _ = try CohortLoader.load(path: folder.path) }
    #expect(said.hasPrefix("cohort.toml:9:10: population \"safety\": "))
    #expect(said.contains("did you mean \"SAFFL\"?"))
  }

  @Test("What is written loads back with its populations, reasons and endpoints")
  func roundTrip() throws {
    let cohort = try cohort()
    let folder = try TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    try CohortFolderWriter.write(cohort, to: folder.path, overwrite: true)
    let back = try CohortLoader.load(path: folder.path).cohort
    #expect(back.dictionary.populations == cohort.dictionary.populations)
    #expect(back.dictionary.endpoints == cohort.dictionary.endpoints)
    #expect(try back.reasons(of: "os") == cohort.reasons(of: "os"))
  }
}
