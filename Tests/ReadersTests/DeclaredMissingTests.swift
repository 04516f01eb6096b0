import Cohorts
import OrderedCollections
import Testing

@testable import Readers

@Suite("Texts that are declared as missing")
struct DeclaredMissingTests {
  private static let subjects = """
    id,mrd,ferritin,flag,lab,seen
    P1,neg,12.5,yes,1,2021-01-05
    P2,not done,<LOQ,no,999,2021-01-06
    P3,pos,7,unknown,3,1900-01-01
    P4,not done,,yes,,2021-01-08
    P5,unknown,<LOQ,no,999.0,2021-01-09

    """

  private func load(_ columns: String, top: String = "", subjects: String = subjects) throws -> LoadedCohort {
    let toml = "subject_id = \"id\"\n\(top)\n[tables]\nsubjects = \"subjects.csv\"\n\(columns)"
    let folder = try TemporaryFolder(["cohort.toml": toml, "subjects.csv": subjects])
    return try CohortLoader.load(path: folder.path)
  }

  private func reasons(_ column: Column) -> [String?] { (0..<column.count).map { column.reasons?[$0] } }

  @Test("A category loses the levels, and keeps the texts as reasons")
  func category() throws {
    let cohort = try load("[columns.mrd]\nmissing = [\"not done\", \"unknown\"]\n").cohort
    let mrd = try cohort.column("mrd")
    #expect(mrd.categoryLevels == ["neg", "pos"])
    #expect(shown(mrd).enumerated().filter { mrd.validity[$0.offset] }.map(\.element) == ["neg", "pos"])
    #expect(mrd.missingCount == 3)
    #expect(reasons(mrd) == [nil, "not done", nil, "not done", "unknown"])
    #expect(try cohort.evaluate("missing_reason(mrd) == 'not done'").column == Column(flags: [false, true, false, true, false]))
    #expect(try cohort.restricting(to: "is_missing(mrd)").count == 3)
  }

  @Test("A column all of whose other values are numbers, flags or days is one of these")
  func byContent() throws {
    let cohort = try load(
      """
      [columns.ferritin]
      missing = ["<LOQ"]
      [columns.flag]
      missing = "unknown"
      [columns.lab]
      missing = ["999"]
      [columns.seen]
      missing = ["1900-01-01"]
      """
    ).cohort
    let ferritin = try cohort.column("ferritin")
    #expect(ferritin.type == .number)
    #expect(try cohort.numbers("ferritin").values.enumerated().filter { ferritin.validity[$0.offset] }.map(\.element) == [12.5, 7])
    #expect(reasons(ferritin) == [nil, "<LOQ", nil, nil, "<LOQ"])
    let flag = try cohort.column("flag")
    #expect(flag.type == .flag)
    #expect(reasons(flag) == [nil, nil, "unknown", nil, nil])
    let lab = try cohort.column("lab")
    #expect(lab.missingCount == 3)
    #expect(reasons(lab) == [nil, "999", nil, nil, "999"])
    let seen = try cohort.column("seen")
    #expect(seen.type == .date)
    #expect(reasons(seen) == [nil, nil, "1900-01-01", nil, nil])
  }

  @Test("A declared type is read around them, and what else is not of it is a fault of its line")
  func declaredType() throws {
    let number = "[columns.ferritin]\ntype = \"number\"\nmissing = [\"<LOQ\"]\n"
    #expect(try load(number).cohort.column("ferritin").type == .number)
    let levels = "[columns.mrd]\nlevels = [\"pos\", \"neg\"]\nmissing = [\"not done\", \"unknown\"]\n"
    #expect(try load(levels).cohort.column("mrd").categoryLevels == ["pos", "neg"])
    let said = faults { _ = try load(number, subjects: Self.subjects.replacing("12.5", with: "high")) }
    #expect(said.contains("subjects.csv:2:8: column \"ferritin\" should be a number, found \"high\""))
  }

  @Test("Above the tables they hold for all columns, and a text that never occurs is told")
  func allColumns() throws {
    let loaded = try load("[columns.mrd]\nmissing = [\"not don\"]\n", top: "missing = [\"not done\", \"unknown\", \"<LOQ\", \"lost\"]")
    #expect(try loaded.cohort.column("mrd").missingCount == 3)
    #expect(try loaded.cohort.column("flag").type == .flag)
    #expect(try loaded.cohort.column("ferritin").type == .number)
    #expect(
      loaded.findings.map(\.message) == [
        "\"not don\" is declared as missing in \"mrd\", and never occurs",
        "\"lost\" is declared as missing in all columns, and never occurs",
      ])
    let near = try load("[columns.mrd]\nmissing = [\"not don\"]\n").findings.map(\.message)
    #expect(near == ["\"not don\" is declared as missing in \"mrd\", and never occurs; did you mean \"not done\"?"])
  }

  @Test("Blank is no, but not where there is a reason")
  func blanks() throws {
    let rows = "id,fl\nP1,Y\nP2,\nP3,U\n"
    let cohort = try load("[columns.fl]\ntype = \"flag\"\nblank = \"no\"\nmissing = [\"U\"]\n", subjects: rows).cohort
    let flag = try cohort.column("fl")
    #expect((0..<3).map { flag.validity[$0] ? flag[$0].description : "-" } == ["yes", "no", "-"])
  }

  @Test("What is no list of texts is a fault")
  func faulty() throws {
    let said = faults { _ = try load("[columns.mrd]\nmissing = []\n") }
    #expect(said.contains("cohort.toml:6:11: \"missing\" should be a list of 1 to 32 texts that are not empty, found an empty list"))
    #expect(faults { _ = try load("[columns.x]\nderive = \"1\"\nmissing = [\"a\"]\n") }.contains("missing"))
  }

  @Test("A cohort that is written and read again is the same, reasons and all")
  func roundTrip() throws {
    let cohort = try load("", top: "missing = [\"not done\", \"unknown\", \"<LOQ\", \"999\"]").cohort
    let folder = try TemporaryFolder()
    try CohortFolderWriter.write(cohort, to: folder.path)
    let again = try CohortLoader.load(path: folder.path).cohort
    #expect(again.stored == cohort.stored)
    #expect(try again.column("mrd").reasons?[1] == "not done")
  }

  @Test("Pooled, each trial keeps its reasons")
  func pooled() throws {
    let left = Column(
      .number([1, .nan]), validity: Validity([true, false]), reasons: MissingReasons(codes: [0, 1], texts: ["ND"]))
    let right = Column(
      .number([.nan, .nan]), validity: Validity([false, false]),
      reasons: MissingReasons(codes: [1, UInt8(ascii: "A")], texts: ["<LOQ"]))
    let stack = try ColumnStack([.init(left, count: 2), .init(right, count: 2)], isIdentifier: false)
    #expect((0..<4).map { stack.column.reasons?[$0] } == [nil, "ND", "<LOQ", "A"])
    #expect(stack.column.reasons?.counts.map(\.words) == ["\"ND\"", "\"<LOQ\"", ".A"])
  }
}
