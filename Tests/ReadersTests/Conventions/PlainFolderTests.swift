import Cohorts
import OrderedCollections
import Testing

@testable import Readers

@Suite("A folder of tables without a dictionary")
struct PlainFolderTests {
  @Test("The subjects are the table with one row an id that knows all others' ids; the others are linked")
  func linked() throws {
    let folder = try TemporaryFolder([
      "ae.csv": "subject_id,grade\n01,2\n01,3\n02,1\n",
      "people.csv": "subject_id,pfs_days,pfs_event\n01,5,1\n02,7,0\n03,9,0\n",
      "visits.tsv": "subject_id\tday\n03\t1\n", "README.md": "# data", "protocol.pdf": "%PDF",
      ".hidden.csv": "a,b\n1,2\n",
      "codes.csv": "code,meaning\n1,x\n2,y\n", "notes.txt": "Only prose here, and more.\nof two lines\n",
    ])
    let loaded = try CohortLoader.load(path: folder.path)
    let cohort = loaded.cohort
    #expect(cohort.columnNames == ["subject_id", "pfs_days", "pfs_event"])
    #expect(try cohort.column("subject_id") == Column(texts: ["01", "02", "03"]))
    #expect(cohort.linked.keys == ["ae", "visits"])
    #expect(cohort.linked["ae"]?.subjectRows == [0, 0, 1])
    #expect(try cohort.times(of: EndpointRequest(.named("pfs"))).time == [5, 7, 9])
    #expect(cohort.provenance.sources.map(\.name) == ["people.csv", "ae.csv", "visits.tsv"])
    #expect(
      loaded.notes.prefix(5) == [
        "passed over: README.md, protocol.pdf", "passed over: notes.txt, which is no table",
        "people.csv holds the subjects, by \"subject_id\"",
        "codes.csv has no column \"subject_id\", and is passed over",
        "endpoint \"pfs\" by the names of its columns: time \"pfs_days\" in days, event \"pfs_event\"",
      ])
  }

  @Test("Ids of any name will do where all tables share them")
  func sharedName() throws {
    let folder = try TemporaryFolder(["a.csv": "Pat Nr,x\n1,1\n2,1\n", "b.csv": "x,Pat Nr\n2,2\n1,1\n1,1\n"])
    let cohort = try CohortLoader.load(path: folder.path).cohort
    #expect(cohort.dictionary.subjectID == "Pat Nr")
    #expect(cohort.linked["b"]?.subjectRows == [1, 0, 0])
  }

  @Test("Two tables with one row a subject: a usual name decides, and otherwise a fault")
  func several() throws {
    let text = "id,x\n1,a\n2,b\n"
    let named = try TemporaryFolder(["labs.csv": text, "Demographics.csv": text])
    #expect(try CohortLoader.load(path: named.path).cohort.linked.keys == ["labs"])
    let folder = try TemporaryFolder(["a.csv": text, "b.csv": text])
    #expect(
      faults { _ = try CohortLoader.load(path: folder.path) } == """
        \(folder.path): a.csv and b.csv each have one row for each "id"; it cannot be told which are the subjects; name \
        them in a cohort.toml: subject_id = "…" and [tables] subjects = "…"
        """)
  }

  @Test("Where no table can be the subjects, what keeps each from it")
  func none() throws {
    let folder = try TemporaryFolder([
      "a.csv": "id,x\n1,a\n2,b\n", "b.csv": "id,x\n1,a\n3,b\n3,b\n", "c.csv": "id,x\n1,a\n,b\n",
    ])
    #expect(
      faults { _ = try CohortLoader.load(path: folder.path) } == """
        \(folder.path): no table can be the subjects, with one row for each id (usubjid, subject_id, \
        patient_id, subject, patient, id) that all other tables know: a.csv lacks "3", which is a "id" of b.csv; 1 row \
        repeats a "id" in b.csv; 1 row has no "id" in c.csv; name them in a cohort.toml: subject_id = "…" and [tables] \
        subjects = "…"
        """)
    let without = try TemporaryFolder(["a.csv": "x,y\n1,1\n1,1\n"])
    #expect(
      faults { _ = try CohortLoader.load(path: without.path) }.contains(": a.csv has no column of ids; name them"))
  }

  @Test("JSON of another kind is passed over, even where it speaks of tables")
  func otherJSON() throws {
    let folder = try TemporaryFolder([
      "a.csv": "id,x\n1,a\n2,b\n", "results.json": "{\"a.csv\": {\"keys\": [\"datasetJSONVersion\"]}}",
    ])
    #expect(try CohortLoader.load(path: folder.path).notes.contains("passed over: results.json, which is no table"))
  }

  @Test("A damaged table is a fault of its own; an empty folder says so")
  func damaged() throws {
    let folder = try TemporaryFolder(["a.csv": "id,x\n1,a\n2\n"])
    #expect(faults { _ = try CohortLoader.load(path: folder.path) }.hasPrefix("a.csv:3:2: row should have 2 fields"))
    let empty = try TemporaryFolder()
    #expect(
      faults { _ = try CohortLoader.load(path: empty.path) }.hasSuffix(
        ": the folder has no tables, and no cohort.toml that names them; it is empty"))
  }

  @Test("A table that is there in two formats is read once")
  func copies() throws {
    let folder = try TemporaryFolder(["a.csv": "id,x\n1,a\n2,b\n", "a.tsv": "id\tx\n1\ta\n2\tb\n"])
    let loaded = try CohortLoader.load(path: folder.path)
    #expect(loaded.cohort.count == 2)
    #expect(loaded.notes.contains("a is read from a.csv; a.tsv holds the same values"))
  }

  @Test("Subjects whose ids repeat or are blank are refused, but seen in an overview, and in a first dictionary")
  func faultySubjects() throws {
    let folder = try TemporaryFolder([
      "subjects.csv": "subject_id,age\n01,5\n01,6\n,7\n02,8\n", "ae.csv": "subject_id,grade\n01,2\n09,3\n",
    ])
    #expect(throws: DataFaults.self) { try CohortLoader.load(path: folder.path) }
    let seen = try CohortLoader.load(path: folder.path, faultyRows: .leftOut)
    #expect(try seen.cohort.column("age") == Column(integers: [5, 8]))
    #expect(seen.findings.map(\.check) == ["missing_subject", "duplicate_subject", "unknown_subject"])
    #expect(
      try DeclarationDraft.text(for: folder.path).contains(
        "# decide: rows of subjects.csv repeat one, or have none, and must be mended before a run\nsubject_id = "))
  }

  @Test("Of tables of other names, the one in which nearly every row has its own id is taken for the subjects")
  func likeliest() throws {
    let people = "subject_id,age\n" + (1...20).map { "\(max($0, 2)),5\n" }.joined()
    let folder = try TemporaryFolder([
      "people.csv": people, "ae.csv": "subject_id,grade\n1,2\n1,3\n2,2\n2,3\n3,1\n3,1\n",
    ])
    #expect(try CohortLoader.load(path: folder.path, faultyRows: .leftOut).cohort.linked.keys == ["ae"])
    try folder.write(Array("subject_id,grade\n1,2\n1,3\n2,2\n".utf8), to: "people.csv")
    #expect(throws: DataFaults.self) { try CohortLoader.load(path: folder.path, faultyRows: .leftOut) }
  }
}
