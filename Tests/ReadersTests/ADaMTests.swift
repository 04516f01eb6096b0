import Cohorts
import Foundation
import OrderedCollections
import Testing

@testable import Readers

/// What ADaM's conventions make of files.
func inferred(_ files: [String: String]) throws -> (inference: Inference, cohort: Cohort) {
  let folder = try TemporaryFolder(files)
  defer { withExtendedLifetime(folder) {} }
  let loading = UndeclaredLoading(folder: folder.path, progress: nil)
  return (try loading.inference(), try loading.load().cohort)
}

@Suite("ADaM")
struct ADaMTests {
  static let adsl = """
    STUDYID,USUBJID,AGE,AGEU,AGEGR1,AGEGR1N,TRT01A,TRT01AN,SAFFL,EFFFL,TRTSDT,TRTEDT,DISONSDT,DTHFL,ECOGBL,WEIRD
    S1,S1-1,50,YEARS,<65,1,Zeta,0,Y,Y,2020-01-10,2020-05-10,2010-01-01,Y,0,a
    S1,S1-2,70,YEARS,65-80,2,Alpha,54,Y,N,2020-01-12,2020-02-10,2011-01-01,,1,b
    S1,S1-3,85,YEARS,>80,3,Alpha,54,Y,Y,2020-01-15,2020-03-10,2012-01-01,,1,a
    S1,S1-4,86,YEARS,>80,3,Zeta,0,N,N,2020-01-15,2020-03-10,2012-01-01,,0,b

    """
  static let adtte = """
    STUDYID,USUBJID,PARAM,PARAMCD,PARAMN,AVAL,CNSR,EVNTDESC,CNSDTDSC,STARTDT,ADT
    S1,S1-1,Overall Survival (Months),OS,1,4.0,0,Death,,2020-01-10,2020-05-10
    S1,S1-2,Overall Survival (Months),OS,1,1.0,1,Alive,Last contact,2020-01-12,2020-02-11
    S1,S1-3,Overall Survival (Months),OS,1,2.0,2,Alive,Lost,2020-01-15,2020-03-15
    S1,S1-1,Time to Event,TTE,2,100,0,Death,,2020-01-10,2020-04-18
    S1,S1-2,Time to Event,TTE,2,10,1,Alive,Last contact,2020-01-12,2020-01-21
    S1,S1-3,Time to Event,TTE,2,,1,,,2020-01-15,

    """
  static let adae = """
    STUDYID,USUBJID,AEDECOD,AEBODSYS,AESEV,AESER,AEREL,TRTEMFL,ASTDY,AENDY,AESEQ
    S1,S1-1,RASH,SKIN,MILD,N,NONE,Y,3,9,1
    S1,S1-1,RASH,SKIN,SEVERE,Y,PROBABLE,Y,13,19,2
    S1,S1-3,FEVER,GENERAL,MODERATE,N,NONE,,1,,1

    """
  static let adrs = """
    STUDYID,USUBJID,PARAM,PARAMCD,AVALC,ADY
    S1,S1-1,Overall response,OVR,PR,30
    S1,S1-1,Overall response,OVR,CR,60
    S1,S1-1,Best overall response,BOR,CR,60
    S1,S1-2,Overall response,OVR,PD,28
    S1,S1-2,Best overall response,BOR,PD,28
    S1,S1-1,Responder,RSP,Y,30

    """
  static let files = ["adsl.csv": adsl, "ADTTE.csv": adtte, "adae.csv": adae, "adrs.csv": adrs]

  @Test("ADSL holds the subjects, and the others are linked under their names")
  func tablesByName() throws {
    let (inference, cohort) = try inferred(Self.files)
    #expect(inference.declaration.subjectID.name == "USUBJID" && inference.declaration.trial?.name == "STUDYID")
    #expect(inference.declaration.subjects.path == "adsl.csv" && cohort.count == 4)
    #expect(Set(cohort.linked.keys) == ["adverse_events", "adtte", "adrs", "assessments"])
    #expect(cohort.name == "S1")
  }

