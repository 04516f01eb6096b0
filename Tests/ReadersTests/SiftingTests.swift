import Cohorts
import OrderedCollections
import Testing

@testable import Readers

@Suite("Rows that keep tables from being a cohort, left out for an overview")
struct SiftingTests {
  private let dictionary = """
    subject_id = "id"
    [tables]
    subjects = "subjects.csv"
    events = "events.csv"
    [endpoints.os]
    time = "os_days"
    event = "os_event"

    """
  private let subjects = """
    id,os_days,os_event
    a,10,1
    b,-5,0
    a,11,1
    ,12,0
    c,13,2

    """
  private let events = """
    id,day
    a,1
    x,2
    b,3
    ,4
    y,5
    x,6
    c,7

    """

  @Test("they are faults where data are loaded for a run")
  func refused() throws {
    let folder = try TemporaryFolder(files)
    #expect(throws: DataFaults.self) { try CohortLoader.load(path: folder.path) }
  }

  @Test("they are left out and told, and the others keep the rows that they have in the file")
  func leftOut() throws {
    let folder = try TemporaryFolder(files)
    let loaded = try CohortLoader.load(path: folder.path, faultyRows: .leftOut)
    #expect(loaded.cohort.stored.count == 3)
    #expect(loaded.cohort.linked["events"]?.subjectRows == [0, 1, 2])
    #expect(
      loaded.findings.map(\.check) == ["missing_subject", "duplicate_subject", "missing_subject", "unknown_subject"])
    #expect(loaded.findings.map(\.table) == ["subjects", "subjects", "events", "events"])
    #expect(loaded.findings.map(\.row) == [4, 3, 4, 2])
    #expect(loaded.findings.map(\.count) == [1, 1, 1, 3])
    #expect(loaded.findings.allSatisfy { $0.grade == .error && $0.column == "id" })
    #expect(
      loaded.findings.last?.message
        == "the subject is not among the subjects in 3 rows: x, y; left out of this overview, and a fault in a run")
    #expect(
      loaded.findings[1].message
        == "the subject stands in an earlier row already in 1 row: a; left out of this overview, and a fault in a run")
    let third = Finding(.note, check: "any", "", table: "events", row: 3)
    #expect(loaded.located(third).row == 7)
    #expect(loaded.located(Finding(.note, check: "any", "", table: "subjects", row: 3)).row == 5)
    #expect(loaded.located(Finding(.note, check: "any", "", table: "other", row: 3)).row == 3)
  }

  @Test("what a dictionary names and is not there is a fault all the same")
  func stillFaults() throws {
    var files = files
    files["subjects.csv"] = "id,os_days\na,1\n"
    let folder = try TemporaryFolder(files)
    #expect(throws: DataFaults.self) { try CohortLoader.load(path: folder.path, faultyRows: .leftOut) }
  }

  private var files: [String: String] {
    ["cohort.toml": dictionary, "subjects.csv": subjects, "events.csv": events]
  }
}
