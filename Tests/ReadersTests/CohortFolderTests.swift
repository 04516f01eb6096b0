import Cohorts
import Foundation
import OrderedCollections
import Testing

@testable import Readers

@Suite("A cohort folder")
struct CohortFolderTests {
  static let subjects = """
    id,trial,age,response,pfs_days,pfs_event,transplant_day
    P1,A,34,CR,100,1,
    P2,B,51,PR,30.5,0,12
    P3,A,NA,,7,1,5

    """
  static let events = "id,term,grade\nP2,CRS,2\nP2,ICANS,1\nP3,CRS,3\n"
  static let dictionary = """
    name = "Small"
    notice = "Made up."
    subject_id = "id"
    trial = "trial"

    [tables]
    subjects = "subjects.csv"
    adverse_events = "events.csv"

    [columns.response]
    label = "Best response"
    levels = ["CR", "PR", "PD"]
    known_at = "after_origin"

    [columns.age]
    label = "Age"
    unit = "years"
    type = "number"
    known_at = "baseline"

    [columns.transplant_day]
    known_at = ["transplant_day"]

    [linked.adverse_events.grade]
    label = "Grade"

    [endpoints.pfs]
    label = "Progression-free survival"
    time = "pfs_days"
    event = "pfs_event"
    origin = "infusion"

    """

  private func folder(
    _ dictionary: String = dictionary, subjects: String = subjects, events: String = events
  ) throws -> TemporaryFolder {
    try TemporaryFolder(["cohort.toml": dictionary, "subjects.csv": subjects, "events.csv": events])
  }

  private func said(
    _ dictionary: String = dictionary, subjects: String = subjects, events: String = events
  ) throws -> String {
    let folder = try folder(dictionary, subjects: subjects, events: events)
    return faults { _ = try CohortLoader.load(path: folder.path) }
  }