  @Test("Without ADSL it is none of ADaM's")
  func notADaM() throws {
    let (inference, cohort) = try inferred(["subjects.csv": Self.adsl, "adtte.csv": Self.adtte])
    #expect(inference.declaration.trial == nil && cohort.populationNames.isEmpty)
  }

  @Test("Each parameter is an endpoint: label without unit, unit by its words or its dates, and 0 the event")
  func endpoints() throws {
    let (inference, cohort) = try inferred(Self.files)
    #expect(cohort.dictionary.endpointNames == ["os", "tte"])
    let os = try #require(cohort.dictionary.endpoints["os"])
    #expect(os.label == "Overall Survival" && os.unit == .months && os.origin == "first treatment")
    #expect(os.reason == "os_reason" && os.originDay == nil)
    #expect(cohort.dictionary.endpoints["tte"]?.unit == .days)
    #expect(inference.notes.contains("the unit of \"tte\" is days, as AVAL is reckoned from STARTDT and ADT"))
    let times = try cohort.times(of: EndpointRequest(.named("os")))
    #expect(times.time == [4, 1, 2] && times.event == [true, false, false] && times.missing == 1)
    #expect(try cohort.reasons(of: "os").map(\.words) == ["Death", "Last contact", "Lost"])
    #expect(try cohort.times(of: EndpointRequest(.named("tte"))).missing == 2)
  }

