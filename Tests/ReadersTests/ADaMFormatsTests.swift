import Cohorts
import OrderedCollections
import Testing

@testable import Readers

/// The same analysis data as comma-separated text, in which flags are guessed, and as SAS transport files, in which they are letters.
@Suite("ADaM in text and in transport files")
struct ADaMFormatsTests {
  private static func day(_ month: Int, _ day: Int) -> CalendarDate? {
    CalendarDate(year: 2020, month: month, day: day)
  }

  private static let subjects: OrderedDictionary<String, Column> = [
    "STUDYID": Column(texts: ["S1", "S1", "S1", "S1"]), "USUBJID": Column(texts: ["S1-1", "S1-2", "S1-3", "S1-4"]),
    "SAFFL": Column(texts: ["Y", nil, "Y", "Y"]), "ITTFL": Column(texts: ["Y", "N", "N", "Y"]),
    "EFFFL": Column(texts: ["N", "N", "N", "N"]),
    "TRTSDT": Column(dates: [day(1, 10), day(1, 12), day(1, 15), day(2, 1)]),
  ]
  private static let times: OrderedDictionary<String, Column> = [
    "USUBJID": Column(texts: ["S1-1", "S1-2", "S1-2", "S1-3", "S1-1", "S1-4"]),
    "PARAMCD": Column(texts: ["OS", "OS", "OS", "OS", "PFS", "PFS"]),
    "PARAM": Column(
      texts: Array(repeating: "Overall Survival", count: 4) + [
        "Progression-free Survival", "Progression-free Survival",
      ]),
    "AVAL": Column(numbers: [22, 31, 40, 5, 11.5, 3]),
    "AVALU": Column(texts: Array(repeating: "DAYS", count: 6)),
    "CNSR": Column(integers: [0, 1, 1, 2, 0, 1]),
    "EVNTDESC": Column(texts: ["Death", "Alive", "Alive", "Lost", "Progression", "No progression"]),
    "ANL01FL": Column(texts: ["Y", "Y", nil, "Y", "Y", "Y"]),
    "STARTDT": Column(dates: [day(1, 10), day(1, 12), day(1, 12), day(1, 15), day(1, 10), day(2, 1)]),
  ]
  private static let responses: OrderedDictionary<String, Column> = [
    "USUBJID": Column(texts: ["S1-1", "S1-1", "S1-3", "S1-3", "S1-1"]),
    "PARAMCD": Column(texts: ["OVR", "BOR", "OVR", "BOR", "RSP"]),
    "PARAM": Column(texts: ["Response", "Best response", "Response", "Best response", "Responder"]),
    "AVALC": Column(texts: ["CR", "CR", "PD", "PD", "Y"]), "ADY": Column(integers: [30, 30, 28, 28, 30]),
  ]

  private func loaded(_ ending: String, _ bytes: (DescribedTable) throws -> [UInt8]) throws -> Cohort {
    let folder = try TemporaryFolder()
    for (name, columns) in [("ADSL", Self.subjects), ("ADTTE", Self.times), ("ADRS", Self.responses)] {
      let table = DescribedTable(name: name, table: try Table(name: name, columns: columns))
      try folder.write(bytes(table), to: name.lowercased() + ending)
    }
    return try withExtendedLifetime(folder) { try CohortLoader.load(path: folder.path).cohort }
  }

  @Test("Populations, endpoints and derived responses are the same")
  func same() throws {
    let text = try loaded(".csv") { try CSVWriter.bytes(of: $0.table) }
    let transport = try loaded(".xpt") { try XPTWriter.bytes(of: [$0], version: .v5) }
    #expect(try text.column("SAFFL").type == .flag && transport.column("SAFFL").type == .flag)
    #expect(text.dictionary.populations == transport.dictionary.populations)
    #expect(text.dictionary.endpoints == transport.dictionary.endpoints)
    #expect(text.dictionary.endpointNames == ["os", "pfs"])
    for cohort in [text, transport] {
      #expect(cohort.dictionary.populations["safety"]?.condition == "SAFFL == 'Y'")
      #expect(cohort.populationNames == ["intention_to_treat", "safety"])
      #expect(shown(try cohort.population("safety").column("USUBJID")) == ["S1-1", "S1-3", "S1-4"])
      #expect(shown(try cohort.population("intention_to_treat").column("USUBJID")) == ["S1-1", "S1-4"])
      #expect(shown(try cohort.column("os_time")) == ["22", "31", "5", ""])
      #expect(shown(try cohort.column("os_cnsr")) == ["0", "1", "2", ""])
      #expect(shown(try cohort.column("os_reason")) == ["Death", "Alive", "Lost", ""])
      #expect(shown(try cohort.column("pfs_time")) == ["11.5", "", "", "3"])
      #expect(shown(try cohort.column("bor")) == ["CR", "", "PD", ""])
      #expect(shown(try cohort.column("rsp")) == ["Y", "", "", ""])
      #expect(cohort.dictionary.endpoints["os"]?.origin == "first treatment")
      #expect(cohort.derivation(of: "bor") == "only(AVALC) where PARAMCD == 'BOR', of adrs")
    }
  }
}