  @Test("Tables, dictionary and endpoints are what the folder says")
  func loads() throws {
    let folder = try folder()
    let cohort = try CohortLoader.load(path: folder.path).cohort
    #expect(cohort.name == "Small")
    #expect(cohort.count == 3)
    #expect(cohort.provenance.notice == "Made up.")
    #expect(cohort.dictionary.subjectID == "id" && cohort.dictionary.trial == "trial")
    #expect(Array(cohort.dictionary.columns.keys) == ["response", "age", "transplant_day"])
    #expect(
      cohort.dictionary.columns["age"] == ColumnDescription(label: "Age", unit: "years", knownAt: .baseline))
    #expect(cohort.knownAt("response") == .afterOrigin)
    #expect(cohort.knownAt("transplant_day") == .onDay(["transplant_day"]))
    #expect(isSame(try cohort.column("age"), Column(numbers: [34, 51, nil])))
    #expect(isSame(try cohort.column("response"), Column(categories: ["CR", "PR", nil], levels: ["CR", "PR", "PD"])))
    #expect(
      cohort.dictionary.endpoints["pfs"]
        == EndpointDefinition(
          name: "pfs", label: "Progression-free survival", time: "pfs_days", event: .indicator(column: "pfs_event"),
          origin: "infusion"))
    #expect(cohort.linked["adverse_events"]?.subjectRows == [1, 1, 2])
    #expect(cohort.dictionary.linked["adverse_events"]?["grade"]?.label == "Grade")
  }

  @Test("The provenance names each file without folders, with its digest and rows")
  func provenance() throws {
    let folder = try folder()
    let sources = try CohortLoader.load(path: folder.path).cohort.provenance.sources
    #expect(sources.map(\.table) == ["subjects", "adverse_events", "dictionary"])
    #expect(sources.map(\.name) == ["subjects.csv", "events.csv", "cohort.toml"])
    #expect(sources.map(\.rows) == [3, 3, 0])
    // printf 'id,term,grade\nP2,CRS,2\nP2,ICANS,1\nP3,CRS,3\n' | sha256sum
    #expect(sources[1].sha256 == "873e4941da58b6940e765dc4b62a14ad7364dcdb6efc50efa0c5bb9331c062cd")
  }

  @Test("A dictionary may be named itself")
  func dictionaryPath() throws {
    let folder = try folder()
    #expect(try CohortLoader.load(path: folder.file("cohort.toml")).cohort.count == 3)
  }

  @Test("What is not TOML")
  func syntax() throws {
    #expect(
      try said("name \"Small\"\n") == """
        cohort.toml:1:6: expected '=' after a key, found '"'
            name "Small"
                 ^
        """)
  }

  @Test("Unknown keys, with the nearest right one")
  func keys() throws {
    let text = try said(Self.dictionary.replacingOccurrences(of: "origin =", with: "orign ="))
    #expect(
      text == """
        cohort.toml:31:1: [endpoints.pfs] has no key "orign"; did you mean "origin"?
            orign = "infusion"
            ^^^^^
        """)
    #expect(
      try said("nickname = 1\n" + Self.dictionary).hasPrefix(
        """
        cohort.toml:1:1: cohort.toml has no key "nickname"; its keys: name, notice, subject_id, trial, tables, columns, \
        linked, parts, vocabularies, populations, endpoints
        """))
  }

  @Test("Unknown types and units, with the nearest right one")
  func choices() throws {
    #expect(
      try said(Self.dictionary.replacingOccurrences(of: "\"number\"", with: "\"nubmer\"")) == """
        cohort.toml:18:8: type "nubmer" is not known; did you mean "number"?
            type = "nubmer"
                   ^^^^^^^^
        """)
    #expect(
      try said(Self.dictionary + "unit = \"fortnights\"\n") == """
        cohort.toml:32:8: unit "fortnights" is not known; choose one of: days, weeks, months, years
            unit = "fortnights"
                   ^^^^^^^^^^^^
        """)
  }

  @Test("A unit that was meant for one of time and is none is an error; others are shown")
  func unitsOfTime() throws {
    let years = Self.dictionary
    func age(_ unit: String) throws -> String {
      try self.said(years.replacingOccurrences(of: "unit = \"years\"", with: "unit = \"\(unit)\""))
    }
    #expect(
      try age("jahre") == """
        cohort.toml:17:8: "unit" should be "years" (days, weeks, months, years), found "jahre"
            unit = "jahre"
                   ^^^^^^^
        """)
    #expect(try age("Yaers").contains("\"unit\" should be \"years\""))
    #expect(try age("mois").contains("\"unit\" should be \"months\""))
    for unit in ["mg/dL", "10^9/L", "cells/kg", "mg", "beats", "bar", "Years", "mo", "hours"] {
      #expect(try age(unit).isEmpty, "\(unit)")
    }
  }

  @Test("The unit of a time is the endpoint's, and that of a day is one of time")
  func unitsOfTimes() throws {
    let times = Self.dictionary + "\n[columns.pfs_days]\nunit = "
    #expect(try said(times + "\"days\"\n").isEmpty)
    for unit in ["months", "mg"] {
      #expect(
        try said(times + "\"\(unit)\"\n").hasPrefix(
          "cohort.toml:34:8: \"unit\" should be \"days\", the unit of endpoint \"pfs\", found \"\(unit)\""))
    }
    let day = Self.dictionary.replacingOccurrences(
      of: "known_at = [\"transplant_day\"]", with: "known_at = [\"transplant_day\"]\nunit = \"mg\"")
    #expect(
      try said(day).hasPrefix(
        "cohort.toml:23:8: \"unit\" should be a unit of time (days, weeks, months, years), found \"mg\""))
  }

  @Test("Columns that are not there, wherever they are named")
  func columns() throws {
    #expect(
      try said(Self.dictionary.replacingOccurrences(of: "[columns.age]", with: "[columns.aeg]")) == """
        cohort.toml:15:10: column "aeg" is not in subjects.csv; did you mean "age"?
            [columns.aeg]
                     ^^^
        """)
    #expect(
      try said(Self.dictionary.replacingOccurrences(of: "[\"transplant_day\"]", with: "[\"transplant_dy\"]")) == """
        cohort.toml:22:13: column "transplant_dy" is not in subjects.csv; did you mean "transplant_day"?
            known_at = ["transplant_dy"]
                        ^^^^^^^^^^^^^^^
        """)
    #expect(
      try said(Self.dictionary.replacingOccurrences(of: "time = \"pfs_days\"", with: "time = \"pfs_day\"")) == """
        cohort.toml:29:8: column "pfs_day" is not in subjects.csv; did you mean "pfs_days"?
            time = "pfs_day"
                   ^^^^^^^^^
        """)
    #expect(
      try said(Self.dictionary.replacingOccurrences(of: "event = \"pfs_event\"", with: "event = \"pfs_evnt\""))
        .hasPrefix("cohort.toml:30:9: column \"pfs_evnt\" is not in subjects.csv; did you mean \"pfs_event\"?\n"))
    #expect(
      try said(Self.dictionary.replacingOccurrences(of: "events.grade", with: "events.grad")).hasPrefix(
        "cohort.toml:24:24: column \"grad\" is not in events.csv; did you mean \"grade\"?\n"))
    #expect(
      try said(Self.dictionary.replacingOccurrences(of: "linked.adverse_events", with: "linked.adverse_event"))
        .hasPrefix(
          "cohort.toml:24:9: table \"adverse_event\" is not among [tables]; did you mean \"adverse_events\"?\n"))
  }

  @Test("A role is read for a column of a linked table, an unknown one is refused, and subjects' columns have none")
  func roles() throws {
    let said = { (role: String) in
      try self.said(
        Self.dictionary.replacingOccurrences(of: "label = \"Grade\"", with: "label = \"Grade\"\nrole = \"\(role)\""))
    }
    #expect(try said("grades").contains("did you mean \"grade\"?"))
    #expect(
      try self.said(Self.dictionary.replacingOccurrences(of: "unit = \"years\"", with: "role = \"grade\""))
        .contains("role"))
  }

  @Test("A level that was declared twice, a value of the wrong kind, keys that exclude each other")
  func values() throws {
    #expect(
      try said(Self.dictionary.replacingOccurrences(of: "\"PD\"]", with: "\"CR\"]")).hasPrefix(
        "cohort.toml:12:23: level \"CR\" is declared twice\n"))
    #expect(
      try said(Self.dictionary.replacingOccurrences(of: "\"Small\"", with: "5")).hasPrefix(
        "cohort.toml:1:8: \"name\" should be a text in quotes, found a number\n"))
    #expect(
      try said(Self.dictionary + "censor = \"CNSR\"\n").hasPrefix(
        "cohort.toml:32:10: \"event\" and \"censor\" exclude each other\n"))
  }

  @Test("What a dictionary cannot do without")
  func needed() throws {
    #expect(
      try said("name = \"x\"\n") == """
        cohort.toml: cohort.toml needs the key "[tables]"
        cohort.toml: cohort.toml needs the key "subject_id"
        """)
    #expect(
      try said(Self.dictionary.replacingOccurrences(of: "time = \"pfs_days\"\n", with: "")).hasPrefix(
        "cohort.toml:27:12: [endpoints.pfs] needs the key \"time\"\n"))
  }

  @Test("Tables stay in the folder", arguments: ["../subjects.csv", "/etc/hostname", "a/../../b.csv", "..\\x"])
  func outside(_ path: String) throws {
    let escaped = path.replacingOccurrences(of: "\\", with: "\\\\")
    let text = try said(Self.dictionary.replacingOccurrences(of: "\"subjects.csv\"", with: "\"\(escaped)\""))
    #expect(text.contains("leads out of the folder; tables must lie inside it"))
    #expect(text.hasPrefix("cohort.toml:7:12: "))
  }

  @Test("A table that leads out of the folder by a symbolic link")
  func link() throws {
    let outside = try TemporaryFolder(["subjects.csv": Self.subjects])
    let folder = try TemporaryFolder(["cohort.toml": "subject_id = \"id\"\ntables.subjects = \"s.csv\"\n"])
    try FileManager.default.createSymbolicLink(
      atPath: folder.file("s.csv"), withDestinationPath: outside.file("subjects.csv"))
    #expect(
      faults { _ = try CohortLoader.load(path: folder.path) }.hasPrefix(
        "cohort.toml:2:19: \"s.csv\" leads out of the folder"))
  }

  @Test("A table that is not there, with the one that is probably meant")
  func missingTable() throws {
    #expect(
      try said(Self.dictionary.replacingOccurrences(of: "\"events.csv\"", with: "\"event.csv\"")) == """
        cohort.toml:8:18: there is no such file; did you mean "events.csv"?
            adverse_events = "event.csv"
                             ^^^^^^^^^^^
        """)
  }

  @Test("Subjects that stand twice or have no id; rows that are nobody's")
  func subjects() throws {
    #expect(
      try said(subjects: Self.subjects + "P2,A,1,CR,1,1,\n,A,1,CR,1,1,\n") == """
        subjects.csv:5:1: subject "P2" stands in line 3 already; each subject must have one row
            P2,A,1,CR,1,1,
            ^^
        subjects.csv:6:1: subject without an id in column "id"
            ,A,1,CR,1,1,
            ^
        """)
    #expect(
      try said(events: Self.events + "P7,CRS,1\np03,CRS,1\n") == """
        events.csv:5:1: subject "P7" is not in subjects.csv
            P7,CRS,1
            ^^
        events.csv:6:1: subject "p03" is not in subjects.csv; did you mean "P3"?
            p03,CRS,1
            ^^^
        """)
  }

  @Test("Whole numbers as ids tie tables together; ids that are texts in one table alone are nobody's")
  func numericIDs() throws {
    let dictionary = "subject_id = \"id\"\n[tables]\nsubjects = \"subjects.csv\"\nevents = \"events.csv\"\n"
    let folder = try folder(dictionary, subjects: "id,x\n10,1\n2,2\n", events: "id\n2\n10\n2\n")
    #expect(try CohortLoader.load(path: folder.path).cohort.linked["events"]?.subjectRows == [1, 0, 1])
    #expect(
      try said(dictionary, subjects: "id,x\n10,1\n2,2\n", events: "id\n2\nX\n").hasPrefix(
        "events.csv:3:1: subject \"X\" is not in subjects.csv\n"))
  }

  @Test("Times below 0 and events that are neither 0 nor 1")
  func endpoints() throws {
    let broken = Self.subjects.replacingOccurrences(of: "7,1,5", with: "-7,2,5")
    #expect(
      try said(subjects: broken) == """
        subjects.csv:4:10: endpoint "pfs": "pfs_days" should not be negative, found "-7"
            P3,A,NA,,-7,2,5
                     ^^
        subjects.csv:4:13: endpoint "pfs": "pfs_event" should be 0 (censored) or 1 (event), found "2"; for another \
        coding declare a condition, such as event = "pfs_event == 2"
            P3,A,NA,,-7,2,5
                        ^
        """)
    let censor = Self.dictionary.replacingOccurrences(of: "event = \"pfs_event\"", with: "censor = \"pfs_event\"")
    let folder = try folder(censor)
    let cohort = try CohortLoader.load(path: folder.path).cohort
    #expect(try cohort.times(of: EndpointRequest(.named("pfs"))).event == [false, true, false])
    #expect(
      try said(Self.dictionary.replacingOccurrences(of: "time = \"pfs_days\"", with: "time = \"trial\"")).hasPrefix(
        "cohort.toml:29:8: column \"trial\" should be a number, but is category\n"))
  }
}