  @Test("Without AVALU, words or dates times are days, and a finding says so")
  func noUnit() throws {
    let bare = "USUBJID,PARAM,PARAMCD,AVAL,CNSR\nS1-1,Survival,OS,5,0\nS1-2,Survival,OS,6,1\n"
    let (inference, cohort) = try inferred(["adsl.csv": Self.adsl, "adtte.csv": bare])
    #expect(cohort.dictionary.endpoints["os"]?.unit == .days)
    #expect(
      inference.findings.map(\.message) == [
        "OS: nothing says in which unit AVAL is (AVALU, PARAM or dates); taken as days"
      ])
    let mixed =
      "USUBJID,PARAM,PARAMCD,AVAL,AVALU,CNSR\nS1-1,Survival,OS,5,DAYS,0\nS1-2,Survival,OS,6,MONTHS,1\n"
    let (second, other) = try inferred(["adsl.csv": Self.adsl, "adtte.csv": mixed])
    #expect(other.dictionary.endpoints.isEmpty)
    #expect(second.findings.map(\.check) == ["endpoint_units"])
  }

  @Test("Where AVAL is absent, times are counted from the dates; an origin that is not first treatment has its day")
  func fromDates() throws {
    let bare = """
      USUBJID,PARAM,PARAMCD,CNSR,STARTDT,ADT
      S1-1,Survival,OS,0,2020-01-08,2020-01-31
      S1-2,Survival,OS,1,2020-01-12,2020-01-12

      """
    let (_, cohort) = try inferred(["adsl.csv": Self.adsl, "adtte.csv": bare])
    #expect(shown(try cohort.column("os_time")) == ["24", "1", "", ""])
    #expect(shown(try cohort.column("os_origin_day")) == ["-2", "0", "", ""])
    #expect(cohort.dictionary.endpoints["os"]?.originDay == "os_origin_day")
    #expect(cohort.dictionary.endpoints["os"]?.origin == "the date in STARTDT")
  }

  @Test("Grades that are written as text are whole numbers; others stay as they are")
  func grades() throws {
    func grades(_ values: [String]) throws -> Column {
      var text = DatasetJSONText(
        [("USUBJID", #""dataType":"string""#), ("AETOXGR", #""dataType":"string""#)],
        values.enumerated().map { #"["S1-\#($0 % 4 + 1)",\#($1)]"# })
      text.name = #""name":"ADAE","label":"Adverse events""#
      let (_, cohort) = try inferred(["adsl.csv": Self.adsl, "adae.json": text.text])
      #expect(cohort.column(playing: .grade, inTable: "adverse_events") == "AETOXGR")
      return try #require(cohort.linked["adverse_events"]?.table.columns["AETOXGR"])
    }
    #expect(try grades([#""3""#, #""10""#, "null", #""3""#]) == Column(integers: [3, 10, nil, 3]))
    #expect(try grades([#""3""#, #""Grade 4""#, #""3""#, #""3""#]).type == .category)
  }

  @Test("Dates are leant on only where they are dates: numbers without a format, and texts, are left alone")
  func noDates() throws {
    for date in ["21914", "unknown"] {
      let table = """
        USUBJID,PARAM,PARAMCD,AVAL,AVALU,CNSR,STARTDT,ADT
        S1-1,Survival,OS,5,DAYS,0,\(date),\(date)
        S1-2,Survival,OS,6,DAYS,1,\(date),\(date)

        """
      let (inference, cohort) = try inferred(["adsl.csv": Self.adsl, "adtte.csv": table])
      let long = try #require(inference.declaration.endpoints.first?.long)
      #expect(long.originDate == nil && long.endDate == nil)
      #expect(shown(try cohort.column("os_time")) == ["5", "6", "", ""])
      #expect(cohort.stored.columns["os_origin_date"] == nil && cohort.dictionary.endpoints["os"]?.originDay == nil)
    }
  }

  @Test("A flag of which only Y is written is no where it is blank, in expressions as in analyses, and a note says so")
  func ticked() throws {
    let (inference, cohort) = try inferred(Self.files)
    #expect(cohort.linked["adverse_events"]?.table.columns["TRTEMFL"] == Column(flags: [true, true, false]))
    #expect(try cohort.column("DTHFL") == Column(flags: [true, false, false, false]))
    #expect(try cohort.column("EFFFL") == Column(flags: [true, false, true, false]))
    #expect(try cohort.rows(ofTable: "adverse_events").rows.where("TRTEMFL ~= 'Y'").count == 1)
    #expect(
      inference.notes.contains(
        "blank is no in flags of which only Y is written: DTHFL of subjects; TRTEMFL of adverse_events"))
    let text = DeclarationText(inference.declaration).text
    #expect(text.contains("[columns.DTHFL]\ntype = \"flag\"\nblank = \"no\"\n"), "\(text)")
    let folder = try TemporaryFolder(Self.files.merging(["cohort.toml": text]) { $1 })
    let declared = try CohortLoader.load(path: folder.path).cohort
    #expect(try declared.column("DTHFL") == cohort.column("DTHFL"))
  }

  @Test("Only a flag can be no where it is blank")
  func blank() throws {
    func fault(_ column: String) throws -> String {
      let folder = try TemporaryFolder([
        "s.csv": "id,x\n1,Y\n2,\n", "cohort.toml": "subject_id = \"id\"\n[tables]\nsubjects = \"s.csv\"\n\(column)",
      ])
      return faults { _ = try CohortLoader.load(path: folder.path) }
    }
    #expect(try fault("[columns.x]\ntype = \"flag\"\nblank = \"no\"\n").isEmpty)
    #expect(try fault("[columns.x]\nblank = \"no\"\n").contains("type = \"flag\""))
    #expect(
      try fault("[columns.x]\ntype = \"flag\"\nblank = \"yes\"\n").contains("\"blank\" should be \"no\", found \"yes\"")
    )
  }

  @Test("Several rows of a subject are told apart by ANL01FL, or else no endpoint is made")
  func severalRows() throws {
    let twice = """
      USUBJID,PARAM,PARAMCD,AVAL,AVALU,CNSR,ANL01FL
      S1-1,Survival,OS,5,DAYS,0,Y
      S1-1,Survival,OS,7,DAYS,0,
      S1-2,Survival,OS,6,DAYS,1,Y

      """
    let (_, cohort) = try inferred(["adsl.csv": Self.adsl, "adtte.csv": twice])
    #expect(shown(try cohort.column("os_time")) == ["5", "6", "", ""])
    let unflagged = twice.replacingOccurrences(of: ",Y\n", with: ",\n")
    let (inference, other) = try inferred(["adsl.csv": Self.adsl, "adtte.csv": unflagged])
    #expect(other.dictionary.endpoints.isEmpty)
    #expect(inference.findings.map(\.subject) == ["S1-1"] && inference.findings.map(\.row) == [2])
  }

  @Test("Levels are in the order of their numbers, and severity in its own")
  func levels() throws {
    let (_, cohort) = try inferred(Self.files)
    #expect(try cohort.column("TRT01A").levels == ["Zeta", "Alpha"])
    #expect(try cohort.column("AGEGR1").levels == ["<65", "65-80", ">80"])
    #expect(cohort.linked["adverse_events"]?.table.columns["AESEV"]?.levels == ["MILD", "MODERATE", "SEVERE"])
  }

  @Test("A partner that is not one to one is a finding, and orders nothing")
  func notOneToOne() throws {
    let adsl = Self.adsl.replacingOccurrences(of: "65-80,2", with: "65-80,3")
    let (inference, cohort) = try inferred(["adsl.csv": adsl])
    #expect(try cohort.column("AGEGR1").levels.map(Set.init) == ["<65", "65-80", ">80"])
    #expect(inference.findings.map(\.check) == ["partner_not_one_to_one"])
    #expect(
      inference.findings.map(\.message) == [
        "AGEGR1 and AGEGR1N are not one to one: \"65-80\" and \">80\" are both 3; the levels of AGEGR1 are not ordered by it"
      ])
  }

  @Test("What is known when: by the standard, by the dates, and else not said")
  func timing() throws {
    let (inference, cohort) = try inferred(Self.files)
    for name in ["STUDYID", "AGE", "AGEGR1", "AGEGR1N", "TRT01A", "TRT01AN", "SAFFL", "TRTSDT", "DISONSDT", "ECOGBL"] {
      #expect(cohort.knownAt(name) == .baseline, "\(name)")
    }
    for name in ["TRTEDT", "DTHFL", "os_time", "os_reason", "bor", "rsp"] {
      #expect(cohort.knownAt(name) == .afterOrigin, "\(name)")
    }
    #expect(cohort.knownAt("WEIRD") == nil && cohort.knownAt("EFFFL") == nil)
    #expect(inference.remarks["columns.WEIRD"] == "when it is known is not told: decide")
    let events = try #require(cohort.dictionary.linked["adverse_events"])
    #expect(events["AEDECOD"]?.knownAt == .afterOrigin && events["STUDYID"]?.knownAt == .baseline)
  }

  @Test("The variables of adverse events have their roles")
  func roles() throws {
    let (_, cohort) = try inferred(Self.files)
    let roles: [ColumnRole: String] = [
      .term: "AEDECOD", .organClass: "AEBODSYS", .grade: "AESEV", .onset: "ASTDY", .end: "AENDY",
      .emergent: "TRTEMFL", .serious: "AESER", .related: "AEREL",
    ]
    for (role, name) in roles {
      #expect(cohort.dictionary.linked["adverse_events"]?[name]?.role == role, "\(name)")
    }
  }

  @Test("Derived responses are columns of the subjects, and never assessments")
  func responses() throws {
    let (_, cohort) = try inferred(Self.files)
    #expect(shown(try cohort.column("bor")) == ["CR", "PD", "", ""])
    #expect(shown(try cohort.column("rsp")) == ["Y", "", "", ""])
    #expect(cohort.dictionary.columns["bor"]?.label == "Best overall response")
    #expect(cohort.dictionary.columns["bor"]?.vocabulary == "recist")
    #expect(cohort.linked["assessments"]?.table.count == 3)
    #expect(cohort.column(playing: .response, inTable: "assessments") == "AVALC")
    #expect(cohort.column(playing: .response, inTable: "adrs") == nil)
    #expect(cohort.table(holding: [.day, .response], usualNames: []) == "assessments")
    let only = Self.adrs.split(separator: "\n").filter { !$0.contains("BOR") && !$0.contains("RSP") }.joined(
      separator: "\n")
    let (_, single) = try inferred(["adsl.csv": Self.adsl, "adrs.csv": only + "\n"])
    #expect(single.linked["assessments"]?.table.count == 3 && single.linked["adrs"] == nil)
    #expect(single.column(playing: .response, inTable: "assessments") == "AVALC")
  }

  @Test("Population flags are populations")
  func populations() throws {
    let (_, cohort) = try inferred(Self.files)
    #expect(cohort.populationNames == ["safety", "efficacy"])
    #expect(try cohort.population("safety").count == 3)
    #expect(try cohort.population("efficacy").count == 2)
  }

  @Test("The same table in two files: one is taken where they agree, and it is a fault where they do not")
  func duplicates() throws {
    let (inference, cohort) = try inferred(
      Self.files.merging(["adtte.tsv": Self.adtte.replacing(",", with: "\t")]) { $1 })
    #expect(cohort.dictionary.endpointNames == ["os", "tte"])
    #expect(inference.notes.contains("adtte is read from ADTTE.csv; adtte.tsv holds the same values"))
    let other = Self.adtte.replacing(",100,", with: ",101,").replacing(",", with: "\t")
    let said = faults { _ = try inferred(Self.files.merging(["adtte.tsv": other]) { $1 }) }
    #expect(
      said == """
        adtte.tsv: "adtte" is in ADTTE.csv and in adtte.tsv, and they differ: row 4, column "AVAL": "100" and "101"; keep one of \
        them, or name the one that is meant in a cohort.toml: [tables] adtte = "ADTTE.csv"
        """)
  }

  @Test("The same table as text and as a transport file is the same, though text has other types")
  func formats() throws {
    let columns: OrderedDictionary<String, Column> = [
      "USUBJID": Column(texts: ["01", "02"]), "SAFFL": Column(texts: ["Y", "N"]),
      "SITEID": Column(texts: ["007", "8"]),
      "AGE": Column(numbers: [50, 61.5]),
      "TRTSDT": Column(dates: [CalendarDate(year: 2020, month: 1, day: 2), nil]),
    ]
    let table = DescribedTable(name: "ADSL", table: try Table(name: "ADSL", columns: columns))
    let folder = try TemporaryFolder([
      "adsl.csv": "USUBJID,SAFFL,SITEID,AGE,TRTSDT\n01,Y,007,50,2020-01-02\n02,N,8,61.5,\n"
    ])
    defer { withExtendedLifetime(folder) {} }
    try folder.write(XPTWriter.bytes(of: [table], version: .v5), to: "adsl.xpt")
    let loaded = try CohortLoader.load(path: folder.path)
    #expect(loaded.notes.contains("adsl is read from adsl.xpt; adsl.csv holds the same values"))
    #expect(loaded.cohort.dictionary.populations["safety"]?.condition == "SAFFL == 'Y'")
  }

  @Test("The declaration that is written for a person loads as the same cohort")
  func written() throws {
    let folder = try TemporaryFolder(Self.files)
    defer { withExtendedLifetime(folder) {} }
    let inferred = try CohortLoader.load(path: folder.path).cohort
    let text = try DeclarationDraft.text(for: folder.path)
    #expect(
      text.contains("[endpoints.os]\nlabel = \"Overall Survival\"\ntable = \"adtte\"\nwhere = \"PARAMCD == 'OS'\"\n"))
    try folder.write(Array(text.utf8), to: "cohort.toml")
    let declared = try CohortLoader.load(path: folder.path).cohort
    #expect(declared.dictionary.endpoints == inferred.dictionary.endpoints)
    #expect(declared.dictionary.populations == inferred.dictionary.populations)
    #expect(Set(declared.columnNames) == Set(inferred.columnNames))
    for name in inferred.columnNames {
      #expect(try declared.column(name) == inferred.column(name), "\(name)")
      #expect(declared.knownAt(name) == inferred.knownAt(name), "\(name)")
    }
    #expect(declared.linked.mapValues(\.table.count) == inferred.linked.mapValues(\.table.count))
    #expect(declared.column(playing: .response, inTable: "assessments") == "AVALC")
  }

  @Test("Two studies are one pool, keyed by USUBJID")
  func pool() throws {
    let adsl = Self.adsl + "S2,S2-1,50,YEARS,<65,1,Zeta,0,Y,Y,2020-01-10,2020-05-10,2010-01-01,Y,0,a\n"
    let (inference, cohort) = try inferred(["adsl.csv": adsl, "adtte.csv": Self.adtte])
    #expect(cohort.count == 5 && cohort.name == "S1, S2")
    #expect(inference.declaration.trial?.name == "STUDYID")
  }
}

extension Column {
  /// The levels of a category.
  fileprivate var levels: [String]? { if case .category(let values) = storage { values.levels } else { nil } }
}