@Suite("One file without a dictionary")
struct SingleFileTests {
  private func load(_ text: String) throws -> LoadedCohort {
    let folder = try TemporaryFolder(["data.csv": text])
    return try CohortLoader.load(path: folder.file("data.csv"))
  }

  @Test("Subject ids are found by usual names, in any case, where each row has its own")
  func ids() throws {
    let loaded = try load("SITE,USUBJID,id\n1,A-1,9\n1,A-2,9\n")
    #expect(loaded.cohort.dictionary.subjectID == "USUBJID")
    #expect(loaded.notes.first == "subject ids are in \"USUBJID\"")
    #expect(try load("Patient,x\nP1,1\nP2,2\n").cohort.dictionary.subjectID == "Patient")
    #expect(try load("x,Patient ID\n1,P1\n2,P2\n").cohort.dictionary.subjectID == "Patient ID")
    #expect(try load("subject_id,id\nS,1\nS,2\n").cohort.dictionary.subjectID == "id")
  }

  @Test("Rows are numbered where there are no ids, and a note says why")
  func rows() throws {
    let loaded = try load("row,x\n5,1\n6,2\n")
    #expect(loaded.cohort.dictionary.subjectID == "row_")
    #expect(loaded.cohort.columnNames == ["row_", "row", "x"])
    #expect(shown(try loaded.cohort.column("row_")) == ["1", "2"])
    #expect(
      loaded.notes.first == """
        no column is named like subject ids (usubjid, subject_id, patient_id, subject, patient, id); rows are numbered \
        as subjects in the column "row_"
        """)
    #expect(
      try load("id,x\nP1,1\nP1,2\n").notes.first
        == "\"id\" does not hold one id for each row; rows are numbered as subjects in the column \"row\"")
  }

  @Test("Endpoints are found by names")
  func endpoints() throws {
    let loaded = try load(
      "id,pfs_days,pfs_months,pfs_event,os_time,os_event,time,status\n1,30,1,0,5,yes,3,2\n2,61,2,1,6,no,4,1\n")
    #expect(Array(loaded.cohort.dictionary.endpoints.keys) == ["pfs", "os"])
    #expect(loaded.cohort.dictionary.endpoints["pfs"]?.time == "pfs_days")
    #expect(
      loaded.notes.suffix(3) == [
        "endpoint \"pfs\" by the names of its columns: time \"pfs_days\" in days, event \"pfs_event\"",
        "endpoint \"os\" by the names of its columns: time \"os_time\" taken as days, event \"os_event\"",
        "\"time\" and \"status\" are not taken for an endpoint: \"status\" is not 0 or 1 throughout",
      ])
    let months = try load("id,EFS_MONTHS,efs_event\n1,2,0\n2,3,1\n").cohort.dictionary.endpoints
    #expect(months["efs"]?.unit == .months && months["efs"]?.time == "EFS_MONTHS")
    #expect(
      try load("id,time,status\n1,2,0\n2,3,1\n").cohort.dictionary.endpoints["time"]?.event
        == .indicator(column: "status"))
  }

  @Test("Missing values and levels are noted")
  func notes() throws {
    let loaded = try load("id,arm,x\n1,B,NA\n2,A,.\n3,B,\n4,A,7\n")
    #expect(
      loaded.notes == [
        "subject ids are in \"id\"", "\"arm\" is a category of 2 levels: A, B",
        "data.csv: read as missing: empty (1), \"NA\" (1), \".\" (1)",
      ])
    #expect(loaded.cohort.name == "data")
  }

  @Test("Progress is told to the end")
  func progress() throws {
    final class Seen: @unchecked Sendable { var last: LoadProgress? }
    let seen = Seen()
    let folder = try TemporaryFolder(["data.csv": "id,x\n1,2\n"])
    _ = try CohortLoader.load(path: folder.file("data.csv")) { seen.last = $0 }
    #expect(seen.last?.file == "data.csv" && seen.last?.bytes == 9)
  }
}
